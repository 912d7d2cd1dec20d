"""The labels of a PDF's pages: a blank page goes on with the numbers of the page before it.

Typst numbers a blank page, which it puts in so that a division opens on a recto, as the pages of
the front matter are numbered: between pages 1 and 3 stood *ii*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from octavo.formats.pdf.text import contents


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a page: what stands before its number, how that is written, and the number."""

    prefix: str
    style: str
    number: int

    def goes_on(self, before: Label) -> bool:
        """Whether it is the label behind another."""
        return (self.prefix, self.number) == (before.prefix, before.number + 1)


def mended(pdf: pikepdf.Pdf) -> bool:
    """Give blank pages the style of the page before; return whether any had another."""
    labels = _read(pdf)
    made = labels[:1]
    for page, label in zip(list(pdf.pages)[1:], labels[1:], strict=False):
        before = made[-1]
        goes_on = label.style != before.style and label.goes_on(before)
        is_odd = goes_on and not contents(page).strip()
        made.append(replace(label, style=before.style) if is_odd else label)
    if made == labels:
        return False
    pdf.Root.PageLabels = Dictionary(Nums=Array(_ranges(made)))
    return True


def _read(pdf: pikepdf.Pdf) -> list[Label]:
    tree = pdf.Root.get("/PageLabels")
    items = list(tree.get("/Nums", [])) if isinstance(tree, Dictionary) else []
    if not items or int(items[0]) != 0:
        return []
    starts = {int(items[at]): items[at + 1] for at in range(0, len(items) - 1, 2)}
    labels: list[Label] = []
    for number in range(len(pdf.pages)):
        if number in starts:
            one = starts[number]
            start = int(one.get("/St", 1))
            labels.append(Label(str(one.get("/P", "")), str(one.get("/S", "")), start))
        else:
            labels.append(replace(labels[-1], number=labels[-1].number + 1))
    return labels


def _ranges(labels: list[Label]) -> list[Any]:
    """Write labels down: each range by its first page."""
    items: list[Any] = []
    for number, label in enumerate(labels):
        before = labels[number - 1] if number else None
        if before and before.style == label.style and label.goes_on(before):
            continue
        entry = Dictionary(Type=Name.PageLabel, St=label.number)
        if label.style:
            entry.S = Name(label.style)
        if label.prefix:
            entry.P = String(label.prefix)
        items += [number, entry]
    return items
