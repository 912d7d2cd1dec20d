"""The colours of lines and areas in a print PDF, as a printer wants them: greys, or inks.

Text is grey already. Drawings (SVG) may have colours: in their operators, and in gradients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Name, Operator

from octavo.files import redraw_inks
from octavo.files.redraw_inks import Sheet
from octavo.formats.pdf.printing.drawings import operators, resources
from octavo.formats.pdf.printing.pictures import sheet_of
from octavo.formats.pdf.text import contents
from octavo.model.edition import Project
from octavo.model.printers import Printer

FILLS = {"rg": 3, "k": 4, "g": 1}
STROKES = {"RG": 3, "K": 4, "G": 1}
WRITTEN = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
"""The operators that set a colour of so many parts: of areas, of lines."""

DEVICES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalRGB": 3, "/CalGray": 1}
SIGNS = (b"rg", b"RG", b" k", b" K")
NO_MASK = Name("/None")


def parts_of(space: Any) -> int:
    """Return how many numbers a colour has in a space: 1 for greys, 3, 4; 0 for any other."""
    if isinstance(space, Array) and len(space) > 1 and space[0] == "/ICCBased":
        return int(space[1].get("/N", 0))
    if isinstance(space, Array) and len(space) > 0:
        return DEVICES.get(str(space[0]), 0)
    return DEVICES.get(str(space), 0)


def convert(pdf: pikepdf.Pdf, printer: Printer, project: Project) -> None:
    """Convert the colours of lines, areas and gradients, in place."""
    if printer.colour == "rgb":
        return
    sheet = sheet_of(printer, project)
    seen = bool(list(see_through(pdf)))
    for _, drawn, inner in resources(pdf):
        spaces = inner.get("/ColorSpace", pikepdf.Dictionary())
        known = {name: parts_of(space) for name, space in spaces.items()}
        if any(parts != 1 for parts in known.values()) or names_colour(drawn):
            _rewrite(pdf, drawn, known, sheet)
            for name in [name for name, parts in known.items() if parts in (3, 4)]:
                spaces[name] = Name.DeviceGray if sheet.aim == "black" else Name.DeviceCMYK
        for pattern in inner.get("/Pattern", pikepdf.Dictionary()).values():
            if "/Shading" in pattern:
                _shade(pattern.Shading, sheet)
        if not seen:
            _take_group(drawn)


def see_through(pdf: pikepdf.Pdf) -> Iterator[int]:
    """Yield the pages on which something may be seen through."""
    for number, _, inner in resources(pdf):
        states = inner.get("/ExtGState", pikepdf.Dictionary()).values()
        if any(_is_clear(state) for state in states):
            yield number


def _is_clear(state: Any) -> bool:
    clear = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    masked = state.get("/SMask", NO_MASK)
    blended = str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
    return clear or masked != NO_MASK or blended


def _take_group(drawn: Any) -> None:
    """Take off a group that only serves transparency, of which there is none."""
    holder = drawn.obj if isinstance(drawn, pikepdf.Page) else drawn
    if "/Group" in holder:
        del holder["/Group"]


def names_colour(drawn: Any) -> bool:
    """Whether an operator of a page or a form sets a colour by itself."""
    data = contents(drawn) if isinstance(drawn, pikepdf.Page) else drawn.read_bytes()
    return any(sign in data for sign in SIGNS) and any(_colours(drawn))


def _colours(drawn: Any) -> Iterator[bool]:
    for _ in pikepdf.parse_content_stream(drawn, "rg RG k K"):
        yield True


@dataclass(slots=True)
class _Rewriting:
    """Writes the operators of a page or a form anew, with colours of a press."""

    spaces: dict[str, int]
    sheet: Sheet
    now: dict[bool, int] = field(default_factory=lambda: {False: 1, True: 1})
    kept: list[dict[bool, int]] = field(default_factory=list)

    def instruction(self, operands: Any, operator: Any) -> tuple[Any, Any]:
        """Return an operator with its operands, as it is to be written."""
        sign = str(operator)
        if sign == "q":
            self.kept.append(dict(self.now))
        elif sign == "Q" and self.kept:
            self.now = self.kept.pop()
        elif sign in ("cs", "CS"):
            return self.space(operands, operator, lines=sign == "CS")
        elif sign in ("sc", "scn", "SC", "SCN"):
            return self.colour(operands, operator, lines=sign.isupper())
        elif sign in FILLS or sign in STROKES:
            return self.converted(operands, operator, lines=sign in STROKES)
        return operands, operator

    def space(self, operands: Any, operator: Any, *, lines: bool) -> tuple[Any, Any]:
        name = str(operands[0])
        parts = self.spaces.get(name, DEVICES.get(name, 0))
        self.now[lines] = parts
        if parts not in (3, 4):
            return operands, operator
        return [Name.DeviceGray if self.sheet.aim == "black" else Name.DeviceCMYK], operator

    def colour(self, operands: Any, operator: Any, *, lines: bool) -> tuple[Any, Any]:
        if self.now[lines] not in (3, 4) or len(operands) != self.now[lines]:
            return operands, operator
        return self.converted(operands, operator, lines=lines)

    def converted(self, operands: Any, operator: Any, *, lines: bool) -> tuple[Any, Any]:
        if len(operands) == 1:
            return operands, operator
        new = inks([float(value) for value in operands], self.sheet)
        return list(new), Operator(WRITTEN[len(new)][lines])


def inks(colour: list[float], sheet: Sheet) -> list[float]:
    """Return a colour of a PDF, of three or four parts, as a press has it; greys have one part."""
    made = redraw_inks.colour_of(tuple(round(part * 255) for part in colour), sheet)
    return [round(part / 255, 4) for part in made]


def _rewrite(pdf: pikepdf.Pdf, drawn: Any, spaces: dict[str, int], sheet: Sheet) -> None:
    rewriting = _Rewriting(spaces, sheet)
    written = [rewriting.instruction(operands, operator) for operands, operator in operators(drawn)]
    data = pikepdf.unparse_content_stream(written)
    if isinstance(drawn, pikepdf.Page):
        drawn.obj["/Contents"] = pdf.make_stream(data)
    else:
        drawn.write(data)


def _shade(shading: Any, sheet: Sheet) -> None:
    """Convert a gradient, as far as its colours are written out (functions of type 2 and 3)."""
    parts = parts_of(shading.get("/ColorSpace"))
    function = shading.get("/Function")
    if parts not in (3, 4) or not isinstance(function, pikepdf.Dictionary) or not _plain(function):
        return
    black = sheet.aim == "black"
    for one in _ends(function):
        for key in ("/C0", "/C1"):
            made = inks([float(value) for value in one[key]], sheet)
            one[key] = Array(made if black or len(made) == 4 else [0, 0, 0, 1 - made[0]])
        if "/Range" in one:
            del one["/Range"]
    shading["/ColorSpace"] = Name.DeviceGray if black else Name.DeviceCMYK
    if "/Background" in shading:
        del shading["/Background"]


def _plain(function: Any) -> bool:
    kind = int(function.get("/FunctionType", -1))
    if kind == 3:
        return all(_plain(one) for one in function.Functions)
    return kind == 2 and "/C0" in function and "/C1" in function


def _ends(function: Any) -> Iterator[Any]:
    if int(function.FunctionType) == 2:
        yield function
        return
    for one in function.Functions:
        yield from _ends(one)
