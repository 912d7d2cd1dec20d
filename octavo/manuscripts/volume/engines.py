"""Words that R Markdown types as if they were code: boxes and theorems between backquotes.

They become divisions, as bookdown itself writes them since 0.21 (R Markdown Cookbook, 9.6 Custom
blocks; bookdown, 2.2.2 Theorems and proofs; 2.7 Custom blocks).
"""

from __future__ import annotations

import re

from octavo.manuscripts.volume import options
from octavo.manuscripts.volume.callouts import KINDS
from octavo.manuscripts.volume.edited import Read
from octavo.manuscripts.volume.theorems import NUMBERED, UNNUMBERED

ENGINES = frozenset(("block", "block2", *NUMBERED, *UNNUMBERED))
OPENING = re.compile(
    r"^(?P<fence>`{3,})[ \t]*\{(?P<name>" + "|".join(sorted(ENGINES)) + r")"
    r"(?:[ \t,](?P<more>[^{}]*))?\}[ \t]*$"
)


def read(text: str) -> Read:
    """Return a text in which such words stand in divisions."""
    done = Read(text)
    rows = text.split("\n")
    made: list[str] = []
    last = {row.strip(): number for number, row in enumerate(rows)}
    at, other = 0, ""
    while at < len(rows):
        match = None if other else OPENING.match(rows[at])
        end = last.get(match["fence"], 0) if match else 0
        if match is None or end <= at:
            other = _fence(rows[at], other)
            made.append(rows[at])
            at += 1
            continue
        end = next(n for n in range(at + 1, end + 1) if rows[n].strip() == match["fence"])
        known = options.of_header(match["more"] or "")
        made += [_opening(match["name"], known), *rows[at + 1 : end], ":::"]
        done.marks += [match["name"], match["more"] or ""]
        at = end + 1
    done.text = "\n".join(made)
    return done


def _fence(row: str, other: str) -> str:
    """Return the fence of other code that a row stands in."""
    match = re.match(r"[ \t]*(`{3,}|~{3,})", row)
    if match is None:
        return other
    if not other:
        return match[1]
    return "" if row.strip().startswith(other) and not row.strip().strip(other[0]) else other


def _opening(name: str, known: dict[str, str]) -> str:
    if name in ("block", "block2"):
        kind = known.get("type", "").lower().removeprefix("rmd")
        return f"::: {{.callout-{kind}}}" if kind in KINDS else "::: callout"
    label = f" #{known['label']}" if known.get("label") else ""
    title = f' name="{known["name"]}"' if known.get("name") else ""
    return f"::: {{.{name}{label}{title}}}"
