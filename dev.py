"""Sets the environment up and starts what you ask for: python3 dev.py run | test | check | format | lock."""

# Only the standard library is there yet, and perhaps an old Python, whose reader must get past the annotations.
from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests import programs

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

OLDEST_PYTHON = (3, 11)

RUN = "requirements.txt"
DEV = "requirements-dev.txt"
SETUP = "requirements-setup.txt"
LOCKS = {
    SETUP: ["--group", "setup"],
    RUN: ["--extra", "postgres", "pyproject.toml"],
    DEV: ["--all-extras", "pyproject.toml"],
}

# pip's settings and the variables by which uv is told the same.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def main(command: str = "", *options: str) -> int:
    if command not in COMMANDS:
        print(__doc__)
        return 2
    os.chdir(ROOT)
    return COMMANDS[command](*options)


def run(*options: str) -> int:
    """The app, over the store that THIDUA_DATABASE_URL names, filled with the demonstration country if empty."""
    prepare(RUN)
    return succeed(BIN / "thidua", "seed", "--if-empty") or become(BIN / "thidua", "run", *options)


def test(*options: str) -> int:
    """All tests, on as many processes as there are processors, with the programs that they drive."""
    prepare(DEV)
    for program in programs.ALL:
        obtain(program)
    # One file stays in one process, so that the server it starts is started once; files go out in the order in which
    # they were collected.
    workers = str(min(os.cpu_count() or 1, 4))
    return succeed(PYTHON, "-m", "pytest", "-n", workers, "--dist", "loadfile", "--no-loadscope-reorder", *options)


def check() -> int:
    """Format, lint, types and layers; every complaint is shown, not only the first one's."""
    prepare(DEV)
    checks = [
        ["ruff", "format", "--check"],
        ["ruff", "check"],
        ["mypy"],
        ["pytest", "-q", "tests/test_layers.py"],
    ]
    failures = [succeed(PYTHON, "-m", *each) for each in checks]
    return int(any(failures))


def reformat() -> int:
    prepare(DEV)
    return succeed(PYTHON, "-m", "ruff", "format") or succeed(PYTHON, "-m", "ruff", "check", "--fix")


def lock(*options: str) -> int:
    """The locked versions, computed anew where pyproject.toml asks for it; with --upgrade, all of them."""
    create_venv()
    install("--require-hashes", "-r", SETUP)
    quietly = ["--quiet", "--generate-hashes", "--universal", "--no-header", *options]
    failures = [
        succeed(BIN / "uv", "pip", "compile", *quietly, "-o", name, *what, env=uv_settings())
        for name, what in LOCKS.items()
    ]
    return int(any(failures))


COMMANDS = {"run": run, "test": test, "check": check, "format": reformat, "lock": lock}


def prepare(requirements: str) -> None:
    """An environment that holds exactly these locked versions and the project itself; at once if it already does."""
    stamp = VENV / f"installed-{requirements}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(requirements):
        return
    create_venv()
    install("--require-hashes", "-r", SETUP)
    install("--require-hashes", "-r", requirements)
    install("--no-deps", "--no-build-isolation", "--editable", ".")
    stamp.write_text(fingerprint(requirements))


def fingerprint(requirements: str) -> str:
    """Changes with whatever the environment was made from, its folder included: scripts in it name that folder."""
    parts = [(ROOT / name).read_bytes() for name in (SETUP, requirements, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, str(VENV).encode()])).hexdigest()


def create_venv() -> None:
    if PYTHON.exists():
        return
    python = new_enough_python()
    if not python:
        sys.exit("Python 3.11 or newer is needed. Install it and start again with: python3.11 dev.py …")
    if python == sys.executable and not importlib.util.find_spec("ensurepip"):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not programs.apt_install(package):
            sys.exit(f"This Python cannot make a virtual environment yet. Run: sudo apt-get install {package}")
    if succeed(python, "-m", "venv", "--clear", VENV):
        sys.exit("The virtual environment could not be made; the lines above say why.")


def new_enough_python() -> str | None:
    """The Python that runs this, or the newest other on PATH that will do."""
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    found = (shutil.which(f"python3.{minor}") for minor in (14, 13, 12, 11))
    # A version manager may put a name on PATH behind which there is nothing.
    return next((python for python in found if python and not succeed(python, "-c", "")), None)


def install(*what: str) -> None:
    """By uv where it is there and able, being five times quicker; else by pip."""
    uv = shutil.which("uv", path=str(BIN))
    if uv and not succeed(uv, "pip", "install", "--python", PYTHON, *what, env=uv_settings()):
        return
    if succeed(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *what):
        sys.exit(f"Could not install {shlex.join(what)}; the lines above say why.")


def uv_settings() -> dict[str, str]:
    """The process's variables and, where they leave it open, this machine's pip settings, which uv does not read."""
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    # Best match over all indexes is what pip does; the hashes make it safe.
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_SYSTEM_CERTS": "true"}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        variable = PIP_TO_UV.get(name.rpartition(".")[2])
        if variable:
            separator = "," if variable == "UV_FIND_LINKS" else " "
            settings.setdefault(variable, separator.join(ast.literal_eval(value).split()))
    return {**settings, **os.environ}


def obtain(program: programs.Program) -> None:
    """Found, or installed where that needs no question; else one line that says how, and its tests are skipped."""
    if not program.find() and not programs.apt_install(program.package):
        print(f"{program.name} was not found. {program.advice}")


def succeed(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """The command's exit code."""
    return subprocess.run(command, env=env, check=False).returncode


def become(*command: str | Path) -> int:
    """The command takes this process's place, so that who stops the one stops the other."""
    if os.name == "posix":
        os.execv(command[0], [str(each) for each in command])
    return succeed(*command)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
