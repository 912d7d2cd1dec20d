"""What a reader meets in BITS, or in JATS: the canonical reading, read from the file."""

from __future__ import annotations

from octavo.files import xml
from octavo.formats.trade.elements import Element
from octavo.model.artefact import Reading
from octavo.model.reading import Streams

SILENT = ("label", "alternatives", "inline-formula", "disp-formula", "alt-text")
APART = ("fn-group", "book-meta", "collection-meta")
"""What stands apart from the text: notes are read at their marks."""

LOOKS = ("italic", "bold", "strike", "sup", "sub", "sc", "underline", "monospace")
RUNNING = (*LOOKS, "xref", "ext-link", "styled-content", "target", "mixed-citation")
"""Elements within a line."""

HEADING = "named-content[@content-type='heading']"
"""What an article's title holds where it is the first heading of its text too."""


def read(data: bytes) -> Reading:
    """Return what a file in BITS or JATS says, in reading order."""
    root = xml.parse_made(data)
    reader = _Reader({str(e.get("id")): e for e in root.iter("fn")})
    reader.element(root)
    return reader.reading()


class _Reader(Streams):
    def __init__(self, notes: dict[str, Element]) -> None:
        super().__init__()
        self.by_id = notes

    def element(self, element: Element) -> None:
        name = str(element.tag)
        if not isinstance(element.tag, str) or name in (*SILENT, *APART):
            return
        if name in ("graphic", "inline-graphic"):
            self.images.append(element.findtext("alt-text") or "")
        elif name == "xref" and element.get("ref-type") == "fn":
            self._note(self.by_id[str(element.get("rid"))])
        elif name == "front":
            for heading in element.iterfind(f".//article-title/{HEADING}"):
                self.element(heading)
        elif name == "fig":
            self._figure(element)
        elif name == "title" or element.get("content-type") == "heading":
            start = len(self.body)
            self._inside(element)
            self.headings.append("".join(self.body[start:]))
            self.body.append("\n")
        elif name in RUNNING:
            self._inside(element)
        else:
            self.body.append("\n")
            self._inside(element)
            self.body.append("\n")

    def _inside(self, element: Element) -> None:
        self.body.append(element.text or "")
        for child in element:
            self.element(child)
            self.body.append(child.tail or "")

    def _figure(self, element: Element) -> None:
        """Read what a figure shows before its caption, as the text has it."""
        for child in sorted(element, key=lambda one: one.tag == "caption"):
            self.element(child)

    def _note(self, note: Element) -> None:
        outer, self.body = self.body, []
        self._inside(note)
        self.notes.append("".join(self.body))
        self.body = outer
