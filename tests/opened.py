"""Runs the command, and writes down how often it opens a file of a book, in all its processes.

`OPENED_NAME` is how the file's name ends, `OPENED_LIST` where a line is written for each opening.
"""

from __future__ import annotations

import os
import sys

LIST, NAME = os.environ["OPENED_LIST"], os.environ["OPENED_NAME"]


def note(event: str, details: tuple[object, ...]) -> None:
    """Write a line for each opening of a file whose name ends so."""
    if event == "open" and isinstance(details[0], str) and details[0].endswith(NAME):
        descriptor = os.open(LIST, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, b"opened\n")
        os.close(descriptor)


sys.addaudithook(note)

if __name__ == "__main__":
    from octavo.cli import main

    sys.exit(main())
