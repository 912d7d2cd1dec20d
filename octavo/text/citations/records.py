"""What the readers of citations hand to each other: citations, answers, events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from octavo.model.finding import Finding
from octavo.model.nodes import Node, inlines
from octavo.text.citations.locator import Locator
from octavo.text.citations.match import AUTO

CITEKEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")


class Mode(StrEnum):
    """How a citation stands in its sentence, in pandoc's words."""

    NORMAL = "NormalCitation"
    AUTHOR = "AuthorInText"
    SUPPRESSED = "SuppressAuthor"


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as it is to be: the key of the work or volume, and what stands around it.

    `volume` is that of a work whose volume has no entry of its own.
    """

    key: str
    prefix: str = ""
    locators: tuple[Locator, ...] = ()
    remark: str = ""
    mode: Mode = Mode.NORMAL
    volume: str = ""

    def suffix(self, lang: str) -> str:
        """Return what stands behind the key, as pandoc's reader has it: `, vol. 27, p. 273`."""
        volume = [f"vol. {self.volume}"] if self.volume else []
        places = [locator.write("en" if volume else lang) for locator in self.locators]
        text = ", ".join([*volume, *places])
        comma = "" if self.mode is Mode.AUTHOR else ", "
        text = comma + text if text else ""
        if not self.remark:
            return text
        between = " " if self.remark.startswith("(") else ", " if text else comma
        return text + between + self.remark

    def node(self, lang: str) -> Node:
        """Return it as it stands in pandoc's node Cite."""
        return {
            "citationId": self.key,
            "citationPrefix": inlines(self.prefix),
            "citationSuffix": inlines(self.suffix(lang)),
            "citationMode": {"t": str(self.mode)},
            "citationNoteNum": 0,
            "citationHash": 0,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a group was found to mean.

    `sure` is from 0 to 1; a group that is no citation has no `cited` and no `cause`. `cause` is
    the work that could not be found; the same cause is reported once. `candidates` are keys.
    `perhaps` is what looks like a newspaper with its date: a source where *ibid.* follows.
    """

    cited: tuple[Cited, ...] = ()
    sure: float = 0.0
    rule: str = "cite-typed"
    evidence: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    cause: str = ""
    after_heading: bool = False
    perhaps: str = ""

    @property
    def is_auto(self) -> bool:
        """Whether the citation is made without asking."""
        return bool(self.cited) and self.sure >= AUTO


@dataclass(slots=True)
class Reading:
    """One citation as it was read: what became of its place, and what it means."""

    finding: Finding
    answer: Answer


@dataclass(frozen=True, slots=True)
class Event:
    """Works cited together at one place, or (`cause`) a source that could not be found.

    A note has its number in the chapter and in the book; outside notes both are 0.
    """

    keys: tuple[str, ...]
    locators: tuple[Locator, ...]
    sure: float
    section: int
    note: int
    note_in_book: int
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one item means: the work (`base`), its volume, and how sure that is."""

    base: str = ""
    volume: str = ""
    locators: tuple[Locator, ...] = ()
    sure: float = 0.0
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    cause: str = ""
    after_heading: bool = False
    by_title: bool = False


NOTHING = Meaning()


def write(cited: Sequence[Cited], lang: str) -> str:
    """Return citations as Markdown: `[see @lenin-cw, vol. 33, p. 279]`."""
    parts = []
    for one in cited:
        key = one.key if CITEKEY.fullmatch(one.key) else f"{{{one.key}}}"
        if one.mode is Mode.AUTHOR:
            return f"@{key} [{one.suffix(lang)}]" if one.suffix(lang) else f"@{key}"
        minus = "-" if one.mode is Mode.SUPPRESSED else ""
        parts.append(f"{one.prefix} {minus}@{key}{one.suffix(lang)}".strip())
    return f"[{'; '.join(parts)}]"
