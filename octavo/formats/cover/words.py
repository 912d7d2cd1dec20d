"""The words of a cover, from the edition: nothing is invented."""

from __future__ import annotations

import hashlib
from typing import Any

from octavo.formats import imprint
from octavo.model.edition import Edition
from octavo.text.terms import direction, primary

INKS = ("red", "blue", "green", "plum", "brown", "slate")

CLIMBING = frozenset(("ca", "cs", "de", "el", "es", "fr", "gl", "hu", "it", "pl", "pt", "ro", "ru"))
"""Languages in whose countries the words of a spine run up, from foot to head. Elsewhere they run
down (ISO 6357)."""


def ink_of(edition: Edition) -> str:
    """Return the ink of a cover; else the title picks one, the same every time."""
    return (
        edition.design.cover_ink
        or INKS[hashlib.sha256(edition.title.encode()).digest()[0] % len(INKS)]
    )


def words_of(edition: Edition) -> dict[str, Any]:
    """Return what a front and a spine say."""
    author = imprint.authors(edition)
    series = edition.series
    return {
        "lang": primary(edition.lang),
        "mirrored": direction(edition.lang) == "rtl",
        "climbs": primary(edition.lang) in CLIMBING,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": author or "\n".join(imprint.credits_lines(edition)),
        "publisher": edition.imprint or edition.publisher,
        "series": f"{series.title} {series.number}".strip() if series else "",
        "spine-author": author,
        "spine-publisher": edition.imprint or edition.publisher,
    }


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text of edition.yaml: each of its lines is one."""
    return [line.strip() for line in text.split("\n") if line.strip()]
