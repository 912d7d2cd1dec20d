"""Reads annotations that a program has exported from a PDF: as FDF, or as XFDF.

FDF is written as PDF is (ISO 32000-2, 12.7.8), XFDF as XML (ISO 19444-1). Neither has any page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import unquote

import pikepdf
from lxml import etree

from octavo.files import xml
from octavo.formats.pdf.proofs import values
from octavo.formats.pdf.proofs.annotations import (
    MOST_PAGES,
    SILENT,
    Mark,
    Marked,
    Names,
    check_count,
    dictionaries,
    marks_of,
)
from octavo.formats.pdf.proofs.named import name_in
from octavo.model.finding import InputError, Place

MOST_BYTES = 50_000_000
LONGEST_NAME = 200
"""The largest file of comments that is read, and the longest name of a PDF in it."""

HEAD = b"%FDF-"
BEGINNING = 1024
AGAIN = "Export the comments once more, in the program in which they were made."
ROOT = re.compile(rb"/Root\s+(\d{1,7})\s+(\d{1,5})\s+R\b")
OBJECT = re.compile(rb"\b(\d{1,7})\s+\d{1,5}\s+obj\b")
AROUND = b"""\
%%PDF-1.7
%b
%d 0 obj <</Type /Catalog /Pages %d 0 R /Exported %b>> endobj
%d 0 obj <</Type /Pages /Kids [%d 0 R] /Count 1>> endobj
%d 0 obj <</Type /Page /Parent %d 0 R /MediaBox [0 0 9 9]>> endobj
trailer <</Root %d 0 R>>
%%%%EOF
"""
"""A PDF of one empty page that holds what an FDF holds: so it is read by the same library."""

KINDS = {
    "freetext": "FreeText",
    "strikeout": "StrikeOut",
    "polyline": "PolyLine",
    "fileattachment": "FileAttachment",
}
"""The subtypes of annotations that are more than their element's name with a capital."""

SEPARATORS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class Exported:
    """The annotations of a file of comments, and the name of the PDF that they belong to, or ""."""

    marked: Marked
    pdf: str


def is_exported(data: bytes, name: str) -> bool:
    """Whether a file is one of comments, by how it begins, or by its name."""
    head = data[:BEGINNING]
    return name.lower().endswith((".fdf", ".xfdf")) or HEAD in head or b"<xfdf" in head


def opened(data: bytes, name: str) -> Exported:
    """Read a file of comments. Raises InputError where it is damaged, or holds none."""
    if len(data) > MOST_BYTES:
        raise InputError("This file is too large to hold comments alone.", place=Place(name))
    read = _fdf(data, name) if HEAD in data[:BEGINNING] else _xfdf(data, name)
    if not read.marked.marks:
        hint = "Export the comments of the proof, not the fields of a form."
        raise InputError("There are no comments in this file.", place=Place(name), hint=hint)
    return read


def _fdf(data: bytes, name: str) -> Exported:
    with _opened(data, name) as pdf:
        held = _dictionary(_dictionary(pdf.Root, "/Exported"), "/FDF")
        each = ((one, _page(one.get("/Page"))) for one in dictionaries(held.get("/Annots")))
        file = held.get("/F")
        if isinstance(file, pikepdf.Dictionary):
            file = file.get("/UF", file.get("/F"))
        ids = held.get("/ID")
        first = bytes(ids[0]) if _is_pair(ids) else b""
        marks = marks_of(each, name)
        return _exported(name, marks, str(file or ""), first)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    """Yield an FDF within a PDF. Raises InputError where it is damaged."""
    try:
        with pikepdf.open(BytesIO(_as_pdf(data))) as pdf:
            yield pdf
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError) as fault:
        raise InputError("This FDF is damaged.", place=Place(name), hint=AGAIN) from fault


def _as_pdf(data: bytes) -> bytes:
    """Return a PDF that holds an FDF. Raises ValueError where that has no root."""
    end = data.rfind(b"trailer")
    root = ROOT.search(data, end) if end >= 0 else None
    if root is None:
        raise ValueError
    first = max((int(one) for one in OBJECT.findall(data)), default=0) + 1
    page, pages = first + 2, first + 1
    exported = b"%b %b R" % root.groups()
    numbers = (first, pages, exported, pages, page, page, pages, first)
    return AROUND % (data[:end], *numbers)


