"""Finishes the body that pandoc wrote: headings, first paragraphs, tables, figures, ornaments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from octavo.formats.docx.page import EMU, Page, twips
from octavo.formats.docx.prepare import DECORATIVE, Heading
from octavo.formats.docx.tables import finish_table
from octavo.formats.docx.xml import (
    PIC,
    WP,
    A,
    Element,
    M,
    make,
    paragraph,
    properties,
    remove_all,
    set_style,
    style_of,
    text_run,
    w,
)
from octavo.formats.ranges import held

HEADING_STYLES = {"Part": 1, "Chapter": 2, "RunonHeading": 1, "ArticleTitle": 1} | {
    f"Heading{level}": level for level in range(1, 10)
}
"""The ids of the styles of headings, and their levels."""

EN = "\N{EN DASH}"
ORNAMENT = "*\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}*\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}*"
RUNNING = ("BodyText", "FirstParagraph")
MARKS = {"OctavoFlush": "FirstParagraph", "OctavoBody": "BodyText", "OctavoAgain": "BlockText"}
"""The ids of the styles by which `prepare` marks paragraphs, and what they become."""
ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
HIGHEST = 0.8
"""How much of the page's depth an image may take, so that its caption has room."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as it stands in the file: its paragraph, level, number, and its bookmark."""

    element: Element
    style: str
    level: int
    division: str
    number: str
    bookmark: str

    @property
    def runs(self) -> list[Element]:
        """Copies of the heading's runs, without note marks and the look of links."""
        runs = [deepcopy(run) for run in self.element.iter(w("r")) if run.find(w("t")) is not None]
        for run in runs:
            remove_all(run.findall(f"{w('rPr')}/{w('rStyle')}"))
        return runs

    @property
    def text(self) -> str:
        """The heading's words."""
        return "".join(piece.text or "" for piece in self.element.iter(w("t"))).strip()


def finish_headings(body: Element, headings: Sequence[Heading]) -> list[Entry]:
    """Set each heading's style and bookmark, and return the headings in reading order."""
    elements = [p for p in body.iter(w("p")) if style_of(p) in HEADING_STYLES]
    entries = []
    first = 1 + max((int(b.get(w("id"), "0")) for b in body.iter(w("bookmarkStart"))), default=0)
    for number, (element, heading) in enumerate(zip(elements, headings, strict=True), start=first):
        style = style_of(element)
        if heading.division == "part" and style == "Heading1":
            style = "Part"
        elif heading.division == "chapter" and style == "Heading2":
            style = "Chapter"
        set_style(element, style)
        name = f"_Toc{number:08d}"
        _bookmark(element, number, name)
        level = HEADING_STYLES[style]
        entries.append(Entry(element, style, level, heading.division, heading.number, name))
    return entries


def _bookmark(element: Element, number: int, name: str) -> None:
    element.insert(1, make("bookmarkStart", id=number, name=name))
    element.append(make("bookmarkEnd", id=number))


def finish_text(body: Element, page: Page) -> None:
    """Finish everything in the body but its headings."""
    _set_paragraphs(body, page)
    for element in list(body.iter(w("p"))):
        _finish_paragraph(element)
    for table in body.iter(w("tbl")):
        finish_table(table, page)
    for run in body.iter(w("r")):
        _set_tabs(run)
    finish_images(body, page)


def _finish_paragraph(element: Element) -> None:
    if not style_of(element) and element.find(f"{w('pPr')}/{w('numPr')}") is not None:
        set_style(element, "ListParagraph")
    if element.find(f"{w('r')}/{w('pict')}") is not None:
        new = paragraph("ThematicBreak", text_run(ORNAMENT))
        element[:] = list(new)
    elif style_of(element) in RUNNING and _is_image_alone(element):
        set_style(element, "Figure")
    elif style_of(element) == "ImageCaption" and _is_credited(element):
        set_style(element, "CreditedCaption")


def _is_credited(caption: Element) -> bool:
    """Whether the line below a caption is its picture's credit."""
    after = caption.getnext()
    return after is not None and after.tag == w("p") and style_of(after) == "ImageCredit"


SHOWN = re.compile(r'"(?:formatted|plain)Citation":"(?:[^"\\]|\\.)*+"')
"""What a citation's field says that it shows: Zotero asks where that is not what stands there."""


def hold_ranges(*stories: Element) -> None:
    """Keep the lines of some stories from ending behind the rule of a range, but in code."""
    for text in (one for story in stories for one in story.iter(w("t"))):
        if text.text and EN in text.text and not _is_code(text):
            text.text = held(text.text)
    for code in (one for story in stories for one in story.iter(w("instrText"))):
        code.text = SHOWN.sub(lambda match: held(match[0]), code.text or "")


