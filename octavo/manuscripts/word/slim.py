"""Takes out of a Word file what pandoc reads past: borders, shades, sizes, styles that nothing has.

Pandoc keeps the whole tree of a file while it reads it. In a report of many tables four fifths of
that are the looks of cells, of which it makes nothing: it reads what is left in a third of the
time, as the same document.
"""

from __future__ import annotations

from lxml import etree

from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package

PARAGRAPH = (
    "spacing adjustRightInd autoSpaceDE autoSpaceDN widowControl tabs suppressAutoHyphens "
    "contextualSpacing keepLines pBdr shd textAlignment snapToGrid kinsoku wordWrap overflowPunct "
    "topLinePunct mirrorIndents pageBreakBefore suppressLineNumbers suppressOverlap divId "
    "textDirection"
)
TABLE = "tblBorders tblCellMar shd tblpPr tblOverlap tblLayout tblInd tblCellSpacing"
ROW = "trHeight cantSplit tblCellSpacing wAfter wBefore"
CELL = "tcW tcBorders shd vAlign tcMar hideMark noWrap textDirection tcFitText"
RUN = "sz szCs color lang noProof kern spacing position w snapToGrid shd bdr fitText em effect"

PAST = {
    f"{W}{holder}": frozenset(f"{W}{name}" for name in names.split())
    for holder, names in (
        ("pPr", PARAGRAPH),
        ("tblPr", TABLE),
        ("tblPrEx", TABLE),
        ("trPr", ROW),
        ("tcPr", CELL),
        ("rPr", RUN),
    )
}
"""Properties of which pandoc's reader makes nothing, by the element that holds them."""

ALONE = (f"{W}lastRenderedPageBreak", f"{W}proofErr")
"""What Word leaves for itself among the words."""

NUMBERED = (f"{W}p", f"{W}r", f"{W}tr")
"""What bears the numbers of the sessions in which Word changed it, and nothing else."""

MARK = f"{W}rPr"
"""In the properties of a paragraph, the look of the mark at its end."""

TRACKED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))

NAMING = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "styleLink"))
"""The elements that name a style."""


def slim(package: Package) -> None:
    """Take out of the text and the styles, in place, all of which pandoc makes nothing."""
    named: set[str] = set()
    for story in package.stories():
        _thin(story.root)
        named |= _names(story.root)
    numbering = package.of_kind("numbering")
    styles = package.of_kind("styles")
    if styles is not None:
        _used(styles, named | (_names(numbering) if numbering is not None else set()))


def _thin(root: etree._Element) -> None:
    for element in root.iter(*NUMBERED):
        element.attrib.clear()
    for holder in list(root.iter(*PAST)):
        past = PAST[holder.tag]
        for part in list(holder):
            if part.tag in past or (part.tag == MARK and not _is_tracked(part)):
                holder.remove(part)
        if not len(holder):
            _remove(holder)
    for part in list(root.iter(*ALONE)):
        _remove(part)


def _is_tracked(mark: etree._Element) -> bool:
    """Whether the look of a paragraph's end says that this was put in or taken out."""
    return any(part.tag in TRACKED for part in mark)


def _remove(element: etree._Element) -> None:
    """Remove an element that holds nothing, with no word behind it."""
    parent = element.getparent()
    if parent is not None and not (element.tail or "").strip():
        parent.remove(element)


def _names(root: etree._Element) -> set[str]:
    return {val(element) for element in root.iter(*NAMING)}


def _used(styles: etree._Element, named: set[str]) -> None:
    """Keep the styles that are named, those they are based on, and the default ones."""
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        name = val(style, "styleId")
        based[name] = val(style.find(f"{W}basedOn"))
        if val(style, "default") not in ("", "0", "false"):
            named.add(name)
    kept: set[str] = set()
    while named:
        kept |= named
        named = {based[name] for name in named if based.get(name)} - kept
    for part in list(styles):
        unused = part.tag == f"{W}style" and val(part, "styleId") not in kept
        if unused or part.tag == f"{W}latentStyles":
            styles.remove(part)
