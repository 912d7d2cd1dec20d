"""Text from a Macintosh, read in the code page of Windows or in Latin-1.

Its quotation marks, dashes and ellipsis come out as accented capitals (`donÕt`, `thousandÉ`), its
accented letters as odd signs (`cafŽ`). The same capitals stand in good words (`École`, `É uma
casa`), so each one is judged in its place: by the shape of its word, by the lexicon, by the marks
it pairs with. Without a lexicon of the language nothing is judged but what no language can write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from octavo.text.lexicon import RARE, Lexicon, known_anywhere, listed
from octavo.text.repair.alphabets import native, ordinary
from octavo.text.repair.likelihood import ENDINGS, FRONTS
from octavo.text.repair.mojibake import Repair, scripts

MARKS = {seen: seen.encode("latin-1").decode("mac_roman") for seen in "ÇÈÉÊÐÑÒÓÔÕ¥"}
"""What punctuation looks like (the same in Windows-1252 and Latin-1), and what it was."""
LOW = {seen: seen.encode("latin-1").decode("mac_roman") for seen in "ãâ"}
"""What low quotation marks look like, in languages that have them."""


def _letters() -> dict[str, str]:
    """What letters look like, in Windows-1252 or as C1 controls, and what they were."""
    originals: dict[str, str] = {}
    for number in range(0x80, 0xA0):
        letter = bytes([number]).decode("mac_roman")
        originals[chr(number)] = letter
        originals[bytes([number]).decode("cp1252", "ignore") or chr(number)] = letter
    return {**originals, "§": "ß"}


LETTERS = _letters()
ENGLISH_MARKS = frozenset("‘’“”–—…•")
"""What English writes inside words, or between them, so that no letter hides behind it."""
NATIVE = dict.fromkeys(listed("cs sk sl hr sh bs sr lt lv et fi"), frozenset("ŠšŽž"))

_WORD = "[^\\W_]|['’]|[" + re.escape("".join(LETTERS)) + "]|¥"
TOKEN = re.compile(f"(?:{_WORD})+")
MARK = re.compile("[" + "".join(MARKS) + "]")


def _beside_letter(chars: Iterable[str]) -> re.Pattern[str]:
    any_of_them = re.escape("".join(chars))
    quiet = re.escape("".join(c for c in chars if c not in ENGLISH_MARKS))
    return re.compile(f"[^\\W\\d_][{any_of_them}]|[{quiet}][^\\W\\d_]")


LETTER = _beside_letter(LETTERS)
LETTER_IN_ENGLISH = _beside_letter([c for c in LETTERS if c not in ENGLISH_MARKS])
OPENING, CLOSING = "“‘«", "”’»"
EDGES = {
    "da": ("“‘»”", "”’«»"),
    **dict.fromkeys(listed("de cs sk sl hr bg sr mk lt lv et is uk ru el"), ("„‚“‘»«", "”’«»“‘")),
    **dict.fromkeys(listed("pl hu ro"), ("„‚«»“", "”’«»")),
    **dict.fromkeys(("sv", "fi", "nb"), ("”’»“‘«", "”’»«")),
}
"""Which marks open and which close, where it is not as in English or French."""
PAIRS = {"“": "double", "”": "double", "„": "double", "‘": "single", "‚": "single"}
PAIRS |= {"«": "guillemet", "»": "guillemet"}
PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
COMMON = 1e-5
JUNK = 1000
"""How many times more common a reading must be than a word that the lexicon knows."""
EDGE_CAPITALS = frozenset("ÒÓÔÕÇÈ")


LOW_FIRST = re.compile(r"(?<!\w)[ãâ](?=\w)")
SEEN_MARKS, SEEN_LETTERS = frozenset(MARKS), frozenset(LETTERS)
SEEN_IN_ENGLISH = SEEN_LETTERS - ENGLISH_MARKS


def looks_mac(text: str, language: str) -> bool:
    """Whether characters stand here that a Macintosh's marks or letters may have become."""
    if not SEEN_MARKS.isdisjoint(text):
        return True
    if "ã" in text or "â" in text:
        return "„" in ordinary(language) and LOW_FIRST.search(text) is not None
    if language == "en":
        return not SEEN_IN_ENGLISH.isdisjoint(text) and bool(LETTER_IN_ENGLISH.search(text))
    return not SEEN_LETTERS.isdisjoint(text) and bool(LETTER.search(text))


def repairs(text: str, words: Lexicon) -> Iterator[Repair]:
    """Yield the repairs that a text needs, proven ones and likely ones, in no special order.

    No ellipsis stands before a comma, but a name may end in a letter of its language.
    """
    own = native(words.language) or frozenset()
    for match in TOKEN.finditer(text):
        token = match[0]
        if not token.isascii() and len(token) > 1:
            candidates = _token(match.start(), token, words)
            if "§" in token and "ß" not in own:
                candidates = (replace(repair, proven=False) for repair in candidates)
            named = token.endswith("É") and token[:-1].istitle() and "É" in own
            if named and text[match.end() : match.end() + 1] == ",":
                candidates = (replace(repair, proven=False) for repair in candidates)
            yield from candidates


