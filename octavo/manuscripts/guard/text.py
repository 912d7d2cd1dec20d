"""Reads the contents of plain text, of Markdown and of RTF: words, with their lines."""

from __future__ import annotations

import html
import re

from octavo.manuscripts import rtf
from octavo.manuscripts.folder import divide
from octavo.manuscripts.guard.contents import Contents, What
from octavo.manuscripts.header import FRONT, TITLE_BLOCK

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
TARGET = re.compile(r"\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
ATTRIBUTES = re.compile(r"\{(?:[#.:=]|[\w-]+=|-\}|-[ \t]+[#.])[^{}\n]*\}")
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
NOTE = re.compile(r"\[\^[^\]\s]+\](?P<defined>:)?")
INLINE_NOTE = re.compile(r"\^\[")
IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,}|:{3,}).*$", re.MULTILINE)
OPTION = re.compile(r"^[ \t>]*(?:(?:#|//|--|%)\||:[a-z][\w-]*:(?:[ \t]|$)).*$", re.MULTILINE)
"""An option of a code cell or of a directive, in a line of its own, which no book shows."""

MARKER = re.compile(
    r"^[ \t>]*(?:[-*+:]|\(?(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)\\?[.)])(?=[ \t])", re.MULTILINE
)
TYPED_NOTE = re.compile(r"\[(?:foot|end)note[ ]?\w{0,4}\s*:", re.IGNORECASE)
TYPED_MARK = re.compile(
    r"\[(?:\d{1,4}|[A-Z]|[*\N{DAGGER}\N{DOUBLE DAGGER}]{1,3})\]|[{<]\d{1,4}[}>]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
)
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""Figures that may be marks of notes: in a plain text they are no words, on either side."""

ESCAPED = re.compile(r"\\([^\w\s])")
PARAGRAPH = re.compile(r"\n[ \t]*\n")


def of_plain(text: str) -> Contents:
    """Return the contents of a plain text; the marks of typed notes are no words."""
    read = Contents()
    for _ in TYPED_NOTE.finditer(text):
        read.count(What.NOTE)
    text = unmarked(re.sub(r"\r\n?", "\n", text))
    text = text.replace("\f", "\n\n") if "\f" in text else text
    text = text if "</" in text else html.unescape(text)
    return _paragraphs(text, 0, read)


def unmarked(text: str) -> str:
    """Return words of a plain text as `of_plain` reads them: without the marks of typed notes."""
    return _without(TYPED_MARK, _without(TYPED_NOTE, text))


def _paragraphs(text: str, line: int, read: Contents) -> Contents:
    for part in PARAGRAPH.split(text):
        read.begin(f"line {line + 1}", line + 1)
        read.say(part)
        line += part.count("\n") + 2
    read.end()
    return read


def of_markdown(text: str) -> Contents:
    """Return the contents of a Markdown text: its words without signs, targets and attributes.

    What is taken out leaves its line breaks, so that lines keep their numbers.
    """
    text = re.sub(r"\r\n?", "\n", text)
    body = _without(FRONT, text, 1)
    body = _without(TITLE_BLOCK, text, 1) if body == text else body
    read = Contents()
    body = _without(COMMENT, body)
    outside = _outside_code(body)
    for pattern, what in ((IMAGE, What.IMAGE), (INLINE_NOTE, What.NOTE), (HEADING, What.HEADING)):
        for match in pattern.finditer(outside):
            words = match[1] if what is What.HEADING else ""
            line = body.count("\n", 0, match.start()) + 1 if len(read.items) < MANY else 0
            read.begin(f"line {line}", line)
            read.count(what, _bare(words).strip())
    for match in NOTE.finditer(outside):
        if not match["defined"]:
            read.count(What.NOTE)
    read.lists = True
    return _paragraphs(_bare(body), 0, read)


def _outside_code(text: str) -> str:
    """Return a text with empty lines for those of fenced code: a comment there is no heading."""
    rows = text.split("\n")
    code = divide.fenced(rows)
    return "\n".join("" if inside else row for row, inside in zip(rows, code, strict=True))


MANY = 2_000
"""Above so many things the lines of further ones are not counted."""


def _bare(text: str) -> str:
    """Take the signs of Markdown out of a text."""
    for pattern in (FENCE, OPTION, DEFINITION, TAG, ATTRIBUTES, NOTE, MARKER):
        text = _without(pattern, text)
    text = TARGET.sub("]", text)
    return html.unescape(ESCAPED.sub(r"\1", text))


def _without(pattern: re.Pattern[str], text: str, count: int = 0) -> str:
    return pattern.sub(lambda match: " " + "\n" * match[0].count("\n"), text, count=count)


def of_rtf(data: bytes) -> Contents:
    """Return the contents of an RTF file."""
    words = rtf.words(data)
    read = Contents()
    for number, line in enumerate(words.text.split("\n"), 1):
        read.begin(f"paragraph {number}")
        read.say(line)
    read.end()
    for number, note in enumerate(words.note_texts, 1):
        read.begin(f"note {number}")
        read.count(What.NOTE)
        read.say(note)
    read.end()
    for heading in words.headings:
        read.begin("")
        read.count(What.HEADING, heading)
    return read
