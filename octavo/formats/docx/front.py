"""The pages before the text: title, copyright, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from octavo.book.imprint.links import Line, Part
from octavo.formats import imprint
from octavo.formats.docx.body import Entry
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.sections import WIDEST
from octavo.formats.docx.xml import Element, field, make, mark, paragraph, properties, text_run, w
from octavo.model.edition import Edition
from octavo.text.terms import terms_for

DEPTH = 2
"""How many levels of headings the contents list."""

CODE = f'TOC \\o "1-{DEPTH}" \\h \\z \\u'
"""Headings by their outline level, as links; Word lists the same when it is asked to update."""


def title_page(edition: Edition) -> list[Element]:
    """Return the paragraphs of the title page."""
    pairs = (
        ("Title", edition.title, imprint.LINE),
        ("Subtitle", edition.subtitle, imprint.SMALL_LINE),
    )
    made = [
        paragraph(style, *_on_lines(imprint.broken(words, room))) for style, words, room in pairs
    ]
    lines = [
        ("Author", imprint.authors(edition)),
        *(("Contributor", line) for line in imprint.credits_lines(edition)),
        ("Publisher", imprint.publisher_line(edition)),
    ]
    made += [paragraph(style, text_run(line)) for style, line in lines]
    return [one for one in made if one.find(f".//{w('t')}") is not None]


def _on_lines(lines: Sequence[str]) -> Iterator[Element]:
    for number, line in enumerate(lines):
        if number:
            yield make("r", make("br"))
        yield text_run(line)


def copyright_page(edition: Edition, page: Page) -> list[Element]:
    """Return the paragraphs of the page behind the title; none where nothing is known.

    They stand at the page's foot, by a space above the first: what Word has for that, a vertical
    alignment of the section, other programs do not read. Where they are many, the spaces between
    them go.
    """
    lines = imprint.copyright_parts(edition)
    made = [paragraph("Copyright", *_runs(line.parts)) for line in lines]
    room = page.depth - _depth(lines, page)
    for number, (line, element) in enumerate(zip(lines, made, strict=True)):
        above = page.leading / 2 if line.is_apart and room > 0 else 0.0
        above = above if number else max(0.0, room)
        if above:
            properties(element).append(make("spacing", before=twips(above)))
    return made


def _runs(parts: Sequence[Part]) -> list[Element]:
    """Return the runs of a line; an address is a field, which needs no relationship."""
    runs = []
    for part in parts:
        code = f'HYPERLINK "{part.address}"'
        runs += field(code, part.text) if part.address else [text_run(part.text)]
    return runs


def _depth(lines: Sequence[Line], page: Page) -> float:
    """How deep some lines of the copyright page may become, with one line to spare."""
    width = page.measure / (page.size * WIDEST)
    texts = ["".join(part.text for part in line.parts) for line in lines]
    turned = sum(ceil(len(text) / width) for text in texts)
    return page.leading * (turned + 1 + sum(line.is_apart for line in lines) / 2)


def contents(entries: Sequence[Entry], lang: str, page: Page) -> Element | None:
    """Return the list of contents: a field whose result is there already, each line a link.

    Pages are numbered by whoever lays the text out, so that no number can be known here, and a
    wrong one would be worse than none: a line's PAGEREF is left empty, and the line has no leader,
    which would lead to nothing. On “Update table” Word makes the lines anew by their styles, with
    dotted leaders and true numbers. The field is not marked dirty, nor
    does the file ask for updates when it is opened: Word would greet its reader with a warning
    that “this document contains fields that may refer to other files”.
    """
    listed = [entry for entry in entries if entry.level <= DEPTH and entry.runs]
    if not listed:
        return None
    lines = [paragraph(f"TOC{entry.level}", _link(entry)) for entry in listed]
    for line in lines:
        bare = make("tab", val="right", leader="none", pos=twips(page.measure))
        properties(line).append(make("tabs", bare))
    code = field(CODE, "")[:-1]
    for number, run in enumerate(code, start=1):
        lines[0].insert(number, run)
    lines[-1].append(mark("end"))
    heading = paragraph("TOCHeading", text_run(terms_for(lang).contents))
    gallery = make(
        "docPartObj",
        make("docPartGallery", val="Table of Contents"),
        make("docPartUnique"),
    )
    return make("sdt", make("sdtPr", gallery), make("sdtContent", heading, *lines))


def _link(entry: Entry) -> Element:
    number = [text_run(f"{entry.number}\t")] if entry.number else []
    page = [make("r", make("tab")), *field(f"PAGEREF {entry.bookmark} \\h", "")]
    return make("hyperlink", *number, *entry.runs, *page, anchor=entry.bookmark, history=1)
