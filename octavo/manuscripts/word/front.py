"""Takes title, subtitle, author, date and abstract from the styles of a Word file's title page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from octavo.manuscripts.word.notices import Notices
from octavo.ooxml.leaf import Kind, Leaf
from octavo.ooxml.names import W, val

KEYS = {
    "title": "title", "book title": "title", "subtitle": "subtitle", "author": "author",
    "authors": "author", "date": "date", "abstract": "description",
}  # fmt: skip
"""The names of styles, and edition.yaml's keys."""

HEADS = ("abstract title", "abstract heading")
"""Styles of the line above an abstract."""

FIRST_BODY = 12
"""A paragraph of more words that is in none of these styles ends the title page."""

APART = 3
"""A style that stands in so many places, with other words between, is one of headings."""

BETWEEN = re.compile(r"\s*(?:;|\n|,?\s+(?:and|und|et|y|e|&)\s+)\s*")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
YEAR = re.compile(r"\d{4}")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WRITTEN = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([^\W\d_]{3,})\.?,?\s+(\d{4})")
AMERICAN = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


@dataclass(slots=True)
class Page:
    """What stands on a title page: leaves by edition.yaml's key."""

    leaves: dict[str, list[Leaf]] = field(default_factory=dict)

    def text(self, key: str, between: str = " ") -> str:
        """Return the words of a key."""
        texts = (" ".join(leaf.text.split()) for leaf in self.leaves.get(key, ()))
        return between.join(filter(None, texts))


def take(leaves: list[Leaf], embedded: dict[str, object], notices: Notices) -> frozenset[str]:
    """Take what the title page says into `embedded`, out of the text, in place; return its keys."""
    page = _page(leaves)
    given: dict[str, object] = {}
    for key in ("title", "subtitle", "description"):
        if page.text(key):
            given[key] = page.text(key)
    authors = [
        name
        for leaf in page.leaves.get("author", ())
        for name in BETWEEN.split(leaf.text.strip())
        if name
    ]
    if authors:
        given["author"] = authors
    day = date(page.text("date"))
    if day:
        given["date"] = day
    elif page.text("date"):
        notices.done(
            "import-title-page", f"The date {_quoted(page.text('date'))} stays in the text."
        )
    embedded.update(given)
    for key, value in given.items():
        if key == "description":
            message = "The abstract stays in the text; it is the description of the edition too."
            notices.done("import-title-page", message, str(value))
        else:
            _remove(page.leaves[key], key, notices)
    return frozenset(given)


def _page(leaves: list[Leaf]) -> Page:
    """Return what stands in these styles at the beginning of the text."""
    page = Page()
    headings = repeated((_style(leaf), leaf.text) for leaf in leaves if leaf.story == "main")
    for leaf in leaves:
        key = KEYS.get(_style(leaf), "")
        if key in ("title", "subtitle") and _style(leaf) in headings:
            break
        is_plain = leaf.story == "main" and not leaf.tables and not leaf.box
        if not is_plain or (leaf.level and not key):
            break
        if key == "title" and page.leaves.keys() - {"title"}:
            break
        if key:
            page.leaves.setdefault(key, []).append(leaf)
        elif len(leaf.text.split()) > FIRST_BODY:
            break
    return page


def repeated(paragraphs: Iterable[tuple[str, str]]) -> set[str]:
    """Return the styles that stand in several places of a text, given as styles with words.

    An author who writes each chapter's heading as Title has no title page in that style.
    """
    places: Counter[str] = Counter()
    last = ""
    for style, words in paragraphs:
        if words.strip():
            places[style] += style != last
            last = style
    return {style for style, count in places.items() if style and count >= APART}


def _style(leaf: Leaf) -> str:
    names = (val(element.find(f"{W}name")).lower() for element in leaf.style.chain)
    return next((name for name in names if name in KEYS), "")


def _remove(leaves: list[Leaf], key: str, notices: Notices) -> None:
    """Take paragraphs out of the text, but for those that hold more than words."""
    for leaf in leaves:
        words = " ".join(leaf.text.split())
        alone = all(run.kind in (Kind.TEXT, Kind.BREAK, Kind.TAB) for run in leaf.runs)
        parent = leaf.element.getparent()
        if not words or not alone or parent is None:
            continue
        parent.remove(leaf.element)
        message = (
            f"The line {_quoted(words)} went from the text into metadata/edition.yaml, as {key}."
        )
        notices.done("import-title-page", message, words)


def _quoted(words: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"


def date(text: str) -> str:
    """Return a date as edition.yaml has it, or "" where the words are none.

    >>> date("22 January 2020"), date("January 22, 2020"), date("May 1931"), date("Spring 1931")
    ('2020-01-22', '2020-01-22', '1931-05', '')
    """
    text = text.strip().rstrip(".")
    if DAY.fullmatch(text) or YEAR.fullmatch(text):
        return text
    american = AMERICAN.fullmatch(text)
    written = WRITTEN.fullmatch(text)
    if american:
        name, day, year = american.groups()
    elif written:
        day, name, year = written.groups()
    else:
        return ""
    month = next((n for n, one in enumerate(MONTHS, 1) if one.startswith(name.lower())), 0)
    if not month or (day and not 1 <= int(day) <= 31):
        return ""
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
