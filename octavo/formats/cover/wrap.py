"""The sheet of a printed cover: where back, spine and front stand on it, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model.printers import Boards, Cover, Paper

LEAST_TEXT = 2.1
"""The least height of a spine's type, of 6 points: where there is less room it has none."""


@dataclass(frozen=True, slots=True)
class Binding:
    """How a book is bound: the width of its spine, its boards if any, and how wide its flaps are.

    `is_mirrored` says that it is read from the right.
    """

    spine: float
    boards: Boards | None = None
    flap: float = 0.0
    is_mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """A sheet: from its left edge `outer`, a flap, the back, a hinge, the spine, and so back again.

    `panel` and `height` are those of the faces. `outer` is what stands beyond them: the bleed, or
    what is turned in. `is_mirrored` says that the front is on the left: books read from the right.
    """

    panel: float
    height: float
    spine: float
    outer: float
    bleed: float
    safety: float
    spine_safety: float
    edge: float
    position: str = "spine"
    hinge: float = 0.0
    flap: float = 0.0
    has_spine_text: bool = False
    is_mirrored: bool = False

    @property
    def width(self) -> float:
        """The width of the sheet."""
        return 2 * (self.outer + self.flap + self.panel + self.hinge) + self.spine

    @property
    def full_height(self) -> float:
        """The height of the sheet."""
        return 2 * self.outer + self.height

    @property
    def spine_at(self) -> float:
        """The distance of the spine from the left edge."""
        return self.outer + self.flap + self.panel + self.hinge

    @property
    def left_at(self) -> float:
        """The distance of the left-hand face from the left edge."""
        return self.outer + self.flap

    @property
    def right_at(self) -> float:
        """The distance of the right-hand face from the left edge."""
        return self.spine_at + self.spine + self.hinge

    @property
    def front_at(self) -> float:
        """The distance of the front from the left edge."""
        return self.left_at if self.is_mirrored else self.right_at

    @property
    def back_at(self) -> float:
        """The distance of the back from the left edge."""
        return self.right_at if self.is_mirrored else self.left_at


def spine_width(pages: int, paper: Paper, boards: Boards | None = None) -> float:
    """Return the width of a spine by the printer's formula, in millimetres."""
    return pages * paper.page + paper.extra + (boards.spine if boards else 0.0)


def wrap_of(trim: tuple[float, float], pages: int, cover: Cover, binding: Binding) -> Wrap:
    """Return the sheet for a trim and the pages of the inside."""
    boards = binding.boards
    overhang = boards.overhang if boards else 0.0
    hinge = boards.hinge if boards else 0.0
    outer = boards.wrap if boards and boards.wrap else cover.bleed
    room = binding.spine - 2 * cover.spine_safety
    return Wrap(
        panel=trim[0] + overhang - hinge,
        height=trim[1] + 2 * overhang,
        spine=binding.spine,
        outer=outer,
        bleed=cover.bleed,
        safety=cover.safety,
        spine_safety=cover.spine_safety,
        edge=cover.barcode.edge,
        position=cover.barcode.position,
        hinge=hinge,
        flap=binding.flap,
        has_spine_text=pages >= cover.spine_from and room >= LEAST_TEXT,
        is_mirrored=binding.is_mirrored,
    )
