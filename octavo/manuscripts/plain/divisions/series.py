"""Tells the volume of a series, which stands on a title page, from a part of the book."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.word.structure import numbers

VOLUMES = frozenset(("volume", "vol.", "band", "tome", "tomo", "deel", "tom", "bind"))

APART = 3
"""So many blank lines stand above a volume with the title of the book before its number."""

LENGTH = 30
"""The longest line, in characters, that only names a volume."""


def counted(pieces: Sequence[Piece]) -> set[int]:
    """Return the lines that name volumes which count up from one through the text.

    On the title pages of a novel in three volumes they are its parts. A number may stand twice, as
    above a list of contents: what stands last heads the chapters.
    """
    volumes: dict[int, int] = {}
    for n, piece in enumerate(pieces):
        value = volume(piece)
        if value and value in (len(volumes), len(volumes) + 1):
            volumes[value] = n
    return {*volumes.values()} if len(volumes) > 1 else set()


def volume(piece: Piece) -> int:
    """Return the number of a volume that has nothing else in its line but the book's title; or 0.

    So `THE FERRY.--VOLUME THE FIRST` is, in capitals and set apart.
    """
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) > 1:
        return 0
    words = piece.plain.strip(" _.")
    titled = words.isupper() and piece.gap >= APART
    words = re.split(r"--|\N{EM DASH}|[.,:;] (?!\w+$)", words)[-1] if titled else words
    if len(words) > LENGTH:
        return 0
    words = re.sub(r"(?i)\bvol\.", "volume", words)
    numbered = numbers.read(words)
    bare = numbered.kind == "part" and not numbered.words.strip(" .")
    return numbered.values[0] if bare and numbers.word(words) in VOLUMES else 0


def of_series(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the heading that only says which volume of a series a book is: it is no part.

    It is the first of all, the only one of a volume, and does not begin with the first.
    """
    volumes = [n for n in sure if numbers.word(pieces[n].plain) in VOLUMES]
    if len(volumes) != 1 or volumes[0] != min(sure):
        return set()
    numbered = numbers.read(pieces[volumes[0]].plain)
    return set() if numbered.words or numbered.values[:1] == (1,) else {volumes[0]}
