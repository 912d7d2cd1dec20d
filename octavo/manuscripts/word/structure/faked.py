"""Finds paragraphs that are headings by their look alone: bold, large, centred, numbered by hand.

One paragraph says little; a kind of paragraphs says more. Paragraphs that look alike and are
numbered alike are one kind. A kind is one of headings where its members are short, without a
stop, few among the words, and stand above running text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from octavo.manuscripts.word.structure import likely, lines, numbers
from octavo.manuscripts.word.structure.evidence import ALONE, DATED, MANY_DAYS, OVER, Text, shape
from octavo.manuscripts.word.structure.kinds import Group, Look

SHORT = 90
"""Half of the headings of a kind that is sure have no more characters."""

REPEATED = 8
"""So many members of a kind with ever the same words are labels, or names of speakers."""

UNSURE = ("small", "alone", "named", "day")
"""Kinds of numbers, and of lines without one, that are never certain."""

SHARE = 0.12
"""The most of a text's letters that headings of one kind take."""

SHARE_COUNTED = 0.4
"""The same of headings that are numbered: a law has one above each sentence."""

QUESTIONS = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")


def find(text: Text, free: set[int], labels: dict[int, str]) -> list[Group]:
    """Return the kinds of faked headings, from the top down; `levels` gives them their levels.

    `free` are the paragraphs that no style says anything of, `labels` the numbers that Word sets.
    """
    groups = likely.add(by_kind(text, free), text, free, labels)
    return sorted(groups, key=lambda group: (group.strength, group.members[0]))


def by_kind(text: Text, free: set[int]) -> list[Group]:
    """Return the kinds that are, or may be, headings by what their members have in common."""
    seen = text.seen
    groups: dict[Look, Group] = {}
    for number in sorted(free):
        look = text.look(number)
        if look is not None and not text.is_early(number):
            groups.setdefault(look, Group(look)).members.append(number)
    for group in groups.values():
        group.word = numbers.word(seen[group.members[0]].text)
        group.like = text.shapes.get(shape(seen[group.members[0]]))
        _judge(group, text)
    for group in groups.values():
        bare = groups.get(replace(group.look, ending=""))
        if bare is not None and (bare.certain or bare.likely) and not group.likely:
            group.likely = _is_like(group, bare, text)
    return [group for group in groups.values() if group.certain or group.likely]


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
    def of(cls, group: Group, text: Text) -> _Signs:
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


def _judge(group: Group, text: Text) -> None:
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


def _is_likely(group: Group, signs: _Signs, text: Text) -> bool:
    """Whether a kind is likely one of headings."""
    look = group.look
    if not signs.weight and look.numbered in ("day", "alone", "listed"):
        return _is_plain_kind(group, signs, text)
    if look.numbered == "named" or group.like is not None:
        return signs.under >= (0.5 if group.like is not None else 1)
    if _is_odd(group, signs, text):
        return False
    if signs.weight:
        words = {text.seen[n].text for n in group.members}
        differ = len(words) == len(group.members) > 2
        return signs.under >= 0.5 and not _ends_as_text(look, signs, differ=differ)
    if look.numbered:
        return _counts_as_headings(group, signs, text)
    many = len(group.members)
    return many > 2 and signs.under == 1 and signs.prose >= 0.5 and not look.ending


def _is_plain_kind(group: Group, signs: _Signs, text: Text) -> bool:
    """Whether lines that look like any other are headings by their place: days, lines alone."""
    look, many = group.look, len(group.members)
    words = {text.seen[n].text for n in group.members}
    if look.numbered == "day":
        return many >= MANY_DAYS and len(words) > many / 2
    if look.numbered == "alone":
        return many > 2 and len(words) >= 0.8 * many
    asking = any(word.endswith(QUESTIONS) for word in words)
    differ = len(words) == many > 1 and not look.ending and not asking
    return differ and signs.length <= ALONE


def _ends_as_text(look: Look, signs: _Signs, *, differ: bool) -> bool:
    """Whether lines set apart end as running text does: in a stop, or, longer, in a colon."""
    if not look.ending or look.numbered:
        return False
    if look.ending == ":":
        return signs.weight < 2 and signs.length > ALONE
    return not signs.is_short or (signs.weight < 2 and not (differ and signs.prose >= 0.8))


def _counts_as_headings(group: Group, signs: _Signs, text: Text) -> bool:
    """Whether lines that look like any other are headings by their numbers."""
    look, many = group.look, len(group.members)
    over = sum(text.over.get(n, 0) >= OVER for n in group.members)
    asking = sum(text.seen[n].text.endswith(QUESTIONS) for n in group.members)
    if asking > many / 2:  # questions of a form
        return False
    follows = signs.counts or text.following.issuperset(group.members) or over >= 0.8 * many
    fits = signs.under >= 0.8 and signs.is_short and look.ending != "."
    if look.numbered == "small":
        labels = sum(_is_label(text.seen[n].text) for n in group.members)
        fits = fits and not look.ending and labels > many / 2
    return follows and many > 1 and fits


def _is_label(text: str) -> bool:
    """Whether a text with a number in brackets is a short one, and the number in figures."""
    most = ALONE // 3 if lines.WIDE_SIGNS.search(text) else ALONE
    return len(text) <= most and any(sign.isdigit() for sign in text[:3])


def _is_odd(group: Group, signs: _Signs, text: Text) -> bool:
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


def _is_like(group: Group, bare: Group, text: Text) -> bool:
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


def _counts_up(group: Group, text: Text) -> bool:
    """Whether the numbers of a kind follow one another, or begin anew at 1."""
    values = [text.words[n].values for n in group.members]
    if not all(values):
        return False
    pairs = list(pairwise(value[-1] for value in values))
    if group.look.numbered in ("part", "chapter"):
        return all(b > a or b == 1 for a, b in pairs)
    following = sum(b in (1, a, a + 1) for a, b in pairs)
    return values[0][-1] <= 2 and following >= 0.9 * len(pairs)
