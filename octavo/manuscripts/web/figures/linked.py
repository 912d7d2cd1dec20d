"""Pictures that only a link in their captions leads to, as `<div class="image"><a>Fig. 1</a>` is.

A page of many pictures was quicker so. In a book each picture stands above its caption.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.folder.larger import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import SCHEME, Web
from octavo.model.counted import counted

FIGURE = re.compile(r"fig(?:ure)?s?(?:-?(?:center|left|right|centre))?|illus\w*|images?|plates?")
"""How such a division is called."""


def take(web: Web) -> None:
    """Make figures of divisions that are called so and begin with a link to a picture, in place."""
    shown: dict[str, str] = {}
    for division in tree.of(web.bodies, "div", "p"):
        named = any(FIGURE.fullmatch(name) for name in tree.classes(division))
        if not named or next(division.iter("img", "table", *tree.HEADINGS), None) is not None:
            continue
        blocks = _blocks(division)
        if blocks and _link(blocks[0]) is not None:
            _show(web, division, blocks, shown)
    if not shown:
        return
    for link in tree.of(web.bodies, "a"):
        if link.get("href") in shown:
            link.set("href", f"#{shown[link.get('href', '')]}")
            web.unlinked += 1
    many = f"{counted(len(shown), 'picture')} that only links led to"
    message = f"{many} {'stands' if len(shown) == 1 else 'stand'} above the words of the link."
    web.done("import-picture-shown", message, next(iter(shown)))


def _blocks(division: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of a division, or the division as one; [] where it holds more."""
    inner = tree.elements(division)
    if not any(one.tag in tree.BLOCKS for one in inner):
        paragraph = tree.made("p", division.text or "")
        paragraph.extend(inner)
        division.text = None
        division.append(paragraph)
        return [paragraph]
    return inner if all(one.tag in ("p", "div") for one in inner) else []


def _link(block: etree._Element) -> etree._Element | None:
    """Return the link to a picture that a block begins with."""
    link = next(block.iter("a"), None)
    address = "" if link is None else link.get("href", "")
    if link is None or SCHEME.match(address) or not address.lower().endswith(PICTURES):
        return None
    return link if tree.words(block).startswith(tree.words(link) or " ") else None


def _show(
    web: Web, division: etree._Element, blocks: list[etree._Element], shown: dict[str, str]
) -> None:
    """Put a figure for each picture in the place of a division; `shown` gets the place of each."""
    outer = division
    for block in blocks:
        link = _link(block)
        address = "" if link is None else link.get("href", "")
        if link is not None:
            web.unlinked += 1
            tree.unwrap(link)
        if address and address not in shown:
            place = tree.drop(division, "id") or f"shown-{len(shown) + 1}"
            shown[address] = place
            outer = tree.made("div", class_="figcenter", id=place)
            outer.append(tree.made("img", src=address, alt=""))
            division.addprevious(outer)
        if outer is not division:
            block.set("class", "caption")
            outer.append(block)
    if outer is not division and not tree.has_words(division):
        division.tag = "p"
        tree.drop(division, "class")
