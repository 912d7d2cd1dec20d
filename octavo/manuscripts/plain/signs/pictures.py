"""Places of pictures that a plain text could not hold: `[Illustration: the caption]`.

The caption waits as a query: no edition prints it, a release waits until the picture is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.parts import part_of
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

PLACE = re.compile(
    r"\s*\[(?:illustrations?|image|picture|frontispiece(?: text)?|decoration|abbildung|afbeelding"
    r"|ilustraci[oó]n|illustrazione|ilustração|kuva)\s*"
    r"(?:(?::\s*|,?\s*(?=of\b|by\b|with\b|with:|de\b|von\b))(?P<caption>.*))?\]\s*",
    re.IGNORECASE | re.DOTALL,
)
ALSO = re.compile(
    r"\s*\[(?:vignett[ea]s?|music|musique|musik|musica|música|muziek|map|carte|karte|kaart|plate"
    r"|planche|tafel|portrait|photo(?:graph)?|facsimile|diagram|ornament|(?:head|tail)piece|logo"
    r"|emblem|cul-de-lampe)\s*(?::\s*(?P<caption>.*))?\]\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Other places of what no letters can show, in a text that has places of pictures: alone, `[Music]`
may be what a play directs."""

FILE = re.compile(r":?\s*[\w./-]+\.(?:jpe?g|png|gif|tiff?)\b", re.IGNORECASE)
"""The file of a picture, which is no words of a caption: `[Frontispiece: front.jpg]`."""

FILED = re.compile(
    r"\s*\[(?P<caption>[^\[\]]{0,300}?\b[\w-]+\.(?:jpe?g|png|gif|tiff?))\s*\]\s*", re.IGNORECASE
)
"""A place that is known by the file it names: `[Fig. 1. The quay: 012.jpg]`."""

OPEN = re.compile(r"\s*\[(?:illustration|frontispiece text):", re.IGNORECASE)
MOST = 12
"""A caption has at most so many paragraphs."""

HABIT = 3
"""So many places say what they show: `[Music: Treble clef, sixteenth notes.]`"""

QUERY = "A picture stands here: {0}"


def find(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make queries of places with captions, leave out the others; report each kind once."""
    kept: list[Piece] = []
    waiting: list[Piece] = []
    empty: list[Piece] = []
    pieces = [part for piece in _whole(pieces) for part in _by_itself(piece)]
    also = sum(bool(match and match["caption"]) for match in map(ALSO.fullmatch, _texts(pieces)))
    habit = also >= HABIT or any(map(PLACE.fullmatch, _texts(pieces)))
    for piece in pieces:
        match = _place(piece.text, habit=habit)
        if match is None:
            kept.append(piece)
        elif caption := FILE.sub("", " ".join(_plain(piece, match).split())).strip(" :,"):
            waiting.append(piece)
            made = QUERY.format(caption)
            kept.append(replace(piece, kind=Kind.QUERY, hard=False, made=made, signs=()))
        else:
            empty.append(piece)
    return kept, [*_waiting(file, waiting), *_left_out(file, empty)]


def _place(text: str, *, habit: bool) -> re.Match[str] | None:
    """Return what a text says as the place of a picture; `habit` lets words for others count."""
    match = PLACE.fullmatch(text) or FILED.fullmatch(text)
    return match or (ALSO.fullmatch(text) if habit else None)


def _texts(pieces: list[Piece]) -> Iterator[str]:
    return (piece.text for piece in pieces)


def _by_itself(piece: Piece) -> list[Piece]:
    """Return the parts of a piece with a place of a picture on a line of its own, else itself."""
    places = [n for n, line in enumerate(piece.lines) if PLACE.fullmatch(line.text)]
    if not places or len(piece.lines) == 1 or PLACE.fullmatch(piece.text):
        return [piece]
    starts = [0]
    for line in piece.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    edges = sorted({0, len(piece.lines), *places, *(n + 1 for n in places)})
    parts = [part_of(piece, starts[a], starts[b] - 1) for a, b in pairwise(edges)]
    return [replace(part, gap=piece.gap if not n else 0) for n, part in enumerate(parts)]


def _plain(piece: Piece, match: re.Match[str]) -> str:
    """Return a caption without typed signs."""
    if not piece.signs:
        return match["caption"] or ""
    plain = _place(piece.plain, habit=True)
    return (plain or match)["caption"] or ""


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Join the paragraphs of a caption that is closed some paragraphs below."""
    joined: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _end(pieces, at)
        lines = tuple(line for piece in pieces[at:end] for line in piece.lines)
        joined.append(replace(pieces[at], lines=lines) if end - at > 1 else pieces[at])
        at = end
    return joined


def _end(pieces: list[Piece], at: int) -> int:
    if not OPEN.match(pieces[at].text) or pieces[at].text.rstrip().endswith("]"):
        return at + 1
    for number in range(at + 1, min(at + MOST, len(pieces))):
        if pieces[number].text.rstrip().endswith("]"):
            return number + 1
    return at + 1


def _waiting(file: str, places: list[Piece]) -> list[Finding]:
    if not places:
        return []
    message = (
        f"{many(len(places), 'picture is', 'pictures are')} missing; the caption of each waits"
    )
    message += " as a query in its place."
    hint = "Put the files into source/images/, and write `![caption](images/name.png)` there."
    finding = finding_at(file, places[0], Note("import-picture-missing", message, hint))
    return [replace(finding, before="\n\n".join(map(_typed, places)))]


def _typed(piece: Piece) -> str:
    """Return the text of a piece with the blank lines that stood in it."""
    parts = [piece.lines[0].text]
    for above, line in pairwise(piece.lines):
        parts += ["\n\n" if line.number > above.number + 1 else "\n", line.text]
    return "".join(parts)


def _left_out(file: str, places: list[Piece]) -> list[Finding]:
    if not places:
        return []
    message = f"{many(len(places), 'place', 'places')} of pictures without a caption"
    message += " is left out." if len(places) == 1 else " are left out."
    hint = "The manuscript in source/original/ has them, each with its line."
    note = Note("import-picture-missing", message, hint, Tier.AUTO)
    numbers = ", ".join(str(piece.lines[0].number) for piece in places)
    finding = finding_at(
        file, places[0], replace(note, message=f"{message[:-1]} (lines {numbers}).")
    )
    return [replace(finding, before="\n\n".join(piece.text for piece in places))]
