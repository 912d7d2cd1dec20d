"""Makes fields of citations that stand otherwise: simple fields, content controls, bookmarks.

Mendeley Cite keeps a citation in the tag of a content control, Zotero, where an author chose so,
under the name of a bookmark among the properties of the file, in pieces of 255 letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from octavo.manuscripts.word.programs import csl
from octavo.manuscripts.word.programs.program import UnreadError, decoded
from octavo.ooxml.fields import made
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package

BOOKMARK = "ZOTERO_BREF_"
PIECE = re.compile(rf"(?P<name>{BOOKMARK}\w+?)_(?P<number>\d{{1,4}})")
MENDELEY = "MENDELEY_CITATION"
TAGGED = re.compile(rf"{MENDELEY}_v\d+_(?P<data>[\w+/=-]+)")
LISTED = "MENDELEY_BIBLIOGRAPHY"


def make_fields(package: Package, codes: Sequence[re.Pattern[str]]) -> None:
    """Make complex fields, in place, of what keeps a citation or bibliography otherwise.

    `codes` are the beginnings of the codes that count; other simple fields stay as they are.
    """
    kept = _properties(package)
    for story in package.stories():
        for simple in list(story.root.iter(f"{W}fldSimple")):
            if any(code.match(val(simple, "instr")) for code in codes):
                _of_simple(simple)
        for control in list(story.root.iter(f"{W}sdt")):
            _of_control(control)
        if kept:
            _of_bookmarks(story.root, kept)


def _of_simple(simple: etree._Element) -> None:
    parent = simple.getparent()
    if parent is None:
        return
    runs, end = made(val(simple, "instr").strip())
    inner = [part for part in simple if part.tag != f"{W}fldData"]
    at = parent.index(simple)
    parent[at : at + 1] = [*runs, *inner, end]


def _of_control(control: etree._Element) -> None:
    """Make a field of one of Mendeley's content controls."""
    tag = val(control.find(f"{W}sdtPr/{W}tag"))
    content = control.find(f"{W}sdtContent")
    if content is None or not len(content) or not tag.startswith("MENDELEY_"):
        return
    code = _code_of(tag)
    if not code:
        return
    runs, end = made(code)
    paragraphs = list(content.iter(f"{W}p"))
    if paragraphs:
        _open(paragraphs[0], runs)
        paragraphs[-1].append(end)
    else:
        content[:0] = runs
        content.append(end)


def _code_of(tag: str) -> str:
    if tag.startswith(LISTED):
        return "ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY"
    tagged = TAGGED.fullmatch(tag)
    if tagged is None:
        return f"ADDIN CSL_CITATION {tag}" if tag.startswith(MENDELEY) else ""
    try:
        return f"ADDIN CSL_CITATION {decoded(tagged['data']).decode()}"
    except (UnreadError, UnicodeDecodeError):
        return f"ADDIN CSL_CITATION {tag}"


def _open(paragraph: etree._Element, runs: list[etree._Element]) -> None:
    """Put runs at the beginning of a paragraph, behind its properties."""
    at = 1 if paragraph.find(f"{W}pPr") is not None else 0
    paragraph[at:at] = runs


def _properties(package: Package) -> dict[str, str]:
    """Return what Zotero keeps of its bookmarks, by their names."""
    pieces: dict[str, dict[int, str]] = {}
    for name, text in (*_custom(package), *_variables(package)):
        piece = PIECE.fullmatch(name)
        if piece:
            pieces.setdefault(piece["name"], {})[int(piece["number"])] = text
    return {name: "".join(text for _, text in sorted(of.items())) for name, of in pieces.items()}


def _custom(package: Package) -> Iterator[tuple[str, str]]:
    root = package.tree("docProps/custom.xml")
    for one in root if root is not None else ():
        if isinstance(one.tag, str):
            yield one.get("name", ""), csl.words(one)


def _variables(package: Package) -> Iterator[tuple[str, str]]:
    root = package.of_kind("settings")
    for one in root.iter(f"{W}docVar") if root is not None else ():
        yield val(one, "name"), val(one)


def _of_bookmarks(root: etree._Element, kept: dict[str, str]) -> None:
    """Make fields of the bookmarks whose citations are kept among the properties."""
    ends = {val(end, "id"): end for end in root.iter(f"{W}bookmarkEnd")}
    for start in list(root.iter(f"{W}bookmarkStart")):
        typed = kept.get(val(start, "name"), "")
        end = ends.get(val(start, "id"))
        if typed and end is not None:
            code = re.sub(r"^\s*(?:ADDIN\s+)?(?:ZOTERO_)?(?=ITEM\b|BIBL\b)", "ADDIN ZOTERO_", typed)
            _between(start, end, code)
            parent = start.getparent()
            if parent is not None:
                parent.remove(start)


def _between(start: etree._Element, end: etree._Element, code: str) -> None:
    runs, closing = made(code)
    if _in_paragraph(end):
        end.addprevious(closing)
    else:
        before = next(iter(end.itersiblings(f"{W}p", preceding=True)), None)
        if before is None:
            return
        before.append(closing)
    if _in_paragraph(start):
        for run in reversed(runs):
            start.addnext(run)
    else:
        behind = next(iter(start.itersiblings(f"{W}p")), None)
        if behind is not None:
            _open(behind, runs)


def _in_paragraph(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}p"), None) is not None
