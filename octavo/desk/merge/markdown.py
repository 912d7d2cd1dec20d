"""Types words with their looks as Markdown; what is typed already is taken over as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.desk.merge.leaf import Atom, Token

MARKS = {
    "strong": ("**", "**"),
    "emph": ("*", "*"),
    "small-caps": ("[", "]{.smallcaps}"),
    "strike": ("~~", "~~"),
    "sup": ("^", "^"),
    "sub": ("~", "~"),
}
"""How looks are typed, in the order in which they are opened where several begin."""

SPECIAL = re.compile(r"[\\`*\[{<^~$]|(?<!\w)[_@]|_(?!\w)|&(?=#?\w+;)")
"""What Markdown reads as markup wherever it stands; a brace opens a query or attributes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of Markdown, and the look around it that is still to be typed."""

    text: str
    look: frozenset[str] = frozenset()

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()


def typed(pieces: Sequence[Piece]) -> str:
    """Return pieces as Markdown; marks of emphasis stand close at its words.

    >>> typed([Piece("a ", frozenset({"emph"})), Piece("b")])
    '*a* b'
    """
    return _typed(list(pieces), frozenset())


def _typed(pieces: list[Piece], done: frozenset[str]) -> str:
    made: list[str] = []
    at = 0
    while at < len(pieces):
        open_looks = [name for name in MARKS if name in pieces[at].look - done]
        if not open_looks or pieces[at].is_space:
            made.append(pieces[at].text)
            at += 1
            continue
        ends = {name: _end(pieces, at, name) for name in open_looks}
        name = max(open_looks, key=lambda each: ends[each])
        inner = _typed(pieces[at : ends[name]], done | {name})
        bare = inner.strip()
        lead, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        mark, close = MARKS[name]
        if name in ("sup", "sub"):
            bare = bare.replace(" ", "\\ ")
        made += [lead, mark, bare, close, tail]
        at = ends[name]
    return "".join(made)


def _end(pieces: Sequence[Piece], start: int, name: str) -> int:
    """Return where a look that begins at a piece ends: white space belongs to it inside alone."""
    end = last = start + 1
    while end < len(pieces) and (name in pieces[end].look or pieces[end].is_space):
        end += 1
        if not pieces[end - 1].is_space:
            last = end
    return last


def new(token: Token, *, in_table: bool = False) -> str | None:
    """Return a new token as Markdown; None where it cannot be typed: a picture, a formula."""
    if token.atom is Atom.BREAK:
        return "\\\n"
    if token.atom is Atom.END:
        return "\n\n"
    if token.atom is Atom.CODE:
        ticks = "`" * (1 + max((len(run) for run in re.findall("`+", token.text)), default=0))
        pad = " " if token.text.startswith("`") or token.text.endswith("`") else ""
        return f"{ticks}{pad}{token.text}{pad}{ticks}"
    if token.atom:
        return None
    if token.is_space:
        return " "
    text = SPECIAL.sub(lambda sign: "\\" + sign[0], token.text)
    return text.replace("|", "\\|") if in_table else text


def begun(text: str) -> str:
    r"""Return a paragraph whose beginning Markdown does not take for a list or a heading.

    >>> begun("1. May was cold"), begun("# no heading")
    ('1\\. May was cold', '\\# no heading')
    """
    first, newline, rest = text.partition("\n")
    head = re.match(
        r"\(?(?:\d+|[A-Za-z]|[ivxlcdm]+)(?=[.)](?:\s|$))|(?=[#>|]|[-+:](?:\s|$)|:{3})", first
    )
    if head is None:
        return text
    return first[: head.end()] + "\\" + first[head.end() :] + newline + rest
