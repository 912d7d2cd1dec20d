"""What a document holds: its words, and its nodes by kind."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from octavo.model import reading
from octavo.model.nodes import Document, Node, attr_of, markup
from octavo.prose.trace import strings

UNPRINTED = ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Zl", "Zp")
"""Categories that are not asked one by one: without a shape, or with one only on a letter."""


@dataclass(slots=True)
class Survey:
    """The different words of a document, and all its nodes but words and spaces, in order."""

    words: set[str] = field(default_factory=set)
    nodes: dict[str, list[Node]] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Node]:
        """Return the nodes of some kinds, those of the first kind first."""
        return [node for kind in kinds for node in self.nodes.get(kind, [])]

    def characters(self) -> frozenset[str]:
        """Return the characters, beyond ASCII, that must have a shape of their own."""
        seen = set().union(*self.words, *(node["c"][1] for node in self.of("Code", "CodeBlock")))
        return frozenset(
            c
            for c in seen
            if ord(c) > 0x7E
            and ord(c) not in reading.LONG_DASHES
            and unicodedata.category(c) not in UNPRINTED
        )

    def targets(self) -> frozenset[str]:
        """Return the identifiers that exist and that a link leads to."""
        links = {node["c"][2][0][1:] for node in self.of("Link") if node["c"][2][0][:1] == "#"}
        attrs = (attr_of(node) for nodes in self.nodes.values() for node in nodes)
        return frozenset(links.intersection(attr[0] for attr in attrs if attr is not None))


def survey_of(path: Path) -> Survey:
    """Survey the document in a file of pandoc's JSON, once for each process."""
    return _survey_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _survey_of(path: Path, _: int) -> Survey:
    return survey(reading.document(path))


def survey(document: Document) -> Survey:
    """Look a document through: its words, and all else."""
    surveyed = Survey({node["c"] for node in strings(document.blocks)})
    for node in markup(document.blocks):
        surveyed.nodes.setdefault(node["t"], []).append(node)
    return surveyed
