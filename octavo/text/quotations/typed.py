"""Quotation marks made of two keys, or of a grave: ``so'', ''so'', ,,so'' and `so'.

TeX, Usenet and the typewriters of Germany, the Netherlands, Poland and Hungary have one double
mark for two characters. They are joined where an opening one surely has its closing one; two
apostrophes between which nothing stands, and a grave that no apostrophe closes, are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

KEYS = ("''", "``", ",,", "‚‚", "`")
"""What shows that a text may hold such a mark."""
LOOKS = re.compile("''|`|,,|‚‚")
TOKEN = re.compile("`+|'+|’|,{2,}|‚{2,}|\"")
CODE = re.compile(r"(?<![`\w])(`{1,2})(?![`\s])[^`\n]{1,200}(?<![`\s])\1(?![`\w])")
"""Words between two graves: code, in a text that is no Markdown."""
BEFORE_OPENING = "([{<\"'’“‘„‚«›—–/-"
AFTER_OPENING = re.compile(r"[\w\"'`“‘«([…¿¡—–-]|\.\.")
AFTER_CLOSING = re.compile(r"$|[\s.,;:!?)\]}>…\"'”’»—–/-]")
ONLY_OPENS = ("``", ",,", "‚‚", "`")
SINGLE = ("`", "'")
NEAR = 40
"""Within so many characters of an opening mark stands the first word of what it opens."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A mark of one or two characters at `at`; `partner` is the place of the other, if any.

    `opens`: which way it faces by its place; None where the place does not say. `only_opens`:
    its characters say so too, and are nothing else: two commas may part empty fields of a table.
    """

    at: int
    width: int
    single: bool = False
    partner: int | None = None
    opens: bool | None = None
    only_opens: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    at: int
    key: str
    opens: bool
    closes: bool

    @property
    def end(self) -> int:
        return self.at + len(self.key)


def typed_marks(text: str, measures: Collection[int] = ()) -> list[Typed]:
    """Return the marks of two keys in a paragraph, and graves with their closing mark, in order.

    `measures` are the places of primes, which are no such marks.
    """
    if not LOOKS.search(text):
        return []
    pairs = _Pairs(text)
    for match in TOKEN.finditer(text):
        if match.start() not in measures:
            for token in _tokens(text, match, pairs.awaits_single):
                pairs.meet(token)
    return pairs.marks()


def code_masked(text: str) -> str:
    """Return a paragraph in which words between graves are out of sight."""
    return CODE.sub(lambda match: "x" * len(match[0]), text) if "`" in text else text


def leads(text: str) -> bool:
    """Whether a paragraph begins with an opening mark of two keys."""
    match = TOKEN.match(text)
    return (
        match is not None and match[0] in (*ONLY_OPENS[:3], "''") and _opens(text, match, match[0])
    )


def _tokens(text: str, match: re.Match[str], single: bool) -> list[_Token]:
    """The marks in a run of one character.

    Three graves are two and one; so are three apostrophes, which close, or the first of which
    stands for a vowel: `dell'''Arte''`.
    """
    run, at = match[0], match.start()
    keys = [run]
    if run == "```":
        keys = ["``", "`"]
    elif run == "'''":
        keys = ["'", "''"] if single else []
    elif len(run) > 2 or (run[0] in ",‚" and len(run) != 2):
        keys = []
    if run == "'''" and not single and text[at - 1 : at].isalpha():
        opens = text[match.end() : match.end() + 1].isalpha()
        return [_Token(at + 1, "''", opens, False)] if opens else []
    tokens = []
    for key in keys:
        tokens.append(_Token(at, key, _opens(text, match, key), _closes(text, match)))
        at += len(key)
    return tokens


def _opens(text: str, match: re.Match[str], key: str) -> bool:
    """Whether a run stands where a quotation opens."""
    start, end = match.span()
    if start and text[start - 1] not in BEFORE_OPENING and not text[start - 1].isspace():
        return False
    if key in SINGLE or key == "''":
        return text[end : end + 1].isalnum() or (key != "'" and text[end : end + 1] in tuple("¿¡"))
    return bool(AFTER_OPENING.match(text, end))


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether a run stands where a quotation closes."""
    start, end = match.span()
    return start > 0 and bool(AFTER_CLOSING.match(text, end))


