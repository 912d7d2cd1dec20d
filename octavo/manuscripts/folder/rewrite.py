"""Writes a document that pandoc read as Markdown, and proves it by reading it back.

Pandoc's own writer escapes much that it need not (brackets, a lone asterisk), and not all that it
must: a paragraph that begins with `: `, `:::` or `(@one)`, a rule of hyphens, an entity (`&amp;`)
come back as something else. So words are escaped here, sparingly; what does not come back is
written again, as pandoc does it, and at last with every sign of its words escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import orjson

from octavo import pandoc
from octavo.manuscripts.folder import nested, several, tables
from octavo.manuscripts.folder.escape import (
    FULLEST,
    LIGHTEST,
    OTHER,
    escape,
    escape_word,
    paired_in,
    spare_last,
)
from octavo.manuscripts.folder.several import WRITER
from octavo.manuscripts.folder.write import read_apart
from octavo.manuscripts.word.compare import canonical
from octavo.model.nodes import Node, children, markup, stringify, walk

PANDOCS = -1
"""Escaped as pandoc's own writer does it."""

SIGNS = re.compile(r"[\\`*_{}\[\]()<>#$^~@|&!+:.=%-]|\A\d")
"""Characters that pandoc's writer may escape, or forget to."""

BRACKETED = ("Span", "SmallCaps", "Underline", "Link")
"""What is written in brackets: behind a mark of exclamation these begin an image."""

DRAWN = f"{WRITER}-simple_tables-multiline_tables-pipe_tables"
"""With lines around every cell of a table."""

WRAP = "--wrap=none"
SEPARATORS = re.compile(r"[;\[\]@]")
INDENT = re.compile("^((?:> ?)*[|] )(\N{NO-BREAK SPACE}+)", re.MULTILINE)

SHOWN = 200
"""How many characters of a difference are shown."""


def prove(chapters: list[list[Node]]) -> list[Proved]:
    """Return chapters as Markdown, a paragraph a line, and the first difference of each, if any.

    All are written in one run of pandoc, and read in another. Only what is surely markup is
    escaped at first; what does not come back is written as pandoc does it, or with every sign
    escaped. If nothing comes back as it was, return the closest. What did not come back is tried
    alone first: a large table that Markdown cannot say is not written and read again with its
    whole chapter.
    """
    ready = [_escaped(blocks, {}) for blocks in chapters]
    texts = _texts(ready)
    read = several.read(texts)
    proved = []
    for blocks, text, again in zip(chapters, texts, read, strict=True):
        seen = _Prints()
        proved.append(_proved(blocks, _compared(blocks, text, again, seen), seen))
    return proved


def _proved(blocks: list[Node], best: _Try, seen: _Prints) -> Proved:
    """Write a chapter anew as long as something in it does not come back."""
    strengths: dict[int, int] = {}
    for strength in (PANDOCS, FULLEST):
        healed = _healed(blocks, best.wrong, strength, seen)
        if healed:
            strengths |= dict.fromkeys(healed, strength)
            best = min(best, _tried(blocks, strengths, seen), key=lambda one: len(one.wrong))
    if best.wrong and strengths:
        every = dict.fromkeys(range(len(blocks)), FULLEST)
        best = min(best, _tried(blocks, every, seen), key=lambda one: len(one.wrong))
    difference = _first(blocks, best.again, best.wrong, seen) if best.wrong else None
    return Proved(best.text, best.again, difference)


@dataclass(frozen=True, slots=True)
class Proved:
    """A chapter's Markdown, the blocks it is read as, and the first difference, if there is one."""

    text: str
    blocks: list[Node]
    difference: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class _Try:
    """Blocks as they were written and read again; which did not come back."""

    text: str
    again: list[Node]
    wrong: set[int]


@dataclass(slots=True)
class _Prints:
    """What each block prints, by what it is: a chapter is looked at several times."""

    known: dict[bytes, bytes] = field(default_factory=dict)

    def of(self, blocks: list[Node]) -> list[bytes]:
        """Return what some blocks print, so that two readings can be compared."""
        return [self.one(block) for block in blocks]

    def one(self, block: Node) -> bytes:
        """Return what a block prints."""
        key = orjson.dumps(block)
        if key not in self.known:
            self.known[key] = b"".join(orjson.dumps(one) for one in canonical([block]))
        return self.known[key]


def _tried(blocks: list[Node], strengths: Mapping[int, int], seen: _Prints) -> _Try:
    text = markdown(_escaped(blocks, strengths))
    return _compared(blocks, text, pandoc.read(text.encode()).blocks, seen)


