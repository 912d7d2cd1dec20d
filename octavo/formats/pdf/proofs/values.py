"""Values of annotations, taken for what they should be, or for nothing: PDF, FDF and XFDF alike."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from octavo.files import xml
from octavo.formats.pdf.proofs.glyphs import Box
from octavo.model.finding import InputError

MOST_QUADS = 2_000
LONGEST, LONGEST_RICH = 8_000, 64_000
"""The most quadrilaterals, characters of text, bytes of rich text."""

FARTHEST = 1e6
"""No place on a page is so far from its corner, in points."""

DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)?'?)?"
)
ENDS = re.compile(r"\r\n?|\N{LINE SEPARATOR}|\N{PARAGRAPH SEPARATOR}")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text without what cannot be seen, its ends of lines as one, so long at most."""
    text = UNSEEN.sub("", ENDS.sub("\n", text))
    return text if len(text) <= most else f"{text[:most]}\N{HORIZONTAL ELLIPSIS}"


def line(text: str) -> str:
    """Return a text in a line: a name."""
    return " ".join(text.split())[:200]


def rich(data: bytes) -> str:
    """Return the words of rich text, a paragraph a line; "" where it cannot be parsed."""
    if not data.strip() or len(data) > LONGEST_RICH:
        return ""
    try:
        root = xml.parse(data, "RC")
    except InputError:
        return ""
    lines = ["".join(map(str, one.itertext())) for one in root.iter("{*}p")]
    return cut("\n".join(lines) if lines else "".join(map(str, root.itertext())))


def words(plain: str, marked_up: str) -> tuple[str, bool]:
    """Return what an annotation says, and whether its rich text says something else."""
    if not plain.strip():
        return marked_up, False
    return plain, bool(marked_up) and marked_up.split() != plain.split()


def numbers(value: Iterable[Any]) -> list[float]:
    """Return some values as numbers; an empty list where one is no number, or off any page."""
    made = []
    for one in value:
        try:
            number = float(one)
        except (TypeError, ValueError):
            return []
        if not math.isfinite(number) or abs(number) > FARTHEST:
            return []
        made.append(number)
    return made


def quads(sides: Sequence[float]) -> Iterator[Box]:
    """Yield the box around each quadrilateral: its corners come in many orders."""
    for at in range(0, len(sides) - 7, 8):
        yield box(sides[at : at + 8])


def box(corners: Sequence[float]) -> Box:
    """Return the box around some corners; an empty one where there are none."""
    if not corners:
        return Box(0, 0, 0, 0)
    across, up = corners[::2], corners[1::2]
    return Box(min(across), min(up), max(across), max(up))


def inset(around: Box, sides: Sequence[float]) -> Box:
    """Return a box without the strips at its four sides: the caret within its annotation."""
    left, foot, right, head = sides
    return Box(around.left + left, around.foot + foot, around.right - right, around.head - head)


def moment(text: str) -> str:
    """Return a date of a PDF's as ISO 8601 has it; "" for anything else.

    >>> moment("D:20260301101500+01'00'"), moment("D:2026")
    ('2026-03-01T10:15:00+01:00', '')
    """
    match = DATE.fullmatch(text.strip())
    if match is None or not match[3]:
        return ""
    year, month, day, hour, minute, second, zulu, sign, hours, minutes = match.groups()
    made = f"{year}-{month}-{day}"
    if hour is None or minute is None:
        return made
    zone = "Z" if zulu else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{made}T{hour}:{minute}:{second or '00'}{zone}"
