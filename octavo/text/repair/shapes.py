"""What the characters on either side of a mark show, whatever the words are.

No orthography has a capital right after small letters at the end of a word, between two small
letters, or after a full stop without a space. Where such a capital is what a Macintosh's mark
looks like, the mark stands there; but a capital that its own language writes, and a word that some
language knows in capitals or small letters (`cafÉ`, `espaÑol`), are slips of the hand and stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from octavo.text.lexicon import RARE, Lexicon, known_anywhere
from octavo.text.quotations.elision import ELISIONS
from octavo.text.repair.alphabets import native, ordinary
from octavo.text.repair.likelihood import ENDINGS, FRONTS
from octavo.text.repair.macroman import CLOSING, EDGES, LETTERS, LOW, MARKS, OPENING, PAIRS
from octavo.text.repair.mojibake import Repair

ENDED = r"(?=$|[\s—–.,;:!?)’”»\"Ñ])"
AFTER_STOP = re.compile(r"(?<=[^\W_][a-zß-ÿа-яѐ-ѿα-ώ\d])[.,!?;:…)’”]+([ÓÕÈÇÒÉ])" + ENDED)
AFTER_CRY = re.compile(r"(?<=[\w’])[!?…]+['’”]?([ÓÕÈÇÒÉ])" + ENDED)
DASHED = re.compile(r"(?<=[^\W\d_]{2})[.,:;!?)’”]+(Ñ)(?=[A-Za-z“‘…’]|$)")
CLITIC = re.compile(r"(?<=[a-zß-ÿ]{2})Õ(?=(?:s|t|d|m|ll|re|ve)(?!\w))")
HELD = re.compile(r"(?<=[A-Za-z][a-z]\.)Ê(?=[A-Z\d])")
HELD_LETTER = re.compile(r"(?<!\w)[aiouwzksvAIOUWZKSV]Ê(?=\w)")
BY_NUMBERS = re.compile(r"(?<=\d)(?:Ð(?=\d)|Õ(?=[a-zß-ÿ]{1,4}(?!\w)))")
STUCK = re.compile(r"(?<=\w[.:;!?])Ê(?=\w)|(?<=\d)Ê(?=[^\W_])|(?<=[a-zß-ÿ]{3})Ê(?=&|[A-Z][a-z])")
ALONE = re.compile(r"(?<![^\s\"“‘(\[])[ÉÐÑÇ¥](?![^\s\"”’)\].,;:!?])")
BETWEEN = re.compile(r"(?<=[^\W_] |[)»”’] )[ÑÐ](?= [a-zß-ÿа-яѐ-ѿα-ώ\d])")
STOPPED = re.compile(r"(?<=[^\Wãâ]|\uFFFC)[.,!?;:…)’]*([ÓÈÒ])(?=$|[\s—–.,;:!?)\d-])")
ALONE_LETTER = re.compile("(?<![^\\s'’])[ŽˆƒŸ‡œ\x88\x8e](?!\\S)")
QUOTED = re.compile(r"(?<!\w)([ÒÔ])(?=[^\W_]{0,60}?[a-z][^\W_]{0,60}([ÓÕ])(?!\w))")
NAMED = re.compile(r"(?<!\w)([ÒÔ])(?:[A-Z\d]+|\uFFFC)([ÓÕ])(?!\w)")
AMID = re.compile(r"(?<![^\W_])([^\W_]+[^\W_À-Þ])Õ([a-zß-ÿ]+)(?![^\W_])")
CAMEL = re.compile(r"(?<![^\W_])[^\W_]*[a-zß-ÿ]{2}Ñ(?=[A-Z][a-z])")
INSIDE = re.compile(r"(?<![^\W_])([^\W\d_A-ZÀ-ÞÕ]+)Õ([^\W\d_A-ZÀ-ÞÕ]+)(?![^\W_])")
JOINED = re.compile(r"(?<![^\W_])([^\W_]*[a-zß-ÿ])Ñ([^\W\dA-ZÀ-Þ_][^\W_]+)?(?![^\W_])")
TRAILING = re.compile(r"(?<![^\W_])([^\W\d_]*[a-zß-ÿ]{2})([ÉÓÒÈÕ])(?![^\W_])")
LEADING = re.compile(r"(?<![\w’'])([ÒÔÇ])([^\W\d_][a-zß-ÿ’']+)(?![^\W_])")
DOUBLED = re.compile(r"(?<![^\s(\[“‘—])([ÒÔÇÈ])([A-ZÉ][a-zß-ÿ]*)(?![^\W_])")
CRIED = re.compile(r"(?<![^\s(\[—])[ÒÔÇÈ](?=[¡¿])")
BEFORE_NAME = re.compile(r"(?<![^\W_])(?:[DOL]Õ(?=[A-Z][a-z])|(?:oÕ|thÕ|anÕ)(?=\s))")
FRONTED = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}Õ(?=[A-Z][a-z])")
ELIDED = re.compile(r"(?<![\w’'])Õ([a-z]+)(?![^\W_])")
TITLED = re.compile(r"(?<![^\W_])(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle)Ê(?=[A-Z])")
OPENED = re.compile(r"(?<![^\s(\[—])Ò(?=[‘’][^\W\d_]|I(?:[\s'’]|$))")
LOW_MARK = re.compile(r"(?<![^\s(\[«“])([ãâ])([^\W_]+)")
LETTERED = re.compile(
    r"(?<![-\w])(?:letters?|lettres?|letras?|letter[ae]|Buchstaben?|bokstav\w*|bogstav\w*|litera|harf\w*|"
    r"kirjain|kirjaimen|lletra|písmeno|betű|the|an?|la|el|il|das|der|une?|het|e) $",
    re.IGNORECASE,
)
SINGLE_CLOSED = re.compile(r"(?<=[^\Ws_]|[.,!?])’(?!\w)")
COMMON, SHORT = 1e-5, 1e-3
"""From which share on a word is common, and one of a letter or two is."""
ONE_LETTER = 1e-4
"""A letter that makes up more of a text than this is a word of the language (`a`, `É`)."""
LONGEST = 60
"""How many letters of a word are looked at."""
RULE = "mojibake-mac-roman"


def shapes(text: str, words: Lexicon) -> Iterator[Repair]:
    """Yield the repairs that the shape of a place calls for; the proven ones first."""
    own = native(words.language) or frozenset()
    yield from _unworded(text, own)
    yield from _low(text, words, own)
    if words:
        yield from _foreign(text, words, own)
        yield from _closing(text, words, own)
        yield from _joined(text, words, own)
        yield from _edges(text, words, own)
        yield from _alone(text, words)


def mark(at: int, seen: str, evidence: str, *, proven: bool = True) -> Repair:
    """Return the repair of a mark."""
    after = MARKS.get(seen) or LOW[seen]
    return Repair(at, at + 1, after, RULE, evidence, proven, PAIRS.get(after, ""))


def _unworded(text: str, own: frozenset[str]) -> Iterator[Repair]:
    """What needs no list of words."""
    for match in BY_NUMBERS.finditer(text):
        yield mark(match.start(), match[0], "a capital after a number")
    for pattern in (HELD, TITLED):
        for match in pattern.finditer(text):
            yield mark(match.end() - 1, "Ê", "a capital between a title and a name")
    for match in OPENED.finditer(text):
        yield mark(match.start(), "Ò", "a capital before a quotation mark, or before a word")
    for match in QUOTED.finditer(text):
        why = "a word between two capitals that are quotation marks"
        yield mark(match.start(1), match[1], why)
        yield mark(match.start(2), match[2], why)
    for match in BETWEEN.finditer(text):
        if match[0] not in own and not is_spoken_of(text, match.start()):
            yield mark(match.start(), match[0], "a capital that stands alone inside a sentence")


def is_spoken_of(text: str, at: int) -> bool:
    """Whether a letter is spoken of at a place: `the letter É`."""
    return LETTERED.search(text, max(0, at - LONGEST), at) is not None


def _low(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """Low quotation marks, in languages that have them."""
    if "„" not in ordinary(words.language):
        return
    for match in LOW_MARK.finditer(text):
        if match[1] not in own:
            known = words.share(match[2]) >= RARE and not words.knows(match[0])
            yield mark(match.start(), match[1], "a letter that the language lacks", proven=known)


def _foreign(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """Capitals that the language lacks, where no language could have one."""
    for pattern, seen in ((STUCK, "Ê"), (CRIED, ""), (FRONTED, "Õ"), (CAMEL, "Ñ")):
        for match in pattern.finditer(text):
            char = seen or match[0]
            if char not in own:
                yield mark(match.end() - 1, char, "a capital that the language lacks")
    for match in AMID.finditer(text) if "Õ" not in own else ():
        if not known_anywhere(match[0], words):
            yield mark(match.end(1), "Õ", "a capital that the language lacks, before small letters")
    elisions = ELISIONS.get(words.language)
    for match in ELIDED.finditer(text) if elisions else ():
        if elisions and match[1] in elisions.certain and not known_anywhere(match[0], words):
            yield mark(match.start(), "Õ", "a capital before a clipped word")


def _closing(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """A capital right after a stop, or where only an apostrophe stands."""
    for pattern in (CLITIC, BEFORE_NAME):
        for match in pattern.finditer(text):
            yield mark(match.end() - 1, "Õ", "a capital where only an apostrophe stands")
    _, closing = EDGES.get(words.language, (OPENING, CLOSING))
    for pattern in (AFTER_STOP, AFTER_CRY):
        for match in pattern.finditer(text):
            seen = match[1]
            if MARKS[seen] in closing or (seen == "É" and seen not in own):
                proven = words.share(seen) < ONE_LETTER
                yield mark(match.start(1), seen, "a capital right after a stop", proven=proven)
    for match in STOPPED.finditer(text):
        if MARKS[match[1]] in closing and not _is_word(text, match.start(1), words):
            why = "a capital where a quotation ends"
            yield mark(match.start(1), match[1], why, proven=False)


def _is_word(text: str, at: int, words: Lexicon) -> bool:
    """Whether a word in capitals, or one that some language knows, ends here."""
    token = re.split(r"[^\w]", text[max(0, at - LONGEST) : at + 1])[-1]
    return len(token) > 1 and (token.isupper() or known_anywhere(token, words))


def _joined(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """A capital between small letters: an apostrophe, or a dash."""
    for match in INSIDE.finditer(text):
        front, rest = match[1], match[2]
        clitic = front.lower() in FRONTS.get(words.language, ()) or rest in ENDINGS
        if not known_anywhere(match[0], words) and (clitic or _either(front, rest, words)):
            yield mark(match.end(1), "Õ", "a capital between small letters")
    if "Ñ" in own:
        return
    for match in DASHED.finditer(text):
        yield mark(match.start(1), match[1], "a capital right after a stop")
    for match in JOINED.finditer(text):
        if not known_anywhere(match[0], words) and _either(match[1], match[2] or "", words):
            yield mark(match.end(1), "Ñ", "a capital after small letters")
    if words.language in ("pl", "cs", "sk", "ru", "uk"):
        for match in HELD_LETTER.finditer(text):
            yield mark(match.end() - 1, "Ê", "a capital after a word of one letter")


def _either(front: str, rest: str, words: Lexicon) -> bool:
    return any(len(side) > 1 and known_anywhere(side, words) for side in (front, rest))


def _edges(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """A capital at either end of a word of small letters; where a pair closes it, it is proven."""
    opening, closing = EDGES.get(words.language, (OPENING, CLOSING))
    for match in TRAILING.finditer(text):
        if MARKS[match[2]] in closing or match[2] == "É":
            yield from _trailing(match, words, own)
    for match in NAMED.finditer(text):
        if own.isdisjoint(match.groups()) and not known_anywhere(match[0], words):
            why = "a name between two capitals that may be quotation marks"
            yield mark(match.start(1), match[1], why, proven=False)
            yield mark(match.start(2), match[2], why, proven=False)
    for match in DOUBLED.finditer(text):
        if match[1] not in own and _is_doubled(match, words):
            proven = len(match[2]) > 1
            yield mark(match.start(), match[1], "a capital before a capital", proven=proven)
    for match in LEADING.finditer(text):
        if MARKS[match[1]] in opening and not known_anywhere(match[0], words):
            proven = match[1] == "Ô" not in own and _closes(match, words)
            yield mark(match.start(), match[1], "a capital before a word", proven=proven)


def _trailing(match: re.Match[str], words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """A capital after small letters: no word ends so, but a slip of the hand may (`cafÉ`)."""
    stem, seen = match.groups()
    if known_anywhere(match[0], words):
        return
    known = known_anywhere(stem, words) or _is_compound(stem, words)
    common = len(stem) > 3 and words.share(stem) >= COMMON
    if known or stem.istitle() or (seen == "Õ" and seen not in own):
        named = not stem.islower() and match.string[match.end() : match.end() + 1] == ","
        proven = common and not named if seen in own else known or seen == "Õ"
        yield mark(match.start(2), seen, "a capital at the end of a word", proven=proven)


def _is_doubled(match: re.Match[str], words: Lexicon) -> bool:
    """Whether a word with a capital stands after a capital; a short one must be a common one."""
    word = match[2]
    if len(word) > 2:
        return known_anywhere(word, words)
    return words.share(word) >= SHORT and not known_anywhere(match[0], words)


def _closes(match: re.Match[str], words: Lexicon) -> bool:
    """Whether a single quotation mark, and no possessive, closes what a mark may open here."""
    common = len(match[2]) > 3 and words.share(match[2]) >= COMMON
    return common and match.end() <= _last_closed(match.string)


@lru_cache(maxsize=4)
def _last_closed(text: str) -> int:
    """Where the last single closing mark of a text stands; -1 where a single mark opens in it."""
    ends = [match.start() for match in SINGLE_CLOSED.finditer(text)] if "‘" not in text else []
    return ends[-1] if ends else -1


def _is_compound(word: str, words: Lexicon) -> bool:
    """Whether a word is made of two that the lexicon knows."""
    return any(
        min(words.share(word[:at]), words.share(word[at:])) > 1e-6 for at in range(3, len(word) - 2)
    )


def _alone(text: str, words: Lexicon) -> Iterator[Repair]:
    for match in ALONE.finditer(text):
        if words.share(match[0]) < ONE_LETTER:
            yield mark(match.start(), match[0], "a capital that stands alone", proven=False)
    for match in ALONE_LETTER.finditer(text):
        letter = LETTERS[match[0]]
        if words.share(letter) >= ONE_LETTER > words.share(match[0]):
            at, why = match.start(), "a sign where a word of one letter stands"
            yield Repair(at, at + 1, letter, RULE, why, proven=False)


PARTNERS = {"“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
"""What may close each mark; in German `»` opens, in Swedish `”` does."""
KINDS = ("“”„", "«»")


def is_wanting(repair: Repair, text: str) -> bool:
    """Whether a passage wants the quotation mark that a repair brings, to pair with one it has."""
    kind = next((kind for kind in KINDS if repair.after and repair.after in kind), "")
    if not kind:
        return False
    marks = _marks(text, kind)
    first, last = bisect_left(marks.places, repair.start), bisect_left(marks.places, repair.end)
    if _begins(text, repair):
        follows = last < len(marks.chars) and marks.chars[last] in PARTNERS[repair.after]
        return first in marks.begun and follows and last + 1 in marks.ended
    before = first > 0 and repair.after in PARTNERS[marks.chars[first - 1]]
    return before and first - 1 in marks.begun and last in marks.ended


@dataclass(frozen=True, slots=True)
class _Marks:
    """The quotation marks of one kind in a text: which they are, and where they stand.

    `begun` tells up to which of them all before pair, `ended` from which of them all others do.
    """

    chars: str
    places: list[int]
    begun: frozenset[int]
    ended: frozenset[int]


@lru_cache(maxsize=8)
def _marks(text: str, kind: str) -> _Marks:
    """Find the quotation marks of a kind in a text."""
    places = [match.start() for match in re.finditer(f"[{kind}]", text)]
    chars = "".join([text[at] for at in places])
    begun, ended = [0], [len(chars)]
    while begun[-1] + 2 <= len(chars) and chars[begun[-1] + 1] in PARTNERS[chars[begun[-1]]]:
        begun.append(begun[-1] + 2)
    while ended[-1] >= 2 and chars[ended[-1] - 1] in PARTNERS[chars[ended[-1] - 2]]:
        ended.append(ended[-1] - 2)
    return _Marks(chars, places, frozenset(begun), frozenset(ended))


def _begins(text: str, repair: Repair) -> bool:
    """Whether a mark stands where a quotation begins, not where one ends."""
    before, after = text[max(0, repair.start - 1) : repair.start], text[repair.end : repair.end + 1]
    return (not before or before in " \n([—“‘") and not (after.isspace() or not after)
