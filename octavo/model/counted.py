"""Numbers with their nouns: one page, two pages."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun, in the singular for one; `many` is the plural, else with -s.

    >>> counted(1, "page"), counted(1200, "page"), counted(2, "entry", "entries")
    ('1 page', '1,200 pages', '2 entries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as a sentence has them: one, two and three."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
