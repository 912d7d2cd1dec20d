"""Decodes a manuscript's bytes: they decide the encoding, and the reason is kept.

In order: a byte-order mark; UTF-16 by its zero bytes; UTF-8, which other text almost never is by
chance; then the eight-bit code pages, distinguished by what their bytes would be in their places.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from octavo.model.finding import InputError, Place
from octavo.text.lexicon import lexicon

BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32, little-endian"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32, big-endian"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16, little-endian"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16, big-endian"),
)
"""A mark at the start, what Python calls the encoding, and its name. UTF-32 before UTF-16."""

NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "latin-1": "Latin-1"}
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
PICTURES = re.compile(r"[\w'\N{RIGHT SINGLE QUOTATION MARK}]*[^\x00-\x7f][^\s]*")
MANY = 40
"""How many different words are looked at, at most: more do not change the verdict."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, why it was chosen, and how sure that is (0 to 1).

    `odd_lines` are the lines that were not in the file's encoding and were read in another.
    """

    text: str
    encoding: str
    reason: str
    confidence: float = 1.0
    odd_lines: tuple[int, ...] = ()


def decode(data: bytes, name: str, lang: str = "en") -> Decoded:
    """Decode a text file; `name` is how errors call it, `lang` the language of its words.

    Raises InputError where the bytes are no text.
    """
    for mark, codec, called in BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], codec, name, called)
            return Decoded(text, called, "it begins with a byte-order mark")
    wide = _without_mark(data)
    if wide:
        text = _strictly(data, wide[0], name, wide[1])
        return Decoded(text, wide[1], "every second byte is zero")
    _refuse_binary(data, name)
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII", "all its bytes are below 128")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", "its bytes are valid UTF-8 throughout")
    except UnicodeDecodeError:
        return _mixed(data, lang) or _eight_bit(data, lang)


def _strictly(data: bytes, codec: str, name: str, called: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as fault:
        raise InputError(
            f"It is marked as {called}, but byte {fault.start} is not.",
            place=Place(name),
            hint="Open it in an editor and save it as UTF-8.",
        ) from fault
    if "\0" in text:
        raise _not_text(name)
    return text


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """Recognise UTF-16 without a mark: in Western text, one byte of each pair is zero."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data:
        return None
    sample = data[:4000]
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le", "UTF-16, little-endian"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be", "UTF-16, big-endian"
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    odd = len(CONTROLS.findall(data))
    if b"\0" in data or odd > max(2, len(data) // 200):
        raise _not_text(name)


def _not_text(name: str) -> InputError:
    return InputError(
        "This is not a text file: it holds bytes that no text has.",
        place=Place(name),
        hint="Export it from the program it was made with, as DOCX, RTF or plain text.",
    )


def _mixed(data: bytes, lang: str) -> Decoded | None:
    """Read a file that is UTF-8 but for some lines, as pasting from an old file leaves it."""
    good, odd = 0, []
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        try:
            line.decode("utf-8")
            good += not line.isascii()
        except UnicodeDecodeError:
            odd.append(number)
    if good <= len(odd):
        return None
    other = _eight_bit(b"".join(lines[number - 1] for number in odd), lang)
    codec = next(codec for codec, called in NAMES.items() if called == other.encoding)
    bad = set(odd)
    text = "".join(
        _lenient(line, codec) if number in bad else line.decode("utf-8")
        for number, line in enumerate(lines, 1)
    )
    reason = f"most lines are valid UTF-8; the others are read as {other.encoding}"
    return Decoded(text, "UTF-8", reason, 0.6, tuple(odd))


def _lenient(data: bytes, codec: str) -> str:
    """Decode with a code page; the five bytes that Windows-1252 leaves open are as in Latin-1."""
    if codec != "cp1252":
        return data.decode(codec)
    return "".join(
        bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for byte in data
    )


def _eight_bit(data: bytes, lang: str) -> Decoded:
    """Choose between Windows-1252, Mac Roman and Latin-1 by what the text would then say."""
    windows, mac = _lenient(data, "cp1252"), data.decode("mac_roman")
    scores = {"cp1252": _score(windows, lang), "mac_roman": _score(mac, lang)}
    best = "mac_roman" if scores["mac_roman"] > scores["cp1252"] else "cp1252"
    margin = abs(scores["mac_roman"] - scores["cp1252"])
    confidence = round(min(1.0, 0.5 + margin / 4), 2)
    if best == "cp1252" and not re.search(rb"[\x80-\x9f]", data):
        reason = "its letters make words so, and it holds nothing that only Windows-1252 has"
        return Decoded(windows, NAMES["latin-1"], reason, confidence)
    text = mac if best == "mac_roman" else windows
    reason = f"it is not UTF-8, and so read it makes sense: {_example(text)}"
    return Decoded(text, NAMES[best], reason, confidence)


def _example(text: str) -> str:
    """Show a word that only this reading makes."""
    word = PICTURES.search(text)
    shown = word[0] if word else ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK}"


