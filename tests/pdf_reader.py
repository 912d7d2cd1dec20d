"""A reader of proofs: marks words of a PDF in the way of one program or another.

The habits are those of public files and of ISO 32000-2, 12.5: in which order the corners of a
quadrilateral are written, whether there is an appearance, rich text, a popup, how a date is typed.
Where words stand is asked of PDFium, not of what Octavo has kept.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name, String

Rect = tuple[float, float, float, float]
"""Left, foot, right, head."""


@dataclass(frozen=True)
class Habit:
    """How a program writes its annotations."""

    order: str
    date: str
    has_rich: bool = False
    has_popup: bool = False
    has_shape: bool = True
    has_name: bool = True
    grows: float = 0.0
    copies: bool = False
    answers: str = "caret"


HABITS = {
    "acrobat": Habit("bl br tl tr", "D:{}+01'00'", has_rich=True, has_popup=True),
    "acrobat-old": Habit("tl tr bl br", "D:{}+01'00'", has_rich=True, copies=True),
    "preview": Habit("tl tr bl br", "D:{}Z00'00'", has_name=False, grows=0.4),
    "okular": Habit("bl br tr tl", "D:{}+01'00'", has_popup=True, has_shape=False, grows=0.3),
    "foxit": Habit("tl tr bl br", "D:{}+01'00'", has_popup=True, answers="strike"),
    "firefox": Habit("tl tr bl br", "D:{}Z", has_name=False),
}
"""The programs, and the corners of a quadrilateral in their order."""


@dataclass
class Word:
    """Letters as PDFium reads them, each with its box, of one page."""

    page: int
    boxes: list[Rect]

    def lines(self) -> list[Rect]:
        """A box around the letters of each line."""
        rows: list[list[Rect]] = []
        for box in self.boxes:
            if rows and abs(rows[-1][-1][1] - box[1]) < 3 and box[0] >= rows[-1][-1][0] - 1:
                rows[-1].append(box)
            else:
                rows.append([box])
        return [around(row) for row in rows]


def around(boxes: Sequence[Rect]) -> Rect:
    left, foot, right, head = zip(*boxes, strict=True)
    return min(left), min(foot), max(right), max(head)


@dataclass
class Reader:
    """Marks a proof as one person, in one program."""

    path: Path
    program: str = "acrobat"
    author: str = "Ann Lee"
    day: str = "20260301101500"
    pdf: pikepdf.Pdf = field(init=False)
    texts: list[tuple[str, list[Rect]]] = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.pdf = pikepdf.open(self.path)
        self.texts = letters(self.path)

    @property
    def habit(self) -> Habit:
        return HABITS[self.program]

    def find(self, words: str, page: int | None = None, nth: int = 0) -> Word:
        """The letters of some words, white space aside; where they stand first, or `nth`."""
        sought = "".join(words.split())
        for number, (text, boxes) in enumerate(self.texts):
            at = text.find(sought) if page in (None, number) else -1
            while at >= 0:
                if not nth:
                    return Word(number, boxes[at : at + len(sought)])
                nth -= 1
                at = text.find(sought, at + 1)
        raise AssertionError(f"{words!r} is on no page")

    def part(self, words: str, within: str) -> Word:
        """The letters of some words in a longer stretch of them."""
        whole = self.find(within)
        at = "".join(within.split()).find("".join(words.split()))
        assert at >= 0, (words, within)
        return Word(whole.page, whole.boxes[at : at + len("".join(words.split()))])

    def mark(self, kind: str, at: Word, text: str = "", **more: Any) -> Any:
        """Mark words: Highlight, StrikeOut, Underline, Squiggly."""
        grows = self.habit.grows
        rects = [(a - grows, b - grows, c + grows, d + grows) for a, b, c, d in at.lines()]
        quads = [side for rect in rects for side in self._corners(rect)]
        made = self._add(kind, at.page, around(rects), text, QuadPoints=Array(quads), **more)
        if self.habit.copies and not text:
            made.Contents = String("".join(self._covered(at)))
        return made

    def _covered(self, at: Word) -> str:
        text, boxes = self.texts[at.page]
        first = boxes.index(at.boxes[0])
        return text[first : first + len(at.boxes)]

    def _corners(self, rect: Rect) -> list[float]:
        left, foot, right, head = rect
        places = {"tl": (left, head), "tr": (right, head), "bl": (left, foot), "br": (right, foot)}
        return [side for name in self.habit.order.split() for side in places[name]]

    def quad(self, rect: Rect) -> Any:
        """The corners of one quadrilateral, in the program's order."""
        return Array(self._corners(rect))

    def strike(self, at: Word, text: str = "") -> Any:
        return self.mark("StrikeOut", at, text)

    def caret(
        self, at: Word, text: str, *, before: bool = False, off: float = 0.0, **more: Any
    ) -> Any:
        """Put a caret behind the last letter of some words, or before the first."""
        left, foot, right, head = at.boxes[0 if before else -1]
        x, size = (left if before else right) + off, (head - foot) * 0.4
        rect = (x - size, foot - size * 0.4, x + size, foot + size * 1.4)
        return self._add("Caret", at.page, rect, text, **more)

    def replace(self, at: Word, text: str) -> tuple[Any, Any]:
        """Replace words as Acrobat does: a caret and a stroke in a group."""
        strike = self.strike(at)
        strike.IT = Name.StrikeOutTextEdit
        caret = self.caret(at, text, IT=Name.Replace, RD=Array([0.5, 0.5, 0.5, 0.5]))
        child, parent = (strike, caret) if self.habit.answers == "caret" else (caret, strike)
        child.IRT, child.RT = parent, Name.Group
        return strike, caret

    def note(self, at: Word, text: str, *, beside: float = 0.0) -> Any:
        """A sticky note on some words, or to the right of them."""
        left, foot, _, head = at.boxes[0]
        middle = (foot + head) / 2
        rect = (left + beside, middle - 10, left + beside + 20, middle + 10)
        return self._add("Text", at.page, rect, text, Name=Name.Comment)

    def box(self, at: Word, text: str, *, line: bool = False) -> Any:
        """A text box in the margin; its line leads to the words."""
        left, foot, right, head = at.boxes[0]
        rect = (430.0, foot - 12, 560.0, head + 12)
        more: dict[str, Any] = {"DA": String("/Helv 10 Tf 0 g")}
        if line:
            rect = (430.0, foot + 60, 560.0, head + 90)
            more["CL"] = Array(
                [(left + right) / 2, (foot + head) / 2, 420, foot + 40, 430, foot + 60]
            )
        return self._add("FreeText", at.page, rect, text, **more)

    def cut(self, at: Word, points: float) -> Word:
        """The same letters, but for some points at their beginning."""
        (left, foot, right, head), *others = at.boxes
        return Word(at.page, [(left + points, foot, right, head), *others])

    def as_one(self, author: str) -> Reader:
        """Another person who marks the same file."""
        other = copy.copy(self)
        other.author = author
        return other

    def as_program(self, program: str, author: str) -> Reader:
        """Another person, in another program, who marks the same file."""
        other = self.as_one(author)
        other.program = program
        return other

    def states(self, to: Any, *reviews: tuple[str, str]) -> Any:
        for author, state in reviews:
            self.as_one(author).state(to, state)
        return to

    def sign(self, name: str) -> Any:
        return Name(f"/{name}")

    def text(self, text: str) -> Any:
        return String(text)

    def rich_text(self, inner: str) -> Any:
        """Rich text with some paragraphs."""
        return String(f'<body xmlns="http://www.w3.org/1999/xhtml">{inner}</body>')

    def rotate(self, angle: int) -> None:
        for page in self.pdf.pages:
            page.rotate(angle, relative=True)

    def crop(self, left: float, foot: float) -> None:
        for page in self.pdf.pages:
            box = [float(side) for side in page.mediabox]
            page.obj.MediaBox = Array([box[0] + left, box[1] + foot, box[2], box[3]])

    def rescale(self, size: float, right: float, up: float) -> None:
        """Draw each page larger, and elsewhere on it."""
        for page in self.pdf.pages:
            page.contents_add(f"q {size} 0 0 {size} {right} {up} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            box = [float(side) for side in page.mediabox]
            page.obj.MediaBox = Array([0, 0, box[2] * size + right, box[3] * size + up])

    def drop(self, count: int) -> None:
        for _ in range(count):
            del self.pdf.pages[0]

    def forget(self) -> None:
        """Lose all that names the file."""
        del self.pdf.trailer["/Info"]
        del self.pdf.Root.Metadata

    def again(self, path: Path) -> Reader:
        """Save the file, and open it anew."""
        return Reader(self.save(path), self.program, self.author, self.day)

    def reply(self, to: Any, text: str) -> Any:
        page = next(n for n, one in enumerate(self.pdf.pages) if self._is_on(one, to))
        made = self._add("Text", page, tuple(float(side) for side in to.Rect), text)
        made.IRT = to
        return made

    def state(self, to: Any, state: str) -> Any:
        made = self.reply(to, f"{state} set by {self.author}")
        made.F = 30
        made.State, made.StateModel = String(state), String("Review")
        return made

    def named(self, start: str) -> Any:
        """The annotation whose name begins so: a query that went out."""
        for page in self.pdf.pages:
            for one in page.obj.get("/Annots", []):
                if str(one.get("/NM", "")).startswith(start):
                    return one
        raise AssertionError(start)

    def _is_on(self, page: pikepdf.Page, one: Any) -> bool:
        return any(each.objgen == one.objgen for each in page.obj.get("/Annots", []))

    def _add(self, kind: str, page: int, rect: Sequence[float], text: str, **more: Any) -> Any:
        habit = self.habit
        self.count += 1
        made = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{kind}"),
            Rect=Array([round(side, 3) for side in rect]),
            T=String(self.author),
            M=String(habit.date.format(self.day)),
            F=4,
            C=Array([1, 0, 0]),
            P=self.pdf.pages[page].obj,
            **more,
        )
        if text:
            made.Contents = String(text)
        if habit.has_name:
            made.NM = String(f"{self.program}-{self.author}-{self.count}")
        if text and habit.has_rich and "RC" not in more:
            made.RC = String(RICH.format(text.strip()))
        if habit.has_shape:
            shape = self.pdf.make_stream(b"1 0 0 RG 0 0 m 9 9 l S")
            shape.Type, shape.Subtype, shape.BBox = Name.XObject, Name.Form, made.Rect
            made.AP = Dictionary(N=shape)
        one = self.pdf.make_indirect(made)
        new = [one]
        if habit.has_popup:
            popup = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Parent=one, Rect=made.Rect)
            new.append(self.pdf.make_indirect(popup))
            one.Popup = new[1]
        leaf = self.pdf.pages[page].obj
        leaf.Annots = Array([*leaf.get("/Annots", []), *new])
        return one

    def save(self, path: Path) -> Path:
        self.pdf.save(path)
        return path


RICH = (
    '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/" xfa:APIVersion="Acrobat:21.7.0" '
    'xfa:spec="2.0.2" style="font-size:12pt"><p dir="ltr"><span>{}</span></p></body>'
)


def letters(path: Path) -> list[tuple[str, list[Rect]]]:
    """The letters of each page, with the box of each as programs select them."""
    pages = []
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text, signs, boxes = page.get_textpage(), [], []
        for at in range(text.count_chars()):
            sign = chr(pdfium.FPDFText_GetUnicode(text, at))
            if sign.isspace() or ord(sign) < 32 or sign in "\N{WORD JOINER}\N{SOFT HYPHEN}":
                continue
            own = pdfium.FS_RECTF()
            pdfium.FPDFText_GetLooseCharBox(text, at, own)
            signs.append(sign)
            boxes.append((own.left, own.bottom, own.right, own.top))
        pages.append(("".join(signs), boxes))
    pdf.close()
    return pages
