"""A page of an artefact, and a fault of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.formats.html.tree import Element


@dataclass(frozen=True, slots=True)
class Page:
    """A page under its name in the artefact, with `/` between folders.

    While `elements` are held, lxml makes none of them anew at each walk through the tree.
    """

    name: str
    tree: Element
    elements: tuple[Element, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hold the elements."""
        object.__setattr__(self, "elements", tuple(self.tree.iter()))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a page: its rule, the page, what is wrong, and words of the text beside it.

    `line` is that of the page, where the element is known.
    """

    rule: str
    page: str
    message: str
    words: str = ""
    before: str = ""
    left: str = ""
    line: int = 0


def line_of(element: Element) -> int:
    """Return the line of a file in which an element begins; 0 where that is not known."""
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line or 0