def _is_code(text: Element) -> bool:
    run = text.getparent()
    paragraph = next(text.iterancestors(w("p")), None)
    named = None if run is None else run.find(f"{w('rPr')}/{w('rStyle')}")
    is_code = named is not None and named.get(w("val"), "").startswith("VerbatimChar")
    return is_code or (paragraph is not None and style_of(paragraph) == "SourceCode")


def _set_tabs(run: Element) -> None:
    """Pandoc writes the tab in a numbered bibliography as a character; Word has an element."""
    for piece in run.findall(w("t")):
        if piece.text == "\t":
            run.replace(piece, make("tab"))


def _is_image_alone(element: Element) -> bool:
    words = "".join(piece.text or "" for piece in element.iter(w("t")))
    return not words.strip() and element.find(f".//{w('drawing')}") is not None


def _set_paragraphs(body: Element, page: Page) -> None:
    """Indent paragraphs of running text but those that the document says stand flush.

    Pandoc takes one apart at a displayed formula: what goes on there stands flush too. A paragraph
    of a quotation after another has its indent by itself, since the style is that of both: so no
    space stands between them. In another direction than the book's, pandoc leaves out the style.
    """
    formula = False
    for element in body.iter(w("p")):
        style = style_of(element)
        if style in MARKS:
            set_style(element, MARKS[style])
            if style == "OctavoAgain":
                indent = make("ind", firstLine=twips(page.size * 1.4))
                properties(element).append(indent)
        elif (style in RUNNING and not formula) or _is_turned(element, body):
            set_style(element, "BodyText")
        formula = element.find(f"{{{M}}}oMathPara") is not None


def _is_turned(element: Element, body: Element) -> bool:
    """Whether a paragraph of the text has its direction alone, and no style."""
    own = element.find(w("pPr"))
    if own is None or own.find(w("bidi")) is None or element.getparent() is not body:
        return False
    return own.find(w("numPr")) is None and not style_of(element)


def drop_marks(styles: Element) -> None:
    """Take the styles of the marks out, which pandoc has made."""
    for style in list(styles.iter(w("style"))):
        if style.get(w("styleId")) in MARKS:
            styles.remove(style)


def finish_notes(notes: Element, page: Page) -> None:
    """Set the style of notes on their plain paragraphs; finish tables and images.

    A link within the book, such as a citation's to the bibliography, looks like the words around.
    """
    for element in notes.iter(w("p")):
        is_list = element.find(f"{w('pPr')}/{w('numPr')}") is not None
        if style_of(element) in ("Compact", *RUNNING) or is_list:
            set_style(element, "FootnoteText")
    for link in notes.iter(w("hyperlink")):
        if link.get(w("anchor")):
            remove_all(link.findall(f"{w('r')}/{w('rPr')}/{w('rStyle')}[@{w('val')}='Hyperlink']"))
    for table in notes.iter(w("tbl")):
        finish_table(table, page)
    finish_images(notes, page)


# --- images -----------------------------------------------------------------------------------


def finish_images(root: Element, page: Page) -> None:
    """Fit images to the page, name them by number, mark ornaments, and forget their paths."""
    for number, inline in enumerate(list(root.iter(f"{{{WP}}}inline")), start=1):
        described = inline.find(f"{{{WP}}}docPr")
        if described is None:
            continue
        described.set("name", f"Image {number}")
        if described.get("title") == DECORATIVE:
            _mark_decorative(described)
        if described.get("title") in ("", DECORATIVE):
            del described.attrib["title"]
        for inner in inline.iter(f"{{{PIC}}}cNvPr"):
            inner.set("name", f"Image {number}")
            inner.attrib.pop("descr", "")
        _fit(inline, page)


def _mark_decorative(described: Element) -> None:
    extension = etree.SubElement(
        etree.SubElement(described, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=DECORATIVE_URI
    )
    etree.SubElement(extension, f"{{{ADEC}}}decorative", nsmap={"adec": ADEC}).set("val", "1")


def _fit(inline: Element, page: Page) -> None:
    extents = [*inline.iter(f"{{{WP}}}extent"), *inline.iter(f"{{{A}}}ext")]
    extents = [extent for extent in extents if extent.get("cx")]
    if not extents:
        return
    width, height = (int(extents[0].get(side, "1")) for side in ("cx", "cy"))
    scale = min(
        1.0, page.measure * EMU / max(width, 1), page.depth * HIGHEST * EMU / max(height, 1)
    )
    for extent in extents:
        extent.set("cx", str(max(1, round(width * scale))))
        extent.set("cy", str(max(1, round(height * scale))))
