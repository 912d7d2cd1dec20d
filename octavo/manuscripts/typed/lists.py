"""Lists typed by hand: a sign or a number at the head of one paragraph after another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from octavo.manuscripts.numerals import is_numeral, value_of
from octavo.manuscripts.typed.reports import became_what_it_is, left_as_typed, many, texts
from octavo.model.finding import Finding
from octavo.model.nodes import Node

BULLETS = (
    "\N{BULLET}\N{TRIANGULAR BULLET}\N{WHITE BULLET}\N{HYPHEN BULLET}\N{BLACK SMALL SQUARE}"
    "\N{WHITE SMALL SQUARE}\N{BLACK CIRCLE}\N{WHITE CIRCLE}\N{BLACK SQUARE}\N{MIDDLE DOT}"
    "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}\N{BLACK DIAMOND}\N{CHECK MARK}"
)
DASHES = "-*\N{EN DASH}\N{EM DASH}\N{HYPHEN}"
"""Signs that begin a line of speech as well, or a note: lists of these are only proposed."""

BULLET = re.compile(rf"([{BULLETS}])(?:\s+|(?=\w))")
DASH = re.compile(rf"([{re.escape(DASHES)}])\s+")
NUMBER = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7}|[a-zA-Z])(?P<close>[.)])\s+"
)
LEAST = 2
"""So many items make a list, where their numbers count from one on or their signs agree."""

INITIALS = 3
"""So many where a letter and a stop may be the initial of somebody's name."""

LONGEST = 600
"""An item of more characters is a numbered paragraph, which laws and reports have."""

DELIMITERS = {"(": "TwoParens", ")": "OneParen", ".": "Period"}


@dataclass(frozen=True, slots=True)
class Marker:
    """What is typed before an item: its kind, the number it may be, and its length."""

    style: str
    delimiter: str
    number: int
    length: int


@dataclass(slots=True)
class _Run:
    """Items that follow one another, at one level, and where they stand among the blocks."""

    style: str
    delimiter: str
    start: int
    items: list[list[Node]] = field(default_factory=list)


def find(blocks: list[Node], file: str) -> list[Finding]:
    """Make lists of the items that are certain, in place; report those that are likely."""
    made: list[Node] = []
    dashed: list[Node] = []
    for nodes in list(texts(blocks)):
        _in(nodes, made, dashed)
    findings = []
    if made:
        message = f"{many(len(made), 'list', 'lists')} typed by hand became"
        message += " a list." if len(made) == 1 else " lists."
        findings.append(became_what_it_is("import-list-typed", file, message, made))
    if dashed:
        count = many(len(dashed), "place", "places")
        message = f"{count} may be a list typed with dashes, or speech: it is left as it is."
        hint = "If it is a list, put `- ` before each item, and no empty lines between them."
        findings.append(left_as_typed("import-list", file, message, dashed, hint))
    return findings


def _in(nodes: list[Node], made: list[Node], dashed: list[Node]) -> None:
    """Change one list of blocks."""
    at = 0
    while at < len(nodes):
        end = _end(nodes, at)
        if end - at >= LEAST:
            items = nodes[at:end]
            made.append({"t": "Para", "c": [*items[0]["c"]]})
            nodes[at:end] = _nested(items)
            at += 1
            continue
        end = _dashed_end(nodes, at)
        if end - at >= LEAST:
            dashed.append(nodes[at])
        at = max(at + 1, end)


def _end(nodes: list[Node], at: int) -> int:
    """Return where the list that begins at a block ends; `at` itself where none does."""
    open_: list[_Run] = []
    end = at
    while end < len(nodes):
        fitting = _fitting(nodes[end], open_)
        if fitting is None:
            break
        level, marker = fitting
        del open_[level:]
        open_.append(_Run(marker.style, marker.delimiter, marker.number))
        end += 1
    return end if _counts(nodes, at, end) else at


def _counts(nodes: list[Node], at: int, end: int) -> bool:
    """Whether so many items agree that they are a list; an initial and its stop may be a name."""
    levels: Counter[tuple[str, str]] = Counter()
    for node in nodes[at:end]:
        levels.update((marker.style, marker.delimiter) for marker in _markers(node)[:1])
    return any(
        count >= (INITIALS if key == ("UpperAlpha", "Period") else LEAST)
        for key, count in levels.items()
    )