def _mark(at: int, seen: str, evidence: str, *, proven: bool = True) -> Repair:
    after = MARKS[seen]
    return Repair(at, at + 1, after, "mojibake-mac-roman", evidence, proven, PAIRS.get(after, ""))


def _token(start: int, token: str, words: Lexicon) -> Iterator[Repair]:
    """Judge one word with its suspects."""
    if is_mixed(token):
        for at, char in enumerate(token):
            if char in MARKS:
                yield _mark(start + at, char, "a Latin capital in another script")
        return
    suspects = _suspects(token, words.language)
    if not suspects or not words:
        return
    if known(token, words) and not _is_junk(token, suspects, words):
        return
    if "Ñ" in token[1:-1] and not is_natural(token):
        yield from _divided(start, token, words)
        return
    best = _best(token, suspects, words)
    if best is not None:
        proven, evidence = _proof(token, best, words)
        for at in suspects:
            if token[at] != best[at]:
                yield Repair(
                    start + at,
                    start + at + 1,
                    best[at],
                    "mojibake-mac-roman",
                    evidence,
                    proven,
                    PAIRS.get(best[at], ""),
                )


def _is_junk(token: str, suspects: list[int], words: Lexicon) -> bool:
    """Whether the lexicon, made from the web, holds a damaged word (`žtait` for `était`)."""
    if any(token[at] in MARKS for at in suspects):
        return False
    read = "".join(LETTERS[c] if n in suspects else c for n, c in enumerate(token))
    return words.share(read) > JUNK * words.share(token)


def _divided(start: int, token: str, words: Lexicon) -> Iterator[Repair]:
    """Two clauses that a dash joins: `stateÑthe`. Each side must be a word, one a common one."""
    sides = token.split("Ñ")
    side_repairs: list[Repair] = []
    shares: list[float] = []
    at = start
    for side in sides:
        suspects = _suspects(side, words.language)
        best = side if not suspects or known(side, words) else _best(side, suspects, words)
        if best is None or (side and not _stands(best, words)):
            return
        shares.append(words.share(best.strip("“”‘’«»…")))
        side_repairs += list(_token(at, side, words)) if best != side and len(side) > 1 else []
        side_repairs += (
            [_mark(at, side, "a capital beside a dash")] if side in EDGE_CAPITALS else []
        )
        at += len(side) + 1
    if max(shares) < COMMON:
        return
    yield from side_repairs
    at = start
    for side in sides[:-1]:
        at += len(side)
        yield _mark(at, "Ñ", "a capital between two words")
        at += 1


def _stands(read: str, words: Lexicon) -> bool:
    """Whether a side of a dash is a mark alone, or words of more than one letter."""
    pieces = PIECES.findall(read)
    if not pieces:
        return read in CLOSING or read in OPENING
    return all(is_word(piece, words) or piece.istitle() for piece in pieces)


def is_mixed(token: str) -> bool:
    """Whether Latin capitals that may be marks stand in a word of Cyrillic or Greek."""
    return MARK.search(token) is not None and bool(
        scripts(MARK.sub("", token)) & {"CYRILLIC", "GREEK"}
    )


GRAVE = re.compile("[AEIOU]’")
"""An accent on a capital, as old printers set it: `A’ noite`, `E’ vero`."""


def _is_elided(token: str, language: str) -> bool:
    """Whether a token ends with an apostrophe by right: `d’ arte`, with a stray space."""
    if GRAVE.fullmatch(token):
        return True
    front, mark, rest = token.lower().lstrip(OPENING + "(").partition("’")
    elides = language in FRONTS and any(front in fronts for fronts in FRONTS.values())
    return bool(mark) and not rest and elides


def _suspects(token: str, language: str) -> list[int]:
    """The places of characters that may be something else."""
    own = NATIVE.get(language, frozenset())
    beside_number = any(char.isdigit() for char in token)
    quiet = ENGLISH_MARKS if language == "en" or beside_number else frozenset()
    if _is_elided(token, language):
        quiet |= {"’"}
    return [
        at
        for at, char in enumerate(token)
        if char in MARKS or (char in LETTERS and char not in own and char not in quiet)
    ]


def known(token: str, words: Lexicon) -> bool:
    """Whether a word is good as it stands: in the lexicon, whatever its case.

    >>> from octavo.text.lexicon import lexicon
    >>> known("CAFÉ", lexicon("en")), known("thousandÉ", lexicon("en"))
    (True, False)
    """
    bare = token.strip("'’")
    parts = re.split("['’]", bare)
    if len(parts) > 1 and MARK.search(bare) and all(_known_part(p, words) for p in parts):
        return True
    return _known(bare, words)


