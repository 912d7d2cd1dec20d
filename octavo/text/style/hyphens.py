"""Typed hyphens and spaced dashes that part no clauses: sums, prices, paths, options, items."""

from __future__ import annotations

import re

from octavo.prose.prose import OBJECT
from octavo.text.style.house import EM, EN, NO_BREAK

SPACE = f" \n{NO_BREAK}"
REACH = 300
"""How far the characters around a place are looked at, where no space ends them."""
BETWEEN = re.compile(rf"--+|[{EN}{EM}]")
ONE_LETTER = "IaAOàÀèÈéÉиИаАвВоОсСуУкКяЯ"
"""Words of one letter that are no sign of a formula."""
ADDRESS = re.compile(
    r"://|www\.|@|\\|^doi:|^-{1,3}(?-i:[a-z])[\w-]*(?:=.*|[\"'”’»“‘]?[.,;:)]?)$", re.IGNORECASE
)
ASIDE = re.compile(
    r"[^\W\d_]+(?![\w-])[^.!?…\v-]{0,200}(?:[\w)”’»\"']--(?=[\s,.;:!?)]|$)|[,;] --(?=\s))"
)
"""Behind two hyphens: some words, and two hyphens that close them."""
PRICE = re.compile(r"\d[.,]$")
PRICE_APART = re.compile(r"\d[.,] -- ?(?:EUR|€|DM|CHF|S?Fr\b)")
"""Before two hyphens that stand for no cents: `10,-- EUR`."""


def stands_for_dash(text: str, span: tuple[int, int], certain: bool, double: bool) -> bool:
    """Whether hyphens are no address, no price, no path, no sum and no item of a list."""
    start, end = span
    alone = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    if alone or _is_arrow(text, start, end):
        return False
    if double and _resumes(text, start, end):
        return True
    if ADDRESS.search(_chunk(text, *span)) and not (double and _opens_aside(text, start, end)):
        return False
    priced = PRICE.search(text[max(0, start - 2) : start]) or (
        PRICE_APART.match(text, max(0, start - 3))
    )
    if double and priced:
        return False
    if certain or (double and _begins_speech(text, start, end)):
        return True
    return is_dash(text, *span) and not _is_item(text, *span)


BREAK = re.compile('(?:--|\N{EM DASH})[”’"\'](?=[\\s,])[^“‘"]*$')
RESUMED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?,? [^\W\d_]")
BROKEN_OFF = 200
"""Within so many characters a speech that was broken off goes on."""
SPEECH = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]|\s)")


def _begins_speech(text: str, start: int, end: int) -> bool:
    """Whether two hyphens begin a speech (`M. --Il vient`): behind a stop, before a capital."""
    before = text[max(0, start - REACH) : start]
    ended = before.rstrip(SPACE)[-1:] in (".", "!", "?", "»")
    return before[-1:] in SPACE and ended and SPEECH.match(text, end) is not None


def _resumes(text: str, start: int, end: int) -> bool:
    """Whether two hyphens take up a speech that two others broke off: `“I--” she said, “--I”`."""
    opens = text[max(0, start - 1) : start] in ("“", "‘", '"', "'")
    before = text[max(0, start - BROKEN_OFF) : start - 1]
    return opens and RESUMED.match(text, end) is not None and BREAK.search(before) is not None


LINE = re.compile(rf"--[^\W\d_]+(?:[’'][^\W\d_]+)?(?:,?[{SPACE}][^\W\d_][\w’',;.]*){{2,}}")
LINES = 3
"""Where more than one line in so many begins with a hyphen, they may be options or items."""


def opens_line_of_verse(text: str, start: int) -> bool:
    """Whether two hyphens before a small letter begin a line of verse, broken off or taken up.

    `text` is a block of lines, parted by vertical tabs; options and items begin more of them.
    """
    lines = text.split("\v")
    typed = sum(line.startswith("-") for line in lines)
    at_head = start == 0 or text[start - 1] == "\v"
    few = len(lines) > 1 and (typed == 1 or typed * LINES <= len(lines))
    return at_head and few and LINE.match(text, start) is not None


BEHIND_SPEECH = re.compile(rf"[”’\"'][{SPACE}]\Z")


def may_resume(text: str, start: int, end: int) -> bool:
    """Whether words follow two hyphens that open a speech, or stand behind one.

    `“--you both led me”` and `“Mind!” --looked after her`; an option has one word as a rule.
    """
    opens = text[max(0, start - 1) : start] in ("“", "‘", '"', "'")
    behind = BEHIND_SPEECH.search(text, max(0, start - 2), start) is not None
    return (opens or behind) and RESUMED.match(text, end) is not None


def _is_arrow(text: str, start: int, end: int) -> bool:
    """Whether hyphens are the shaft of an arrow: `-->`, `<--`."""
    return text[end : end + 1] == ">" or text[max(0, start - 1) : start] == "<"


def _opens_aside(text: str, start: int, end: int) -> bool:
    """Whether two hyphens open what two others close in the sentence: `a --said he-- b`."""
    return text[max(0, start - 1) : start] in SPACE and ASIDE.match(text, end) is not None


def is_dash(text: str, start: int, end: int) -> bool:
    """A dash stands between clauses: not between two numbers, single letters or formulas."""
    before = text[max(0, start - REACH) : start].rstrip(SPACE)
    after = text[end : end + REACH].lstrip(SPACE)
    if end - start > 1 and (text[start - 1 : start] or " ") not in SPACE:
        return before != "" and not _is_path(text, start, end)
    if not before and not after:  # a rule between sections
        return False
    if end - start == 1 and (not before or not after):
        return False
    return not (_term(before, -1) and _term(after, 0))


def _is_item(text: str, start: int, end: int) -> bool:
    """Whether a hyphen begins an item of a list that was not typed as one: it stands in a line."""
    if end - start > 1 or text[start - 1 : start] != "\n":
        return False
    several = text.find("\n- ", text.find("\n- ") + 1) >= 0
    return several or text[max(0, start - REACH) : start - 1].rstrip(SPACE).endswith(
        (".", ":", ";")
    )


def _is_path(text: str, start: int, end: int) -> bool:
    chunk = _chunk(text, start, end)
    return "/" in chunk.strip("/") and "." in chunk.strip(".")


def _term(text: str, at: int) -> bool:
    """Whether a number, one letter or a formula stands at this edge of a text: part of a sum."""
    words = text.split()
    if not words:
        return False
    word = BETWEEN.split(words[at])[at].strip("()[].,;:…")
    if len(word) == 1 and word in ONE_LETTER:
        return False
    return word[:1].isdigit() or len(word) == 1 or word == OBJECT


def _chunk(text: str, start: int, end: int) -> str:
    """The characters around a place, up to the next spaces."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    first = max(before.rfind(space) for space in SPACE + "\v") + 1
    stops = [at for at in map(after.find, SPACE + "\v") if at >= 0]
    chunk = before[first:] + text[start:end] + after[: min(stops, default=len(after))]
    return chunk.strip("([“‘„‚«»‹\"'")
