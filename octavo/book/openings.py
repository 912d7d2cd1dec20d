"""Which words open a division in small capitals: as many as belong together.

They are two or three words, or a whole phrase; they end where the voice would, and never inside a
name (Bringhurst, *The Elements of Typographic Style*, 4.1.2 sets the phrase or the line). No
language's grammar is known here: marks, capitals, figures and the length of words show the groups.
"""

from __future__ import annotations

import re

LENGTH = 24
"""About as many characters are set in small capitals."""

FEWEST, MOST = 10, 42
SMALL_WORD = 3
"""Letters of the words that begin a group and do not end one: and, of, the, in, und, der, de, à."""

STOPS = re.compile(r"[,;:.!?…)\]»”’\"]$|[—–]$")
SENTENCE = re.compile(r"\w{2}[.!?…][)\]»”’\"]*$")
INITIAL = re.compile(r"^\W*\w\.$|^\W*[^\W\d_]\w{0,3}\.$")
YEAR = re.compile(r"^\d{3,4}\W*$")
PRICE = 8.0
"""Characters of distance from LENGTH that one better kind of ending is worth."""


def opening_end(text: str) -> int:
    """Return where the opening words of a text end (at a space); 0 where no place is fit.

    >>> text = "On 12 March 1455 Enea Silvio Piccolomini wrote to Rome"
    >>> text[:opening_end(text)]
    'On 12 March 1455'
    >>> text = "When Gregor Samsa woke up one morning from unsettling dreams"
    >>> text[:opening_end(text)]
    'When Gregor Samsa woke'
    """
    tokens = [(match.start(), match[0]) for match in re.finditer(r"[^ ]+", text[: MOST * 2])]
    best, least = 0, 1e9
    for number in range(1, len(tokens)):
        at = tokens[number][0] - 1
        if not FEWEST <= at <= MOST:
            continue
        words = [word for _, word in tokens]
        quality = _quality(words, number)
        cost = abs(at - LENGTH) - PRICE * quality
        if quality >= 0 and cost < least:
            best, least = at, cost
    return best


def _quality(words: list[str], at: int) -> int:
    """Return how well the words before `at` end: 0 to 3, or -1 inside a name, a date or a group."""
    before, after = words[at - 1], words[at]
    if INITIAL.match(before) and not after[:1].islower():
        return -1
    if STOPS.search(before):
        return 3
    if _parts_name(words, at) or _parts_number(before, after):
        return -1
    if _is_small(before) or (at > 1 and SENTENCE.search(words[at - 2])):
        return -1  # the first word of a sentence belongs to those behind it
    return 2 if _is_small(after) or YEAR.match(before) else 1


def _parts_name(words: list[str], at: int) -> bool:
    """Whether a name goes on: Enea Silvio, Vincent van Gogh, a first word and its second."""
    before, after = words[at - 1], words[at]
    if not _is_capital(before):
        return False
    if _is_capital(after):
        return True
    rest = words[at + 1 : at + 3]
    follows = next((word for word in rest if not _is_small(word)), "")
    return _is_small(after) and _is_capital(follows)


def _parts_number(before: str, after: str) -> bool:
    """Whether a figure and its word are parted: 12 March, March 1455, chapter 3."""
    if before[-1:].isdigit():
        return not YEAR.match(before)
    return after[:1].isdigit()


def _is_small(word: str) -> bool:
    letters = [sign for sign in word if sign.isalpha()]
    return word[:1].islower() and 0 < len(letters) <= SMALL_WORD and word[-1:].isalpha()


def _is_capital(word: str) -> bool:
    first = next((sign for sign in word if sign.isalpha()), "")
    return first.isupper() and not word[:1].isdigit()
