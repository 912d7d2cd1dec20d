"""Fonts as a file uses them: embedded, with encodings that can be followed, with Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from octavo.formats.pdf.ua import programs
from octavo.formats.pdf.ua.checkpoints import Failure, Failures
from octavo.formats.pdf.ua.cmaps import PREDEFINED, UNICODE_COLLECTIONS, ToUnicode, collection_of
from octavo.formats.pdf.ua.content import Used
from octavo.formats.pdf.ua.tree import listed

SYMBOLIC = 4
"""The flag of a font of symbols (ISO 32000-1, table 123)."""

LATIN = ("/WinAnsiEncoding", "/MacRomanEncoding")
KNOWN_ENCODINGS = (*LATIN, "/MacExpertEncoding", "/StandardEncoding")

NUMBERED = re.compile(r"(?:g|gid|glyph|cid|c|a|index|char)[-_.]?\d+|\.notdef|G[0-9A-Fa-f]{2}", re.I)
"""Names of glyphs that say nothing of what they are."""

NOT_CHARACTERS = ("\0", "\ufffe", "\ufeff")


def faults(used: Iterable[Used]) -> Failures:
    """Yield what is wrong with the fonts in which text is shown."""
    for one in used:
        name = str(one.font.get("/BaseFont", one.font.get("/Name", "/"))).removeprefix("/")
        for fault in _faults(one):
            yield Failure(fault.checkpoint, fault.about or name)


def _faults(used: Used) -> Failures:
    font, kind = used.font, str(used.font.get("/Subtype"))
    if kind == "/Type0":
        yield from _composite(used)
    elif kind == "/TrueType":
        yield from _true_type(font, used)
    elif kind in ("/Type1", "/MMType1"):
        yield from _type_one(font)
    if kind not in ("/Type0", "/Type3") and used.is_painted and _program(font) is None:
        yield Failure("31-009")
    yield from _unicode(used)


def _descriptor(font: Any) -> Any:
    descriptor = font.get("/FontDescriptor")
    return descriptor if isinstance(descriptor, Dictionary) else Dictionary()


def _program(font: Any) -> Any:
    """Return the stream of a font's program; None where it is not embedded."""
    descriptor = _descriptor(font)
    streams = (descriptor.get(key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return next((stream for stream in streams if isinstance(stream, Stream)), None)


def _descendant(font: Any) -> Any:
    items = listed(font.get("/DescendantFonts"))
    return items[0] if items and isinstance(items[0], Dictionary) else Dictionary()


def _composite(used: Used) -> Failures:
    font, inner = used.font, _descendant(used.font)
    encoding = font.get("/Encoding")
    yield from _cmap(encoding, inner)
    is_embedded = _program(inner) is not None
    if inner.get("/Subtype") == "/CIDFontType2" and is_embedded:
        glyphs = inner.get("/CIDToGIDMap")
        if glyphs is None:
            yield Failure("31-005")
        elif not isinstance(glyphs, Stream) and glyphs != "/Identity":
            yield Failure("31-004")
    if used.is_painted and not is_embedded:
        yield Failure("31-009")
    if _is_identity(encoding) and any(code == b"\0\0" for code in _pairs(used.shown)):
        yield Failure("31-030")


def _is_identity(encoding: Any) -> bool:
    return isinstance(encoding, Name) and str(encoding) in ("/Identity-H", "/Identity-V")


def _pairs(shown: Iterable[bytes]) -> Iterator[bytes]:
    for text in shown:
        yield from (text[at : at + 2] for at in range(0, len(text) - 1, 2))


def _cmap(encoding: Any, inner: Any) -> Failures:
    if isinstance(encoding, Name):
        if str(encoding)[1:] not in PREDEFINED:
            yield Failure("31-006", str(encoding)[1:])
            return
        if not _is_identity(encoding):
            yield from _collections(collection_of(str(encoding)[1:]), inner.get("/CIDSystemInfo"))
    elif isinstance(encoding, Stream):
        yield from _embedded_cmap(encoding)
        info = encoding.get("/CIDSystemInfo")
        yield from _collections(_system(listed(info)[0] if listed(info) else None),
                                inner.get("/CIDSystemInfo"))  # fmt: skip


def _system(info: Any) -> tuple[str, str, int]:
    if not isinstance(info, Dictionary):
        return "", "", 0
    supplement = info.get("/Supplement", 0)
    number = supplement if isinstance(supplement, int) else 0
    return str(info.get("/Registry", "")), str(info.get("/Ordering", "")), number


def _collections(of_cmap: tuple[str, str, int], info: Any) -> Failures:
    registry, ordering, supplement = _system(info)
    if not of_cmap[1]:
        return
    if registry != of_cmap[0]:
        yield Failure("31-001")
    if ordering != of_cmap[1]:
        yield Failure("31-002")
    if supplement < of_cmap[2]:
        yield Failure("31-003")


def _embedded_cmap(cmap: Any) -> Failures:
    data = cmap.read_bytes()
    inside = re.search(rb"/WMode\s+(\d)\s+def", data)
    mode = cmap.get("/WMode", 0)
    if (int(inside[1]) if inside else 0) != (mode if isinstance(mode, int) else 0):
        yield Failure("31-007")
    referred = [match.decode("latin-1") for match in re.findall(rb"/([^\s/]+)\s+usecmap", data)]
    other = cmap.get("/UseCMap")
    if isinstance(other, Name):
        referred.append(str(other)[1:])
    elif isinstance(other, Stream):
        referred.append(str(other.get("/CMapName", "/"))[1:])
    for name in referred:
        if name not in PREDEFINED:
            yield Failure("31-008", name)
            return


def _true_type(font: Any, used: Used) -> Failures:
    program = _program(font)
    tables = programs.encodings(program.read_bytes()) if program is not None else None
    encoding = font.get("/Encoding")
    flags = _descriptor(font).get("/Flags", 0)
    if isinstance(flags, int) and flags & SYMBOLIC:
        if encoding is not None:
            yield Failure("31-025")
        if used.is_painted and tables is not None and len(tables) != 1 and (3, 0) not in tables:
            yield Failure("31-026")
        return
    if used.is_painted and tables is not None and tables.isdisjoint(((1, 0), (3, 1))):
        yield Failure("31-017")
    yield from _of_letters(encoding, tables)


def _of_letters(encoding: Any, tables: frozenset[tuple[int, int]] | None) -> Failures:
    """A font of letters has a Latin encoding, perhaps with names of other letters."""
    if encoding is None:
        yield Failure("31-019")
    elif isinstance(encoding, Name):
        if str(encoding) not in LATIN:
            yield Failure("31-020")
    elif isinstance(encoding, Dictionary):
        base = encoding.get("/BaseEncoding")
        if base is None:
            yield Failure("31-021")
        elif str(base) not in LATIN:
            yield Failure("31-022")
        names = [str(one)[1:] for one in listed(encoding.get("/Differences")) if _is_name(one)]
        if any(not _is_known(name) for name in names):
            yield Failure("31-023")
        if names and tables is not None and (3, 1) not in tables:
            yield Failure("31-024")


def _is_name(value: Any) -> bool:
    return isinstance(value, Name)


def _is_known(name: str) -> bool:
    """Whether a glyph's name says which letter it is."""
    return NUMBERED.fullmatch(name) is None


def _type_one(font: Any) -> Failures:
    """A list of a subset's glyphs names those that its program has."""
    program, listing = _program(font), _descriptor(font).get("/CharSet")
    is_subset = re.match(r"/[A-Z]{6}\+", str(font.get("/BaseFont", ""))) is not None
    if program is None or listing is None or not is_subset:
        return
    data = program.read_bytes()
    glyphs = programs.glyph_names(data)
    known = programs.cff_names(data) if glyphs is None else (glyphs, 0)
    if known is None:
        return
    names = set(filter(None, str(listing).split("/"))) - {".notdef"}
    glyphs, unnamed = known[0] - {".notdef"}, known[1]
    if glyphs - names or len(names - glyphs) < unnamed:
        yield Failure("31-012")
    if len(names - glyphs) > unnamed:
        yield Failure("31-013")


def _unicode(used: Used) -> Failures:
    """Each code that is shown has a value in Unicode, and one that is a character."""
    font = used.font
    stream = font.get("/ToUnicode")
    table = ToUnicode.of(stream.read_bytes()) if isinstance(stream, Stream) else None
    wide = font.get("/Subtype") == "/Type0"
    names = {} if wide else _names(font)
    is_missing = is_wrong = is_notdef = False
    for code in _codes(used.shown, wide=wide):
        text = table.get(code) if table else None
        if text is not None:
            is_wrong = is_wrong or any(sign in text for sign in NOT_CHARACTERS)
        elif not _is_mapped(font, code, names):
            is_missing = True
        is_notdef = is_notdef or names.get(code) == ".notdef"
    if is_missing:
        yield Failure("31-027")
        yield Failure("10-001")
    if is_wrong:
        yield Failure("31-028")
    if is_notdef:
        yield Failure("31-030")


def _codes(shown: Iterable[bytes], *, wide: bool) -> set[int]:
    if wide:
        return {int.from_bytes(pair, "big") for pair in _pairs(shown)}
    return set(b"".join(shown))


def _names(font: Any) -> dict[int, str]:
    """Return the glyphs' names that a font's encoding has, by code."""
    encoding = font.get("/Encoding")
    names: dict[int, str] = {}
    at = 0
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    for item in listed(differences):
        if isinstance(item, int):
            at = item
        elif isinstance(item, pikepdf.Name):
            names[at] = str(item)[1:]
            at += 1
    return names


def _is_mapped(font: Any, code: int, names: dict[int, str]) -> bool:
    """Whether a code has a value in Unicode without a table (ISO 19005-2, 6.2.11.7.2)."""
    if font.get("/Subtype") == "/Type0":
        _, ordering, _ = _system(_descendant(font).get("/CIDSystemInfo"))
        return ordering in UNICODE_COLLECTIONS
    if code in names:
        return _is_known(names[code])
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if isinstance(base, Name):
        return str(base) in KNOWN_ENCODINGS
    flags = _descriptor(font).get("/Flags", 0)
    is_symbolic = isinstance(flags, int) and bool(flags & SYMBOLIC)
    if font.get("/Subtype") == "/Type1":
        return True  # its program names its glyphs
    return font.get("/Subtype") == "/TrueType" and not is_symbolic
