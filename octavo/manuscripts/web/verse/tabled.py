"""Reads a play that a web page sets as a table: a column of names, a column of what they say.

Standard Ebooks sets its plays so (Manual of Style, 7.5: `<td epub:type="z3998:persona">` before a
cell of speech). On paper the column of names takes a good part of each line, and a row that is
longer than a page is cut. So each row becomes a speech with its name before it.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

PERSONA = re.compile(r"(?:speakers?|spkr|speaker-?name|persona|character(?:-?name)?)")
VERSE = frozenset(("verse", "poem", "song", "hymn", "lyrics"))
CELLS = ("td", "th")


def take(web: Web) -> int:
    """Make paragraphs of the tables of a play; return how many names stand before a speech."""
    tables = [table for table in tree.of(web.bodies, "table") if _is_play(table)]
    web.unframed += len(tables)
    web.uncelled += sum(1 for _ in tree.of(tables, *CELLS))
    names = sum(_spoken(table) for table in tables)
    if names:
        for name in tree.of(web.bodies, "b", "strong"):
            if is_persona(name):
                name.tag = "span"
                tree.add_class(name, "smallcaps")
                tree.drop(name, "kinds")
    return names


def is_persona(element: etree._Element) -> bool:
    """Whether an element is a speaker's name, by its classes or its epub:type."""
    names = {*tree.classes(element), *tree.kinds(element)}
    return any(PERSONA.fullmatch(name) for name in names)


def _is_play(table: etree._Element) -> bool:
    """Whether the first cells of at least half of the rows, of two cells each, are speakers."""
    rows = [_cells(row) for row in table.iter("tr")]
    named = sum(1 for cells in rows if len(cells) == 2 and is_persona(cells[0]))
    inner = next((one for one in table.iter("table") if one is not table), None)
    return inner is None and named > 0 and 2 * named >= len(rows)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [child for child in row if child.tag in CELLS]


def _spoken(table: etree._Element) -> int:
    """Put a paragraph for each speech in the place of a table; return how many have a name."""
    made: list[etree._Element] = []
    names = 0
    for row in table.iter("tr"):
        cells = _cells(row)
        speech = _speech(cells[-1]) if cells else []
        for paragraph in speech if tree.kinds(cells[-1]) & VERSE else ():
            paragraph.set("kinds", "verse")
        if len(cells) > 1 and tree.words(cells[0]):
            speech = _named(cells[0], speech)
            names += 1
        if speech and row.get("id") and not speech[0].get("id"):
            speech[0].set("id", row.get("id", ""))
        made += speech
    for caption in table.iter("caption"):
        caption.tag = "p"
        made.insert(0, caption)
    for paragraph in made:
        table.addprevious(paragraph)
    xml.remove(table)
    return names


def _speech(cell: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of a cell; words outside of any are one too."""
    blocks: list[etree._Element] = []
    loose = etree.Element("p")
    loose.text = cell.text
    for child in list(cell):
        if child.tag in tree.BLOCKS:
            blocks += [loose] if tree.has_words(loose) else []
            loose = etree.Element("p")
            loose.text, child.tail = child.tail, None
            blocks.append(child)
        else:
            loose.append(child)
    return [*blocks, loose] if tree.has_words(loose) or len(loose) else blocks


def _named(name: etree._Element, speech: list[etree._Element]) -> list[etree._Element]:
    """Put a name before the first paragraph or line of its speech; before others it is alone."""
    marked = etree.Element("span", {"class": "smallcaps"})
    marked.text = (name.text or "").lstrip()
    marked.extend(list(name))
    first = speech[0] if speech else None
    if first is None or first.tag != "p":
        alone = etree.Element("p")
        alone.append(marked)
        return [alone, *speech]
    marked.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, marked)
    return speech
