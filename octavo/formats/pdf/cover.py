"""The cover of the screen PDF: the image that the edition names, as a page before all others.

The page has the trim's size and is filled to its edges. It is tagged as a figure with its words
and has a bookmark. Page labels go on naming the other pages as they are numbered in print, and
readers of the text meet the file without it. The print PDF never has it: a printer takes covers as
files of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

from octavo.files import redraw
from octavo.formats.epub.cover import cover_file, cover_words
from octavo.formats.pdf.page import page_of
from octavo.model.artefact import Job
from octavo.text.terms import terms_for

PAGE = """\
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#context {{
  let file = "{file}"
  let own = measure(image(file))
  let (one, other) = (own.width / {width}pt, own.height / {height}pt)
  let lost = 1 - calc.min(one, other) / calc.max(one, other)
  image(file, width: 100%, height: 100%, fit: if lost <= {most} {{ "cover" }} else {{ "contain" }})
}}
"""
MOST_LOST = 0.125
"""The most of an image that is cut off so that it fills the page; else it stands there whole."""


def add_cover(screen: Path, job: Job) -> int:
    """Put the cover that an edition names before a screen PDF; return how many pages it takes.

    Raises InputError where there is no such picture.
    """
    edition = job.project.edition
    if not edition.cover:
        return 0
    with (
        pikepdf.open(screen, allow_overwriting_input=True) as pdf,
        pikepdf.open(_set(cover_file(job.project, job.work), job)) as drawn,
    ):
        title = terms_for(edition.lang).cover
        pdf.pages.insert(0, drawn.pages[0])
        page = pdf.pages[0].obj
        _tag(pdf, page, cover_words(edition))
        _label(pdf, title)
        _bookmark(pdf, page, title)
        pdf.save(screen, deterministic_id=True)
    return 1


def _set(file: Path, job: Job) -> Path:
    """Set the page by itself, without tags; return its file."""
    folder = job.work / "cover"
    folder.mkdir()
    name = f"cover{file.suffix.lower()}"
    data = redraw.published(file.read_bytes())
    (folder / name).write_bytes(data)
    page = page_of(job.project.edition.design.trim)
    words = PAGE.format(width=page.width, height=page.height, file=name, most=MOST_LOST)
    (folder / "cover.typ").write_text(words, encoding="utf-8")
    path = folder / "cover.pdf"
    typst.compile(
        str(folder / "cover.typ"),
        output=str(path),
        root=str(folder),
        ignore_system_fonts=True,
        pdf_tags=False,
        pdf_standards=["a-2b"],
        timestamp=job.epoch,
    )
    return path


def _tag(pdf: pikepdf.Pdf, page: Any, words: str) -> None:
    """Make the page a figure with its words, the first thing in the document (PDF/UA-1, 7.3)."""
    drawn = b"".join(part.read_bytes() for part in _streams(page.Contents))
    page.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC\n" + drawn + b"\nEMC")
    root = pdf.Root.StructTreeRoot
    document = root.K[0] if isinstance(root.K, Array) else root.K
    box = Array([float(side) for side in page.MediaBox])
    layout = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    figure = Dictionary(
        Type=Name.StructElem, S=Name.Figure, P=document, Pg=page, K=0, Alt=String(words), A=layout
    )
    element = pdf.make_indirect(figure)
    document.K.insert(0, element)
    key = int(root.ParentTreeNextKey)
    pikepdf.NumberTree(root.ParentTree)[key] = Array([element])
    root.ParentTreeNextKey = key + 1
    page.StructParents = key
    page.Tabs = Name.S


def _streams(contents: Any) -> Iterator[Any]:
    yield from contents if isinstance(contents, Array) else (contents,)


def _label(pdf: pikepdf.Pdf, title: str) -> None:
    """Name the page by a word; the others keep their numbers, a page further on."""
    numbers = list(pdf.Root.PageLabels.Nums)
    moved = [item if at % 2 else int(item) + 1 for at, item in enumerate(numbers)]
    label = Dictionary(Type=Name.PageLabel, P=String(title))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, label, *moved]))


def _bookmark(pdf: pikepdf.Pdf, page: Any, title: str) -> None:
    """Put a bookmark before the others."""
    outlines = pdf.Root.get("/Outlines")
    if outlines is None:
        outlines = pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    item = pdf.make_indirect(
        Dictionary(Title=String(title), Parent=outlines, Dest=Array([page, Name.Fit]))
    )
    first = outlines.get("/First")
    if first is None:
        outlines.Last = item
    else:
        item.Next, first.Prev = first, item
    outlines.First = item
    outlines.Count = abs(int(outlines.get("/Count", 0))) + 1


def has_cover(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF of ours begins with a cover: its page alone is named by a word."""
    labels = pdf.Root.get("/PageLabels")
    numbers = labels.get("/Nums") if labels is not None else None
    return bool(isinstance(numbers, Array) and len(numbers) > 1 and "/P" in numbers[1])


@contextmanager
def without_cover(path: Path) -> Iterator[pikepdf.Pdf]:
    """Yield a PDF as it is behind its cover, where it has one: pages, tags and bookmarks."""
    with pikepdf.open(path) as pdf:
        if has_cover(pdf):
            del pdf.pages[0]
            root = pdf.Root.get("/StructTreeRoot")
            if root is not None:
                document = root.K[0] if isinstance(root.K, Array) else root.K
                del document.K[0]
            outlines = pdf.Root.get("/Outlines")
            if outlines is not None and "/Next" in outlines.First:
                outlines.First = outlines.First.Next
            elif outlines is not None:
                del pdf.Root.Outlines
        yield pdf


def cover_pages(path: Path) -> int:
    """Return how many pages a PDF has before those of its book: one, or none."""
    with pikepdf.open(path) as pdf:
        return int(has_cover(pdf))
