"""What each reading of a quotation mark costs, from its neighbours, its word and its paragraph.

The costs are negative logarithms in spirit: a reading that costs 1 more is some three times
less likely. They were set by hand on texts whose marks proofreaders had settled.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from octavo.text.elision import (
    Elisions,
    drops_its_head,
    head_after,
    leading_cost,
    trailing_cost,
    word_after,
    word_before,
)
from octavo.text.lexicon import Lexicon

BEFORE_OPENING = {"space": 0.0, "bracket": 0.0, "dash": 0.6, "mark": 0.8, "word": 7.0, "stop": 4.0}
AFTER_OPENING = {"space": 7.0, "bracket": 0.5, "dash": 1.5, "mark": 0.6, "word": 0.0, "stop": 2.5}
BEFORE_CLOSING = {"space": 7.0, "bracket": 7.0, "dash": 0.8, "mark": 0.8, "word": 0.2, "stop": 0.0}
AFTER_CLOSING = {"space": 0.0, "bracket": 1.5, "dash": 0.2, "mark": 0.3, "word": 5.0, "stop": 0.3}
SPACES = (
    " \n\v\t\N{LINE SEPARATOR}\N{NO-BREAK SPACE}\N{EM SPACE}\N{EN SPACE}\N{THIN SPACE}"
    "\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{WORD JOINER}"
)
CLASSES = {
    **dict.fromkeys(SPACES, "space"),
    **dict.fromkeys("([{<", "bracket"),
    **dict.fromkeys("—–-⸺⸻―", "dash"),
    **dict.fromkeys("\"'“”‘’", "mark"),
    **dict.fromkeys(".,;:!?)]}…", "stop"),
}
THIN = "\N{HAIR SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{WORD JOINER}"
"""What printers put between two quotation marks."""
HARD = "\v\N{LINE SEPARATOR}"
LEARNT = re.compile(r"(?<=[^\W\d_] )'([^\W\d_]+)(?!['’]?[\w'’])(?![,.;:!?…]*['\"])")
TERM = re.compile(r"'([^\W\d_]+(?:['’-][^\W\d_]+)*)[,.;:!?]?'(?!\w)")
OPENING = re.compile(r"(?:^|(?<=[\s(\[—]))[\"'](?=\w)")
NEAR_END = re.compile(r"(?:[^'\"’]|(?<=\w)['’](?=\w)){1,45}(?<=[^\s])['’](?![^\W\d_])")
HEADLESS = re.compile(r"(?<![\w'’.,;:!?])['’]([^\W\d_]+)")
TAILLESS = re.compile(r"(?<![\w'’])([^\W\d_]+)['’](?= \w)")
NOTE = re.compile(r"[1-9]\d{0,2}(?=[\s.,;:!?)\]—]|$)")
SIGN = re.compile(r"([\"'])[^\w\s\"'“”‘’]{1,2} ?\1(?=[\s.,;:)!?]|$)")
SIGN_END = re.compile(r"(?<![\w\"'“”‘’])([\"'])[^\w\s\"'“”‘’]{1,2} \1$")
"""A sign between two typed marks, or a sign and a space: it is spoken of."""
MONTH = re.compile(
    r" (?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|o['’]clock|[A-Z][a-z]+ Str)"
)
TOO_DEAR = 6.0
NO_DIALECT = 1.2
"""Where single marks are outer, a dropped head is rarer than a quotation, but in a dialect."""
IN_DIALECT = 0.8
"""In a paragraph of dialect an ending is the more likely to be cut: for each sign of it, of two."""
SURELY_CUT = 1.2
TERM_WORDS = 8
"""A quotation of more words than these is speech, and ends with a stop."""


class Costs(NamedTuple):
    """What each reading of a mark costs (infinite: impossible); whether it begins a hard line."""

    opening: float
    closing: float
    apostrophe: float
    prime: float
    new_line: bool = False


@dataclass(slots=True)
class Grammar:
    """What is known before a paragraph is read: the language, and the habits of the text.

    `unusual` is the kind of mark that does not begin a quotation in this text (or neither);
    `learnt` counts the words that the text writes with an apostrophe in front.
    """

    lexicon: Lexicon
    elisions: Elisions = field(default_factory=Elisions)
    unusual: str = ""
    learnt: Counter[str] = field(default_factory=Counter)

    @property
    def same_inside(self) -> bool:
        """Whether a quotation may stand inside one with the same typed mark, as in Russian."""
        return self.lexicon.language != "en"

    @classmethod
    def of(cls, texts: Iterable[str], words: Lexicon, elisions: Elisions) -> Grammar:
        """Learn the habits of a text from its paragraphs."""
        openings: Counter[str] = Counter()
        learnt: Counter[str] = Counter()
        for text in texts:
            openings.update(match[0] for match in OPENING.finditer(text))
            if "'" in text:
                learnt.update(word for word in LEARNT.findall(text) if word.islower())
                learnt.subtract(word for word in TERM.findall(text) for _ in range(3))
        double, single = openings['"'], openings["'"]
        if single > 2 * double:
            return cls(words, elisions, "D", Counter())
        return cls(words, elisions, "S" if double else "", learnt)

    def learn(self, heads: Iterable[tuple[str, bool]]) -> bool:
        """Learn from a first reading: each word after a mark, and whether that mark elides.

        Gives whether anything was learnt that can change a second reading.
        """
        counts: Counter[str] = Counter()
        for word, elides in heads:
            counts[word] += 1 if elides else -2
        more = {word: count for word, count in counts.items() if count >= OFTEN}
        self.learnt.update(more)
        return bool(more)


OFTEN = 2


def class_at(text: str, at: int) -> str:
    """The class of a character; beyond the ends is space."""
    return CLASSES.get(text[at], "word") if 0 <= at < len(text) else "space"


def _beside(text: str, at: int, way: int) -> str:
    """The class of what stands beside a mark; a thin space between two marks is not seen."""
    if 0 <= at < len(text) and text[at] in THIN and class_at(text, at + way) == "mark":
        return "mark"
    return class_at(text, at)


def is_noted(text: str, at: int) -> bool:
    """Whether a mark stands between a word or a stop and the number of a note: `he said.'12`."""
    if not text[at + 1 : at + 2].isdigit() or text[at - 1 : at].isdigit():
        return False
    ends = class_at(text, at - 1) in ("word", "stop", "mark")
    return ends and bool(NOTE.match(text, at + 1))


def headless(text: str, grammar: Grammar) -> int:
    """How many words of a paragraph surely lack their beginning: the sign of a dialect."""
    if "'" not in text and "’" not in text:
        return 0
    words = {word.lower() for word in HEADLESS.findall(text)}
    cut = {word.lower() for word in TAILLESS.findall(text)}
    return sum(drops_its_head(word, grammar.elisions, grammar.lexicon) for word in words) + sum(
        trailing_cost(word, grammar.elisions, grammar.lexicon) <= SURELY_CUT for word in cut
    )


def costs_of(text: str, at: int, grammar: Grammar, dialect: int) -> Costs:
    """What each reading of the mark at `at` costs; `dialect`: see `headless`."""
    before, after = _beside(text, at - 1, -1), _beside(text, at + 1, 1)
    if is_noted(text, at):
        after = "space"
    opening = BEFORE_OPENING[before] + AFTER_OPENING[after]
    closing = BEFORE_CLOSING[before] + AFTER_CLOSING[after]
    if after == "word" and text[at - 1 : at] == "…":
        opening = min(opening, 1.0)
    if before == "stop" and after == "word":
        opening = min(opening, 3.5)
    apostrophe = math.inf
    single = text[at] in "'‘’"
    if single:
        opening += _single(text, at, (before, after), grammar)
        apostrophe = _apostrophe(text, at, (before, after), (grammar, dialect))
        if (before, after) == ("word", "space"):
            closing += _early(text, at, grammar)
    if before in ("space", "bracket") and SIGN.match(text, at):
        opening = 0.0
    elif at and SIGN_END.search(text, max(0, at - 5), at + 1):
        closing = 0.0
    new_line = at > 0 and text[at - 1] in HARD
    costs = Costs(opening, closing, apostrophe, _prime(text, at), new_line)
    return _shaped(text[at], costs) if text[at] in "“”‘’" else costs


def _shaped(char: str, costs: Costs) -> Costs:
    """A curly mark keeps its shape: it opens, or it closes or elides."""
    if char in "“‘":
        elides = costs.apostrophe + 2 if char == "‘" else math.inf
        return Costs(0.0, math.inf, elides, math.inf, costs.new_line)
    elides = costs.apostrophe if char == "’" else math.inf
    return Costs(math.inf, costs.closing if char == "’" else 0.0, elides, math.inf)


def _prime(text: str, at: int) -> float:
    """A mark after a number may mean inches or feet, rather than nothing at all."""
    if text[at] not in "\"'" or not text[at - 1 : at].isdigit():
        return math.inf
    return 1.0 if text[at] == '"' else 4.5


def _single(text: str, at: int, around: tuple[str, str], grammar: Grammar) -> float:
    """Why a single mark is a dearer opening: apostrophes are the more common."""
    cost = 0.9
    if around == ("dash", "word") and text[at - 1] == "-" and text[at - 2 : at - 1].isalnum():
        return cost + 3.0
    if around != ("space", "word"):
        return cost
    if at > 1 and (text[at - 2].isalnum() or _follows_clipped(text, at, grammar)):
        cost += _mid_clause(text, at, grammar)
    word = word_after(text, at)
    if grammar.learnt[word] >= 3:
        cost += 1.5
    head = head_after(text, at) or word
    elided = leading_cost(head, grammar.elisions, grammar.lexicon) if word else TOO_DEAR
    return cost + max(0.0, 2.5 - 2 * elided)


def _follows_clipped(text: str, at: int, grammar: Grammar) -> bool:
    """Whether a word that lacks its end stands before a mark: `on de lan' 'dout`."""
    is_mark = at > 2 and text[at - 2] in "'’"
    return is_mark and text[at - 3].isalpha() and _is_clipped(text, at - 2, grammar)


def _mid_clause(text: str, at: int, grammar: Grammar) -> float:
    """After a word and no stop, a term is quoted, whose end is near; or letters are left out."""
    if text[at + 1].islower():
        if TERM.match(text, at) and not _is_cut(word_after(text, at), grammar):
            return 0.4
        near = NEAR_END.match(text, at + 1)
        return 1.2 if near and not _is_clipped(text, near.end() - 1, grammar) else 2.6
    if text[at + 1].isdigit():
        return 2.0 if re.match(r"\d\d?(?!\d)", text[at + 1 : at + 4]) else 0.0
    return (
        1.5 if leading_cost(word_after(text, at), grammar.elisions, grammar.lexicon) < 0.9 else 0.0
    )


def _early(text: str, at: int, grammar: Grammar) -> float:
    """Why a quotation seldom ends after a clipped word, or, if it is speech, without a stop."""
    clipped = 1.0 if _is_clipped(text, at, grammar) else 0.0
    clipped += _unstopped(text, at)
    return clipped + (0.5 if grammar.unusual == "D" and text[at + 1 : at + 2] == " " else 0.0)


def _unstopped(text: str, at: int) -> float:
    """Why a quotation seldom ends without a stop: the longer it is, and where it is speech."""
    opened = at
    while opened > 0:
        opened = text.rfind("'", 0, opened)
        if class_at(text, opened - 1) != "word" and class_at(text, opened + 1) == "word":
            break
    opened = max(opened, 0)
    words = text.count(" ", opened, at)
    speech = text[opened + 1 : opened + 2].isupper() and _begins(text, opened)
    return min(2.0, 0.3 * words) if speech else 1.5 if words > TERM_WORDS else 0.0


def _is_cut(word: str, grammar: Grammar) -> bool:
    """Whether a word is one that English writes without its beginning or its end."""
    leading = leading_cost(word, grammar.elisions, grammar.lexicon)
    return leading < 2 or trailing_cost(word, grammar.elisions, grammar.lexicon) < 1.3


def _is_clipped(text: str, at: int, grammar: Grammar) -> bool:
    """Whether the word before a mark is one that English writes without its end."""
    word = word_before(text, at)
    return bool(word) and trailing_cost(word, grammar.elisions, grammar.lexicon) < 1.3


def _apostrophe(text: str, at: int, around: tuple[str, str], known: tuple[Grammar, int]) -> float:
    """What it costs to read a single mark as an apostrophe."""
    before, after = around
    grammar, dialect = known
    if after == "word":
        cost = _leading(text, at, grammar, dialect)
        return cost + 0.3 if before == "mark" else cost
    if before == "word":
        word = word_before(text, at)
        cost = trailing_cost(word, grammar.elisions, grammar.lexicon)
        if grammar.unusual == "D" and not dialect and word.islower() and cost>1.2 and not grammar.lexicon.share(word)>2e-7:
            cost += NO_DIALECT
        return cost * IN_DIALECT ** min(dialect, 2)
    if after == "mark" and before in ("space", "bracket"):
        return math.inf  # letters are left out before letters, never before a quotation
    return 2.0 if before == after == "space" else TOO_DEAR


def _leading(text: str, at: int, grammar: Grammar, dialect: int) -> float:
    """An apostrophe in front of a word, or of a year."""
    word = word_after(text, at)
    if word[:1].isdigit():
        return _year(text, at, word)
    if not word:
        return TOO_DEAR
    head = head_after(text, at) or word
    cost = leading_cost(head, grammar.elisions, grammar.lexicon, dialect)
    unsure = leading_cost(head, grammar.elisions, grammar.lexicon) > 0.9
    learnt = grammar.learnt[word] >= 3
    if len(word) == 1:
        listed = grammar.elisions.leading(word.lower())
        if listed is None and not learnt:
            return TOO_DEAR if word == "I" else 4.0
        unsure = False
    if grammar.unusual == "D" and not dialect and unsure:
        cost += NO_DIALECT
    if text[at - 1 : at] == "-" and word.islower():
        cost = min(cost, 0.5)
    elif unsure and _begins(text, at) and word[0].isupper():
        cost += 3.0 if grammar.unusual == "D" else 1.5
    elif unsure and at and (text[at - 2 : at - 1] in tuple(",.;:!?") or text[at - 1] == "—"):
        cost += 0.8
    return min(cost, 1.0) if learnt else cost


def _begins(text: str, at: int) -> bool:
    """Whether a mark stands where a sentence begins: a capital says nothing there."""
    before = text[:at].rstrip(SPACES + "\"'“”‘’")
    return not before or before[-1] in ".!?:—…" or text[at - 1] in HARD


def _year(text: str, at: int, word: str) -> float:
    """`'90s`, `in '20`, `1862, '3 and '4`; but `'17 September` opens a letter."""
    if not re.fullmatch(r"\d\d?(?:s|th)?", word):
        return TOO_DEAR
    if MONTH.match(text, at + 1 + len(word)):
        return 4.0
    if len(word) == 1 and not re.search(r"\d\d[^.!?\"“”]{0,12}$", text[:at]):
        return 4.0
    return 0.3
