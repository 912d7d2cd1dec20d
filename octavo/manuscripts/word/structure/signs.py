"""What an editor weighs before she takes a line for a heading: its look, words, number, place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log

from octavo.manuscripts.word.structure import lines, pages, series
from octavo.manuscripts.word.structure.context import Context
from octavo.manuscripts.word.structure.evidence import NEAR, Text, bare_shape, shape
from octavo.manuscripts.word.structure.seen import Seen

NEARLY = 3
"""Headings of one kind differ by no more half-points where an author was careless."""

TITLED = 0.75
"""So many of the longer words have a capital where they stand as in a title."""

LONGER = 60
IN_SCHEME = "in the scheme"
REPEATING = 0.8
DEEP = re.compile(r"\d+(?:\.\d+)+\.?")
COUNT = re.compile(r"(?:\d+|[IVX]+|[A-Z])[.)]?")
PAGED = re.compile(r"\D\s+\d{1,3}$")
"""The end of a line of a list of contents that was typed: a page's number."""
WORD = re.compile(r"[^\W\d_]{4,}")
PAUSE = re.compile(r"[,;]\s")
GOES_ON = re.compile(r"[.!?]\s+\S")
OVER = "counts over text"
BARE = re.compile(r"\d+\s")
QUESTIONS = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")
FULL_STOPS = (".", "\N{IDEOGRAPHIC FULL STOP}", "\N{DEVANAGARI DANDA}")
COLONS = (":", "\N{FULLWIDTH COLON}")


@dataclass(slots=True)
class Signs:
    """The signs of each paragraph of a text, by names that `assets/heading_weights.toml` weighs.

    `labels` are the numbers that Word sets, by the place of the paragraph in its story; `headings`
    the paragraphs that are taken for headings already.
    """

    text: Text
    labels: dict[int, str]
    headings: set[int]
    scheme: set[int] = field(init=False)
    members: Counter[tuple[object, ...]] = field(init=False, default_factory=Counter)
    leading: Counter[tuple[object, ...]] = field(init=False, default_factory=Counter)
    words: dict[tuple[object, ...], set[str]] = field(init=False)
    sizes: dict[tuple[object, ...], Counter[int]] = field(init=False)
    context: Context = field(init=False)
    worded: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words, self.sizes = defaultdict(set), defaultdict(Counter)
        seen = self.text.seen
        body = [n for n in self.text.filled if seen[n].in_body]
        self.scheme = series.scheme((n, seen[n].text) for n in body)
        for number in body:
            look = _look(seen[number])
            self.members[look] += 1
            self.words[look].add(seen[number].text)
            below = self._beside(number, 1)
            self.leading[look] += below is not None and _is_text(below) and _look(below) != look
        self.context = Context(self.text, self.headings)
        self.worded = Counter(_wording(seen[n].text) for n in self.headings)
        del self.worded[""]
        for number in self.headings:
            self.sizes[bare_shape(seen[number])][seen[number].size] += 1

    def of(self, number: int) -> dict[str, float]:
        """Return the signs of one paragraph that are there, each with what it counts: mostly 1."""
        one = self.text.seen[number]
        numbered = self.text.numbered(number)
        signs: dict[str, float] = {
            **_of_look(one, self.text),
            **self._of_number(number, numbered.kind, numbered.depth),
            **_of_words(one.text, numbered.words if numbered.kind else one.text),
            **self._of_place(number),
            **self._of_kind(number),
            **self.context.of(number),
        }
        signs["length"] = log(1 + _length(one.text))
        signs["plain"] = not lines.stands_out(one, self.text.usual)
        if signs["plain"]:
            signs["plain, ends in a letter"] = one.text[-1].isalnum()
            signs["plain, numbered"] = bool(numbered.kind)
            signs["plain, in the scheme"] = signs[IN_SCHEME] and signs["numbered 1.1"]
            signs["plain, listed"] = one.listed
            signs["plain, over text"] = signs[OVER]
        else:
            signs["set apart, ends in a full stop"] = signs["ends in a full stop"]
        return {name: float(value) for name, value in signs.items() if value}

    def _of_number(self, number: int, kind: str, depth: int) -> dict[str, float]:
        one = self.text.seen[number]
        label = self.labels.get(one.leaf.number, "").strip() if one.listed else ""
        over = self.text.over.get(number, 0.0)
        return {
            OVER: over,
            "listed, over text": over * one.listed,
            "number without a stop": kind == "decimal" and bool(BARE.match(one.text)),
            "numbered 1": kind == "decimal" and depth == 1,
            "numbered 1.1": kind in ("decimal", "lettered") and depth > 1,
            "numbered Chapter 1": kind in ("part", "chapter"),
            "numbered I": kind in ("roman", "letter", "han"),
            "numbered (a)": kind == "small",
            "named": kind == "named",
            "numbered by a word": kind.startswith(series.KIND),
            IN_SCHEME: number in self.scheme,
            "short, 1.1 in the scheme": number in self.scheme
            and depth > 1
            and len(one.text) <= LONGER,
            "listed": one.listed,
            "listed 1.1": bool(DEEP.fullmatch(label)),
            "listed 1": bool(COUNT.fullmatch(label)),
            "page number": bool(PAGED.search(one.text))
            and not kind.startswith((series.KIND, "part", "chapter")),
        }

    def _of_place(self, number: int) -> dict[str, float]:
        seen, one = self.text.seen, self.text.seen[number]
        above, below = self._beside(number, -1), self._beside(number, 1)
        blank = number > 0 and not seen[number - 1].text and not seen[number - 1].drawn
        signs: dict[str, float] = {
            "before the text": self.text.at[number] < self.text.begins - 1,
            "far before the text": self.text.at[number] < self.text.begins - NEAR,
            "opens a page": one.opens_page or (above is not None and above.page < one.page),
            "empty line above": blank,
            "words of a title page": self.text.at[number] < pages.MOST
            and bool(pages.HANDED.search(one.text) or pages.PLACES.search(one.text)),
            "day": number in self.text.days,
            "one of several days": self.text.is_dated(number),
        }
        if above is not None:
            signs["alike above"] = _look(above) == _look(one)
            signs["running text above"] = _is_text(above)
            signs["colon above"] = above.text.endswith(":")
        if below is not None:
            signs["alike below"] = _look(below) == _look(one)
            signs["running text below"] = _is_text(below)
            signs["table below"] = bool(below.leaf.tables) and not one.leaf.tables
            signs["heading below"] = below.in_body and lines.is_heading_like(below, self.text.usual)
        return signs

    def _of_kind(self, number: int) -> dict[str, float]:
        one = self.text.seen[number]
        look = _look(one)
        many = self.members[look]
        sizes = self.sizes.get(bare_shape(one), Counter())
        itself = number in self.headings
        like = sum(count for size, count in sizes.items() if abs(size - one.size) <= NEARLY)
        return {
            "looks as headings do": like > itself and lines.stands_out(one, self.text.usual),
            "worded as headings": self.worded[_wording(one.text)] > itself,
            "kind stands above running text": self.leading[look] / many,
            "kind repeats its words": many > 2 and len(self.words[look]) < REPEATING * many,
        }

    def _beside(self, number: int, step: int) -> Seen | None:
        place = self.text.at[number] + step
        inside = 0 <= place < len(self.text.filled)
        return self.text.seen[self.text.filled[place]] if inside else None


