"""Makes the stage `edited` of the handbook: a book that was sent, and two files that came back.

`python -m tests.handbook.edited` writes it anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from tests.handbook.examples import STAGES
from tests.running import make_book
from tests.word_editor import Editor

STAGE = STAGES / "edited"
TEXT = """\
# The Pans

The brine ran down to the pans -- in winter it ran at night.
It was boiled in *iron pans* until the salt fell.[^1]

They weighed it once a month. Nobody was paid for what was wet.

The quay is gone.

[^1]: So the book of the works has it.
"""


def make(folder: Path) -> Path:
    """Make the book and the files that came back."""
    book = make_book(folder, "docx")
    for path in (book / "source").iterdir():
        path.unlink()
    (book / "source" / "01-pans.md").write_text(TEXT, encoding="utf-8")
    posted = send.send(Book.open(book), send.Parcel("Ann Lee"))
    ann = Editor.open(posted.path, "Ann Lee")
    ann.replace("once a month", "once a week")
    ann.note("The quay is gone.", "It fell in 1701.")
    ann.save(book / "returned-ann.docx")
    ben = Editor.open(posted.path)
    ben.replace("until the salt fell", "till the salt fell")
    ben.replace("once a month", "once a year")
    ben.save(book / "returned-ben.docx")
    posted.path.unlink()
    shutil.rmtree(book / ".octavo", ignore_errors=True)
    return book


if __name__ == "__main__":
    shutil.rmtree(STAGE, ignore_errors=True)
    make(STAGE)
