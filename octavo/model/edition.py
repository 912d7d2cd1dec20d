"""The edition: what metadata/edition.yaml and design.yaml say, checked and frozen.

Plain data, standard library only; `metadata` fills it and finds the faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a part in the work, or in one chapter of it.

    `role` is a MARC relator code (`aut`, `edt`, `trl`, `ill`…); `chapter` the id of a heading.
    """

    name: str
    file_as: str = ""
    role: str = "aut"
    orcid: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject in a scheme (`thema`, `bisac`, `keyword`): its code and its name."""

    scheme: str
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The series an edition belongs to, and its number in it."""

    title: str
    number: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """What is recorded of one image; its key in the edition is its path below source/."""

    alt: str | None = None
    decorative: bool = False
    caption: str = ""
    credit: str = ""
    licence: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Copyright:
    """Whose the copyright is and since when."""

    year: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """metadata/design.yaml: house style, citation style and the page.

    `house_style` is the name of a style, or what a house writes of its own (`base` and the rest);
    `trim` is the trimmed page in millimetres (width, height); `bibliography_place` is `end` or
    `chapter`.
    """

    house_style: str | dict[str, str] = "en-GB"
    citation_style: str = "chicago-notes-bibliography-subsequent-ibid"
    trim: tuple[float, float] = (129.0, 198.0)
    chapter_numbers: bool = True
    chapters_on_recto: bool = True
    bibliography_place: str = "end"
    ibid_across_chapters: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """All that is known of an edition of a work. Dates are ISO 8601 (`2026` or `2026-11-23`)."""

    title: str
    lang: str
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    publisher: str = ""
    imprint: str = ""
    place: str = ""
    printing: str = ""
    date: str = ""
    copyright: Copyright = Copyright()
    licence: str = ""
    rights: str = ""
    identifier: str = ""
    isbn: dict[str, str] = field(default_factory=dict)
    doi: str = ""
    series: Series | None = None
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    translation_of: str = ""
    bibliography: tuple[str, ...] = ()
    abbreviations: str = "abbreviations.yaml"
    cover: str = ""
    images: dict[str, Image] = field(default_factory=dict)
    outputs: tuple[str, ...] = ("html", "epub", "docx", "pdf")
    design: Design = Design()

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """The contributors of the whole work whose role is author."""
        return tuple(c for c in self.contributors if c.role == "aut" and not c.chapter)


@dataclass(frozen=True, slots=True)
class Project:
    """A book's folder: where its parts stand. `sources` are in reading order."""

    root: Path
    sources: tuple[Path, ...]
    edition: Edition

    @property
    def source(self) -> Path:
        """The folder of the canonical text."""
        return self.root / "source"

    @property
    def metadata(self) -> Path:
        """The folder of the metadata."""
        return self.root / "metadata"
