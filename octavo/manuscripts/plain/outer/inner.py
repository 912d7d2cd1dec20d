"""Takes away what a printed book says again inside it: a title page of a part, a half title.

A page of short lines, set apart, with the names of author and book is a title page. A heading that
comes twice before any prose stood on a page of its own: it is one heading, and a motto between the
two stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.contents import beneath
from octavo.manuscripts.plain.divisions import series
from octavo.manuscripts.plain.divisions.chaptered import is_bare
from octavo.manuscripts.plain.divisions.headings import PREFACE
from octavo.manuscripts.plain.outer import matter
from octavo.manuscripts.plain.shape.paragraphs import A_PARAGRAPH
from octavo.manuscripts.typed.scenes import ORNAMENT
from octavo.model.finding import Finding, Tier

APART = 3
"""So many blank lines stand around a page."""

LINES = (3, 12)
"""A title page has so many lines."""

BETWEEN = 3
"""At most so many short paragraphs stand between a half title and the heading."""

WHO = "See whether it names somebody, or a right, that metadata/edition.yaml does not."


def without_title_pages(
    pieces: list[Piece], title: str, names: Sequence[str], file: str
) -> tuple[list[Piece], list[Finding]]:
    """Leave out title pages inside the text; report them with their words."""
    known = [letters(one) for one in (title, *names) if letters(one)]
    if len(known) < len((title, *names[:1])) or not names:
        return pieces, []
    gone: set[int] = set()
    findings = []
    volumes = series.counted(pieces)
    for start, end in _pages(pieces):
        page = [pieces[n] for n in range(start, end) if n not in volumes]
        lines = [letters(piece.plain) for piece in page]
        if not all(map(_is_short, page)) or matter.thanks(page):
            continue
        whole = "".join(lines)
        if all(one in whole for one in known[:2]):
            gone.update({*range(start, end)} - volumes)
            message = "A title page is left out: every edition makes its own."
            note = Note("import-matter-left-out", message, WHO)
            words = "\n\n".join(piece.plain for piece in page)
            findings.append(replace(finding_at(file, page[0], note), before=words))
    return [piece for number, piece in enumerate(pieces) if number not in gone], findings


def _pages(pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """Yield where each stretch between wide gaps, or rows of stars, begins and ends."""
    start = 0
    for number in range(1, len(pieces) + 1):
        if number == len(pieces) or pieces[number].gap >= APART or _begins(pieces[number]):
            if LINES[0] <= sum(len(piece.lines) for piece in pieces[start:number]) <= LINES[1]:
                yield start, number
            start = number


def _begins(piece: Piece) -> bool:
    """Whether a piece is a row of stars, or heads a preface."""
    heads = piece.gap >= APART - 1 and len(piece.lines) == 1 and PREFACE.fullmatch(piece.plain)
    return bool(heads or ORNAMENT.fullmatch(piece.text.strip()))


def _is_short(piece: Piece) -> bool:
    runs_on = len(piece.lines) >= APART and not piece.hard and not piece.plain.isupper()
    short = len(piece.plain) <= A_PARAGRAPH * len(piece.lines)
    return piece.kind is Kind.PARAGRAPH and short and not runs_on


def without_half_titles(pieces: list[Piece], file: str) -> tuple[list[Piece], list[Finding]]:
    """Make one heading of two with the same words and no prose between them; report them."""
    gone: set[int] = set()
    findings = []
    for number, piece in enumerate(pieces):
        if number in gone or not _is_line(piece) or piece.gap < APART:
            continue
        again = _again(pieces, number)
        if again:
            gone.update(again)
            message = "A title that stands twice, on a page of its own and above its text, is one."
            note = Note("import-title", message, tier=Tier.AUTO)
            words = "\n\n".join(pieces[n].plain for n in again)
            findings.append(replace(finding_at(file, pieces[again[0]], note), before=words))
    return [piece for number, piece in enumerate(pieces) if number not in gone], findings


def without_half_title(
    pieces: list[Piece], title: str, file: str
) -> tuple[list[Piece], list[Finding]]:
    """Leave out the title of the book where it stands again, without text, above another heading.

    So it stands behind a preface. Where other headings have no text either, it may be that of one
    work of several.
    """
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    bare = [a for a, b in pairwise(heads) if b == a + 1 and pieces[a].level >= pieces[b].level]
    own = [n for n in bare if _bare(pieces[n].plain) in _names_of(title)]
    works = [a for a, b in pairwise(heads) if b == a + 1 and not _is_section(pieces[a], pieces[b])]
    others = [n for n in works if n not in own]
    if len(own) != 1 or any(pieces[n].level == pieces[own[0]].level for n in others):
        return _without_top(pieces, title, heads, file)
    return [*pieces[: own[0]], *pieces[own[0] + 1 :]], [_said_again(file, pieces[own[0]])]


def _said_again(file: str, piece: Piece) -> Finding:
    note = Note("import-title", "Lines that repeat title and author are left out.", tier=Tier.AUTO)
    return replace(finding_at(file, piece, note), before=piece.plain)


def _without_top(
    pieces: list[Piece], title: str, heads: Sequence[int], file: str
) -> tuple[list[Piece], list[Finding]]:
    """Leave out the title of the book above all its chapters.

    What else stands so high is before it, or behind the last chapter: a preface, an index.
    """
    tops = [n for n in heads if pieces[n].level == 1]
    own = [n for n in tops if _bare(pieces[n].plain) in _names_of(title)]
    if len(own) != 1 or own[0] + 1 not in heads:
        return pieces, []
    rest = [n for n in tops if n > own[0]]
    if own[0] + 1 in rest or not all(beneath.is_beside_chapters(pieces[n]) for n in rest):
        return pieces, []
    return [*pieces[: own[0]], *pieces[own[0] + 1 :]], [_said_again(file, pieces[own[0]])]


def _is_section(above: Piece, below: Piece) -> bool:
    """Whether a heading below another one is that of a section, which is no chapter."""
    return below.level > above.level and not below.division


def _names_of(title: str) -> set[str]:
    """Return what a book is called: whole, and without what follows a colon, a comma or `or`."""
    return {_bare(title), _bare(re.split(r"[:;,(]| or ", title)[0])} - {""}


def _bare(words: str) -> str:
    return letters(re.sub(r"(?i)^\W*(?:the|an?)\s", "", words))


def _again(pieces: list[Piece], number: int) -> range:
    """Return where a line set apart stands again, set apart, before any prose; else nothing.

    Its number may stand there above its words, and near the title of the book.
    """
    words = letters(pieces[number].plain)
    for at in range(number + 1, min(number + BETWEEN + 2, len(pieces))):
        if _is_line(pieces[at]) and letters(pieces[at].plain) == words:
            return range(at, at + 1) if pieces[at].gap >= APART else range(0)
        if _is_parted(pieces[at : at + 2], words):
            return range(at, at + 2)
        if not _is_short(pieces[at]) and not pieces[at].hard:
            return range(0)
    return range(0)


def _is_parted(pair: list[Piece], words: str) -> bool:
    """Whether a number alone and the line below it have these words."""
    lines = all(one.kind is Kind.PARAGRAPH and len(one.lines) == 1 for one in pair)
    return lines and is_bare(pair[0].plain) and letters(" ".join(p.plain for p in pair)) == words


def _is_line(piece: Piece) -> bool:
    return (
        piece.kind is Kind.PARAGRAPH
        and len(piece.lines) == 1
        and len(piece.plain) <= A_PARAGRAPH
        and sum(letter.isalpha() for letter in piece.plain) > APART
    )
