"""A finding: one thing seen, changed or proposed, from the manuscript to the PDF's boxes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops a release, information is only shown."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ACCEPTED = "accepted"
"""How the last evidence of a change begins that an editor accepted."""


class Tier(StrEnum):
    """What became of a change: done, proposed and waiting, or for a person to look at."""

    AUTO = "auto"
    SUGGEST = "suggest"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source file; lines and columns count from 1, in characters.

    `start` and `end` are offsets in the file's decoded characters (newlines as they stand in the
    file); they are None where only the line is known. `line` 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the AST as it was read: chapter, number of the Str in it, offset in its text.

    `mapped.place` turns it into a Place. The end lies after the last character.
    """

    chapter: int
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `confidence` runs from 0 to 1; `context` is the text left and right of it.

    `format` names the format, or formats with commas between, in which it was seen.
    `is_markup` says that `after` is Markdown, and not the words as they will be read.
    `occurrence` tells findings apart that are alike in all of this, counted in the text's order.
    """

    rule: str
    message: str
    severity: Severity = Severity.INFO
    tier: Tier = Tier.FLAG
    place: Place | None = None
    anchor: Anchor | None = None
    before: str = ""
    after: str = ""
    context: tuple[str, str] = ("", "")
    hint: str = ""
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    format: str = ""
    is_markup: bool = False
    occurrence: int = 1

    @property
    def id(self) -> str:
        """A short name that stays the same as long as rule, words and surroundings do."""
        file = self.place.file if self.place else ""
        parts = (self.rule, file, self.before, self.after, *self.context, self.message)
        name = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]
        return name if self.occurrence == 1 else f"{name}-{self.occurrence}"

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which it was seen; none where it is the text's."""
        return tuple(self.format.split(", ")) if self.format else ()

    @property
    def is_accepted(self) -> bool:
        """Whether an editor has accepted this change, which a filter only proposed."""
        return (
            self.tier is Tier.AUTO
            and self.evidence[-1:] != ()
            and self.evidence[-1].startswith(ACCEPTED)
        )

    def at(self, place: Place | None) -> Finding:
        """The same finding at a place."""
        return replace(self, place=place)


def told_apart(findings: Sequence[Finding]) -> list[Finding]:
    """Number findings that are alike in rule, words and surroundings, in the order of the text."""
    order = sorted(range(len(findings)), key=lambda number: in_text(findings[number]))
    counts: Counter[str] = Counter()
    numbered = list(findings)
    for number in order:
        finding = replace(findings[number], occurrence=1)
        counts[finding.id] += 1
        numbered[number] = replace(finding, occurrence=counts[finding.id])
    return numbered


def open_ones(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that nobody has answered: all but the changes that were made."""
    return [finding for finding in findings if finding.tier is not Tier.AUTO]


def in_text(finding: Finding) -> tuple[str, int, int]:
    """Return what sorts findings into the order of the text."""
    place = finding.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


class InputError(Exception):
    """The input or the call is wrong: one clear line, exit status 2.

    Says which file and line (where known), what is wrong, and what to do about it.
    """

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "") -> None:
        """Take the sentence that says what is wrong, its place, and what to do about it."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message}" + (f" {self.hint}" if self.hint else "")


class FaultsError(InputError):
    """Several faults of the files of one book, all to be seen at once; it is the first of them."""

    def __init__(self, faults: Sequence[InputError]) -> None:
        """Take the faults, in the order in which they are to be shown."""
        super().__init__(faults[0].message, place=faults[0].place, hint=faults[0].hint)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def faults_of(fault: InputError) -> tuple[InputError, ...]:
    """Return the single faults of an error."""
    return fault.faults if isinstance(fault, FaultsError) else (fault,)


def refuse_all(faults: Sequence[InputError]) -> None:
    """Raise InputError where there are faults, with all of them."""
    if faults:
        raise faults[0] if len(faults) == 1 else FaultsError(faults)


class TextError(Exception):
    """The sources have errors: nothing is written. `findings` holds all findings.

    `strict`: they are warnings, on which only a strict build stops.
    """

    def __init__(self, findings: list[Finding], *, strict: bool = False) -> None:
        """Take the findings that stop the build."""
        super().__init__("The text has errors.")
        self.findings = findings
        self.strict = strict
