"""Raw TeX of a document, read into it by pandoc's LaTeX reader; nothing of it is run.

What that reader leaves as it is, and what no table of ours knows, is an error: an argument may be
words, or the name of a file or a length, and only its author knows which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from octavo import pandoc
from octavo.book.markup import commands
from octavo.book.markup.contents import all_lines
from octavo.book.markup.report import Report
from octavo.model.finding import InputError, Severity
from octavo.model.nodes import RAW, Node, each_list, markup, string, stringify
from octavo.prose.trace import Trace, raw_markup, strings

READER = "latex+raw_tex-smart-auto_identifiers"
MARK = "\ue000"
"""Stands in the paragraphs that part pieces of TeX: no text has it."""

TRIES = 64
"""So many times is a heap of pieces halved in search of those that cannot be read."""

ASK = "Write it in Markdown. Define a command of your own in the text: \\newcommand{…}."
UNKNOWN = "nobody knows what it shows"
BLOCKS = "Blocks"
"""The kind of a node that stands, for a while, for blocks among inlines."""

DEFAULTS = [{"t": "DefaultStyle"}, {"t": "DefaultDelim"}]
MATH = re.compile(r"\\begin\{([a-z]+)(\*?)\}(.*)\\end\{\1\2\}", re.S)
LABEL = re.compile(r"\\label\{[^{}]*\}")


@dataclass(slots=True)
class Reader:
    """Reads the raw TeX of blocks. `marks` are the quotation marks, outer and inner, two each."""

    report: Report
    trace: Trace
    marks: Sequence[str]
    made: dict[int, list[Node]] = field(default_factory=dict)
    """What was made of a raw node, by its identity."""

    def document(self, blocks: list[Node]) -> None:
        """Read the raw TeX of a list of blocks, in place, where there is any."""
        raws = [node for node in raw_markup(blocks) if is_tex(node)]
        if not raws:
            return
        unsettled = [raw for raw in raws if not self._is_settled(raw)]
        pieces = Pieces([raw["c"][1] for raw in unsettled])
        for raw, read in zip(unsettled, pieces.read(), strict=True):
            self.made[id(raw)] = self._taken(raw, read)
        each_list(blocks, self._replace)
        each_list(blocks, _part_paragraphs)
        each_list(blocks, _flatten)

    def _is_settled(self, raw: Node) -> bool:
        """Settle a piece of TeX that needs not be read: it shows nothing, or another file."""
        text = raw["c"][1]
        name = commands.name_of(text)
        bare = commands.COMMAND.sub("", text, count=1)
        if name in commands.READS_FILES:
            self._lost(raw, text, "it shows what stands in another file")
        elif name in commands.DEFINES:
            self._unneeded(raw, "defines what is read already")
        elif name in commands.LAYOUT and not _may_have_words(bare):
            self._unneeded(raw, "says how a page looks")
        else:
            return False
        self.made[id(raw)] = []
        return True

    def _taken(self, raw: Node, read: list[Node] | None) -> list[Node]:
        """Return what a piece of TeX was read as, settled and with the places of its words."""
        if read is None:
            self._lost(raw, raw["c"][1], "it is not valid LaTeX")
            return []
        for node in markup(read):
            if node["t"] == "Cite":
                node.update(_cited(node))
        holder: list[Node] = [{"t": "Div", "c": [["", [], []], read]}]
        each_list(holder, lambda nodes: self._settle(raw, nodes))
        at = 0
        text: str = raw["c"][1]
        for word in strings(read):
            place = text.find(word["c"], at)
            at = place if place >= 0 else at
            self.trace.read_from(word, raw, at)
            at += len(word["c"]) if place >= 0 else 0
        return read

    def _settle(self, raw: Node, nodes: list[Node]) -> None:
        """Settle what pandoc read as no edition has it, in a list of nodes, in place."""
        made: list[Node] = []
        for node in nodes:
            kind = node["t"]
            if kind in RAW:
                made += self._left(raw, node)
            elif kind == "Quoted":
                made += self._quoted(node)
            elif kind == "Math":
                made.append({"t": "Math", "c": [node["c"][0], _formula(node["c"][1])]})
            elif kind == "Span" and not any(node["c"][0]):
                made += node["c"][1]
            elif kind == "OrderedList" and node["c"][0][1:] == DEFAULTS:
                numbering = [node["c"][0][0], {"t": "Decimal"}, {"t": "Period"}]
                made.append({"t": kind, "c": [numbering, node["c"][1]]})
            elif kind == "Div" and node["c"][0][1] in (["center"], ["flushright"], ["flushleft"]):
                self._unneeded(raw, "says how a page looks")
                made += node["c"][1]
            else:
                made.append(node)
        nodes[:] = made

    def _left(self, raw: Node, node: Node) -> list[Node]:
        """Return what stands for a command that pandoc leaves as it is."""
        text = node["c"][1].strip()
        name, argument = commands.name_of(text), commands.argument_of(text)
        if name == "label":
            made: Node = {"t": "Span", "c": [[argument, [], []], []]}
        elif name in commands.POINTS:
            classes = [commands.POINTS_BY[name]] if name in commands.POINTS_BY else []
            made = {"t": "Link", "c": [["", classes, []], [], [f"#{argument}", ""]]}
        elif name == "index":
            self._unneeded(raw, "is kept in the text: no edition has an index yet")
            made = {"t": "Span", "c": [["", ["index"], [["entry", argument]]], []]}
        elif name in commands.BIBLIOGRAPHY:
            return [{"t": "Div", "c": [["refs", [], []], []]}]
        elif name in commands.LAYOUT and not _may_have_words(text):
            self._unneeded(raw, "says how a page looks")
            return []
        elif name in commands.DEFINES or not text or text.startswith("%"):
            return []
        else:
            self._lost(raw, text, UNKNOWN)
            return []
        return [made if node["t"] == "RawInline" else {"t": "Plain", "c": [made]}]

    def _quoted(self, node: Node) -> list[Node]:
        is_outer = node["c"][0]["t"] == "DoubleQuote"
        opening, closing = self.marks[:2] if is_outer else self.marks[2:]
        return [string(opening), *node["c"][1], string(closing)]

    def _replace(self, nodes: list[Node]) -> None:
        """Put into a list what its raw nodes were read as."""
        if not any(id(node) in self.made for node in nodes):
            return
        kept: list[Node] = []
        for number, node in enumerate(nodes):
            if id(node) not in self.made:
                kept.append(node)
                continue
            if commands.name_of(node["c"][1]) in commands.SWITCHES:
                self._unbrace(kept, nodes[number + 1 : number + 2])
            made = self.made[id(node)]
            if not made and node["t"] == "RawInline":
                _leave_one_space(kept, node, nodes[number + 1 : number + 2])
            if node["t"] == "RawBlock":
                kept += [_paragraph(block) for block in made]
            elif len(made) == 1 and made[0]["t"] in ("Para", "Plain"):
                kept += made[0]["c"]
            elif made:
                kept.append({"t": BLOCKS, "c": made})
        nodes[:] = kept

    def _unbrace(self, before: list[Node], after: list[Node]) -> None:
        """Take away the braces around a switch: Markdown leaves them in the words beside it."""
        if not (before and before[-1]["t"] == "Str" and before[-1]["c"].endswith("{")):
            return
        if not (after and after[0]["t"] == "Str" and after[0]["c"].startswith("}")):
            return
        self.trace.splice(before[-1], [(len(before[-1]["c"]) - 1, len(before[-1]["c"]), 0)])
        before[-1]["c"] = before[-1]["c"][:-1]
        self.trace.splice(after[0], [(0, 1, 0)])
        after[0]["c"] = after[0]["c"][1:]

    def _lost(self, raw: Node, text: str, why: str) -> None:
        typed = " ".join(text.split())
        shown = typed if len(typed) <= 60 else typed[:59] + "\N{HORIZONTAL ELLIPSIS}"
        message = f"The TeX {shown} cannot be read: {why}."
        self.report.raw_node("markup-lost", message, raw, hint=ASK, severity=Severity.ERROR)

    def _unneeded(self, raw: Node, what: str) -> None:
        typed = " ".join(raw["c"][1].split())[:60]
        message = f"The TeX {typed} {what}."
        self.report.raw_node("markup-plain", message, raw, severity=Severity.INFO)


def _leave_one_space(before: list[Node], raw: Node, after: list[Node]) -> None:
    """Leave one space where a command is left out, which may have taken the one behind it along."""
    is_spaced = bool(before) and before[-1]["t"] in ("Space", "SoftBreak")
    follows = bool(after) and after[0]["t"] in ("Space", "SoftBreak")
    if is_spaced and follows:
        before.pop()
    elif raw["c"][1][-1:].isspace() and before and after and not (is_spaced or follows):
        before.append({"t": "Space"})


def is_tex(node: Node) -> bool:
    """Whether a node is raw TeX."""
    return node["t"] in RAW and node["c"][0].lower() in ("tex", "latex", "context")


@dataclass(slots=True)
class Pieces:
    """Pieces of TeX, read together; where that fails, in halves, so that the bad ones are known."""

    texts: list[str]
    failures: int = 0

    def read(self) -> list[list[Node] | None]:
        """Return the blocks of each piece; None for one that cannot be read."""
        return self._read(0, len(self.texts))

    def _read(self, start: int, end: int) -> list[list[Node] | None]:
        if start == end:
            return []
        made = self._together(self.texts[start:end])
        if made is not None:
            return made
        self.failures += 1
        if end - start == 1 or self.failures > TRIES:
            return [None] * (end - start)
        middle = (start + end) // 2
        return self._read(start, middle) + self._read(middle, end)

    def _together(self, texts: list[str]) -> list[list[Node] | None] | None:
        """Return the blocks of pieces read in one go; None where they cannot be parted again."""
        parts = [commands.PREAMBLE]
        for number, text in enumerate(texts):
            whole = f"{{{text}}}" if commands.name_of(text) in commands.SWITCHES else text
            parts.append(f"\n\n{MARK}{number}{MARK}\n\n{whole}\n")
        try:
            arguments = ["--sandbox", "-f", READER, "-t", "json"]
            blocks = pandoc.loads(pandoc.run(arguments, "".join(parts).encode())).blocks
        except InputError:
            return None
        made: list[list[Node] | None] = []
        for block in blocks:
            if block["t"] == "Para" and MARK in (words := stringify(block["c"])):
                if words != f"{MARK}{len(made)}{MARK}":
                    return None
                made.append([])
            elif made and made[-1] is not None:
                made[-1].append(block)
        clean = not any(MARK in node["c"] for each in made for node in strings(each or []))
        return made if len(made) == len(texts) and clean else None


def _may_have_words(text: str) -> bool:
    """Whether behind a command, and its arguments, there stand words."""
    rest = commands.COMMAND.sub("", text)
    rest = commands.ARGUMENT.sub("", rest)
    return any(sign.isalpha() for sign in rest)


def _cited(node: Node) -> Node:
    """Return a citation as the reader of Markdown gives it."""
    citations = node["c"][0]
    for citation in citations:
        suffix = [
            string(n["c"].replace("\N{NO-BREAK SPACE}", " ")) if n["t"] == "Str" else n
            for n in citation["citationSuffix"]
        ]
        if suffix:
            citation["citationSuffix"] = [string(","), {"t": "Space"}, *_parted(suffix)]
    keys = "; ".join(f"@{citation['citationId']}" for citation in citations)
    return {"t": "Cite", "c": [citations, [string(f"[{keys}]")]]}


def _parted(nodes: list[Node]) -> list[Node]:
    made: list[Node] = []
    for node in nodes:
        if node["t"] != "Str":
            made.append(node)
            continue
        for number, word in enumerate(node["c"].split(" ")):
            made += [{"t": "Space"}] if number else []
            made += [string(word)] if word else []
    return made


def _formula(text: str) -> str:
    """Return a displayed formula without the environment that numbers it, its names behind it."""
    match = MATH.fullmatch(text.strip())
    inside = commands.NUMBERED_MATH.get(match[1]) if match else None
    if match is None or inside is None:
        return text
    names = " ".join(LABEL.findall(match[3]))
    body = LABEL.sub("", match[3]).strip()
    whole = f"\\begin{{{inside}}}{body}\\end{{{inside}}}" if inside else body
    return f"{whole} {names}" if names else whole


def _paragraph(block: Node) -> Node:
    return {"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block


def _part_paragraphs(nodes: list[Node]) -> None:
    """Part the paragraphs in which blocks stand, in place."""
    if not any(_has_blocks(node) for node in nodes):
        return
    made: list[Node] = []
    for node in nodes:
        if not _has_blocks(node):
            made.append(node)
            continue
        line: list[Node] = []
        for one in [*node["c"], {"t": BLOCKS, "c": []}]:
            if one["t"] != BLOCKS:
                line.append(one)
                continue
            if stringify(line).strip() or any(n["t"] not in ("Space", "SoftBreak") for n in line):
                made.append({"t": node["t"], "c": line})
            made += one["c"]
            line = []
    nodes[:] = made


def _has_blocks(node: Node) -> bool:
    return node["t"] in ("Para", "Plain") and any(one["t"] == BLOCKS for one in node["c"])


def _flatten(nodes: list[Node]) -> None:
    """Set the words of blocks in one line where no block can stand, in place."""
    if not any(node["t"] == BLOCKS for node in nodes):
        return
    made: list[Node] = []
    for node in nodes:
        if node["t"] != BLOCKS:
            made.append(node)
            continue
        for line in all_lines(node["c"]):
            made += [{"t": "LineBreak"}, *line] if made else line
    nodes[:] = made
