"""Annotations: links, form fields and such, in the structure and with words."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Dictionary

from octavo.formats.pdf.ua.checkpoints import Failure, Failures
from octavo.formats.pdf.ua.tree import Element, Tree, listed

HIDDEN = 2
"""The flag of an annotation that is not shown."""

APART = frozenset(("/Widget", "/Link", "/Popup", "/PrinterMark", "/TrapNet"))
"""Annotations that have rules of their own, or need no tag."""

MEDIA_TYPE = re.compile(r"[-\w+.]+/[-\w+.]+")
DEEPEST = 32
"""So many fields may stand in one another, and so many actions follow one another."""


def faults(pdf: pikepdf.Pdf, tree: Tree, language: str) -> Failures:
    """Yield what is wrong with the annotations of a file."""
    for number, page in enumerate(pdf.pages, 1):
        annotations = [one for one in listed(page.obj.get("/Annots")) if _is(one)]
        if annotations and page.obj.get("/Tabs") is None:
            yield Failure("28-008", page=number)
        elif annotations and page.obj.get("/Tabs") != "/S":
            yield Failure("28-009", page=number)
        for one in annotations:
            yield from _annotation(one, page, tree, _Where(number, language))


class _Where:
    """The number of a page, and the language of the file."""

    def __init__(self, page: int, language: str) -> None:
        self.page, self.language = page, language


def _is(value: Any) -> bool:
    return isinstance(value, Dictionary) and "/Subtype" in value


def _annotation(one: Any, page: pikepdf.Page, tree: Tree, where: _Where) -> Failures:
    kind, number = str(one.Subtype), where.page
    element = tree.parent_of(one.get("/StructParent")) or tree.by_object.get(one.objgen)
    inside = element.kind if element else ""
    if kind == "/TrapNet":
        yield Failure("28-007", page=number)
    elif kind == "/PrinterMark" and element is not None:
        yield Failure("28-017", page=number)
    elif kind == "/Widget":
        yield from _widget(one, element, where)
    elif kind == "/Link":
        yield from _link(one, page, inside, number)
    elif kind not in APART:
        yield from _tagged(one, page, element, number)
    contents = one.get("/Contents")
    known = where.language or (element.language if element else "") or str(one.get("/Lang", ""))
    if contents is not None and not known:
        yield Failure("11-004", page=number)
    yield from _media(one, number)


def _tagged(one: Any, page: pikepdf.Page, element: Element | None, number: int) -> Failures:
    if not _is_seen(one, page):
        return
    if element is None or element.kind != "Annot":
        yield Failure("28-002", str(one.Subtype)[1:], number)
    if not _text(one, "/Contents") and not (element and element.text("/Alt")):
        yield Failure("28-004", str(one.Subtype)[1:], number)


def _link(one: Any, page: pikepdf.Page, inside: str, number: int) -> Failures:
    if not _is_seen(one, page):
        return
    if inside != "Link":
        yield Failure("28-011", page=number)
    if not _text(one, "/Contents"):
        yield Failure("28-012", page=number)


def _widget(one: Any, element: Element | None, where: _Where) -> Failures:
    if int(one.get("/F", 0)) & HIDDEN:
        return
    if element is None or element.kind != "Form":
        yield Failure("28-010", page=where.page)
    name = _inherited(one, "/TU")
    if not name and not (element and element.text("/Alt")):
        yield Failure("28-005", page=where.page)
    if name and not (where.language or (element and element.language)):
        yield Failure("11-005", page=where.page)


def _inherited(field: Any, key: str) -> str:
    """Return a text of a form field, or of a field that it is part of."""
    for _ in range(DEEPEST):
        if not isinstance(field, Dictionary):
            return ""
        if text := _text(field, key):
            return text
        field = field.get("/Parent")
    return ""


def _text(value: Any, key: str) -> str:
    text = value.get(key)
    return str(text) if isinstance(text, pikepdf.String) else ""


def _is_seen(one: Any, page: pikepdf.Page) -> bool:
    """Whether an annotation is shown: its flag does not hide it, and it is on the page."""
    if int(one.get("/F", 0)) & HIDDEN:
        return False
    box, crop = one.get("/Rect"), page.cropbox
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return True
    left, foot, right, head = (float(side) for side in box)
    edges = [float(side) for side in crop]
    beside = max(left, right) <= edges[0] or min(left, right) >= edges[2]
    return not (beside or max(foot, head) <= edges[1] or min(foot, head) >= edges[3])


def _media(one: Any, number: int) -> Failures:
    """A clip says of what kind it is, and has words (ISO 14289-1, 7.18.6.2)."""
    for action in _actions(one):
        rendition = action.get("/R")
        clip = rendition.get("/C") if isinstance(rendition, Dictionary) else None
        if not isinstance(clip, Dictionary) or clip.get("/S") != "/MCD":
            continue
        if not MEDIA_TYPE.fullmatch(_text(clip, "/CT")):
            yield Failure("28-014", page=number)
        alternatives = [str(text) for text in listed(clip.get("/Alt"))]
        if not any(alternatives[1::2] or alternatives):
            yield Failure("28-015", page=number)


def _actions(one: Any) -> list[Any]:
    """Return the actions of an annotation with those that follow them."""
    more = one.get("/AA")
    waiting = [one.get("/A"), *(more.values() if isinstance(more, Dictionary) else ())]
    actions: list[Any] = []
    while waiting and len(actions) < DEEPEST:
        action = waiting.pop()
        if isinstance(action, Dictionary):
            actions.append(action)
            waiting += listed(action.get("/Next"))
    return actions
