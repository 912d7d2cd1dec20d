"""Where each Str stands in the source: one forward pass over text and AST together.

Between two words nothing but markup may stand, so the next word of the AST is looked for past
markup alone: a letter that belongs to no known markup stops the search. It is then taken up again
at the nearest place where the word and the words after it stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.book.align.blocks import Walker
from octavo.book.align.inlines import Span
from octavo.book.align.scanning import Typed
from octavo.model.nodes import Node
from octavo.prose.trace import numbered, raw_markup, strings


def align(text: str, blocks: list[Node]) -> list[Span | None]:
    """Return the span of each Str in the source's text, by its number (`prose.strings`).

    `blocks` are the chapter's as read. A span is None where the Str was not found.
    """
    return align_numbered(text, blocks)[: sum(1 for _ in strings(blocks))]


def align_numbered(text: str, blocks: list[Node]) -> list[Span | None]:
    """Return the span of each Str, then of all raw markup, by its number (`trace.numbered`)."""
    plain = text.replace("\r", "")
    walker = Walker(Typed.of(plain))
    walker.blocks(blocks, _after_metadata(plain))
    spans = [walker.spans.get(id(node)) for node in strings(blocks)]
    spans += [walker.raw_spans.get(id(node["c"])) for node in raw_markup(blocks)]
    return spans if len(plain) == len(text) else _with_returns(text, spans)


def char_spans(text: str, word: str, span: Span) -> list[Span] | None:
    """Return the span of each character of a Str: of an escape or an entity all that is typed.

    None where the characters cannot be distinguished, as in a Cite's typed text with an entity.
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
    """Return the text of each Str by its number."""
    return [node["c"] for node in strings(blocks)]


def numbered_texts(blocks: list[Node]) -> list[str]:
    """Return the text of each Str, then of all raw markup, by its number."""
    return [node["c"] if node["t"] == "Str" else node["c"][1] for node in numbered(blocks)]


def _after_metadata(text: str) -> int:
    """Pass a YAML block at the start: it gives no Str."""
    block = re.match(r"---[ \t]*\n(?![ \t]*\n)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text)
    return block.end() if block else 0


def _offsets(text: str) -> list[int]:
    """Return the offset of each character that is no carriage return, and of the end."""
    return [at for at, letter in enumerate(text) if letter != "\r"] + [len(text)]


def _with_returns(text: str, spans: Sequence[Span | None]) -> list[Span | None]:
    there = _offsets(text)
    return [span and (there[span[0]], there[span[1] - 1] + 1) for span in spans]
