"""Writes comments into a Word file that is sent: threads at their words, with their replies.

ISO/IEC 29500-1, 17.13.4; which comment answers which, [MS-DOCX], 2.5.2 (commentsExtended).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from octavo.formats.docx.package import OFFICE, RELATIONSHIPS, TYPES, TYPES_PART, WORD
from octavo.formats.docx.xml import Element, make, parse, serialise, text_run, w

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
PARTS = {
    "comments": f"{OFFICE}/comments",
    "commentsExtended": EXTENDED,
}
STORIES = ("word/document.xml",)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: who says what, and when (ISO 8601); `date` may be ""."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies, at words of a leaf, which is known by its bookmark.

    `start:end` are characters of the leaf's text in the file; all of it where they are equal. `id`
    is what the query, or the comment, is called in the book.
    """

    bookmark: str
    start: int
    end: int
    comments: tuple[Said, ...]
    id: str = ""


def add_comments(members: dict[str, bytes], threads: Sequence[Thread]) -> None:
    """Write threads into the members of a file that has no comments; none into notes.

    Word has no comments in footnotes.
    """
    if not threads:
        return
    trees = {part: parse(members[part]) for part in STORIES if part in members}
    listed, extended = _root("comments"), _root("commentsEx")
    number = 0
    for thread in threads:
        leaf = _leaf(trees.values(), thread.bookmark)
        if leaf is None:
            continue
        first = number
        for comment in thread.comments:
            listed.append(_comment(number, comment))
            extended.append(_more(number, first))
            number += 1
        _mark(leaf, thread, range(first, number))
    for part, tree in trees.items():
        members[part] = serialise(tree)
    members["word/comments.xml"] = serialise(listed)
    members["word/commentsExtended.xml"] = serialise(extended)
    _declare(members)


def _root(name: str) -> Element:
    space = f"{{{W15}}}commentsEx" if name == "commentsEx" else w(name)
    names = {"w": w("")[1:-1], "mc": MC, "w14": W14, "w15": W15}
    root = etree.Element(space, nsmap=names)
    root.set(f"{{{MC}}}Ignorable", "w14 w15")
    return root


def _comment(number: int, entry: Said) -> Element:
    words = entry.author.split() or ["?"]
    made = make("comment", id=number, author=entry.author or "?")
    if entry.date:
        made.set(w("date"), entry.date if "T" in entry.date else f"{entry.date}T00:00:00Z")
    made.set(w("initials"), "".join(word[0] for word in words)[:4].upper())
    lines = entry.text.splitlines() or [""]
    made.extend(make("p", text_run(line)) for line in lines)
    made[-1].set(f"{{{W14}}}paraId", _name(number))
    return made


def _name(number: int) -> str:
    return f"{number + 1:08X}"


def _more(number: int, first: int) -> Element:
    made = etree.Element(f"{{{W15}}}commentEx")
    made.set(f"{{{W15}}}paraId", _name(number))
    if number != first:
        made.set(f"{{{W15}}}paraIdParent", _name(first))
    made.set(f"{{{W15}}}done", "0")
    return made


def _leaf(trees: Iterable[Element], bookmark: str) -> Element | None:
    for tree in trees:
        for mark in tree.iter(w("bookmarkStart")):
            if mark.get(w("name")) == bookmark:
                leaf = mark.getparent()
                return leaf if leaf is not None and leaf.tag == w("p") else None
    return None


def _mark(leaf: Element, thread: Thread, numbers: Sequence[int]) -> None:
    """Mark the words that a thread is about; its references stand behind them."""
    runs = _runs(leaf, thread.start, thread.end) or [
        run for run in leaf.iter(w("r")) if run.find(w("t")) is not None
    ]
    if not runs:
        return
    last = runs[-1]
    for number in numbers:
        runs[0].addprevious(make("commentRangeStart", id=number))
    for number in numbers:
        end = make("commentRangeEnd", id=number)
        reference = make("r", make("commentReference", id=number))
        last.addnext(end)
        end.addnext(reference)
        last = reference


def _runs(leaf: Element, start: int, end: int) -> list[Element]:
    """Part the runs of a leaf so that some are just the characters `start:end`; return these."""
    for at in (start, end):
        reached = 0
        for run in list(leaf.iter(w("r"))):
            size = len(text_of(run))
            if reached < at < reached + size and len(run.findall(w("t"))) == 1:
                _part(run, at - reached)
                break
            reached += size
    reached, inner = 0, []
    for run in leaf.iter(w("r")):
        size = len(text_of(run))
        if size and start <= reached and reached + size <= end:
            inner.append(run)
        reached += size
    return inner


def _part(run: Element, at: int) -> None:
    second = deepcopy(run)
    for one, text in ((run, text_of(run)[:at]), (second, text_of(run)[at:])):
        new = text_run(text).find(w("t"))
        old = one.find(w("t"))
        if new is not None and old is not None:
            one.replace(old, new)
    run.addnext(second)


def text_of(element: Element) -> str:
    """Return the letters of an element, as `Thread` counts them."""
    return "".join(text.text or "" for text in element.iter(w("t")))


def leaf_texts(members: dict[str, bytes]) -> dict[str, str]:
    """Return the text of each leaf by the name of its bookmark."""
    texts: dict[str, str] = {}
    for mark in (
        one
        for part in STORIES
        if part in members
        for one in parse(members[part]).iter(w("bookmarkStart"))
    ):
        leaf = mark.getparent()
        if leaf is not None and leaf.tag == w("p"):
            texts[mark.get(w("name"), "")] = text_of(leaf)
    return texts


def _declare(members: dict[str, bytes]) -> None:
    types, links = parse(members[TYPES_PART]), parse(members[MAIN_RELATIONSHIPS])
    for name, kind in PARTS.items():
        etree.SubElement(
            types,
            f"{{{TYPES}}}Override",
            PartName=f"/word/{name}.xml",
            ContentType=f"{WORD}.{name}+xml",
        )
        link = etree.SubElement(links, f"{{{RELATIONSHIPS}}}Relationship", Id=f"rId-{name}")
        link.set("Type", kind)
        link.set("Target", f"{name}.xml")
    members[TYPES_PART], members[MAIN_RELATIONSHIPS] = serialise(types), serialise(links)