def _score(text: str, lang: str) -> float:
    """Weigh a reading: the mean over its words with other than ASCII characters, -1 to 1."""
    words = list(dict.fromkeys(_words(text)))[:MANY]
    if not words:
        return 0.0
    return sum(_plausible(before, word, after, lang) for before, word, after in words) / len(words)


def _words(text: str) -> list[tuple[str, str, str]]:
    """Return each stretch of letters or each other sign, not all ASCII, with its neighbours."""
    matches = re.finditer(r"[^\W\d_]+|[^\w\s]", text)
    return [
        (text[max(0, m.start() - 1) : m.start()], m[0], text[m.end() : m.end() + 1])
        for m in matches
        if not m[0].isascii()
    ]


OPENING = frozenset(
    "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{INVERTED QUESTION MARK}\N{INVERTED EXCLAMATION MARK}"
)
CLOSING = frozenset(
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{HORIZONTAL ELLIPSIS}"
)
BETWEEN = frozenset("\N{EN DASH}\N{EM DASH}")
ANYWHERE = frozenset(
    "\N{PER MILLE SIGN}\N{DEGREE SIGN}\N{POUND SIGN}\N{EURO SIGN}\N{SECTION SIGN}"
    "\N{COPYRIGHT SIGN}\N{BULLET}\N{DAGGER}\N{DOUBLE DAGGER}\N{MIDDLE DOT}"
)


def _plausible(before: str, word: str, after: str, lang: str) -> float:
    """Judge a word or sign between two characters: 1 as in real text, -1 as in misread text."""
    if word[0].isalpha():
        return _letters(word, lang)
    if word in OPENING:
        return -1.0 if before.isalnum() or after.isspace() else 1.0
    if word in CLOSING:
        return -0.5 if before.isspace() or after.isalpha() else 1.0
    if word == "\N{RIGHT SINGLE QUOTATION MARK}":
        return 1.0 if before.isalnum() or after.isalpha() or before in ".,!?" else -0.5
    return _rarer(before, word, after)


def _rarer(before: str, word: str, after: str) -> float:
    if word in BETWEEN:
        return 1.0 if before.isspace() == after.isspace() or before.isdigit() else 0.2
    if word in ANYWHERE:
        return -1.0 if before.isalpha() and after.isalpha() else 0.3
    return -1.0


def _letters(word: str, lang: str) -> float:
    if word.lower() in _lexicon(lang):
        return 1.0
    shape = word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
    if not shape or not all("LATIN" in unicodedata.name(c, "") for c in word):
        return -1.0
    return 0.3 if len(word) > 2 else -0.3


@cache
def _lexicon(lang: str) -> dict[str, float]:
    """Return the words of the language, and of English, French, German and Spanish."""
    merged: dict[str, float] = {}
    for code in ("es", "de", "fr", "en", lang):
        merged |= lexicon(code, "small").shares
    return merged


def page(data: bytes, file: str) -> str:
    """Decode a web page by what it declares, where that holds; else by its bytes."""
    declared = CHARSET.search(data[:4000])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data, file).text
    return decode(data, file).text
