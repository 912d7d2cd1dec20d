"""Where the words of blocks stand: the walk through lists, tables, verse and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from octavo.book.align import tables
from octavo.book.align.inlines import Inlines
from octavo.book.align.scanning import Typed
from octavo.model.nodes import Node

_BULLET = re.compile(r"[-+*](?=\s|\Z)")
_NUMBER = re.compile(r"\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#|@[\w-]*)[.)](?=\s|\Z)")
_DEFINITION = re.compile(r"[:~](?=\s)")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}(?=\n|\Z)")
_UNDERLINE = re.compile(r"[^\n]*\n(?:[ \t>])*(?:=+|-+)[ \t]*(?=\n|\Z)")
_DIV = re.compile(r":{3,}[^\n]*|</?div\b[^>]*>")
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n]*")
_TAG = re.compile(r"</?([A-Za-z][\w:-]*)\b[^>]*>")
_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]")
_BAR = re.compile(r"\|")
_BORDER = re.compile(r"[^\w\n]*(?:\n[ \t>]*[-+=|:][-+=|: \t]*(?=\n|\Z))*")


class Walker(Inlines):
    """Walks blocks; each method takes a position in the typed text and gives the next."""

    def __init__(self, typed: Typed) -> None:
        """Take the chapter's text."""
        super().__init__(typed)
        self.marker = -1
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
            "RawBlock": self._raw_block,
            "HorizontalRule": self._rule,
            "Figure": self._figure,
            "Table": self._table,
        }

    def blocks(self, blocks: list[Node], at: int) -> int:
        """Walk through blocks."""
        for block in blocks:
            visit = self.block_kinds.get(block["t"])
            if visit is not None:
                at = visit(block.get("c"), at)
        return at

    def _header(self, content: list[Any], at: int) -> int:
        at = self.inlines(content[2], at)
        underline = _UNDERLINE.match(self.typed.text, at) if content[2] else None
        return underline.end() if underline else at

    def _verse(self, lines: list[list[Node]], at: int) -> int:
        for line in lines:
            bar = self.typed.find(_BAR, at, line_start=True)
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
            match = self.typed.find(marker, at, line_start=True, here=self.marker)
            if match:
                at = match.end()
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
                match = self.typed.find(_DEFINITION, at, line_start=True)
                if match:
                    self.marker = at = self._indented(match.end())
                at = self.blocks(definition, at)
        return at

    def _code_block(self, content: list[Any], at: int) -> int:
        """Pass as many lines as the code has, and the fences around them."""
        lines = content[1].split("\n")
        words: list[str] = next((line.split() for line in lines if line.strip()), [])
        first = "|(?:" + r"[\s>]+".join(map(re.escape, words)) + ")" if words else ""
        match = self.typed.find(re.compile(f"(?:{_FENCE.pattern}){first}"), at)
        if match is None:
            return at
        if match[1]:
            return self._fenced(match)
        return self._past_lines(match.start(), len("\n".join(lines).strip("\n").split("\n")))

    def _raw_block(self, content: list[Any], at: int) -> int:
        """Pass raw markup: a fenced block, or the markup itself, which text may follow."""
        literal = r"[\s>]+".join(map(re.escape, content[1].split()))
        tag = _TAG.fullmatch(content[1].strip())
        if tag:  # pandoc writes the attributes of a block's tag anew
            literal += f"|</?{tag[1]}\\b[^>]*>"
        match = self.typed.find(re.compile(f"(?:{_FENCE.pattern})|(?:{literal})"), at)
        if match is None:
            return at
        self.note_raw(content, match)
        return self._fenced(match) if match[1] else match.end()

    def _fenced(self, fence: re.Match[str]) -> int:
        close = re.compile(rf"\n[ \t>]*{fence[1]}{fence[1][0]}*[ \t]*(?=\n|\Z)")
        match = close.search(self.typed.text, fence.end())
        return match.end() if match else fence.end()

    def _past_lines(self, at: int, count: int) -> int:
        text = self.typed.text
        for _ in range(count):
            end = text.find("\n", at)
            if end < 0:
                return len(text)
            at = end + 1
        return at - 1

    def _rule(self, _: None, at: int) -> int:
        match = self.typed.find(_RULE, at, line_start=True, here=self.marker)
        return match.end() if match else at

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
        rows = list(tables.rows_of(content))
        drawn = tables.drawn(self.typed.text, at, rows)
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
        match = _BORDER.match(self.typed.text, at)
        return match.end() if match else at


def _flat(rows: list[list[list[Node]]]) -> Iterator[list[Node]]:
    for row in rows:
        yield from row
