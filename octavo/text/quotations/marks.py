"""A quotation mark and its roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STRAIGHT = "\"'"
CURLY = "“”‘’"
DOUBLE = '"“”'


class Role(StrEnum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    UNPAIRED = "unpaired"


@dataclass(slots=True)
class Mark:
    """A mark at `at`: its role, the number of its partner, and how far ahead its reading was.

    `continued`: the quotation goes on in the next paragraph. `again`: the mark opens a new line of
    a quotation that is open already, as in verse and letters. `opens`: it opens a
    quotation, even one without an end. `shape`: what a mark without a partner is by its place
    alone. `width`: how many characters were typed for it; `char` is then the one that they stand
    for. `sure`: whether it may be written.
    """

    at: int
    char: str
    role: Role = Role.UNPAIRED
    partner: int | None = None
    continued: bool = False
    again: bool = False
    opens: bool = False
    shape: Role | None = None
    margin: float = 9.0
    width: int = 1
    sure: bool = True

    @property
    def kind(self) -> str:
        """`D` for a double mark, `S` for a single one."""
        return "D" if self.char in DOUBLE else "S"

    @property
    def straight(self) -> bool:
        """Whether it was typed straight."""
        return self.char in STRAIGHT
