"""The command's front door: quick where nothing has changed, else the verbs.

Exit status: 0 done; 1 findings at error level; 2 the input or the call is wrong.
"""

from __future__ import annotations

import gc
import json
import re
import signal
import sys

from octavo import fresh

COLOUR = re.compile("\x1b\\[[0-9;]*m")
"""What colours a terminal; elsewhere it is left out."""

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


def _main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    gc.disable()  # measured: a third of the filters' time, in a process that lives for seconds
    status = unchanged(arguments)
    if status is not None:
        return status
    from octavo.verbs.command import run

    return run(arguments)


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
        print("Nothing has changed: the artefacts are those of the last build.")
        words = str(summary.get("text", ""))
        print(words if sys.stdout.isatty() else COLOUR.sub("", words))
    return state.status


if __name__ == "__main__":
    sys.exit(main())
