"""What becomes of a text when the signs of another program are taken out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.model.finding import Finding


@dataclass(slots=True)
class Read:
    """A text as the source writes it, what there is to say, and what the guard is to know of it.

    `marks` are signs that gave way to what they stand for; `left_out` are lines and titles that
    stand in the book no more, or stand there otherwise.
    """

    text: str
    findings: list[Finding] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
