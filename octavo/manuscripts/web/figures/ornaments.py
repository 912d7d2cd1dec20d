"""Pictures that only adorn a web page: the same one at the head or the end of each chapter."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

LEAST = 3
"""One picture that stands alone so often, or more, shows nothing that the text speaks of."""

ADORNS = re.compile(
    r"\W*(?:(?:page|chapter|section|text)[ -]?)?"
    r"(?:divider|separator|ornament\w*|decorat\w+|(?:head|tail)[ -]?piece|flourish|vignette|"
    r"line|rule|bar|break|asterisks?|stars?|image|picture)?\W*\d*\W*",
    re.IGNORECASE,
)
"""How such a picture is described, where it is at all."""


def take(web: Web) -> None:
    """Put a rule in the place of such a picture, in place: rules at titles are left out later."""
    stand: dict[str, list[etree._Element]] = defaultdict(list)
    for image in tree.of(web.bodies, "img"):
        stand[image.get("src", "")].append(image)
    gone = []
    for images in stand.values():
        alone = [one for one in images if _is_alone(one)]
        if len(images) >= LEAST and len(alone) == len(images):
            gone += images
    for image in gone:
        _ruled(image)
    web.unshown += len(gone)
    if gone:
        many = counted(len(gone), "picture")
        message = (
            f"{many} that only {'adorns' if len(gone) == 1 else 'adorn'} the page became rules"
        )
        web.done("import-ornament", f"{message}.", gone[0].get("src", ""), "* * *")


def _is_alone(image: etree._Element) -> bool:
    """Whether a picture that nothing is said of stands in a block of its own."""
    block = tree.block_of(image)
    if block.tag in ("td", "th", "figure", "li", *tree.HEADINGS) or tree.has_words(block):
        return False
    linked = any(one.tag == "a" and one.get("href") for one in image.iterancestors())
    pictures = sum(1 for _ in block.iter("img"))
    return not linked and pictures == 1 and ADORNS.fullmatch(image.get("alt", "")) is not None


def _ruled(image: etree._Element) -> None:
    """Put a rule in the place of a picture and the blocks around it that hold nothing else."""
    block = tree.block_of(image)
    if block.tag == "body":
        tree.replace(image, tree.made("hr"))
        return
    for one in list(block):
        xml.remove(one)
    block.tag, block.text = "hr", None
    tree.drop(block, "class")
