"""Sets the citations of a whole book in its style: once, by pandoc's citeproc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

import orjson

from octavo import pandoc
from octavo.bibliography.csl import NO_DATE
from octavo.model.finding import Anchor, Finding, Severity
from octavo.model.nodes import (
    LITERAL_BLOCKS,
    Document,
    Node,
    attr_of,
    children,
    markup,
    meta_text,
    stringify,
    walk,
)
from octavo.system.remembered import remembered_by_book

Anchors: TypeAlias = Sequence[Anchor | None]

ARGUMENTS = ["-f", "json", "-t", "json", "--citeproc"]
FILES = frozenset(("bibliography", "citation-abbreviations"))
"""Metadata by which citeproc reads files."""

MARK = b'"t":"Cite"'
"""A Cite in pandoc's JSON; in a text the quotation marks would be escaped."""

LEAVES = frozenset(("Para", "Plain", "Header", "LineBlock"))
END: Node = {"t": "Div", "c": [["octavo-end", [], []], []]}
"""Stands for the rest of the book, so that nothing in the skeleton is its last block by chance."""


NEAR = 4
"""How many inlines on either side of a citation citeproc is shown: it looks at two."""

WORDS = frozenset(("Str", "Space", "SoftBreak"))
STAND_IN = "\N{INFORMATION SEPARATOR ONE}"
"""Marks a Str that stands for words which citeproc is not shown."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A block that citeproc is shown, and how its place takes the block that comes back."""

    block: Node
    put: Callable[[Node], None]

    def shortened(self) -> tuple[Node, list[list[Node]]]:
        """Return the block with one Str for each long stretch of words, and those stretches."""
        if self.block["t"] not in ("Para", "Plain"):
            return self.block, []
        left_out: list[list[Node]] = []
        nodes: list[Node] = []
        for is_words, stretch in groupby(self.block["c"], lambda node: node["t"] in WORDS):
            part = list(stretch)
            if is_words and len(part) > 2 * NEAR + 1:
                stand_in = {"t": "Str", "c": f"{STAND_IN}{len(left_out)}"}
                left_out.append(part[NEAR:-NEAR])
                part[NEAR:-NEAR] = [stand_in]
            nodes += part
        return {"t": self.block["t"], "c": nodes}, left_out


def _lengthen(block: Node, left_out: list[list[Node]]) -> Node:
    """Put the words that were left out back into their place."""
    if not left_out:
        return block
    nodes: list[Node] = []
    for node in block["c"]:
        hidden = node["t"] == "Str" and node["c"].startswith(STAND_IN)
        nodes += left_out[int(node["c"][1:])] if hidden else [node]
    return {"t": block["t"], "c": nodes}


def cite(document: Document) -> Document:
    """Return a document with its citations set and its bibliography written.

    The metadata holds `references` and `csl` already. Only the blocks that cite are sent through
    citeproc, and of these the words near a citation: it looks at no others, and the citations'
    numbers (`citationNoteNum`) carry what it must know of the notes between them. The
    bibliography goes into the Div `refs`, or to the end.
    """
    slots = list(_slots(document.blocks))
    sent = sum(orjson.dumps(slot.block).count(MARK) for slot in slots)
    bibliographies = sum(_is_bibliography(slot.block) for slot in slots)
    if sent != orjson.dumps(document.blocks).count(MARK) or bibliographies > 1:
        return _run(document)
    last = document.blocks[-1] if document.blocks else END
    if last["t"] == "Header" and not any(slot.block is last for slot in slots):
        slots.append(Slot(last, _into(document.blocks, len(document.blocks) - 1)))
    closed = [] if last["t"] == "Header" else [END]
    shown = [slot.shortened() for slot in slots]
    done = _run(Document(document.meta, [*(block for block, _ in shown), *closed], document.api))
    for slot, block, (_, left_out) in zip(slots, done.blocks, shown, strict=False):
        slot.put(_lengthen(block, left_out))
    added = done.blocks[len(shown) + len(closed) :]
    return Document(done.meta, [*document.blocks, *added], document.api)


def cites(document: Document) -> list[Node]:
    """Return the citations in reading order, which is the same before and after citeproc.

    One that stands in the words of another, [@a, quoted by @b], belongs to that one.
    """
    citing = [block for block in document.blocks if MARK in orjson.dumps(block)]
    made: list[Node] = []
    inner: set[int] = set()
    for node in markup(citing):
        if node["t"] == "Cite" and id(node) not in inner:
            made.append(node)
            inner.update(id(one) for one in markup(node["c"][1]) if one["t"] == "Cite")
    return made


