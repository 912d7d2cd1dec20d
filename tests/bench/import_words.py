"""Reads the words of a Word file by nothing but its elements, for the bench of imports."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from octavo.files import xml
from octavo.ooxml.names import MC

MADE = re.compile(
    r"^\s*TOC\b|ZOTERO_|CSL_|EN\.CITE|EN\.REFLIST|Citavi|^\s*(?:CITATION|BIBLIOGRAPHY)\b"
)
"""Codes of fields whose shown words a program makes: contents, citations, bibliographies."""


def texts_of_word(path: Path) -> Iterator[str]:
    """Yield the text of each paragraph of a Word file, by its elements alone."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document\d*|footnotes|endnotes)\.xml", name):
                root = xml.parse(archive.read(name), name)
                yield from _texts(root)


def _texts(root: etree._Element) -> Iterator[str]:
    parts: list[str] = []
    state = {"open": 0, "contents": 0}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "end":
            if tag.endswith("}p"):
                yield "".join(parts)
                parts = []
            continue
        if tag.endswith("}p"):
            yield "".join(parts)
            parts = []
        local = tag.rpartition("}")[2]
        if local == "fldChar":
            _field(element, state)
        elif local == "instrText" and MADE.search(element.text or ""):
            state["contents"] = state["contents"] or state["open"]
        elif local == "t" and tag.endswith("main}t") and "word" in tag.lower():
            if not state["contents"] and _prints(element):
                parts.append(element.text or "")
        elif local in ("tab", "br", "cr"):
            parts.append(" ")
    yield "".join(parts)


def _field(element: etree._Element, state: dict[str, int]) -> None:
    kind = next((v for k, v in element.attrib.items() if k.endswith("fldCharType")), "")
    if kind == "begin":
        state["open"] += 1
    elif kind == "end":
        if state["contents"] == state["open"]:
            state["contents"] = 0
        state["open"] = max(0, state["open"] - 1)


def _prints(element: etree._Element) -> bool:
    """Whether words print: not deleted, hidden, said twice, or in a list of contents."""
    for up in element.iterancestors():
        local = up.tag.rpartition("}")[2]
        if local in ("del", "moveFrom"):
            return False
        if local == "Fallback" and _said(up):
            return False
        if local in ("footnote", "endnote") and any(key.endswith("}type") for key in up.attrib):
            return False
        if local == "r" and up.find("{*}rPr/{*}vanish") is not None:
            return False
        if local == "sdt" and up.find(".//{*}sdtPr//{*}docPartGallery") is not None:
            return False
    return True


def _said(fallback: etree._Element) -> bool:
    choices = fallback.getparent()
    return choices is not None and any(
        next(choice.iter("{*}t"), None) is not None for choice in choices.iterfind(f"{MC}Choice")
    )
