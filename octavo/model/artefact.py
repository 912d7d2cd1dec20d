"""What a build makes, and how a format says it makes and reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from octavo.model.edition import Project
from octavo.model.finding import Finding
from octavo.model.pages import Drawn, Printed
from octavo.model.printers import Printer


@dataclass(frozen=True, slots=True)
class Sending:
    """A file that is sent to somebody and comes back: its identifier and its variant.

    The variants are `page`, as the edition has it, `manuscript`, to be worked in, and `blind`, the
    page without those who made it; `numbered` counts the lines of a manuscript, `paper`
    is its sheet, `a4` or `letter`; "" for that of the language's country.
    """

    id: str
    variant: str = "page"
    numbered: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What a format is given to write: the same document for all of them.

    `document` is a file with the filtered, cited AST (pandoc's JSON); `work` an empty folder of
    the format's own, on the file system of dist/; `slug` begins each artefact's name; `epoch` is
    the time that every artefact bears, in seconds since 1970 (from the edition's date); `printers`
    get a print PDF each; `sending` is there where the file is to come back.
    """

    document: Path
    project: Project
    work: Path
    slug: str
    epoch: int
    printers: tuple[Printer, ...] = ()
    sending: Sending | None = None


KNOWN_BY = 24
"""By how many characters a paragraph is known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading or a paragraph: its kind, its first words, and how deep a heading stands.

    `depth` counts from the heading of the division, `level` from the top; None where a format does
    not tell. The kinds stand in `octavo.model.structure`.
    """

    kind: str
    words: str
    depth: int | None = None
    level: int | None = None

    @property
    def key(self) -> str:
        """The first characters, white space aside, by which the same place is found again."""
        return "".join(self.words.split())[:KNOWN_BY]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader meets in an artefact, in order: the ground on which formats are compared.

    `body` holds the words of the running text, headings, captions, tables and code included, as
    they stand between white space, without notes, note marks, folios, running heads, contents,
    title pages and formulas. `notes` holds the words of each note, without its number.
    `headings` and `images` (alternative texts; "" where decorative) come in reading order. `marks`
    say how the text is built; two readings with the same words are equal whatever these are.
    `lines` are those of the running text, then of each note, where the artefact has lines at all,
    and `labels` what its pages are called.
    """

    body: tuple[str, ...]
    notes: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    pages: int = 0
    marks: tuple[Mark, ...] = field(default=(), compare=False)
    lines: tuple[tuple[Drawn, ...], ...] = field(default=(), compare=False)
    labels: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file (or, for a site, a folder) that a build made."""

    format: str
    path: Path
    media_type: str
    sha256: str = ""
    bytes: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the edition.

    `write` makes its artefacts inside `job.work` and gives them, media type and path;
    `read` gives what a reader meets in one artefact, or None where it proves that this is just
    what another artefact of the same job has, which is read itself; `check` validates one artefact
    by itself (links, ids, the format's own rules) and gives findings. `paginate`, where a format
    has no pages of its own, says in its finished artefacts where those of the printed book begin;
    `breaks` reads them back, each page's label with the number of the word that it begins with.
    """

    name: str
    write: Callable[[Job], list[Artefact]]
    read: Callable[[Artefact, Job], Reading | None]
    check: Callable[[Artefact, Job], list[Finding]]
    paginate: Callable[[Artefact, Job, Printed], None] | None = None
    breaks: Callable[[Artefact], list[tuple[str, int]]] | None = None
