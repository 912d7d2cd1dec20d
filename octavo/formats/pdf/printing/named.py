"""Which file of the book a picture of a PDF was made of: by its shape, and by how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from octavo.files import redraw_inks, svg

RATIO = 0.02
"""By how much the shapes of a picture and its file may differ: it may have been made coarser."""


class Files:
    """The files of a book's pictures; they are opened once one of them must be named."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Take the files."""
        self.files = list(dict.fromkeys(files))
        self._looks: list[tuple[Path, float, bytes]] | None = None

    def name(self, image: Any) -> str:
        """Return the name of a picture's file; where none is like it, its size in pixels."""
        try:
            look = redraw_inks.look(*_opened(image))
        except (ValueError, NotImplementedError, pikepdf.PdfError):
            look = b""
        ratio = int(image.Width) / max(int(image.Height), 1)
        near = [
            (_apart(look, other), path) for path, own, other in self._all() if _like(own, ratio)
        ]
        if not near:
            return f"of {image.Width} × {image.Height} pixels"
        return min(near, key=lambda one: one[0])[1].name

    def drawings(self) -> list[str]:
        """Return the names of the drawings (SVG): those that may be seen through come first."""
        named = [path for path in self.files if svg.is_svg(path.read_bytes())]
        clear = [path for path in named if b"opacity" in path.read_bytes().lower()]
        return [path.name for path in (clear or named)]

    def _all(self) -> list[tuple[Path, float, bytes]]:
        if self._looks is None:
            self._looks = []
            for path in self.files:
                opened = redraw_inks.look_of(path.read_bytes())
                if opened:
                    self._looks.append((path, *opened))
        return self._looks


def _like(one: float, other: float) -> bool:
    return abs(one - other) <= RATIO * max(one, other)


def _apart(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=False))


def _opened(image: Any) -> tuple[Any, Any]:
    mask = None
    if isinstance(image.get("/SMask"), pikepdf.Stream):
        mask = pikepdf.PdfImage(image.SMask).as_pil_image()
    return pikepdf.PdfImage(image).as_pil_image(), mask
