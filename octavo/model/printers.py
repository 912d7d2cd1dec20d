"""What a printer asks of the file of a book: its profile, declared once.

The profiles that the press brings are files of `formats/pdf/printers`; a house writes its own in
design.yaml, over one of them. Each field is a key of both; lengths are millimetres. What is asked
of a cover stands in `formats/cover/printers`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from octavo.model import measures, values
from octavo.model.colophon import FILE
from octavo.model.declaration import Check, Reads

Length = Annotated[float, Reads(measures.millimetres, measures.length_schema)]
Flag = Annotated[bool, Reads(values.flag, values.flag_schema)]
Count = Annotated[int, Reads(measures.count, measures.count_schema)]
Name = Annotated[str, Check(measures.printer_fault, measures.PRINTER_SCHEMA)]

Colour: TypeAlias = Literal["black", "cmyk", "rgb"]
Label: TypeAlias = Literal[
    "none", "PDF/X-1a:2001", "PDF/X-1a:2003", "PDF/X-3:2002", "PDF/X-3:2003", "PDF/X-4"
]
Version: TypeAlias = Literal["1.3", "1.4", "1.5", "1.6", "1.7"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, as the width of a spine is reckoned with it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    page: Length = 0.0
    """What one page (half a leaf) adds to the spine."""
    extra: Length = 0.0
    """What the cover itself adds to the spine."""


@dataclass(frozen=True, slots=True)
class Boards:
    """A hardback's case, or the jacket around one."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    overhang: Length = 3.0
    """How far the boards stand out over the leaves, at three sides."""
    hinge: Length = 8.0
    """The groove beside the spine."""
    spine: Length = 0.0
    """What the boards and the round back add to the spine."""
    wrap: Length = 0.0
    """How much of a case is turned in; 0 for a jacket."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """Where the barcode of the ISBN stands on the back of a cover."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    edge: Length = 6.4
    """How far the field keeps from the spine and from the foot."""
    position: Literal["spine", "outside", "centre"] = "spine"
    """At which side of the back cover's foot it stands."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a printer asks of a cover."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    bleed: Length = 3.0
    """How far the picture runs over each edge."""
    safety: Length = 6.4
    """How far words keep from the edges."""
    spine_safety: Length = 1.6
    """How far words on the spine keep from its folds."""
    spine_from: Count = 80
    """From how many pages the spine may have words."""
    colour: Colour = "cmyk"
    """The colours of the cover's file."""
    barcode: Annotated[Barcode, Reads(values.group)] = Barcode()
    """The barcode of the ISBN."""
    papers: dict[str, Annotated[Paper, Reads(values.group)]] = field(default_factory=dict)
    """The papers, each by its name: cream, white, colour. Where the book names none, it is the
    first."""
    checked: Flag = False
    """Whether the printer publishes how thick its papers are."""
    case: Annotated[Boards | None, Reads(values.group_or_none)] = None
    """A hardback's printed case; without it, none is drawn."""
    jacket: Annotated[Boards | None, Reads(values.group_or_none)] = None
    """A hardback's jacket; without it, none is drawn."""

    @property
    def usual_paper(self) -> str:
        """The paper where the book names none, "" where the printer names none either."""
        return next(iter(self.papers), "")


@dataclass(frozen=True, slots=True)
class Printer:
    """What a printer asks of the file of the pages, and of the cover."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FILE
    name: Name = ""
    """The name, as the file has it: my-book-kdp.pdf."""
    over: str = ""
    """The profile whose keys are kept where this one has none of its own: kdp."""
    title: str = ""
    """What the printer is called."""
    source: str = ""
    """The printer's guide that says so, by its title."""
    looked_up: str = ""
    """The day on which the guide was last read: 2026-11-29."""
    colour: Colour = "black"
    """The colours of the pages: black (greys alone), cmyk, rgb."""
    version: Version = "1.7"
    """The version of PDF."""
    label: Label = "none"
    """The standard of which the file bears the label. The label is set, not certified."""
    condition: str = ""
    """The printing condition by its name in the registry of the ICC: FOGRA39."""
    profile: str = ""
    """The ICC profile of that condition, a file of the folder metadata; it is put into the PDF."""
    bleed: Length = 0.0
    """How far a picture that runs to the edge must run over it."""
    marks: Flag = False
    """Whether the corners of the trimmed page are marked."""
    safety: Length = 6.4
    """How far everything keeps from the edges."""
    gutter: dict[Count, Length] = field(default_factory=dict)
    """The least inner margin, by the number of pages from which it is asked: {24: 9.6, 151: 13}."""
    ink: Count = 300
    """The most ink on one spot, in per cent of the four inks together."""
    resolution: Count = 300
    """The fewest pixels to the inch of a picture."""
    finest: Count = 600
    """The most pixels to the inch; a finer picture is made coarser."""
    transparency: Flag = False
    """Whether anything in the file may be seen through."""
    annotations: Flag = False
    """Whether the file may have links and bookmarks."""
    metadata: Flag = True
    """Whether the file names its title and author."""
    multiple: Count = 2
    """What the number of pages is a multiple of."""
    fewest: Count = 2
    """The fewest pages of a book."""
    most: Count = 2000
    """The most pages of a book."""
    last_blank: Flag = False
    """Whether the last page must be blank."""
    largest: Count = 650
    """The largest file, in megabytes."""
    unchecked: Annotated[tuple[str, ...], Reads(values.listed, values.one_or_more)] = ()
    """The keys whose figures no guide of the printer's gives: they are the trade's. Where no guide
    was read at all (`looked-up`), each build says so."""
    cover: Annotated[Cover, Reads(values.group)] = Cover()
    """What is asked of the cover."""
