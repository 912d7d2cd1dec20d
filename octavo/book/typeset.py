"""Typesets the words of edition.yaml: quotation marks, dashes and points, as those of the text.

Title, description, captions and the like go to shops, title pages and file properties beside the
text. So they pass the same filters, as far as the book lists these; which keys hold such words, the
declaration of the edition says. The file itself stays as it was typed, and each change is a finding
with its line, which an editor may reject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from octavo.book import metadata
from octavo.book.chain import Chain
from octavo.book.decisions import Decision
from octavo.book.joined import Joined, Meta
from octavo.book.replay import Replay
from octavo.files import yaml
from octavo.model import edition as nouns
from octavo.model.declaration import Printed, key_of
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, Place
from octavo.model.nodes import stringify

FILTERS = {
    "name": ("debris.py", "mojibake.py", "quotations.py", "dashes.py", "ellipses.py"),
    "prose": (
        "debris.py",
        "mojibake.py",
        "quotations.py",
        "dashes.py",
        "ellipses.py",
        "spacing.py",
    ),
}
"""The filters of each kind of words. No space in a name is changed: lists are searched for it."""

BARE = re.compile(r"(?!.*  )[\w ,&/]*", re.ASCII)
"""Words in which no filter has anything to do."""

Kind = Literal["prose", "name"]


@dataclass(frozen=True, slots=True)
class Typeset:
    """An edition whose words are typeset, the changes, and the decisions that were met."""

    edition: Edition
    findings: tuple[Finding, ...]
    replay: Replay


def typeset(project: Project, chain: Chain, decided: Sequence[Decision]) -> Typeset:
    """Return an edition with its words set in the house style, so far as the filters are listed."""
    listed = [name for name in chain.listed if name in FILTERS["prose"]]
    own = tuple(decision for decision in decided if decision.file == metadata.EDITION)
    work = _Work(project, listed, Replay(own))
    new = work.group(project.edition, ())
    return Typeset(new, tuple(work.findings), work.replay)


@dataclass(slots=True)
class _Work:
    """One edition being typeset; the findings come in the order of the declaration."""

    project: Project
    listed: Sequence[str]
    replay: Replay
    findings: list[Finding] = field(default_factory=list)
    _tree: yaml.Tree | None = None

    def group(self, value: Any, loc: yaml.Loc) -> Any:
        """Return a group whose words are typeset."""
        hints = _hints(value.__class__)
        changed = {}
        for one in fields(value):
            old = getattr(value, one.name)
            new = self.value(old, _kind(hints[one.name]), (*loc, key_of(one.name)))
            if new != old:
                changed[one.name] = new
        return replace(value, **changed) if changed else value

    def value(self, value: Any, kind: Kind | None, loc: yaml.Loc) -> Any:
        """Return what stands at a key, typeset."""
        if isinstance(value, str):
            return self.words(value, kind, loc) if kind else value
        if isinstance(value, tuple):
            return tuple(self.value(v, kind, (*loc, n)) for n, v in enumerate(value))
        if isinstance(value, dict):
            return {key: self.value(v, kind, (*loc, key)) for key, v in value.items()}
        return self.group(value, loc) if is_dataclass(value) else value

    def words(self, text: str, kind: Kind, loc: yaml.Loc) -> str:
        """Return words, typeset; each line is a paragraph."""
        if BARE.fullmatch(text):
            return text
        edition = self.project.edition
        meta: Meta = {"lang": edition.lang, "house-style": edition.design.house_style}
        joined = Joined.of_lines(text.split("\n"), meta)
        joined.prose.settle = self._settler(loc)
        names = [name for name in self.listed if name in FILTERS[kind]]
        findings = joined.filtered([name.removesuffix(".py") for name in names])
        self.findings += [self._here(finding, loc) for finding in findings]
        return "\n".join(stringify(block["c"]) for block in joined.document.blocks)

    def _settler(self, loc: yaml.Loc) -> Callable[[Finding], Finding | None]:
        """Return what asks the editor's decisions about a change at a key."""
        return lambda finding: self.replay.settle(self._here(finding, loc))

    def _here(self, finding: Finding, loc: yaml.Loc) -> Finding:
        return replace(finding, anchor=None, place=self.place(loc))

    def place(self, loc: yaml.Loc) -> Place:
        """Return the line of a key, by whichever of its names the file has it."""
        if self._tree is None:  # only who finds something needs its lines
            self._tree = yaml.read(self.project.root / metadata.EDITION, metadata.EDITION)
        for name in _names(str(loc[0])):
            if (name,) in self._tree.lines:
                return self._tree.place((name, *loc[1:]))
        return Place(metadata.EDITION)


def _names(key: str) -> Iterator[str]:
    """Yield the names that a key may have in the file."""
    yield key
    yield from (plural for plural, one in nouns.PLURALS.items() if one == key)
    if key == "imprint-page":
        yield "imprint"


@cache
def _hints(group: Any) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def _kind(hint: Any) -> Kind | None:
    """Return how the words of a type are typeset; None for what is no words."""
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, Printed):
            return mark.kind
    return next((kind for inner in get_args(hint) if (kind := _kind(inner))), None)
