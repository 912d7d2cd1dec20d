"""The paragraphs of a text as evidence: where they stand, what they are like, how they count."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from octavo.manuscripts.word.structure import counts, lines, numbers, series, unfit
from octavo.manuscripts.word.structure.kinds import Look
from octavo.manuscripts.word.structure.numbers import Numbered
from octavo.manuscripts.word.structure.seen import Seen, Usual

NEAR = 4
"""So many lines before running text may all be headings: part, chapter, title, section."""

COUNTED = ("part", "chapter", "section", "decimal", "lettered", "small", "roman", "han", "named")
"""Kinds of numbers that may make a heading of a line that looks like any other."""

ALONE = 60
"""A line that only its place shows has no more characters; one of Chinese or Japanese a third."""

LABELS = 4
"""So many times the label of an answer comes again, alone and with words behind it."""

ENDINGS = ("", ":", ".", "\N{HORIZONTAL ELLIPSIS}")
"""The signs at whose end a line may still be a heading."""

MANY_DAYS = 3
"""So many lines of a day alone are headings: of meetings, of a diary."""

OVER = 0.5
"""So many of the gaps of a count of headings have text in them."""

_MONTH = rf"(?:{numbers.phrases('month')})"
_NUMBER = r"\d{1,2}(?:\.|st|nd|rd|th|º)?"
_YEAR = r"(?:\.?,?\s*(?:del?\s+)?\d{4}\b(?:\s*г(?:ода|\.)?)?)?"
_FIGURES = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日"
DAY = re.compile(
    r"(?i)(?:[^\W\d_]{2,12}[.,]?\s+)?"
    rf"(?:{_NUMBER}\s*(?:de\s+|of\s+)?{_MONTH}\b{_YEAR}|{_MONTH}\s+{_NUMBER}\b{_YEAR}|{_FIGURES})"
    r"[.:]?(?:\s*[\N{EN DASH}\N{EM DASH}:,-]\s*.{1,60})?"
)
"""A line that is a day, perhaps with what it is about: 22 July 2016, July 22: the boats."""

DATED = re.compile(r"\b(?:19|20)\d\d\b|\d\d?[./]\d\d")


@dataclass(slots=True)
class Text:
    """The paragraphs of a text, what is usual in them, and which are headings already.

    Those `aside` stand on a title page or in typed contents: no line of them is a heading. `labels`
    are the numbers that Word sets, by the place of a paragraph in its story.
    """

    seen: list[Seen]
    usual: Usual
    known: set[int]
    aside: frozenset[int] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)
    letters: int = field(init=False)
    words: dict[int, Numbered] = field(init=False, default_factory=dict)
    filled: list[int] = field(init=False)
    at: dict[int, int] = field(init=False)
    begins: int = field(init=False)
    series: dict[int, Numbered] = field(init=False)
    following: set[int] = field(init=False)
    over: dict[int, float] = field(init=False)
    days: frozenset[int] = field(init=False)
    labelled: frozenset[int] = field(init=False)
    unfit: frozenset[int] = field(init=False)
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
        self.over = counts.over_text(self.seen, self.filled, self.labels)
        self.days = frozenset(n for n in self.filled if self._is_day(n))
        self.labelled = self._labelled()
        self.unfit = unfit.find(self.seen, self.filled, self.usual)
        heads = ((n, self.seen[n]) for n in self.known)
        self.shapes = {shape(one): n for n, one in heads if lines.stands_out(one, self.usual)}

    def look(self, number: int) -> Look | None:
        """Return the look of a paragraph that may be a heading; None where it cannot be one."""
        one = self.seen[number]
        if not self.is_free(number) or not lines.may_be(one, self.usual):
            return None
        numbered = self.numbered(number)
        kind, depth = number_of(one, numbered)
        if not lines.stands_out(one, self.usual):
            kind = "named" if numbered.kind == "named" else kind
            over = kind == "listed" and self.over.get(number, 0) >= OVER
            kind = kind if is_counted(numbered) or over else "alone"
            if self.is_dated(number):
                kind = "day"
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

    def is_free(self, number: int) -> bool:
        """Whether a paragraph may be a heading: where it stands, and by those beside it."""
        return not any(number in row for row in (self.aside, self.labelled, self.unfit))

    def _labelled(self) -> frozenset[int]:
        """Return the lines whose label, up to a colon, stands alone and before words, often."""
        rows: dict[str, list[int]] = defaultdict(list)
        for number in self.filled:
            label, colon, _ = self.seen[number].text.partition(":")
            if colon and len(label) <= ALONE and self.seen[number].in_body:
                rows[label.casefold()].append(number)
        often = [row for row in rows.values() if len(row) >= LABELS]
        alone = [sum(self.seen[n].text.endswith(":") for n in row) for row in often]
        pairs = zip(often, alone, strict=True)
        return frozenset(n for row, bare in pairs if 0 < bare < len(row) for n in row)

    def _is_day(self, number: int) -> bool:
        one = self.seen[number]
        return one.in_body and not one.listed and bool(DAY.fullmatch(one.text))

    def is_dated(self, number: int) -> bool:
        """Whether a line is one of several days, each of which stands alone."""
        return number in self.days and len(self.days) >= MANY_DAYS

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


def is_counted(numbered: Numbered) -> bool:
    """Whether a number may make a heading of a line that looks like any other."""
    return numbered.kind in COUNTED or numbered.kind.startswith(series.KIND)


def shape(one: Seen | Look) -> tuple[object, ...]:
    """Return what shows at once of a paragraph."""
    return one.size, one.bold, one.italic, one.caps, one.underline, one.centred


def bare_shape(one: Seen | Look) -> tuple[object, ...]:
    """Return what shows of a paragraph, but for its size."""
    return shape(one)[1:]


def number_of(one: Seen, numbered: Numbered) -> tuple[str, int]:
    """Return the kind of number that a paragraph has, typed or by Word, and its depth."""
    if numbered.kind in ("decimal", "lettered"):
        return numbered.kind, numbered.depth
    if numbered.kind == "named" and not one.listed:
        return "", 0
    if numbered.kind in ("", "named"):
        return ("listed", one.list_level + 1) if one.listed else ("", 0)
    return numbered.kind, 0
