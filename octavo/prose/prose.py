"""Running text as a filter sees it: one string a paragraph, with a way back to the nodes.

A Run is the text of one block's inlines, flattened: emphasis and links do not split it, a note
takes no room in it (the note's own paragraphs are Runs of their own), and what must not be touched
(code, formulas, raw markup, images, citations) stands in it as one OBJECT REPLACEMENT CHARACTER.
A change is asked for by its offsets in that string; the Run writes it into the Str and Space
nodes and gives the Finding, with its anchor in the text as it was first read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from octavo.model.finding import Finding
from octavo.model.nodes import LITERAL_BLOCKS, Document, Node, children, join_strings, meta_text
from octavo.prose.flat import OBJECT, Flat, language_inside, same_language
from octavo.prose.run import CONTEXT, Change, Piece, Run
from octavo.prose.trace import Trace, strings

__all__ = [
    "CONTEXT",
    "OBJECT",
    "Change",
    "Piece",
    "Prose",
    "Run",
    "Trace",
    "same_language",
    "strings",
]


def _unchanged(finding: Finding) -> Finding | None:
    """Where nobody decided anything, a change stays as its filter asks for it."""
    return finding


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for a stretch of blocks: language, depth of quotation, whether in a note."""

    lang: str
    depth: int = 0
    note: bool = False
    owner: int = 0


class _Asked(NamedTuple):
    """What a Run was read for: its kind, its group, and what holds where it stands."""

    kind: str
    group: int
    setting: _Setting


@dataclass(slots=True)
class _Kept:
    """The Runs that were read of some blocks, with what else was read in each.

    A Run is known by the first list of inlines in it; `owners` gives for every list that Run.
    """

    of: list[Node] | None = None
    read: dict[int, tuple[_Asked, Run, Flat]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)

    def keep(self, key: int, asked: _Asked, run: Run, flat: Flat) -> None:
        self.read[key] = (asked, run, flat)
        self.owners.update(dict.fromkeys(flat.lists, key))

    def forget(self, nodes: list[Node]) -> None:
        """Drop the Run in which a list stands; of one that was never read, nothing is known."""
        key = self.owners.get(id(nodes))
        if key is None:
            self.read.clear()
            self.owners.clear()
        else:
            self.read.pop(key, None)


@dataclass(slots=True)
class Prose:
    """The running text of a document, and what filters have done to it."""

    document: Document
    trace: Trace = field(default_factory=Trace)
    touched: dict[int, list[Node]] = field(default_factory=dict)
    settle: Callable[[Finding], Finding | None] = _unchanged
    """Returns a change as an editor settled it; None where she rejected it."""
    _runs: list[Run] = field(default_factory=list)
    _kept: _Kept = field(default_factory=_Kept)

    def runs(self) -> Iterator[Run]:
        """Return every Run in reading order; a note's Runs follow the Run that holds its mark.

        Each is kept for the next caller, until something in it is touched.
        """
        if self._kept.of is not self.document.blocks:
            self._kept = _Kept(self.document.blocks)
            self._runs = []
        if not self._runs:
            lang = meta_text(self.document.meta, "lang") or ""
            reader = _Reader(self, self._kept)
            self._runs = list(reader.blocks(self.document.blocks, _Setting(lang)))
        return iter(self._runs)

    def touch(self, nodes: list[Node]) -> None:
        """Note that a list of inlines changes: it will be tidied, and its Run be taken anew."""
        self.touched[id(nodes)] = nodes
        self._forget(nodes)

    def reread(self) -> None:
        """Let every Run be read anew: blocks have been made, parted or put elsewhere."""
        self._kept, self._runs = _Kept(), []

    def _forget(self, nodes: list[Node]) -> None:
        self._kept.forget(nodes)
        self._runs = []

    def tidy(self) -> None:
        """Leave the touched lists as pandoc's reader gives them: Str joined, spaces as Space."""
        for nodes in self.touched.values():
            join_strings(nodes, self.trace.join)
            _part_at_spaces(nodes, self.trace)
            self._forget(nodes)
        self.touched.clear()


def _part_at_spaces(nodes: list[Node], trace: Trace) -> None:
    """Put a Space where a change wrote an ordinary space into a Str: there a line may break."""
    if not any(node["t"] == "Str" and " " in node["c"] for node in nodes):
        return
    parted: list[Node] = []
    for node in nodes:
        rest = node
        while rest["t"] == "Str" and " " in rest["c"]:
            word, rest = rest, trace.split(rest, rest["c"].index(" "))
            rest = trace.split(rest, 1)
            parted += [word, {"t": "Space"}] if word["c"] else [{"t": "Space"}]
        if rest.get("c") != "":
            parted.append(rest)
    nodes[:] = parted


@dataclass(slots=True)
class _Reader:
    """Flattens blocks into Runs."""

    prose: Prose
    kept: _Kept

    def blocks(self, blocks: list[Node], setting: _Setting) -> Iterator[Run]:
        for block in blocks:
            kind = block["t"]
            if kind in ("Para", "Plain"):
                yield from self.inlines([block["c"]], kind, id(blocks), setting)
            elif kind == "Header":
                yield from self.inlines([block["c"][2]], kind, id(blocks), setting)
            elif kind == "LineBlock":
                yield from self.inlines(block["c"], kind, id(blocks), setting)
            elif kind == "DefinitionList":
                yield from self.definitions(block["c"], setting)
            elif kind not in LITERAL_BLOCKS:
                yield from self.inside(block, setting)

    def definitions(self, content: list[Any], setting: _Setting) -> Iterator[Run]:
        for term, definitions in content:
            yield from self.inlines([term], "Term", id(term), setting)
            for definition in definitions:
                yield from self.blocks(definition, setting)

    def inside(self, block: Node, setting: _Setting) -> Iterator[Run]:
        lang, literal = language_inside(block, setting.lang)
        if literal:
            return
        deeper = setting.depth + (block["t"] == "BlockQuote")
        for inner in children(block):
            yield from self.blocks(inner, replace(setting, lang=lang, depth=deeper))

    def inlines(
        self, lines: list[list[Node]], kind: str, group: int, setting: _Setting
    ) -> Iterator[Run]:
        asked = _Asked(kind, group, setting)
        known = self.kept.read.get(id(lines[0])) if lines else None
        if known is None or known[0] != asked:
            known = self._read(lines, asked)
        _, run, flat = known
        yield run
        for alt in flat.images:
            yield from self.inlines([alt], "Image", id(alt), setting)
        for blocks in flat.notes:
            yield from self.blocks(blocks, replace(setting, note=True, owner=id(blocks)))

    def _read(self, lines: list[list[Node]], asked: _Asked) -> tuple[_Asked, Run, Flat]:
        """Flatten lines of inlines."""
        kind, group, setting = asked
        flat = Flat(setting.lang)
        for number, line in enumerate(lines):
            if number:
                flat.parts.append(("\n", None, line, True))
            flat.read(line, False)
        run = Run(
            "".join([part[0] for part in flat.parts]),
            setting.lang,
            kind,
            group,
            setting.depth,
            setting.note,
            flat.parts,
            self.prose,
            flat.marks,
            setting.owner,
        )
        if lines:
            self.kept.keep(id(lines[0]), asked, run, flat)
        return asked, run, flat
