"""The page of the Word edition: its size, margins and type, in points."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model.artefact import Job

POINTS = 72 / 25.4
"""Points in a millimetre."""

TWIPS = 20
"""Twentieths of a point, Word's own unit."""

LONGEST = 400.0
"""The longest line, in points: some 68 characters of the largest type."""

EMU = 12700
"""English Metric Units in a point, the unit of drawings."""


@dataclass(frozen=True, slots=True)
class Page:
    """A trimmed page; every length is in points, `inner` is the margin at the spine.

    That of a `manuscript` is a sheet of the office, with ragged lines, which may be `numbered`.
    """

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    size: float
    leading: float
    manuscript: bool = False
    numbered: bool = False

    @property
    def measure(self) -> float:
        """How long a full line is."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """How high the text on a full page is."""
        return self.height - self.top - self.bottom


def page_of(trim: tuple[float, float]) -> Page:
    """Return the page for a trimmed size in millimetres (width, height).

    The foot is deeper than the head, and the spine takes a little of the inner margin. The type
    grows with the line, so that it holds about 60 characters (45 to 75 is what Bringhurst calls
    satisfactory: The Elements of Typographic Style, 2.1.2); a wide sheet gets wide margins.
    """
    width, height = (side * POINTS for side in trim)
    spare = max(0.0, width * 0.745 - LONGEST) / 2
    inner, outer = round(width * 0.13 + spare), round(width * 0.125 + spare)
    top, bottom = round(height * 0.105), round(height * 0.115)
    size = min(12.0, max(10.0, round((width - inner - outer) / 29.5 * 2) / 2))
    leading = round(size * 1.34 * 2) / 2
    return Page(width, height, inner, outer, top, bottom, size, leading)


A4, LETTER = (210.0, 297.0), (215.9, 279.4)
PAPERS = {"a4": A4, "letter": LETTER}
"""The sheets of a manuscript, by the names that a sender may say."""

LETTER_LANDS = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
"""Where paper is of the size *US Letter* (CLDR 45, supplemental data, `paperSize`)."""

MARGIN = 72.0
"""The margin of a manuscript, an inch (The Chicago Manual of Style, 17th ed., 2.10)."""

TYPE, DOUBLE = 12.0, 24.0
"""The size of a manuscript's type, and its lines: double-spaced (Chicago, 2.8)."""


def manuscript_page(lang: str, *, numbered: bool = False, paper: str = "") -> Page:
    """Return the page of a manuscript to be worked in: of a paper, else of that of a language.

    >>> manuscript_page("en-US").width, round(manuscript_page("en-GB").height)
    (612.0, 842)
    >>> round(manuscript_page("en-US", paper="a4").height)
    842
    """
    land = lang.rpartition("-")[2].upper()
    usual = LETTER if land in LETTER_LANDS else A4
    width, height = (side * POINTS for side in PAPERS.get(paper, usual))
    around = (MARGIN, MARGIN, MARGIN, MARGIN)
    return Page(round(width, 1), round(height, 1), *around, TYPE, DOUBLE, True, numbered)


def page_for(job: Job) -> Page:
    """Return the page of a job: that of the edition, or of a manuscript, where one is sent."""
    edition, sending = job.project.edition, job.sending
    if sending is None or sending.variant != "manuscript":
        return page_of(edition.design.trim)
    return manuscript_page(edition.lang, numbered=sending.numbered, paper=sending.paper)


def twips(points: float) -> int:
    """Turn points into Word's twentieths."""
    return round(points * TWIPS)
