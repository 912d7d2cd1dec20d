"""Makes pandoc's reference document in code: the page, the styles, the language."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from octavo.cache import Cache
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.style import Letters, Style
from octavo.formats.docx.styles import SERIF, character_styles, paragraph_styles
from octavo.formats.made_once import made_once
from octavo.model.edition import Edition

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}

CUSTOM_NAMES = ("TOC Heading", "Footnote Block Text")

BUILTIN = (
    *("Body Text", "List Paragraph", "Header", "Footer", "Block Text", "Caption", "Title"),
    *("Subtitle", "Bibliography", "Hyperlink", "Emphasis", "Strong", "Book Title"),
)

TABLE_STYLES = f"""
<w:styles {nsdecls("w")}>
 <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
  <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
   <w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
  </w:tblCellMar></w:tblPr></w:style>
 <w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
  <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
 <w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>
  <w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:jc w:val="center"/><w:tblBorders>
   <w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>
   <w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>
   <w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>
   <w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>"""
"""Three rules and no others, as in the booktabs package."""


def reference(store: Cache, page: Page, edition: Edition, *, parts: bool) -> bytes:
    """Return the reference document for a page (in points), an edition's title and language.

    It is made once for all that it depends on, and kept.
    """
    of = repr((page, edition.lang, edition.title, edition.subtitle, parts))
    return made_once(store, "word", of, lambda: _made(page, edition, parts=parts))


def _made(page: Page, edition: Edition, *, parts: bool) -> bytes:
    document = docx.Document()
    styles = document.styles
    for style in list(styles.element.style_lst):
        styles.element.remove(style)
    _set_defaults(styles.element, page, edition.lang)
    _add_bases(styles)
    title, subtitle = edition.title, edition.subtitle
    made = paragraph_styles(page, parts=parts, title=title, subtitle=subtitle)
    for style in made:
        _add_paragraph_style(styles, style)
    for style in made:
        if style.following:
            styles[style.name].next_paragraph_style = styles[style.following]
    for letters in character_styles(page):
        _add_character_style(styles, letters)
    _name_as_word_does(styles.element)
    _set_page(document, page)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_defaults(element: Any, page: Page, lang: str) -> None:
    defaults = element.find(qn("w:docDefaults"))
    defaults.addprevious(
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{SERIF}" w:eastAsia="{SERIF}" w:hAnsi="{SERIF}"'
            ' w:cs="Times New Roman"/>'
            f'<w:sz w:val="{round(page.size * 2)}"/><w:szCs w:val="{round(page.size * 2)}"/>'
            "<w:lang/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
            '<w:widowControl/><w:spacing w:before="0" w:after="0"'
            f' w:line="{twips(page.leading)}" w:lineRule="atLeast"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>"
        )
    )
    element.remove(defaults)
    element.find(".//" + qn("w:lang")).set(qn("w:val"), lang)


def _add_bases(styles: Any) -> None:
    """The four defaults that every document has: paragraph, character, table, list."""
    normal = styles.add_style("Normal", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    normal.element.set(qn("w:default"), "1")
    normal.quick_style = True
    letters = styles.add_style("Default Paragraph Font", WD_STYLE_TYPE.CHARACTER, builtin=True)
    letters.element.set(qn("w:default"), "1")
    for style in list(parse_xml(TABLE_STYLES)):
        styles.element.append(style)


def _add_paragraph_style(styles: Any, style: Style) -> None:
    made = styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=_is_builtin(style.name))
    made.element.styleId = style.name.replace(" ", "")
    made.base_style = styles[style.base]
    made.quick_style = True
    _set_letters(made.font, style)
    _set_paragraph(made.paragraph_format, style)
    properties = made.element.get_or_add_pPr()
    if style.hyphens is False:
        _flag(properties, "w:suppressAutoHyphens")
    if not style.counted:
        _flag(properties, "w:suppressLineNumbers")
    if style.close is not None:
        _flag(properties, "w:contextualSpacing", "" if style.close else "0")
    if style.level is not None:
        _flag(properties, "w:outlineLvl", str(style.level))
    if style.spacing is not None:
        _flag(made.element.get_or_add_rPr(), "w:spacing", str(round(style.spacing * 20)))


def _is_builtin(name: str) -> bool:
    """Whether Word knows the style: then it is translated in Word's own list of styles."""
    known = (
        name.startswith(("Heading ", "TOC ", "Footnote ", "Index ")) and name not in CUSTOM_NAMES
    )
    return known or name == "TOC Heading" or name in BUILTIN


def _set_letters(font: Any, style: Style) -> None:
    if style.font:
        _set_face(font, style.font)
    if style.size is not None:
        font.size = Pt(style.size)
    font.bold = style.bold
    font.italic = style.italic


def _set_face(font: Any, name: str) -> None:
    font.name = name
    fonts = font.element.rPr.rFonts
    fonts.set(qn("w:cs"), name)
    fonts.set(qn("w:eastAsia"), name)


def _set_paragraph(layout: Any, style: Style) -> None:
    if style.align:
        layout.alignment = ALIGN[style.align]
    for name, value in (
        ("space_before", style.before),
        ("space_after", style.after),
        ("left_indent", style.left),
        ("right_indent", style.right),
        ("first_line_indent", style.first),
    ):
        if value is not None:
            setattr(layout, name, Pt(value))
    if style.leading is not None:
        layout.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        layout.line_spacing = Pt(style.leading)
    layout.keep_with_next = style.with_next
    layout.keep_together = style.together
    layout.page_break_before = style.new_page
    for stop in style.tabs:
        side = WD_TAB_ALIGNMENT.RIGHT if stop < 0 else WD_TAB_ALIGNMENT.LEFT
        leader = WD_TAB_LEADER.DOTS if stop < 0 else WD_TAB_LEADER.SPACES
        layout.tab_stops.add_tab_stop(Pt(abs(stop)), side, leader)


def _flag(properties: Any, tag: str, value: str = "") -> None:
    """Add an element that python-docx has no name for; `docx_repair` puts it in its place."""
    element = OxmlElement(tag)
    if value:
        element.set(qn("w:val"), value)
    properties.append(element)


def _add_character_style(styles: Any, letters: Letters) -> None:
    made = styles.add_style(
        letters.name, WD_STYLE_TYPE.CHARACTER, builtin=_is_builtin(letters.name)
    )
    made.base_style = styles["Default Paragraph Font"]
    if letters.font:
        _set_face(made.font, letters.font)
    if letters.size is not None:
        made.font.size = Pt(letters.size)
    if letters.raised:
        made.font.superscript = True
    if letters.small_caps:
        made.font.small_caps = True
    if letters.italic:
        made.font.italic = True
    if letters.bold:
        made.font.bold = True
    made.quick_style = letters.italic or letters.bold


def _name_as_word_does(element: Any) -> None:
    """Word knows `toc 1` and `footnote text` by small letters, whatever its windows say."""
    for name in element.iter(qn("w:name")):
        value = name.get(qn("w:val"))
        if value.startswith(("TOC ", "Footnote ", "Index ")) and value not in CUSTOM_NAMES:
            name.set(qn("w:val"), value.lower())


def _set_page(document: Any, page: Page) -> None:
    """Pandoc reads the measure here, and fits images and tables to it."""
    section = document.sections[0]
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.left_margin, section.right_margin = Pt(page.inner), Pt(page.outer)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
