"""The guard: nothing of a manuscript is lost on the way into the book without a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from octavo.manuscripts.guard import book, odt, text, web, word
from octavo.manuscripts.guard.compare import HINT, compare
from octavo.manuscripts.guard.contents import Contents, What
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain.decode import decode
from octavo.model.finding import Finding, Tier
from octavo.text.letters.pages import CodePage

AS_DOCX = "Save it as DOCX in the program it was made with, and import that."
TOLD = (
    "import-raw-markup",
    "import-image",
    "import-style-left-out",
    "import-graphic-named",
    "import-matter-left-out",
)
"""Rules whose findings show words that were left out, though an editor is to look at them."""

NOTES = "import-notes-typed"
"""The rule that says that typed notes became notes, which number themselves.

Its evidence is what was taken out of the text: numbers, and the headings of lists of notes.
"""

AROUND = ("import-gutenberg", "import-picture-missing")
"""Rules whose findings show several paragraphs of the text, each behind an empty line."""

EACH = ("import-running-head", "import-title", "import-contents")
"""Rules whose findings show several places, each on a line."""

PAGES = (*EACH, "import-matter-left-out")
"""Rules whose findings may show paragraphs of the text, each behind an empty line."""


def check(
    data: bytes, kind: Format, manuscript: Manuscript, lang: str, page: CodePage | None = None
) -> list[Finding]:
    """Report what the bytes of a manuscript hold, and the book that was made of it does not.

    What other findings show as left out, and what went into the metadata, is not lost.
    """
    there = original(data, kind, manuscript.name, lang, page)
    come = written(kind, manuscript)
    come.lists |= any(finding.rule == NOTES for finding in manuscript.findings)
    hint = AS_DOCX if kind in (Format.RTF, Format.ODT) else HINT
    tables, cells = manuscript.unwrapped
    reported = (
        (What.IMAGE, manuscript.unshown),
        (What.LINK, manuscript.unlinked),
        (What.TABLE, tables),
        (What.CELL, cells),
        (What.HEADING, manuscript.unheaded),
        (What.NOTE, manuscript.unnoted),
    )
    for what, many in reported:
        for _ in range(many):
            come.count(what)
    come.marks = manuscript.marks
    known = _known(manuscript)
    if kind is Format.PLAIN:
        known = (text.unmarked(words) for words in known)
        come.stretches = [replace(s, text=text.RAISED.sub("", s.text)) for s in come.stretches]
    return compare(there, come, known, manuscript.name, hint)


def original(
    data: bytes, kind: Format, file: str, lang: str, page: CodePage | None = None
) -> Contents:
    """Return the contents of a manuscript, read from its own bytes."""
    if kind is Format.DOCX:
        return word.contents(data, file)
    if kind is Format.ODT:
        return odt.contents(data, file)
    if kind is Format.EPUB:
        return web.of_epub(data, file)
    if kind is Format.HTML:
        return web.of_page(data, file)
    if kind is Format.RTF:
        return text.of_rtf(data)
    decoded = decode(data, file, lang, page).text
    return text.of_markdown(decoded) if kind is Format.MARKDOWN else text.of_plain(decoded)


def written(kind: Format, manuscript: Manuscript) -> Contents:
    """Return the contents of the chapters; Markdown is compared as it is typed."""
    if kind is Format.MARKDOWN:
        return text.of_markdown("\n\n".join(chapter.markdown for chapter in manuscript.chapters))
    return book.contents(block for chapter in manuscript.chapters for block in chapter.blocks)


def _known(manuscript: Manuscript) -> Iterator[str]:
    """Yield what went into the metadata, and what findings show as left out."""
    yield manuscript.title
    yield from manuscript.aside
    for value in manuscript.embedded.values():
        yield from _texts(value)
    for finding in manuscript.findings:
        if finding.rule == NOTES:
            yield from finding.evidence
        elif finding.rule in AROUND or (finding.rule in PAGES and "\n\n" in finding.before):
            yield from re.split(r"\n\s*\n", finding.before)
        elif finding.rule in EACH:
            yield from finding.before.split("\n")
        elif finding.tier is Tier.AUTO or finding.rule in TOLD:
            yield finding.before


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return [str(one) for one in value.values()]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [str(value)]
