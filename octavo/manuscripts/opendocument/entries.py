"""Entries of an index: each is a place without words, as those of a Word file are."""

from __future__ import annotations

import orjson
from lxml import etree

from octavo.manuscripts.opendocument.tree import TEXT, mark, words

POINT, START, END = (f"{TEXT}alphabetical-index-mark{end}" for end in ("", "-start", "-end"))
NAME = f"{TEXT}id"


def take(body: etree._Element) -> None:
    """Write the entries of the index as marks, in place."""
    ends = {one.get(NAME): one for one in body.iter(END)}
    for point in list(body.iter(POINT, START)):
        end = ends.get(point.get(NAME)) if point.tag == START else None
        heading = point.get(f"{TEXT}string-value") or _between(point, end)
        keys = [point.get(f"{TEXT}key1", ""), point.get(f"{TEXT}key2", ""), heading]
        entry = "!".join(key for key in keys if key)
        _put(point, {"entry": entry} if entry else {})
    for end in ends.values():
        _put(end, {})


def _between(start: etree._Element, end: etree._Element | None) -> str:
    """Return the words that an entry is about, where both ends stand in one element."""
    if end is None or end.getparent() is not start.getparent():
        return ""
    parts, at = [start.tail or ""], start.getnext()
    while at is not None and at is not end:
        parts += [words(at), at.tail or ""]
        at = at.getnext()
    return " ".join("".join(parts).split())


def _put(point: etree._Element, given: dict[str, str]) -> None:
    """Put the mark of an entry in the place of an element; nothing where it has no words."""
    link = mark("index", orjson.dumps(given).decode()) if given else etree.Element(f"{TEXT}span")
    link.tail = point.tail
    parent = point.getparent()
    if parent is not None:
        parent.replace(point, link)
