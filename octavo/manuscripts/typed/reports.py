"""The findings about what was typed: one a kind, with how many there are and an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, children, stringify

EXAMPLE = 80
"""So many characters of an example are shown."""


def became_what_it_is(rule: str, file: str, message: str, nodes: Sequence[Node]) -> Finding:
    """Report what was certain, and was made what it is."""
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(file), before=example(nodes[0]))


def left_as_typed(rule: str, file: str, message: str, nodes: Sequence[Node], hint: str) -> Finding:
    """Report what is only likely, and was left as it was typed."""
    return Finding(
        rule, message, Severity.INFO, Tier.FLAG, Place(file), before=example(nodes[0]), hint=hint
    )


def example(node: Node) -> str:
    """Return the first words of a block."""
    words = " ".join(stringify([node]).split())
    return words if len(words) <= EXAMPLE else f"{words[:EXAMPLE]}\N{HORIZONTAL ELLIPSIS}"


def many(number: int, one: str, several: str) -> str:
    """Return how many there are, in words that fit the number."""
    return f"One {one}" if number == 1 else f"{number} {several}"


HOLDERS = ("Div", "BlockQuote", "BulletList", "OrderedList")
"""Blocks that hold running text; tables and notes are not looked into."""


def texts(blocks: list[Node]) -> Iterator[list[Node]]:
    """Yield each list of blocks that is running text, the outermost first."""
    yield blocks
    for block in blocks:
        if block["t"] in HOLDERS:
            for inner in children(block):
                yield from texts(inner)
