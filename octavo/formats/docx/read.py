"""Reads the Word edition back, as a reader meets it: with python-docx, from the file alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from octavo.formats.docx.body import HEADING_STYLES
from octavo.formats.docx.structure import marks
from octavo.formats.docx.xml import WP, Element, M, parse, style_of, w
from octavo.formats.ranges import released
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.finding import InputError
from octavo.model.reading import Streams

LEFT_OUT = frozenset(
    (
        *("Title", "Subtitle", "Author", "Contributor", "Publisher", "Copyright"),
        *("TOCHeading", "TOC1", "TOC2", "TOC3", "ThematicBreak"),
        *("ListHeading", "TableofFigures"),
        *("IndexHeading", "Index1", "Index2", "Index3", "Index4"),
    )
)
"""The styles of what is not the text: title, copyright and contents pages, index, ornaments."""

PASSED_OVER = frozenset(
    (
        *(w("pPr"), w("rPr"), w("tblPr"), w("tcPr"), w("trPr"), w("sectPr"), w("sdtPr")),
        *(w("instrText"), w("pict"), f"{{{M}}}oMath", f"{{{M}}}oMathPara"),
    )
)
SIGNS = {
    w("br"): " ",
    w("cr"): " ",
    w("tab"): " ",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}


def read(artefact: Artefact, job: Job) -> Reading:  # noqa: ARG001 - the contract of Format.read
    """Return what a reader meets in the file. Raises InputError where it is not a Word file."""
    try:
        document = docx.Document(str(artefact.path))
        notes = parse(document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES).blob)
    except (PackageNotFoundError, BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        raise InputError(
            f"{artefact.path.name} is not a Word file that can be read: {fault}.",
            hint="Build the edition again.",
        ) from fault
    return replace(reading_of(document.element, notes), marks=marks(document.element))


def reading_of(document: Element, notes: Element) -> Reading:
    """Return the Reading of the text's part and the notes' part."""
    reader = Reader({note.get(w("id"), ""): note for note in notes})
    reader.inside(document)
    return reader.reading()


class Reader(Streams):
    """Walks the text once, filling the streams; a note is read where its mark stands."""

    def __init__(self, sources: dict[str, Element]) -> None:
        """Take the notes by their identifiers."""
        super().__init__()
        self.sources = sources
        self.special: dict[str, Callable[[Element], None]] = {
            w("p"): self.paragraph,
            w("r"): self.run,
            w("footnoteReference"): self.note,
            f"{{{WP}}}docPr": self.image,
        }

    def inside(self, element: Element) -> None:
        """Read what an element holds."""
        for child in element:
            tag = str(child.tag)
            if tag in PASSED_OVER:
                continue
            if tag == w("t"):
                self.body.append(released(child.text or ""))
            elif tag in SIGNS:
                self.body.append(SIGNS[tag])
            else:
                self.special.get(tag, self.inside)(child)

    def paragraph(self, element: Element) -> None:
        """Read a paragraph; what is not of the text is left out."""
        style = style_of(element)
        if style in LEFT_OUT:
            return
        start = len(self.body)
        self.inside(element)
        if style in HEADING_STYLES:
            self.headings.append("".join(self.body[start:]))
        self.body.append("\n")

    def run(self, element: Element) -> None:
        """A formula that pandoc could not convert stands as text of the style Formula."""
        style = element.find(f"{w('rPr')}/{w('rStyle')}")
        if style is None or not style.get(w("val"), "").startswith("Formula"):
            self.inside(element)

    def note(self, element: Element) -> None:
        """Read a note where its mark stands, into a stream of its own.

        Raises InputError where the file holds no such note, or the mark stands in its own note.
        """
        name = element.get(w("id"), "")
        source = self.sources.pop(name, None)
        if source is None:
            message = (
                f"It is damaged: a mark stands for note {name}, and there is no other such note."
            )
            raise InputError(message, hint="Build the edition again.")
        outer, self.body = self.body, []
        place = len(self.notes)
        self.notes.append("")
        self.inside(source)
        self.notes[place] = "".join(self.body)
        self.body = outer

    def image(self, element: Element) -> None:
        """Read what an image shows."""
        self.images.append(element.get("descr", ""))
