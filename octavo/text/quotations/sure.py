"""How sure the reading of each mark is: what is not sure is proposed, and the text left as it is.

The bounds come from counts. On seventeen English novels 31 of 60 opening single marks that were
read with a margin below 2 were wrong, and 7 of the 34,700 others, mostly in dialect and below 5; of
75,700 apostrophes 7 of the 105 below 2.5, and 1 of the others; of 70,000 double marks with partners
none. On treebanks of
nineteen languages, in which a quotation is cut at the end of each sentence, the wrong ones were
double marks without a partner within a sentence (in Danish 30 of 35 after a comma), marks beside
those, and single marks with a space on both sides, at the wrong side, or in no list of elisions.
"""

from __future__ import annotations

import re

from octavo.text.lexicon import ENDLESS
from octavo.text.quotations.costs import LIKELY, POINTS, beside, is_noted
from octavo.text.quotations.doubt import cast_doubt, doubles_of
from octavo.text.quotations.elision import head_after, word_after, word_before
from octavo.text.quotations.grammar import TERM, Grammar, dialect_of
from octavo.text.quotations.marks import Mark, Role
from octavo.text.quotations.numbers import Measures, Years, follows_number, parts_thousands

IN_DIALECT, APOSTROPHE, LISTED, PAIRED = 5.0, 2.4, 1.0, 2.0
"""The margins from which an English opening single mark in a paragraph of dialect, an English
apostrophe (or another opening mark), one before a word that likely lacks its beginning, and any
mark that has a partner, is sure."""
FACES_WORD = ("word", "bracket", "dash", "mark")
STARTS = ("space", "bracket", "dash", "mark")
ENDS = ("word", "stop", "dash", "mark", "bracket")
BEHIND = ("space", "stop", "dash", "mark", "bracket")
INCHES = re.compile(
    r"(?:\d[.,]\d+|[½¼¾⅓⅔⅛⅜⅝⅞]|(?:\b(?:an?|the|each|every|one|by)|[x×])[ -]?\d{1,3})\Z"
)
"""A number that is measured: `3.5"`, `a 12"`, `12" × 9"`."""
BEGINS = re.compile(r"(?:\A|[–—(/,;:-] ?)\d{1,3}\Z")
THING = re.compile(r"\" [^\W\d_]")
"""A number that begins a phrase, and qualifies what follows: `- 12" disc`."""
FOREIGN = re.compile("[«»„‚‹›]")
"""Marks of other systems: they may be the other half of a straight one."""
FAR = 600
"""So many characters on either side are looked through for a quotation in guillemets."""
FEW = 3
"""A quotation with fewer words is short; a stump of a word has fewer letters."""
ENDING = 3
"""The longest ending behind a number and an apostrophe, where words do not take many."""
SIGN = 4
"""So many characters apart two marks may have a sign and a space between them."""
SELDOM = 3.5
"""What an apostrophe costs behind a word that is hardly ever cut."""
COMMON = 2e-5
"""The share of words that everybody writes whole."""
GENITIVE = re.compile(r"[)\]]['’][sS](?!\w)")
"""No quotation opens behind a bracket with a word of one letter."""
TAIL = 24
"""How far back a measure is looked for."""


class Places:
    """Which way the marks of a paragraph face by their places alone."""

    def __init__(self, text: str, marks: list[Mark], language: str) -> None:
        """Take the paragraph, its marks and its language."""
        self.text = text
        self.years = Years(text, language)
        self.dialect = False
        doubles = list(doubles_of(marks))
        self.doubles, self.first = len(doubles), doubles[0] if doubles else None
        self.lone = next((mark for mark in doubles if mark.partner is None), None)
        self.spaced = language == "fr" and all(mark.partner is not None for mark in doubles)

    def around(self, mark: Mark) -> tuple[str, str]:
        """Return the classes of what stands before and behind a mark."""
        before = beside(self.text, mark.at - 1, -1)
        after = beside(self.text, mark.at + mark.width, 1)
        return before, "space" if is_noted(self.text, mark.at) else after

    def opens(self, mark: Mark) -> bool:
        """Whether a mark can open: a space before it, a word behind."""
        before, after = self.around(mark)
        points = after == "stop" and bool(POINTS.match(self.text, mark.at + mark.width))
        return before in STARTS and (after in FACES_WORD or points)

    def closes(self, mark: Mark) -> bool:
        """Whether a mark can close: a word or a stop before it, no letter behind."""
        before, after = self.around(mark)
        return before in ENDS and after in BEHIND

    def contradict(self, mark: Mark) -> bool:
        """Whether the place of a mark says the opposite of its role."""
        opens, closes = self.opens(mark), self.closes(mark)
        return (closes and not opens) if mark.role is Role.OPEN else (opens and not closes)

    def agree(self, mark: Mark) -> bool:
        """Whether the place of a mark says what its role says."""
        return self.opens(mark) if mark.role is Role.OPEN else self.closes(mark)


