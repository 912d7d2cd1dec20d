"""Decides, stretch by stretch, whether lines that stand together are prose or lines of their own.

Prose that was wrapped breaks a line only where the next word found no room. Lines of verse, of an
address or of a list end before they had to, and begin with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil, log

from octavo.manuscripts.pieces import Line

SLACK = 4
"""So many columns may stay free at the end of a wrapped line: typists and programs differ."""

FULL = 0.6
"""The share of lines in wrapped prose that end where the next word found no room."""

NEARLY = 0.7
"""A line flush left that takes so much of the measure is prose, where one more follows it."""

GOES_ON = 0.4
"""The share of lines in wrapped prose that begin within a sentence, with a small letter."""

TOPIC = re.compile(r"--|\N{EM DASH}|(?<=\S) [-\N{EN DASH}] (?=[A-Z\d])|\.--")
TOPICS = 0.6
"""So many dashes a line part the topics of a chapter, listed below its title: `Quay--Bell`."""

WIDER = 0.8
"""No line of a stanza beside shorter ones takes more of the measure."""

NARROWEST = 28
"""Lines of fewer columns are no measure of prose: a column of a newspaper has about 30."""

INDENT = 2
"""So many columns more than the lines beside it begin a paragraph, or a line of verse."""

STANZAS, LONGEST = 3, 14
"""So many stanzas of as many lines make a poem, and how many lines the longest may have."""

NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVXLC]{1,9})\.?\s*")
"""The number of a stanza, alone above it."""

SURE = 4
"""So many lines that begin with capitals are no prose by chance, beside others."""

NEVER, USUAL, A_PAGE = 1e-7, 0.12, 40
"""How likely a row of capitals by chance may be, and the share of lines of prose that begin with
one, where fewer lines than those of a page show it."""

SENTENCE_END = re.compile(
    r"""[.!?:;\N{HORIZONTAL ELLIPSIS}\N{EM DASH}-]["')\]_*=\N{RIGHT DOUBLE QUOTATION MARK}"""
    r"""\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]*$"""
)


def width(line: Line) -> int:
    """Return the columns that a line takes."""
    return len(line.text.rstrip(" \t"))


def indent(line: Line) -> int:
    """Return the columns before the first sign of a line; a tab takes eight."""
    return len(line.text[: len(line.text) - len(line.text.lstrip(" \t"))].expandtabs(8))


def begins_small(line: Line) -> bool:
    """Whether a line goes on in a sentence: its first letter is a small one."""
    return _first_sign(line).islower()


def _first_word(line: Line) -> int:
    return len((line.text.split() or [""])[0])


def filled(lines: Sequence[Line], measure: int) -> float:
    """Return the share of lines, the last one apart, that end where no word found room."""
    breaks = [width(a) + 1 + _first_word(b) > measure - SLACK for a, b in pairwise(lines)]
    return sum(breaks) / len(breaks) if breaks else 0.0


def _small(lines: Sequence[Line]) -> float:
    return sum(map(begins_small, lines[1:])) / (len(lines) - 1)


def _widest(lines: Sequence[Line]) -> int:
    return max(map(width, lines))


def measure_of(groups: Sequence[Sequence[Line]]) -> int:
    """Return the measure at which most prose of a text was wrapped, in columns; 0 for none.

    Only groups that are prose by themselves count: much verse beside little prose changes nothing.
    """
    prose = [g for g in groups if len(g) > 2 and is_narrow_prose(g)]
    widths = sorted(width(line) for group in prose for line in group[:-1])
    return widths[int(0.95 * (len(widths) - 1))] if widths else 0


