"""Reports the objects of other programs in a Word file: old formulas, sheets, presentations."""

from __future__ import annotations

import re

from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.ooxml.leaf import Kind, Leaf

FORMULA = re.compile(r"Equation|MathType|DSMT|MathML|SWP", re.IGNORECASE)
"""Programs of formulas, by what they call their objects."""


def warn_of(leaves: list[Leaf], notices: Notices) -> None:
    """Report the objects, with their places."""
    formulas: list[str] = []
    others: list[str] = []
    for leaf in leaves:
        for run in leaf.runs:
            if run.kind is Kind.OBJECT:
                place = notices.place(leaf.element)
                if FORMULA.search(run.reference):
                    formulas.append(place)
                else:
                    others.append(f"{run.reference or 'an unnamed program'} in {place}")
    if formulas:
        message = f"{many(len(formulas), 'formula')} made with MathType or Word's old editor could"
        message += f" not be read: {listed(formulas)}."
        hint = "Convert them in Word (MathType: Convert Equations, to Office Math); import anew."
        notices.lose_words("import-lost-formula", message, hint)
    if others:
        message = f"{many(len(others), 'object')} of other programs could not be read, but for the"
        message += f" picture of it that Word keeps: {listed(others)}."
        notices.look_at("import-object", message, "Save each as a picture, or set it as a table.")
