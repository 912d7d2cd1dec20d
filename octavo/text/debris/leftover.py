"""One leftover of a conversion in a text, and how sure it is what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sureness(Enum):
    """How sure it is that something is debris, and what was meant by it."""

    CERTAIN = "certain"
    LIKELY = "likely"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Leftover:
    """The characters `start:end` of a text, which become `after`.

    Where markup was meant, `inner` are the words that it stands around, and `kind` is pandoc's
    name for how they are set; an empty `kind` says that the words stay as they are.
    """

    start: int
    end: int
    rule: str
    message: str
    after: str = ""
    sureness: Sureness = Sureness.LIKELY
    inner: tuple[int, int] | None = None
    kind: str = ""
    hint: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end