def is_narrow_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are prose by their own measure, whatever that of the text is."""
    widest = _widest(lines)
    if len(lines) < 2 or widest - min(map(indent, lines)) < NARROWEST:
        return False
    ragged = widest - max(SLACK, widest // 12)
    return filled(lines, ragged) >= FULL and _small(lines) >= GOES_ON


def is_prose(lines: Sequence[Line], measure: int) -> bool:
    """Whether lines that stand together run on, in a text whose prose has this measure."""
    if _is_stepped(lines):
        return False
    if measure and filled(lines, measure) >= FULL and _fits(lines):
        return True
    flush = not any(map(indent, lines))
    if flush and len(lines) == 2 and width(lines[0]) >= NEARLY * measure > 0:
        return True  # a typist moved a word with its bracket, or a dash, to the next line
    return len(lines) > 2 and is_narrow_prose(lines)


def _is_stepped(lines: Sequence[Line]) -> bool:
    """Whether all lines are indented, and by turns: verse, where prose has one indent or two."""
    depths = [indent(line) for line in lines]
    steps = sum(a != b for a, b in pairwise(depths[1:]))
    return len(lines) > 3 and min(depths) >= INDENT and steps * 3 >= len(lines)


def stanzas(groups: Sequence[Sequence[Line]], measure: int) -> frozenset[int]:
    """Return the numbers of the groups that are stanzas by their shape, whatever their letters.

    Several in a row have as many lines each, most of them far shorter than the measure:
    so poems stand that begin their lines with small letters, and no prose does. The number of a
    stanza may stand above each.
    """
    rows = [n for n, one in enumerate(groups) if len(one) > 1 or not NUMBER.fullmatch(one[0].text)]
    met: set[int] = set()
    for size, same in groupby(rows, key=lambda n: _size(groups[n], measure)):
        row = [*same]
        short = sum(_widest(groups[n]) <= NEARLY * measure for n in row)
        met.update(row if size and short >= STANZAS else ())
    return frozenset(met)


def _size(lines: Sequence[Line], measure: int) -> int:
    """Return how many lines a group has, where it may be a stanza by its length; else 0."""
    return len(lines) if 1 < len(lines) <= LONGEST and _widest(lines) <= WIDER * measure else 0


def sung(groups: Sequence[Sequence[Line]], measure: int) -> frozenset[int]:
    """Return the numbers of the groups that are verse by the capitals that begin all their lines.

    Prose begins a line with a capital now and then, by chance: so many in a row never, and how
    many that are the prose of the same text says (in German every noun has one). Lines by
    themselves between stanzas count for nothing.
    """
    need = _capitals_by_chance(groups)
    met: set[int] = set()
    run: list[int] = []
    for n, lines in enumerate([*groups, ()]):
        if len(lines) == 1:
            continue
        capital = bool(lines) and is_capital(lines)
        if not capital or (run and _base(groups[run[-1]]) != _base(lines)):
            met.update(_within(run, groups, measure, need))
            run = []
        run += [n] if capital else []
    return frozenset(met)


def _within(
    run: Sequence[int], groups: Sequence[Sequence[Line]], measure: int, need: int
) -> Sequence[int]:
    """Return the groups of a run that are verse: at its ends a few full lines may be prose."""
    sizes = [len(groups[n]) for n in run]
    inner = [
        n
        for n, at in enumerate(run)
        if sizes[n] >= SURE
        or not (measure and is_prose(groups[at], measure))
        or sizes[n] in sizes[n - 1 : n] + sizes[n + 1 : n + 2]
    ]
    sure = run[inner[0] : inner[-1] + 1] if inner else []
    return sure if sum(len(_begun(groups[n])) - 1 for n in sure) >= need else []


def _base(lines: Sequence[Line]) -> int:
    return min(map(indent, lines))


def is_capital(lines: Sequence[Line]) -> bool:
    """Whether all lines but the first begin with a capital, or go on with a long one, set in."""
    begun = _begun(lines)
    goes_on = len(lines) - len(begun)
    capital = all(_first_sign(line).isupper() for line in begun[1:])
    return 1 < len(begun) >= goes_on and capital and _has_small_words(lines)


def _first_sign(line: Line) -> str:
    return next((sign for sign in line.text if sign.isalnum()), "")


def _begun(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that begin anew: a small one set farther in goes on with a long line."""
    base = _base(lines)
    return [line for line in lines if not (begins_small(line) and indent(line) >= base + INDENT)]


def _capitals_by_chance(groups: Sequence[Sequence[Line]]) -> int:
    """Return how many lines in a row do not begin with a capital by chance in this text."""
    prose = [lines for lines in groups if len(lines) > 2 and _small(lines) >= GOES_ON]
    size = sum(len(lines) - 1 for lines in prose)
    small = sum(_small(lines) * (len(lines) - 1) for lines in prose)
    share = 1 - small / size if size >= A_PAGE else USUAL
    return ceil(log(NEVER) / log(max(share, USUAL)))


def _has_small_words(lines: Sequence[Line]) -> bool:
    """Whether most words are small: a list of names or of topics has capitals everywhere."""
    words = [word for line in lines for word in line.text.split() if word[0].isalpha()]
    topics = sum(len(TOPIC.findall(line.text)) for line in lines)
    small = sum(word[0].islower() for word in words)
    return 2 * small >= len(words) and topics < TOPICS * len(lines)


def _fits(lines: Sequence[Line]) -> bool:
    """Whether the breaks are those of prose: blank verse fills lines, and begins with capitals."""
    has_case = any(sign.islower() for line in lines for sign in line.text)
    if not has_case or len(lines) < 4 or _small(lines) >= GOES_ON / 3:
        return True
    return sum(len(TOPIC.findall(line.text)) for line in lines) >= TOPICS * len(lines)


def divided(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide wrapped lines at those that are indented, where an indent begins a paragraph.

    So it does where most indented lines follow the end of a sentence, and most lines are not.
    """
    base = min(map(indent, lines))
    starts = [n for n, line in enumerate(lines) if n and indent(line) >= base + INDENT]
    ended = [n for n in starts if SENTENCE_END.search(lines[n - 1].text.rstrip())]
    small = any(begins_small(lines[n]) for n in starts)
    if not starts or small or len(ended) < 0.8 * len(starts) or len(starts) * 2 > len(lines):
        return [list(lines)]
    cuts = [0, *starts, len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(cuts)]
