r"""Writes the words of an RTF file as Unicode, before pandoc reads it.

Pandoc's reader takes every `\'xx` for Windows-1252, whatever the font's code page, and after `\uN`
it skips one character too many. So each is written as the character that it stands for.

Rich Text Format Specification 1.9.1: `\ansicpg`, `\mac`, `\pc`, `\pca`, `\fcharset`, `\cpg`,
`\deff`, `\plain`, `\uc`, `\u`, `\bin`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from octavo.manuscripts import rtf_pages
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml import symbols

TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,10})?(?P<space> ?)"
    rb"|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|(?P<line>[\r\n]+)|(?P<text>[^\\{}\r\n]+)|(?P<odd>\\)"
)
LEFT = frozenset(
    b"fonttbl colortbl listtable listoverridetable pict objdata themedata datastore"
    b" rsidtbl listtext pntext pntxta pntxtb leveltext levelnumbers".split()
)
"""Destinations whose text is not written anew: it is no text of the author's."""

ESCAPED = {"\\": "\\\\", "{": "\\{", "}": "\\}", "\n": " ", "\r": " "}


@dataclass(slots=True)
class _State:
    r"""What holds in a group: the font's code page and signs, `\uc`, and whether it is left."""

    page: str
    signs: str = ""
    fallback: int = 1
    left: bool = False


@dataclass(slots=True)
class _Writer:
    usual: str
    fonts: dict[int, tuple[str, str]]
    first: int
    state: _State
    stack: list[_State] = field(default_factory=list)
    out: list[bytes] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    units: list[int] = field(default_factory=list)
    pending: int = 0
    begun: bool = False
    """Whether what was written last is a control word that nothing ends yet."""
    used: Counter[str] = field(default_factory=Counter)

    def read(self, match: re.Match[bytes]) -> None:
        """Take one token."""
        if match["line"]:
            self.out.append(match["line"])
            self.begun = False
        elif match["hex"] and not self.state.left:
            self._bytes(bytes.fromhex(match["hex"].decode()))
        elif match["text"] and not self.state.left:
            self._bytes(match["text"])
        elif match["word"] == b"u" and match["number"] and not self.state.left:
            self._flush_bytes()
            self.units.append(int(match["number"]) % 0x10000)
            self.pending = self.state.fallback
        elif self.pending and not match["brace"] and match["word"] != b"bin":
            self.pending -= 1
        else:
            self._other(match)

    def _other(self, match: re.Match[bytes]) -> None:
        """Write a control word, a sign or a brace as it is, and follow what it sets."""
        self.flush()
        self.pending = 0
        if match["brace"] == b"{":
            self.stack.append(replace(self.state))
        elif match["brace"] and self.stack:
            self.state = self.stack.pop()
        elif match["word"]:
            self._set(match["word"], int(match["number"]) if match["number"] else None)
        token = match[0]
        if match["text"]:  # in a destination that is left
            token = token.decode(self.usual, "replace").encode()
            token = b" " + token if self.begun and token[:1] != b" " else token
        self.out.append(token)
        self.begun = bool(match["word"]) and not match["space"]

    def _set(self, word: bytes, number: int | None) -> None:
        if word == b"f" and number is not None:
            self.state.page, self.state.signs = self.fonts.get(number, (self.usual, ""))
        elif word == b"plain":
            self.state.page, self.state.signs = self.fonts.get(self.first, (self.usual, ""))
        elif word == b"uc" and number is not None:
            self.state.fallback = max(number, 0)
        elif word in LEFT:
            self.state.left = True

    def _bytes(self, data: bytes) -> None:
        skipped = min(self.pending, len(data))
        self.pending -= skipped
        if data := data[skipped:]:
            self._flush_units()
            self.raw += data

    def flush(self) -> None:
        """Write the characters that were gathered."""
        self._flush_bytes()
        self._flush_units()

    def _flush_bytes(self) -> None:
        if not self.raw:
            return
        data, page = bytes(self.raw), self.state.page
        self.raw.clear()
        if self.state.signs:
            text = "".join(symbols.sign(self.state.signs, chr(code)) for code in data)
        else:
            if not data.isascii():
                self.used[page] += sum(code > 127 for code in data)
            text = data.decode(page, "replace")
        self._say(text)

    def _flush_units(self) -> None:
        if not self.units:
            return
        codes = b"".join(unit.to_bytes(2, "little") for unit in self.units)
        self.units.clear()
        text = codes.decode("utf-16-le", "replace")
        self._say("".join(symbols.sign(self.state.signs, char) for char in text))

    def _say(self, text: str) -> None:
        """Write words: what was a code stays one where it is no character that prints."""
        written = "".join(ESCAPED.get(char, char) for char in text if char >= " " or char == "\t")
        if written:
            self.out.append((" " if self.begun else "").encode() + written.encode())
            self.begun = False


