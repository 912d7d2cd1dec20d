"""Leaves scripts and style sheets out of a text: no reader sees them, and no book can hold them."""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

ELEMENT = re.compile(
    r"^[ \t]*<(?P<name>script|style)\b[^<>]*>(?:(?!</?(?:script|style)\b).)*?</(?P=name)>"
    r"[ \t]*\n?(?:[ \t]*\n)?",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
"""One that begins a line: in a line of text it may be what the text speaks of."""


def read(text: str, file: str) -> Read:
    """Return a text without scripts and style sheets; what they said is shown once."""
    gone: list[str] = []

    def without(match: re.Match[str]) -> str:
        gone.append(match[0].strip())
        return ""

    if "<script" not in text.lower() and "<style" not in text.lower():
        return Read(text)
    text = lines.outside_code(text, lambda part: ELEMENT.sub(without, part))
    if not gone:
        return Read(text)
    message = f"{counted(len(gone), 'script or style sheet', 'scripts and style sheets')}"
    message += " of a web page " + ("was" if len(gone) == 1 else "were") + " left out."
    before = "\n\n".join(gone)
    done = Finding("import-script", message, Severity.INFO, Tier.AUTO, Place(file), before=before)
    return Read(text, [done], marks=gone)
