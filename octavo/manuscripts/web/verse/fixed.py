"""Verse that a page of Project Gutenberg sets with spaces: in `<pre>`, or behind no-break spaces.

Before style sheets were common the lines of a poem were typed with their indents, as in a text
file. A block of fixed type in such a page is verse, unless it has columns, or lines as long as the
page.
"""

from __future__ import annotations

import re
from itertools import takewhile

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting import broken
from octavo.manuscripts.word.structure import numbers
from octavo.model.counted import counted

WIDEST, LONG = 90, 60
"""A line of verse has fewer signs; most lines of running text have more."""

COLUMNS = re.compile(r"\S(?:\s{3,}|\t| ?\| ?)\S")
"""What parts the columns of a table typed with spaces."""

TABLED = 0.25
"""The share of lines with columns that makes a table."""

FEWEST = 3
"""So many lines, parted by breaks, with some of them behind spaces that stay, are verse."""

TITLE = 50
"""The longest line that is the title of a poem below its number."""

SPACE = "\N{NO-BREAK SPACE}"
LEADING = re.compile(rf"[ \t\r\n]*(?P<indent>[ {SPACE}]*)")

HOLES = "".join(map(chr, range(0xE000, 0xE100)))
"""Private signs that stand for elements among the letters of a line."""

Stanza = list[str]


def take(web: Web) -> None:
    """Make verse of such blocks, with headings of its numbers, in place; report it once."""
    made: list[str] = []
    for block in tree.of(web.bodies, "blockquote", "p"):
        if _is_indented(block):
            made.append(tree.words(block))
            _typed(block)
    levels = _levels(web)
    for block in tree.of(web.bodies, "pre"):
        stanzas = _stanzas(block)
        if stanzas:
            made.append(tree.words(block))
            _set(block, stanzas, levels[block])
    if made:
        many = counted(len(made), "block")
        message = f"{many} of lines typed with spaces became verse."
        web.done("import-verse", message, made[0])


def _stanzas(block: etree._Element) -> list[Stanza]:
    """Return the stanzas of a block of fixed type that is verse, or a single line."""
    _by_lines(block)
    many_lines = any("\n" in str(one.xpath("string()")) for one in block)
    if many_lines or block.getparent() is None or len(block) > len(HOLES):
        return []
    lines = [line.expandtabs().rstrip() for line in _with_holes(block).split("\n")]
    typed = [line for line in lines if line]
    if not typed or sum(bool(COLUMNS.search(one.strip())) for one in typed) > TABLED * len(typed):
        return []
    edge = min(len(line) - len(line.lstrip()) for line in typed)
    if max(map(len, typed)) - edge > WIDEST or _runs_on([line[edge:] for line in typed]):
        return []
    stanzas: list[Stanza] = [[]]
    for line in lines:
        if line:
            stanzas[-1].append(line[edge:])
        elif stanzas[-1]:
            stanzas.append([])
    return [stanza for stanza in stanzas if stanza]


def _by_lines(block: etree._Element) -> None:
    """Part elements with words of several lines, italics of a stanza, at the ends of the lines."""
    for one in list(block):
        lines = (one.text or "").split("\n")
        if len(one) or len(lines) == 1:
            continue
        one.text, tail = lines[0].rstrip("\r"), one.tail
        last = one
        for line in lines[1:]:
            indent = line[: len(line) - len(line.lstrip())]
            last.tail = f"\n{indent}"
            more = etree.Element(one.tag)
            more.text = line.strip()
            last.addnext(more)
            last = more
        last.tail = tail
        for empty in [one, *one.itersiblings(one.tag)]:
            if not (empty.text or "").strip() and not empty.attrib:
                tree.unwrap(empty)


def _with_holes(block: etree._Element) -> str:
    """Return the text of a block, a sign of its own in the place of each element in it."""
    text = (block.text or "") + "".join(
        hole + (one.tail or "") for hole, one in zip(HOLES, block, strict=False)
    )
    return text.replace("\r", "")


