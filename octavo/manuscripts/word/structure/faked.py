"""Finds paragraphs that are headings by their look alone: bold, large, centred, numbered by hand.

One paragraph says little; a kind of paragraphs says more. Paragraphs that look alike and are
numbered alike are one kind. A kind is one of headings where its members are short, without a
stop, few among the words, and stand above running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from octavo.manuscripts.word.structure import lines, numbers, series
from octavo.manuscripts.word.structure.kinds import Group, Look
from octavo.manuscripts.word.structure.numbers import Numbered
from octavo.manuscripts.word.structure.seen import Seen, Usual

SHORT = 90
"""Half of the headings of a kind that is sure have no more characters."""

NEAR = 4
"""So many lines before running text may all be headings: part, chapter, title, section."""

REPEATED = 8
"""So many members of a kind with ever the same words are labels, or names of speakers."""

COUNTED = ("part", "chapter", "section", "decimal", "lettered", "small", "roman", "han", "named")
"""Kinds of numbers that may make a heading of a line that looks like any other."""

ALONE = 60
"""A line that only its place shows has no more characters; one of Chinese or Japanese a third."""

UNSURE = ("small", "alone", "named")
"""Kinds of numbers, and of lines without one, that are never certain."""

ENDINGS = ("", ":", ".", "\N{HORIZONTAL ELLIPSIS}")
"""The signs at whose end a line may still be a heading."""

SHARE = 0.12
"""The most of a text's letters that headings of one kind take."""

SHARE_COUNTED = 0.4
"""The same of headings that are numbered: a law has one above each sentence."""

QUESTIONS = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")
DATED = re.compile(r"\b(?:19|20)\d\d\b|\d\d?[./]\d\d")


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
        group.word = numbers.word(seen[group.members[0]].text)
        group.like = text.shapes.get(_shape(seen[group.members[0]]))
        _judge(group, text)
    for group in groups.values():
        bare = groups.get(replace(group.look, ending=""))
        if bare is not None and (bare.certain or bare.likely) and not group.likely:
            group.likely = _is_like(group, bare, text)
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
    series: dict[int, Numbered] = field(init=False)
    following: set[int] = field(init=False)
    shapes: dict[tuple[object, ...], int] = field(init=False)

    def __post_init__(self) -> None:
        self.letters = sum(len(one.text) for one in self.seen if one.in_body) or 1
        self.filled = [n for n, one in enumerate(self.seen) if one.text or one.drawn]
        self.at = {number: place for place, number in enumerate(self.filled)}
        prose = (place for place, n in enumerate(self.filled) if lines.is_prose(self.seen[n]))
        kinds = ((place, numbers.read(self.seen[n].text).kind) for n, place in self.at.items())
        chapter = next((place for place, kind in kinds if kind in ("part", "chapter")), None)
        begins = next(prose, 0)
        self.begins = begins if chapter is None else min(begins, chapter)
        texts = ((n, one.text) for n, one in enumerate(self.seen) if lines.may_be(one, self.usual))
        self.series = series.find(texts)
        self.following = series.sequence((n, one.text) for n, one in enumerate(self.seen))
        heads = ((n, self.seen[n]) for n in self.known)
        self.shapes = {_shape(one): n for n, one in heads if lines.stands_out(one, self.usual)}

    def look(self, number: int) -> Look | None:
        """Return the look of a paragraph that may be a heading; None where it cannot be one."""
        one = self.seen[number]
        if not lines.may_be(one, self.usual):
            return None
        numbered = self.numbered(number)
        kind, depth = _number(one, numbered)
        if not lines.stands_out(one, self.usual):
            kind = "named" if numbered.kind == "named" else kind
            kind = kind if _is_counted(numbered) else "alone"
            if kind == "alone" and not self.is_alone(number):
                return None
        ending = one.text[-1] if one.text.endswith(lines.STOPS) else ""
        if ending and numbered.kind and not numbered.words.endswith(lines.STOPS):
            ending = ""
        if ending == ";" and numbered.kind and one.bold:
            ending = ":"
        if ending not in ENDINGS:
            return None
        self.words[number] = numbered
        bold = one.bold and not self.usual.bold
        centred = one.centred and not self.usual.centred
        return Look(
            one.size, bold, one.italic, one.caps, one.underline, centred, kind, depth, ending
        )

    def numbered(self, number: int) -> Numbered:
        """Return the number that a paragraph begins with, also behind a word of the author's."""
        read = numbers.read(self.seen[number].text)
        return read if read.kind else self.series.get(number, read)

    def is_alone(self, number: int) -> bool:
        """Whether a line looks like running text, but is a short one without a stop above it."""
        one, place = self.seen[number], self.at[number]
        most = ALONE // 3 if lines.WIDE_SIGNS.search(one.text) else ALONE
        if (
            len(one.text) > most
            or one.listed
            or not one.text[-1].isalnum()
            or DATED.search(one.text)
        ):
            return False
        below = self.filled[place + 1 : place + 2]
        return bool(below) and lines.is_prose(self.seen[below[0]]) and self.seen[below[0]].in_body

    def is_early(self, number: int) -> bool:
        """Whether a centred line stands on a page before the text, too early to be its heading."""
        one = self.seen[number]
        return one.centred and self.at[number] < self.begins - NEAR

    def is_before(self, members: list[int]) -> bool:
        """Whether lines stand before the text, and none of them right above it."""
        places = [self.at[number] for number in members]
        return max(places) < self.begins - 1

    def leads(self, number: int, look: Look) -> int:
        """Say what stands below a paragraph: 2 running text, 1 something else, 0 nothing.

        Other headings may stand between.
        """
        place = self.at[number] + 1
        for other in self.filled[place : place + 3]:
            one = self.seen[other]
            if one.drawn and not one.text:
                return 1
            if other in self.known:
                continue
            if not one.in_body:
                return 1 if one.leaf.tables else 0
            if not lines.is_heading_like(one, self.usual):
                return 2 if lines.is_prose(one) else 1
            if self.look(other) == look:
                return 0
        return 0


