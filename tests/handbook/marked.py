"""Makes the stage `marked` of the handbook: a book whose proof was sent, and came back marked.

`python -m tests.handbook.marked` writes it anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from octavo.book.book import Book
from octavo.desk.query import Asked, ask
from octavo.desk.send import Parcel
from octavo.desk.send_proof import send_proof
from tests.handbook.edited import TEXT
from tests.handbook.examples import STAGES
from tests.pdf_reader import Reader
from tests.running import make_book

STAGE = STAGES / "marked"
DAY = "2026-03-01"


def make(folder: Path) -> Path:
    """Make the book, and the proof that came back."""
    book = make_book(folder, "pdf")
    for path in (book / "source").iterdir():
        path.unlink()
    (book / "source" / "01-pans.md").write_text(TEXT, encoding="utf-8")
    ask(Book.open(book), Asked("source/01-pans.md:8", "quay", "Which quay?", "Eve", DAY))
    posted = send_proof(Book.open(book), Parcel("Ann Lee", "proof"), DAY)
    ann = Reader(posted.path, author="Ann Lee", day="20260309101500")
    ann.replace(ann.find("month"), "week")
    ann.caret(ann.find("for what was"), "very")
    ann.strike(ann.part("bo", "boiled"))
    ann.mark("Highlight", ann.find("book of the works"), "Give its shelfmark.")
    ann.reply(ann.named("octavo-query-"), "The old one.")
    ann.save(book / "returned-proof.pdf")
    posted.path.unlink()
    shutil.rmtree(book / ".octavo", ignore_errors=True)
    return book


if __name__ == "__main__":
    shutil.rmtree(STAGE, ignore_errors=True)
    make(STAGE)
