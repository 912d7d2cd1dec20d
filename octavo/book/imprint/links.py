"""The addresses in a line of the imprint page, which the formats make links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from octavo.book.imprint.licences import licence_address, licence_words
from octavo.book.imprint.lines import spaced_lines
from octavo.model.edition import Edition

ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>()]+[^\s<>().,;:])|(?P<doi>(?<=DOI )10\.\S+)"
    r"|(?P<mail>[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:.]+)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line, and where they lead; `address` is "" where they lead nowhere."""

    text: str
    address: str = ""
    is_licence: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page in its parts; `is_apart` where a space stands above it."""

    parts: list[Part]
    is_apart: bool = False


def linked_lines(edition: Edition) -> list[Line]:
    """Return the lines of the page, each in parts: their words are those of `lines`."""
    address = licence_address(edition)
    licence = licence_words(edition) if address else ""
    return [
        Line([Part(words, address, is_licence=True)] if words == licence else parts(words), apart)
        for words, apart in spaced_lines(edition)
    ]


def parts(line: str) -> list[Part]:
    """Return a line in parts, its web and e-mail addresses and its DOI as links.

    >>> parts("Ask a@b.example.")
    [Part(text='Ask ', address='', is_licence=False), \
Part(text='a@b.example', address='mailto:a@b.example', is_licence=False), \
Part(text='.', address='', is_licence=False)]
    """
    made, at = [], 0
    for match in ADDRESS.finditer(line):
        before = {"web": "", "doi": "https://doi.org/", "mail": "mailto:"}[match.lastgroup or "web"]
        made += [Part(line[at : match.start()]), Part(match[0], before + match[0])]
        at = match.end()
    return [part for part in (*made, Part(line[at:])) if part.text]
