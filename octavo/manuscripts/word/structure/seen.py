"""How each paragraph of a Word file looks as a whole, and the look of its running text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from octavo.manuscripts.word.marks import PREFIX, UNSEEN
from octavo.ooxml.leaf import Kind, Leaf, Run, shown
from octavo.ooxml.names import W, on, val
from octavo.ooxml.styles import NONE, SIZE, Style, Styles

MONOSPACED = re.compile(
    r"(?i)courier|consolas|\bmono|mono\b|monaco|menlo|lucida console|andale|inconsolata|fixed"
    r"|typewriter|terminal|source code|fira code|cascadia|mincho code"
)
"""Names of typefaces whose letters are all of one width."""

PUSHED = re.compile(r"\t\s*\t|[ \N{NO-BREAK SPACE}]{10,}")
"""Tabs or spaces that push a line to the middle."""

ABBREVIATED = 4
"""A word of so few capitals is an abbreviation, and no line in capitals."""

WORD = re.compile(r"[^\W\d_]+")

WIDE = 400
"""From so many twentieths of a point on an indent sets a paragraph apart: 7 millimetres."""


STARRED = re.compile(r"(?P<number>(?:\w{1,3}[.)、:]\s*)?)(\*\*|__)(?P<words>[^*_]+)\2(?P<end>\W?)")
"""Words between the signs that Markdown has for bold type, perhaps behind a number."""

SEEN_COLOUR = 0x50
"""From such a share of red, green or blue on letters are no longer taken for black."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A paragraph as it is seen: its words, and the look that all of them have.

    `size` is that of most letters, in half-points; indents are in twentieths of a point. `page`
    counts the breaks that the author set before it, from 0.
    """

    leaf: Leaf
    style: Style
    text: str
    size: int = SIZE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False
    monospaced: bool = False
    centred: bool = False
    right: bool = False
    indents: tuple[int, int] = (0, 0)
    listed: bool = False
    list_level: int = 0
    list_name: str = ""
    opens_page: bool = False
    page: int = 0
    kept_with_next: bool = False
    drawn: bool = False
    formula: bool = False
    coloured: bool = False
    ruled: bool = False

    @property
    def in_body(self) -> bool:
        """Whether it stands in the text itself: in no table, note or box."""
        is_one = self.style is not NONE or not self.leaf.style.chain
        return is_one and self.leaf.story == "main" and not self.leaf.tables and not self.leaf.box


def see(leaves: list[Leaf], styles: Styles) -> list[Seen]:
    """Return how each paragraph looks, in their order."""
    pages = _pages(leaves)
    return [_seen(leaf, styles, page) for leaf, page in zip(leaves, pages, strict=True)]


def _pages(leaves: list[Leaf]) -> list[int]:
    """Return how many breaks of pages and sections stand before the words of each paragraph."""
    pages: list[int] = []
    page = 0
    for leaf in leaves:
        if leaf.story == "main":
            before, behind = _breaks(leaf.element)
            page += before + bool(on(_property(leaf, "pageBreakBefore")))
        pages.append(page)
        page += behind if leaf.story == "main" else 0
    return pages


def _breaks(paragraph: etree._Element) -> tuple[int, int]:
    """Return how many breaks of a page stand before the words of a paragraph, and behind them."""
    counts, words = [0, 0], False
    for part in paragraph.iter(f"{W}br", f"{W}t"):
        words = words or bool(part.text)
        counts[words] += part.get(f"{W}type") == "page"
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    if section is not None and val(section.find(f"{W}type")) != "continuous":
        counts[1] += 1
    return counts[0], counts[1]


def _seen(leaf: Leaf, styles: Styles, page: int) -> Seen:
    printed = [run for run in leaf.runs if shown(run)]
    runs = [run for run in printed if has_words(run)]
    look = styles.look_of(leaf.style)
    lettered = [run for run in runs if any(sign.isalnum() for sign in run.text)] or runs
    text = " ".join(leaf.text.replace(UNSEEN, "").split()) or leaf.text.strip()
    starred = STARRED.fullmatch(text)
    if starred:
        text = starred["number"] + starred["words"].strip() + starred["end"]
    alignment = styles.alignment(leaf.element)
    return Seen(
        leaf,
        own_style(leaf.style, styles),
        text,
        _size(runs, look.size),
        bold=bool(starred) or (bool(lettered) and all(run.look.bold for run in lettered)),
        italic=bool(lettered) and all(run.look.italic for run in lettered),
        caps=_in_capitals(lettered, text),
        underline=bool(lettered) and all(run.look.underline for run in lettered),
        monospaced=bool(runs) and all(MONOSPACED.search(run.look.font) for run in runs),
        centred=alignment == "center" or bool(PUSHED.match(leaf.text)),
        right=alignment in ("right", "end"),
        indents=_indents(leaf, styles),
        listed=is_listed(leaf),
        list_level=_list_level(leaf),
        list_name=_list_name(leaf),
        opens_page=bool(on(_property(leaf, "pageBreakBefore"))),
        page=page,
        kept_with_next=bool(on(_property(leaf, "keepNext"))),
        drawn=any(run.kind in (Kind.IMAGE, Kind.OBJECT, Kind.FORMULA) for run in printed),
        formula=any(run.kind is Kind.FORMULA for run in printed),
        coloured=bool(lettered) and all(_is_coloured(run, leaf) for run in lettered),
        ruled=_is_ruled(leaf),
    )


def has_words(run: Run) -> bool:
    """Whether a run has words that print; what only stands in for an index entry is none."""
    return run.kind is Kind.TEXT and bool(run.text.replace(UNSEEN, "").strip())


def own_style(style: Style, styles: Styles) -> Style:
    """Return the author's own style, where a mark's is based on it; `NONE` where on none."""
    for element in style.chain:
        name = val(element, "styleId")
        if not name.startswith(PREFIX):
            return styles.style(style.kind, name)
    return NONE


def _size(runs: list[Run], other: int) -> int:
    sizes: Counter[int] = Counter()
    for run in runs:
        sizes[run.look.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else other


def _in_capitals(runs: list[Run], text: str) -> bool:
    """Whether all letters are capitals: typed so, or by their look; one letter says nothing."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 2 or not any(sign.isupper() or sign.islower() for sign in letters):
        return False
    if runs and all(run.look.caps or run.look.small_caps for run in runs):
        return True
    cased = sum(sign.isupper() for sign in letters)
    short = all(len(word) <= ABBREVIATED for word in WORD.findall(text))
    typed = not any(sign.islower() for sign in letters) and cased * 2 > len(letters)
    return typed and not (short and cased <= 2 * ABBREVIATED)


