"""Divisions that are opened (`::: {.note}`) and never closed: pandoc closes them where it must."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from octavo import pandoc
from octavo.model.finding import Finding, Place, Severity, Tier

OPENS = re.compile(r"(?m)^[ \t>]*:{3,}[ \t]*[^\s:].*$")
CLOSES = re.compile(r"(?m)^[ \t>]*:{3,}[ \t]*$")
WARNED = re.compile(r"Div at .*?line (?P<line>\d+) column \d+ unclosed at ")
SHOWN = 60
"""How many characters of the line that opens a division a message quotes."""

HINT = "Write ::: on a line of its own where it ends, or take the line out."


def find(text: str, place: Callable[[int, int], Place]) -> Iterator[Finding]:
    """Yield a warning for each division of a chapter that nothing closes.

    Pandoc itself says which these are; it is asked where more are opened than closed.
    """
    if ":::" not in text or len(OPENS.findall(text)) <= len(CLOSES.findall(text)):
        return
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for warning in pandoc.warnings(text.encode()):
        match = WARNED.search(warning)
        if match is None or int(match["line"]) > len(starts):
            continue
        start = starts[int(match["line"]) - 1]
        line = text[start:].split("\n", 1)[0]
        message = f"{line.strip()[:SHOWN]} is not closed: all that follows it stands in it."
        where = place(start, start + len(line))
        yield Finding(
            "unclosed-division",
            message,
            Severity.WARNING,
            Tier.FLAG,
            where,
            before=line.strip(),
            hint=HINT,
        )
