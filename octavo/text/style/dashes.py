"""How the house writes a dash at a place: closed up, or with the spaces that stand beside it."""

from __future__ import annotations

import re

from octavo.prose.prose import Change
from octavo.text.style.house import EM, NO_BREAK, Style
from octavo.text.style.hyphens import REACH, SPACE

OPENS = "([“„«»‚‹›‘\"'¿¡"
NOTE = re.compile(r"\[\d{1,4}\]")
APART = re.compile(rf"[’\"'][^\W\d_]|{NOTE.pattern}")
"""Behind a dash: a word without its beginning, a quotation, or the mark of a note."""


def set_dash(
    text: str, span: tuple[int, int], style: Style, rule: str, message: str
) -> Change | None:
    """Put the dash of the house at a place, with the spaces it wants on either side."""
    start, end = span
    if opens_line(text, start):
        return Change(start, end, EM, rule, message) if rule == "dash-typed" else None
    if style.dash_spacing == "typed":
        return Change(start, end, style.dash, rule, message)
    if style.dash_spacing == "closed":
        return closed_up(text, (start, end), style.dash, rule, message)
    closes = text[end : end + 1] in (",", ";")  # no line may begin with the dash
    space = NO_BREAK if closes and style.hold_dash else " "
    before = "" if text[start - 1] in SPACE or _is_opening(text, start - 1) else space
    after = "" if _ends(text, end) else " "
    return Change(start, end, before + style.dash + after, rule, message)


def closed_up(text: str, span: tuple[int, int], dash: str, rule: str, message: str) -> Change:
    """A dash closed up, unless the line ends there."""
    start, end = span
    while text[start - 1] in SPACE:
        start -= 1
    while end < len(text) and text[end] in SPACE:
        end += 1
    return Change(start, end, dash, rule, message)


def opens_line(text: str, start: int) -> bool:
    """Return whether a dash begins a line, perhaps behind an opening mark."""
    before = text[max(0, start - REACH) : start]
    return (
        not before.rstrip(SPACE + OPENS)
        or before[-1] == "\v"
        or (before[-1] in "“‘" and _is_opening(text, start - 1))
    )


def _is_opening(text: str, at: int) -> bool:
    """Whether a bracket or mark opens at a place: in some languages `“`, `«` and `»` close too."""
    return text[at] in OPENS and (at == 0 or text[at - 1] in SPACE + "\v" + OPENS)


def _ends(text: str, end: int) -> bool:
    """Whether a dash breaks off here: no space before a closing mark or at the end."""
    if APART.match(text, end):
        return NOTE.match(text, end) is not None
    if end >= len(text) or text[end] in SPACE + "\v”’\"'.,;:!?)]":
        return True
    if text[end] == "»":  # in German and Danish books it opens
        return not text[end + 1 : end + 2].isalnum()
    return text[end] in "“‘«" and (text[end + 1 : end + 2] or " ") in SPACE + "\v.,;:!?)]"
