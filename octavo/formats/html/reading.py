"""What a reader meets in XHTML or HTML: the canonical reading, read from the file."""

from __future__ import annotations

from collections.abc import Iterable

from octavo.formats.html.tree import Element, has_class, is_apparatus, local
from octavo.model.artefact import Reading
from octavo.model.reading import Streams

SILENT = frozenset(("math", "nav", "script", "style", "head", "header", "footer", "colgroup", ""))
INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "del", "em", "i", "mark", "q", "s", "samp", "small", "span")
) | {"strong", "sub", "sup", "u", "var"}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def read_trees(trees: Iterable[Element]) -> Reading:
    """Read the texts of some documents in order; each note is read where its mark stands."""
    streams = Streams()
    for tree in trees:
        reader = Reader(streams, {e.get("id"): e for e in tree.iter() if e.get("id")})
        reader.element(tree)
    return streams.reading()


def pieces(element: Element) -> list[str]:
    """Return the text of one element in pieces, with its white space and without its notes."""
    streams = Streams()
    Reader(streams, {}).element(element)
    return streams.body


class Reader:
    """Reads one document; `places` are its elements by id."""

    def __init__(self, streams: Streams, places: dict[str | None, Element]) -> None:
        """Take the streams to fill, and the elements by their ids."""
        self.streams = streams
        self.places = places
        self.noted: set[Element] = set()

    def element(self, element: Element) -> None:
        """Read an element and what it holds, but not what follows it."""
        name = local(element)
        if name in SILENT or is_apparatus(element):
            self._mark(element)
        elif name == "img":
            self.streams.images.append(element.get("alt") or "")
        elif name == "br":
            self.streams.body.append(" ")
        elif name in HEADINGS:
            self._heading(element)
        elif name in INLINE:
            if not has_class(element, "math"):
                self._inside(element)
        elif not has_class(element, "notes"):
            self.streams.body.append("\n")
            self._inside(element)
            self.streams.body.append("\n")

    def say(self, text: str, element: Element, *, behind: bool = False) -> None:  # noqa: ARG002
        """Take the text that an element begins with, or that stands `behind` it."""
        self.streams.body.append(text)

    def _inside(self, element: Element) -> None:
        if element.text:
            self.say(element.text, element)
        for child in element:
            self.element(child)
            if child.tail:
                self.say(child.tail, child, behind=True)

    def _heading(self, element: Element) -> None:
        start = len(self.streams.body)
        self._inside(element)
        self.streams.headings.append("".join(self.streams.body[start:]))
        self.streams.body.append("\n")

    def _mark(self, element: Element) -> None:
        """At a note's mark, read the note; nothing else here gives words."""
        if element.get("role") != "doc-noteref":
            return
        note = self.places.get((element.get("href") or "").rpartition("#")[2])
        if note is None or note in self.noted:
            return
        self.noted.add(note)
        outer, self.streams.body = self.streams.body, []
        self._inside(note)
        self.streams.notes.append("".join(self.streams.body))
        self.streams.body = outer