NOTE = re.compile(rb"\{\\\*\s*(\\footnote)")
r"""Notes that `\*` lets a reader pass by, and pandoc's reader does."""


def as_unicode(data: bytes, file: str) -> tuple[bytes, list[Finding]]:
    """Return an RTF file with its words as Unicode, and what says which code pages were read."""
    usual = rtf_pages.default(data)
    fonts = _fonts(data, usual)
    named = re.search(rb"\\deff(\d{1,9})", data[:2000])
    first = int(named[1]) if named else 0
    page, signs = fonts.get(first, (usual, ""))
    writer = _Writer(usual, fonts, first, _State(page, signs))
    for part, is_rtf in _parted(data):
        if is_rtf:
            for match in TOKEN.finditer(part):
                writer.read(match)
            writer.flush()
        else:
            writer.out.append(part.hex().encode())
    return NOTE.sub(rb"{\1", b"".join(writer.out)), _findings(writer.used, file)


def _findings(used: Counter[str], file: str) -> list[Finding]:
    others = {page: count for page, count in used.items() if page != "cp1252"}
    if not others:
        return []
    named = ", ".join(rtf_pages.called(page) for page in sorted(others))
    letters = sum(others.values())
    message = f"Read in the code pages of their fonts: {counted(letters, 'character')} ({named})."
    return [Finding("import-code-page", message, Severity.INFO, Tier.AUTO, Place(file))]


def _fonts(data: bytes, usual: str) -> dict[int, tuple[str, str]]:
    """Return the code page of each font, and its name where its letters are signs."""
    fonts: dict[int, tuple[str, str]] = {}
    start = data.find(b"\\fonttbl")
    if start < 0:
        return fonts
    table = INSIDE.sub(b"", data[start : _end(data, start)])
    for number, properties, name in rtf_pages.FONT.findall(table):
        called = name.decode("latin-1").strip()
        signs = called if symbols.is_symbols(called) else ""
        fonts.setdefault(int(number), (rtf_pages.of_font(properties, usual), signs))
    return fonts


INSIDE = re.compile(rb"\{\\\*[^{}]*\}")
"""What stands between a font's properties and its name: its likeness, another name for it."""


def _end(data: bytes, start: int) -> int:
    """Return where the group ends that a place stands in."""
    depth = 1
    for match in re.finditer(rb"\\[{}\\]|[{}]", data[start:]):
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if depth == 0:
            return start + match.start()
    return len(data)


BINARY = re.compile(rb"\\bin(\d{1,9}) ?")


def _parted(data: bytes) -> list[tuple[bytes, bool]]:
    r"""Part RTF from what `\binN` announces: N bytes that are none, which hexadecimals replace."""
    parts: list[tuple[bytes, bool]] = []
    at = 0
    while match := BINARY.search(data, at):
        parts.append((data[at : match.start()], True))
        end = match.end() + int(match[1])
        parts.append((data[match.end() : end], False))
        at = end
    return [*parts, (data[at:], True)]
