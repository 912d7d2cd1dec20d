"""The design of an edition: what metadata/design.yaml may say, declared once.

It is read as `edition` is: each field is a key, and the text below it is what an editor is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import values
from octavo.model.colophon import FILE
from octavo.model.declaration import Check, Reads
from octavo.model.groups import Fonts
from octavo.model.printers import Printer
from octavo.model.trims import trim_of

Numbers: TypeAlias = Literal["none", "book", "chapter"]
"""How figures, tables or formulas are numbered: not at all, through the book, by chapter."""

Words = Annotated[str, Check(values.words_fault, values.WORDS_SCHEMA)]
Length = Annotated[str, Check(values.length_fault, values.LENGTH_SCHEMA)]
Flag = Annotated[bool, Reads(values.flag, values.flag_schema)]
Choice = Annotated[bool | None, Reads(values.flag, values.flag_schema)]
Trim = Annotated[tuple[float, float], Reads(values.size_reader(trim_of), values.trim_schema)]
HouseStyle = Annotated[str | dict[str, str], Reads(values.house_style)]


@dataclass(frozen=True, slots=True)
class Design:
    """House style, citation style and the page."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    house_style: HouseStyle = "en-GB"
    """The style of quotation marks, dashes and spaces: en-GB, or a base with keys of its own.
    Where it is not given, the book's language gives it."""
    citation_style: str = "chicago-notes-bibliography-subsequent-ibid"
    """The name of a CSL style, or a file of the folder metadata that ends in .csl."""
    trim: Trim = (129.0, 198.0)
    """The size of the trimmed page: demy, 140x210 (millimetres), 6x9in."""
    chapter_numbers: Flag = True
    """Whether chapters are numbered."""
    chapters_on_recto: Choice = None
    """Whether each chapter begins on a right-hand page.
    Where it is not given: yes in a book, no in others."""
    half_title: Choice = None
    """Whether a page with the bare title stands first.
    Where it is not given: yes in a book, no in others."""
    contents: Choice = None
    """Whether the list of contents is part of the pages.
    Where it is not given: yes in a book, no in others."""
    figure_numbers: Numbers | None = None
    """How figures with a caption are numbered: none, book (1, 2, 3) or chapter (2.1). Where it is
    not given: by chapter, once the text refers to one (@fig-mill)."""
    table_numbers: Numbers | None = None
    """How tables with a caption are numbered: none, book or chapter."""
    equation_numbers: Numbers | None = None
    """How formulas with a name, $$ … $$ {#eq-heat}, are numbered: none, book or chapter."""
    lists: Annotated[
        tuple[Literal["figures", "tables"], ...], Reads(values.listed, values.one_or_more)
    ] = ()
    """Lists of what is numbered, behind the contents: figures, tables."""
    bibliography_place: Literal["end", "chapter"] = "end"
    """Whether there is one bibliography, at the end, or one for each chapter."""
    ibid_across_chapters: Flag = True
    """Whether ibid. may point to a note of the chapter before."""
    quotation_limit: Words = ""
    """How many words of one work may be quoted before permission is asked: 300."""
    cover_design: Literal["field", "plain", "label"] = "field"
    """How the cover is set: field (of ink, over paper), plain (a title page), label (on patterned
    paper)."""
    cover_ink: Literal["red", "blue", "green", "plum", "brown", "slate"] | None = None
    """The ink of the cover. Where it is not given, the title picks one, the same every time."""
    barcode: Choice = None
    """Whether the printed cover bears the barcode of its ISBN. Where it is not given: unless a
    picture covers the whole sheet."""
    paper: str = ""
    """The paper of the inside, by the printer's name for it: cream, white, colour. The spine is
    reckoned by it; with colour, the inside is printed in colour."""
    spine: Length = ""
    """The width of the spine in millimetres, where the printer has named it: 21.5."""
    flaps: Length = ""
    """How wide the flaps of the cover are, in millimetres: 85. A hardback with flaps has a
    jacket."""
    fonts: Fonts = ()
    """Fonts that the book brings, for the PDF and the EPUB: fonts/FrankRuhl.otf."""
    printers: Annotated[
        tuple[Annotated[Printer, Reads(values.group_with("name"), values.text_or)], ...],
        Reads(values.listed, values.one_or_more),
    ] = ()
    """Printers that get a file each: kdp, ingramspark, lulu, bookvault, offset, or one of the
    house's own, {name: our-printer, over: offset, bleed: 5 mm}."""
    script_fonts: Flag = False
    """Whether the fonts of octavo[scripts] set the scripts and signs that the press's own lack."""