def judge(text: str, marks: list[Mark], grammar: Grammar, measures: Measures) -> None:
    """Set of each mark whether its reading is sure; `measures` are its primes."""
    places = Places(text, marks, grammar.lexicon.language)
    english = grammar.lexicon.language == "en"
    places.dialect = english and dialect_of(text, grammar) > 0
    bound = IN_DIALECT if places.dialect else APOSTROPHE
    for number, mark in enumerate(marks):
        if mark.role is Role.PRIME:
            mark.sure = measures.holds(mark.at) or _is_measured(text, mark, measures)
        elif mark.role is Role.APOSTROPHE:
            mark.sure = _is_apostrophe(text, mark, grammar, places)
        elif mark.role is Role.UNPAIRED or mark.continued:
            mark.sure = _stands_alone(text, marks, number, places)
        elif mark.partner is not None and mark.role is Role.OPEN:
            closing = marks[mark.partner]
            mark.sure = closing.sure = _is_pair(marks, number, grammar, bound, places)
        elif mark.again:
            mark.sure = mark.margin >= APOSTROPHE
    cast_doubt(text, marks, english=english)


def _is_measured(text: str, mark: Mark, measures: Measures) -> bool:
    """Whether a mark behind a number surely means inches, perhaps among other measures."""
    if mark.at in measures.doubtful:
        return False
    start = max(0, mark.at - TAIL)
    qualifies = BEGINS.search(text, start, mark.at) and THING.match(text, mark.at)
    return mark.kind == "D" and bool(
        measures.widths or qualifies or INCHES.search(text, start, mark.at)
    )


def _is_apostrophe(text: str, mark: Mark, grammar: Grammar, places: Places) -> bool:
    """Whether an apostrophe is sure: inside a word, or beside one that is known to be cut."""
    before, after = places.around(mark)
    behind_digit = text[mark.at - 1 : mark.at].isdigit()
    before_digit = text[mark.at + 1 : mark.at + 2].isdigit()
    if before == after == "word":
        return _is_inside(text, mark.at, grammar.lexicon.language)
    if after != "word" and (before != "word" or behind_digit):
        return False
    if before_digit and follows_number(text, mark.at):
        return False
    if grammar.lexicon.language == "en":
        return _is_english(text, mark, grammar, places)
    if after == "word":
        elides = grammar.elisions.knows_before(word_after(text, mark.at))
        return elides or (before == "space" and places.years.holds(mark.at))
    return grammar.elisions.knows_behind(word_before(text, mark.at))


def _is_inside(text: str, at: int, language: str) -> bool:
    """Whether an apostrophe inside a word is sure: behind a number, before its ending only."""
    if not text[at - 1].isdigit():
        return True
    if text[at + 1].isdigit():
        return parts_thousands(text, at)
    return language in ENDLESS or len(word_after(text, at)) <= ENDING


def _is_english(text: str, mark: Mark, grammar: Grammar, places: Places) -> bool:
    """Whether an English apostrophe at the edge of a word is sure."""
    if GENITIVE.match(text, mark.at - 1):
        return True
    after = places.around(mark)[1]
    ends = after == "stop" and not places.dialect
    word = word_before(text, mark.at)
    whole = after == "space" and len(word) > 1 and grammar.lexicon.share(word) >= COMMON
    if (ends or (whole and not places.dialect)) and grammar.trailing(word) >= SELDOM:
        return False
    is_listed = after == "word" and grammar.leading(head_after(text, mark.at)) <= LIKELY
    return mark.margin >= (LISTED if is_listed else APOSTROPHE)


