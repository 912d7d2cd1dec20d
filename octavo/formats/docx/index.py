"""The index of a Word file: a field (`XE`) at each mark of the text, and the list (`INDEX`).

The list has its result: the entries, with the pages of the printed book where these are known. Word
makes it anew when it is asked to (F9), as ECMA-376, part 1, 17.16.5.32 and 79 have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from octavo.files.slugs import ascii_of
from octavo.formats.docx.xml import Element, make, mark, paragraph, text_run, w
from octavo.formats.docx.xml import field as word_field
from octavo.model.nodes import Document, Node, markup, stringify
from octavo.text.terms import terms_for

CLASS = "index"
"""The class of a mark, and of a division that holds an index made by hand."""

HEADING, LEVELS = "IndexHeading", ("Index1", "Index2", "Index3", "Index4")
"""The ids of the styles of the list."""

CODE = 'INDEX \\e ", "'
ENTRY = re.compile(r"\s*XE\s")
FIRST = 600_000
"""Bookmarks of stretches are numbered from here on, clear of all others."""

PARTED = re.compile(r"(?<!\\)!")
SEEN = re.compile(r"\|see(?:also)?\{(.*)\}$")
ITALIC = re.compile(r"(\*[^*]+\*)")
LOOKS = {"bold": "b", "italic": "i", "textbf": "b", "textit": "i"}
"""How the number of a page is set, as Word's switches and as LaTeX's commands have it."""

STYLES = {"": "", "b": "Strong", "i": "Emphasis", "bi": "Strong"}
"""The ids of the styles of a page's number, by these switches."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark of the text: its levels, each with its key for sorting, and its other properties.

    `see` is the words behind it instead of a page, `kind` the index that it belongs to, `looks` how
    its page is set; `part` is `start` or `end` of a stretch, `bookmark` that of the whole.
    """

    levels: tuple[str, ...]
    keys: tuple[str, ...] = ()
    see: str = ""
    kind: str = ""
    looks: str = ""
    part: str = ""
    bookmark: int = 0

    @property
    def name(self) -> str:
        """The name of the bookmark around a stretch."""
        return f"_Idx{self.bookmark:06d}"


def entry_of(span: Node) -> Entry | None:
    """Return what a span of the class `index` marks; None where it says nothing.

    Its levels are parted by `!`. What LaTeX writes behind them is read too: `|see{oil}`, `|textbf`.
    """
    (_, _, pairs), inside = span["c"]
    given = dict(pairs)
    text = given.get("entry") or stringify(inside)
    see = SEEN.search(text)
    if see is not None:
        text, given["see"] = text[: see.start()], given.get("see") or see[1]
    text, _, command = text.partition("|")
    parts = [part.partition("@") for part in PARTED.split(text) if part.strip()][: len(LEVELS)]
    if not parts:
        return None
    levels = [
        " ".join((behind or before).replace("\\!", "!").split()) for before, _, behind in parts
    ]
    keys = [
        ascii_of(before.strip() or level).casefold()
        for (before, _, _), level in zip(parts, levels, strict=True)
    ]
    keys[:1] = [given.get("sort") or keys[0]]
    looks = {LOOKS[name] for name in (*given.get("locator", "").split(), command) if name in LOOKS}
    part = {"(": "start", ")": "end"}.get(command, "") or given.get("range", "")
    return Entry(
        tuple(levels),
        tuple(keys),
        given.get("see", ""),
        given.get("type", ""),
        "".join(sorted(looks)),
        part,
    )


def is_mark(node: Node) -> bool:
    """Whether a node is a mark for the index."""
    return node["t"] == "Span" and CLASS in node["c"][0][1]


@dataclass(slots=True)
class Marks:
    """The marks of a document: what each span says, by its identity, and the entries in order."""

    by_span: dict[int, Entry] = field(default_factory=dict)
    is_listed: bool = False

    @classmethod
    def of(cls, document: Document) -> Marks:
        """Read the marks of a document; of a stretch both ends must stand in the running text."""
        nodes = list(markup(document.blocks))
        notes = [node["c"] for node in nodes if node["t"] == "Note"]
        in_notes = {id(one) for blocks in notes for one in markup(blocks)}
        made = cls(is_listed=any(_is_list(node) for node in nodes))
        opened: dict[tuple[tuple[str, ...], str], int] = {}
        count = 0
        for node in nodes:
            entry = entry_of(node) if is_mark(node) else None
            if entry is None:
                continue
            made.by_span[id(node)] = replace(entry, part="")
            key = entry.levels, entry.kind
            if id(node) in in_notes or not entry.part:
                continue
            if entry.part == "start":
                opened[key] = id(node)
                continue
            begin = opened.pop(key, 0)
            if begin:
                count += 1
                start = made.by_span[begin]
                made.by_span[begin] = replace(start, part="start", bookmark=count)
                made.by_span[id(node)] = replace(entry, part="end", bookmark=count)
        return made

    @property
    def entries(self) -> list[Entry]:
        """What is to be listed, in reading order; nothing where the text has a list by hand."""
        return [] if self.is_listed else [one for one in self.by_span.values() if one.part != "end"]

    def field(self, span: Node) -> Node:
        """Return the field of a mark as raw OpenXML, with the bookmark of a stretch."""
        entry = self.by_span.get(id(span))
        made: list[Element] = []
        if entry is not None and entry.part == "end":
            made = [make("bookmarkEnd", id=FIRST + entry.bookmark)]
        elif entry is not None:
            made = _runs(entry)
        if entry is not None and entry.part == "start":
            made.insert(0, make("bookmarkStart", id=FIRST + entry.bookmark, name=entry.name))
        text = "".join(etree.tostring(one, encoding="unicode") for one in made)
        return {"t": "RawInline", "c": ["openxml", text]}


def _is_list(node: Node) -> bool:
    return node["t"] == "Div" and CLASS in node["c"][0][1]


def _runs(entry: Entry) -> list[Element]:
    """Return the runs of an entry's field; words between asterisks are set in italics."""
    levels = ":".join(re.sub(r'([\\":])', r"\\\1", level) for level in entry.levels)
    switches = [f"\\{look}" for look in entry.looks]
    switches += [f'\\f "{entry.kind}"'] if entry.kind else []
    switches += [f"\\r {entry.name}"] if entry.part == "start" else []
    see = re.sub(r'([\\"])', r"\\\1", entry.see)
    switches += [f'\\t "{see}"'] if see else []
    code = f' XE "{levels}" {" ".join(switches)}'.rstrip() + " "
    pieces = [one for one in ITALIC.split(code) if one]
    return [mark("begin"), *map(_code, pieces), mark("end")]


