"""Leaves out names of acts, and titles of plays, that stand again below their own heading.

`ACT TWO` stands above `SCENE I`, and again above `SCENE II`: both are scenes of one act. The title
of a play stands above its persons, and again above what is spoken.
"""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.play.played import NUMBERED_ACT, SCENE
from octavo.manuscripts.word.structure import numbers
from octavo.model.finding import Finding, Tier

FEW = 2
"""So many lines among the persons, at most, look as if somebody spoke."""

Act = tuple[int, str]
"""The number of an act, and the name of the last scene of it."""


def named_once(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Leave out headings of an act that goes on, and of a play below its persons; report them."""
    pieces, findings = _titles_once(file, pieces)
    made: list[Piece] = []
    act: Act = (0, "")
    for n, piece in enumerate(pieces):
        if piece.kind is Kind.HEADING:
            number, scene = _act(piece), _scene(pieces[n + 1]) if n + 1 < len(pieces) else ""
            if number and number == act[0] and act[1] and scene not in ("", act[1]):
                findings.append(_again(file, piece, ACT_AGAIN))
                continue
            act = (act[0], _scene(piece)) if act[0] and _scene(piece) else (number, "")
        made.append(piece)
    return made, findings


def _titles_once(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Leave out a play's title below its persons, where nobody has spoken since it stood above."""
    made: list[Piece] = []
    findings: list[Finding] = []
    title, persons, spoken = "", False, 0
    for piece in pieces:
        if piece.kind is Kind.HEADING and title and played.heads_persons(piece):
            persons = True
        elif piece.kind is Kind.HEADING:
            again = persons and spoken <= FEW and letters(piece.plain) == title
            title = letters(piece.plain) if piece.level == 1 and not again else ""
            persons, spoken = False, 0
            if again:
                findings.append(_again(file, piece, TITLE_AGAIN))
                continue
        spoken += piece.fixed and piece.kind is Kind.PARAGRAPH
        made.append(piece)
    return made, findings


def _act(piece: Piece) -> int:
    """Return the number of the act that a heading names alone; 0 for another."""
    numbered = numbers.read(piece.plain)
    act = NUMBERED_ACT.fullmatch(piece.plain) and not numbered.words.strip(" .")
    return numbered.values[0] if act and numbered.values else 0


def _scene(piece: Piece) -> str:
    """Return the name of the scene that a heading names, without its place; "" for another."""
    scene = piece.kind is Kind.HEADING and SCENE.fullmatch(piece.plain)
    return re.split(r"[(\[.:\N{EN DASH}\N{EM DASH}-]", piece.plain.casefold())[0] if scene else ""


ACT_AGAIN = "The name of an act that stands again above each of its scenes stands once."
TITLE_AGAIN = (
    "The title of a play that stands above its persons stands once, not above its text too."
)


def _again(file: str, piece: Piece, message: str) -> Finding:
    note = Note("import-title", message, tier=Tier.AUTO)
    return replace(finding_at(file, piece, note), before=piece.plain)
