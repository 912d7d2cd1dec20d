"""What each reading of a quotation mark costs, from its neighbours, its word and its paragraph.

The costs are negative logarithms in spirit: a reading that costs 1 more is some three times
less likely. They were set by hand on texts whose marks proofreaders had settled.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from octavo.text.lexicon import RARE
from octavo.text.quotations.elision import head_after, word_after, word_before
from octavo.text.quotations.grammar import TERM, Grammar

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
BLANK = SPACES + "\"'“”‘’"
HARD = "\v\N{LINE SEPARATOR}"
NEAR_END = re.compile(r"(?:[^'\"’]|(?<=\w)['’](?=\w)){1,45}(?<=[^\s])['’](?![^\W\d_])")
NOTE = re.compile(r"[1-9]\d{0,2}(?=[\s.,;:!?)\]—]|$)")
SIGN = re.compile(r"([\"'])[^\w\s\"'“”‘’]{1,2} ?\1(?=[\s.,;:)!?]|$)")
SIGN_END = re.compile(r"(?<![\w\"'“”‘’])([\"'])[^\w\s\"'“”‘’]{1,2} \1$")
"""A sign between two typed marks, or a sign and a space: it is spoken of."""
MONTH = re.compile(
    r" (?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|o['’]clock|[A-Z][a-z]+ Str)"
)
TOO_DEAR = 6.0
POINTS = re.compile(r"\.\.|…|\. \.")
"""Points of suspension, with which a quotation may begin."""
SPACED = 2.0
"""What it costs to close behind a typed space and before a stop, where nothing can open."""
LIKELY, CUT = 0.9, 1.3
"""Up to what cost a word likely lacks its beginning; below what cost, its end."""
NO_DIALECT = 1.2
"""Where single marks are outer, a dropped head is rarer than a quotation, but in a dialect."""
IN_DIALECT = 0.8
"""In a paragraph of dialect an ending is the more likely to be cut: for each sign of it, of two."""
TERM_WORDS = 8
"""A quotation of more words than these is speech, and ends with a stop."""
FAR = 1000
"""No mark is sought that stands further away than so many characters: it is speech in any case."""
CENTURY = re.compile(r"\d\d[^.!?\"“”]{0,12}\Z")
NEAR = 16
"""How far back the century of a year may stand."""


class Costs(NamedTuple):
    """What each reading of a mark costs (infinite: impossible); whether it begins a hard line."""

    opening: float
    closing: float
    apostrophe: float
    prime: float
    new_line: bool = False


def class_at(text: str, at: int) -> str:
    """The class of a character; beyond the ends is space."""
    return CLASSES.get(text[at], "word") if 0 <= at < len(text) else "space"


def beside(text: str, at: int, way: int) -> str:
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


def costs_of(text: str, at: int, grammar: Grammar, dialect: int) -> Costs:
    """What each reading of the mark at `at` costs; `dialect`: see `dialect_of`."""
    before, after = beside(text, at - 1, -1), beside(text, at + 1, 1)
    if is_noted(text, at):
        after = "space"
    opening = BEFORE_OPENING[before] + AFTER_OPENING[after]
    closing = BEFORE_CLOSING[before] + AFTER_CLOSING[after]
    if after == "word" and text[at - 1 : at] == "…":
        opening = min(opening, 1.0)
    if before == "stop" and after == "word":
        opening = min(opening, 3.5)
    if before == "space" and after == "stop" and not POINTS.match(text, at + 1):
        opening, closing = opening + SPACED, min(closing, SPACED)
    apostrophe = math.inf
    single = text[at] in "'‘’"
    if single:
        opening += _single(text, at, (before, after), grammar)
        apostrophe = _apostrophe(text, at, (before, after), grammar, dialect)
        if before == "word" and after in ("space", "stop"):
            closing += _early(text, at, after, grammar)
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
    head = head_after(text, at)
    if not head:
        return cost
    if grammar.has_learnt(word_after(text, at)):
        cost += 1.5
    return cost + max(0.0, 2.5 - 2 * grammar.leading(head))


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
    return 1.5 if grammar.leading(word_after(text, at)) < LIKELY else 0.0


def _early(text: str, at: int, after: str, grammar: Grammar) -> float:
    """Why a quotation seldom ends after a clipped word, or, if it is speech, without a stop."""
    clipped = 1.0 if _is_clipped(text, at, grammar) else 0.0
    if after != "space":
        return clipped
    single = 0.5 if grammar.unusual == "D" and text[at + 1 : at + 2] == " " else 0.0
    return clipped + _unstopped(text, at) + single


def _unstopped(text: str, at: int) -> float:
    """Why a quotation seldom ends without a stop: the longer it is, and where it is speech."""
    opened = _opened(text, at)
    words = text.count(" ", opened, at)
    if text[opened + 1 : opened + 2].isupper() and _begins(text, opened):
        return min(2.0, 0.3 * words)
    return 1.5 if words > TERM_WORDS else 0.0


def _opened(text: str, at: int) -> int:
    """Where the last single mark before another stands that can open; 0 where none is."""
    first = max(0, at - FAR)
    while at > first:
        at = text.rfind("'", first, at)
        if class_at(text, at - 1) != "word" and class_at(text, at + 1) == "word":
            break
    return max(at, first)


def _is_cut(word: str, grammar: Grammar) -> bool:
    """Whether a word is one that English writes without its beginning or its end."""
    return grammar.leading(word) < 2 or grammar.trailing(word) < CUT


def _is_clipped(text: str, at: int, grammar: Grammar) -> bool:
    """Whether the word before a mark is one that English writes without its end."""
    word = word_before(text, at)
    return bool(word) and grammar.trailing(word) < CUT


def _apostrophe(
    text: str, at: int, around: tuple[str, str], grammar: Grammar, dialect: int
) -> float:
    """What it costs to read a single mark as an apostrophe."""
    before, after = around
    if after == "word":
        cost = _leading(text, at, grammar, dialect)
        return cost + 0.3 if before == "mark" else cost
    if before == "word":
        return _trailing(word_before(text, at), grammar, dialect)
    if after == "mark" and before in ("space", "bracket"):
        return math.inf  # letters are left out before letters, never before a quotation
    return 2.0 if before == after == "space" else TOO_DEAR


def _trailing(word: str, grammar: Grammar, dialect: int) -> float:
    """An apostrophe behind a word; an unknown word is seldom cut but in a dialect."""
    cost = grammar.trailing(word)
    unknown = word.islower() and grammar.lexicon.share(word) <= RARE
    if grammar.unusual == "D" and not dialect and cost >= CUT and unknown:
        cost += NO_DIALECT
    return cost * IN_DIALECT ** min(dialect, 2)


def _leading(text: str, at: int, grammar: Grammar, dialect: int) -> float:
    """An apostrophe in front of a word, or of a year."""
    word = word_after(text, at)
    if not word or word[0].isdigit():
        return _year(text, at, word)
    learnt = grammar.has_learnt(word)
    if len(word) == 1 and not learnt and grammar.elisions.leading(word.lower()) is None:
        return TOO_DEAR if word == "I" else 4.0
    head = head_after(text, at)
    cost = grammar.leading(head, dialect)
    if text[at - 1 : at] == "-" and word.islower():
        cost = min(cost, 0.5)
    elif len(word) > 1 and grammar.leading(head) > LIKELY:
        cost += _unlikely(text, at, grammar, dialect)
    return min(cost, 1.0) if learnt else cost


def _unlikely(text: str, at: int, grammar: Grammar, dialect: int) -> float:
    """What makes a word that may be whole the less likely to lack its beginning."""
    single = grammar.unusual == "D"
    cost = NO_DIALECT if single and not dialect else 0.0
    if text[at + 1].isupper() and _begins(text, at):
        return cost + (3.0 if single else 1.5)
    stopped = text[at - 2 : at - 1] in tuple(",.;:!?") or text[at - 1] == "—"
    return cost + (0.8 if at and stopped else 0.0)


def _begins(text: str, at: int) -> bool:
    """Whether a mark stands where a sentence begins: a capital says nothing there."""
    last = at - 1
    while last >= 0 and text[last] in BLANK:
        last -= 1
        if at - last > FAR:
            return False
    return last < 0 or text[last] in ".!?:—…" or text[at - 1] in HARD


def _year(text: str, at: int, word: str) -> float:
    """`'90s`, `in '20`, `1862, '3 and '4`; but `'17 September` opens a letter."""
    if not re.fullmatch(r"\d\d?(?:s|th|ern?|ers)?(?:-[^\W\d_]+)?", word):
        return TOO_DEAR
    if MONTH.match(text, at + 1 + len(word)):
        return 4.0
    if len(word) == 1 and not CENTURY.search(text, max(0, at - NEAR), at):
        return 4.0
    return 0.3