def _look(one: Seen) -> tuple[object, ...]:
    return (*shape(one), one.listed)


def _wording(text: str) -> str:
    """Return the first two words of a short text, of which headings of one kind often have one."""
    words = WORD.findall(text.casefold())
    return " ".join(words[:2]) if len(words) > 1 else ""


def _is_text(one: Seen) -> bool:
    return one.in_body and lines.is_prose(one)


def _length(text: str) -> int:
    """Return how many letters a text is long; a Chinese or Japanese sign is as long as three."""
    return len(text) * (3 if lines.WIDE_SIGNS.search(text) else 1)


def _of_look(one: Seen, text: Text) -> dict[str, float]:
    usual = text.usual
    return {
        "bold": one.bold and not usual.bold,
        "italic": one.italic and not usual.italic,
        "capitals": one.caps,
        "underlined": one.underline,
        "centred": one.centred and not usual.centred,
        "coloured": one.coloured and not usual.coloured,
        "ruled": one.ruled,
        "smaller": one.size < usual.size,
        "larger": one.size > usual.size,
        "much larger": one.size >= usual.size + lines.LARGER,
    }


def _of_words(text: str, title: str) -> dict[str, float]:
    """Return the signs of a text, and of its words behind a number: the `title`."""
    longer = WORD.findall(title)
    capitals = sum(word[0].isupper() for word in longer)
    return {
        "words as in a title": bool(longer) and capitals >= TITLED * len(longer),
        "ends in a full stop": text.endswith(FULL_STOPS),
        "ends in a colon": text.endswith(COLONS),
        "asks": text.endswith(QUESTIONS),
        "begins small": text[0].islower(),
        "comma within": bool(PAUSE.search(text)),
        "full stop within": bool(GOES_ON.search(title)),
        "longer than a line": _length(text) > LONGER,
    }
