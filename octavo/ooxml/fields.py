"""The complex fields of a part of a Word file: code, shown words, data (ECMA-376, 17.16.18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.ooxml.names import W, val

CODE, WORDS = f"{W}instrText", f"{W}t"
PARTS = (f"{W}fldChar", CODE, WORDS)
LONGEST = 2_000
"""So many characters of the words that a field shows are kept."""


@dataclass(slots=True)
class Field:
    """A field by its elements.

    `inner` are the fields that stand in its code, `shown` the first of the words that it shows.
    """

    begin: etree._Element
    codes: list[etree._Element] = field(default_factory=list)
    separate: etree._Element | None = None
    end: etree._Element | None = None
    inner: list[Field] = field(default_factory=list)
    shown: str = ""

    @property
    def code(self) -> str:
        """The code: Word cuts a long one in pieces."""
        return "".join(element.text or "" for element in self.codes)

    @property
    def data(self) -> Iterator[str]:
        """What programs keep beside the code, in base64: its own, then that of inner fields."""
        for one in (self, *self.inner):
            for kept in one.begin.iterfind(f"{W}fldData"):
                yield "".join((kept.text or "").split())

    def write(self, code: str) -> None:
        """Write another code; the fields that stood in the old one go."""
        for one in self.inner:
            _remove(one)
        self.inner.clear()
        if not self.codes:
            self.codes.append(_code_behind(self.begin))
        self.codes[0].text = f" {code} "
        for rest in self.codes[1:]:
            rest.text = ""


def fields(root: etree._Element) -> Iterator[Field]:
    """Yield the fields that end, each when it ends; those in the code of another only with it."""
    waiting: list[Field] = []
    for element in root.iter(*PARTS):
        kind = val(element, "fldCharType")
        if kind == "begin":
            waiting.append(Field(element))
        elif not waiting:
            continue
        elif kind == "separate":
            waiting[-1].separate = element
        elif kind == "end":
            ended = waiting.pop()
            ended.end = element
            if waiting and waiting[-1].separate is None:
                waiting[-1].inner.append(ended)
            else:
                _show(waiting, ended.shown)
                yield ended
        elif element.tag == CODE and waiting[-1].separate is None:
            waiting[-1].codes.append(element)
        elif element.tag == WORDS:
            _show(waiting, element.text or "")


def _show(waiting: list[Field], text: str) -> None:
    """Add words to those that the innermost field shows; those of one in it are its own too."""
    if waiting and waiting[-1].separate is not None and len(waiting[-1].shown) < LONGEST:
        waiting[-1].shown += text[:LONGEST]


def made(code: str) -> tuple[list[etree._Element], etree._Element]:
    """Return the runs of a new field: those before its shown words, and the one behind them."""
    typed = etree.Element(f"{W}r")
    etree.SubElement(typed, f"{W}instrText").text = f" {code} "
    return [_char("begin"), typed, _char("separate")], _char("end")


def _char(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
    return run


def _code_behind(begin: etree._Element) -> etree._Element:
    code = etree.Element(f"{W}instrText")
    begin.addnext(code)
    return code


def _remove(gone: Field) -> None:
    """Take a field out with all its inner ones; its runs may hold more, which stays."""
    for one in gone.inner:
        _remove(one)
    for element in (gone.begin, *gone.codes, gone.separate, gone.end):
        parent = element.getparent() if element is not None else None
        if element is not None and parent is not None:
            parent.remove(element)
