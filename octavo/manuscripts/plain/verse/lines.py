"""Makes of lines that stand together what they are: stanzas, lists, breaks between scenes.

What a stanza and an ornament are is decided where other manuscripts are read, too (`typed`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile, islice, pairwise

from octavo.manuscripts.pieces import Kind, Note, Piece, collapse, finding_at
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.shape import tabled
from octavo.manuscripts.plain.shape.flags import whole
from octavo.manuscripts.plain.signs.emphasis import by_line
from octavo.manuscripts.plain.verse import braces, stanzas
from octavo.manuscripts.typed.reports import many
from octavo.manuscripts.typed.scenes import ORNAMENT
from octavo.manuscripts.typed.verse import is_verse
from octavo.model.finding import Finding, Tier

COLUMNS = re.compile(r"\S {3,}[^\s}]|\S\t+\S")
"""What parts a word and what stands for it in a list of two columns."""

LEAST = 3
"""So many lines, or items, make a list."""


def structure(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Set right what was typed as lines; report each kind once."""
    made: dict[Kind, list[Piece]] = {Kind.VERSE: [], Kind.LIST: [], Kind.BREAK: []}
    changed: list[Piece] = []
    pieces, tables = tabled.find(file, pieces)
    pieces, ruled = _unruled(file, pieces)
    for piece in pieces:
        kind = _kind(piece, changed)
        if kind in made:
            made[kind].append(piece)
            lined = by_line(piece) if kind is Kind.VERSE else piece
            changed.append(replace(lined, kind=kind, hard=False))
        else:
            changed.append(piece)
    changed, sung = stanzas.among(changed)
    made[Kind.VERSE] += sung
    changed, edges = _unbroken(changed, made)
    changed, braced = braces.join(file, changed)
    findings = [one for kind in made for one in _finding(file, kind, made[kind])]
    findings += _at_edges(file, edges)
    return _merged(changed), [*findings, *braced, *ruled, *tables]


RULE = re.compile(r"\s*([-_=~\N{EM DASH}\N{HORIZONTAL BAR}])\1{4,}\s*")
TABLE = re.compile(r"[|+]|\S {3,}\S|\t")


