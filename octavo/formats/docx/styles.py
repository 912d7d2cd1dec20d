"""The styles of the Word edition, as data: what a paragraph of each kind looks like.

Lengths are in points; sizes, indents and spaces are made from the page's size and leading, so that
all stays on the grid. Colours are Word's `auto`, so that the text is legible in dark mode too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.formats import imprint
from octavo.formats.docx.page import Page
from octavo.formats.docx.style import Letters, Style
from octavo.formats.docx.styles_lists import contents, index

SERIF = "Cambria"
"""Comes with Word for Windows and for the Mac since 2007; has Greek and Cyrillic and lining
figures, and formulas (Cambria Math) match it. LibreOffice has Caladea, of the same widths."""

MONO = "Consolas"
"""Comes with Word on both systems, too; tells 0 from O and 1 from l."""

MATH = "Cambria Math"

UNCOUNTED = (
    *(
        "Title",
        "Subtitle",
        "Author",
        "Contributor",
        "Publisher",
        "Copyright",
        "TOC",
        "List Heading",
    ),
    *("Table of Figures", "Index", "Header", "Footer", "Footnote", "Figure", "Captioned Figure"),
)
"""How the names of styles begin whose lines have no numbers: they are not lines of the text.

Word asks the section, too; LibreOffice numbers the lines of a whole file.
"""

WIDE = 0.55
"""How wide a letter of a title is, in ems, capitals among them; rather too wide than too narrow."""


def paragraph_styles(
    page: Page, *, parts: bool, title: str = "", subtitle: str = ""
) -> list[Style]:
    """Return the paragraph styles, each after the one it is based on.

    In a book with parts, chapters stand on level 2, and what is a section elsewhere on level 3.
    Title and subtitle are as large as their lines allow.
    """
    if page.manuscript:
        close = replace(page, leading=page.size * 4 / 3, manuscript=False)
        made = paragraph_styles(close, parts=parts, title=title, subtitle=subtitle)
        return [_ragged(style, close, page) for style in made]
    return [
        *_text(page),
        *_headings(page, parts=parts),
        *_set_off(page),
        *_apparatus(page),
        *_prelims(page, title, subtitle),
        *contents(page, _opening(page)),
        *index(page, _opening(page)),
    ]


def _ragged(style: Style, close: Page, page: Page) -> Style:
    """Return a style of a manuscript: ragged, its text in lines as far apart as the page's.

    Headings have the leading of their size; so has code, whose lines are short.
    """
    align = "left" if style.align == "justify" else style.align
    small = style.leading is not None and style.leading <= close.leading
    leading = page.leading if small and style.font != MONO else style.leading
    size = page.size if style.name.startswith("Footnote") and style.size else style.size
    counted = not style.name.startswith(UNCOUNTED)
    return replace(style, align=align, leading=leading, size=size, counted=counted)


def character_styles(page: Page) -> list[Letters]:
    """Return the character styles."""
    return [
        Letters("Hyperlink"),
        Letters("Emphasis", italic=True),
        Letters("Strong", bold=True),
        Letters("Book Title", italic=True),
        Letters("Footnote Reference", raised=True),
        Letters("Verbatim Char", font=MONO, size=page.size - 1.5),
        Letters("Formula"),
        Letters("Opening Words", small_caps=True),
        Letters("Section Number"),
    ]


def _text(page: Page) -> list[Style]:
    em, half = page.size * 1.4, page.leading / 2
    return [
        Style("Body Text", align="justify", first=em),
        Style("First Paragraph", "Body Text", "Body Text", first=0.0),
        Style("Compact", "Body Text", first=0.0, before=half, after=half, close=True),
        Style("List Paragraph", "Body Text", first=0.0, before=half, after=half),
        Style("Header", align="center", italic=True, size=page.size - 1.5, hyphens=False),
        Style("Footer", align="center", size=page.size - 1, hyphens=False),
    ]


def _opening(page: Page) -> Style:
    """An opening of a division: on a new page, with a sink of four lines."""
    return Style(
        "Heading 1",
        following="First Paragraph",
        size=page.size * 2,
        leading=page.leading * 2,
        align="center",
        before=page.leading * 4,
        after=page.leading * 3,
        with_next=True,
        together=True,
        new_page=True,
        hyphens=False,
        level=0,
    )


def _headings(page: Page, *, parts: bool) -> list[Style]:
    """The openings of divisions; below them, heads of falling weight."""
    line, size = page.leading, page.size
    opening = _opening(page)
    looks = [(1.3, True, False, 2, 1), (1.1, True, False, 1.5, 0.5), (1.0, False, True, 1, 0.5)]
    ranks = [0, 0, 1, 2, 2] if parts else [0, 1, 2, 2, 2]
    heads = []
    for level, rank in enumerate(ranks, start=2):
        scale, bold, italic, before, after = looks[rank]
        heads.append(_head(page, level, (scale, before, after), bold=bold, italic=italic))
    part = Style("Part", "Heading 1", size=size * 2.6, leading=line * 2.5, before=page.depth * 0.28)
    chapter = _chapter(opening)
    return [opening, *heads, part, chapter, *_short_forms(page, opening)]


def _short_forms(page: Page, opening: Style) -> list[Style]:
    """The headings of a pamphlet or an article that begin no page."""
    line, size = page.leading, page.size
    run_on = Style("Runon Heading", "Heading 1", "First Paragraph", new_page=False, align="center")
    run_on = replace(run_on, size=size * 1.2, leading=line * 1.25, before=line * 2, after=line)
    title = replace(run_on, name="Article Title", size=size * 1.8, leading=line * 2)
    return [run_on, replace(title, level=opening.level)]


def _head(
    page: Page, level: int, scales: tuple[float, float, float], *, bold: bool, italic: bool
) -> Style:
    scale, before, after = scales
    return Style(
        f"Heading {level}",
        following="First Paragraph",
        size=round(page.size * scale * 2) / 2,
        leading=page.leading * (1.25 if scale > 1.2 else 1),
        bold=bold,
        italic=italic,
        align="left",
        before=page.leading * before,
        after=page.leading * after,
        with_next=True,
        together=True,
        hyphens=False,
        level=level - 1,
    )


def _chapter(opening: Style) -> Style:
    """A chapter under a part looks like any opening, but stands on level 2."""
    return Style(
        "Chapter",
        "Heading 2",
        "First Paragraph",
        size=opening.size,
        leading=opening.leading,
        align=opening.align,
        bold=False,
        italic=False,
        before=opening.before,
        after=opening.after,
        new_page=True,
        level=1,
    )


def _set_off(page: Page) -> list[Style]:
    """What stands apart from the running text: quotations, verse, epigraphs, code, ornaments."""
    line, em = page.leading, page.size * 1.4
    small = page.size - 1
    inset = Style(
        "Block Text",
        "Body Text",
        size=small,
        leading=line - 1,
        left=em,
        right=em,
        first=0.0,
        before=line,
        after=line,
        close=True,
    )
    epigraph = Style("Epigraph", "Block Text", align="left", left=em * 3, italic=True, close=False)
    return [
        inset,
        Style(
            "Verse", "Block Text", align="left", left=em * 2, right=0.0, hyphens=False, close=False
        ),
        Style("Quoted Verse", "Verse", left=em * 3),
        Style("Quotation Within", "Block Text", left=em * 2, right=em * 2),
        Style("Quoted Definition", "Block Text", left=em * 3),
        replace(epigraph, before=0.0, after=line / 2),
        Style("Epigraph Source", "Epigraph", italic=False, after=line * 2),
        Style("Thematic Break", "Body Text", first=0.0, align="center", before=line, after=line),
        _source_code(page),
        *_boxed(page),
    ]


def _source_code(page: Page) -> Style:
    """Each line of code is a paragraph; what goes on below stands in by four letters."""
    line, size = page.leading, page.size - 2
    hang = size * 0.55 * 4
    return Style(
        "Source Code",
        font=MONO,
        size=size,
        leading=line - 3,
        align="left",
        before=line / 2,
        after=line / 2,
        left=page.size * 1.4 / 2 + hang,
        first=-hang,
        close=True,
        together=True,
        hyphens=False,
    )


def _boxed(page: Page) -> list[Style]:
    """What stands in a box, beside the code of a listing, and in a list of definitions."""
    line, small, em = page.leading, page.size - 1, page.size * 1.4
    return [
        Style("Box Text", "Body Text", size=small, leading=line - 1, left=em, right=em),
        Style("Box First", "Box Text", first=0.0, before=line / 2),
        Style("Listing Text", "Body Text", italic=True, first=0.0, align="left"),
        Style("Listing First", "Listing Text"),
        Style("Definition Term", "Body Text", bold=True, first=0.0, with_next=True, align="left"),
        Style("Definition", "Body Text", left=em, first=0.0, after=line / 3),
    ]


def _apparatus(page: Page) -> list[Style]:
    """Notes, captions, tables, bibliography."""
    line, size, em = page.leading, page.size, page.size * 1.4
    small = Style("", size=size - 1.5, leading=line - 2.5)
    caption = replace(small, name="Caption", align="left", hyphens=False, after=line)
    cell = replace(small, name="Table Text", align="left", hyphens=False, before=1.5, after=1.5)
    return [
        replace(small, name="Footnote Text", align="justify", first=0.0),
        Style("Footnote Block Text", "Footnote Text", left=em, right=em),
        caption,
        Style("Table Caption", "Caption", with_next=True, before=line, after=line / 2),
        Style("Image Caption", "Caption", align="center", together=True),
        Style("Credited Caption", "Image Caption", with_next=True, after=2.0),
        Style("Image Credit", "Image Caption", size=size - 2.5, leading=line - 3.5),
        Style("Equation", align="center", before=line / 2, after=line / 2),
        Style("Equation Number", "Equation", align="right"),
        Style("Byline", align="left", hyphens=False, after=line, italic=True),
        Style("Figure", align="center", before=line),
        Style("Captioned Figure", "Figure", with_next=True, after=line / 2),
        cell,
        Style("Table Heading", "Table Text", bold=True, with_next=True),
        Style(
            "Bibliography",
            align="left",
            left=em,
            first=-em,
            after=line / 4,
            size=size - 0.5,
            leading=line - 1,
        ),
    ]


def _prelims(page: Page, title: str, subtitle: str) -> list[Style]:
    """The title page, centred, and the page behind it."""
    line, size = page.leading, page.size
    plain = Style("Contributor", align="center", hyphens=False, before=line / 2)
    large = replace(plain, size=size * 1.5, leading=line * 1.75)
    scale = _title_scale(page, title)
    below = min(1.5, _room(page, imprint.broken(subtitle, imprint.SMALL_LINE)))
    named = replace(large, name="Title", size=round(size * scale * 2) / 2, leading=line * scale)
    small = replace(plain, align="left", size=size - 1.5, leading=line - 2.5, before=0.0)
    return [
        replace(named, before=page.depth * 0.2),
        replace(large, name="Subtitle", size=size * below, italic=True, before=line),
        replace(large, name="Author", before=line * 3),
        plain,
        replace(plain, name="Publisher", before=page.depth * 0.25, spacing=0.4),
        replace(small, name="Copyright", after=line / 8),
    ]


def _title_scale(page: Page, title: str) -> float:
    """How much larger than the text a title is: so that none of its lines turns over."""
    return max(1.4, min(imprint.title_scale(title), _room(page, imprint.broken(title))))


def _room(page: Page, lines: Sequence[str]) -> float:
    """How much larger than the text some lines may be, and stand whole."""
    longest = max(map(len, lines), default=1)
    return page.measure * 0.94 / (page.size * WIDE * longest)
