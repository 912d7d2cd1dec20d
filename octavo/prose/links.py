"""Identifiers that are unique over a book, and links between its sources that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import dropwhile, takewhile
from pathlib import PurePosixPath

from octavo.files.names import decoded
from octavo.files.slugs import FreeNames
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node, attr_of, markup, stringify
from octavo.prose.prose import Prose


@dataclass(slots=True)
class Source:
    """One source file: its name, its blocks, and what its identifiers were renamed to.

    `markup` is all that is no word in its blocks: gathered once, as a walk over all words costs.
    """

    name: str
    blocks: list[Node]
    markup: list[Node] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


OWN = re.compile(r"\d|fn(?:ref)?\d+$")
"""Identifiers that are renamed: pandoc's EPUB writer breaks links to the first kind, and gives the
others to notes."""


@dataclass(slots=True)
class Book:
    """All sources, the identifiers in use, and the findings."""

    prose: Prose
    sources: list[Source]
    identifiers: dict[str, Node] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    free_names: FreeNames = field(init=False)
    explicit: set[str] = field(init=False)
    """The identifiers that are typed: an automatic one gives way to them, wherever it stands."""

    taken: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Number equal identifiers as pandoc does in one file: from 1."""
        for source in self.sources:
            source.markup = list(markup(source.blocks))
        nodes = (node for source in self.sources for node in source.markup)
        named = ((node, attr[0]) for node in nodes if (attr := attr_of(node)) and attr[0])
        self.explicit = {name for node, name in named if not _is_automatic(node, name)}
        self.taken = set(self.explicit)
        self.free_names = FreeNames(self.taken, first=1)

    def report(self, rule: str, message: str, nodes: list[Node], **more: str) -> None:
        """Add an error at the first word of some nodes."""
        self.findings.append(
            Finding(
                rule,
                message,
                Severity.ERROR,
                Tier.FLAG,
                anchor=self.prose.trace.anchor(nodes),
                before=more.get("before", ""),
                hint=more.get("hint", ""),
            )
        )


def identifier_of(text: str) -> str:
    """Return the identifier that pandoc's reader makes of a heading (its `auto_identifiers`)."""
    kept = "".join(c for c in text if c.isalnum() or c in "_-. \n")
    joined = "-".join("".join(c.lower()[0] for c in kept).split())
    return "".join(dropwhile(lambda c: not c.isalpha(), joined)) or "section"


def _is_automatic(node: Node, identifier: str) -> bool:
    if node["t"] != "Header":
        return False
    words = list(takewhile(lambda one: one["t"] != "Note", node["c"][2]))
    made = identifier_of(stringify(words))
    if len(words) < len(node["c"][2]):  # pandoc takes the mark of a note for a word: `scene-i1`
        return identifier.startswith(made)
    return identifier == made or bool(re.fullmatch(re.escape(made) + r"-\d+", identifier))


def make_unique(book: Book, source: Source) -> None:
    """Make the identifier of every place of a source unique in the book, in place.

    An automatic one is renamed; of an explicit one that is there already, an error is reported.
    """
    for node in source.markup:
        attr = attr_of(node)
        if attr is None or not attr[0]:
            continue
        identifier = attr[0]
        source.names.add(identifier)
        name = f"id-{identifier}" if OWN.match(identifier) else identifier
        if name in book.identifiers or (name in book.explicit and _is_automatic(node, identifier)):
            if not _is_automatic(node, identifier):
                _report_duplicate(book, node, identifier)
                continue
            name = book.free_names.free(name)
        if name != identifier:
            source.renamed[identifier] = name
        attr[0] = name
        book.identifiers[name] = node
        book.taken.add(name)


def _report_duplicate(book: Book, node: Node, identifier: str) -> None:
    book.report(
        "duplicate-id",
        f"The identifier #{identifier} is given twice in the book.",
        [node],
        before=identifier,
        hint="Give one of the two places another name, and its links with it.",
    )


def lead_links(book: Book) -> None:
    """Lead each link between the sources to its place, in place; report those that lead nowhere."""
    files = {PurePosixPath(source.name.replace("\\", "/")).name: source for source in book.sources}
    everywhere = {
        old: new
        for source in reversed(book.sources)
        for old, new in source.renamed.items()
        if old not in book.identifiers
    }
    for source in book.sources:
        ways = _Ways(source, files, everywhere)
        for node in source.markup:
            if node["t"] == "Link":
                _lead(book, node, ways)


@dataclass(frozen=True, slots=True)
class _Ways:
    """What a link may mean: names of this file, of other files, of the whole book."""

    source: Source
    files: dict[str, Source]
    everywhere: dict[str, str]

    def target(self, url: str) -> str | None:
        """Return the identifier that an internal address means; None where it is external."""
        file, _, fragment = url.partition("#")
        if not file:
            if fragment in self.source.names:
                return self.source.renamed.get(fragment, fragment)
            return self.everywhere.get(fragment, fragment)
        name = PurePosixPath(decoded(file)).name
        there = self.files.get(name) if file.endswith(".md") else None
        if there is None or ":" in file:
            return None
        return there.renamed.get(fragment, fragment) if fragment else _first_identifier(there)


def _first_identifier(source: Source) -> str:
    return next(
        (b["c"][1][0] for b in source.blocks if b["t"] == "Header" and b["c"][1][0]), source.name
    )


def _lead(book: Book, link: Node, ways: _Ways) -> None:
    address = link["c"][2]
    url = address[0]
    if not url or re.match(r"[a-zA-Z][\w+.-]*:|//", url):
        return
    if "#" not in url and not url.endswith(".md"):
        _report_file(book, link, url)
        return
    identifier = ways.target(url)
    if identifier is not None and identifier in book.identifiers:
        address[0] = f"#{identifier}"
        return
    book.report(
        "dead-link",
        f"The link to {decoded(url)} leads to no place in the book.",
        [link],
        before=decoded(url),
        hint=_nearest(book, identifier or url),
    )


def _report_file(book: Book, link: Node, url: str) -> None:
    """Report a link to a file: no edition takes it along."""
    hint = "Give the whole address, https://…, or lead the link to a place: #name."
    if url.startswith("www."):
        hint = f"Write https://{url}."
    shown = decoded(url)
    message = f"The link to {shown} leads to a file that no edition has."
    book.report("dead-link", message, [link], before=shown, hint=hint)


def _nearest(book: Book, identifier: str) -> str:
    near = get_close_matches(identifier, list(book.identifiers), n=1)
    if near:
        return f"Did you mean #{near[0]}?"
    return "Give the place you mean an identifier: # Heading {#name}."
