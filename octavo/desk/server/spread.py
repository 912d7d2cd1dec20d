"""The pages of a PDF as pictures, and what stands where on them."""

from __future__ import annotations

import struct
import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from octavo.desk.server.letters import PIECE, letters_of
from octavo.files.pdfium import PDFIUM

WIDEST = 2400
"""The most pixels that a page may be wide."""

REACH = 6.0
"""How far from a letter a click may be, in points."""

KEPT = 12
"""How many drawn pages are kept."""


class Box(NamedTuple):
    """A part of a page, as fractions of its width and height from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Pages:
    """A PDF that is looked at. PDFium serves one thread at a time: so do these methods."""

    data: bytes
    _drawn: OrderedDict[tuple[int, int], bytes] = field(default_factory=OrderedDict)
    _letters: dict[int, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def _document(self) -> Any:
        return pypdfium2.PdfDocument(self.data)

    @cached_property
    def count(self) -> int:
        """The number of pages."""
        with PDFIUM:
            return len(self._document)

    def png(self, number: int, width: int) -> bytes:
        """Return a page, counted from 1, as a PNG so many pixels wide."""
        key = (number, min(max(width, 50), WIDEST))
        with self._lock:
            if key not in self._drawn:
                self._drawn[key] = self._draw(*key)
                while len(self._drawn) > KEPT:
                    self._drawn.popitem(last=False)
            return self._drawn[key]

    def _draw(self, number: int, width: int) -> bytes:
        with PDFIUM:
            page = self._document[number - 1]
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
            size, stride = (bitmap.width, bitmap.height), bitmap.stride
            pixels = bytes(bitmap.buffer)
            depth = bitmap.n_channels
            page.close()
        return png(size, pixels, stride, depth)

    def letters(self, number: int) -> str:
        """Return the letters of a page."""
        if number not in self._letters:
            with PDFIUM:
                page = self._document[number - 1]
                self._letters[number] = letters_of(page.get_textpage().get_text_bounded())
                page.close()
        return self._letters[number]

    def page_with(self, letters: str, guess: int) -> int:
        """Return the page on which some letters stand; where none has them, the guess.

        The pages are searched from the guess outwards.
        """
        guess = min(max(guess, 1), self.count)
        size = min(len(letters), PIECE)
        for piece in (letters[:size], letters[len(letters) // 2 :][:size]):
            for number in sorted(range(1, self.count + 1), key=lambda n: abs(n - guess)):
                if piece and piece in self.letters(number):
                    return number
        return guess

    def letters_at(self, number: int, x: float, y: float) -> tuple[str, str]:
        """Return the letters around a point of a page: from there on, and before it.

        The point is given by fractions of the width and height from the upper left.
        """
        with PDFIUM:
            page = self._document[number - 1]
            text = page.get_textpage()
            across, up = x * page.get_width(), (1 - y) * page.get_height()
            at = text.get_index(across, up, REACH, REACH)
            if at is None:
                page.close()
                return "", ""
            count = text.count_chars()
            behind = text.get_text_range(at, min(200, count - at))
            before = text.get_text_range(max(0, at - 200), min(200, at)) if at else ""
            page.close()
        return letters_of(behind), letters_of(before)

    def box_of(self, number: int, letters: str) -> Box | None:
        """Return the part of a page that the lines of a paragraph take, or None."""
        with PDFIUM:
            page = self._document[number - 1]
            text = page.get_textpage()
            signs = [
                letters_of(chr(pdfium.FPDFText_GetUnicode(text.raw, n)))
                for n in range(text.count_chars())
            ]
            boxes = [text.get_charbox(at) for at in _standing(signs, letters)]
            width, height = page.get_width(), page.get_height()
            page.close()
        if not boxes:
            return None
        left, foot = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, head = max(b[2] for b in boxes), max(b[3] for b in boxes)
        return Box(left / width, 1 - head / height, right / width, 1 - foot / height)


def _standing(signs: list[str], letters: str) -> list[int]:
    """Return which signs of a page are the letters of a paragraph, as far as they stand there."""
    whole = "".join(signs)
    size = min(len(letters), PIECE)
    start, length = whole.find(letters), len(letters)
    if start < 0:  # it begins here and goes on overleaf, or began on the page before
        start = whole.find(letters[:size])
        end = whole.find(letters[-size:])
        length = (end + size if end >= 0 else len(whole)) - max(start, 0)
        if start < 0 and end < 0:
            return []
        start = max(start, 0)
    numbers, at = [], 0
    for number, sign in enumerate(signs):
        if sign and start <= at < start + length:
            numbers.append(number)
        at += len(sign)
    return numbers


def png(size: tuple[int, int], pixels: bytes, stride: int, depth: int) -> bytes:
    """Return pixels (grey, RGB or RGBA by `depth`, lines of `stride` bytes) as a PNG."""
    width, height = size
    kind = {1: 0, 3: 2, 4: 6}[depth]
    view = memoryview(pixels)
    rows = (view[row * stride : row * stride + width * depth] for row in range(height))
    lines = b"".join(part for row in rows for part in (b"\0", row))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    checked = name + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
