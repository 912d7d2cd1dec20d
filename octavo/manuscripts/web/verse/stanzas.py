"""Makes lines and stanzas of what a web page or an e-book calls verse, as pandoc reads them."""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting import tongues
from octavo.manuscripts.web.verse import poems

WHITE = re.compile(r"[ \t\r\n]+")
INDENT = re.compile(r"i(?:ndent)?-?(\d{1,2})")


def take(web: Web) -> None:
    """Make lines of what a page says is verse."""
    for element in tree.of(web.bodies, "div", "blockquote", "section", "article", "p"):
        if element.getparent() is None or not poems.is_called(element):
            continue
        if any(poems.is_called(one) for one in element.iterancestors()) or _inside(element):
            continue
        poems.gather(element)
        parted = poems.apart(element)
        if parted != [element]:
            tree.drop(element, "class")
        for poem in parted:
            blocks = _stanzas(poem)
            if blocks and all(list(block) or block.text for block in blocks):
                _lines(poem, blocks)
    for element in tree.of(web.bodies, "p"):
        if poems.APART in element.get("class", "").split():
            tree.drop(element, "class")


def _inside(element: etree._Element) -> bool:
    return any("line-block" in tree.classes(one) for one in element.iterancestors())


def _stanzas(element: etree._Element) -> list[etree._Element]:
    """Return the elements below one whose children are lines, not blocks of lines."""
    inside = [one for one in tree.elements(element) if one.tag in tree.BLOCKS]
    if element.tag == "p":
        return [element]
    if inside and all(_is_line(one) for one in inside) and len(inside) > 1:
        return [element]
    if any(one.tag != "p" and not _is_line(one) for one in inside):
        inside = _in_runs(inside)
    return [stanza for one in inside for stanza in _stanzas(one)] or [element]


def _in_runs(blocks: list[etree._Element]) -> list[etree._Element]:
    """Put lines in divisions that follow one another, beside other blocks, into one stanza each."""
    made: list[etree._Element] = []
    for block in blocks:
        is_line = block.tag == "div" and _is_line(block)
        stanza = made[-1] if made and made[-1].tag == "octavo-stanza" else None
        if not is_line:
            made.append(block)
        elif stanza is not None:
            stanza.append(block)
        else:
            made.append(tree.wrap(block, "octavo-stanza"))
    for one in made:
        one.tag = "div" if one.tag == "octavo-stanza" else one.tag
    return made


def _is_line(element: etree._Element) -> bool:
    """Whether an element is a line of verse: a paragraph, or a division, without a break."""
    if element.tag not in ("div", "p") or any(one.tag in tree.BLOCKS for one in element):
        return False
    return next(element.iter("br"), None) is None


def _lines(element: etree._Element, stanzas: list[etree._Element]) -> None:
    """Make lines of the stanzas of an element: pandoc reads them as verse."""
    block = tree.made("div", class_="line-block")
    place = etree.Element("div")
    if stanzas != [element]:
        stanzas[0].addprevious(place)
    for stanza in stanzas:
        lines = _stanza(stanza)
        if len(block):
            block.extend([tree.made("br"), tree.made("br")])
        block.append(lines)
        if stanza is not element:
            xml.remove(stanza)
    _tidied(block)
    if not tree.has_words(element) or stanzas == [element]:
        tree.replace(element, block)
        return
    tree.replace(place, block)
    for one in tree.elements(element):
        if one.tag not in tree.BLOCKS and tree.has_words(one):
            tree.wrap(one, "p")


def _tidied(block: etree._Element) -> None:
    """Take away the elements around lines, and white space of more than one sign."""
    for one in tree.of([block], "tt"):
        tree.unwrap(one)
    for one in list(block):
        if one.tag == "span":
            tree.unwrap(one)
    for one in block.iter():
        one.text = WHITE.sub(" ", one.text) if one.text else None
        one.tail = WHITE.sub(" ", one.tail) if one.tail else None


def _stanza(stanza: etree._Element) -> etree._Element:
    """Return the lines of a stanza, parted by line breaks, in one element."""
    for line in tree.elements(stanza):
        _indent(line)
        if line.tag in ("div", "p"):
            line.tag = "span"
            if line is not stanza[-1]:
                line.append(tree.made("br"))
    for one in tree.of([stanza], "span"):
        if one is not stanza and next(one.iter("br"), None) is not None:
            tree.unwrap(one)
    lines = tree.made("span", (stanza.text or "").lstrip())
    lines.extend(list(stanza))
    _no_double_breaks(lines)
    return lines


def _indent(line: etree._Element) -> None:
    """Write the indent of a line of verse as spaces that stay, an em for two."""
    for name in tree.classes(line):
        match = INDENT.fullmatch(name)
        if match and int(match[1]):
            if line.get("lang"):
                tongues.inside(line, tree.drop(line, "lang"))
            spaces = "\N{NO-BREAK SPACE}" * min(int(match[1]), 20)
            line.text = spaces + (line.text or "").lstrip()
            kept = [one for one in line.get("class", "").split() if one.lower() != name]
            line.set("class", " ".join(kept))


def _no_double_breaks(paragraph: etree._Element) -> None:
    breaks = list(paragraph.iter("br"))
    for broken in breaks:
        following = broken.getnext()
        if following is not None and following.tag == "br" and not (broken.tail or "").strip():
            xml.remove(following)
    inside = tree.elements(paragraph)
    if inside and inside[-1].tag == "br" and not (inside[-1].tail or "").strip():
        xml.remove(inside[-1])