def _is_pair(
    marks: list[Mark], number: int, grammar: Grammar, bound: float, places: Places
) -> bool:
    """Whether a mark and its partner are surely a quotation's."""
    opening = marks[number]
    closing = marks[opening.partner or 0]
    if closing.at == opening.at + opening.width:
        return False
    if not opening.straight and not closing.straight:
        return True
    mixed = opening.straight != closing.straight
    foreign = mixed and FOREIGN.search(places.text, opening.at, closing.at)
    inside = _is_within_angled(places.text, opening.at, closing.at)
    if foreign or inside or (opening.kind == "D" and _is_behind_low(places.text, opening.at)):
        return False
    if opening.kind == "S" and opening.straight and grammar.lexicon.language == "en":
        term = not places.dialect and TERM.match(places.text, opening.at)
        parted = places.text[closing.at - 1].isspace() and closing.at - opening.at > SIGN
        return (bool(term) or opening.margin >= bound) and not parted
    cut = (
        opening.kind == "S"
        and opening.straight
        and _are_cut(places.text, opening, closing, grammar)
    )
    if cut or (min(opening.margin, closing.margin) < PAIRED and not places.spaced):
        return False
    return _are_placed(marks, number, places)


def _are_cut(text: str, opening: Mark, closing: Mark, grammar: Grammar) -> bool:
    """Whether two single marks may be apostrophes of words cut short: `'lŭ … d' Stadtleut`."""
    words = text[opening.at + 1 : closing.at].split()
    if len(words) < FEW:
        return False
    first, last = words[0], re.split(r"[’'-]", words[-1])[-1]
    clipped = first.islower() and len(first) < FEW and grammar.lexicon.share(first) < COMMON
    return clipped or (len(last) == 1 and last.isalpha()) or (len(first) == 1 and first.islower())


def _is_within_angled(text: str, start: int, end: int) -> bool:
    """Whether a quotation stands inside guillemets, which are not read: its level is not known."""
    before, behind = text[max(0, start - FAR) : start], text[end : end + FAR]
    opens, closes = before.rfind("«"), behind.find("»")
    ends, begins = before.rfind("»"), behind.find("«")
    return opens > ends and closes >= 0 and not 0 <= begins < closes


def _is_behind_low(text: str, at: int) -> bool:
    """Whether a low opening mark, which is not read, waits for its end at a place."""
    before = text[max(0, at - FAR) : at]
    return before.rfind("„") > max(map(before.rfind, '“”"'))


def _are_placed(marks: list[Mark], number: int, places: Places) -> bool:
    """Whether the places of a mark and of its partner agree with a quotation."""
    opening = marks[number]
    closing = marks[opening.partner or 0]
    agreeing = places.agree(opening), places.agree(closing)
    if opening.kind == "S" or _is_same_inside(marks, number):
        return all(agreeing)
    if places.contradict(opening) or places.contradict(closing):
        return False
    return any(agreeing) or places.doubles == 2 or places.spaced


def _is_same_inside(marks: list[Mark], number: int) -> bool:
    """Whether a quotation stands next to a mark of the same character that faces the same way."""
    near = [n for n in (number - 1, (marks[number].partner or 0) + 1) if 0 <= n < len(marks)]
    roles = (Role.OPEN, Role.CLOSE)
    return any(
        marks[n].char == marks[number].char and marks[n].role is roles[n > number] for n in near
    )


def _stands_alone(text: str, marks: list[Mark], number: int, places: Places) -> bool:
    """Whether a mark without a partner in its paragraph surely faces as it seems to.

    An opening one: where the paragraph begins, or behind a colon; if the quotation goes on in the
    next paragraph, also behind another stop. A closing one: behind a stop, or before one, if it is
    the first double mark.
    """
    mark = marks[number]
    if mark.kind == "S" or mark.margin < APOSTROPHE:
        return mark.continued and mark.margin >= APOSTROPHE
    before = text[max(0, mark.at - 3) : mark.at].rstrip()[-1:]
    if mark.continued or mark.shape is Role.OPEN:
        if mark is not places.lone or _is_behind_low(text, mark.at):  # one waits for its partner
            return False
        first = mark is places.first
        placed = before in ("", ":") or (mark.continued and not (first and before == ","))
        return placed and places.opens(mark)
    if mark.shape is not Role.CLOSE or mark is not places.first or not places.closes(mark):
        return False
    if FOREIGN.search(text, 0, mark.at):
        return False
    ends = mark.at + mark.width == len(text) or places.around(mark)[1] == "stop"
    return before in (",", ".", "!", "?", "…") or (before.isalpha() and ends)