def _known_part(part: str, words: Lexicon) -> bool:
    return part not in MARKS and (len(part) < 2 or _known(part, words))


def _known(word: str, words: Lexicon) -> bool:
    """A rare word that is a common one behind an opening mark (`ÒI`) is not taken for known."""
    share = words.share(word)
    if "Õ" in word and words.share(word.replace("Õ", "'")) > JUNK * share:
        return False
    if word[:1] in "ÒÔÇ" and words.share(word[1:]) > JUNK * share:
        return False
    return share >= RARE or (is_natural(word) and share > 0)


def is_natural(word: str) -> bool:
    """Whether the case of a word is one that words have.

    >>> is_natural("École"), is_natural("CAFÉ"), is_natural("McÉwan"), is_natural("knowÓ")
    (True, True, True, False)
    """
    return all(
        part.islower() or part.isupper() or part.istitle() or re.match("Ma?c[^a-z]", part)
        for part in re.split("['’]", word)
        if part
    )


def _best(token: str, suspects: list[int], words: Lexicon) -> str | None:
    """Return the sound reading with the fewest changes, or None."""
    if len(suspects) > 5:
        choices = [tuple([True] * len(suspects))]
    else:
        choices = sorted(product((False, True), repeat=len(suspects)), key=sum)[1:]
    for choice in choices:
        read = list(token)
        for at, change in zip(suspects, choice, strict=True):
            if change:
                read[at] = MARKS.get(token[at]) or LETTERS[token[at]]
        if is_sound("".join(read), words) and _divides_well(token, "".join(read), words):
            return "".join(read)
    return None


def _divides_well(token: str, read: str, words: Lexicon) -> bool:
    """A mark parts a word in two only where no case explains it, and both parts are common."""
    core = read.strip(OPENING + CLOSING + "…—'’\N{NO-BREAK SPACE}")
    parts = re.split("[…—–\N{NO-BREAK SPACE}]", core)
    if len(parts) == 1:
        return True
    common = all(part.isdigit() or words.share(part) >= COMMON for part in parts)
    return common and not is_natural(token.strip("'’"))


def is_sound(read: str, words: Lexicon) -> bool:
    """Whether marks stand where marks stand, and all pieces between them are words."""
    if not _marks_fit(read, EDGES.get(words.language, (OPENING, CLOSING))):
        return False
    pieces = PIECES.findall(read.strip("'’‘“”«»"))
    letters = sum(len(piece) for piece in pieces)
    enough = letters > 1 or read[-1:].isupper()
    return enough and all(is_word(piece, words) for piece in pieces)


def _marks_fit(read: str, edges: tuple[str, str]) -> bool:
    """Opening marks begin a word, closing ones end it, dashes stand between two."""
    opening, closing = edges
    core = read.lstrip(opening + "'’\N{NO-BREAK SPACE}")
    core = core.rstrip("\N{NO-BREAK SPACE}" + closing + "…—–•")
    if any(c in "“”‘«»•¥" for c in core):
        return False
    if MARK.search(core) and not is_natural(core):
        return False
    tail = read[len(read.rstrip(closing + "…—–•\N{NO-BREAK SPACE}")) :]
    return "–" not in tail and core[:1] not in "…—–"


def is_word(piece: str, words: Lexicon) -> bool:
    """Whether a piece is a number, a word of natural case, or words with an apostrophe."""
    if piece.isdigit():
        return True
    if not is_natural(piece):
        return False
    if len(piece) == 1:
        return words.share(piece) >= 1e-3
    if words.share(piece) >= RARE / 2:
        return True
    front, _, ending = piece.lower().replace("’", "'").partition("'")
    if ending in ENDINGS and words.share(front) >= RARE / 2:
        return True
    return front in FRONTS.get(words.language, ()) and words.share(ending) >= RARE / 2


def _proof(token: str, best: str, words: Lexicon) -> tuple[bool, str]:
    """Whether a reading needs no other proof than the word itself, and what proves it."""
    bare = token.strip("'’")
    own = native(words.language) or frozenset()
    if not is_natural(bare) and MARK.search(bare):
        return "Ñ" not in own or "Ñ" not in bare, "no word has a capital there"
    if any(seen in LETTERS and seen != read for seen, read in zip(token, best, strict=True)):
        return True, "the lexicon knows the word"
    if re.search("[^\\W\\d_]Õ(?:T|S|LL|RE|VE|D|M)$", token):
        return True, "the lexicon knows the word"
    stem = best.rstrip("…")
    common = best.endswith("…") and len(stem) > 3 and words.share(stem) > COMMON
    if common and token[-1] not in own and not known_anywhere(token, words):
        return True, "no lexicon knows the word with its capital"
    return False, "a word without its capital"
