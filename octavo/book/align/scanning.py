"""Markdown as typed: how a word is spelt in it, and what may stand between two words.

Positions are offsets in the text; the text has no carriage returns, since pandoc drops them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

NBSP = "\N{NO-BREAK SPACE}"
REACH = 6000
"""How many characters of markup may stand between two words."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
_NUMERIC = re.compile(r"&#")
_TASK = re.compile(r"\[[ xX]\]")
_EXAMPLE = re.compile(r"@[\w-]+")
_DIGITS = re.compile(r"\d+")
_PREFIX = re.compile(r"[ \t>]*")
_TARGET = re.compile(
    r"""\]\(\s*+
    (?:<[^<>\n]*+>|(?:[^()\\\s<]|<|\\.|\((?:[^()\\\s]|\\.|\([^()\s]*+\))*+\)|[ \t]+(?=[^\s"'(]))*+)
    (?:\s+(?:"(?:[^"\\\n]|\\.|\n(?![ \t]*\n)|"(?!\s*\)))*+"
            |'(?:[^'\\\n]|\\.|\n(?![ \t]*\n)|'(?!\s*\)))*+'|\([^()]*+\)))?
    \s*\)""",
    re.VERBOSE,
)
_LABEL = re.compile(r"\]\[(?:[^\[\]\\]|\\.)*+\]")
_ATTRIBUTES = re.compile(r"""\{(?:[^{}"\n]|"[^"]*+"|\n(?![ \t]*\n))*+\}""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"""</?[A-Za-z][A-Za-z0-9-]*+(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""")
_MARK = re.compile(r"\[\^[^\]\s]++\]")
_FENCE_OF_DIV = re.compile(r":{3,}[^\n]*+")
_REFERENCE = re.compile(
    r"""\[(?:[^\[\]\\]|\\.)++\]:[ \t]*+\n?[ \t]*+(?:<[^<>\n]*+>|\S++)
    (?:[ \t]*+\n?[ \t]*+(?:"[^\n]*?"|'[^\n]*?'|\([^\n]*?\)))?
    (?:[ \t]*+\{[^}\n]*+\})?[ \t]*+(?=\n|\Z)""",
    re.VERBOSE,
)
_NOTE = re.compile(
    r"^(?P<prefix>(?:[ \t>]|(?:[-+*]|\d{1,4}[.)])[ \t])*)\[\^(?P<label>[^\]\s]+)\]:[ \t]*",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[ \t]*>[ ]?")


def decode_entity(entity: str) -> str:
    """Return the characters of `&eacute;`, `&#233;` or `&#xE9;`, or the text if it is unknown."""
    return html.unescape(entity)


@dataclass(slots=True)
class Typed:
    """A text, and where its notes are defined.

    `notes` holds, for each label, where the contents of its definitions begin; `definitions`
    the start and the end of each definition as a whole.
    """

    text: str
    notes: dict[str, list[int]] = field(default_factory=dict)
    definitions: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Typed:
        """Read the definitions of notes in a text."""
        typed = cls(text)
        if "[^" in text:
            for match in _NOTE.finditer(text):
                typed.notes.setdefault(match["label"], []).append(match.end())
                start = match.end("prefix")
                typed.definitions[start] = _end_of_note(text, match)
        return typed

    def spell(self, word: str, at: int) -> list[tuple[int, int]] | None:
        """Return the span of each character of a Str typed at `at`, or None where it is not."""
        spans: list[tuple[int, int]] = []
        while len(spans) < len(word):
            if at >= len(self.text):
                return None
            count, end = self._unit(word, len(spans), at)
            if not count:
                return None
            spans += [(at, end)] * count
            at = end
        return spans

    def _unit(self, word: str, index: int, at: int) -> tuple[int, int]:
        """Return how many characters of the word stand at `at`, and where their spelling ends."""
        typed, expected = self.text[at], word[index]
        if typed == "\\" and _escapes(self.text[at + 1 : at + 2], expected):
            return 1, at + 2
        if typed == "&" and (entity := _ENTITY.match(self.text, at)):
            decoded = decode_entity(entity[0])
            if decoded != entity[0] and word.startswith(decoded, index):
                return len(decoded), entity.end()
            if _NUMERIC.match(entity[0]) and expected != "&":
                return 1, entity.end()
        if typed == expected:
            return 1, at + 1
        return self._stand_in(word, index, at)

    def _stand_in(self, word: str, index: int, at: int) -> tuple[int, int]:
        """Match what pandoc writes for a task's box, an example's number, a verse's indentation."""
        typed, expected = self.text[at], word[index]
        if typed == "[" and expected in "\N{BALLOT BOX}\N{BALLOT BOX WITH X}":
            return (1, at + 3) if _TASK.match(self.text, at) else (0, at)
        if typed == "@" and (number := _DIGITS.match(word, index)):
            label = _EXAMPLE.match(self.text, at)
            return (len(number[0]), label.end()) if label else (0, at)
        if expected == NBSP and typed in " \t" and not word[:index].strip(NBSP):
            return 1, at + 1
        return 0, at

    def match(self, word: str, at: int) -> int:
        """Return where a Str typed at `at` ends, or -1."""
        if self.text.startswith(word, at) and "\\" not in word and "&" not in word:
            return at + len(word)
        spans = self.spell(word, at)
        return spans[-1][1] if spans else -1

    def past(self, at: int) -> int:
        """Return the place behind one piece of markup, or -1 where a letter or digit stands."""
        typed = self.text[at]
        if typed.isalnum():
            return -1
        patterns = _MARKUP.get(typed)
        if patterns is None:
            return at + 1
        if at in self.definitions:
            return self.definitions[at]
        for pattern in patterns:
            match = pattern.match(self.text, at)
            if match and (pattern not in _AT_LINE_START or self.at_line_start(at)):
                return match.end()
        return at + 1

    def at_line_start(self, at: int) -> bool:
        """Whether nothing but white space and quotation markers stands before, in this line."""
        start = self.text.rfind("\n", 0, at) + 1
        return _PREFIX.fullmatch(self.text, start, at) is not None

    def seek(self, word: str, at: int, *, verbatim: bool = False) -> tuple[int, int] | None:
        """Find a Str, past nothing but markup."""
        stop = min(len(self.text), at + REACH)
        while 0 <= at < stop:
            if verbatim:
                end = at + len(word) if self.text.startswith(word, at) else -1
            else:
                end = self.match(word, at)
            if end >= 0:
                return at, end
            at = self.past(at)
        return None

    def find(
        self, pattern: re.Pattern[str], at: int, *, line_start: bool = False, here: int = -1
    ) -> re.Match[str] | None:
        """Find a pattern, past nothing but markup; at the start of a line, or `here`, if asked."""
        stop = min(len(self.text), at + REACH)
        while 0 <= at < stop:
            match = pattern.match(self.text, at)
            if match and (not line_start or at == here or self.at_line_start(at)):
                return match
            at = self.past(at)
        return None

    def space(self, at: int, depth: int) -> int:
        """Go behind the next white space, and behind `depth` quotation markers in a new line."""
        start, text, size = at, self.text, len(self.text)
        while at < size and not text[at].isspace():
            at = self.past(at)
            if at < 0:
                return start
        broken = False
        while at < size and text[at] in " \t\r\n":
            broken = broken or text[at] == "\n"
            at += 1
        while broken and depth and at < size and text[at] in " \t>":
            depth -= text[at] == ">"
            at += 1
        return at


def _escapes(typed: str, expected: str) -> bool:
    return (typed == expected and not typed.isalnum()) or (typed == " " and expected == NBSP)


def _end_of_note(text: str, match: re.Match[str]) -> int:
    """Find where a note's definition ends: at a paragraph that is not indented, or another."""
    indent = len(match["prefix"].expandtabs(4).replace(">", ""))
    quoted = ">" in match["prefix"]
    end = _line_end(text, match.end())
    position, blank = end, False
    while position < len(text):
        after = _line_end(text, position + 1)
        line = text[position + 1 : after]
        body = _unquoted(line) if quoted else line
        if not body.strip():
            blank = True
        elif _NOTE.match(line) or (blank and _indentation(body) < 4 + (0 if quoted else indent)):
            return end
        else:
            end, blank = after, False
        position = after
    return end


def _unquoted(line: str) -> str:
    while match := _QUOTED.match(line):
        line = line[match.end() :]
    return line


def _indentation(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


_MARKUP: dict[str, tuple[re.Pattern[str], ...]] = {
    "]": (_TARGET, _LABEL),
    "[": (_MARK, _REFERENCE),
    "{": (_ATTRIBUTES,),
    "<": (_COMMENT, _TAG),
    "&": (_ENTITY,),
    ":": (_FENCE_OF_DIV,),
}
_AT_LINE_START = frozenset((_REFERENCE, _FENCE_OF_DIV))
TAG, ATTRIBUTES, TARGET, LABEL = _TAG, _ATTRIBUTES, _TARGET, _LABEL
