"""Finds paragraphs that are headings by their look alone: bold, large, centred, numbered by hand.

One paragraph says little; a kind of paragraphs says more. Paragraphs that look alike and are
numbered alike are one kind. A kind is one of headings where its members are short, without a
stop, few among the words, and stand above running text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.numbers import Numbered
from octavo.manuscripts.word.structure.seen import Seen, Usual

LONGEST = 120
"""The most characters of a heading; of one in Chinese or Japanese a third."""

PROSE = 140
"""From so many characters on a paragraph is running text and no label."""

LARGER = 3
"""So many half-points larger is seen at once: 1.5 points."""

SHARE = 0.12
"""The most of a text's letters that headings of one kind take."""

STOPS = tuple(
    ".,;:\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{ARABIC COMMA}\N{DEVANAGARI DANDA}"
)
WIDE_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NO_WORDS = re.compile(r"[\W\d_]*")
ADDRESS = re.compile(r"(?i)https?://|www\.|\S@\S|\btel\b|\bfax\b|©|\bisbn\b|\d{4,}.*\d{4,}")
CAPTION = re.compile(
    r"(?i)(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)?|tabelle|tableau|figura|tabla|tabella|"
    r"рис(?:унок|\.)?|таблица|plate|map|chart|diagram|box|photo|图|表|図|ill(?:ustration|\.)?|"
    r"source|quelle|scheme|equation|listing)\s*[\d.:IVX]"
)
SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,28}:")


@dataclass(frozen=True, slots=True)
class Look:
    """What the members of a kind have in common."""

    size: int
    bold: bool
    italic: bool
    caps: bool
    underline: bool
    centred: bool
    numbered: str
    depth: int
    style: str = ""


@dataclass(slots=True)
class Group:
    """A kind of paragraphs that may be headings: where they stand, and what is thought of them."""

    look: Look
    members: list[int] = field(default_factory=list)
    certain: bool = False
    likely: bool = False
    level: int = 1

    @property
    def strength(self) -> tuple[int, ...]:
        """What orders kinds from the top of a book down: the strongest is the least."""
        look = self.look
        order = {"part": 0, "chapter": 1}.get(look.numbered, 2)
        return (
            order, -look.size, -int(look.bold), -int(look.caps), -int(look.centred),
            look.depth if look.numbered == "decimal" else 0, int(look.italic),
        )  # fmt: skip


def find(seen: list[Seen], usual: Usual, free: set[int], known: set[int]) -> list[Group]:
    """Return the kinds of faked headings, from the top down, with their levels.

    `free` are the paragraphs that no style says anything of, `known` those that are headings.
    """
    text = _Text(seen, usual, known)
    groups: dict[Look, Group] = {}
    for number in sorted(free):
        look = text.look(number)
        if look is not None:
            groups.setdefault(look, Group(look)).members.append(number)
    for group in groups.values():
        _judge(group, text)
    chosen = [group for group in groups.values() if group.certain or group.likely]
    chosen.sort(key=lambda group: (group.strength, group.members[0]))
    _levels(chosen, text)
    return chosen


@dataclass(slots=True)
class _Text:
    """The paragraphs of a text, what is usual in them, and which are headings already."""

    seen: list[Seen]
    usual: Usual
    known: set[int]
    letters: int = field(init=False)
    words: dict[int, Numbered] = field(init=False, default_factory=dict)
    filled: list[int] = field(init=False)
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.letters = sum(len(one.text) for one in self.seen if one.in_body) or 1
        self.filled = [n for n, one in enumerate(self.seen) if one.text or one.drawn]
        self.at = {number: place for place, number in enumerate(self.filled)}

    def look(self, number: int) -> Look | None:
        """Return the look of a paragraph that may be a heading; None where it cannot be one."""
        one = self.seen[number]
        if not may_be(one):
            return None
        numbered = numbers.read(one.text)
        if not stands_out(one, self.usual) and numbered.kind not in ("part", "chapter", "decimal"):
            return None
        if one.text.endswith(STOPS) and not (numbered.kind and not numbered.words.endswith(STOPS)):
            return None
        self.words[number] = numbered
        bold = one.bold and not self.usual.bold
        centred = one.centred and not self.usual.centred
        depth = numbered.depth if numbered.kind == "decimal" else 0
        kind = "" if numbered.kind == "named" else numbered.kind
        return Look(one.size, bold, one.italic, one.caps, one.underline, centred, kind, depth)

    def following(self, number: int) -> Seen | None:
        """Return the paragraph behind one that has words or a picture; None at the end."""
        place = self.at[number] + 1
        return self.seen[self.filled[place]] if place < len(self.filled) else None

    def leads(self, number: int, members: set[int]) -> bool:
        """Whether running text stands below a paragraph, perhaps with other headings between."""
        place = self.at[number] + 1
        for other in self.filled[place : place + 3]:
            one = self.seen[other]
            if not one.in_body:
                return bool(one.leaf.tables) and other != self.filled[place]
            if _is_prose(one) or one.listed:
                return True
            if other in members and other == self.filled[place]:
                return False
            if not (may_be(one) and stands_out(one, self.usual)) and other not in self.known:
                return False
        return False


