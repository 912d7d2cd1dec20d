"""The rule in a range of pages or years, at which no line may end.

By itself a line may end behind an en rule (Unicode Standard Annex 14, class BA).
"""

from __future__ import annotations

import re

RANGE = re.compile(
    r"(?<=\d)\N{EN DASH}(?=\d)|\b[ivxlcdm]+\N{EN DASH}(?=[ivxlcdm]+\b)", re.IGNORECASE
)
"""The rule of pages and years, in 32 to 3 and xii to xiv."""

HELD = "\\g<0>\N{WORD JOINER}"
RELEASED = re.compile(r"(?<=[\divxlcdm]\N{EN DASH})\N{WORD JOINER}(?=[\divxlcdm])", re.IGNORECASE)


def held(text: str) -> str:
    r"""Return a text in which no line ends behind the rule of a range.

    >>> held("1683\N{EN DASH}4") == "1683\N{EN DASH}\N{WORD JOINER}4"
    True
    """
    return RANGE.sub(HELD, text)


def released(text: str) -> str:
    r"""Return a text as it was before it was held.

    >>> released(held("xii\N{EN DASH}xiv")) == "xii\N{EN DASH}xiv"
    True
    """
    return RELEASED.sub("", text)
