"""What must be known of embedded font programs: their tables of letters, their glyphs' names."""

from __future__ import annotations

import re
import struct
from itertools import pairwise

NAMES = re.compile(rb"/([^\s/\[\]{}()<>%]+)\s+(\d+)\s+(?:RD|-\||\S{1,4})\s")
"""A glyph of a Type 1 program, by its name, with the length of its outline."""

KEY, ONE, TWO = 55665, 52845, 22719
"""Numbers of the cipher of Type 1 programs (Adobe Type 1 Font Format, 7.1)."""

LONGEST = 4_000_000


def encodings(data: bytes) -> frozenset[tuple[int, int]] | None:
    """Return platform and encoding of each table of letters (`cmap`) of a TrueType program.

    None where it cannot be read.
    """
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        for at in range(12, 12 + 16 * count, 16):
            tag, _, offset, _ = struct.unpack_from(">4sLLL", data, at)
            if tag == b"cmap":
                tables = struct.unpack_from(">H", data, offset + 2)[0]
                places = (offset + 4 + 8 * number for number in range(tables))
                return frozenset(struct.unpack_from(">HH", data, place) for place in places)
    except struct.error:
        return None
    return frozenset()


def glyph_names(data: bytes) -> set[str] | None:
    """Return the names of the glyphs of a Type 1 program; None where they cannot be read."""
    head, mark, rest = data.partition(b"eexec")
    if not mark or len(data) > LONGEST or not head:
        return None
    plain = _deciphered(rest.lstrip(b" \t\r\n"))
    _, mark, outlines = plain.partition(b"/CharStrings")
    if not mark:
        return None
    names, at = set(), 0
    while (match := NAMES.search(outlines, at)) is not None:
        names.add(match[1].decode("latin-1"))
        at = match.end() + int(match[2])
    return names


_ASCII = (
    "space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright "
    "asterisk plus comma hyphen period slash zero one two three four five six seven eight nine "
    "colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W "
    "X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j "
    "k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde"
)
ASCII = tuple(_ASCII.split())
"""The first names that every CFF program has by number, from 1 (Adobe TN 5176, appendix A)."""

STANDARD_NAMES = 391


def cff_names(data: bytes) -> tuple[set[str], int] | None:
    """Return the names of a CFF program's glyphs, and how many more it has.

    These have names that every program has; they are not listed here. The first glyph, `.notdef`,
    is not counted. None where the program cannot be read, or names its glyphs by a list of its own.
    """
    try:
        at = data[2]
        _, at = _index(data, at)
        tops, at = _index(data, at)
        texts, at = _index(data, at)
        top = _operands(tops[0])
        glyphs, _ = _index(data, top[17])
        numbers = _charset(data, top.get(15, 0), len(glyphs))
    except (IndexError, KeyError, struct.error):
        return None
    if numbers is None:
        return None
    names = {ASCII[number - 1] for number in numbers if number <= len(ASCII)}
    own = (number - STANDARD_NAMES for number in numbers)
    names |= {texts[number].decode("latin-1") for number in own if 0 <= number < len(texts)}
    return names, len(numbers) - len(names)


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Read an INDEX; return what is in it, and where it ends."""
    count = struct.unpack_from(">H", data, at)[0]
    if not count:
        return [], at + 2
    size, first = data[at + 2], at + 3
    ends = [
        int.from_bytes(data[first + size * n : first + size * (n + 1)], "big")
        for n in range(count + 1)
    ]
    start = first + size * (count + 1) - 1
    items = [data[start + a : start + b] for a, b in pairwise(ends)]
    return items, start + ends[-1]


def _operands(data: bytes) -> dict[int, int]:
    """Return the last operand of each operator of a DICT, as far as it is a whole number."""
    last_use: dict[int, int] = {}
    at, last = 0, 0
    while at < len(data):
        sign = data[at]
        at += 1
        if sign <= 21:
            operator = 256 + data[at] if sign == 12 else sign
            at += sign == 12
            last_use[operator] = last
        elif sign == 28:
            last, at = struct.unpack_from(">h", data, at)[0], at + 2
        elif sign == 29:
            last, at = struct.unpack_from(">i", data, at)[0], at + 4
        elif sign == 30:
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        elif sign <= 246:
            last = sign - 139
        else:
            more, at = data[at], at + 1
            last = (
                (sign - 247) * 256 + more + 108 if sign <= 250 else -(sign - 251) * 256 - more - 108
            )
    return last_use


def _charset(data: bytes, at: int, count: int) -> list[int] | None:
    """Return the numbers of the names of all glyphs but the first."""
    if at <= 2 or count > 65535:
        return None
    kind, at = data[at], at + 1
    if kind == 0:
        return [struct.unpack_from(">H", data, at + 2 * n)[0] for n in range(count - 1)]
    numbers: list[int] = []
    shape = ">HB" if kind == 1 else ">HH"
    while len(numbers) < count - 1:
        first, more = struct.unpack_from(shape, data, at)
        at += struct.calcsize(shape)
        numbers += range(first, first + more + 1)
    return numbers[: count - 1]


def _deciphered(data: bytes) -> bytes:
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", data[:8]):
        digits = re.match(rb"[0-9A-Fa-f\s]*", data)
        whole = b"".join((digits[0] if digits else b"").split())
        data = bytes.fromhex(whole[: len(whole) // 2 * 2].decode("ascii"))
    key, plain = KEY, bytearray()
    for cipher in data:
        plain.append(cipher ^ (key >> 8))
        key = ((cipher + key) * ONE + TWO) & 0xFFFF
    return bytes(plain[4:])
