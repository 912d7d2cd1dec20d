"""What a judge says of a place in a finished file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from octavo.model.finding import Severity

SPACE = re.compile(r' xmlns(?::\w+)?="[^"]*"')
SHOWN = 100
"""How many characters of an element's markup are shown."""

Way: TypeAlias = tuple[str | int, ...]
"""The way to an element: the id of one that holds it, else "", then which child to take each time,
from 0."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a page of a finished file: by line and column from 1, or by the way to an element.

    The column is in characters. `page` is the page's name in the file, "" for the file as a whole.
    """

    page: str = ""
    line: int = 0
    column: int = 0
    way: Way = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A message of a judge: its rule, what it says, and where."""

    rule: str
    text: str
    severity: Severity
    spot: Spot
    hint: str = ""


def markup(text: str) -> str:
    """Return the begin of an element's markup, without the namespaces that a browser adds."""
    return SPACE.sub("", text)[:SHOWN]
