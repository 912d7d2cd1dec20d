"""A style of the Word edition, as data: of paragraphs, and of letters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. None means what the style it is based on says.

    `tabs` are right-hand tab stops with a dotted leader where negative, left-hand ones elsewhere;
    `counted` says whether its lines have numbers where lines are numbered;
    `close` leaves out the space between two paragraphs of the style, or (False) keeps it.
    """

    name: str
    base: str = "Normal"
    following: str = ""
    font: str = ""
    size: float | None = None
    leading: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    spacing: float | None = None
    align: str = ""
    before: float | None = None
    after: float | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    with_next: bool | None = None
    together: bool | None = None
    new_page: bool | None = None
    hyphens: bool | None = None
    close: bool | None = None
    counted: bool = True
    level: int | None = None
    tabs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """A character style."""

    name: str
    font: str = ""
    size: float | None = None
    raised: bool = False
    small_caps: bool = False
    italic: bool = False
    bold: bool = False
