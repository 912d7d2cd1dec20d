"""Stage directions that stand in brackets without italics become italics, as they are printed.

Those who type a play leave the italics out where the brackets say enough. A direction is what
stands in square brackets between the first and the last speech, or in any brackets right behind a
name, or as a paragraph by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.signs.emphasis import by_line, with_signs
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

BRACKETS = re.compile(r"\[(?P<words>[^\[\]{}]*[^\W\d_][^\[\]{}]*)(?:\]|\Z)")
"""A direction at the end of a paragraph may stand open: `[Exit.`"""

BEHIND = re.compile(r"[.:]?,?\s*\((?P<words>[^()]*[^\W\d_][^()]*)\)")
"""What is directed right behind a name, in round brackets."""

WHOLE = re.compile(r"\s*\((?P<words>[^()]*[^\W\d_][^()]*)\)\.?\s*")
"""A paragraph that stands in round brackets."""

OTHER = re.compile(
    r"(?:footnote|side-?note|illustration|transcriber|note|music|greek|hebrew|pg|page|p)\b|sic$",
    re.IGNORECASE,
)
"""What those who typed a text write in brackets, which is no direction."""

LEAST = 8
"""So many directions in brackets, most of them without italics, make a habit."""

RUNS_ON = re.compile(r"\n\s*[^\W\d_A-ZÀ-Þ]")
"""A line that goes on with a small letter."""

Hits = list[tuple[int, int]]


def run_on(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a play with directions that were typed as indented lines run on."""
    if not played.is_play(pieces):
        return pieces
    return [
        replace(piece, hard=False, flush=True) if _runs_on(piece) else piece for piece in pieces
    ]


def _runs_on(piece: Piece) -> bool:
    lined = piece.hard and piece.kind is Kind.PARAGRAPH and bool(RUNS_ON.search(piece.text))
    return lined and any(whole.fullmatch(piece.text.strip()) for whole in (WHOLE, BRACKETS))


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Set the directions of a play in italics; its speakers are marked already."""
    speeches = [number for number, piece in enumerate(pieces) if _spoken(piece)]
    if not speeches or not played.is_play(pieces):
        return pieces, []
    inside = range(speeches[0], speeches[-1] + 1)
    bare = {n: hits for n in inside if (hits := list(_bare(pieces[n])))}
    number = sum(map(len, bare.values()))
    if number < LEAST or number < sum(_marked(pieces[n]) for n in inside):
        return pieces, []
    first = pieces[min(bare)]
    made = [_set(piece, bare.get(n, [])) for n, piece in enumerate(pieces)]
    message = f"{counted(number, 'direction')} became italics."
    hint = "Where one is no direction, take the asterisks away in source/."
    note = Note("import-directions", message, hint, Tier.AUTO)
    start, end = bare[min(bare)][0]
    return made, [replace(finding_at(file, first, note, start, end), after="")]


def _spoken(piece: Piece) -> Sign | None:
    return next((sign for sign in piece.signs if sign.mark == marks.CAPS_END), None)


def _bare(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield where the words of directions begin and end that have no italics yet."""
    if piece.kind not in (Kind.PARAGRAPH, Kind.VERSE):
        return
    name = _spoken(piece)
    typed = any(sign.mark for sign in piece.signs)
    if name is None and not typed and played.ENTRANCE.match(piece.text):
        yield 0, len(piece.text)
        return
    behind = BEHIND.match(piece.text, name.end) if name else WHOLE.fullmatch(piece.text)
    for match in [*([behind] if behind else []), *BRACKETS.finditer(piece.text)]:
        start, end = match.span("words")
        inside = piece.text[start - 2 : start - 1].isalnum() and match[0][0] == "["
        signed = inside or any(
            start <= one.start <= end or start <= one.end <= end for one in piece.signs
        )
        if not signed and not OTHER.match(match["words"]):
            yield start, end


def _marked(piece: Piece) -> int:
    """Return how many directions in brackets have italics of their own."""
    texts = (piece.text[: sign.start].rstrip()[-1:] for sign in piece.signs
             if sign.mark == marks.EMPH)  # fmt: skip
    return sum(text in ("[", "(") for text in texts)


def _set(piece: Piece, hits: Hits) -> Piece:
    signs = []
    for start, end in hits:
        inner = piece.text[start:end]
        first = start + len(inner) - len(inner.lstrip())
        last = start + len(inner.rstrip())
        signs += [Sign(first, first, marks.EMPH), Sign(last, last, marks.EMPH_END)]
    marked = with_signs(piece, signs) if signs else piece
    return by_line(marked) if piece.kind is Kind.VERSE else marked
