"""The command's front door: quick where nothing has changed, else the verbs.

Exit status: 0 done; 1 findings at error level; 2 the input or the call is wrong.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from pathlib import Path

from octavo import fresh

INTERRUPTED = 130
"""The status of a command that a person stopped: 128 and the signal's number."""


def main() -> int:
    """Run the command with the arguments of this process; give the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended politely: no debris either
    try:
        status = _main(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:  # Typer gives it too, without a word
        print("octavo: stopped.", file=sys.stderr)
    return status


def _leave_folder() -> None:
    """Keep Python from importing what lies in the current folder: that may be a stranger's book.

    Python itself would, for `python -m` and for the processes that a build starts.
    """
    home, here = str(Path(__file__).resolve().parents[1]), str(Path.cwd())
    sys.path[:] = [p for p in sys.path if p not in ("", here) or str(Path(p).resolve()) == home]
    os.environ["PYTHONSAFEPATH"] = "1"


def _main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        _leave_folder()
    except OSError as fault:  # the current folder was removed
        print(f"octavo: The current folder is not there: {fault.strerror}.", file=sys.stderr)
        return 2
    gc.disable()  # measured: a third of the filters' time, in a process that lives for seconds
    status = unchanged(arguments)
    if status is not None:
        return status
    from octavo.verbs.command import run

    return run(arguments)


def unchanged(arguments: list[str]) -> int | None:
    """Where this is a build and nothing has changed since the last one, say so."""
    is_build = not arguments or arguments[0] == "build" or arguments[0].startswith("-")
    if not is_build or not {"--help", "-h"}.isdisjoint(arguments):
        return None
    root, call = fresh.call_of(arguments, Path.cwd())
    state = fresh.check(root, call)
    if state is None:
        return None
    if "json" in call or "--format=json" in call:
        print(json.dumps(state.summary, ensure_ascii=False, indent=2))
    else:
        print("Nothing has changed: the artefacts are those of the last build.")
        print(state.summary.get("text", ""))
    return state.status


if __name__ == "__main__":
    sys.exit(main())