def without_unset(earlier: Sequence[Finding], later: Sequence[Finding]) -> list[Finding]:
    """Return the earlier findings without those on keys that `later` reports as not set."""
    unset = [finding for finding in later if finding.rule == "cite-unset"]
    keys = {key for finding in unset for key in finding.evidence}
    mark = re.compile(r"@(\S+) looks like")
    return [
        finding
        for finding in earlier
        if finding.rule != "cite-unknown-key"
        or not (named := mark.match(finding.message))
        or named[1] not in keys
    ]


def first_cited(document: Document, anchors: Anchors) -> dict[str, Anchor | None]:
    """Return where each work is cited first, by its key; `anchors` as for `check`."""
    first: dict[str, Anchor | None] = {}
    for cite, anchor in zip(cites(document), anchors, strict=True):
        for citation in cite["c"][0]:
            first.setdefault(citation["citationId"], anchor)
    return first


def check(document: Document, anchors: Anchors) -> list[Finding]:
    """Return the faults of a cited document: a work that citeproc lacked, a 'no date' printed.

    `anchors` holds the place of each of its `cites`.
    """
    references = document.meta.get("references", {"c": []})["c"]
    known = {meta_text(reference["c"], "id") for reference in references}
    findings = []
    for cite, anchor in zip(cites(document), anchors, strict=True):
        findings += [replace(finding, anchor=anchor) for finding in _wrong(cite, known)]
    lists = (slot.block for slot in _slots(document.blocks) if _is_bibliography(slot.block))
    entries = (text for block in lists for text in _entries(block))
    return [*findings, *(_no_date(text) for text in entries if NO_DATE.search(text))]


def _run(document: Document) -> Document:
    data = document.dumps()
    style = meta_text(document.meta, "csl") or ""
    if not style.startswith("data:") or not FILES.isdisjoint(document.meta):
        return Document.loads(pandoc.run(ARGUMENTS, data))
    (cited,) = _cited(data)
    return Document.loads(cited.encode())


@remembered_by_book
def _cited(document: bytes) -> Iterator[str]:
    """Yield what pandoc makes of a document that names no file."""
    yield pandoc.run(ARGUMENTS, document).decode()


def _slots(blocks: list[Node]) -> Iterator[Slot]:
    """Yield the innermost blocks that hold a citation, and the bibliography, in pandoc's order.

    Pandoc walks a figure's caption before the figure.
    """
    for number, block in enumerate(blocks):
        if block["t"] in LITERAL_BLOCKS:
            continue
        if _is_bibliography(block):
            yield Slot(block, _into(blocks, number))
        elif MARK not in (data := orjson.dumps(block)) and b'"refs"' not in data:
            continue
        elif block["t"] in LEAVES:
            yield Slot(block, _into(blocks, number))
        elif block["t"] == "DefinitionList":
            for term, definitions in block["c"]:
                yield from _term(term)
                for definition in definitions:
                    yield from _slots(definition)
        else:
            inner = list(children(block))
            for blocks_within in reversed(inner) if block["t"] == "Figure" else inner:
                yield from _slots(blocks_within)


def _term(term: list[Node]) -> Iterator[Slot]:
    """A term is no block: it goes as one and comes back as its inlines."""

    def put(block: Node) -> None:
        term[:] = block["c"]

    if MARK in orjson.dumps(term):
        yield Slot({"t": "Plain", "c": list(term)}, put)


def _into(blocks: list[Node], number: int) -> Callable[[Node], None]:
    def put(block: Node) -> None:
        blocks[number] = block

    return put


def _is_bibliography(block: Node) -> bool:
    attr = attr_of(block) if block["t"] == "Div" else None
    return attr is not None and attr[0] == "refs"


def _entries(bibliography: Node) -> list[str]:
    return [_text(block) for block in bibliography["c"][1]]


def _text(block: Node) -> str:
    parts = [node for node in walk([block]) if node["t"] in ("Para", "Plain")]
    return " ".join(stringify(part["c"]) for part in parts)


def _wrong(cite: Node, known: set[str | None]) -> Iterator[Finding]:
    """Look at one citation as it was set."""
    printed = stringify(cite["c"][1]) + " ".join(
        stringify(block["c"])
        for note in cite["c"][1]
        if note["t"] == "Note"
        for block in note["c"]
        if block["t"] in ("Para", "Plain")
    )
    for citation in cite["c"][0]:
        key = citation["citationId"]
        if key not in known or re.search(rf"(?<!\w){re.escape(key)}\?|\?\?\?", printed):
            yield Finding(
                "cite-unset",
                f"The citation of @{key} could not be set: no bibliography has it.",
                Severity.ERROR,
                before=printed,
                hint="Enter the work, or correct the key.",
                evidence=(key,),
            )
    if NO_DATE.search(printed):
        yield _no_date(printed)


def _no_date(text: str) -> Finding:
    return Finding(
        "cite-no-date-printed",
        "The style prints that a work has no date.",
        Severity.WARNING,
        before=text,
        hint="Give the work its date, or choose another style.",
    )