class _Pairs:
    """What is open while the marks of a paragraph are met one after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_Token] = []
        self.lone: list[_Token] = []
        self.pairs: list[tuple[_Token, _Token]] = []
        self.inches: _Token | None = None
        """A closing mark after a number: inches, if another one follows."""
        self.single: int | None = None
        """The number of the last pair of single marks, until another mark opens."""
        self.singles = 0
        """How many single marks have stood where one opens since then."""

    @property
    def awaits_single(self) -> bool:
        """Whether a grave waits for its apostrophe."""
        return bool(self.open) and self.open[-1].key == "`"

    def meet(self, token: _Token) -> None:
        """Take a mark in."""
        if token.key == "’":
            self._curly(token)
        elif token.key == "'":
            self._apostrophe(token)
        elif token.key == "`" or token.key in ONLY_OPENS:
            if token.opens:
                self._open(token)
        elif token.key == '"':
            self._plain(token)
        else:
            self._two(token)

    def _open(self, token: _Token) -> None:
        self._settle()
        self.single, self.singles = None, 0
        self.open.append(token)

    def _apostrophe(self, token: _Token) -> None:
        """One apostrophe closes a grave, unless a second one may close it too."""
        self.singles += token.opens
        if not token.closes:
            return
        if self.awaits_single:
            self._close(token)
            self.single = len(self.pairs) - 1
        elif self.single is not None:
            self.pairs.pop(self.single)
            self.single = None
        elif self._ends_single(token):
            self.lone.append(self.open.pop())

    def _ends_single(self, token: _Token) -> bool:
        """Whether an apostrophe behind a stop closes what two apostrophes seemed to open."""
        two = bool(self.open) and self.open[-1].key == "''" and not self.inches
        return two and not self.singles and self.text[token.at - 1] in ",.!?"

    def _curly(self, token: _Token) -> None:
        """A mark that is curly already may be what closes a grave."""
        if token.closes and self.awaits_single:
            self.open.pop()
        elif token.closes and self.single is not None:
            self.pairs.pop(self.single)
            self.single = None

    def _plain(self, token: _Token) -> None:
        """A mark of one key may close what two keys opened."""
        top = self.open[-1].key if self.open else ""
        if top == '"' and token.closes:
            self.open.pop()
        elif top in (",,", "‚‚", "``") and token.closes and not self.inches:
            self._close(token)
        elif token.opens:
            self._open(token)

    def _two(self, token: _Token) -> None:
        """Two apostrophes close what is open, or open."""
        while self.awaits_single:
            self.open.pop()
        if self.open and self.open[-1].key != '"' and token.closes:
            if self.inches:
                self.lone.append(self.inches)
                self.inches = None
            if self.text[token.at - 1].isdigit():
                self.inches = token
            else:
                self._close(token)
        elif token.opens:
            self._open(token)
        else:
            self.lone.append(token)

    def _settle(self) -> None:
        """Let two apostrophes after a number close, where no better ones came."""
        if self.inches:
            token, self.inches = self.inches, None
            self._close(token)

    def _close(self, token: _Token) -> None:
        opening = self.open.pop()
        inside = self.text[opening.end : min(token.at, opening.end + NEAR)]
        if any(char.isalnum() for char in inside):
            self.pairs.append((opening, token))
        else:
            self.lone += [opening, token]

    def marks(self) -> list[Typed]:
        """Return all marks of two keys, and the graves that are closed."""
        self._settle()
        marks = []
        for opening, closing in self.pairs:
            single = opening.key == "`"
            marks.append(Typed(opening.at, len(opening.key), single, closing.at, opens=True))
            marks.append(Typed(closing.at, len(closing.key), single, opening.at, opens=False))
        for token in [*self.open, *self.lone]:
            if token.key not in ("`", "'", '"'):
                marks.append(self._lone(token))
        return sorted(marks, key=lambda mark: mark.at)

    def _lone(self, token: _Token) -> Typed:
        """Make the mark of a token without a partner, with the way that it faces by its place."""
        before, after = self.text[token.at - 1 : token.at], self.text[token.end : token.end + 1]
        empty = before.isspace() and after.isspace()
        none = empty or before.isdigit() or before in "([{<" or not token.closes
        facing = True if token.opens else None if none else False
        only = token.opens and token.key == ONLY_OPENS[0]
        return Typed(token.at, len(token.key), opens=facing, only_opens=only)