def _fitting(node: Node, open_: list[_Run]) -> tuple[int, Marker] | None:
    """Return the level at which a block goes on a list, or begins one; None where it does not."""
    markers = _markers(node)
    for level in range(len(open_) - 1, -1, -1):
        run = open_[level]
        for marker in markers:
            same = (marker.style, marker.delimiter) == (run.style, run.delimiter)
            if same and (marker.number == run.start + 1 or not marker.number):
                return level, marker
    for marker in markers:
        if marker.number in (0, 1):
            return len(open_), marker
    return None


def _markers(node: Node) -> list[Marker]:
    """Return what a block may be marked as: `i)` is the ninth letter, or the first in Roman."""
    text = _head(node)
    if not text or len(text) > LONGEST:
        return []
    bullet = BULLET.match(text)
    if bullet:
        return [Marker(bullet[1], "", 0, bullet.end())]
    match = NUMBER.match(text)
    if not match or (match["open"] and match["close"] != ")"):
        return []
    delimiter = DELIMITERS[match["open"] or match["close"]]
    return [
        Marker(style, delimiter, number, match.end()) for style, number in _numbers(match["number"])
    ]


def _numbers(typed: str) -> list[tuple[str, int]]:
    if typed.isdigit():
        return [("Decimal", int(typed))]
    case = "Lower" if typed.islower() else "Upper"
    numbers = []
    low = typed.lower()
    if is_numeral(low):
        numbers.append((f"{case}Roman", value_of(low)))
    if len(typed) == 1:
        numbers.append((f"{case}Alpha", ord(low) - ord("a") + 1))
    return numbers


def _head(node: Node) -> str:
    """Return the text of a paragraph that begins with plain words, its spaces as one; else ""."""
    if node["t"] != "Para" or not node["c"] or node["c"][0]["t"] != "Str":
        return ""
    parts = []
    for inline in node["c"]:
        kind = inline["t"]
        parts.append(inline["c"] if kind == "Str" else " " if kind in SPACES else "x")
    return "".join(parts)


SPACES = ("Space", "SoftBreak", "LineBreak")


def _nested(items: list[Node]) -> list[Node]:
    """Make a list of blocks, with the lists in it.

    A numbered list below bullets, with no bullet behind it, is a list of its own.
    """
    open_: list[_Run] = []
    for node in items:
        fitting = _fitting(node, open_)
        if fitting is None:
            continue
        level, marker = fitting
        if level < len(open_):
            _close(open_, level + 1)
            open_[level].start = marker.number
        else:
            open_.append(_Run(marker.style, marker.delimiter, marker.number))
        _without(node, marker.length)
        open_[level].items.append([node])
    apart = [_list(run) for run in _apart(open_)]
    _close(open_, 1)
    return [_list(open_[0]), *apart]


def _apart(open_: list[_Run]) -> list[_Run]:
    """Take the lists at the end of one of bullets from those that are open; they stand apart."""
    apart: list[_Run] = []
    while len(open_) > 1 and not open_[-2].delimiter:
        apart.insert(0, open_.pop())
    return apart


def _close(open_: list[_Run], level: int) -> None:
    """Put the lists below a level into the last item of the one they stand in."""
    while len(open_) > level:
        inner = open_.pop()
        open_[-1].items[-1].append(_list(inner))


def _list(run: _Run) -> Node:
    items = [[_plain(item[0]), *item[1:]] for item in run.items]
    if not run.delimiter:
        return {"t": "BulletList", "c": items}
    attributes = [1, {"t": run.style}, {"t": run.delimiter}]
    return {"t": "OrderedList", "c": [attributes, items]}


def _plain(node: Node) -> Node:
    return {**node, "t": "Plain"}


def _without(node: Node, length: int) -> None:
    """Take the first characters off a paragraph, with the space behind them."""
    words = node["c"]
    while length > 0 and words:
        if words[0]["t"] != "Str":
            length -= 1
            del words[0]
        elif len(words[0]["c"]) <= length:
            length -= len(words[0]["c"])
            del words[0]
        else:
            words[0] = {"t": "Str", "c": words[0]["c"][length:]}
            length = 0
    while words and words[0]["t"] in SPACES:
        del words[0]


def _dashed_end(nodes: list[Node], at: int) -> int:
    """Return where paragraphs that begin with one dash end."""
    first = DASH.match(_head(nodes[at]))
    end = at
    while first and end < len(nodes):
        match = DASH.match(_head(nodes[end]))
        if match is None or match[1] != first[1]:
            break
        end += 1
    return end