def _unruled(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Leave out rules typed as rows of hyphens between lines that stay lines, as on a card."""
    made: list[Piece] = []
    first: Piece | None = None
    for piece in pieces:
        kept = tuple(line for line in piece.lines if not RULE.fullmatch(line.text))
        tabled = any(TABLE.search(line.text.strip()) for line in kept)
        ruled = piece.hard and not piece.signs and not tabled
        if ruled and len(piece.lines) < 2 * len(kept) + 1 and len(kept) < len(piece.lines):
            first = first or piece
            made.append(replace(piece, lines=kept))
        else:
            made.append(piece)
    if first is None:
        return pieces, []
    message = "Rules typed as rows of hyphens between lines were left out."
    note = Note("import-rule-dropped", message, tier=Tier.AUTO)
    return made, [finding_at(file, first, note)]


def _kind(piece: Piece, before: list[Piece]) -> Kind:
    if piece.kind is not Kind.PARAGRAPH:
        return piece.kind
    if ORNAMENT.fullmatch(collapse(piece.text)):
        return Kind.BREAK
    if not piece.hard:
        listed = _is_columns(piece, share=1.0) or _is_cast(piece, before)
        return Kind.LIST if listed else piece.kind
    if _is_cast(piece, before) or _is_columns(piece):
        return Kind.LIST
    typed = stanzas.NUMBER.sub("", piece.replaced(bare=True))
    short = is_verse([collapse(line) for line in typed.split("\n")])
    if short or stanzas.is_stanza(piece, before) or stanzas.is_begun(piece):
        return Kind.VERSE
    return piece.kind


def _is_cast(piece: Piece, before: list[Piece]) -> bool:
    """Whether lines stand below the heading of a play's persons, or go on with such a list.

    A person alone on a line may stand between. Two lines, or lines that might run on, are persons
    if each begins with a word in capitals.
    """
    named = all("".join(line.text.split()[:1]).isupper() for line in piece.lines)
    if len(piece.lines) < 2 or not ((piece.hard and len(piece.lines) >= LEAST) or named):
        return False
    above = dropwhile(_lists_persons, reversed(before))
    return any(map(played.heads_persons, islice(above, 1)))


def _lists_persons(piece: Piece) -> bool:
    single = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1
    person = single and played.are_persons(piece) and not played.heads_persons(piece)
    return piece.kind is Kind.LIST or person


def _is_columns(piece: Piece, share: float = 0.6) -> bool:
    """Whether lines are a list of words in two columns; `share` of the lines have both."""
    hits = sum(bool(COLUMNS.search(line.text.strip())) for line in piece.lines)
    return len(piece.lines) >= LEAST and hits >= share * len(piece.lines)


def _unbroken(
    pieces: list[Piece], made: dict[Kind, list[Piece]]
) -> tuple[list[Piece], list[Piece]]:
    """Make a paragraph again of an ornament below a heading: it parts nothing.

    Those at the end of a chapter, and above the first heading, are returned apart: they go, as does
    a second one right behind another. Queries are not printed, and part nothing.
    """
    parts = (Kind.PARAGRAPH, Kind.QUOTATION, Kind.VERSE, Kind.LIST)
    seen = [piece for piece in pieces if piece.kind is not Kind.QUERY]
    after = {id(piece): following for piece, following in pairwise(seen)}
    kept: list[Piece] = []
    edges: list[Piece] = []
    before: Piece | None = None
    for piece in pieces:
        following = after.get(id(piece))
        if piece.kind is not Kind.BREAK:
            kept.append(piece)
        elif following is not None and following.kind is Kind.BREAK:
            continue
        elif following.kind is Kind.HEADING if following else before is not None:
            edges.append(piece)
        elif before is None or following is None or not {before.kind, following.kind} <= {*parts}:
            made[Kind.BREAK] = [one for one in made[Kind.BREAK] if one.lines != piece.lines]
            kept.append(replace(piece, kind=Kind.PARAGRAPH))
        else:
            kept.append(piece)
        if piece.kind is not Kind.QUERY:
            before = piece
    for piece in edges:
        made[Kind.BREAK] = [one for one in made[Kind.BREAK] if one.lines != piece.lines]
    return kept, edges


def _at_edges(file: str, edges: list[Piece]) -> list[Finding]:
    """Report ornaments at the ends of chapters, which are left out."""
    if not edges:
        return []
    message = f"{many(len(edges), 'ornament', 'ornaments')} at the end of a chapter"
    message += " was left out." if len(edges) == 1 else " were left out."
    note = Note("import-rule-dropped", message, tier=Tier.AUTO)
    return [finding_at(file, edges[0], note)]


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Join lists that follow one another: Markdown would read them as one.

    Nor may the paragraph below a list be indented: it would be a part of the last item.
    """
    kept = pieces[:1]
    for before, piece in pairwise(pieces):
        if before.kind is not Kind.LIST:
            kept.append(piece)
        elif piece.kind is not Kind.LIST:
            kept.append(replace(piece, flush=True))
        else:
            kept.append(kept.pop().with_below(piece))
    return kept


RULES = {
    Kind.VERSE: ("import-verse", "stanza", "stanzas", "with lines of verse became"),
    Kind.LIST: ("import-list-typed", "list", "lists", "of short lines became"),
    Kind.BREAK: ("import-scene", "break between scenes", "breaks between scenes", ""),
}


def _finding(file: str, kind: Kind, pieces: list[Piece]) -> list[Finding]:
    if not pieces:
        return []
    rule, one, several, how = RULES[kind]
    became = f"a {one}" if len(pieces) == 1 else several
    if kind is Kind.BREAK:
        message = (
            f"{many(len(pieces), 'ornament', 'ornaments')} between paragraphs became {became}."
        )
    else:
        message = f"{many(len(pieces), 'paragraph', 'paragraphs')} {how} {became}."
    note = Note(rule, message, tier=Tier.AUTO)
    place = finding_at(file, pieces[0], note)
    return [replace(whole(file, note), place=place.place, before=place.before)]
