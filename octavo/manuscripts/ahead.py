"""Reads the Markdown files of a book ahead, together.

A run of pandoc takes 0.06 seconds of processor time however short its text is, and a book may have
a hundred files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from octavo import pandoc
from octavo.book import comments
from octavo.manuscripts.folder.write import read_apart
from octavo.model import nesting
from octavo.model.finding import InputError
from octavo.model.nodes import Document

APART = re.compile(r"^(?:---|\.\.\.)[ \t]*$|\t", re.MULTILINE)
"""What a text read among others may be read otherwise for: metadata in it, and tabs."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The blocks of texts that were read together, by the text, as JSON."""

    known: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Ahead:
        """Read texts together; of what cannot be read so nothing is known."""
        fit = [text for text in dict.fromkeys(texts) if _is_fit(text)]
        if len(fit) < 2:
            return cls()
        try:
            read = read_apart(fit)
        except InputError:  # told where the text is read by itself, with its place
            return cls()
        return cls(dict(zip(fit, map(orjson.dumps, read), strict=True)))

    def read(self, text: str) -> Document:
        """Return what a text reads as. Raises InputError where pandoc cannot read it."""
        blocks = self.known.get(text)
        if blocks is None:
            return pandoc.read(text.encode())
        return nesting.check_document(Document({}, orjson.loads(blocks)))


def _is_fit(text: str) -> bool:
    """Whether a text reads among others as it does alone."""
    try:
        nesting.check_text(text, "")
    except InputError:
        return False
    return bool(text.strip()) and not comments.may_hold(text) and not APART.search(text)
