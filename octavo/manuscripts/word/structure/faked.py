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
from statistics import median

from octavo.manuscripts.word.marks import UNSEEN
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.numbers import Numbered
from octavo.manuscripts.word.structure.seen import Seen, Usual

LONGEST = 200
"""The most characters of a heading; of one in Chinese or Japanese a third."""

SHORT = 90
"""Half of the headings of a kind that is sure have no more characters."""

PROSE = 140
"""From so many characters on a paragraph is running text and no label."""

LARGER = 3
"""So many half-points larger is seen at once: 1.5 points."""

NEAR = 4
"""So many lines before running text may all be headings: part, chapter, title, section."""

REPEATED = 8
"""So many members of a kind with ever the same words are labels, or names of speakers."""

COUNTED = ("part", "chapter", "decimal")
"""Kinds of numbers that may make a heading of a line that looks like any other."""

DEEP = ("decimal", "listed")
"""Kinds of numbers that have levels."""

ENDINGS = ("", ":", ".", "\N{HORIZONTAL ELLIPSIS}")
"""The signs at whose end a line may still be a heading."""

SHARE = 0.12
"""The most of a text's letters that headings of one kind take."""

STOPS = tuple(
    ".,;:\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{ARABIC COMMA}\N{DEVANAGARI DANDA}"
)
WIDE_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
QUESTIONS = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")
DATED = re.compile(r"\b(?:19|20)\d\d\b|\d\d?[./]\d\d")
NO_WORDS = re.compile(r"[\W\d_]*")
ADDRESS = re.compile(r"(?i)https?://|www\.|\S@\S|\btel\b|\bfax\b|©|\bisbn\b|\d{4,}.*\d{4,}|=")
LEADERS = re.compile(r"(?:\.{4,}|(?:\N{HORIZONTAL ELLIPSIS}[.\s]*){2,}|_{4,}|\t)\s*\d*$")
"""The end of a line of a list of contents or of a form."""
CAPTION = re.compile(
    r"(?i)(?:fig(?:ure|\.)?|table|tab\.|abb(?:ildung|\.)?|tabelle|tableau|figura|tabla|tabella|"
    r"рис(?:унок|\.)?|таблица|plate|map|chart|diagram|box|photo|图|表|図|ill(?:ustration|\.)?|"
    r"source|quelle|scheme|equation|listing)\s*[\d.:IVX]"
)


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
    ending: str = ""
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
            int(not look.numbered), look.depth if look.numbered in DEEP else 0, int(look.italic),
        )  # fmt: skip


def find(seen: list[Seen], usual: Usual, free: set[int], known: set[int]) -> list[Group]:
    """Return the kinds of faked headings, from the top down; `levels` gives them their levels.

    `free` are the paragraphs that no style says anything of, `known` those that are headings.
    """
    text = _Text(seen, usual, known)
    groups: dict[Look, Group] = {}
    for number in sorted(free):
        look = text.look(number)
        if look is not None and not text.is_early(number):
            groups.setdefault(look, Group(look)).members.append(number)
    for group in groups.values():
        _judge(group, text)
    chosen = [group for group in groups.values() if group.certain or group.likely]
    return sorted(chosen, key=lambda group: (group.strength, group.members[0]))


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
    begins: int = field(init=False)

    def __post_init__(self) -> None:
        self.letters = sum(len(one.text) for one in self.seen if one.in_body) or 1
        self.filled = [n for n, one in enumerate(self.seen) if one.text or one.drawn]
        self.at = {number: place for place, number in enumerate(self.filled)}
        prose = (place for place, n in enumerate(self.filled) if _is_prose(self.seen[n]))
        self.begins = next(prose, 0)

    def look(self, number: int) -> Look | None:
        """Return the look of a paragraph that may be a heading; None where it cannot be one."""
        one = self.seen[number]
        if not may_be(one, self.usual):
            return None
        numbered = numbers.read(one.text)
        if not stands_out(one, self.usual) and numbered.kind not in COUNTED:
            return None
        ending = one.text[-1] if one.text.endswith(STOPS) else ""
        if ending and numbered.kind and not numbered.words.endswith(STOPS):
            ending = ""
        if ending not in ENDINGS:
            return None
        self.words[number] = numbered
        kind, depth = _number(one, numbered)
        bold = one.bold and not self.usual.bold
        centred = one.centred and not self.usual.centred
        return Look(
            one.size, bold, one.italic, one.caps, one.underline, centred, kind, depth, ending
        )

    def is_early(self, number: int) -> bool:
        """Whether a centred line stands on a page before the text, too early to be its heading."""
        one = self.seen[number]
        return one.centred and self.at[number] < self.begins - NEAR

    def leads(self, number: int, look: Look) -> int:
        """Say what stands below a paragraph: 2 running text, 1 something else, 0 nothing.

        Other headings may stand between.
        """
        place = self.at[number] + 1
        for other in self.filled[place : place + 3]:
            one = self.seen[other]
            if other in self.known or (one.drawn and not one.text):
                continue
            if not one.in_body:
                return 1 if one.leaf.tables else 0
            if not is_heading_like(one, self.usual):
                return 2 if _is_prose(one) else 1
            if self.look(other) == look:
                return 0
        return 0


