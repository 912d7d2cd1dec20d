"""Where the pages of the printed book begin in the files of a web edition or an e-book.

A page without words of the text, such as a blank, begins where the next one does. Those before the
text are known by their words: the title page and the page behind it, for an e-book has its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from octavo.formats.html.words import File, Spot, Spots
from octavo.model.pages import PageStart, Printed

PLAIN = re.compile(r"[A-Za-z0-9._-]+")
COMMON = 0.5
"""What part of a page's words must stand on another for it to be called the same."""


@dataclass(frozen=True, slots=True)
class Break:
    """A page's begin: its label, its identifier, and its place."""

    label: str
    identifier: str
    spot: Spot

    def marked(self, markup: str) -> str:
        """Return the markup of a break: it has the identifier, then the label."""
        return markup.format(self.identifier, escape(self.label))


def breaks_of(
    spots: Spots, printed: Printed, fronts: Sequence[tuple[File, Sequence[str]]] = ()
) -> list[Break]:
    """Return where each printed page begins, in the order of the pages."""
    taken = {str(e.get("id")) for file in spots.files for e in file.root.iter() if e.get("id")}
    texts = dict(zip([start.number for start in printed.starts], printed.front, strict=False))
    breaks: list[Break] = []
    waiting: list[PageStart] = []
    home: Spot | None = None
    for start in printed.starts:
        waiting.append(start)
        if start.word is not None:
            home = _spot(spots, start)
        elif own := _front(texts.get(start.number, ""), fronts):
            home = own
        else:
            continue
        breaks += [Break(one.label, _identifier(one, taken), home) for one in waiting]
        waiting = []
    return breaks + [Break(one.label, _identifier(one, taken), spots.end()) for one in waiting]


def _spot(spots: Spots, start: PageStart) -> Spot:
    """Return where a page begins: a word that is parted by the page's end stays before it."""
    word = (start.word or 0) + (1 if start.within else 0)
    return spots.of_word(word) if word < len(spots.words) else spots.end()


def _front(text: str, fronts: Sequence[tuple[File, Sequence[str]]]) -> Spot | None:
    words = [word for word in text.split() if word[0].isalnum()]
    for file, known in fronts:
        if words and sum(word in known for word in words) > COMMON * len(words):
            return Spot(file.name, file.text.index(">", file.text.index(file.start)) + 1)
    return None


def _identifier(start: PageStart, taken: set[str]) -> str:
    plain = f"page-{start.label}" if PLAIN.fullmatch(start.label) else ""
    name = plain if plain and plain not in taken else f"page-number-{start.number}"
    taken.add(name)
    return name
