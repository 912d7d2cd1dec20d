"""Italics, bold and small capitals that only a style sheet gives: they are part of the text.

Of a style sheet those rules are read that look at an element by its name or a class (CSS Fonts 4:
font-style, font-weight, font-variant). What a whole paragraph looks like is its design, and stays
out.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR = re.compile(r"(?P<tag>[a-z]+)?(?:\.(?P<name>[\w-]+))?", re.IGNORECASE)
LOOK = re.compile(r"font(?:-style|-weight|-variant(?:-caps)?)?\s*:\s*([^;]+)", re.IGNORECASE)
GENERATED = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+))?::?(?P<side>before|after)", re.IGNORECASE
)
CONTENT = re.compile(
    r"""content\s*:\s*(?:"(?P<one>[^"\\]{1,40})"|'(?P<two>[^'\\]{1,40})')\s*(?:;|$)"""
)
INLINE = ("span", "b", "strong", "i", "em", "cite", "small", "font")
OWN = {"b": {"bold"}, "strong": {"bold"}, "i": {"italic"}, "em": {"italic"}, "cite": {"italic"}}
"""What an element looks like of itself."""

Looks = dict[tuple[str, str], dict[str, bool]]
"""By name and class: whether it is italic, bold, small capitals."""


def take(web: Web) -> None:
    """Give words the markup of what they look like, in place."""
    looks: Looks = defaultdict(dict)
    for text in _sheets(web):
        _read(text, looks)
        _generate(web, text)
    if not looks:
        return
    for element in tree.of(web.bodies, *INLINE):
        _apply(element, looks)


def slanted(web: Web) -> set[str]:
    """Return the classes of paragraphs that a style sheet sets in italics."""
    looks: Looks = defaultdict(dict)
    for text in _sheets(web):
        _read(text, looks)
    upright = {name for (_, name), given in looks.items() if given.get("italic") is False}
    italic = {name for (tag, name), given in looks.items() if tag == "p" and given.get("italic")}
    return italic - upright - {""}


def _sheets(web: Web) -> list[str]:
    return [*web.styles, *(
        data.decode("utf-8", "replace")
        for name, data in sorted(web.files.items())
        if name.lower().endswith(".css")
    )]  # fmt: skip


def _read(text: str, looks: Looks) -> None:
    for selectors, body in RULE.findall(COMMENT.sub("", text)):
        given = _given(body)
        for selector in selectors.split(",") if given else ():
            match = SELECTOR.fullmatch(selector.strip())
            if match and (match["tag"] or match["name"]):
                key = ((match["tag"] or "").lower(), (match["name"] or "").lower())
                looks[key].update(given)


def _generate(web: Web, text: str) -> None:
    """Write into the text what a style sheet puts before and behind elements: `content: "["`."""
    for selectors, body in RULE.findall(COMMENT.sub("", text)):
        content = CONTENT.search(body)
        words = (content["one"] or content["two"]) if content else ""
        for selector in selectors.split(",") if words.strip() else ():
            match = GENERATED.fullmatch(selector.strip())
            if match is None or not (match["name"] or match["tag"]):
                continue
            name = (match["name"] or "").lower()
            for element in tree.of(web.bodies, (match["tag"] or "*").lower()):
                if (not name or name in tree.classes(element)) and tree.has_words(element):
                    _put(element, words, match["side"].lower())


def _put(element: etree._Element, words: str, side: str) -> None:
    """Put words at the beginning or the end of an element."""
    if side == "before":
        element.text = words + (element.text or "").lstrip()
    elif len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + words
    else:
        element.text = (element.text or "").rstrip() + words


def _given(body: str) -> dict[str, bool]:
    """Return what declarations say of the look: that it is so, or is not."""
    given: dict[str, bool] = {}
    for match in LOOK.finditer(body):
        name, value = match[0].partition(":")[0].strip().lower(), match[1].lower()
        if name in ("font-style", "font"):
            given["italic"] = "italic" in value or "oblique" in value
        if name in ("font-weight", "font"):
            given["bold"] = bool(re.search(r"\b(?:bold|bolder|[6-9]00)\b", value))
        if name.startswith("font-variant") or name == "font":
            given["smallcaps"] = "small-caps" in value
    return given


def _apply(element: etree._Element, looks: Looks) -> None:
    """Change an element's markup where the style sheet changes its look."""
    now = dict.fromkeys(OWN.get(element.tag, ()), True)
    names = ["", *tree.classes(element)]
    for name in names:
        for tag in ("", element.tag):
            now |= looks.get((tag, name), {}) if tag or name else {}
    shown = {look for look, is_so in now.items() if is_so}
    if shown == OWN.get(element.tag, set()) or not tree.has_words(element):
        return
    element.tag = "span"
    for look, tag in (("italic", "em"), ("bold", "strong")):
        if look in shown:
            inner = etree.Element(tag)
            inner.text, element.text = element.text, None
            inner.extend(list(element))
            element.append(inner)
    if "smallcaps" in shown:
        tree.add_class(element, "smallcaps")
