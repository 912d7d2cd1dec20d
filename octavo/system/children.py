"""Programs that are run for a build, and that end with it, however it ends."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG = 1
"""Linux, prctl(2): the signal that a process gets when the one that started it is gone."""

KILL = 9

TIED = (
    "import ctypes, os, sys\n"
    f"ctypes.CDLL(None).prctl({PR_SET_PDEATHSIG}, {KILL}, 0, 0, 0)\n"
    "if os.getppid() == int(sys.argv[1]): os.execv(sys.argv[2], sys.argv[2:])\n"
)
"""A start that ties a program to the process that asked for it, and then becomes that program."""

SETPRIV = Path("/usr/bin/setpriv")
"""Ties in the same way (util-linux 2.33 and later): 1 ms of CPU, where Python's start takes 10 ms.

It is sought at this place alone: by the PATH it could be a program that lies in a book.
"""

BECOME = '[ "$PPID" = "$0" ] && exec "$@"'
"""What a shell does then: it becomes the program, unless the process that asked is gone."""

_running: set[subprocess.Popen[bytes]] = set()


def run(
    command: list[str],
    stdin: bytes = b"",
    *,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
    patience: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; return what it printed. It ends with this process.

    Raises OSError where it cannot be started, subprocess.TimeoutExpired where it takes longer than
    `patience`, in seconds.
    """
    with subprocess.Popen(
        _tied(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment,
    ) as child:
        _running.add(child)
        try:
            out, err = child.communicate(stdin, timeout=patience)
        except BaseException:
            child.kill()
            raise
        finally:
            _running.discard(child)
    return subprocess.CompletedProcess(command, child.returncode, out, err)


def _tied(command: list[str]) -> list[str]:
    if sys.platform != "linux":
        return command
    if not (Path(command[0]).is_file() and os.access(command[0], os.X_OK)):
        raise FileNotFoundError(errno.ENOENT, "there is no such program", command[0])
    if _knows_to_tie(SETPRIV):
        start = [str(SETPRIV), "--pdeathsig", "KILL", "/bin/sh", "-c", BECOME]
    else:
        start = [sys.executable, "-I", "-S", "-c", TIED]
    return [*start, str(os.getpid()), *command]


@cache
def _knows_to_tie(program: Path) -> bool:
    """Whether a setpriv has the option: the one of BusyBox has not, nor had the first ones."""
    try:
        return b"pdeathsig" in program.read_bytes()
    except OSError:
        return False


def end_all() -> None:
    """End the programs that run for this process, before it leaves."""
    for child in list(_running):
        with suppress(OSError):
            child.kill()


def end_with_parent() -> None:
    """Let the system end this process when the one that started it is gone, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, KILL, 0, 0, 0)