def _compared(blocks: list[Node], text: str, again: list[Node], seen: _Prints) -> _Try:
    if len(blocks) == len(again):
        wrong = {
            n for n, pair in enumerate(zip(blocks, again, strict=True)) if not _alike(*pair, seen)
        }
        if not wrong:
            return _Try(text, again, wrong)
    return _Try(text, again, _unequal(seen.of(blocks), seen.of(again)))


def _alike(block: Node, again: Node, seen: _Prints) -> bool:
    """Whether two blocks print the same; most are the same word for word."""
    same = orjson.dumps(block) == orjson.dumps(again)
    return same or seen.one(block) == seen.one(again)


def _healed(blocks: list[Node], wrong: set[int], strength: int, seen: _Prints) -> set[int]:
    """Return the numbers of those blocks that come back, alone, when they are escaped so."""
    runs = _runs(sorted(wrong))
    if not runs:
        return set()
    parts = [_ready([blocks[number] for number in run], strength) for run in runs]
    read = read_apart(tables.apart(parts, _in_one_run))
    return {
        number
        for run, back in zip(runs, read, strict=True)
        if seen.of([blocks[number] for number in run]) == seen.of(back)
        for number in run
    }


def _in_one_run(blocks: list[Node]) -> str:
    return markdown(blocks, "--reference-location=block")


def _runs(numbers: list[int]) -> list[list[int]]:
    """Group numbers that follow one another."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def markdown(blocks: list[Node], *options: str) -> str:
    """Write blocks as the project's Markdown; `options` are further ones of pandoc's."""
    placed = [_place(block) or nested.written(block) for block in blocks]
    text = several.alone(placed, [WRAP, *options])
    return _indented(text, blocks)


def _texts(chapters: list[list[Node]]) -> list[str]:
    """Write chapters as the project's Markdown."""
    placed = [[_place(block) or nested.written(block) for block in blocks] for blocks in chapters]
    texts = several.write(placed, [WRAP])
    return [_indented(text, blocks) for text, blocks in zip(texts, chapters, strict=True)]


def _indented(text: str, blocks: list[Node]) -> str:
    """Indent verse by spaces: pandoc reads them as no-break ones, and writes them as such."""
    if not any(node["t"] == "LineBlock" for node in markup(blocks)):
        return text
    return INDENT.sub(lambda match: match[1] + " " * len(match[2]), text)


def _place(block: Node) -> Node | None:
    """Return the place of a bibliography as it is typed: pandoc would not write the whole one's."""
    if block["t"] != "Div" or block["c"][1]:
        return None
    name, classes, pairs = block["c"][0]
    if name == "refs":
        return {"t": "RawBlock", "c": ["markdown", "::: {#refs}\n:::"]}
    if "references" not in classes:
        return None
    attributes = "".join(f' {key}="{value}"' for key, value in pairs)
    return {"t": "RawBlock", "c": ["markdown", f"::: {{.references{attributes}}}\n:::"]}


def _ready(blocks: list[Node], strength: int) -> list[Node]:
    """Return blocks as they are written: escaped so, and tables drawn that must be."""
    ready = [_guard(block, strength) for block in blocks]
    _narrow(ready, tables.drawn(blocks, range(len(blocks)) if strength == FULLEST else ()))
    return ready


def _escaped(blocks: list[Node], strengths: Mapping[int, int]) -> list[Node]:
    """Return blocks as they are written: each escaped as its strength says, or lightly."""
    ready = [_guard(block, strengths.get(i, LIGHTEST)) for i, block in enumerate(blocks)]
    full = {number for number, strength in strengths.items() if strength == FULLEST}
    _narrow(ready, tables.drawn(blocks, full))
    return ready


def _narrow(blocks: list[Node], numbers: list[int]) -> None:
    """Draw the tables of these numbers, narrow, in place; what follows writes them as they are."""
    if numbers:
        parts = [[blocks[number]] for number in numbers]
        written = tables.apart(parts, lambda run: markdown(run, *tables.OPTIONS, "-t", DRAWN))
        for number, text in zip(numbers, written, strict=True):
            blocks[number] = {"t": "RawBlock", "c": ["markdown", text]}


def _unequal(expected: list[bytes], got: list[bytes]) -> set[int]:
    """Return the numbers of the blocks that did not come back, and of those before them."""
    same: set[int] = set()
    for match in SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks():
        same.update(range(match.a, match.a + match.size))
    wrong = set(range(len(expected))) - same
    return wrong | {i - 1 for i in wrong if i}


