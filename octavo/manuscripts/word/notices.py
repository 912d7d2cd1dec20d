"""What the passes over a Word file report, and a place in words that an editor finds in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package

SHOWN = 4
"""How many places one finding names."""

WORDS = 4
"""How many words of a paragraph are shown."""


@dataclass(slots=True)
class Notices:
    """The findings of one Word file, and the numbers its paragraphs had before any pass."""

    file: str
    package: Package
    findings: list[Finding] = field(default_factory=list)
    _numbers: dict[etree._Element, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for story in self.package.stories():
            for number, paragraph in enumerate(story.root.iter(f"{W}p"), 1):
                note = next(paragraph.iterancestors(f"{W}footnote", f"{W}endnote"), None)
                what = f"paragraph {number}"
                if note is not None:
                    what = f"{note.tag.removeprefix(W)} {val(note, 'id')}"
                self._numbers[paragraph] = what

    def place(self, element: etree._Element) -> str:
        """Return the place of an element in words: its paragraph's number, and how that begins."""
        paragraph = (
            element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
        )
        if paragraph is None:
            return "between paragraphs"
        words = first_words(paragraph)
        number = self._numbers.get(paragraph, "a paragraph")
        if not words:
            return number
        return f"{number}, \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"

    def done(self, rule: str, message: str, before: str = "") -> None:
        """Report something done."""
        place = Place(self.file)
        self.findings.append(Finding(rule, message, Severity.INFO, Tier.AUTO, place, before=before))

    def look_at(self, rule: str, message: str, hint: str, before: str = "") -> None:
        """Report something to look at."""
        self._look(rule, message, hint, before, Severity.WARNING)

    def lose_words(self, rule: str, message: str, hint: str, before: str = "") -> None:
        """Report something that is not in the book."""
        self._look(rule, message, hint, before, Severity.ERROR)

    def _look(self, rule: str, message: str, hint: str, before: str, severity: Severity) -> None:
        place = Place(self.file)
        self.findings.append(
            Finding(rule, message, severity, Tier.FLAG, place, before=before, hint=hint)
        )


def first_words(element: etree._Element) -> str:
    """Return the first words below an element."""
    text = "".join(part.text or "" for part in element.iter(f"{W}t"))
    return shortened(text)


def shortened(text: str, most: int = WORDS) -> str:
    """Return the first words of a text."""
    words = text.split()
    more = "\N{HORIZONTAL ELLIPSIS}" if len(words) > most else ""
    return " ".join(words[:most]) + more


def listed(items: Sequence[str], most: int = SHOWN) -> str:
    """Return some items as a list, and how many more there are."""
    more = f"; and {len(items) - most} more" if len(items) > most else ""
    return "; ".join(items[:most]) + more


def many(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else several or one + 's'}"
