"""A script of ours in a process of its own, bounded in memory, time and output: what a file does to it stays there."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Final

SECONDS: Final = 20
MEMORY: Final = 1 << 30
LARGEST_OUTPUT: Final = 64 << 20
AT_ONCE: Final = BoundedSemaphore(4)  # so that many files together cannot take the machine's memory either
FEW_THREADS: Final = {"OPENBLAS_NUM_THREADS": "1"}  # numpy takes address space for each core


class Died(Exception):  # noqa: N818 - not an error of ours
    """The script ended before it was done; `code` is what it said by that, None where it ran out of time."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def run_confined(script: Path, data: bytes) -> bytes:
    """What the script writes to its output, with `data` as its input. Died where it did not come to its end."""
    with AT_ONCE, TemporaryFile() as written:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, by its path
                [sys.executable, "-P", __file__, str(script)],
                env={**os.environ, **FEW_THREADS},
                input=data,
                stdout=written,
                stderr=subprocess.DEVNULL,
                timeout=2 * SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Died(None) from late
        if done.returncode:
            raise Died(done.returncode)
        written.seek(0)
        return written.read()


def limit() -> None:
    """Bounds for this process, where the system knows any: a file that outgrows them ends the process, nothing else."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))


if __name__ == "__main__":
    limit()
    runpy.run_path(sys.argv[1], run_name="__main__")
