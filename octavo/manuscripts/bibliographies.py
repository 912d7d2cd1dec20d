"""Finds where a manuscript's own bibliography stands, and names its files in the edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

DRAFTED = "references.json"
PLACE = re.compile(r"^:{3,}[ \t]*\{[^}]*(?:#refs|\.references)\b[^}]*\}", re.MULTILINE)
HEADING = re.compile(
    r"#(?!#)[ \t]*(?:works cited|references|bibliography|literature|literatur(?:verzeichnis)?|"
    r"bibliographie|bibliograf[i\u00ed]a|bibliografia|r[e\u00e9]f[e\u00e9]rences)"
    r"[ \t]*(?:\{[^}]*\})?[ \t#]*",
    re.IGNORECASE,
)
"""What a heading over a bibliography says, in the languages that the house styles know."""


def take_place(chapters: dict[str, bytes]) -> bool:
    """Make the place of the bibliography where the manuscript has one; say whether it has.

    It has one where a Div `refs` or `references` stands, or a last chapter that is no more than
    such a heading, below which the Div is then set.
    """
    texts = {name: content.decode() for name, content in chapters.items()}
    if any(PLACE.search(text) for text in texts.values()):
        return True
    last = next(reversed(texts), "")
    if not HEADING.fullmatch(texts.get(last, "").strip()):
        return False
    chapters[last] = f"{texts[last].strip()}\n\n::: {{#refs}}\n:::\n".encode()
    return True


def named(taken: Mapping[str, bytes], drafted: Sequence[object]) -> str | list[str]:
    """Give what edition.yaml says of the bibliographies: those taken along, and the draft."""
    names = [*taken, *([DRAFTED] if drafted or not taken else [])]
    return names[0] if len(names) == 1 else names
