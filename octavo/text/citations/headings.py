"""Headings that stand over a list of works, in the languages of `terms`."""

from __future__ import annotations

import re

from octavo.text.citations.terms import pattern

NAME = pattern("list")
HEADING = re.compile(
    rf"(?:[\dIVX]+[.)]?\s+)?{NAME}(?:(?:\s+(?:and|und|et|y|e|и|&)\s+|[,:]\s+){NAME})*[.:]?",
    re.IGNORECASE,
)
"""Headings of a list of works: `Bibliography`, `7. Sources and further reading`."""


def heads_list(words: str) -> bool:
    """Whether a heading of these words stands over a list of works.

    >>> heads_list("Works cited"), heads_list("Literaturverzeichnis"), heads_list("The list")
    (True, True, False)
    """
    return HEADING.fullmatch(" ".join(words.split())) is not None