def _property(leaf: Leaf, name: str) -> etree._Element | None:
    own = leaf.element.find(f"{W}pPr/{W}{name}")
    return own if own is not None else leaf.style.property(f"pPr/{name}")


def is_listed(leaf: Leaf) -> bool:
    """Whether Word numbers a paragraph, or sets a bullet before it."""
    own = leaf.element.find(f"{W}pPr/{W}numPr")
    numbering = own if own is not None else leaf.style.property("pPr/numPr")
    number = None if numbering is None else numbering.find(f"{W}numId")
    return number is not None and val(number) != "0"


def _list_name(leaf: Leaf) -> str:
    """Return the number that Word gives the list of a paragraph; "" for none."""
    own = leaf.element.find(f"{W}pPr/{W}numPr/{W}numId")
    return val(own if own is not None else leaf.style.property("pPr/numPr/numId"))


def _is_coloured(run: Run, leaf: Leaf) -> bool:
    """Whether words have a colour that is seen as one, and not nearly black."""
    of_styles = (style.property("rPr/color") for style in (run.style, leaf.style))
    colours = (run.element.find(f"{W}rPr/{W}color"), *of_styles)
    colour = val(next((one for one in colours if one is not None), None))
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return max(int(colour[n : n + 2], 16) for n in (0, 2, 4)) >= SEEN_COLOUR


def _is_ruled(leaf: Leaf) -> bool:
    """Whether a rule stands above or below a paragraph."""
    borders = _property(leaf, "pBdr")
    sides = () if borders is None else (borders.find(f"{W}{side}") for side in ("top", "bottom"))
    return any(val(side) not in ("", "none", "nil") for side in sides)


def _list_level(leaf: Leaf) -> int:
    """Return the level of a paragraph in Word's list, from 0."""
    own = leaf.element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    level = val(own if own is not None else leaf.style.property("pPr/numPr/ilvl"))
    return int(level) if level.isdigit() and len(level) == 1 else 0


def _indents(leaf: Leaf, styles: Styles) -> tuple[int, int]:
    """Return the indents of a paragraph at the left and the right."""
    own = leaf.element.find(f"{W}pPr/{W}ind")
    by_style = styles.of_paragraph(leaf.element).property("pPr/ind")
    return _indent(own, by_style, ("left", "start")), _indent(own, by_style, ("right", "end"))


def _indent(
    own: etree._Element | None, by_style: etree._Element | None, names: tuple[str, str]
) -> int:
    for element in (own, by_style):
        for name in names:
            value = val(element, name)
            if re.fullmatch(r"-?\d{1,6}", value):
                return int(value)
    return 0


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a text: the size of most words, whether they are bold, their indent."""

    size: int = SIZE
    bold: bool = False
    indent: int = 0
    centred: bool = False
    monospaced: bool = False
    italic: bool = False
    coloured: bool = False

    @classmethod
    def of(cls, paragraphs: list[Seen]) -> Usual:
        """Return what is usual in paragraphs, by the letters in them."""
        looks: Counter[tuple[int, bool, int, bool, bool, bool]] = Counter()
        coloured = 0
        for one in paragraphs:
            if one.in_body and one.text:
                look = (one.size, one.bold, one.indents[0], one.centred)
                key = (*look, one.monospaced, one.italic)
                looks[key] += len(one.text)
                coloured += len(one.text) * (1 if one.coloured else -1)
        return cls(*looks.most_common(1)[0][0], coloured > 0) if looks else cls()
