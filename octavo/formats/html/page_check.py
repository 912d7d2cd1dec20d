"""Whether each page says its language, its direction and its title, and how its headings stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from octavo.formats.html.faults import Fault, Page, line_of
from octavo.formats.html.tree import Element, has_class, is_apparatus, local
from octavo.model.edition import Edition
from octavo.text.terms import direction

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def faults(page: Page, edition: Edition, *, is_titled: bool = True) -> Iterator[Fault]:
    """Yield the faults of one page; one that is not titled has not the title of its heading."""
    tree = next((e for e in page.tree.iter() if local(e) == "html"), page.tree)
    languages = [tree.get("lang"), *([tree.get(XML_LANG)] if XML_LANG in tree.attrib else [])]
    if set(languages) != {edition.lang}:
        message = f"The page is not said to be of the language {edition.lang}."
        yield Fault("page-language", page.name, message, first(tree))
    if (tree.get("dir") or "ltr") != direction(edition.lang):
        yield Fault("page-language", page.name, "It runs in the wrong direction.", first(tree))
    yield from _title(page, tree, is_titled=is_titled)
    yield from _levels(page)


def first(tree: Element) -> str:
    """Return the words of a page's heading, else its first words: by them its place is found."""
    title = heading(tree)
    if title is not None and words(title):
        return words(title)
    body = next((e for e in tree.iter() if local(e) == "main"), None)
    body = body if body is not None else next((e for e in tree.iter() if local(e) == "body"), tree)
    return " ".join(" ".join(map(str, body.itertext())).split()[:8])


def heading(tree: Element) -> Element | None:
    """Return the heading of a page."""
    return next((e for e in tree.iter() if local(e) == "h1"), None)


def words(element: Element) -> str:
    """Return the words of a heading without its number and its notes' marks."""
    return " ".join("".join(_texts(element, number=False)).split())


def label(element: Element) -> str:
    """Return the words of a heading with its number."""
    return " ".join("".join(_texts(element, number=True)).split())


def letters(text: str) -> str:
    """Return the letters and figures of a text."""
    return "".join(sign for sign in text if sign.isalnum())


def _title(page: Page, tree: Element, *, is_titled: bool) -> Iterator[Fault]:
    titled = heading(page.tree)
    title = next((e for e in tree.iter() if local(e) == "title"), None)
    named = "" if title is None else " ".join((title.text or "").split())
    if not named:
        yield Fault("page-title", page.name, "The page has no title.", first(page.tree))
    elif is_titled and titled is not None and not letters(named).startswith(letters(label(titled))):
        message = f"The page's title is “{named}”, and its heading “{label(titled)}”."
        yield Fault("page-title", page.name, message, words(titled))


def _texts(element: Element, *, number: bool) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("class") == "division-number":
            yield f"{child.text or ''}. " if number else ""
        elif not is_apparatus(child) and local(child) not in ("annotation", ""):
            yield " " if local(child) == "br" else ""
            yield from _texts(child, number=number)
        yield child.tail or ""


def _levels(page: Page) -> Iterator[Fault]:
    """A page begins with its title, and its headings skip no level (WCAG 2.2, G141)."""
    last = 0
    for one in page.tree.iter():
        match = re.fullmatch(r"h([1-6])", local(one))
        if match is None or has_class(one, "title"):
            continue
        level = int(match[1])
        if level > last + 1:
            behind = f"behind one of level {last}" if last else "the first of the page"
            message = f"The heading “{label(one)}” is of level {level}, {behind}."
            yield Fault("heading-order", page.name, message, words(one), line=line_of(one))
        last = level


def contents(links: Sequence[Element], pages: Mapping[str, Element], home: str) -> Iterator[Fault]:
    """Yield the lines of the contents, on a page, whose words are not those of the headings."""
    for link in links:
        name, _, place = (link.get("href") or "").partition("#")
        tree = pages.get(name)
        titled = None if tree is None else _at(tree, place)
        shown_words = "".join(map(str, link.itertext()))
        if titled is not None and letters(label(titled)) != letters(shown_words):
            shown = " ".join(shown_words.split())
            message = f"The contents say “{shown}” where the heading is “{label(titled)}”."
            yield Fault("contents-differ", home, message, words(titled))


def _at(tree: Element, place: str) -> Element | None:
    """Return the heading of a page, or of the section at a place of it."""
    if not place:
        return heading(tree)
    section = next((e for e in tree.iter() if e.get("id") == place), None)
    inside = () if section is None else section.iter()
    return next((e for e in inside if re.fullmatch("h[1-6]", local(e))), None)