def _filled(element: etree._Element, text: str, inside: list[etree._Element]) -> None:
    """Write a text at the end of an element, with the elements of the block in their places."""
    for part in re.split(f"([{HOLES[0]}-{HOLES[-1]}])", text):
        if part in HOLES and part:
            one = inside[HOLES.index(part)]
            one.tail = None
            element.append(one)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part


def _runs_on(lines: list[str]) -> bool:
    """Whether most lines are as long as those of running text, and few stand farther in."""
    long = sum(len(line) >= LONG for line in lines)
    indented = sum(line[:1].isspace() for line in lines)
    return len(lines) > 1 and long * 2 > len(lines) and indented * 3 < len(lines)


def _set(block: etree._Element, stanzas: list[Stanza], level: int) -> None:
    """Put a heading and verse in the place of a block; one line alone is a paragraph."""
    inside = list(block)
    heads = _heads(stanzas)
    title = ": ".join(head[0].strip().rstrip(":") for head in heads)
    made = [tree.made(f"h{level}")] if heads else []
    for heading in made:
        _filled(heading, title.replace(".:", "."), inside)
    verse = stanzas[len(heads) :]
    if verse and sum(map(len, stanzas)) == 1:
        made.append(tree.made("p"))
        _filled(made[-1], stanzas[0][0], inside)
    elif verse:
        made.append(_verse(verse, inside))
    for one in made:
        block.addprevious(one)
    if block.get("id"):
        made[0].set("id", block.get("id", ""))
    xml.remove(block)


def _heads(stanzas: list[Stanza]) -> list[Stanza]:
    """Return the number of a poem above its first stanza, and its title; [] for others."""
    alone = list(takewhile(lambda stanza: len(stanza) == 1, stanzas[:2]))
    if not alone or len(stanzas) == len(alone) or not broken.is_number(alone[0][0]):
        return []
    if not numbers.read(alone[0][0].strip()).values:
        return []
    titled = len(alone) > 1 and len(alone[1][0].strip()) <= TITLE
    return alone[: 1 + titled]


def _levels(web: Web) -> dict[etree._Element, int]:
    """Return for each block of fixed type the level of a heading below the one above it."""
    levels: dict[etree._Element, int] = {}
    level = 1
    for one in tree.of(web.bodies, *tree.HEADINGS, "pre"):
        if one.tag == "pre":
            levels[one] = min(level + 1, 6)
        else:
            level = int(one.tag[1])
    return levels


def _verse(stanzas: list[Stanza], inside: list[etree._Element]) -> etree._Element:
    poem = tree.made("div", class_="poem")
    for stanza in stanzas:
        paragraph = etree.SubElement(poem, "p")
        for number, line in enumerate(stanza):
            if number:
                etree.SubElement(paragraph, "br")
            indent = SPACE * (len(line) - len(line.lstrip()))
            _filled(paragraph, indent + line.strip(), inside)
    return poem


def _is_indented(block: etree._Element) -> bool:
    """Whether lines parted by breaks stand behind spaces that stay, not all of them equally far."""
    if block.getparent() is None or any(one.tag in tree.BLOCKS for one in block):
        return False
    breaks = list(block.iter("br"))
    if any(one.getparent() is not block for one in breaks):
        return False
    texts = [block.text or "", *(one.tail or "" for one in breaks)]
    indents = [_indent(text) for text in texts if text.strip()]
    lines = tree.lines(block)
    short = all(len(line) <= WIDEST for line in lines)
    least = FEWEST if block.tag == "blockquote" else FEWEST + 1
    return short and len(lines) >= least and len(set(indents)) > 1 and min(indents) == 0


def _indent(text: str) -> int:
    match = LEADING.match(text)
    return match["indent"].count(SPACE) * 2 if match else 0


def _typed(block: etree._Element) -> None:
    """Write the indents of a block of lines as spaces that stay, and call it verse."""
    block.text = _led(block.text)
    for one in block.iter("br"):
        one.tail = _led(one.tail)
    tree.add_class(block, "poem")


def _led(text: str | None) -> str | None:
    if not text or not text.strip():
        return text
    match = LEADING.match(text)
    rest = text[match.end() :] if match else text
    return SPACE * _indent(text) + rest
