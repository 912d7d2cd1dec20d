"""Numbers and bullets: the numbering part that pandoc wrote, made fit for a book's page."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from octavo.formats.docx.body import Entry
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.xml import Element, make, properties, remove_all, w
from octavo.text.labels import labels_for

BULLETS = ("\N{BULLET}", "\N{EN DASH}", "\N{MIDDLE DOT}")
CHAPTERS = 900
"""The number of our own definition, clear of pandoc's (990 and above)."""
APPENDICES = 890
"""The number of that of appendices."""
DECIMAL = ("decimal", "%1")
"""The form of a number, and what stands around it."""


def finish_lists(numbering: Element, page: Page) -> None:
    """Indent lists by an em and a half, and set bullets from the text's own font.

    Pandoc's are half an inch deep, and come from Symbol and Wingdings by private characters.
    """
    step = twips(page.size * 1.5)
    for level in numbering.iter(w("lvl")):
        depth = int(level.get(w("ilvl"), "0"))
        for indent in level.iter(w("ind")):
            indent.set(w("left"), str(step * (depth + 1)))
            indent.set(w("hanging"), str(step))
        form, text = level.find(w("numFmt")), level.find(w("lvlText"))
        if form is None or text is None or form.get(w("val")) != "bullet":
            continue
        remove_all(level.findall(w("rPr")))
        if text.get(w("val"), "").strip():
            text.set(w("val"), BULLETS[depth % len(BULLETS)])


def number_chapters(numbering: Element, entries: Sequence[Entry], page: Page) -> None:
    """Number the chapters by Word's own means, so that they count on when an editor moves one.

    Where a chapter's number does not follow the one before, counting starts anew from it.
    """
    numbered = [entry for entry in entries if entry.number.isdecimal()]
    if not numbered:
        return
    digits = max(len(entry.number) for entry in numbered)
    _define(numbering, twips(page.size * 2 * (0.55 * digits + 0.7)))
    last = 0
    count = CHAPTERS
    for entry in numbered:
        number = int(entry.number)
        if number != last + 1 or count == CHAPTERS:
            count += 1
            _start(numbering, count, number)
        inside = make("numPr", make("ilvl", val=0), make("numId", val=count))
        properties(entry.element).append(inside)
        last = number


def letter_appendices(numbering: Element, entries: Sequence[Entry], page: Page, lang: str) -> None:
    """Letter the appendices by Word's own means, each with its word before the letter.

    Behind Z, where Word counts otherwise than we do, the heading has none.
    """
    lettered = [entry for entry in entries if entry.number in set(ascii_uppercase)]
    if not lettered:
        return
    sign = labels_for(lang).caption("appendix", "%1").replace("\N{NO-BREAK SPACE}", " ")
    hanging = twips(page.size * 2 * (0.55 * len(sign) + 0.4))
    _define(numbering, hanging, APPENDICES, ("upperLetter", sign))
    numbering.append(make("num", make("abstractNumId", val=APPENDICES), numId=APPENDICES))
    for entry in lettered:
        inside = make("numPr", make("ilvl", val=0), make("numId", val=APPENDICES))
        properties(entry.element).append(inside)


def _define(
    numbering: Element, hanging: int, number: int = CHAPTERS, form: tuple[str, str] = DECIMAL
) -> None:
    level = make(
        "lvl",
        make("start", val=1),
        make("numFmt", val=form[0]),
        make("lvlText", val=form[1]),
        make("lvlJc", val="left"),
        make(
            "pPr",
            make("tabs", make("tab", val="num", pos=hanging)),
            make("ind", left=hanging, hanging=hanging),
        ),
        ilvl=0,
    )
    kind = make("multiLevelType", val="singleLevel")
    numbering.insert(0, make("abstractNum", kind, level, abstractNumId=number))


def _start(numbering: Element, number: int, first: int) -> None:
    override = make("lvlOverride", make("startOverride", val=first), ilvl=0)
    numbering.append(make("num", make("abstractNumId", val=CHAPTERS), override, numId=number))
