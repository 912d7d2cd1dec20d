"""What a web page has around its text: navigation, head and foot of the site."""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

AROUND = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))


def take(web: Web) -> None:
    """Leave out what stands around the text of a page, in place."""
    left: list[str] = []
    for body in web.bodies:
        for element in list(body.iter("nav", "header", "footer", "aside", "div", "section")):
            if _inside(element, body) and _is_around(element):
                text = tree.words(element)
                web.aside += [tree.words(one) for one in element.iter(*tree.BLOCKS, "a")]
                web.unshown += sum(1 for _ in element.iter("img"))
                web.unlinked += sum(1 for _ in element.iter("a"))
                xml.remove(element)
                left += [text] if text else []
    for text in left:
        message = "Words around the text of the page, its navigation, head or foot, were left out."
        hint = "If they belong to the text, write them into source/."
        web.look_at("import-web-furniture", message, hint, text)


def _inside(element: etree._Element, body: etree._Element) -> bool:
    return any(one is body for one in element.iterancestors())


def _is_around(element: etree._Element) -> bool:
    """Whether an element stands around the text: by its role, or its name outside all sections."""
    if AROUND & tree.kinds(element):
        return True
    if element.tag == "nav":
        return True
    outside = not any(
        one.tag in ("article", "main", "section", "blockquote", "figure")
        for one in element.iterancestors()
    )
    if element.tag == "footer":
        return outside
    titled = next(element.iter("h1", "h2"), None) is not None
    return element.tag == "header" and outside and not titled
