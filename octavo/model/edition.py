"""The edition: what metadata/edition.yaml and design.yaml may say, declared once.

Each field is a key of the files (`file_as` is `file-as`); its type says what the key may hold, and
the text below it is what an editor is shown. `metadata` reads the files by this declaration,
`schema` writes it for text editors. Nothing is loaded for it: every format's process has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import values
from octavo.model.checkdigits import doi_fault, isbn_fault, orcid_fault
from octavo.model.colophon import ImprintPage, Name, Named, Prose, Sentence, Text, Title, Website
from octavo.model.declaration import Asked, Check, Needed, Printed, Reads, key_of
from octavo.model.design import Design
from octavo.model.finding import Finding
from octavo.model.groups import Accessibility, Amount, Currency, Required, Series, Strings, Subject
from octavo.model.released import Released
from octavo.model.trade import Trade

FILE: dict[str, Any] = {"extra": "forbid", "alias_generator": key_of}
"""How each group is read: a key that is not declared is refused."""

Format: TypeAlias = Literal["html", "epub", "docx", "pdf"]
Form: TypeAlias = Literal["book", "pamphlet", "article"]
File: TypeAlias = Literal["html", "epub", "docx", "screen", "print"]
IsbnOf: TypeAlias = Literal[
    "html", "epub", "docx", "screen", "print", "paperback", "hardback", "audiobook"
]
"""What an ISBN can be of: a file that is built, or another edition of the same text."""

FORMATS: tuple[Format, ...] = ("html", "epub", "docx", "pdf")
FILES: tuple[File, ...] = ("html", "epub", "docx", "screen", "print")

ROLES = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "illustrator": "ill",
    "introduction": "aui",
    "afterword": "aft",
    "compiler": "com",
    "photographer": "pht",
}
"""The keys of people, and the MARC relator code of each."""

PLURALS = {f"{key}s": key for key in (*ROLES, "contributor")}
"""Keys of several people, as some write them."""

Language = Annotated[str, Needed(), Asked("language")]
Date = Annotated[str, Check(values.date_fault, values.DATE_SCHEMA)]
Doi = Annotated[str, Reads(values.doi), Check(doi_fault)]
Isbn = Annotated[str, Check(values.named("ISBN", isbn_fault), values.ISBN_SCHEMA)]
Address = Annotated[str, Reads(values.folder_address), Check(values.folder_address_fault)]
Orcid = Annotated[str, Reads(values.orcid), Check(values.named("ORCID", orcid_fault))]
Role = Annotated[str, Reads(values.role_reader(ROLES), values.role_schema(ROLES))]
Flag = Annotated[bool, Reads(values.flag, values.flag_schema)]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a part in the work, or in one chapter of it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    name: Name
    """The name as the title page has it."""
    file_as: Named = ""
    """The name as a list is sorted by it: Austen, Jane. The EPUB has it."""
    role: Role = ""
    """The part in the work: editor, cover designer … or its MARC relator code."""
    credit: Sentence = ""
    """The words of the line that names the person, where the press has none or others:
    Tooled by {0}."""
    orcid: Orcid = ""
    """The person's ORCID, printed behind the title page: 0000-0002-1825-0097."""
    born: Date = ""
    """When the person was born: 1883, or a day. Shops and catalogues tell people by it."""
    died: Date = ""
    """When the person died."""
    about: Text = ""
    """A few lines about the person, for the shops."""
    chapter: str = ""
    """The identifier of the one chapter that is this person's work; the name stands below its
    heading."""


Person = Annotated[Contributor, Reads(values.group_with("name"), values.text_or)]
People = Annotated[tuple[Person, ...], Reads(values.listed, values.one_or_more)]


@dataclass(frozen=True, slots=True)
class Image:
    """What is recorded of one image. All but `alt` and `decorative` is printed below it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    alt: Text | None = None
    """What the image shows, for those who cannot see it."""
    decorative: Flag = False
    """Whether the image is an ornament, which needs no description."""
    caption: Text = ""
    """The caption of an image that has none in the text."""
    credit: Text = ""
    """Who made the image, as it is to be printed: Photograph by Ada Compositor."""
    licence: str = ""
    """The image's licence, as it is to be printed: CC BY 4.0."""
    permission: Text = ""
    """The words that the owner asks to be printed: By permission of the City Museum."""


