r"""Index entries of a Word file (fields `XE`) become spans of class `index` in the text.

`XE "lead line:reading of" \\t "See soundings"` is `[]{.index entry="lead line!reading of"
see="See soundings"}`. A range (`\\r`) is two of them, where its bookmark begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson
from lxml import etree

from octavo.manuscripts.word.marks import UNSEEN, Mark, Marks, word_run
from octavo.manuscripts.word.notices import Notices, many
from octavo.ooxml.names import W, on, val

ENTRY = re.compile(r"\s*XE\s+", re.IGNORECASE)
QUOTED = re.compile(
    r'\s*["\u201c\u201d\u201e]((?:\\.|[^"\u201c\u201d\\])*)["\u201c\u201d]|\s*([^\s\\]+)'
)
SWITCH = re.compile(r"\s*\\([a-zA-Z])")
LEVEL = re.compile(r"(?<!\\):")
WITH_VALUE = {"t": "see", "r": "range", "f": "type", "y": "sort"}
"""The switches that have a value (ECMA-376, part 1, 17.16.5.79), and what they are called here."""

LOOKS = {"b": "bold", "i": "italic"}
"""The switches that say how the page's number is set."""

GENERATED = re.compile(r"\s*INDEX\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that is open: its runs, and its code with the looks of its pieces."""

    runs: list[etree._Element] = field(default_factory=list)
    code: str = ""


def take(marks: Marks, notices: Notices) -> None:
    """Make a mark of each index entry, in place."""
    number = generated = 0
    for story in marks.package.stories():
        bookmarks = {val(mark, "name"): mark for mark in story.root.iter(f"{W}bookmarkStart")}
        ends = {val(mark, "id"): mark for mark in story.root.iter(f"{W}bookmarkEnd")}
        for one in list(_fields(story.root)):
            if ENTRY.match(one.code):
                _put(one, bookmarks, ends, marks)
                number += 1
            generated += GENERATED.match(one.code) is not None
        _settle(story.root, marks)
    if number:
        message = (
            f"{many(number, 'index entry', 'index entries')} stay in the text as spans of class"
        )
        notices.done("import-index", f"{message} index: they print nothing.")
    if generated:
        message = "The index that Word had made stays as text: its page numbers are Word's."
        hint = "Take it out where you make an index from the entries; else correct its numbers."
        notices.look_at("import-index-made", message, hint)


def _fields(root: etree._Element) -> Iterator[_Field]:
    """Yield the fields of a story, an inner one before the outer."""
    waiting: list[_Field] = []
    for run in root.iter(f"{W}r"):
        for part in run:
            if part.tag == f"{W}fldChar":
                kind = val(part, "fldCharType")
                if kind == "begin":
                    waiting.append(_Field())
                if waiting:
                    waiting[-1].runs.append(run)
                if kind == "end" and waiting:
                    yield waiting.pop()
            elif part.tag in (f"{W}instrText", f"{W}t") and waiting:
                waiting[-1].runs.append(run)
                waiting[-1].code += _code(run, part) if part.tag == f"{W}instrText" else ""


def _code(run: etree._Element, part: etree._Element) -> str:
    """Return a piece of a field's code; words in italics stand between asterisks."""
    text = part.text or ""
    is_italic = on(run.find(f"{W}rPr/{W}i"))
    return re.sub(r"^(\W*)(.*?)(\W*)$", r"\1*\2*\3", text) if is_italic and text.strip() else text


def attributes(code: str) -> dict[str, str]:
    r"""Return the attributes of an index entry, from the code of its field.

    >>> attributes(' XE "lamps:oil" \\b \\t "See light" ')
    {'entry': 'lamps!oil', 'see': 'See light', 'locator': 'bold'}
    """
    begin = ENTRY.match(code)
    match = QUOTED.match(code, begin.end()) if begin else None
    if match is None:
        return {}
    levels = [_plain(level) for level in LEVEL.split(match[1] or match[2] or "")]
    given = {"entry": "!".join(level.replace("!", "\\!") for level in levels if level)}
    looks: list[str] = []
    at = match.end()
    while switch := SWITCH.match(code, at):
        name, at = switch[1].lower(), switch.end()
        if name in WITH_VALUE:
            value = QUOTED.match(code, at)
            given |= {WITH_VALUE[name]: _plain(value[1] or value[2] or "")} if value else {}
            at = value.end() if value else at
        elif name in LOOKS:
            looks.append(LOOKS[name])
    return given | ({"locator": " ".join(looks)} if looks else {})


def _plain(text: str) -> str:
    """Return words without the backslashes that part them from the field's own signs."""
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())


def _put(
    one: _Field,
    bookmarks: dict[str, etree._Element],
    ends: dict[str, etree._Element],
    marks: Marks,
) -> None:
    """Put the mark of an entry in the place of its field."""
    given = attributes(one.code)
    first = one.runs[0]
    if given.get("entry"):
        mark = bookmarks.get(given.get("range", ""))
        end = ends.get(val(mark, "id"))
        if mark is not None and end is not None and _in_paragraph(mark) and _in_paragraph(end):
            mark.addnext(_run({**given, "range": "start"}, marks))
            end.addprevious(_run({**given, "range": "end"}, marks))
        else:
            given.pop("range", None)
            first.addprevious(_run(given, marks))
    for run in dict.fromkeys(one.runs):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _in_paragraph(mark: etree._Element) -> bool:
    return next(mark.iterancestors(f"{W}p"), None) is not None


def _run(given: dict[str, str], marks: Marks) -> etree._Element:
    run = word_run(UNSEEN)
    marks.run(run, Mark("index", orjson.dumps(given).decode()))
    return run


def _settle(root: etree._Element, marks: Marks) -> None:
    """Move entries that stand alone in a paragraph to the next one, or the one before."""
    for paragraph in list(root.iter(f"{W}p")):
        runs = list(paragraph.iter(f"{W}r"))
        entries = [run for run in runs if _is_entry(run, marks)]
        if not entries or len(entries) < len(runs):
            continue
        after, before = paragraph.getnext(), paragraph.getprevious()
        if after is not None and after.tag == f"{W}p":
            at = 0 if after.find(f"{W}pPr") is None else 1
            after[at:at] = entries
        elif before is not None and before.tag == f"{W}p":
            before.extend(entries)


def _is_entry(run: etree._Element, marks: Marks) -> bool:
    meaning = marks.of(val(run.find(f"{W}rPr/{W}rStyle")))
    return any(mark.kind == "index" for mark in meaning)
