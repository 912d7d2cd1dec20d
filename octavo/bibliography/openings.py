"""Notes that begin with a citation: its first letter is a capital, as that of any note.

Citeproc gives a capital to the notes that it makes itself, and not to a citation that an editor
put at the head of a note of her own: `[^2]: [@smith, p. 14].` would begin with `ibid.`
"""

from __future__ import annotations

from octavo.model.nodes import Document, Node, markup

WRAPPERS = frozenset(("Emph", "Strong", "SmallCaps"))
HOLDING = frozenset(("Span", "Link", "Cite", "Quoted"))
"""What may hold the first letter: the second kind behind something else."""


def capitalise(document: Document) -> None:
    """Begin each note whose first words a citation prints with a capital letter, in place.

    Source: New Hart's Rules 17.2.1; The Chicago Manual of Style (17th edition) 14.34.
    """
    for note in [node for node in markup(document.blocks) if node["t"] == "Note"]:
        paragraphs = [block["c"] for block in note["c"][:1] if block["t"] in ("Para", "Plain")]
        for words in paragraphs:
            if words and words[0]["t"] == "Cite":
                _raise(words)


def _raise(nodes: list[Node]) -> None:
    while nodes and nodes[0]["t"] in WRAPPERS | HOLDING:
        nodes = nodes[0]["c"] if nodes[0]["t"] in WRAPPERS else nodes[0]["c"][1]
    if nodes and nodes[0]["t"] == "Str":
        text = nodes[0]["c"]
        nodes[0]["c"] = text[:1].upper() + text[1:]
