r"""Reads the bare words of an RTF file, to compare with them what pandoc's reader gave.

Rich Text Format Specification 1.9.1: groups, control words, `\'xx` in the font's code page,
`\uN` with the characters that follow for old programs, and destinations that are no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from octavo.manuscripts import rtf_pages

TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d{1,9})?\d* ?"
    rb"|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|(?P<line>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr "
    b"footerf listtext pntext fldinst nonshppict object objdata themedata datastore ftnsep "
    b"ftnsepc aftnsep aftnsepc listtable listoverridetable rsidtbl generator tc xe".split()
)
"""Destinations whose words are not the text's."""

BREAKS = frozenset((b"par", b"line", b"tab", b"cell", b"row", b"sect", b"page"))
SIGNS = {
    b"lquote": "\N{LEFT SINGLE QUOTATION MARK}",
    b"rquote": "\N{RIGHT SINGLE QUOTATION MARK}",
}
FONT = re.compile(rb"\\f(\d{1,9})\b([^{};]*?\\(?:fcharset|cpg)\d{1,9}\b[^{};]*)")
STYLE = re.compile(
    rb"\{\\s(\d{1,9})\b(?:[^{}]|\{[^{}]*\})*?(?:\\outlinelevel\d|\bheading \d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """The contents of an RTF file: its running text, the words of its notes and headings."""

    text: str
    note_texts: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(slots=True)
class _State:
    """The state inside a group."""

    skipped: bool = False
    note: bool = False
    hidden: bool = False
    fallback: int = 1
    page: str = "cp1252"
    heading: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks over the tokens; `body` is what was read, `paragraph` where the last one began."""

    default: str
    fonts: dict[int, str]
    styles: frozenset[int]
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    paragraph: int = 0
    pending: int = 0
    starred: bool = False
    notes: list[list[str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def read(self, match: re.Match[bytes]) -> None:
        """Take one token."""
        if match["hex"]:
            self._byte(bytes.fromhex(match["hex"].decode()))
            return
        self._flush()
        if match["brace"]:
            self._group(match["brace"])
        elif match["word"]:
            number = int(match["number"]) if match["number"] else None
            self._word(match["word"], number)
        elif match["text"]:
            self._text(match["text"].decode(self.state.page, "replace"))
        elif match["sign"] == b"*":
            self.starred = True
        elif match["sign"] in (b"~", b"\n", b"\r"):
            self._say(" ")

    def _byte(self, byte: bytes) -> None:
        if self.pending:
            self.pending -= 1
        else:
            self.raw += byte

    def _flush(self) -> None:
        if self.raw:
            self._say(bytes(self.raw).decode(self.state.page, "replace"))
            self.raw.clear()

    def _text(self, text: str) -> None:
        skipped = min(self.pending, len(text))
        self.pending -= skipped
        self._say(text[skipped:])

    def _say(self, text: str) -> None:
        if self.state.skipped or self.state.hidden:
            return
        (self.notes[-1] if self.state.note else self.body).append(text)

    def _group(self, brace: bytes) -> None:
        self.pending = 0
        self.starred = False
        if brace == b"{":
            self.stack.append(replace(self.state))
        elif self.stack:
            self.state = self.stack.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == b"footnote":
            if not self.state.skipped:
                self.notes.append([])
                self.state.note = True
        elif word in SKIPPED or (starred and word not in (b"shppict",)):
            self.state.skipped = True
        elif word in BREAKS:
            self._break(word)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word == b"u" and number is not None:
            self._say(_character(number))
            self.pending = self.state.fallback
        else:
            self._set(word, number)

    def _set(self, word: bytes, number: int | None) -> None:
        """Take a control word that sets how the following text is read."""
        if word == b"uc" and number is not None:
            self.state.fallback = number
        elif word == b"f" and number is not None:
            self.state.page = self.fonts.get(number, self.default)
        elif word == b"v":
            self.state.hidden = number != 0
        elif word == b"pard":
            self.state.heading = False
        elif word == b"outlinelevel" or (word == b"s" and number in self.styles):
            self.state.heading = True

    def _break(self, word: bytes) -> None:
        self._say("\n")
        if word != b"par" or self.state.skipped or self.state.note:
            return
        words = " ".join("".join(self.body[self.paragraph :]).split())
        if self.state.heading and words:
            self.headings.append(words)
        self.paragraph = len(self.body)


def _character(number: int) -> str:
    r"""Return the character of `\uN`; N is signed, of 16 bits. Half a pair is joined by `words`."""
    return chr(number % 0x10000)


def words(data: bytes) -> Words:
    """Read an RTF file's words. Data that are not RTF have no words; no error is raised."""
    default = rtf_pages.default(data)
    fonts = {int(f): rtf_pages.of_font(c, default) for f, c in FONT.findall(data)}
    styles = frozenset(int(number) for number in STYLE.findall(data))
    reader = _Reader(default, fonts, styles, _State(page=default))
    for match in TOKEN.finditer(_without_binary(data)):
        reader.read(match)
    reader._flush()
    notes = tuple(_joined(note) for note in reader.notes)
    return Words(_joined(reader.body), notes, tuple(reader.headings))


def _joined(parts: list[str]) -> str:
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_binary(data: bytes) -> bytes:
    r"""Take out what `\binN` announces: N bytes that are no RTF."""
    while match := re.search(rb"\\bin(\d{1,9})\d* ?", data):
        data = data[: match.start()] + data[match.end() + int(match[1]) :]
    return data
