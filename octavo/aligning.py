"""Where each Str stands in the source: one forward pass over text and AST together.

Between two words nothing but markup may stand, so the next word of the AST is looked for past
markup alone: a letter that belongs to no known markup stops the search. It is then taken up again
at the nearest place where the word and the words after it stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from octavo import aligning_tables, scanning
from octavo.ast import Node
from octavo.cache import code_of
from octavo.prose import strings
from octavo.scanning import Typed

Span: TypeAlias = tuple[int, int]

WINDOW = 4000
"""How far ahead a lost word is looked for, in characters."""

_DELIMITERS = {
    "Emph": ("*_", 1),
    "Strong": ("*_", 2),
    "Strikeout": ("~", 2),
    "Superscript": ("^", 1),
    "Subscript": ("~", 1),
}
_BULLET = re.compile(r"[-+*](?=\s|\Z)")
_NUMBER = re.compile(r"\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#|@[\w-]*)[.)](?=\s|\Z)")
_DEFINITION = re.compile(r"[:~](?=\s)")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}(?=\n|\Z)")
_UNDERLINE = re.compile(r"[^\n]*\n(?:[ \t>])*(?:=+|-+)[ \t]*(?=\n|\Z)")
_OPEN = re.compile(r"!?\[|<(?:span|u)\b[^>]*>|<")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]|\^\[")
_DIV = re.compile(r":{3,}[^\n]*|</?div\b[^>]*>")
_TICKS = re.compile(r"`+")
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n]*")
_DOLLARS = re.compile(r"\$\$?")
_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]")
_VERSE = re.compile(r"\|")
_KEY = "-?@(?:{key}|\\{{{key}\\}})"


def align(text: str, blocks: list[Node]) -> list[Span | None]:
    """Give the span of each Str in the source's text, by its number (`prose.strings`).

    `blocks` are the chapter's as read. A span is None where the Str was not found.
    """
    plain = text.replace("\r", "")
    walker = _Walker(Typed.of(plain))
    walker.blocks(blocks, _after_metadata(plain))
    spans = [walker.found.get(id(node)) for node in strings(blocks)]
    return spans if len(plain) == len(text) else _with_returns(text, spans)


def char_spans(text: str, word: str, span: Span) -> list[Span] | None:
    """Give the span of each character of a Str: of an escape or an entity all that is typed.

    None where the characters cannot be told apart, as in a Cite's typed text with an entity.
    """
    start, end = span
    if text[start:end] == word:
        return [(start + at, start + at + 1) for at in range(len(word))]
    plain = text[start:end].replace("\r", "")
    spans = Typed(plain).spell(word, 0)
    if spans is None or spans[-1][1] != len(plain):
        return None
    there = _offsets(text[start:end])
    return [(start + there[one], start + there[two - 1] + 1) for one, two in spans]


def texts(blocks: list[Node]) -> list[str]:
    """Give the text of each Str by its number."""
    return [node["c"] for node in strings(blocks)]


@cache
def code() -> str:
    """Give the hash of the code that aligns, for the keys of caches."""
    modules = (__file__, scanning.__file__, aligning_tables.__file__)
    return code_of(*(Path(module) for module in modules))


def _after_metadata(text: str) -> int:
    """Pass a YAML block at the start: it gives no Str."""
    block = re.match(r"---[ \t]*\n(?![ \t]*\n)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text)
    return block.end() if block else 0


def _offsets(text: str) -> list[int]:
    """Give the offset of each character that is no carriage return, and of the end."""
    return [at for at, letter in enumerate(text) if letter != "\r"] + [len(text)]


def _with_returns(text: str, spans: Sequence[Span | None]) -> list[Span | None]:
    there = _offsets(text)
    return [span and (there[span[0]], there[span[1] - 1] + 1) for span in spans]


class _Walker:
    """Walks the AST in the order of the source; each method takes a position and gives the next."""

    def __init__(self, typed: Typed) -> None:
        self.base = self.typed = typed
        self.offsets: list[int] | None = None
        self.found: dict[int, Span] = {}
        self.depth = 0
        self.marker = -1
        self.verbatim = False
        self.block_kinds: dict[str, Callable[[Any, int], int]] = {
            "Para": self.inlines,
            "Plain": self.inlines,
            "Header": self._header,
            "LineBlock": self._verse,
            "BlockQuote": self._quotation,
            "Div": self._div,
            "BulletList": lambda items, at: self._items(items, _BULLET, at),
            "OrderedList": lambda content, at: self._items(content[1], _NUMBER, at),
            "DefinitionList": self._definitions,
            "CodeBlock": self._code_block,
            "RawBlock": self._code_block,
            "HorizontalRule": self._rule,
            "Figure": self._figure,
            "Table": self._table,
        }
        self.inline_kinds: dict[str, Callable[[Any, int], int]] = {
            "Span": self._bracketed,
            "Link": self._bracketed,
            "Image": self._bracketed,
            "SmallCaps": lambda content, at: self._bracketed([None, content], at),
            "Underline": lambda content, at: self._bracketed([None, content], at),
            "Quoted": lambda content, at: self.inlines(content[1], at),
            "Cite": self._cite,
            "Code": self._code,
            "RawInline": self._raw,
            "Math": self._math,
            "Note": self._note,
        }

    def blocks(self, blocks: list[Node], at: int) -> int:
        for block in blocks:
            visit = self.block_kinds.get(block["t"])
            if visit is not None:
                at = visit(block.get("c"), at)
        return at

    def inlines(self, nodes: list[Node], at: int) -> int:
        typed, found = self.typed, self.found
        for index, node in enumerate(nodes):
            kind = node["t"]
            if kind == "Str":
                span = typed.seek(node["c"], at, verbatim=self.verbatim) or self._lost(
                    nodes, index, at
                )
                if span is not None:
                    at = span[1]
                    found[id(node)] = span if self.offsets is None else self._mapped(span)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                at = typed.space(at, self.depth)
            elif kind in _DELIMITERS:
                at = self._delimited(kind, node["c"], at)
            elif kind in self.inline_kinds:
                at = self.inline_kinds[kind](node["c"], at)
        return at

    def _mapped(self, span: Span) -> Span:
        there = self.offsets or []
        return there[span[0]], there[span[1] - 1] + 1

    def _lost(self, nodes: list[Node], index: int, at: int) -> Span | None:
        """Take the search up again where this word and the next stand in a row."""
        word = nodes[index]["c"]
        following = [node["c"] for node in nodes[index + 1 : index + 6] if node["t"] == "Str"][:2]
        if not following and len(word) <= 6:
            return None
        between = r"[^\w\n]{0,8}\n?[^\w\n]{0,8}"
        pattern = r"(?<!\w)" + between.join(re.escape(each) for each in (word, *following))
        again = re.compile(pattern).search(self.typed.text, at, at + WINDOW)
        return (again.start(), again.start() + len(word)) if again else None

    def _delimiter(self, at: int, letters: str, count: int) -> int:
        """Go behind an opening or closing delimiter, or stay where none stands."""
        text, here = self.typed.text, at
        while 0 <= here < len(text):
            if text[here] in letters:
                return min(here + count, len(text))
            here = self.typed.past(here)
        return at

    def _delimited(self, kind: str, content: list[Node], at: int) -> int:
        letters, count = _DELIMITERS[kind]
        at = self.inlines(content, self._delimiter(at, letters, count))
        return self._delimiter(at, letters, count)

    def _bracketed(self, content: list[Any], at: int) -> int:
        """Go through a link, an image or a span: `[…](…)`, `[…][…]`, `[…]{…}`, `<…>`."""
        opening = self.typed.find(_OPEN, at)
        at = self.inlines(content[1], opening.end() if opening else at)
        if opening and opening[0].startswith("<"):
            if opening[0] == "<":
                return self._delimiter(at, ">", 1)
            closing = self.typed.find(re.compile(r"</(?:span|u)\s*>"), at)
            return closing.end() if closing else at
        return self._closed(at)

    def _closed(self, at: int) -> int:
        """Go behind a closing bracket, its target and its attributes."""
        close = self._delimiter(at, "]", 0)
        text = self.typed.text
        if text[close : close + 1] != "]":
            return at
        for pattern in (scanning.TARGET, scanning.LABEL):
            target = pattern.match(text, close)
            if target:
                close = target.end()
                break
        else:
            close += 1
        attributes = scanning.ATTRIBUTES.match(text, close)
        return attributes.end() if attributes else close

    def _cite(self, content: list[Any], at: int) -> int:
        """Align a citation twice: as typed, and the words before and after each of its keys."""
        outer, self.verbatim = self.verbatim, True
        end = self.inlines(content[1], at)
        self.verbatim = outer
        here = at
        for citation in content[0]:
            here = self.inlines(citation["citationPrefix"], here)
            key = re.compile(_KEY.format(key=re.escape(citation["citationId"])))
            found = key.search(self.typed.text, here, max(end, here))
            here = self.inlines(citation["citationSuffix"], found.end() if found else here)
        return end

    def _code(self, _: list[Any], at: int) -> int:
        ticks = self.typed.find(_TICKS, at)
        if ticks is None:
            return at
        closing = re.compile(f"(?<!`){ticks[0]}(?!`)").search(self.typed.text, ticks.end())
        if closing is None:
            return at
        attributes = scanning.ATTRIBUTES.match(self.typed.text, closing.end())
        return attributes.end() if attributes else closing.end()

    def _raw(self, content: list[Any], at: int) -> int:
        words = content[1].split()
        if not words:
            return at
        literal = re.compile(r"[\s>]+".join(map(re.escape, words)))
        found = self.typed.find(re.compile(f"(?:{literal.pattern})|`"), at)
        if found is None:
            return at
        return self._code(content, found.start()) if found[0] == "`" else found.end()

    def _math(self, content: list[Any], at: int) -> int:
        opening = self.typed.find(_DOLLARS, at)
        if opening is None:
            return at
        dollars = r"\$\$" if content[0]["t"] == "DisplayMath" else r"\$"
        start = opening.start() + (2 if content[0]["t"] == "DisplayMath" else 1)
        body = r"\s*" + r"[\s>]+".join(map(re.escape, content[1].split())) + r"\s*" + dollars
        whole = re.compile(body).match(self.typed.text, start) or re.compile(
            rf"(?:[^$\\]|\\.)*?{dollars}", re.DOTALL
        ).match(self.typed.text, start)
        return whole.end() if whole else at

    def _note(self, blocks: list[Node], at: int) -> int:
        mark = self.typed.find(_NOTE_MARK, at)
        if mark is None:
            return at
        if mark[1] is None:
            return self._delimiter(self.blocks(blocks, mark.end()), "]", 1)
        outer = self.typed, self.offsets, self.depth
        self.typed, self.offsets, self.depth = self.base, None, 0
        for start in reversed(self.base.notes.get(mark[1], [])):
            first = next(strings(blocks), None)
            if first is None or self.typed.seek(first["c"], start):
                self.depth = self._quotes_before(start)
                self.blocks(blocks, start)
                break
        self.typed, self.offsets, self.depth = outer
        return mark.end()

    def _quotes_before(self, at: int) -> int:
        start = self.base.text.rfind("\n", 0, at) + 1
        return self.base.text[start:at].partition("[")[0].count(">")

    def _header(self, content: list[Any], at: int) -> int:
        at = self.inlines(content[2], at)
        underline = _UNDERLINE.match(self.typed.text, at) if content[2] else None
        return underline.end() if underline else at

    def _verse(self, lines: list[list[Node]], at: int) -> int:
        for line in lines:
            bar = self.typed.find(_VERSE, at, line_start=True)
            at = self.inlines(line, bar.end() if bar else at)
        return at

    def _quotation(self, blocks: list[Node], at: int) -> int:
        self.depth += 1
        at = self.blocks(blocks, at)
        self.depth -= 1
        return at

    def _div(self, content: list[Any], at: int) -> int:
        opening = self.typed.find(_DIV, at)
        at = self.blocks(content[1], opening.end() if opening else at)
        closing = self.typed.find(_DIV, at)
        return closing.end() if closing else at

    def _items(self, items: list[list[Node]], marker: re.Pattern[str], at: int) -> int:
        for item in items:
            found = self.typed.find(marker, at, line_start=True, here=self.marker)
            if found:
                at = found.end()
                self.marker = at = self._indented(at)
            at = self.blocks(item, at)
        return at

    def _indented(self, at: int) -> int:
        text = self.typed.text
        while at < len(text) and text[at] in " \t":
            at += 1
        return at

    def _definitions(self, entries: list[Any], at: int) -> int:
        for term, definitions in entries:
            at = self.inlines(term, at)
            for definition in definitions:
                found = self.typed.find(_DEFINITION, at, line_start=True)
                if found:
                    self.marker = at = self._indented(found.end())
                at = self.blocks(definition, at)
        return at

    def _code_block(self, content: list[Any], at: int) -> int:
        """Pass as many lines as the code has, and the fences around them."""
        lines = content[1].split("\n")
        words: list[str] = next((line.split() for line in lines if line.strip()), [])
        first = "|(?:" + r"[\s>]+".join(map(re.escape, words)) + ")" if words else ""
        found = self.typed.find(re.compile(f"(?:{_FENCE.pattern}){first}"), at)
        if found is None:
            return at
        if found[1]:
            return self._fenced(found)
        return self._past_lines(found.start(), len("\n".join(lines).strip("\n").split("\n")))

    def _fenced(self, fence: re.Match[str]) -> int:
        close = re.compile(rf"\n[ \t>]*{fence[1]}{fence[1][0]}*[ \t]*(?=\n|\Z)")
        found = close.search(self.typed.text, fence.end())
        return found.end() if found else fence.end()

    def _past_lines(self, at: int, count: int) -> int:
        text = self.typed.text
        for _ in range(count):
            end = text.find("\n", at)
            if end < 0:
                return len(text)
            at = end + 1
        return at - 1

    def _rule(self, _: None, at: int) -> int:
        found = self.typed.find(_RULE, at, line_start=True, here=self.marker)
        return found.end() if found else at

    def _figure(self, content: list[Any], at: int) -> int:
        """A figure's caption is its image's own text once more."""
        end = self.blocks(content[2], at)
        self.blocks(content[1][1], at)
        return end

    def _table(self, content: list[Any], at: int) -> int:
        """Align a table's cells; its caption stands above or below them."""
        caption = content[1][1]
        above = self.typed.find(_CAPTION, at, line_start=True) if caption else None
        if above:
            at = self.blocks(caption, above.end())
        at = self._rows(content, at)
        if caption and not above:
            below = self.typed.find(_CAPTION, at, line_start=True)
            at = self.blocks(caption, below.end() if below else at)
        return at

    def _rows(self, content: list[Any], at: int) -> int:
        rows = list(aligning_tables.rows_of(content))
        drawn = aligning_tables.drawn(self.typed.text, at, rows)
        if drawn is None:
            for cell in (cell for row in rows for cell in row):
                at = self.blocks(cell, at)
            return self._past_border(at)
        outer = self.typed, self.offsets, self.depth
        for cell, (text, offsets) in zip(_flat(rows), drawn.cells, strict=True):
            self.typed, self.depth = Typed(text), 0
            there = outer[1]
            self.offsets = offsets if there is None else [there[at] for at in offsets]
            self.blocks(cell, 0)
        self.typed, self.offsets, self.depth = outer
        return drawn.end

    def _past_border(self, at: int) -> int:
        border = re.compile(r"[^\w\n]*(?:\n[ \t>]*[-+=|:][-+=|: \t]*(?=\n|\Z))*")
        found = border.match(self.typed.text, at)
        return found.end() if found else at


def _flat(rows: list[list[list[Node]]]) -> Iterator[list[Node]]:
    for row in rows:
        yield from row
