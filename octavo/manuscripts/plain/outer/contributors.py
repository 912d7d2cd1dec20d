"""Reads from the lines of a title page who translated, edited or illustrated a book."""

from __future__ import annotations

import re

from octavo.manuscripts.plain.outer.front import AND, NAME

WORDS = {
    "translator": "translated|übersetzt|übertragen|traduit|traduite|traducido|traducida|tradotto"
    "|tradotta|traduzido|vertaald|översatt|oversat|oversatt",
    "editor": "edited|herausgegeben|édité|éditée|editado|a cura|bezorgd|redigerad",
    "introduction": "(?:an )?introduction|einleitung|introducción|introduzione|inleiding",
    "illustrator": "illustrated|illustrations|drawings|illustriert|illustré"
    "|illustrée|ilustrado|illustrato|geïllustreerd",
}
WITH = r"with\b[^,.;\n]{0,50}?\s"
"""What may stand before the word: `with twelve coloured illustrations by`."""

HELPED = {
    role: re.compile(
        rf"(?i:(?:{WITH})?(?:{words})\b[^,.;\n]{{0,50}}?\b(?:by|von|par|por|da|di|door|av|af))\s+"
        rf"(?P<names>{NAME}(?:\s+{NAME}){{1,4}}(?:\s+(?:and|und|et|y|e)\s+{NAME}(?:\s+{NAME}){{1,4}})?)\.?"
    )
    for role, words in WORDS.items()
}


ENDS = re.compile(r"\b(?:by|von|par|por|da|di|door|av|af)[ \t]*\n\s*", re.IGNORECASE)
"""The end of a line whose name stands on the next one."""


def _as_name(words: str) -> str:
    """Return a name without the stop of its line, and not in capitals."""
    name = re.sub(r"(?<=\w\w)\.$", "", words)
    return name.title() if name.isupper() else name


def named(lines: str) -> dict[str, object]:
    """Return who helped, by role: a name, or names, each line of them a line of its own."""
    people: dict[str, object] = {}
    lines = ENDS.sub(lambda match: f"{match[0].rstrip()} ", lines)
    for line in lines.split("\n"):
        for role, pattern in HELPED.items():
            match = pattern.fullmatch(line.strip())
            if match:
                names = [_as_name(name) for name in AND.split(match["names"]) if name]
                people.setdefault(role, names if len(names) > 1 else names[0])
    return people
