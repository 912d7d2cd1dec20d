"""Writes hunks that have landed as edits of a chapter's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.desk.merge import typed_rows
from octavo.desk.merge.hunk import What
from octavo.desk.merge.landing import Landed, Spot
from octavo.desk.merge.leaf import Kind
from octavo.desk.merge.markdown import begun, typed
from octavo.desk.merge.typist import CannotWriteError, Typist

FENCE = r"[ ]{0,3}(?:`{3,}|~{3,})"
BLANK = re.compile(rf"\r?\n[ \t]*(?=\r?\n)|\r?\n(?=\Z)|\r?\n(?={FENCE})|\Z")
"""Where a paragraph ends: at a blank line, at code, at the end of the text."""

ABOVE = re.compile(rf"\s*$|#{{1,6}}[ \t]|{FENCE}[ \t]*\r?$")
"""What a line begins with above which no paragraph goes on: nothing, a heading, the end of code."""

HASHES = re.compile(r"(#{1,6})[ \t]+")
IDENTIFIER = re.compile(r"[ \t]*\{[^}\n]*\}")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start:end` of what pandoc reads of a chapter become `after`."""

    chapter: int
    start: int
    end: int
    after: str


def edits_of(landed: Landed, texts: Sequence[str]) -> list[Edit]:
    """Return the edits that write a hunk; `texts` are what pandoc reads of the chapters.

    Raises CannotWriteError where it cannot be typed.
    """
    if landed.spot is None:
        raise CannotWriteError(landed.why)
    return WRITERS.get(landed.hunk.what, _words)(landed, landed.spot, texts[landed.spot.chapter])


