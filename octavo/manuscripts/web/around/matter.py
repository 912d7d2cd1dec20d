"""Front and back matter: what every edition makes anew is left out, the rest says what it is.

What speaks of the e-book that came (its imprint, colophon and page of rights) is left out with its
words and where it leads to: another edition has its own.

Kinds: EPUB Structural Semantics Vocabulary 1.1; the guide of OPF 2.0.1, 2.6.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import SCHEME, Page, Web
from octavo.manuscripts.web.divisions.titles import kinds_of

MADE_ANEW = {
    "titlepage": "the title page",
    "title-page": "the title page",
    "halftitlepage": "the half title",
    "halftitle": "the half title",
    "cover": "the cover",
    "toc": "the list of contents",
    "landmarks": "the list of contents",
    "page-list": "the list of pages",
    "loi": "the list of illustrations",
    "lot": "the list of tables",
}
ABOUT = {
    "imprint": "the imprint",
    "colophon": "the colophon",
    "copyright-page": "the copyright page",
    "copyrightpage": "the copyright page",
}
"""What speaks of one edition and of nothing else."""

LISTS = {"the list of illustrations": "figures", "the list of tables": "tables"}
WHO = "See whether it names somebody, or a right, that metadata/edition.yaml does not."
NAMED = 8
"""So many places that a page leads to are named."""

FRONT = frozenset((
    "frontmatter", "imprint", "preface", "foreword", "dedication", "preamble", "imprimatur",
    "acknowledgments", "acknowledgements", "copyright-page", "epigraph",
))  # fmt: skip
BACK = frozenset((
    "backmatter", "colophon", "afterword", "appendix", "bibliography", "glossary", "index",
    "endnotes", "rearnotes", "notes",
))  # fmt: skip
ALONE = frozenset(("prologue", "epilogue", "introduction", "conclusion", "interlude"))
"""Divisions of the text that bear no number."""

PARTS = frozenset(("part", "volume", "division"))


def take(web: Web) -> None:
    """Leave out what is made anew, and say of the rest what it is, in place."""
    kept = []
    for page in web.pages:
        what = _made_anew(web, page)
        if what:
            _left_out(web, page.body, what)
        else:
            kept.append(page)
            _sections(web, page)
            _name(web, page, is_first=len(kept) == 1)
    web.pages = kept or web.pages
    _parts(web)


def _made_anew(web: Web, page: Page) -> str:
    """Return what a page is that every edition makes anew; "" where it is text."""
    what = _called(page.body, kinds_of(web, page))
    return what or ("" if tree.has_words(page.body) or not _is_cover(web, page) else "the cover")


def _called(element: etree._Element, kinds: set[str]) -> str:
    """Return what of an edition an element is, by its kinds; one that has divisions is text."""
    what = next((MADE_ANEW[kind] for kind in sorted(kinds) if kind in MADE_ANEW), "")
    if what or sum(1 for _ in element.iter(*tree.HEADINGS)) > 1:
        return what
    return next((ABOUT[kind] for kind in sorted(kinds) if kind in ABOUT), "")


def _is_cover(web: Web, page: Page) -> bool:
    """Whether a page shows the cover alone."""
    images = list(page.body.iter("img", "image"))
    return len(images) == 1 and page is web.pages[0]


def _left_out(web: Web, element: etree._Element, what: str) -> None:
    text = tree.words(element)
    web.aside += [text, *(tree.words(one) for one in element.iter(*tree.HEADINGS, "p", "a", "div"))]
    web.unshown += sum(1 for _ in element.iter("img", "image"))
    web.unlinked += sum(1 for _ in element.iter("a"))
    rule = "import-matter-left-out"
    message = f"Of the e-book, {what} was left out: every edition makes its own."
    if what in ABOUT.values() and text:
        web.look_at(rule, message, " ".join(filter(None, (_leads(element), WHO))), text)
    elif what in LISTS:
        hint = f"`lists: {LISTS[what]}` in metadata/design.yaml has one made."
        web.look_at(rule, message, hint, text)
    elif what == "the title page" and text:
        web.look_at(rule, message, WHO, text)
    else:
        web.done(rule, message, text)


def _leads(element: etree._Element) -> str:
    """Say where the links of a page lead to, outside the book: what an edition is made from."""
    places: dict[str, str] = {}
    for link in element.iter("a"):
        if SCHEME.match(link.get("href", "")):
            places.setdefault(link.get("href", ""), tree.words(link))
    if not places:
        return ""
    listed = [f"{words} ({place})" for place, words in places.items()]
    more = f" and {len(listed) - NAMED} more" if listed[NAMED:] else ""
    return f"It leads to {', '.join(listed[:NAMED])}{more}."


def _sections(web: Web, page: Page) -> None:
    """Leave out what stands in a page with other text and is of one edition alone."""
    for element in tree.of([page.body], "nav", "section", "div"):
        kinds = tree.kinds(element)
        what = _called(element, kinds)
        if what and element.getparent() is not None and (element.tag != "div" or kinds):
            _left_out(web, element, what)
            xml.remove(element)


def _name(web: Web, page: Page, *, is_first: bool) -> None:
    """Say of a page, by a class of its heading or around it, what it is."""
    kinds = kinds_of(web, page)
    heading = next(page.body.iter(*tree.HEADINGS), None)
    if heading is None:
        for name in ("dedication", "epigraph"):
            if name in kinds:
                _alone(web, page, name, is_first=is_first)
        return
    for element in (page.body, *page.body.iter("section", "div", "article")):
        first = next(element.iter(*tree.HEADINGS), None)
        own = tree.kinds(element) | (kinds if element is page.body else set())
        if first is None or (first is not heading and not own & (PARTS | {"chapter"})):
            continue
        _give(first, own)


def _alone(web: Web, page: Page, name: str, *, is_first: bool) -> None:
    """Set a dedication or a motto apart, under a heading that is not printed.

    Without it the words would stand at the end of the imprint. At the front a division does, where
    the contents do not list them.
    """
    label = next((entry.label for entry in web.entries if entry.page == page.name), "")
    if is_first and not label:
        outer = tree.made("div", class_=name)
        outer.extend(list(page.body))
        page.body.append(outer)
        return
    firsts = [next(one.body.iter(*tree.HEADINGS), None) for one in web.pages]
    tags = Counter(first.tag for first in firsts if first is not None)
    tag = tags.most_common(1)[0][0] if tags else "h2"
    heading = tree.made(tag, label or name.title(), class_=f"octavo-{name}")
    heading.tail, page.body.text = page.body.text, None
    page.body.insert(0, heading)


def _give(heading: etree._Element, kinds: set[str]) -> None:
    """Give a heading the class of what it opens."""
    if "backmatter" in kinds:
        kinds = kinds - FRONT
    if "octavo-" in heading.get("class", ""):
        return
    for name, of in (
        ("part", PARTS),
        ("frontmatter", FRONT),
        ("backmatter", BACK),
        ("unnumbered", ALONE),
        ("chapter", frozenset(("chapter",))),
    ):
        if kinds & of:
            tree.add_class(heading, f"octavo-{name}")
            return


def _parts(web: Web) -> None:
    """Let chapters be so called below parts alone: elsewhere each top heading is one."""
    every = list(tree.of(web.bodies, *tree.HEADINGS))
    parts = [one for one in every if "octavo-part" in one.get("class", "").split()]
    top = min((one.tag for one in parts), default="")
    for one in every:
        named = one.get("class", "").split()
        if "octavo-chapter" in named and (not parts or one.tag <= top):
            named.remove("octavo-chapter")
        if "octavo-part" in named and one.tag != top:
            named.remove("octavo-part")
        one.set("class", " ".join(named))
