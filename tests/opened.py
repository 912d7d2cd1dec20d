"""Runs the command, and writes down how often it opens files of a book, in all its processes.

`OPENED_NAMES` is how the files' names end, `OPENED_LIST` where each opening writes one of them.
"""

from __future__ import annotations

import os
import sys

LIST, NAMES = os.environ["OPENED_LIST"], tuple(os.environ["OPENED_NAMES"].split(os.pathsep))


def note(event: str, details: tuple[object, ...]) -> None:
    """Write a line for each opening of a file whose name ends so."""
    if event == "open" and isinstance(details[0], str) and details[0].endswith(NAMES):
        name = next(name for name in NAMES if details[0].endswith(name))
        descriptor = os.open(LIST, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{name}\n".encode())
        os.close(descriptor)


sys.addaudithook(note)

if __name__ == "__main__":
    from octavo.cli import main

    sys.exit(main())
