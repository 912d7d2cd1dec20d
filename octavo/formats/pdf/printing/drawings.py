"""Where pictures stand on the pages of a PDF, and how large they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEPTH = 8
"""How deep drawings in drawings are followed."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: its object, the page's number, its width and height in points."""

    image: Any
    page: int
    width: float
    height: float

    @property
    def resolution(self) -> float:
        """Pixels to the inch, of the coarser side."""
        across = int(self.image.Width) / max(self.width, 0.01)
        down = int(self.image.Height) / max(self.height, 0.01)
        return min(across, down) * 72


def placed(pdf: pikepdf.Pdf) -> Iterator[Placed]:
    """Yield each picture as often as it is drawn, in the order of the pages."""
    for number, page in enumerate(pdf.pages, 1):
        if _has_drawings(page.obj.get("/Resources")):
            yield from _within(page, page.obj.get("/Resources"), ONE, number, DEPTH)


def operators(drawn: Any, signs: str = "") -> Iterator[tuple[Any, Any]]:
    """Yield the operators of a page or a form with their operands: those named, or all."""
    for instruction in pikepdf.parse_content_stream(drawn, signs):
        yield instruction.operands, instruction.operator


def resources(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any, Any]]:
    """Yield every page, and each drawing on it once: its page, what it draws, what it draws with.

    What it draws is the page itself, or the stream of a form.
    """
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        own: Any = page.obj.get("/Resources", pikepdf.Dictionary())
        yield number, page, own
        waiting = list(_forms(own))
        while waiting:
            form = waiting.pop()
            if form.objgen in seen:
                continue
            seen.add(form.objgen)
            inner: Any = form.get("/Resources", pikepdf.Dictionary())
            yield number, form, inner
            waiting += _forms(inner)


def _forms(inner: Any) -> Iterator[Any]:
    for item in inner.get("/XObject", pikepdf.Dictionary()).values():
        if item.get("/Subtype") == "/Form":
            yield item


def _has_drawings(inner: Any) -> bool:
    return inner is not None and "/XObject" in inner


def _within(drawn: Any, inner: Any, start: Matrix, page: int, depth: int) -> Iterator[Placed]:
    """Yield the pictures that a page or a form draws, by its matrix."""
    named = inner.get("/XObject", pikepdf.Dictionary())
    now, kept = start, []
    for operands, operator in operators(drawn, "q Q cm Do"):
        sign = str(operator)
        if sign == "q":
            kept.append(now)
        elif sign == "Q":
            now = kept.pop() if kept else start
        elif sign == "cm":
            now = _times(_matrix(operands), now)
        else:
            yield from _drawn(named.get(str(operands[0])), now, page, depth)


def _drawn(item: Any, now: Matrix, page: int, depth: int) -> Iterator[Placed]:
    if item is None:
        return
    if item.get("/Subtype") == "/Image":
        across = (now[0] ** 2 + now[1] ** 2) ** 0.5
        down = (now[2] ** 2 + now[3] ** 2) ** 0.5
        yield Placed(item, page, across, down)
    elif depth and _has_drawings(item.get("/Resources")):
        own = _matrix(item.get("/Matrix", ONE))
        yield from _within(item, item.Resources, _times(own, now), page, depth - 1)


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
