"""The tags of raw HTML, one after the other, with their places in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.book.markup.elements import FORMATTING, VOID
from octavo.model.nodes import Node

TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)|"
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:._-]*)(?P<rest>[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
VERBATIM = re.compile(r"script|style|textarea|title|xmp|iframe|noframes|plaintext", re.I)
"""Elements whose content holds no tags (HTML Standard, 13.1.2)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag, and the characters of the raw node that it is."""

    name: str
    closes: bool
    raw: Node
    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    """Whether it closes itself: `<br/>`, or an element that holds nothing."""

    @property
    def typed(self) -> str:
        """The tag as it was typed."""
        text: str = self.raw["c"][1][self.start : self.end]
        return text


@dataclass(frozen=True, slots=True)
class Typed:
    """Text between tags, as a reader sees it; where it stands in the raw node."""

    text: str
    raw: Node
    start: int


def read(raw: Node) -> Iterator[Tag | Typed]:
    """Yield the tags and the text of a raw node, in their order; comments are left out."""
    text: str = raw["c"][1]
    at = 0
    while at < len(text):
        match = TAG.search(text, at)
        end = match.start() if match else len(text)
        if end > at:
            yield Typed(html.unescape(text[at:end]), raw, at)
        if match is None:
            return
        at = match.end()
        if match["name"] is None:
            continue
        tag = _tag(match, raw)
        yield tag
        if not (tag.closes or tag.closed) and VERBATIM.fullmatch(tag.name):
            close = re.compile(rf"</{re.escape(tag.name)}\b", re.I).search(text, at)
            stop = close.start() if close else len(text)
            if stop > at:
                yield Typed(html.unescape(text[at:stop]), raw, at)
            at = stop


def _tag(match: re.Match[str], raw: Node) -> Tag:
    name = match["name"].lower()
    rest = match["rest"]
    given: dict[str, str] = {}
    for one in ATTRIBUTE.finditer(rest):
        value = one[2] or one[3] or one[4] or ""
        given.setdefault(one[1].lower(), html.unescape(value))
    closed = name in VOID or rest.rstrip().endswith("/")
    return Tag(name, bool(match["close"]), raw, match.start(), match.end(), given, closed)


def closed_tags(raws: Iterable[tuple[int, Node]]) -> frozenset[tuple[int, int]]:
    """Return the opening tags that a closing one answers: raw node by identity, and offset.

    Each raw node comes with the number of its stretch of paragraphs: what only says how words look
    ends with its stretch, whatever tag stands behind.
    """
    answered: set[tuple[int, int]] = set()
    waiting: dict[str, list[Tag]] = {}
    last = 0
    for stretch, raw in raws:
        if stretch != last:
            last = stretch
            for name in FORMATTING:
                waiting.pop(name, None)
        for token in read(raw):
            if isinstance(token, Typed) or token.closed:
                continue
            same = waiting.setdefault(token.name, [])
            if not token.closes:
                same.append(token)
            elif same:
                opening = same.pop()
                answered.add((id(opening.raw), opening.start))
    return frozenset(answered)