def _is_prose(one: Seen) -> bool:
    most = PROSE // 3 if WIDE_SIGNS.search(one.text) else PROSE
    return len(one.text) >= most or (len(one.text) > most // 2 and one.text.endswith(STOPS))


def may_be(one: Seen) -> bool:
    """Whether a paragraph may be a heading, by its words and its place."""
    text = one.text
    most = LONGEST // 3 if WIDE_SIGNS.search(text) else LONGEST
    if not text or not one.in_body or one.drawn or one.monospaced or len(text) > most:
        return False
    if ADDRESS.search(text) or CAPTION.match(text) or SPEAKER.fullmatch(text):
        return False
    if one.right or ("\t" in one.leaf.text.strip() and not numbers.read(text).kind):
        return False
    return not NO_WORDS.fullmatch(text) or numbers.read(text).kind in ("decimal", "roman")


def stands_out(one: Seen, usual: Usual) -> bool:
    """Whether a paragraph looks other than running text."""
    return (
        (one.bold and not usual.bold)
        or one.size >= usual.size + LARGER
        or (one.centred and not usual.centred)
        or one.caps
        or one.underline
        or (one.italic and one.kept_with_next)
    )


def _judge(group: Group, text: _Text) -> None:
    """Say whether a kind is certainly or likely one of headings."""
    members = set(group.members)
    share = sum(len(text.seen[n].text) for n in members) / text.letters
    leading = sum(text.leads(n, members) for n in members) / len(members)
    look = group.look
    counts = _counts_up(group, text)
    if look.numbered in ("part", "chapter"):
        set_apart = _weight(look, text.usual) > 0
        group.certain = len(members) > 1 and counts and share < SHARE and set_apart
        group.likely = share < SHARE
        return
    if leading < 0.5 or share > SHARE:
        return
    weight = _weight(look, text.usual) + (1 if look.numbered and counts and len(members) > 1 else 0)
    group.certain = weight >= 2 and leading >= 0.8 and len(members) >= 2
    group.likely = weight >= 1


def _weight(look: Look, usual: Usual) -> int:
    """Return how many things set a kind apart from running text; size counts twice."""
    larger = 2 if look.size >= usual.size + LARGER else 0
    return larger + look.bold + look.centred + look.caps + look.underline


def _counts_up(group: Group, text: _Text) -> bool:
    """Whether the numbers of a kind follow one another, or begin anew at 1."""
    values = [text.words[n].values for n in group.members]
    if not all(values):
        return False
    pairs = list(pairwise(value[-1] for value in values))
    following = sum(b in (1, a, a + 1) for a, b in pairs)
    return values[0][-1] <= 2 and following >= 0.9 * len(pairs)


def _levels(groups: list[Group], text: _Text) -> None:
    """Give each kind its level: below the headings that are known, by strength and by numbers."""
    base = min((text.seen[n].leaf.level or 1 for n in text.known), default=0)
    ranks: dict[tuple[object, ...], int] = {}
    for group in groups:
        look = group.look
        if look.numbered == "decimal":
            group.level = base + look.depth
            continue
        key = group.strength[:5]
        ranks.setdefault(key, len(ranks) + 1)
        group.level = base + ranks[key]
    _below_chapters(groups)
    for group in groups:
        group.level = min(group.level, 6)


def _below_chapters(groups: list[Group]) -> None:
    """Put numbered kinds below chapters where there are chapters, in one order with the others."""
    above = [g.level for g in groups if g.look.numbered in ("part", "chapter")]
    for group in groups:
        if above and group.look.numbered == "decimal" and group.level <= max(above):
            group.level += max(above)


def words_of(groups: list[Group]) -> dict[str, Group]:
    """Return kinds by the words that name them: `bold, 14 pt, centred, numbered 1.1`."""
    named: dict[str, Group] = defaultdict(lambda: Group(replace(groups[0].look)))
    for group in groups:
        name = describe(group.look)
        while name in named:
            name += " (2)"
        named[name] = group
    return dict(named)


def describe(look: Look) -> str:
    """Name a look in an editor's words."""
    size = f"{look.size / 2:g} pt"
    number = {
        "part": "numbered Part 1", "chapter": "numbered Chapter 1", "section": "numbered Section 1",
        "roman": "numbered I", "letter": "numbered A", "small": "numbered (a)",
        "decimal": "numbered " + ".".join("1" * max(look.depth, 1)),
    }.get(look.numbered, "")  # fmt: skip
    toggles = [
        name
        for name, is_on in (
            ("bold", look.bold), ("italic", look.italic), ("capitals", look.caps),
            ("underlined", look.underline), ("centred", look.centred),
        )
        if is_on
    ]  # fmt: skip
    return ", ".join([size, *toggles, *([number] if number else [])])
