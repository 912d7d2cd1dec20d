"""Reads single marks before words that lack their h (`'Oo`, `'Ere`), where nothing closes them.

At the beginning of speech such a word has a capital, as the first word of a quotation has: the
letters do not tell the two apart. What does is the text. It speaks a dialect that drops its h, it
quotes in double marks, and no other single mark of the paragraph is the partner.
"""

from __future__ import annotations

from octavo.text.lexicon import RARE
from octavo.text.quotations.costs import class_at
from octavo.text.quotations.elision import word_after
from octavo.text.quotations.grammar import Grammar
from octavo.text.quotations.marks import Mark, Role

SPOKEN = 5
"""How many different words without their h, in small letters, make a dialect."""

SURE = 9.0
"""The margin of what is read so."""


def restore(text: str, marks: list[Mark], grammar: Grammar, following: str) -> None:
    """Make apostrophes of such marks, in place; `following` is the next paragraph."""
    waits = [mark for mark in marks if mark.kind == "S" and mark.straight and _is_open(mark)]
    if not waits or not _is_dialect(grammar) or _goes_on(following, grammar):
        return
    for mark in waits:
        word = word_after(text, mark.at).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        edge = class_at(text, mark.at - 1) in ("space", "bracket", "dash")
        if edge and lacks_h(word, grammar) and not _is_quoted(mark, marks):
            mark.role, mark.margin, mark.opens, mark.shape = Role.APOSTROPHE, SURE, False, None


def _goes_on(following: str, grammar: Grammar) -> bool:
    """Whether the next paragraph opens with a single mark that is not an apostrophe."""
    opens = following[:1] in ("'", "\N{LEFT SINGLE QUOTATION MARK}")
    return opens and not lacks_h(word_after(following, 0).lower(), grammar)


def _is_open(mark: Mark) -> bool:
    """Whether a mark waits for a partner that does not come, or is an apostrophe in doubt."""
    if mark.role is Role.APOSTROPHE:
        return mark.margin < SURE
    return mark.role is Role.UNPAIRED and mark.partner is None


def _is_dialect(grammar: Grammar) -> bool:
    if grammar.lexicon.language != "en" or grammar.unusual != "S":
        return False
    words = (word for word, count in grammar.learnt.items() if count > 0)
    return sum(lacks_h(word, grammar) for word in words) >= SPOKEN


def lacks_h(word: str, grammar: Grammar) -> bool:
    """Whether a word is one with an h before it, commoner so or not: `'ead`, `'is`, `'oo`."""
    stem = word.partition("'")[0]
    share = grammar.lexicon.share("h" + stem)
    return share > 5 * RARE or word in SOUNDED or stem in SOUNDED


SOUNDED = frozenset(("oo", "ooever", "ooo", "ose", "ole"))
"""*Who*, *whose* and *whole* lose what they sound like an h."""


def _is_quoted(mark: Mark, marks: list[Mark]) -> bool:
    """Whether a mark stands in a quotation in double marks, or behind one that is not closed."""
    for other in marks:
        if other.at >= mark.at:
            return False
        if other.kind != "D" or (other.role is not Role.OPEN and not other.opens):
            continue
        if other.partner is None or marks[other.partner].at > mark.at:
            return True
    return False
