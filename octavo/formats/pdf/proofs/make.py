"""Makes a proof of the pages of an edition: each on a larger sheet, with its head line and queries.

Nothing on the pages themselves is moved. The file is named by what was sent, in four places that
programs keep or lose in their own ways; and it says that it is a proof, so that no printer gets it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from octavo.formats.pdf.proofs.glyphs import Printing
from octavo.formats.pdf.proofs.named import KEYWORD, NAMESPACE, PROPERTY, file_id
from octavo.formats.pdf.proofs.sheet import BESIDE, HEAD, Asked, QueryNote, parts_of

SHEET, MARK = "/OctavoSheet", "/OctavoUnder"
NOT_OF_A_PROOF = ("/OutputIntents", "/AF")
BOXES = ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
PRINTED, STILL = 4, 24
"""Flags of an annotation: it is printed; it neither grows nor turns with the page."""

ICON = 14.0
SHAPE = (
    b"1 0.93 0.6 rg 0.6 0.5 0.1 RG 0.5 w 0.5 0.5 13 13 re B "
    b"3 9.5 m 11 9.5 l 3 7 m 11 7 l 3 4.5 m 8 4.5 l S"
)

PACKET = """\
<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sent="{namespace}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<sent:id>{name}</sent:id></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Named:
    """What the file is called: the identifier of what was sent, and its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a proof: the pages, a sheet over each, and what stands under each size."""

    pages: Path
    sheets: Path
    under: Path


def assemble(made: Drawn, out: Path, named: Named, asked: tuple[Printing, Sequence[Asked]]) -> None:
    """Put pages on their sheets, with queries as notes, and write the proof."""
    printing, queries = asked
    with (
        pikepdf.open(made.pages) as pdf,
        pikepdf.open(made.sheets) as drawn,
        pikepdf.open(made.under) as under,
    ):
        words = [pdf.copy_foreign(page.as_form_xobject()) for page in under.pages]
        marks = dict(zip(dict.fromkeys(printing.sizes), words, strict=True))
        for page, sheet, size in zip(pdf.pages, drawn.pages, printing.sizes, strict=True):
            _put(pdf, page, sheet, marks[size])
        for one in queries:
            _add_notes(pdf, printing, one)
        _name(pdf, named)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _put(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: pikepdf.Page, mark: Any) -> None:
    """Make a page larger, and draw its sheet over it, and the mark under it, as no text."""
    left, foot, right, head = (float(side) for side in page.mediabox)
    for key in BOXES:
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = Array([left, foot, right + BESIDE, head + HEAD])
    shape = pdf.copy_foreign(sheet.as_form_xobject())
    resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
    shapes = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
    shapes[SHEET], shapes[MARK] = shape, mark
    resources.XObject = shapes
    page.obj.Resources = resources
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, Array) else [content] if content else []
    drawing = f"/Artifact BMC q 1 0 0 1 {left:g} {foot:g} cm %s Do Q EMC\n"
    before = pdf.make_stream((drawing % MARK + "q\n").encode())
    behind = pdf.make_stream(("\nQ " + drawing % SHEET).encode())
    page.obj.Contents = Array([before, *streams, behind])


def _add_notes(pdf: pikepdf.Pdf, printing: Printing, one: Asked) -> None:
    """Add a query as a note at the edge of its page, beside its words, with its replies."""
    number = one.glyphs[0].page
    page = pdf.pages[number]
    box = parts_of(one.glyphs, number)[0]
    left = printing.sizes[number][0] - ICON / 2
    rect = (left, box.head - ICON, left + ICON, box.head)
    listed: Any = page.obj.get("/Annots")
    notes = list(listed) if isinstance(listed, Array) else []
    first = None
    for entry in one.notes:
        note = _note(entry, rect, str(one.number))
        note.P = page.obj
        note.AP = Dictionary(N=_icon(pdf))
        if first is not None:
            note.IRT = first
        made = pdf.make_indirect(note)
        first = first or made
        notes.append(made)
    page.obj.Annots = Array(notes)


def _note(entry: QueryNote, rect: tuple[float, ...], number: str) -> Any:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array(list(rect)),
        Contents=String(entry.words),
        NM=String(entry.name),
        Subj=String(number),
        Name=Name.Comment,
        F=PRINTED | STILL,
        C=Array([1, 0.93, 0.6]),
    )
    if entry.by:
        note.T = String(entry.by)
    if entry.date:
        note.M = String(f"D:{re.sub('[^0-9Z]', '', entry.date.partition('+')[0])[:15]}")
    return note


def _icon(pdf: pikepdf.Pdf) -> Any:
    icon = pdf.make_stream(SHAPE)
    icon.Type, icon.Subtype = Name.XObject, Name.Form
    icon.BBox = Array([0, 0, ICON, ICON])
    return icon


def _name(pdf: pikepdf.Pdf, named: Named) -> None:
    """Write what the file is called, and take off what only a finished edition may claim."""
    for key in NOT_OF_A_PROOF:
        if key in pdf.Root:
            del pdf.Root[key]
    both = String(file_id(named.id))
    pdf.trailer.ID = Array([both, both])
    info: Any = pdf.docinfo
    info[PROPERTY] = String(named.id)
    words = str(info.get("/Keywords", ""))
    info["/Keywords"] = String(", ".join(filter(None, (words, f"{KEYWORD}{named.id}"))))
    info["/Title"] = String(named.title)
    packet = PACKET.format(namespace=NAMESPACE, title=escape(named.title), name=named.id)
    metadata = pdf.make_stream(packet.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
