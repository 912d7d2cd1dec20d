"""Reads of a font's file what a press must know: names, embedding bits, characters.

The file is an OpenType font, TrueType or CFF (ISO/IEC 14496-22). Tables are read by their offsets;
what lies outside the file, or is not of the kind that is read, is a fault of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGICS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
COPYRIGHT, FAMILY, POSTSCRIPT, LICENCE, LICENCE_ADDRESS, TYPOGRAPHIC = 0, 1, 6, 13, 14, 16
"""Numbers of the names in the table `name`."""

RESTRICTED, PREVIEW, NO_SUBSETS, BITMAPS = 0x0002, 0x0004, 0x0100, 0x0200
"""Bits of fsType in the table `OS/2`."""

ITALIC = 0x0001 | 0x0200
"""Bits of fsSelection in the table `OS/2`: italic, oblique."""

BOLD = 600
"""From this weight on a font is bold type."""


class FontError(ValueError):
    """A file is no font that can be read; its text is the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its names by number, its embedding bits, the characters that it has.

    `features` are the tags of what it can put in place of glyphs (table `GSUB`): `smcp`, `onum`.
    `weight` is 400 for regular and 700 for bold type.
    """

    names: dict[int, str]
    embedding: int
    characters: frozenset[str]
    features: frozenset[str] = frozenset()
    weight: int = 400
    is_italic: bool = False

    @property
    def is_bold(self) -> bool:
        """Whether a reader takes it for bold type."""
        return self.weight >= BOLD

    @property
    def family(self) -> str:
        """The family, as programs list it."""
        return self.names.get(TYPOGRAPHIC) or self.names.get(FAMILY, "")

    @property
    def postscript(self) -> str:
        """The name by which a PDF calls it."""
        return self.names.get(POSTSCRIPT, "")

    @property
    def holder(self) -> str:
        """Whose it is, as it says itself."""
        return " ".join(self.names.get(COPYRIGHT, "").split())

    @property
    def licence(self) -> str:
        """Under which licence it may be used, as it says itself, with the address of that."""
        texts = (self.names.get(number, "") for number in (LICENCE, LICENCE_ADDRESS))
        return " ".join(" ".join(texts).split())

    @property
    def forbids(self) -> str:
        """What the font's maker forbids that an edition needs, as the end of a sentence; or ""."""
        if self.embedding & 0x000F == RESTRICTED:
            return "must not be embedded, by its own licence bits (OS/2 fsType)."
        if self.embedding & NO_SUBSETS:
            return "must not be embedded in part, by its own licence bits (OS/2 fsType)."
        if self.embedding & BITMAPS:
            return "must be embedded as bitmaps only, by its own licence bits (OS/2 fsType)."
        return ""

    @property
    def is_for_print_only(self) -> bool:
        """Whether it may stand in a document to be looked at and printed, and in no other."""
        return self.embedding & 0x000F == PREVIEW


def read(data: bytes) -> Font:
    """Read a font's file. Raises FontError where it holds no font, or is damaged."""
    if data[:4] not in MAGICS:
        raise FontError("is no OpenType font: its file is a .ttf or .otf.")
    try:
        tables = _tables(data)
        embedding: int = struct.unpack_from(">H", tables[b"OS/2"], 8)[0]
        characters = frozenset(map(chr, _characters(tables[b"cmap"])))
        features = frozenset(_features(tables.get(b"GSUB", b"")))
        weight, selection = _style(tables[b"OS/2"])
        is_italic = bool(selection & ITALIC)
        return Font(_names(tables[b"name"]), embedding, characters, features, weight, is_italic)
    except (struct.error, KeyError, IndexError, ValueError, OverflowError) as fault:
        raise FontError("is damaged, or cut short.") from fault


def _tables(data: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if offset + length > len(data):
            raise ValueError(tag)
        tables[tag] = data[offset : offset + length]
    return tables


def _names(table: bytes) -> dict[int, str]:
    """Return the names in English, as Windows has them, each by its number."""
    _, count, start = struct.unpack_from(">HHH", table)
    names: dict[int, str] = {}
    for number in range(count):
        record = struct.unpack_from(">HHHHHH", table, 6 + 12 * number)
        platform, _, language, name, length, offset = record
        if platform == 3 and (language == 0x409 or name not in names):
            text = table[start + offset : start + offset + length]
            names[name] = text.decode("utf-16-be", "replace")
    return names


def _style(table: bytes) -> tuple[int, int]:
    """Return usWeightClass and fsSelection of a table `OS/2`."""
    weight: int = struct.unpack_from(">H", table, 4)[0]
    selection: int = struct.unpack_from(">H", table, 62)[0]
    return weight, selection


def _features(table: bytes) -> Iterator[str]:
    """Yield the tags of a table `GSUB` (OpenType 1.9, FeatureList); a font may have none."""
    if table:
        (start,) = struct.unpack_from(">H", table, 6)
        (count,) = struct.unpack_from(">H", table, start)
        for number in range(count):
            yield table[start + 2 + 6 * number :][:4].decode("latin-1")


def _characters(table: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        (form,) = struct.unpack_from(">H", table, offset)
        if platform in (0, 3) and form == 12:
            yield from _groups(table, offset)
        elif platform in (0, 3) and form == 4:
            yield from _segments(table, offset)


def _groups(table: bytes, offset: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    for number in range(count):
        first, last, _ = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        if last > 0x10FFFF:
            raise ValueError(last)
        yield from range(first, last + 1)


def _segments(table: bytes, offset: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    for at in range(offset + 14, offset + 14 + twice, 2):
        (last,) = struct.unpack_from(">H", table, at)
        (first,) = struct.unpack_from(">H", table, at + twice + 2)
        yield from range(first, min(last, 0xFFFE) + 1)
