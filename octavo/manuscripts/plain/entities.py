"""Reads characters that were typed, or left behind, as in a web page: `&eacute;`, `&#8217;`."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.entities import html5

from octavo.manuscripts.pieces import Note, Piece, Sign
from octavo.manuscripts.plain.emphasis import with_signs
from octavo.manuscripts.plain.flags import whole
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(r"</[a-z]+>|<(?:br|p|div|span)\b", re.IGNORECASE)
"""A text with tags is about web pages, or is one: nothing is read in it."""


def read(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Write the characters that entities name; report how many there were."""
    if any(TAG.search(piece.text) for piece in pieces):
        return pieces, []
    made: list[Piece] = []
    read_: list[str] = []
    for piece in pieces:
        signs = [
            Sign(match.start(), match.end(), html.unescape(match[0]))
            for match in ENTITY.finditer(piece.text)
            if _is_character(match[0])
        ]
        read_ += [piece.text[sign.start : sign.end] for sign in signs]
        made.append(with_signs(piece, signs) if signs else piece)
    if not read_:
        return pieces, []
    message = f"{many(len(read_), 'entity', 'entities')} of web pages became characters."
    shown = ", ".join(dict.fromkeys(read_))
    after = ", ".join(html.unescape(one) for one in dict.fromkeys(read_))
    note = Note("import-entity", message, tier=Tier.AUTO, after=after)
    return made, [replace(whole(file, note), before=shown)]


def _is_character(entity: str) -> bool:
    if entity[1] != "#":
        return entity[1:] in html5
    return html.unescape(entity).isprintable() and html.unescape(entity) != entity


DIVIDED = re.compile(r"(?<=\d)-(\n[ \t]*)(?=\d)")


def join(_: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Close up figures that a line's end divides behind their hyphen: `1740-` and `1770`."""
    made = []
    for piece in pieces:
        matches = [] if piece.hard else DIVIDED.finditer(piece.text)
        signs = [Sign(*match.span(1)) for match in matches]
        made.append(with_signs(piece, signs) if signs else piece)
    return made, []