def _dictionary(holder: Any, key: str) -> Any:
    """Return a dictionary in another. Raises ValueError where it holds none."""
    value = holder.get(key)
    if not isinstance(value, pikepdf.Dictionary):
        raise ValueError
    return value


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, pikepdf.Array) and len(value) > 0 and isinstance(value[0], pikepdf.String)
    )


def _page(value: Any) -> int:
    """Return the number of a page, from 0; -1 for anything else."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return -1
    return number if 0 <= number < MOST_PAGES else -1


def _xfdf(data: bytes, name: str) -> Exported:
    root = xml.parse(data, name, hint=AGAIN, comments=False)
    if _local(root) != "xfdf":
        hint = "Export them as XFDF or FDF, or merge the PDF itself."
        raise InputError("This file does not hold comments.", place=Place(name), hint=hint)
    read = [one for one in root.iterfind("{*}annots/*") if _kind(one) not in SILENT]
    check_count(len(read), name)
    each = [_mark(one) for one in read]
    named = Names((mark.page, mark.name) for mark in each)
    marks = [
        replace(mark, parent=named.get(mark.page, values.cut(one.get("inreplyto", ""))))
        for mark, one in zip(each, read, strict=True)
    ]
    file, ids = root.find("{*}f"), root.find("{*}ids")
    first = ids.get("original", "") if ids is not None else ""
    held = bytes.fromhex(first) if re.fullmatch(r"(?:[0-9A-Fa-f]{2}){1,64}", first) else b""
    return _exported(name, marks, file.get("href", "") if file is not None else "", held)


def _exported(name: str, marks: list[Mark], file: str, first: bytes) -> Exported:
    sent = name_in(first)
    marked = Marked(name, b"", marks, 0, [sent] if sent else [])
    pdf = PureWindowsPath(unquote(values.cut(file))).name  # it knows both kinds of stroke
    return Exported(marked, pdf if len(pdf) <= LONGEST_NAME else "")


def _local(one: etree._Element) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""


def _kind(one: etree._Element) -> str:
    local = _local(one)
    return KINDS.get(local, local[:1].upper() + local[1:])


def _mark(one: etree._Element) -> Mark:
    """Return an annotation as XFDF has it; what it answers is not yet known."""
    rect, kind = values.box(_numbers(one, "rect", 4)), _kind(one)
    fringe = _numbers(one, "fringe", 4)
    if kind == "Caret" and fringe:
        rect = values.inset(rect, fringe)
    line = _numbers(one, "callout", 4) or _numbers(one, "callout", 6)
    rich = one.find("{*}contents-richtext")
    words = "" if rich is None else values.rich(etree.tostring(rich, with_tail=False))
    text, differs = values.words(values.cut(one.findtext("{*}contents") or ""), words)
    corners = _numbers(one, "coords")
    return Mark(
        kind,
        _page(one.get("page")),
        rect,
        tuple(values.quads(corners)) if len(corners) <= 8 * values.MOST_QUADS else (),
        text,
        values.line(values.cut(one.get("title", ""))),
        values.moment(one.get("date", "") or one.get("creationdate", "")),
        values.cut(one.get("name", "")),
        is_grouped=one.get("replyType") == "group",
        is_hidden="hidden" in one.get("flags", "").split(","),
        state=values.cut(one.get("state", "")),
        intent=one.get("IT", one.get("intent", ""))[:LONGEST_NAME],
        symbol="P" if one.get("symbol") in ("paragraph", "P") else "",
        point=(line[0], line[1]) if line else None,
        differs=differs,
    )


def _numbers(one: etree._Element, key: str, count: int = 0) -> list[float]:
    """Return the numbers of an attribute; an empty list where they are not so many."""
    text = one.get(key, "").strip()
    each = values.numbers(SEPARATORS.split(text)) if text else []
    return each if not count or len(each) == count else []