def _number(one: Seen, numbered: Numbered) -> tuple[str, int]:
    """Return the kind of number that a paragraph has, typed or by Word, and its depth."""
    if numbered.kind == "decimal":
        return "decimal", numbered.depth
    if numbered.kind in ("", "named"):
        return ("listed", one.list_level + 1) if one.listed else ("", 0)
    return numbered.kind, 0


def is_heading_like(one: Seen, usual: Usual) -> bool:
    """Whether a paragraph may be a heading and looks like one."""
    return may_be(one, usual) and stands_out(one, usual)


def _is_prose(one: Seen) -> bool:
    most = PROSE // 3 if WIDE_SIGNS.search(one.text) else PROSE
    return len(one.text) >= most or (len(one.text) > most // 2 and one.text.endswith(STOPS))


def may_be(one: Seen, usual: Usual) -> bool:
    """Whether a paragraph may be a heading, by its words and its place."""
    text = one.text
    most = LONGEST // 3 if WIDE_SIGNS.search(text) else LONGEST
    if not text or not one.in_body or one.drawn or len(text) > most:
        return False
    if one.monospaced and not usual.monospaced:
        return False
    if ADDRESS.search(text) or CAPTION.match(text) or LEADERS.search(text) or text == UNSEEN:
        return False
    if text[0].islower() and not numbers.read(text).kind:
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
        or (one.italic and not usual.italic)
    )


def _judge(group: Group, text: _Text) -> None:
    """Say whether a kind is certainly or likely one of headings."""
    look, many = group.look, len(group.members)
    texts = [text.seen[n].text for n in group.members]
    share = sum(map(len, texts)) / text.letters
    leading = [text.leads(n, look) for n in group.members]
    under = sum(lead > 0 for lead in leading) / many
    prose = sum(lead > 1 for lead in leading) / many
    if share > SHARE or (many >= REPEATED and len(set(texts)) < many / 5):
        return
    counts = _counts_up(group, text)
    weight = _weight(look, text.usual)
    if look.numbered in ("part", "chapter"):
        group.certain = weight > 0 and counts and (many > 1 or prose > 0)
        group.likely = True
        return
    is_short = median(map(len, texts)) <= SHORT
    if weight:
        alike = many < 3 or len(set(texts)) < many or prose < 0.8
        stops = look.ending not in ("", ":") and not look.numbered and weight < 2 and alike
        group.likely = under >= 0.5 and not stops
    elif look.numbered:
        group.likely = counts and many > 1 and under >= 0.8 and is_short and look.ending != "."
    else:
        group.likely = many > 2 and under == 1 and prose >= 0.5 and not look.ending
    weight += 1 if look.numbered and counts and many > 1 else 0
    enough = many >= 2 if weight >= 2 else many >= 4 and weight >= 1 and look.bold
    led = prose >= (0.7 if weight >= 2 else 0.9)
    led |= look.bold and counts and many >= 4 and under == 1
    plain = not look.ending and look.numbered != "small" and _are_titles(texts)
    group.certain = plain and is_short and enough and led


def _are_titles(texts: list[str]) -> bool:
    """Whether texts are no questions of an interview, lines of a career or names of speakers."""
    many = len(texts)
    asking = sum(text.endswith(QUESTIONS) for text in texts)
    dated = sum(bool(DATED.search(text)) for text in texts)
    return asking < many / 2 and dated < many / 2 and len(set(texts)) >= 0.8 * many


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
    if group.look.numbered in ("part", "chapter"):
        return all(b > a or b == 1 for a, b in pairs)
    following = sum(b in (1, a, a + 1) for a, b in pairs)
    return values[0][-1] <= 2 and following >= 0.9 * len(pairs)


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
        "listed": f"numbered by Word, level {look.depth}",
    }.get(look.numbered, "")  # fmt: skip
    toggles = [
        name
        for name, is_on in (
            ("bold", look.bold), ("italic", look.italic), ("capitals", look.caps),
            ("underlined", look.underline), ("centred", look.centred),
        )
        if is_on
    ]  # fmt: skip
    ending = {":": "ending in a colon", "": ""}.get(look.ending, "ending in a stop")
    return ", ".join(filter(None, [size, *toggles, number, ending]))
