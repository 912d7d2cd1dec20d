"""Whether one paragraph may be a heading: by its words, its place and its look."""

from __future__ import annotations

import re

from octavo.manuscripts.word.marks import UNSEEN
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.seen import Seen, Usual

LONGEST = 200
"""The most characters of a heading; of one in Chinese or Japanese a third."""

PROSE = 140
"""From so many characters on a paragraph is running text and no label."""

LARGER = 3
"""So many half-points larger is seen at once: 1.5 points."""

STOPS = tuple(
    ".,;:\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{ARABIC COMMA}\N{DEVANAGARI DANDA}"
)
WIDE_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NO_WORDS = re.compile(r"[\W\d_]*")
ADDRESS = re.compile(r"(?i)https?://|www\.|\S@\S|\btel\b|\bfax\b|©|\bisbn\b|\d{4,}.*\d{4,}|=")
LEADERS = re.compile(r"(?:\.{4,}|(?:\N{HORIZONTAL ELLIPSIS}[.\s]*){2,}|_{4,}|\t)\s*\d*$")
"""The end of a line of a list of contents or of a form."""
NUMBER_SIGN = r"(?:(?:#|№|[Nn][or]?[.°º])\s*)?"
"""What may stand before a number: No. 1, № 1, # 1."""
CAPTION = re.compile(rf"(?i)(?:{numbers.phrases('caption')})\s*{NUMBER_SIGN}[\d.:IVX]")

SPOKEN = re.compile(r"[\"“„«‘'].*[.!?…,—-].*[\"”“»’']")
"""A line that somebody says: in quotation marks as a whole, with a stop in it."""
PLACEHOLDER = re.compile(r"\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\([^()]{4,}\)")
"""A line that is filled in later: in brackets as a whole."""
_WORD = r"[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]*\.?"
_NAME = rf"{_WORD}(?:[\s\N{{RIGHT SINGLE QUOTATION MARK}}'-]+{_WORD}){{1,3}}"
_MARKS = r"[,\s]*[\d*†‡§]+[\d*†‡§,]*"
_AND = r"[,;]?\s*(?:(?:and|und|et|y|e|и|&)\s+)?"
_INITIALS = r"(?:[A-ZА-Я]\.\s?){1,2}[^\W\d_]+"
AUTHORS = re.compile(
    rf"{_NAME}{_MARKS}(?:{_AND}{_NAME}(?:{_MARKS})?)+|{_INITIALS}(?:,\s*{_INITIALS})+"
)
"""The names of authors, with the marks of their notes or with initials."""
SENTENCE = re.compile(r"[.,;]\s|[.,;]$")
"""A stop within a line or at its end."""
BULLET = re.compile(r"[,;)•‣◦●○▪■□►➢⇒→·–—*-]")
"""A sign before an item of a list that was typed."""


DASHES = "-\N{EN DASH}\N{EM DASH}"
"""Signs that an author types before an item, and some before a heading."""


def is_heading_like(one: Seen, usual: Usual) -> bool:
    """Whether a paragraph may be a heading and looks like one."""
    return may_be(one, usual) and stands_out(one, usual)


def is_prose(one: Seen) -> bool:
    """Whether a paragraph is running text: long, or half so long and ended by a stop."""
    most = PROSE // 3 if WIDE_SIGNS.search(one.text) else PROSE
    return len(one.text) >= most or (len(one.text) > most // 2 and one.text.endswith(STOPS))


def may_be(one: Seen, usual: Usual) -> bool:
    """Whether a paragraph may be a heading, by its words and its place."""
    text = one.text
    most = LONGEST // 3 if WIDE_SIGNS.search(text) else LONGEST
    if not text or not one.in_body or len(text) > most or one.right or one.formula:
        return False
    if (one.drawn and not stands_out(one, usual)) or (one.monospaced and not usual.monospaced):
        return False
    numbered = numbers.read(text).kind
    if (is_other(text) and not is_dashed(one, usual)) or (
        "\t" in one.leaf.text.strip() and not numbered
    ):
        return False
    if text[0].islower() and not numbered and not _is_label(one, usual):
        return False
    return not NO_WORDS.fullmatch(text) or numbered in ("decimal", "roman")


def is_other(text: str) -> bool:
    """Whether words are no heading's: an address, a caption, speech, an item, a line to fill in."""
    begins = any(pattern.match(text) for pattern in (CAPTION, BULLET))
    whole = any(pattern.fullmatch(text) for pattern in (SPOKEN, PLACEHOLDER, AUTHORS))
    within = any(pattern.search(text) for pattern in (ADDRESS, LEADERS))
    return begins or whole or within or text == UNSEEN


def is_dashed(one: Seen, usual: Usual) -> bool:
    """Whether a line begins with a typed dash, but in capitals and set apart, as no item is."""
    words = one.text.lstrip(DASHES).lstrip()
    return (
        words != one.text
        and one.caps
        and weight(one, usual) > 1
        and not one.listed
        and not is_other(words)
    )


def _is_label(one: Seen, usual: Usual) -> bool:
    """Whether a line that begins small is set apart all the same: twice, or with a colon."""
    if one.text.endswith(":"):
        return stands_out(one, usual)
    return weight(one, usual) > 1 and not SENTENCE.search(one.text)


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


def weight(one: Seen, usual: Usual) -> int:
    """Return how many things set a paragraph apart from running text; size counts twice."""
    return (
        (2 if one.size >= usual.size + LARGER else 0)
        + (one.bold and not usual.bold)
        + (one.centred and not usual.centred)
        + one.caps
        + one.underline
    )
