"""Reads characters that were typed, or left behind, as in a web page: `&eacute;`, `&#8217;`."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from html.entities import html5

from octavo.manuscripts.pieces import Note, Piece, Sign
from octavo.manuscripts.plain.shape.flags import whole
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(r"</[a-z]+>|<(?:br|p|div|span)\b", re.IGNORECASE)
"""A text with tags is about web pages, or is one: nothing is read in it."""


def read(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Write the characters that entities name; report how many there were."""
    if any(TAG.search(piece.text) for piece in pieces):
        return pieces, []
    pieces, read_ = written(pieces, ENTITY, _character)
    if not read_:
        return pieces, []
    message = f"{many(len(read_), 'entity', 'entities')} of web pages became characters."
    shown = ", ".join(dict.fromkeys(read_))
    after = ", ".join(html.unescape(one) for one in dict.fromkeys(read_))
    note = Note("import-entity", message, tier=Tier.AUTO, after=after)
    return pieces, [replace(whole(file, note), before=shown)]


def written(
    pieces: list[Piece], typed: re.Pattern[str], character: Callable[[re.Match[str]], str]
) -> tuple[list[Piece], list[str]]:
    """Return the pieces with characters for what was typed in their stead, and what that was.

    `character` returns "" for what is to stay as it is.
    """
    made: list[Piece] = []
    read_: list[str] = []
    for piece in pieces:
        matches = [match for match in typed.finditer(piece.text) if character(match)]
        signs = [Sign(*match.span(), character(match)) for match in matches]
        read_ += [match[0] for match in matches]
        made.append(with_signs(piece, signs) if signs else piece)
    return made, read_


def _character(match: re.Match[str]) -> str:
    entity = match[0]
    character = html.unescape(entity)
    if entity[1] != "#":
        return character if entity[1:] in html5 else ""
    return character if character.isprintable() and character != entity else ""


DIVIDED = re.compile(r"(?<=\d)-(\n[ \t]*)(?=\d)")


def join(_: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Close up figures that a line's end divides behind their hyphen: `1740-` and `1770`."""
    made = []
    for piece in pieces:
        matches = [] if piece.hard else DIVIDED.finditer(piece.text)
        signs = [Sign(*match.span(1)) for match in matches]
        made.append(with_signs(piece, signs) if signs else piece)
    return made, []
