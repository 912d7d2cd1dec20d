"""Words as HTML, with what was changed in them: each change is a stop for the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from octavo.desk.merge.leaf import Atom, Leaf, Token
from octavo.formats.html.templates import Markup, escaped

LOOKS = {
    "strong": ("<strong>", "</strong>"),
    "emph": ("<em>", "</em>"),
    "small-caps": ('<span class="sc">', "</span>"),
    "strike": ("<s>", "</s>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
}
CHANGES = {
    "ins": ("<ins>", "</ins>"),
    "del": ("<del>", "</del>"),
    "moveTo": ('<ins class="moved">', "</ins>"),
    "moveFrom": ('<del class="moved">', "</del>"),
    "format": ('<span class="look">', "</span>"),
}
STOP = Markup('tabindex="0"')
"""The attribute that makes a change a stop for the keyboard."""

TAG = '<span class="tag" lang="en">style changed</span>'
PILCROW = "\N{PILCROW SIGN}"


class Shown(Protocol):
    """A picture: the address of its content, and what it shows."""

    @property
    def source(self) -> str:
        """The address, or ""."""

    @property
    def alt(self) -> str:
        """What it shows, or ""."""


@dataclass(slots=True)
class Inker:
    """Writes words; it counts changes and notes as it goes."""

    pictures: Mapping[str, Shown] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    changes: int = 0

    def words(self, leaf: Leaf) -> Markup:
        """Return the words of a leaf; changes that touch are one stop."""
        made: list[Markup] = []
        if leaf.styled is not None:
            made.append(self._stop(Markup(TAG)))
        mark = leaf.mark.kind if leaf.mark is not None else ""
        parts = [(_change(token), token) for token in leaf.raw]
        for is_changed, group in groupby(parts, key=lambda part: bool(part[0])):
            each = list(group)
            inner = Markup("").join(self._changed(each))
            made.append(self._stop(inner) if is_changed else inner)
        whole = bool(leaf.raw) and all(change for change, _ in parts)
        if mark and not whole:
            made.append(self._stop(_within(CHANGES[mark], Markup(PILCROW))))
        return Markup("").join(made)

    def _stop(self, inner: Markup) -> Markup:
        self.changes += 1
        return Markup('<span id="c{}" {}>{}</span>').format(self.changes, STOP, inner)

    def _changed(self, parts: Sequence[tuple[str, Token]]) -> Iterator[Markup]:
        for change, group in groupby(parts, key=lambda part: part[0]):
            inner = Markup("").join(self._looks([token for _, token in group]))
            yield _within(CHANGES[change], inner) if change else inner

    def _looks(self, tokens: Sequence[Token]) -> Iterator[Markup]:
        for look, group in groupby(tokens, key=lambda token: token.look):
            inner = Markup("").join(map(self._token, group))
            for name, marks in LOOKS.items():
                inner = _within(marks, inner) if name in look else inner
            yield inner

    def _token(self, token: Token) -> Markup:
        if token.atom is Atom.NOTE:
            return self._mark(token.text)
        if token.atom is Atom.IMAGE:
            return self._picture(token.text)
        if token.atom is Atom.BREAK:
            return Markup("<br>")
        if token.atom in (Atom.CITE, Atom.FIELD):
            return escaped(token.shows)
        if token.atom is Atom.CODE:
            return Markup("<code>{}</code>").format(token.text)
        return escaped(token.text)

    def _mark(self, name: str) -> Markup:
        number = self.notes.setdefault(name, len(self.notes) + 1)
        return Markup('<sup id="mark-{0}"><a href="#note-{0}">{0}</a></sup>').format(number)

    def _picture(self, name: str) -> Markup:
        one = self.pictures.get(name)
        if one is None or not one.source:
            return Markup("[{}]").format((one and one.alt) or "picture")
        return Markup('<img src="{}" alt="{}">').format(one.source, one.alt)


def _change(token: Token) -> str:
    """Return the kind of the change of a token, or ""."""
    if token.change is not None:
        return token.change.kind
    return "format" if token.formatted is not None else ""


def _within(marks: tuple[str, str], inner: Markup) -> Markup:
    return Markup(marks[0]) + inner + Markup(marks[1])
