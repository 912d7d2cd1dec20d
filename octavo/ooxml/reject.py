"""Rejects the tracked changes of a Word file, in place: what is new goes, what was deleted stays.

It is the mirror of accepting: properties become the old ones, and each change stands for its
opposite (ECMA-376, part 1, 17.13.5).
"""

from __future__ import annotations

from lxml import etree

from octavo.ooxml.accept import FORMATS, accept
from octavo.ooxml.names import W
from octavo.ooxml.package import Package

OPPOSITES = {
    f"{W}{name}": f"{W}{other}"
    for one, two in (
        ("ins", "del"),
        ("moveFrom", "moveTo"),
        ("cellIns", "cellDel"),
    )
    for name, other in ((one, two), (two, one))
}
WORDS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
"""What words and codes of fields are called where they are deleted, and else."""

KEPT = (f"{W}rPr", f"{W}sectPr")
"""What stands among a paragraph's properties and belongs to no change of them."""


def reject(package: Package) -> None:
    """Reject all changes of the running text: of the body and the notes."""
    for story in package.stories():
        for change in list(story.root.iter(*FORMATS)):
            _restore(change)
        for element in story.root.iter(*OPPOSITES, *WORDS):
            element.tag = OPPOSITES.get(element.tag) or WORDS[element.tag]
    accept(package)


def _restore(change: etree._Element) -> None:
    """Put the properties that a change has kept in the place of those of today."""
    holder = change.getparent()
    if holder is None:
        return
    old = next((part for part in change if isinstance(part.tag, str)), None)
    holder.remove(change)
    if old is None:
        return
    kept = [part for part in holder if part.tag in KEPT] if holder.tag == f"{W}pPr" else []
    marks = [part for part in holder if part.tag in OPPOSITES]
    holder[:] = [*marks, *old, *kept]
