"""Finds words that were typed between signs for want of italics: `_so_`, `=so=`.

The habit of a whole text decides: its signs stand in pairs, at the edges of words. One that is
found in a name of a file or in a blank to write on is no such sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Note, Piece, Sign
from octavo.manuscripts.plain.flags import whole
from octavo.model.finding import Finding, Tier

SIGNS = {"_": (marks.EMPH, marks.EMPH_END), "=": (marks.STRONG, marks.STRONG_END)}
NAMES = {"_": "italics", "=": "bold type"}
LEAST = 2
"""So many pairs prove a habit; one pair may be anything."""

MOST = 0.8
"""The share of such signs that stand in pairs, where they are a habit."""


def _pairs(sign: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w{sign}]){sign}(?=[^\s{sign}])([^{sign}]*[^\s{sign}]){sign}(?![\w{sign}])"
    )


PAIRS = {sign: _pairs(sign) for sign in SIGNS}


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark what was typed between signs, where the text has the habit; report each sign once."""
    findings = []
    for sign, name in NAMES.items():
        matched = {n: _matches(piece, sign) for n, piece in enumerate(pieces) if sign in piece.text}
        pairs = sum(map(len, matched.values()))
        if pairs < LEAST or pairs * 2 < MOST * sum(pieces[n].text.count(sign) for n in matched):
            continue
        for number, matches in matched.items():
            pieces[number] = with_signs(pieces[number], _signs(matches, sign))
        shown = next(match[0] for matches in matched.values() for match in matches)
        message = f"Words between the signs {sign} ({pairs}) became {name}."
        hint = f"Where one is no such sign, write {sign} in its place in source/."
        note = Note("import-emphasis", message, hint, Tier.AUTO)
        findings.append(replace(whole(file, note), before=" ".join(shown.split())))
    return pieces, findings


def _matches(piece: Piece, sign: str) -> list[re.Match[str]]:
    if marks.ANY.search(piece.text):
        return []
    matches = PAIRS[sign].finditer(piece.text)
    return [match for match in matches if any(c.isalnum() for c in match[1])]


def _signs(matches: Iterable[re.Match[str]], sign: str) -> list[Sign]:
    opening, closing = SIGNS[sign]
    return [
        one
        for match in matches
        for one in (
            Sign(match.start(), match.start() + 1, opening),
            Sign(match.end() - 1, match.end(), closing),
        )
    ]


def with_signs(piece: Piece, signs: Iterable[Sign]) -> Piece:
    """Return a piece with more signs, in the order of its text; one inside another is left out."""
    kept: list[Sign] = []
    for sign in sorted([*piece.signs, *signs], key=lambda one: one.start):
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return replace(piece, signs=tuple(kept))
