"""Looks at all headings of a plain text together: plays of a volume, a title that is cut.

A heading without a number below which acts count anew is that of a play: it becomes a part, and
its acts, with what stands between (the persons, a prologue), chapters.
"""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.plain.outer.front import GOES_ON
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.manuscripts.word.structure import numbers

LEAST = 2
"""So many plays, and acts in one of them, or more."""
NEAR = 12
"""Among so many paragraphs before its first act, beside persons, the title of a play stands."""
SHORT = 2
"""So many lines, at most, take a person of a play."""
OR = re.compile(r"(?:^|\s)OR[,:]?$")
"""What stands between the two titles of a work, on a line by itself."""

APART = 3
"""So many blank lines stand before a title."""


def opened(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which the first part has a heading, where the others have one like it.

    Before the first heading of a text, lines in capitals are a title page; `EPOCH THE FIRST`
    above a first chapter is a part where `EPOCH THE SECOND` stands above another.
    """
    headings = [n for n, piece in enumerate(pieces) if _is_top(piece)]
    firsts = [n for n in headings if _act(pieces[n]) == 1]
    heads = [head for head in (_head(pieces, headings, n) for n in firsts) if head >= 0]
    alike = {_end_words(pieces[head]) for head in heads}
    if not firsts or not heads or firsts[0] > heads[0]:
        return pieces
    for n in range(max(0, firsts[0] - NEAR), firsts[0]):
        words = pieces[n].plain
        line = pieces[n].kind is Kind.PARAGRAPH and len(pieces[n].lines) == 1 and words.isupper()
        if (
            line
            and pieces[n].gap >= APART
            and any(_like(_end_words(pieces[n]), one) for one in alike)
        ):
            return [*pieces[:n], headed(pieces[n], ""), *pieces[n + 1 :]]
    return pieces


def _end_words(piece: Piece) -> tuple[str, str, int]:
    """Return the first and the last word of a line, and how many it has."""
    words = piece.plain.strip(" .").casefold().split() or [""]
    return words[0], words[-1], len(words)


def _like(one: tuple[str, str, int], other: tuple[str, str, int]) -> bool:
    """Whether two lines have as many words, and begin or end with the same one."""
    return one != other and one[2] == other[2] > 1 and (one[0] == other[0] or one[1] == other[1])


def parts(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with the titles of plays as parts, and the headings below them as chapters."""
    headings = [n for n, piece in enumerate(pieces) if _is_top(piece)]
    acts = {n: _act(pieces[n]) for n in headings}
    firsts = [n for n in headings if acts[n] == 1]
    if len(firsts) < LEAST or max(acts.values()) < LEAST:
        return below_parts(pieces)
    heads = [_head(pieces, headings, first) for first in firsts]
    if any(head < 0 for head in heads) or len(set(heads)) < len(heads):
        return below_parts(pieces)
    last = {head: _last(headings, acts, first) for head, first in zip(heads, firsts, strict=True)}
    made = list(pieces)
    for head, end in last.items():
        made[head] = replace(pieces[head], division="part")
        for n in range(head + 1, _end(headings, end, len(pieces))):
            headed = pieces[n].kind is Kind.HEADING
            if n in acts or (headed and played.heads_persons(pieces[n])):
                made[n] = replace(pieces[n], level=2, division="chapter")
            elif headed:
                made[n] = replace(pieces[n], level=pieces[n].level + 1)
    return made


def below_parts(pieces: list[Piece]) -> list[Piece]:
    """Put chapters below the part above them; what follows the last chapter by its name stays.

    The highest headings below a part are its chapters, of whatever level they are. What follows
    the last stands behind the parts.
    """
    places = [n for n, piece in enumerate(pieces) if _is_top(piece)]
    parts = [n for n in places if pieces[n].division == "part"]
    if len(parts) < LEAST:
        return pieces
    numbered = [n for n in places if n > parts[-1] and _is_chapter(pieces[n])]
    end = _end(places, numbered[-1] if numbered else parts[-1], len(pieces))
    made = list(pieces)
    for part, after in zip(parts, [*parts[1:], end], strict=True):
        inner = [n for n in range(part + 1, after) if pieces[n].kind is Kind.HEADING]
        inner = [n for n in inner if not _precedes(pieces, places, n)]
        top = min((pieces[n].level for n in inner), default=1)
        for n in inner:
            division = "chapter" if pieces[n].level == top else pieces[n].division
            level = min(pieces[n].level - top + 2, 6)
            made[n] = replace(pieces[n], level=level, division=division)
    for n in places:
        known = numbers.read(pieces[n].plain).kind  # a conclusion is known by its word
        if n >= end and not pieces[n].division and not known:
            made[n] = replace(pieces[n], division="backmatter")
    return made


def _precedes(pieces: list[Piece], places: list[int], n: int) -> bool:
    """Whether a heading is that of a preface which stands right before a part."""
    after = next((m for m in places if m > n), -1)
    named = numbers.read(pieces[n].plain).kind == "named"
    return named and after > 0 and pieces[after].division == "part"


def _is_chapter(piece: Piece) -> bool:
    named = numbers.read(piece.plain).kind in ("named", "")
    return piece.division == "chapter" or not named


def _is_top(piece: Piece) -> bool:
    return piece.kind is Kind.HEADING and piece.level == 1


def _act(piece: Piece) -> int:
    """Return the number of an act or a chapter; 0 for another heading."""
    numbered = numbers.read(piece.plain)
    return numbered.values[0] if numbered.kind == "chapter" and numbered.values else 0


def _head(pieces: list[Piece], headings: list[int], first: int) -> int:
    """Return the heading of the play that begins with a first act; -1 for none."""
    for n in reversed([n for n in headings if n < first]):
        between = sum(len(one.lines) > SHORT or one.fixed for one in pieces[n:first])
        if _act(pieces[n]) or pieces[n].division == "part" or between > NEAR:
            return -1
        named = numbers.read(pieces[n].plain).kind == "named"  # a preface is no play
        if pieces[n].division != "frontmatter" and not named:
            return n
    return -1


def _last(headings: list[int], acts: dict[int, int], first: int) -> int:
    """Return the last act that counts on from a first one."""
    last = first
    for n in headings[headings.index(first) + 1 :]:
        if acts[n] != acts[last] + 1:
            break
        last = n
    return last


def _end(headings: list[int], last: int, size: int) -> int:
    """Return where the last act of a play ends: at the next heading."""
    return next((n for n in headings if n > last), size)


def whole(pieces: list[Piece]) -> list[Piece]:
    """Join a title in capitals that cannot end where it does with the next line of capitals."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above is not None and _is_cut(above, piece):
            shift = len(above.text) + 1
            moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in piece.signs)
            made[-1] = replace(
                above, lines=(*above.lines, *piece.lines), signs=(*above.signs, *moved)
            )
        else:
            made.append(piece)
    return made


def _is_cut(above: Piece, below: Piece) -> bool:
    apart = above.kind is Kind.PARAGRAPH and above.gap >= APART and below.gap == 1
    title = len(above.lines) == 1 or (len(above.lines) == LEAST and bool(OR.search(above.plain)))
    line = below.kind in (Kind.PARAGRAPH, Kind.HEADING) and len(below.lines) == 1
    if not title or not line or not (above.plain.isupper() and below.plain.isupper()):
        return False
    other = OR.fullmatch(below.plain) or OR.search(above.plain)
    stops = apart and (other or above.plain.endswith((";", ",")))
    poem = below.gap > 1 and not indent(above.lines[0]) and indent(below.lines[0])
    goes_on = above.kind is Kind.HEADING and GOES_ON.search(above.plain) and not poem
    return bool(stops or goes_on)