def _code(text: str) -> Element:
    is_italic = ITALIC.fullmatch(text) is not None
    piece = make("instrText")
    piece.text = text.strip("*") if is_italic else text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    look = make("rPr", make("rStyle", val="Emphasis")) if is_italic else None
    return make("r", look, piece)


@dataclass(slots=True)
class _Line:
    """A line of the list: its words, where they are, and what else to see."""

    words: str
    pages: dict[str, str] = field(default_factory=dict)
    sees: list[str] = field(default_factory=list)


def listed(entries: Sequence[Entry], labels: Sequence[str] = ()) -> list[Element]:
    """Return the paragraphs of the list: fields, with the entries as their result.

    `labels` are the pages of the entries, one by one; "" where one is not known.
    """
    known = labels or [""] * len(entries)
    made: list[Element] = []
    for kind in sorted({one.kind for one in entries}):
        own = [(one, page) for one, page in zip(entries, known, strict=True) if one.kind == kind]
        lines = [_paragraph(line, depth) for line, depth in _lines(own)]
        code = f'{CODE} \\f "{kind}"' if kind else CODE
        for number, run in enumerate(word_field(code, "")[:-1], start=1):
            lines[0].insert(number, run)
        lines[-1].append(mark("end"))
        made += lines
    return made


def _lines(entries: Sequence[tuple[Entry, str]]) -> Iterator[tuple[_Line, int]]:
    """Yield the lines in the order of the alphabet, each with its depth from 0."""
    lines: dict[tuple[tuple[str, str], ...], _Line] = {}
    for entry, page in entries:
        path = tuple(zip(entry.keys, entry.levels, strict=True))
        for depth in range(1, len(path) + 1):
            lines.setdefault(path[:depth], _Line(entry.levels[depth - 1]))
        own = lines[path]
        if entry.see:
            own.sees += [entry.see] if entry.see not in own.sees else []
        elif page:
            own.pages.setdefault(page, entry.looks)
    for path in sorted(lines):
        yield lines[path], len(path) - 1


def _paragraph(line: _Line, depth: int) -> Element:
    runs = [
        _styled(one.strip("*"), "Emphasis" if one.startswith("*") else "")
        for one in ITALIC.split(line.words)
        if one
    ]
    for page, looks in line.pages.items():
        runs += [text_run(", "), _styled(page, STYLES[looks])]
    runs += [text_run(f". {see}") for see in line.sees]
    return paragraph(LEVELS[depth], *runs)


def _styled(text: str, style: str) -> Element:
    run = text_run(text)
    if style:
        run.insert(0, make("rPr", make("rStyle", val=style)))
    return run


def division(entries: Sequence[Entry], lang: str) -> list[Element]:
    """Return the index as it stands behind the text: its heading, and the list."""
    return [paragraph(HEADING, text_run(terms_for(lang).index)), *listed(entries)]


def put_pages(body: Element, entries: Sequence[Entry], labels: Sequence[str]) -> None:
    """Write the list of a finished text anew, with pages."""
    old = [one for one in body.iterchildren(w("p")) if _style(one) in LEVELS]
    if not old:
        return
    kept = old[-1].find(f"{w('pPr')}/{w('sectPr')}")
    for one in reversed(made := listed(entries, labels)):
        old[-1].addnext(one)
    if kept is not None:
        made[-1][0].append(kept)
    for one in old:
        body.remove(one)


def _style(element: Element) -> str:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")
