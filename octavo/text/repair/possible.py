"""What a capital may be that stands where a mark of a Macintosh stands, though nothing proves it.

The reading is suggested, never made, unless a quotation mark in the same passage wants it for a
partner. Only capitals are asked that make no word where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.text.lexicon import Lexicon, known_anywhere
from octavo.text.repair.alphabets import native
from octavo.text.repair.macroman import CLOSING, EDGES, MARKS, OPENING, PAIRS, is_natural
from octavo.text.repair.mojibake import Repair
from octavo.text.repair.shapes import ONE_LETTER, RULE, is_spoken_of, is_wanting

PLACE = re.compile("(?<![^\\W_])([^\\W_]*?)([" + "".join(MARKS) + "])(?=([^\\W_]*))")
INITIAL = re.compile(r"[.·]|['’]\w| [A-Z]")
"""What follows the initial of a name, and `Ó` in Ireland."""
BEFORE_WORD = frozenset("“‘„‚ãâ")
"""Marks that open, or may have done so: after one a word begins, and nothing ends."""
GUILLEMETS = "«»"
WHY = "a capital where a mark may stand"


@dataclass(frozen=True, slots=True)
class Place:
    """A capital, with what of its word stands before and after it, and the words to ask."""

    text: str
    at: int
    front: str
    rest: str
    words: Lexicon

    @property
    def seen(self) -> str:
        """The capital."""
        return self.text[self.at]

    @property
    def word(self) -> str:
        """The whole word."""
        return self.front + self.seen + self.rest

    @property
    def is_own(self) -> bool:
        """Whether its language writes the capital."""
        return self.seen in (native(self.words.language) or ())


def possible(text: str, words: Lexicon) -> Iterator[Repair]:
    """Yield what the capitals of a text may be that make no word; none of it is proven."""
    if text.isupper() or (not words and native(words.language) is None):
        return
    for match in PLACE.finditer(text):
        front, seen, rest = match.groups()
        place = Place(text, match.start(2), front, rest, words)
        after = MARKS[seen]
        pair = PAIRS.get(after, "")
        repair = Repair(place.at, match.end(2), after, RULE, WHY, False, pair, lone=True)
        if may_stand(place) and (is_odd(place) or _is_lacking(repair, place)):
            yield repair


def _is_lacking(repair: Repair, place: Place) -> bool:
    """Whether a quotation wants the mark, at a word in capitals or one that nobody knows."""
    own = native(place.words.language) or frozenset()
    strange = any(not char.isascii() and char not in own for char in place.front + place.rest)
    if not place.words or place.is_own or strange or known_anywhere(place.word, place.words):
        return False
    return is_wanting(repair, place.text)


def may_stand(place: Place) -> bool:
    """Whether what the capital may be stands in such a place: at the edge of a word, or inside."""
    after, front, rest = MARKS[place.seen], place.front, place.rest
    opening, closing = EDGES.get(place.words.language, (OPENING, CLOSING))
    if not rest and place.text[place.at - 1 : place.at] in BEFORE_WORD:
        return False
    if after in "’—–\N{NO-BREAK SPACE}":
        return after != "’" or bool(front or rest)
    if after in GUILLEMETS:
        return not (front and rest)
    ends = after in closing or after == "…"
    begins = after in opening and bool(place.text[place.at + 1 : place.at + 2].strip())
    return (ends and not rest) or (begins and not front)


def is_odd(place: Place) -> bool:
    """Whether the capital makes no word where it stands."""
    front, rest, words = place.front, place.rest, place.words
    if not front and not rest:
        return _is_lone(place)
    if known_anywhere(place.word, words):
        return False
    if not is_natural(place.word):
        return not place.is_own or not place.word.isupper()
    return not place.is_own and known_anywhere(front + rest, words)


def _is_lone(place: Place) -> bool:
    """Whether a capital stands alone that is no word, no initial and no letter spoken of."""
    text, at = place.text, place.at
    spoken = is_spoken_of(text, at) or INITIAL.match(text, at + 1)
    return not spoken and place.words.share(place.seen) < ONE_LETTER
