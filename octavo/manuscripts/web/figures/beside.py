"""What stands beside a picture in a web page: the way to a larger one, a caption set as a heading.

Volunteers write *See larger image* below a picture and link it: an edition shows the larger one.
They set captions in headings for the size of the type: *Fig. 3.* right below a picture heads
nothing. A caption may have a second paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.folder.larger import PICTURES
from octavo.manuscripts.typed.captions import is_caption
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

LARGER = re.compile(
    r"\W*(?:(?:click|press|tap)(?: here| on (?:the )?(?:image|picture))? (?:for|to see) )?"
    r"(?:(?:see|view|to) )?(?:(?:an?|the) )?(?:enlarged?|original|larger|bigger|full[- ]size|"
    r"high(?:er)?[- ]res(?:olution)?)(?: (?:image|picture|view|version|size|plate|map|illustration"
    r"|copy|resolution))?\W*",
    re.IGNORECASE,
)
"""The words of a link from a picture to its larger one."""

SMALL = ("span", "p", "small", "b", "i", "em", *tree.HEADINGS)
"""What such a link may stand in, alone."""


def take(web: Web) -> None:
    """Put such links around their pictures, and make paragraphs of such headings, in place."""
    _larger(web)
    _headed(web)
    _continued(web)


def _larger(web: Web) -> None:
    for shown in tree.of(web.bodies, "img"):
        for name in ("title", "alt"):
            if LARGER.fullmatch(shown.get(name, "")):
                shown.set(name, "")
    for link in tree.of(web.bodies, "a"):
        words = tree.words(link)
        if not LARGER.fullmatch(words) or not link.get("href", "").lower().endswith(PICTURES):
            continue
        image = _picture(link)
        if image is None:
            continue
        web.aside.append(words)
        alone = link.getparent()
        xml.remove(link)
        while alone is not None and alone.tag in SMALL and _is_empty(alone):
            web.unheaded += alone.tag in tree.HEADINGS
            outer = alone.getparent()
            xml.remove(alone)
            alone = outer
        link.text, link.tail = None, None
        for one in list(link):
            link.remove(one)
        tree.replace(image, link)
        link.append(image)


def _picture(link: etree._Element) -> etree._Element | None:
    """Return the one picture that a link stands beside, or below; None where it has a link."""
    block = tree.block_of(link)
    above = block.getprevious()
    below = block.getnext() if not _says_more(block, link) else None
    for one in (block, above, below):
        images = [] if one is None else list(one.iter("img"))
        if len(images) == 1:
            linked = any(up.tag == "a" and up.get("href") for up in images[0].iterancestors())
            return None if linked else images[0]
    return None


def _says_more(block: etree._Element, link: etree._Element) -> bool:
    """Whether words stand in a block beside a link, or behind the block."""
    return tree.words(block) != tree.words(link) or bool((block.tail or "").strip())


def _is_empty(element: etree._Element) -> bool:
    return not tree.has_words(element) and next(element.iter("img"), None) is None


def _headed(web: Web) -> None:
    made = [one for body in web.bodies for one in _captions(body)]
    for one in made:
        outer = one.getparent()
        if outer is not None and outer.tag == "blockquote" and tree.words(outer) == tree.words(one):
            tree.unwrap(outer)
        one.tag = "p"
        one.set("class", "caption")
        web.unheaded += 1
    if made:
        many = counted(len(made), "heading")
        became = "became its caption" if len(made) == 1 else "became captions"
        message = f"{many} right below a picture, with the word and number of a figure, {became}."
        web.done("import-heading-size", message, tree.words(made[0])[:80])


def _continued(web: Web) -> None:
    """Put a second paragraph of a caption into the first, on a line of its own."""
    for second in tree.of(web.bodies, "p"):
        first = second.getprevious()
        if first is None or first.tag != "p" or (first.tail or "").strip():
            continue
        above = first.getprevious()
        pictured = above is not None and next(above.iter("img"), None) is not None
        if not pictured or not _is_called(first) or not _is_called(second):
            continue
        place = tree.made("br")
        first.append(place)
        place.tail, second.text = (second.text or "").lstrip(), None
        first.extend(list(second))
        xml.remove(second)


def _is_called(paragraph: etree._Element) -> bool:
    """Whether a paragraph is called a caption, or a part of one: *subcaption*."""
    named = any("caption" in name for name in tree.classes(paragraph))
    return named and tree.has_words(paragraph) and next(paragraph.iter("img"), None) is None


def _captions(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the headings right behind pictures, which begin as captions do."""
    below = False
    heading: etree._Element | None = None
    for event, node in list(etree.iterwalk(body, events=("start", "end"))):
        if event == "end":
            heading = None if node is heading else heading
            below = below and not (heading is None and (node.tail or "").strip())
        elif heading is not None:
            continue
        elif node.tag in tree.HEADINGS:
            heading = node
            if below and is_caption(tree.words(node)):
                yield node
            elif tree.words(node):
                below = False
        elif node.tag == "img":
            below = True
        elif node.tag == "hr" or (node.text or "").strip():
            below = False
