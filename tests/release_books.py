"""A book in which nothing is open but its approval."""

from __future__ import annotations

from pathlib import Path

from octavo.book import approvals
from tests.running import make_book

RECORD = """\
title: A Book
lang: en-GB
author: Ada Compositor
date: 2026-01-15
copyright: 2026 Ada Compositor
publisher: The Press
printing: "1"
isbn: {print: 978-0-262-03384-8}
no-isbn: {html: it is free, screen: it is free}
outputs: [html, pdf]
"""
TEXT = '# One\n\nIt\'s "quoted" -- so, and it was well.[^1]\n\n[^1]: A note of hers.\n'
NAME = "release/a-book-2026-printing-1"


def make(folder: Path) -> Path:
    """Make a book in which nothing is open but its approval."""
    make_book(folder)
    for path in (folder / "source").iterdir():
        path.unlink()
    (folder / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (folder / "metadata" / "edition.yaml").write_text(RECORD, encoding="utf-8")
    return folder


def approve(book: Path, by: str = "Ann Editor") -> None:
    """Approve the text on a day of the test's own: the clock is the command's."""
    text = approvals.text_digest(book)
    approvals.add(book, approvals.Approval(by, text, "2026-01-14"))
