"""The command's front door: quick where nothing has changed, else the verbs.

Exit status: 0 done; 1 findings at error level; 2 the input or the call is wrong.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from octavo import fresh
from octavo.system import outlet

COLOUR = re.compile("\x1b\\[[0-9;]*m")
"""Codes that colour a terminal; elsewhere they are left out."""

ASKING = "_OCTAVO_COMPLETE"
"""The variable by which a shell asks what may follow on the line that is being typed."""

NO_MEMORY = "There is not enough memory. Free some, then try again."
MISSING = "The library {} is not installed: Octavo was installed in part. Install it again."
WRONG = 2
INTERRUPTED = 130
"""The status of a command that a person stopped: 128 and the signal's number."""


def main() -> int:
    """Run the command with the arguments of this process; return the exit status."""
    arguments = sys.argv[1:]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended politely: no debris either
    out = outlet.install(lasting=arguments[:1] != ["watch"])
    status = _run(arguments)
    if status == INTERRUPTED:  # Typer gives it too, without a word
        print("octavo: stopped.", file=sys.stderr)
    fault = outlet.fault_of(out)
    if fault:
        print(f"octavo: Standard output cannot be written: {fault}.", file=sys.stderr)
        return WRONG
    return status


def _run(arguments: list[str]) -> int:
    """Run the command. What the system refuses is one line, whatever part of the work it meets."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads the output of `watch` any more
        return 0
    except ModuleNotFoundError as fault:
        if (fault.name or "octavo").partition(".")[0] == "octavo":  # a fault of the program
            raise
        print(f"octavo: {MISSING.format(fault.name)}", file=sys.stderr)
    except MemoryError:
        print(f"octavo: {NO_MEMORY}", file=sys.stderr)
    except RuntimeError as fault:
        if str(fault) != "can't start new thread":
            raise
        print(f"octavo: {NO_MEMORY}", file=sys.stderr)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else "The system refuses to go on: "
        print(f"octavo: {where}{fault.strerror or fault}.", file=sys.stderr)
    return WRONG


def _leave_folder() -> None:
    """Keep Python from importing what lies in the current folder: that may be a stranger's book.

    Python itself would, for `python -m` and for the processes that a build starts.
    """
    home, here = str(Path(__file__).resolve().parents[1]), str(Path.cwd())
    sys.path[:] = [p for p in sys.path if p not in ("", here) or str(Path(p).resolve()) == home]
    os.environ["PYTHONSAFEPATH"] = "1"


def _main(arguments: list[str]) -> int:
    try:
        _leave_folder()
    except OSError as fault:  # the current folder was removed
        print(f"octavo: The current folder is not there: {fault.strerror}.", file=sys.stderr)
        return 2
    gc.disable()  # measured: a third of the filters' time, in a process that lives for seconds
    if ASKING in os.environ:
        from octavo.verbs.command import complete

        return complete()
    status = unchanged(arguments)
    if status is not None:
        return status
    from octavo.system.host import Host
    from octavo.system.places import cache_folder
    from octavo.verbs.command import run

    clocks = time.perf_counter, time.time_ns
    return run(arguments, Host(*clocks, _begin_process, _starting, cache_folder()))


@contextmanager
def _starting() -> Iterator[None]:
    """Let processes that are started now ignore Ctrl-C from their first moment: they inherit it."""
    taken = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, taken)


def _begin_process() -> None:
    """Be a process of a build: interruptions are the command's, and it ends with the command."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from octavo.system import children

    children.end_with_parent()


def unchanged(arguments: list[str]) -> int | None:
    """Where this is a build and nothing has changed since the last one, say so.

    Returns the status of that build, or None where there is something to do.
    """
    is_build = not arguments or arguments[0] == "build" or arguments[0].startswith("-")
    asked = fresh.parsed(arguments) if is_build else None
    state = fresh.check(asked.call) if asked else None
    if asked is None or state is None:
        return None
    summary = fresh.with_report(state.summary, asked.out)
    if asked.as_json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        print("Nothing has changed: the files are those of the last build.")
        words = str(summary.get("text", ""))
        print(words if sys.stdout.isatty() else COLOUR.sub("", words))
    return state.status


if __name__ == "__main__":
    sys.exit(main())
