"""Makes small books to decide about."""

from __future__ import annotations

from pathlib import Path

from octavo.book import decisions
from octavo.book.book import Book
from octavo.manuscripts.folder import new
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import stringify, walk
from octavo.press.prepare import prepare
from octavo.verbs import command as verbs

EN = "\N{EN DASH}"


TEXT = """# Letters

Marx met Engels in Paris; Engels met Bebel in London. The Marx-Engels-Bebel and
Engels-Marx-Bebel letters are lost -- nobody knows why.

Later hands copied the Bebel-Marx-Engels and Bebel-Engels-Marx papers, see pp. 3-4, and kept them.
"""


def make_book(root: Path, text: str) -> Path:
    new.make(root, "A Book of Letters")
    for chapter in (root / "source").glob("*.md"):
        chapter.unlink()
    (root / "source" / "01-letters.md").write_text(text, encoding="utf-8", newline="")
    return root


def octavo(book: Path, *arguments: str) -> int:
    return verbs.run([*arguments, "--project", str(book)])


def found(book: Path, rule: str = "") -> list[Finding]:
    prepared = prepare(Book.open(book), cite=False)
    return [f for f in prepared.findings if f.rule == rule or not rule]


def names(book: Path) -> list[Finding]:
    """The suggestions of an en rule between names that still wait."""
    return [f for f in found(book, "dash-names") if f.tier is Tier.SUGGEST]


def text_of(book: Path) -> str:
    """The words of the book as every format gets them."""
    blocks = prepare(Book.open(book), cite=False).document.blocks
    paragraphs = [node for node in walk(blocks) if node["t"] == "Para"]
    return "\n".join(stringify(paragraph["c"]) for paragraph in paragraphs)


def file_of(book: Path) -> Path:
    return book / decisions.FILE
