"""How a pamphlet and an article are made up in Word: what runs on, what stands above the text."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.formats import imprint
from octavo.formats.docx.body import Entry
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.xml import Element, make, paragraph, properties, set_style, text_run
from octavo.model.edition import Edition

RUN_ON, TITLE = "RunonHeading", "ArticleTitle"
"""The ids of the styles of a heading that begins no page, and of an article's title."""


def runs_on(entry: Entry, first: Entry, edition: Edition) -> bool:
    """Whether a division stands below the one before it: back matter; all of an article."""
    if edition.is_book or entry is first or not entry.division:
        return False
    return edition.form == "article" or entry.division == "backmatter"


def style_headings(entries: Sequence[Entry], edition: Edition) -> list[Entry]:
    """Give the headings of a short form their styles; return those that begin pages."""
    divisions = [entry for entry in entries if entry.division]
    if edition.is_book or not divisions:
        return divisions
    first = divisions[0]
    opening = [entry for entry in divisions if not runs_on(entry, first, edition)]
    for entry in divisions:
        if entry not in opening:
            set_style(entry.element, RUN_ON)
    if edition.form == "article":
        set_style(first.element, TITLE if _is_titled(entries, edition) else RUN_ON)
    return opening


def _is_titled(entries: Sequence[Entry], edition: Edition) -> bool:
    return imprint.is_titled(edition, [entry.text for entry in entries[:1]])


def head_article(body: Element, entries: Sequence[Entry], edition: Edition, page: Page) -> None:
    """Put an article's title and names above its text, and its imprint behind it."""
    above = page.leading / 2
    lines = [("Subtitle", edition.subtitle), ("Author", imprint.authors(edition))]
    lines += [("Contributor", line) for line in imprint.credits_lines(edition)]
    lines = [(style, words) for style, words in lines if words]
    made = [_line(style, words, above) for style, words in lines[:-1]]
    made += [_line(style, words, above, page.leading * 2) for style, words in lines[-1:]]
    if _is_titled(entries, edition):
        for line in reversed(made):
            entries[0].element.addnext(line)
    else:
        body[:0] = [_line("Title", edition.title, page.leading * 2), *made]
    behind = imprint.copyright_lines(edition)
    for number, words in enumerate(behind):
        line = _line("Copyright", words, 0 if number else page.leading * 2, page.leading / 3)
        if number < len(behind) - 1:
            properties(line).append(make("keepNext"))
        body.append(line)


def _line(style: str, words: str, above: float, below: float = 0) -> Element:
    made = paragraph(style, text_run(words))
    properties(made).append(make("spacing", before=twips(above), after=twips(below)))
    return made