def _is_counted(numbered: Numbered) -> bool:
    return numbered.kind in COUNTED or numbered.kind.startswith(series.KIND)


def _shape(one: Seen | Look) -> tuple[object, ...]:
    """Return what shows at once of a paragraph."""
    return one.size, one.bold, one.italic, one.caps, one.underline, one.centred


def _number(one: Seen, numbered: Numbered) -> tuple[str, int]:
    """Return the kind of number that a paragraph has, typed or by Word, and its depth."""
    if numbered.kind in ("decimal", "lettered"):
        return numbered.kind, numbered.depth
    if numbered.kind == "named" and not one.listed:
        return "", 0
    if numbered.kind in ("", "named"):
        return ("listed", one.list_level + 1) if one.listed else ("", 0)
    return numbered.kind, 0


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for a kind: shares of its members from 0 to 1, and what its numbers do."""

    share: float
    under: float
    prose: float
    counts: bool
    weight: int
    length: float

    @property
    def is_short(self) -> bool:
        """Whether half of the members are no longer than headings are."""
        return self.length <= SHORT

    @classmethod
    def of(cls, group: Group, text: _Text) -> _Signs:
        """Return what speaks for a kind in its text."""
        look, many = group.look, len(group.members)
        texts = [text.seen[n].text for n in group.members]
        leading = [text.leads(n, look) for n in group.members]
        return cls(
            share=sum(map(len, texts)) / text.letters,
            under=sum(lead > 0 for lead in leading) / many,
            prose=sum(lead > 1 for lead in leading) / many,
            counts=_counts_up(group, text),
            weight=lines.weight(text.seen[group.members[0]], text.usual),
            length=median(map(len, texts)),
        )


def _judge(group: Group, text: _Text) -> None:
    """Say whether a kind is certainly or likely one of headings."""
    look, many = group.look, len(group.members)
    texts = [text.seen[n].text for n in group.members]
    signs = _Signs.of(group, text)
    most = SHARE_COUNTED if look.numbered and signs.counts and signs.prose > 0.5 else SHARE
    if signs.share > most or (many >= REPEATED and len(set(texts)) < many / 5):
        return
    if look.numbered in ("part", "chapter"):
        group.certain = signs.weight > 0 and signs.counts and (many > 1 or signs.prose > 0)
        group.likely = True
        return
    group.likely = _is_likely(group, signs, text)
    weight = signs.weight + (1 if look.numbered and signs.counts and many > 1 else 0)
    enough = many >= 2 if weight >= 2 else many >= 4 and weight >= 1 and look.bold
    led = signs.prose >= (0.7 if weight >= 2 else 0.9)
    led |= look.bold and signs.counts and many >= 4 and signs.under == 1
    plain = not look.ending and look.numbered not in UNSURE and _are_titles(texts)
    group.certain = plain and signs.is_short and enough and led


def _is_likely(group: Group, signs: _Signs, text: _Text) -> bool:
    """Whether a kind is likely one of headings."""
    look, many = group.look, len(group.members)
    words = {text.seen[n].text for n in group.members}
    if look.numbered == "alone":
        return many > 2 and len(words) >= 0.8 * many
    if look.numbered == "named" or group.like is not None:
        return signs.under >= (0.5 if group.like is not None else 1)
    if _is_odd(group, signs, text):
        return False
    if signs.weight:
        differ = many > 2 and len(words) == many
        return signs.under >= 0.5 and not _ends_as_text(look, signs, differ=differ)
    if look.numbered:
        return _counts_as_headings(group, signs, text)
    return many > 2 and signs.under == 1 and signs.prose >= 0.5 and not look.ending


def _ends_as_text(look: Look, signs: _Signs, *, differ: bool) -> bool:
    """Whether lines set apart end as running text does: in a stop, or, longer, in a colon."""
    if not look.ending or look.numbered:
        return False
    if look.ending == ":":
        return signs.weight < 2 and signs.length > ALONE
    return not signs.is_short or (signs.weight < 2 and not (differ and signs.prose >= 0.8))


def _counts_as_headings(group: Group, signs: _Signs, text: _Text) -> bool:
    """Whether lines that look like any other are headings by their numbers."""
    look, many = group.look, len(group.members)
    follows = signs.counts or text.following.issuperset(group.members)
    fits = signs.under >= 0.8 and signs.is_short and look.ending != "."
    if look.numbered == "small":
        labels = sum(_is_label(text.seen[n].text) for n in group.members)
        fits = fits and not look.ending and labels > many / 2
    return follows and many > 1 and fits


def _is_label(text: str) -> bool:
    """Whether a text with a number in brackets is a short one, and the number in figures."""
    most = ALONE // 3 if lines.WIDE_SIGNS.search(text) else ALONE
    return len(text) <= most and any(sign.isdigit() for sign in text[:3])


def _is_odd(group: Group, signs: _Signs, text: _Text) -> bool:
    """Whether a kind has too little for it: one line that little sets apart, or a small one."""
    one, look = text.seen[group.members[0]], group.look
    marked = look.bold or look.caps or (one.underline and len(group.members) > 1)
    if one.size < text.usual.size and not marked:
        return True
    if look.numbered:
        return False
    if look.centred and signs.weight <= 1 + look.caps and text.is_before(group.members):
        return True
    if len(group.members) > 1:
        return False
    return bool(DATED.search(one.text)) or (signs.weight < 2 and not signs.prose and not one.bold)


def _is_like(group: Group, bare: Group, text: _Text) -> bool:
    """Whether a kind is as one of headings is, but that few of its members end in a stop."""
    signs = _Signs.of(group, text)
    few = len(group.members) <= len(bare.members) / 2
    return few and signs.weight > 0 and signs.length <= ALONE and signs.under >= 0.5


def _are_titles(texts: list[str]) -> bool:
    """Whether texts are no questions of an interview, lines of a career or names of speakers."""
    many = len(texts)
    asking = sum(text.endswith(QUESTIONS) for text in texts)
    dated = sum(bool(DATED.search(text)) for text in texts)
    return asking < many / 2 and dated < many / 2 and len(set(texts)) >= 0.8 * many


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
