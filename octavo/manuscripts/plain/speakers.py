"""Finds who speaks in a play: a name in capitals before, or above, what is said.

The name is set as small capitals, in the paragraph of the speech. That a text is a play is shown
by many such names, most of them more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain import played
from octavo.manuscripts.plain.emphasis import with_signs
from octavo.manuscripts.plain.stretches import INDENT, indent
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

BETWEEN = r"(?:, |[ &,'\N{RIGHT SINGLE QUOTATION MARK}-])(?=\S)|\.(?= ?\S)"
NAME = rf"[^\W\d_a-z](?:[^\W\d_a-z]|{BETWEEN}){{1,69}}"
ALONE = re.compile(rf"\s*(?P<name>{NAME})[.:]?\s*")
BEFORE = re.compile(rf"\s*(?P<name>{NAME}(?<![ ,.]))[.:](?=\s+\S)")
DIRECTED = re.compile(rf"\s*(?P<name>{NAME}(?<![ ,.]))(?=,?\s*[\[({{])")
"""A name with a direction in brackets right behind it, and no full stop between."""

TITLES = frozenset(("MR", "MRS", "MISS", "DR", "ST", "MME", "MLLE", "HERR", "FRAU", "SIR"))
NEAR = 2
"""One who speaks once stands so many paragraphs from others who do, on both sides."""

LEAST = 8
"""So many speeches, and half as many as there are paragraphs of text, make a play."""

TWICE = 0.7
"""The share of speeches by somebody who speaks more than once."""


SUNG = re.compile(
    rf"\s*(?P<name>{NAME}(?<![ ,.]))[.:]?(?:,?\s*(?:\[[^\[\]]*\]|\([^()]*\))[.:]?)?\s*"
)
"""A name, and a direction, alone on the line above what is sung."""


def parted(pieces: list[Piece]) -> list[Piece]:
    """Part a name, with a direction, from lines of verse that stand indented right below it.

    It is one that stands before other speeches, too.
    """
    names = {match["name"] for piece in pieces if (match := _before(piece))}
    made: list[Piece] = []
    for piece in pieces:
        match = SUNG.fullmatch(piece.lines[0].text) if len(piece.lines) > 1 else None
        if match is None or match["name"] not in names or not _is_indented(piece):
            made.append(piece)
            continue
        cut = len(piece.lines[0].text) + 1
        first = tuple(sign for sign in piece.signs if sign.end < cut)
        rest = tuple(
            replace(sign, start=sign.start - cut, end=sign.end - cut)
            for sign in piece.signs
            if sign.start >= cut
        )
        made.append(replace(piece, lines=piece.lines[:1], signs=first, hard=False))
        made.append(replace(piece, lines=piece.lines[1:], signs=rest, gap=1, hard=True))
    return made


def _is_indented(piece: Piece) -> bool:
    """Whether all lines but the first stand farther in than that."""
    edge = indent(piece.lines[0])
    inside = all(indent(line) >= edge + INDENT for line in piece.lines[1:])
    return piece.kind is Kind.PARAGRAPH and inside


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in a play; one above its speech goes into its paragraph."""
    above = {
        n for n, (piece, after) in enumerate(pairwise(pieces)) if _is_above(piece, after)
    }  # fmt: skip
    sung = played.is_play(pieces)
    before = {
        n: match
        for n, piece in enumerate(pieces)
        if n not in above and (match := _before(piece) or (sung and _over_verse(pieces, n)))
    }  # fmt: skip
    names = [ALONE.fullmatch(pieces[n].text) for n in sorted(above)] + list(before.values())
    count = Counter(match["name"].rstrip(" .") for match in names if match)
    speeches = count.total()
    often = sum(number for number in count.values() if number > 1)
    paragraphs = sum(piece.kind is Kind.PARAGRAPH for piece in pieces) - len(above)
    if speeches < LEAST or often < TWICE * speeches or speeches * 2 < paragraphs:
        return pieces, []
    before = _spoken(before, above, count)
    made: list[Piece] = []
    for number, piece in enumerate(pieces):
        if number - 1 in above:
            made.append(_joined(pieces[number - 1], piece))
        elif number in before:
            made.append(_marked(piece, *before[number].span("name")))
        elif number not in above:
            made.append(piece)
    before_what = counted(speeches, "speech", "speeches")
    message = f"The names of speakers stand before {before_what}, as small capitals."
    note = Note("import-speakers", message, tier=Tier.AUTO)
    first = pieces[min([*above, *before])]
    return made, [replace(finding_at(file, first, note), before=first.plain)]


def _spoken(
    before: dict[int, re.Match[str]], above: Set[int], count: Counter[str]
) -> dict[int, re.Match[str]]:
    """Return the names of those who speak more than once, or once among others who do."""
    often = {n for n, match in before.items() if count[match["name"].rstrip(" .")] > 1} | {*above}
    return {
        n: match
        for n, match in before.items()
        if n in often
        or (
            any(n - near in often for near in range(1, NEAR + 1))
            and any(n + near in often for near in range(1, NEAR + 1))
        )
    }


def _is_above(piece: Piece, after: Piece) -> bool:
    speaks = after.kind is Kind.PARAGRAPH and not after.hard and not ALONE.fullmatch(after.text)
    alone = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and not piece.signs
    return speaks and alone and after.gap < 2 and bool(ALONE.fullmatch(piece.text))


def _over_verse(pieces: list[Piece], number: int) -> re.Match[str] | None:
    """Return a name alone above verse: there it stays in a paragraph of its own."""
    after = pieces[number + 1] if number + 1 < len(pieces) else None
    if after is None or after.kind is not Kind.VERSE or after.gap > 1:
        return None
    piece = pieces[number]
    alone = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and not piece.signs
    return ALONE.fullmatch(piece.text) if alone else None


def _before(piece: Piece) -> re.Match[str] | None:
    if piece.kind is not Kind.PARAGRAPH or piece.hard:
        return None
    match = DIRECTED.match(piece.text) or BEFORE.match(piece.text)
    if match is None or match["name"] in TITLES:
        return None
    return match if not any(s.start < match.end() for s in piece.signs) else None


def _marked(piece: Piece, start: int, end: int) -> Piece:
    end += piece.text[end : end + 1] in (".", ":")
    return with_signs(piece, [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)])


def _joined(name: Piece, speech: Piece) -> Piece:
    """Return a speech with the name above it in its paragraph."""
    shift = len(name.text) + 1
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in speech.signs)
    joined = replace(speech, lines=(*name.lines, *speech.lines), gap=name.gap, signs=tuple(moved))
    start = len(name.text) - len(name.text.lstrip())
    end = len(name.text.rstrip())
    signs = [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)]
    return with_signs(joined, signs)