def _words(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    leaf = spot.typed
    writer = Typist(text, leaf, list(landed.hunk.notes))
    made = writer.plain(landed.start, landed.end, landed.after)
    if made is None:
        made = writer.rewritten(landed.start, landed.end, landed.after)
    return [Edit(spot.chapter, *made)]


def _start_of_block(text: str, at: int) -> int:
    """Return where the paragraph of some words begins: behind a blank line, a heading, or code."""
    start = text.rfind("\n", 0, at) + 1
    while start:
        before = text.rfind("\n", 0, start - 1) + 1
        if ABOVE.match(text[before:start].removesuffix("\n")):
            break
        start = before
    return start


def _end_of_block(text: str, at: int) -> int:
    match = BLANK.search(text, at)
    return match.start() if match else len(text)


def _only_paragraphs(spot: Spot, what: str) -> None:
    if spot.typed.depth or spot.typed.start < 0:
        raise CannotWriteError(f"{what} in a list, a table, a quotation or a note is made by hand")


def _deleted(_: Landed, spot: Spot, text: str) -> list[Edit]:
    leaf = spot.typed
    if leaf.leaf.kind is not Kind.NOTE:
        _only_paragraphs(spot, "what is deleted")
        return [_cut(spot, text, _start_of_block(text, leaf.start))]
    line = text.rfind("\n", 0, leaf.start) + 1
    if re.match(r"\[\^[^\]\s]+\]:", text[line:]):
        return [_cut(spot, text, line)]
    return []  # a note in the line goes with its mark


def _cut(spot: Spot, text: str, start: int) -> Edit:
    """Return the edit that takes out a block, and the blank lines behind it, or else before it."""
    end = _end_of_block(text, spot.typed.end)
    behind = re.compile(r"(?:\r?\n[ \t]*)*\r?\n").match(text, end)
    stop = behind.end() if behind else end
    if stop < len(text) or not start:
        return Edit(spot.chapter, start, stop, "")
    before = re.search(r"(?:\r?\n)+\Z", text[:start])
    newline = "\n" if text.endswith("\n") else ""
    return Edit(spot.chapter, before.start() if before else start, len(text), newline)


def _inserted(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    hunk, leaf = landed.hunk, spot.typed
    if hunk.kind not in (Kind.PARAGRAPH, Kind.HEADING) or leaf.start < 0:
        noun: str = "paragraph of a note" if hunk.kind is Kind.NOTE else hunk.kind
        noun = "row of a table" if hunk.cells else noun
        raise CannotWriteError(f"a new {noun} is made by hand")
    writer = Typist(text, leaf, list(hunk.notes))
    words = typed(writer.pieces(hunk.after))
    made = f"{'#' * landed.level} {words}" if landed.level else begun(words)
    before = landed.other.typed if landed.other else leaf if hunk.leaf < 0 else None
    if before is not None:
        if before.depth:
            raise CannotWriteError(HAND)
        start = _start_of_block(text, before.start)
        return [Edit(spot.chapter, start, start, f"{made}\n\n")]
    return [_behind(spot, text, made)]


HAND = "what is new in a table, a note or a list in another is made by hand"
ITEM = re.compile(r"[ ]*(?:[-+*]|(\d+)(?=[.)])|#(?=[.)]))[.)]?[ \t]+")


def _behind(spot: Spot, text: str, made: str) -> Edit:
    """Return the edit that writes a paragraph behind another: as what that one is."""
    leaf = spot.typed
    if leaf.depth in ("", ">"):
        end = _end_of_block(text, leaf.end) if not leaf.depth else _end_of_line(text, leaf.end)
        between = "\n\n" if not leaf.depth else "\n>\n> "
        return Edit(spot.chapter, end, end, f"{between}{made}")
    line = text.rfind("\n", 0, leaf.start) + 1
    item = ITEM.match(text, line)
    if leaf.depth != "-" or item is None or item.end() > leaf.start:
        raise CannotWriteError(HAND)
    end = _end_of_line(text, leaf.end)
    number = str(int(item[1]) + 1) if item[1] else ""
    mark = item[0].replace(item[1], number, 1) if number else item[0]
    return Edit(spot.chapter, end, end, f"\n{mark}{made}")


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _joined(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    other = landed.other
    if other is None or other.chapter != spot.chapter:
        raise CannotWriteError("paragraphs of two files are joined by hand")
    _only_paragraphs(spot, "what is joined")
    _only_paragraphs(other, "what is joined")
    writer, second = Typist(text, spot.typed, []), other.typed
    between = text[spot.typed.end : second.start]
    if not between.strip(" \r\n*_~^") == "":
        raise CannotWriteError("something stands between the paragraphs")
    first = spot.typed.spans[landed.start - 1] if landed.start else None
    start = first[1] if first else spot.typed.start
    if landed.start == len(spot.typed.leaf.tokens):
        start = writer.stop(start)
    cut = second.spans[landed.cut] if landed.cut < len(second.spans) else None
    if cut is None:
        raise CannotWriteError("the place of the words is not known")
    end = writer.start(cut[0]) if not landed.cut else cut[0]
    words = "".join(writer.new(token) for token in landed.after)
    return [Edit(spot.chapter, start, end, words or " ")]


def _level(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    _only_paragraphs(spot, "a heading")
    start = _start_of_block(text, spot.typed.start)
    line = text.rfind("\n", 0, spot.typed.start) + 1
    hashes, level = HASHES.match(text, line), landed.level
    if spot.typed.leaf.level and hashes is None:
        raise CannotWriteError("the heading is not typed with number signs")
    if hashes is None:
        return [Edit(spot.chapter, start, start, f"{'#' * level} ")]
    if level:
        return [Edit(spot.chapter, hashes.start(), hashes.end(1), "#" * level)]
    stop = Typist(text, spot.typed, []).stop(spot.typed.end)
    named = IDENTIFIER.match(text, stop)
    tail = [Edit(spot.chapter, stop, named.end(), "")] if named else []
    return [Edit(spot.chapter, hashes.start(), hashes.end(), ""), *tail]


def _moved(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    other = landed.other
    if other is None or other.chapter != spot.chapter:
        raise CannotWriteError("a paragraph that was moved to another file is moved by hand")
    _only_paragraphs(spot, "what is moved")
    _only_paragraphs(other, "what is moved")
    block = text[_start_of_block(text, spot.typed.start) : _end_of_block(text, spot.typed.end)]
    end = _end_of_block(text, other.typed.end)
    return [*_deleted(landed, spot, text), Edit(spot.chapter, end, end, f"\n\n{block}")]


def _row(landed: Landed, spot: Spot, text: str) -> list[Edit]:
    if spot.typed.start < 0 or "|" not in spot.typed.depth:
        raise CannotWriteError(HAND)
    write = typed_rows.new if landed.hunk.after else typed_rows.gone
    return [Edit(spot.chapter, *write(landed, spot, text))]


WRITERS = {
    What.DELETED: _deleted,
    What.INSERTED: _inserted,
    What.JOINED: _joined,
    What.LEVEL: _level,
    What.MOVED: _moved,
    What.ROW: _row,
}
"""What writes hunks that are not of words alone."""
