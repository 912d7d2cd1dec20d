"""Decodes a manuscript's bytes: they decide the encoding, and the reason is kept.

In order: a byte-order mark; UTF-16 by its zero bytes; UTF-8, which other text almost never is by
chance; the code page that a header of Project Gutenberg names; then the code pages, weighed by how
likely a text they make of all the bytes.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from octavo.model.finding import InputError, Place
from octavo.text.letters.named import page_named
from octavo.text.letters.pages import CodePage
from octavo.text.letters.texts import unmarked
from octavo.text.letters.weigh import choose, confidence, read_in
from octavo.text.terms import language_name

BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32, little-endian"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32, big-endian"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16, little-endian"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16, big-endian"),
)
"""A mark at the start, what Python calls the encoding, and its name. UTF-32 before UTF-16."""

CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
SAYS = re.compile(
    rb"^(?:character set )?encoding:[ \t]*([\w-]+(?: [\w-]+)?)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""`Character set encoding: ISO-8859-1`, in the header of a text of Project Gutenberg."""

HEADER = 8_000
"""Among so many bytes at the beginning that line stands."""

UNUSED = re.compile(r"[\x7f-\x9f]")
"""Controls that no text has: bytes of another page than the one that is named."""

PICTURES = re.compile(r"[\w'\N{RIGHT SINGLE QUOTATION MARK}]*[^\x00-\x7f][^\s]*")
JAPANESE = re.compile(rb"\x1b\$[@B]")
SURE = 0.7
"""Below this confidence an encoding is a guess."""


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
    language: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the encoding is a guess that an editor is to look at."""
        return self.confidence < SURE


def decode(data: bytes, name: str, lang: str = "en", page: CodePage | None = None) -> Decoded:
    """Decode a text file; `name` is how errors call it, `lang` the language of its words.

    `page` is the code page that an editor says it was kept in. Raises InputError where the bytes
    are no text, or none of that page.
    """
    if page is not None:
        return _as_said(data, page, name)
    known = _unicode(data, name) or _escaped(data)
    if known:
        return known
    _refuse_binary(data, name)
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII", "all its bytes are below 128")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", "its bytes are valid UTF-8 throughout")
    except UnicodeDecodeError:
        return _mixed(data, lang) or _declared(data) or _by_likelihood(data, lang)


def _unicode(data: bytes, name: str) -> Decoded | None:
    """Decode what has a byte-order mark, or is UTF-16 or UTF-32 without one."""
    for mark, codec, called in BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], codec, name, called)
            return Decoded(text, called, "it begins with a byte-order mark")
    wide = _without_mark(data)
    if wide is None:
        return None
    return Decoded(_strictly(data, wide[0], name, wide[1]), wide[1], wide[2])


def _as_said(data: bytes, page: CodePage, name: str) -> Decoded:
    """Decode in the page that was named. Raises InputError at the first byte that it has not."""
    for mark, codec, _ in BOMS:
        if data.startswith(mark) and codec == page.codec:
            data = data[len(mark) :]
    try:
        text = data.decode(page.codec)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise InputError(
            f"Byte {fault.start + 1} of the file (hexadecimal {data[fault.start]:02X}) is none of "
            f"{page.name}.",
            place=Place(name, line),
            hint="Leave --encoding out, and Octavo will look for the likeliest.",
        ) from fault
    if "\0" in text:
        raise _not_text(name)
    text = unicodedata.normalize("NFC", text) if page.codec == "cp1258" else text
    return Decoded(text, page.name, "as you said")


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


def _without_mark(data: bytes) -> tuple[str, str, str] | None:
    """Recognise UTF-16 and UTF-32 without a mark: by zeros in the West, else by likelihood."""
    if len(data) >= 4 and len(data) % 2 == 0 and b"\0" in data:
        sample = data[:4000]
        half = len(sample) // 2
        if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.05 * half:
            return "utf-16-le", "UTF-16, little-endian", "every second byte is zero"
        if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
            return "utf-16-be", "UTF-16, big-endian", "every second byte is zero"
    if b"\0" not in data and not CONTROLS.search(data):
        return None
    page = unmarked(data)
    return (page.codec, page.name, "so read, it is text, and in no other way") if page else None


def _escaped(data: bytes) -> Decoded | None:
    """Recognise ISO-2022-JP: bytes below 128, among them the escapes of Japanese."""
    if not data.isascii() or not JAPANESE.search(data):
        return None
    try:
        text = data.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "ISO-2022-JP", "it has the escapes of Japanese", language="ja")


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
    choice = choose(b"".join(lines[number - 1] for number in odd), lang)
    bad, codec = set(odd), choice.best.page.codec
    text = "".join(
        read_in(line, codec) if number in bad else line.decode("utf-8")
        for number, line in enumerate(lines, 1)
    )
    reason = f"most lines are valid UTF-8; the others are read as {choice.best.page.name}"
    return Decoded(text, "UTF-8", reason, 0.6, tuple(odd))


def _declared(data: bytes) -> Decoded | None:
    """Decode in the page that the header of a text names, where every byte is a sign of it.

    Many that say Latin-1 are in Windows-1252, which has signs for bytes that Latin-1 leaves open.
    """
    said = SAYS.search(data[:HEADER])
    try:
        named = page_named(said[1].decode("ascii", "replace")) if said else None
    except InputError:
        return None
    if named is None or named.wide:
        return None
    pages = [named, page_named("cp1252")] if named.codec == "latin-1" else [named]
    for one in pages:
        text = read_in(data, one.codec)
        if not UNUSED.search(text) and "\N{REPLACEMENT CHARACTER}" not in text:
            return Decoded(text, one.name, f"its header says {named.name}")
    return None


def _by_likelihood(data: bytes, lang: str) -> Decoded:
    """Choose the code page that makes the likeliest text in any language."""
    choice = choose(data, lang)
    best = choice.best
    text = read_in(data, best.page.codec)
    reason = f"so read, its letters are those of {language_name(best.language)}: {_example(text)}"
    rival = ""
    if choice.second is not None:
        rival = choice.second.page.name
        reason += f"; next likely is {rival}"
    return Decoded(text, best.page.name, reason, confidence(choice), language=best.language)


def _example(text: str) -> str:
    """Show a word that only this reading makes."""
    word = PICTURES.search(text)
    shown = word[0] if word else ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shown}\N{RIGHT DOUBLE QUOTATION MARK}"


def page(data: bytes, file: str) -> str:
    """Decode a web page by what it declares, where that holds; else by its bytes."""
    declared = CHARSET.search(data[:4000])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data, file).text
    return decode(data, file).text
