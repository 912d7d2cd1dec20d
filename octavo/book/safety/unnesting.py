"""Notes inside notes: no format has them, so that the inner one is set in brackets in the outer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from octavo.model.nodes import WORDS, Node, children, each_list, string, stringify

SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))
LONGEST = 60


@dataclass(slots=True)
class Unnested:
    """The notes that stood inside others: those now set in brackets, and those that cannot be."""

    done: list[Node] = field(default_factory=list)
    failed: list[Node] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether there were any."""
        return bool(self.done or self.failed)


def unnest(blocks: list[Node], *, in_citations: bool) -> Unnested:
    """Set every note inside a note in brackets, in place, the innermost first.

    With `in_citations`, so too those before and behind a work that is cited: where the style sets
    its citations in notes, they would stand inside one. A note that holds more than paragraphs
    stays, and is listed in `failed`.
    """
    unnested = Unnested()
    for inner in _around(blocks, in_citations):
        each_list(inner, lambda nodes: _bracket(nodes, unnested))
    return unnested


def _around(blocks: list[Node], in_citations: bool) -> Iterator[list[Node]]:
    """Yield each list of nodes in which no note may stand; the outermost alone."""
    waiting = [blocks]
    while waiting:
        for node in [node for node in waiting.pop() if node["t"] not in WORDS]:
            if node["t"] == "Note":
                yield node["c"]
            elif node["t"] == "Cite" and in_citations:
                yield from list(children(node))[:-1]
            else:
                waiting += children(node)


def _bracket(nodes: list[Node], unnested: Unnested) -> None:
    if not any(node["t"] == "Note" for node in nodes):
        return
    made: list[Node] = []
    for node in nodes:
        words = _words(node["c"]) if node["t"] == "Note" else None
        if words is None:
            made.append(node)
            if node["t"] == "Note":
                unnested.failed.append(node)
            continue
        unnested.done.append(node)
        if made and made[-1]["t"] not in SPACES:
            made.append({"t": "Space"})
        made += [string("["), *words, string("]")]
    nodes[:] = made


def _words(blocks: list[Node]) -> list[Node] | None:
    """Return the words of a note's paragraphs in one line; None where it holds anything else."""
    words: list[Node] = []
    for block in blocks:
        if block["t"] not in ("Para", "Plain"):
            return None
        words += [{"t": "Space"}, *block["c"]] if words else block["c"]
    return words


def first_words(note: Node) -> str:
    """Return the first words of a note, for a message."""
    text = " ".join(stringify(note["c"]).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}"