def _guard(block: Node, strength: int) -> Node:
    """Return a block whose words are escaped so: lightly, as pandoc does it, or every sign."""
    if strength == PANDOCS or (strength == LIGHTEST and not _has_signs(block)):
        return block
    guarded: Node = orjson.loads(orjson.dumps(block))  # a tenth of the time of `deepcopy`
    if strength == FULLEST:
        _guard_words([guarded])
    else:
        _lighten([guarded], "")
    return guarded


def _has_signs(block: Node) -> bool:
    return any(node["t"] == "Str" and SIGNS.search(node["c"]) for node in walk([block]))


def _would_show(nodes: list[Node], number: int) -> bool:
    """Whether a mark of exclamation right before brackets would make an image of them."""
    following = nodes[number + 1 : number + 2]
    return nodes[number]["c"].endswith("!") and any(n["t"] in BRACKETED for n in following)


def _lighten(nodes: list[Node], paired: str, *, opens: bool = False, shown: bool = False) -> None:
    """Write the words of blocks with only those signs escaped that are surely markup.

    `opens` says that the first of them begins a paragraph; in a figure (`shown`) none does.
    """
    line = _typed(nodes, to="\n").partition("\n")[0] if opens else ""
    for number, node in enumerate(nodes):
        shows = node["t"] == "Str" and _would_show(nodes, number)
        if node["t"] == "Str" and (shows or SIGNS.search(node["c"])):
            words = escape_word(node["c"], paired, line if number == 0 else "")
            words = f"{words[:-1]}\\!" if shows else words
            node.update(t="RawInline", c=["markdown", words])
        elif node["t"] in ("Para", "Plain", "Header", "LineBlock"):
            pairs = paired_in([_typed(walk([node]))])
            for inner in children(node):
                _lighten(inner, pairs, opens=node["t"] in ("Para", "Plain") and not shown)
            if "`" in pairs:
                _spare_last(node)
        elif node["t"] not in ("Image", "Cite", "Link"):
            for inner in children(node):
                _lighten(inner, paired, shown=node["t"] == "Figure")


def _spare_last(block: Node) -> None:
    """Take the backslash off the last backtick of a paragraph, where no code follows it."""
    texts = [n["c"] for n in walk([block]) if n["t"] in ("RawInline", "Code", "Math")]
    last = max((i for i, c in enumerate(texts) if "\\`" in c[1]), default=len(texts))
    if texts[last:] and all(c[0] == "markdown" for c in texts[last:]):
        texts[last][1] = spare_last([texts[last][1]])[0]


def _typed(nodes: Iterable[Node], to: str = " ") -> str:
    """Return nodes as they will be typed, with a sign for what is no word; `to` ends a line."""
    signs = {"Space": " ", "SoftBreak": to, "LineBreak": to}
    return "".join(n["c"] if n["t"] == "Str" else signs.get(n["t"], OTHER) for n in nodes)


def _guard_words(nodes: list[Node]) -> None:
    for node in nodes:
        if node["t"] == "Str":
            words = escape([node["c"]], FULLEST)[0]
            node.update(t="RawInline", c=["markdown", words])
        elif node["t"] == "Cite":
            _guard_citation(node)
        elif node["t"] != "Image":  # its words become an attribute, which pandoc writes well
            for inner in children(node):
                _guard_words(inner)


def _guard_citation(cite: Node) -> None:
    """Guard what would end a citation's prefix or suffix; pandoc writes it as it stands."""
    around = [c[key] for c in cite["c"][0] for key in ("citationPrefix", "citationSuffix")]
    for node in walk([inline for inlines in around for inline in inlines]):
        if node["t"] == "Str" and SEPARATORS.search(node["c"]):
            node.update(t="RawInline", c=["markdown", SEPARATORS.sub(r"\\\g<0>", node["c"])])


def _first(
    blocks: list[Node], again: list[Node], wrong: set[int], seen: _Prints
) -> tuple[str, str]:
    """Show the first difference: the words of a block, and of what came back in its place."""
    number = min(wrong, default=0)
    if number + 1 in wrong and seen.of(blocks[: number + 1]) == seen.of(again[: number + 1]):
        number += 1
    before, after = (
        " ".join(running(side[number : number + 1]))[:SHOWN] for side in (blocks, again)
    )
    return before, after


def running(blocks: list[Node]) -> list[str]:
    """Return the text of every paragraph below some blocks, notes included."""
    return [stringify(node["c"]) for node in markup(blocks) if node["t"] in ("Para", "Plain")]
