"""The shape of what is kept of a file that was sent: held against it before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from octavo.desk.merge.leaf import Atom, Kind

DEEPEST_LEVEL = 9
"""Word has so many levels of headings."""

T = TypeVar("T")

Run: TypeAlias = tuple[str, tuple[str, ...], Atom]
"""Words, their look, and what they are where they are no words."""


@dataclass(frozen=True, slots=True)
class Head:
    """What `sent.json` says: the variant, the title, and to whom the file went."""

    variant: str
    title: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A leaf as `leaves.json` has it; `at` is the file, and the characters of it, of its words."""

    kind: Kind
    ids: tuple[str, ...] = ()
    level: int = 0
    style: str = ""
    note: str = ""
    table: int = 0
    cell: int = 0
    runs: tuple[Run, ...] = ()
    at: tuple[str, int, int] | None = None

    def is_sound(self, sizes: dict[str, int]) -> bool:
        """Whether its numbers can be: `sizes` are those of the files of the text, in bytes."""
        if not 0 <= self.level <= DEEPEST_LEVEL or min(self.table, self.cell) < 0:
            return False
        file, start, end = self.at or ("", 0, 0)
        return self.at is None or 0 <= start <= end <= sizes.get(file, -1)


def head(data: bytes) -> Head:
    """Read `sent.json`. Raises ValueError where a value has another type, or is missing."""
    return read(Head, data)


def leaves(data: bytes, sizes: dict[str, int]) -> list[Kept]:
    """Read `leaves.json`. Raises ValueError where it is no list of leaves of these files."""
    each = read(list[Kept], data)
    if not each or not all(one.is_sound(sizes) for one in each):
        raise ValueError
    return each


def read(shape: type[T], data: bytes) -> T:
    """Read JSON as values of a type. Raises ValueError where they are of another."""
    from pydantic import TypeAdapter  # who merges nothing needs none

    return TypeAdapter(shape).validate_json(data, strict=True)