@dataclass(frozen=True, slots=True)
class Copyright:
    """Whose the copyright is and since when."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    year: Text = ""
    """The year, or years, of the copyright: 2026."""
    holder: Named = ""
    """Whose the copyright is."""


@dataclass(frozen=True, slots=True)
class Edition:
    """All that is known of an edition of a work."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    title: Title
    """The title of the book."""
    lang: Language
    """The language of the book: en-GB, fr, sr-Latn (BCP 47)."""
    subtitle: Text = ""
    """The subtitle of the book."""
    form: Form = "book"
    """What the text is made up as: book; pamphlet (a title page, then the text; stitched); article
    (title and names above the text)."""
    contributor: People = ()
    """People with a part in the work whose role or chapter is named with them."""
    author: People = ()
    """Who wrote the book: a name, or several."""
    editor: People = ()
    """Who edited it."""
    translator: People = ()
    """Who translated it."""
    illustrator: People = ()
    """Who drew its pictures."""
    introduction: People = ()
    """Who wrote the introduction."""
    afterword: People = ()
    """Who wrote the afterword."""
    compiler: People = ()
    """Who compiled it."""
    photographer: People = ()
    """Who took its photographs."""
    publisher: Named = ""
    """The publishing house."""
    imprint: Named = ""
    """The publisher's imprint; the title page names it in place of the publisher."""
    place: Named = ""
    """The place of publication."""
    edition: Text = ""
    """The edition: its number, or the words that are printed: Second, revised edition."""
    printing: str = ""
    """The printing: its number, or the line that is printed: 2 4 6 8 9 7 5 3."""
    binding: Literal["paperback", "hardback"] | None = None
    """How the printed book is bound; its ISBN is labelled so."""
    date: Date = ""
    """When this edition appears: 2026, 2026-11 or 2026-11-23."""
    modified: Date = ""
    """When its text was last corrected: 2027-02-01. Shops and readers tell new files by it."""
    copyright: Annotated[Copyright, Reads(values.copyright_group, values.text_or)] = Copyright()
    """Year and holder of the copyright: 2026 Ada Compositor."""
    licence: Prose = ""
    """The licence under which the book may be used: CC BY-SA 4.0, or a name and its address."""
    rights: Sentence = ""
    """The statement of rights, a sentence or more: All rights reserved."""
    tdm_reservation: Flag = False
    """Whether text and data mining is reserved, on the page and for machines (TDMRep)."""
    tdm_policy: Website = ""
    """The address of the policy by which text and data mining may be licensed."""
    funder: Annotated[Strings, Printed()] = ()
    """Who paid for the edition, each with its grant."""
    imprint_page: Annotated[ImprintPage, Reads(values.page_group, values.page_schema)] = field(
        default_factory=ImprintPage
    )
    """The page behind the title page: a country (gb, us, ie, de, fr, int), lines, or its keys."""
    accessibility: Annotated[Accessibility | None, Reads(values.group_or_none)] = None
    """Whom to ask about accessibility, and who has certified it: {contact: …, certified-by: …}."""
    identifier: str = ""
    """What names this edition and no other, such as a URN; an ISBN stands below isbn."""
    isbn: Annotated[dict[IsbnOf, Isbn], Reads(values.group)] = field(default_factory=dict)
    """An ISBN for each file and edition that has one, in quotation marks. All are printed."""
    no_isbn: Annotated[dict[File, Required], Reads(values.for_each(FILES), values.text_or)] = field(
        default_factory=dict
    )
    """Why a file has no ISBN: it is free on the web. One text is the reason for all that have
    none."""
    url: Address = ""
    """The web address at which the site stands, so that each of its pages can say its own:
    https://press.example/my-book/"""
    doi: Doi = ""
    """The book's DOI: 10.1000/182."""
    series: Annotated[Series | None, Reads(values.series_group, values.text_or)] = None
    """The series that the book belongs to."""
    subjects: Annotated[tuple[Subject, ...], Reads(values.groups, values.one_or_more)] = ()
    """What the book is about, by the schemes of the trade."""
    keywords: Annotated[Strings, Reads(values.once)] = ()
    """Words by which a reader may look for the book."""
    description: Text = ""
    """A paragraph for the bookshops."""
    blurb: Text = ""
    """What the back of the printed cover says; each line is a paragraph. Where it is not given:
    the description."""
    author_note: Text = ""
    """A few lines about the author, for the cover; each line is a paragraph."""
    price: Annotated[dict[Currency, Amount], Reads(values.group)] = field(default_factory=dict)
    """Prices by currency, printed on the cover: {GBP: 12.99, USD: 18.99}. One in American or
    Canadian dollars stands in the barcode's add-on too."""
    logo: str = ""
    """The publisher's sign, an image that the cover bears."""
    translation_of: Named = ""
    """The title of the original."""
    bibliography: Strings = ()
    """Files of the folder metadata with the works that the text cites."""
    abbreviations: str = "abbreviations.yaml"
    """The file of the folder metadata that says which work an abbreviation means."""
    cover: str = ""
    """The image of the cover; where none is named, one is set."""
    cover_back: str = ""
    """The image of the printed cover's back."""
    cover_wrap: str = ""
    """The image of the whole printed cover: back, spine and front, with what is cut off."""
    trade: Annotated[Trade, Reads(values.group)] = field(default_factory=Trade)
    """What shops and libraries must know beside the book: prices, territory, dates, contacts."""
    pages: Literal["print", "marks"] = "print"
    """Which pages the e-book and the site list: print, those of the print PDF; marks, those of an
    earlier book, where the text marks them: `[]{.page n=12}`."""
    pages_of: Named = ""
    """The book whose pages the text marks: its ISBN, in quotation marks, or its title. Where it is
    not given: the title."""
    images: Annotated[dict[str, Annotated[Image, Reads(values.group)]], Reads(values.group)] = (
        field(default_factory=dict)
    )
    """What is recorded of images, each by its path below source/: images/map.png."""
    outputs: Annotated[tuple[Format, ...], Needed(), Reads(values.listed, values.one_or_more)] = (
        FORMATS
    )
    """The formats that are built."""
    design: Design = field(default_factory=Design)
    """What design.yaml says."""

    @property
    def is_book(self) -> bool:
        """Whether it is made up as a book, with all that stands before its text."""
        return self.form == "book"

    @property
    def opens_on_recto(self) -> bool:
        """Whether each chapter begins on a right-hand page."""
        return self._asked(self.design.chapters_on_recto)

    @property
    def has_half_title(self) -> bool:
        """Whether a page with the bare title stands first; an article has no page of its own."""
        return self.form != "article" and self._asked(self.design.half_title)

    @property
    def has_contents(self) -> bool:
        """Whether the list of contents is part of the pages."""
        return self._asked(self.design.contents)

    def _asked(self, choice: bool | None) -> bool:
        return self.is_book if choice is None else choice

    @property
    def contributors(self) -> tuple[Contributor, ...]:
        """All contributors with their roles, authors first."""
        people = [
            person if person.role else replace(person, role=code)
            for key, code in ROLES.items()
            for person in getattr(self, key)
        ]
        at = len(self.author)
        named = [
            person if person.role else replace(person, role="aut") for person in self.contributor
        ]
        return (*people[:at], *named, *people[at:])

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """The contributors of the whole work whose role is author."""
        return tuple(c for c in self.contributors if c.role == "aut" and not c.chapter)


@dataclass(frozen=True, slots=True)
class Project:
    """A book's folder: where its parts stand. `sources` are in reading order.

    `findings` are what its metadata have to say, beside faults; `released` is its last release.
    """

    root: Path
    sources: tuple[Path, ...]
    edition: Edition
    findings: tuple[Finding, ...] = ()
    released: Released | None = None

    @property
    def source(self) -> Path:
        """The folder of the canonical text."""
        return self.root / "source"

    @property
    def metadata(self) -> Path:
        """The folder of the metadata."""
        return self.root / "metadata"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again: never committed, safe to delete."""
        return self.root / ".octavo" / "cache"
