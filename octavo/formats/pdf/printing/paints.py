"""The colours that the pages of a PDF are painted with, as its operators name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from octavo.formats.pdf.printing import colours
from octavo.formats.pdf.printing.drawings import operators, resources


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour on a page: how many parts it has, its ink in per cent, whether it is black alone."""

    page: int
    parts: int
    ink: float = 0.0
    is_black: bool = False


def paints(pdf: pikepdf.Pdf) -> Iterator[Paint]:
    """Yield each kind of colour but greys once for a page."""
    seen: set[Paint] = set()
    for number, drawn, inner in resources(pdf):
        for paint in _of(number, drawn, inner):
            if paint not in seen:
                seen.add(paint)
                yield paint


def _of(number: int, drawn: Any, inner: Any) -> Iterator[Paint]:
    for pattern in inner.get("/Pattern", pikepdf.Dictionary()).values():
        if "/Shading" in pattern:
            yield from _space(number, pattern.Shading.get("/ColorSpace"))
    for shading in inner.get("/Shading", pikepdf.Dictionary()).values():
        yield from _space(number, shading.get("/ColorSpace"))
    spaces = inner.get("/ColorSpace", pikepdf.Dictionary())
    known = {name: colours.parts_of(space) for name, space in spaces.items()}
    others = any(parts != 1 for parts in known.values())
    if others or colours.names_colour(drawn):
        yield from _operators(number, drawn, known)


def _space(number: int, space: Any) -> Iterator[Paint]:
    parts = colours.parts_of(space)
    if parts != 1:
        yield Paint(number, parts)


def _operators(number: int, drawn: Any, known: dict[str, int]) -> Iterator[Paint]:
    now = {False: 1, True: 1}
    for operands, operator in operators(drawn, "rg RG k K cs CS sc scn SC SCN"):
        sign = str(operator)
        lines = sign.isupper()
        if sign in ("cs", "CS"):
            name = str(operands[0])
            now[lines] = known.get(name, colours.DEVICES.get(name, 0 if name == "/Pattern" else 2))
        elif sign in ("rg", "RG", "k", "K") or (now[lines] > 1 and len(operands) == now[lines]):
            yield _paint(number, operands)


def _paint(number: int, operands: Any) -> Paint:
    parts = [float(value) for value in operands]
    if len(parts) != 4:
        return Paint(number, len(parts))
    return Paint(number, 4, sum(parts) * 100, not any(parts[:3]))
