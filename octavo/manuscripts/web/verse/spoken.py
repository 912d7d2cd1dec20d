"""Finds who speaks in a play on a web page that no class calls so: by how names stand and recur.

A name stands before each speech, in type of its own or in capitals, or alone above it. Many such
names in one manner, most of them more than once, below the heading of an act or a scene, are those
of a play.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.play.speakers import BEFORE, DIRECTED, LEAST, TITLES, TWICE
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting import printed
from octavo.manuscripts.web.verse import tabled

LOOKS = ("span", "b", "strong", "i", "em", "small", "font", "u")
MOST = 5
"""So many words a name has, or fewer."""

SHARE = 3
"""Of so many paragraphs one is a speech, or more, where names stand before speeches."""

NAME = re.compile(r"[^\W\d_a-z][\w.,&'\N{RIGHT SINGLE QUOTATION MARK} -]*?[.:]?")
ENDS = (".", ":", "\N{EM DASH}", ".\N{EM DASH}")
CLASS = "speaker"
"""What a name alone above a speech is called, for those who read classes."""


@dataclass(slots=True)
class Named:
    """A paragraph that may begin with a name, or be one."""

    paragraph: etree._Element
    name: str
    inner: etree._Element | None = None
    end: int = 0


def take(web: Web) -> int:
    """Mark names before speeches as small capitals, in place, and call those alone speakers.

    Return how many stand before a speech.
    """
    if not is_play(web):
        return 0
    manners: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    paragraphs = [one for one in tree.of(web.bodies, "p") if tree.has_words(one)]
    for paragraph in paragraphs:
        for manner, named in _named(paragraph):
            manners[manner].append(named)
    prose = sum(len(tree.words(one).split()) > MOST for one in paragraphs)
    before = 0
    for manner, ones in manners.items():
        is_alone = manner[0] == "alone"
        if not _are_names(ones) or (not is_alone and len(ones) * SHARE < prose):
            continue
        for one in ones:
            if is_alone:
                tree.add_class(one.paragraph, CLASS)
            else:
                _mark(one)
        before += 0 if is_alone else len(ones)
    return before


def is_play(web: Web) -> bool:
    """Whether a short block is the heading of an act or a scene, or a class names a speaker."""
    for one in tree.of(web.bodies, *tree.HEADINGS, "p", "span"):
        if tabled.is_persona(one):
            return True
        words = tree.words(one) if one.tag != "span" else ""
        if 0 < len(words.split()) <= MOST and (
            played.ACT.match(words) or played.SCENE.match(words)
        ):
            return True
    return False


def _named(paragraph: etree._Element) -> list[tuple[tuple[str, ...], Named]]:
    """Return the names that a paragraph may begin with, each with the manner in which it stands."""
    marks = list(takewhile(_is_bare_mark, tree.elements(paragraph)))
    first = next(iter(tree.elements(paragraph)[len(marks) :]), None)
    text = (paragraph.text or "").strip()
    if text:
        match = DIRECTED.match(paragraph.text or "") or BEFORE.match(_shown(paragraph))
        if (
            match is None
            or match["name"] in TITLES
            or match.end("name") >= len(paragraph.text or "")
        ):
            return []
        return [(("text",), Named(paragraph, match["name"], None, match.end("name")))]
    if first is None or first.tag not in LOOKS or first.get("href"):
        return []
    words = tree.words(first).partition("(")[0].partition("[")[0].strip()
    called = tabled.is_persona(first)
    if not words or not (called or (len(words.split()) <= MOST and NAME.fullmatch(words))):
        return []
    behind = (first.tail or "").lstrip()
    name = words.rstrip(" .:,").casefold()
    if tree.words(paragraph) == tree.words(first):
        manner = ("alone", paragraph.get("class", ""), first.tag, first.get("class", ""))
        above = paragraph.getnext() is not None
        return [(manner, Named(paragraph, name))] if above and not _is_prose(paragraph) else []
    stops = tree.words(first).endswith((*ENDS, ")", "]")) or behind.startswith((*ENDS, "(", "["))
    before = ("before", first.tag, first.get("class", ""))
    return [(before, Named(paragraph, name, first))] if stops or called else []


def _is_bare_mark(element: etree._Element) -> bool:
    """Whether an element is the place of a page, with no words behind it."""
    return printed.is_mark(element) and not (element.tail or "").strip()


def _shown(paragraph: etree._Element) -> str:
    """Return the first words of a paragraph, with a sign for what stands behind them."""
    return (paragraph.text or "") + ("x" if len(paragraph) else "")


def _is_prose(paragraph: etree._Element) -> bool:
    return bool(re.search(r"[!?,;]$", tree.words(paragraph)))


def _are_names(ones: list[Named]) -> bool:
    """Whether names are as many, and most of them so often there, as those of a play."""
    count = Counter(one.name for one in ones)
    often = sum(number for number in count.values() if number > 1)
    return len(ones) >= LEAST and len(count) > 1 and often >= TWICE * len(ones)


def _mark(one: Named) -> None:
    """Set a name before a speech in small capitals, and what is directed behind it in italics."""
    paragraph, marked = one.paragraph, tree.made("span", class_="smallcaps")
    if one.inner is None:
        text = paragraph.text or ""
        end = one.end + (text[one.end : one.end + 1] in (".", ":"))
        marked.text, marked.tail = text[:end].strip(), " " + text[end:].lstrip()
        paragraph.text = None
        paragraph.insert(0, marked)
        return
    inner = one.inner
    for look in tree.of([inner], *LOOKS):
        if look is not inner:
            tree.unwrap(look)
    name, sign, directed = (inner.text or "").partition("(")
    marked.text = " ".join(name.split())
    if inner.get("id"):
        marked.set("id", inner.get("id", ""))
    marked.tail = inner.tail
    if not sign and not directed:
        marked.extend(list(inner))
    tree.replace(inner, marked)
    if sign:
        behind = tree.made("em", f"({directed}")
        behind.extend(list(inner))
        behind.tail, marked.tail = marked.tail, " "
        marked.addnext(behind)
    elif marked.tail and not marked.tail[:1].isspace() and marked.tail[:1].isalnum():
        marked.tail = f" {marked.tail}"
