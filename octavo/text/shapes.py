"""What the characters on either side of a mark show, whatever the words are.

No orthography has a capital right after small letters at the end of a word, between two small
letters, or after a full stop without a space. Where such a capital is what a Macintosh's mark
looks like, the mark stands there; but a capital that its own language writes, and a word that some
language knows in capitals or small letters (`cafÉ`, `espaÑol`), are slips of the hand and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.text.alphabets import native, ordinary
from octavo.text.lexicon import RARE, Lexicon, known_anywhere
from octavo.text.likelihood import ENDINGS, FRONTS
from octavo.text.macroman import CLOSING, EDGES, LETTERS, LOW, MARKS, OPENING, PAIRS
from octavo.text.mojibake import Repair

AFTER_STOP = re.compile(
    r"(?<=[^\W\d_][a-zß-ÿа-яѐ-ѿα-ώ\d])[.,!?;:…)]+['’”]?([ÓÕÈÇÒ])(?=$|[\s—–.,;:!?)Ñ])"
)
AFTER_CRY = re.compile(r"(?<=\w)[!?…]+['’”]?([ÓÕÈÇÒ])(?=$|[\s—–.,;:!?)Ñ])")
DASHED = re.compile(r"(?<=[^\W\d_]{2})[.,:;!?)’”]+(Ñ)(?=[A-Za-z“‘…’]|$)")
CLITIC = re.compile(r"(?<=[a-zß-ÿ]{2})Õ(?=(?:s|t|d|m|ll|re|ve)(?!\w))")
HELD = re.compile(r"(?<=[A-Za-z][a-z]\.)Ê(?=[A-Z\d])")
HELD_LETTER = re.compile(r"(?<!\w)[aiouwzksvAIOUWZKSV]Ê(?=\w)")
BY_NUMBERS = re.compile(r"(?<=\d)(?:Ð(?=\d)|Õ(?=s(?!\w)))")
ALONE = re.compile(r"(?<![^\s\"“‘(\[])[ÉÐÑÇ¥](?![^\s\"”’)\].,;:!?])")
BETWEEN = re.compile(r"(?<=[^\W_)»”’] )[ÑÐ](?= [a-zß-ÿа-яѐ-ѿα-ώ])")
STOPPED = re.compile(r"(?<=[\w\uFFFC])[.,!?;:…)’]*([ÓÈÒ])(?=$|[\s—–.,;:!?)\d-])")
ALONE_LETTER = re.compile("(?<![^\\s'’])[ŽˆƒŸ‡œ\x88\x8e](?!\\S)")
QUOTED = re.compile(r"(?<!\w)([ÒÔ])(?=[^\W_]*[a-z][^\W_]*([ÓÕ])(?!\w))")
INSIDE = re.compile(r"(?<![^\W_])([^\W\d_A-ZÀ-ÞÕ]+)Õ([^\W\d_A-ZÀ-ÞÕ]+)(?![^\W_])")
JOINED = re.compile(r"(?<![^\W_])([^\W_]*[a-zß-ÿ])Ñ([^\W\dA-ZÀ-Þ_][^\W_]+)?(?![^\W_])")
TRAILING = re.compile(r"(?<![^\W_])([^\W\d_]*[a-z]{2})([ÉÓÒÈÕ])(?![^\W_])")
LEADING = re.compile(r"(?<![\w’'])([ÒÔÇ])([^\W\d_][a-zß-ÿ’']+)(?![^\W_])")
DOUBLED = re.compile(r"(?<![^\s(\[])([ÒÔÇÈ])([A-ZÉ][a-zß-ÿ]{2,})(?![^\W_])")
BEFORE_NAME = re.compile(r"(?<![^\W_])(?:[DOL]Õ(?=[A-Z][a-z])|(?:oÕ|thÕ|anÕ)(?=\s))")
TITLED = re.compile(r"(?<![^\W_])(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle)Ê(?=[A-Z])")
OPENED = re.compile(r"(?<![^\s(\[—])Ò(?=[‘’][^\W\d_]|I(?:[\s'’]|$))")
LOW_MARK = re.compile(r"(?<![^\s(\[«“])([ãâ])([^\W_]+)")
LETTERED = re.compile(
    r"(?<![-\w])(?:letters?|lettres?|letras?|letter[ae]|Buchstaben?|bokstav\w*|bogstav\w*|litera|harf\w*|"
    r"kirjain|kirjaimen|lletra|písmeno|betű|the|an?|la|el|il|das|der|une?|het|e) $",
    re.IGNORECASE,
)
ONE_LETTER = 1e-4
"""A letter that makes up more of a text than this is a word of the language (`a`, `É`)."""
RULE = "mojibake-mac-roman"


def shapes(text: str, words: Lexicon) -> Iterator[Repair]:
    """Give the repairs that the shape of a place calls for; the proven ones first."""
    own = native(words.language) or frozenset()
    yield from _unworded(text, own)
    yield from _low(text, words, own)
    if words:
        yield from _closing(text, words)
        yield from _joined(text, words, own)
        yield from _edges(text, words, own)
        yield from _alone(text, words)


def mark(at: int, seen: str, evidence: str, *, proven: bool = True) -> Repair:
    """Give the repair of a mark."""
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
        if match[0] not in own and not LETTERED.search(text, 0, match.start()):
            yield mark(match.start(), match[0], "a capital that stands alone inside a sentence")


def _low(text: str, words: Lexicon, own: frozenset[str]) -> Iterator[Repair]:
    """Low quotation marks, in languages that have them."""
    if "„" not in ordinary(words.language):
        return
    for match in LOW_MARK.finditer(text):
        if match[1] not in own:
            known = words.share(match[2]) >= RARE and not words.knows(match[0])
            yield mark(match.start(), match[1], "a letter that the language lacks", proven=known)


def _closing(text: str, words: Lexicon) -> Iterator[Repair]:
    """A capital right after a stop, or where only an apostrophe stands."""
    for pattern in (CLITIC, BEFORE_NAME):
        for match in pattern.finditer(text):
            yield mark(match.end() - 1, "Õ", "a capital where only an apostrophe stands")
    _, closing = EDGES.get(words.language, (OPENING, CLOSING))
    for pattern in (AFTER_STOP, AFTER_CRY):
        for match in pattern.finditer(text):
            if MARKS[match[1]] in closing:
                yield mark(match.start(1), match[1], "a capital right after a stop")
    for match in STOPPED.finditer(text):
        if MARKS[match[1]] in closing and not _is_word(text, match.start(1), words):
            why = "a capital where a quotation ends"
            yield mark(match.start(1), match[1], why, proven=False)


def _is_word(text: str, at: int, words: Lexicon) -> bool:
    """Whether a word in capitals, or one that some language knows, ends here."""
    token = re.split(r"[^\w]", text[: at + 1])[-1]
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
        seen = match[2]
        if (MARKS[seen] in closing or seen == "É") and not known_anywhere(match[0], words):
            stem = known_anywhere(match[1], words) or _is_compound(match[1], words)
            if stem or match[1].istitle():
                proven = seen not in own and stem
                yield mark(match.start(2), seen, "a capital at the end of a word", proven=proven)
    for match in DOUBLED.finditer(text):
        if match[1] not in own and known_anywhere(match[2], words):
            yield mark(match.start(), match[1], "a capital before a capital")
    for match in LEADING.finditer(text):
        if MARKS[match[1]] in opening and not known_anywhere(match[0], words):
            yield mark(match.start(), match[1], "a capital before a word", proven=False)


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


KINDS = (("“„", "”"), ("«", "»"))


def is_wanting(repair: Repair, text: str) -> bool:
    """Whether a passage wants the quotation mark that a repair brings, to pair with one it has.

    Only where each mark has one side to stand on: `„` and `“` in German are left to other proof.
    """
    for opening, closing in KINDS:
        if repair.after in opening or repair.after in closing:
            before, after = text[: repair.start], text[repair.end :]
            if repair.after in opening:
                return _open(after, opening, closing) < 0 and _open(before, opening, closing) == 0
            return _open(before, opening, closing) > 0 and _open(after, opening, closing) == 0
    return False


def _open(text: str, opening: str, closing: str) -> int:
    """How many quotations stand open at the end of a text, or (below 0) were never opened."""
    depth = least = 0
    for char in text:
        depth += (char in opening) - (char in closing)
        least = min(least, depth)
    return least if least < 0 else depth
