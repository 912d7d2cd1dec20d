"""Formulas and tables on paper, where nothing can be moved sideways: they are set as small as fits.

Each box bears how many ems its widest line has, as a class, in steps; the style sheet divides the
width of the page by them. Without it a browser cuts off what stands out of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from octavo.formats.html.tree import MATHML, Element, classes, has_class, local, q, set_classes

FITS = 20
"""The ems that the narrowest page has: a telephone's, or a sheet of A6."""

STEPS = (25, 30, 40, 50, 60, 80, 100, 150, 250)
"""The widths in ems that the style sheet knows: `.ems-30` is at most 30 ems wide."""

LETTER, SIGN, SCRIPT, TEXT = 0.6, 1.35, 0.75, 0.55
"""Ems of a letter in a formula, of an operator with its room, of a script beside its base, and of
a letter in a table; each is on the safe side in the fonts that browsers have for mathematics."""

CELL, SPACED, RADICAL = 1.7, 1.0, 1.2
"""Ems between two columns of a table, of a matrix, and of a sign of a root."""

MATH = f"{{{MATHML}}}math"


def fit_paper(root: Element) -> None:
    """Class the boxes of formulas and tables by their width, where a narrow page has less."""
    for box in root.iter(q("span"), q("div")):
        if has_class(box, "formula"):
            _class(box, max(map(_formula, box.iter(MATH)), default=0))
        elif has_class(box, "table"):
            _class(box, max(map(_table, box.iter(q("table"))), default=0))


def _class(box: Element, ems: float) -> None:
    step = next((step for step in STEPS if step >= ems), STEPS[-1])
    if ems > FITS:
        set_classes(box, [*classes(box), f"ems-{step}"])


def _table(table: Element) -> float:
    """Return how wide a table is when its lines are broken at each space."""
    widths: dict[int, float] = {}
    for row in table.iter(q("tr")):
        for column, cell in enumerate(row.iterchildren(q("td"), q("th"))):
            words = "".join(map(str, cell.itertext())).split()
            width = max(map(len, words), default=0) * TEXT
            width = max([width, *map(_formula, cell.iter(MATH))])
            widths[column] = max(widths.get(column, 0), width)
    return sum(width + CELL for width in widths.values())


def _formula(element: Element) -> float:
    """Return how wide a part of a formula is at most."""
    name = local(element)
    make = _SHAPES.get(name)
    if make is not None:
        return make(element)
    if not len(element):
        return len("".join((element.text or "").split())) * LETTER
    return sum(map(_formula, element))


def _operator(element: Element) -> float:
    return SIGN if element.get("form") not in ("prefix", "postfix") else LETTER


def _words(element: Element) -> float:
    return len(element.text or "") * TEXT


def _first(element: Element) -> float:
    """Return the width of what is shown: the annotations behind it are not."""
    return _formula(element[0]) if len(element) else 0


def _above(element: Element) -> float:
    """Return the width of what stands one above the other."""
    return max(map(_formula, element), default=0) + SCRIPT / 2


def _scripted(element: Element) -> float:
    base, *scripts = map(_formula, element)
    return base + SCRIPT * max(scripts, default=0)


def _root(element: Element) -> float:
    return sum(map(_formula, element)) + RADICAL


def _matrix(element: Element) -> float:
    rows: Iterable[list[float]] = ([_formula(cell) for cell in row] for row in element)
    widths: dict[int, float] = {}
    for row in rows:
        for column, width in enumerate(row):
            widths[column] = max(widths.get(column, 0), width)
    return sum(width + SPACED for width in widths.values())


_SHAPES: dict[str, Callable[[Element], float]] = {
    "mo": _operator,
    "mtext": _words,
    "semantics": _first,
    "mfrac": _above,
    "munder": _above,
    "mover": _above,
    "munderover": _above,
    "msub": _scripted,
    "msup": _scripted,
    "msubsup": _scripted,
    "msqrt": _root,
    "mroot": _root,
    "mtable": _matrix,
}
