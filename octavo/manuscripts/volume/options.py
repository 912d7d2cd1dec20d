"""The options of a code cell, in the header of its fence and in the lines that begin it.

knitr has them behind the name of the language, `{r label, fig.cap="…"}` (knitr, "Options: Chunk
options and package options"); Quarto in lines of comment, `#| fig-cap: …` (Quarto, "Execution
Options"); MyST in lines between colons, `:tags: [remove-input]` (MyST-NB, "Code-cell syntax").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PIECE = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()]|\([^()]*\))*\)|[^,])+")
SETS = re.compile(r"\s*(?P<key>[\w.-]+)\s*=\s*(?P<value>.*?)\s*", re.DOTALL)
COMMENT = re.compile(r"[ \t]*(?:#|//|--|%|;)\|[ ]?(?P<rest>.*)")
FIELD = re.compile(r"[ \t]*:(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
KEY = re.compile(r"(?P<key>[\w.-]+):(?:[ \t]+(?P<value>.*))?$")


def of_header(words: str) -> dict[str, str]:
    """Return the options behind the name of a language; the first that sets nothing is the label.

    >>> of_header(" mill, fig.cap = 'A, b', echo=FALSE")
    {'label': 'mill', 'fig-cap': 'A, b', 'echo': 'FALSE'}
    """
    known: dict[str, str] = {}
    for piece in PIECE.findall(words):
        pair = SETS.fullmatch(piece)
        if pair:
            known[_key(pair["key"])] = _bare(pair["value"]).replace("\\\\", "\\")
        elif piece.strip():
            known.setdefault("label", _bare(piece.strip()))
    return known


def of_lines(rows: Sequence[str], *, block: bool = True) -> tuple[dict[str, str], int]:
    """Return the options in the lines that begin a cell, and how many lines these are.

    `block`: whether they may stand between two lines of hyphens, as in MyST.
    """
    known: dict[str, str] = {}
    first = rows[0].strip() if rows else ""
    if block and first == "---" and "---" in (row.strip() for row in rows[1:]):
        end = next(n for n, row in enumerate(rows) if n and row.strip() == "---")
        return _of_yaml(rows[1:end]), end + 1
    count = 0
    while count < len(rows) and FIELD.match(rows[count]):
        match = FIELD.fullmatch(rows[count])
        if match:
            known[_key(match["key"])] = _bare(match["value"])
        count += 1
    comments: list[str] = []
    while count < len(rows) and (match := COMMENT.fullmatch(rows[count])):
        comments.append(match["rest"])
        count += 1
    if comments and SETS.match(comments[0]) and not KEY.match(comments[0]):
        return known | of_header(" ".join(comments)), count  # knitr's own way, "Chunk options"
    return known | _of_yaml(comments), count


def _of_yaml(rows: Sequence[str]) -> dict[str, str]:
    """Read keys with values, which go on in lines that are indented. Lists are left as typed."""
    known: dict[str, str] = {}
    key = ""
    for row in rows:
        match = KEY.match(row)
        if match and not row[:1].isspace():
            key = _key(match["key"])
            value = (match["value"] or "").strip()
            known[key] = "" if value in ("|", ">", "|-", ">-") else value
        elif key:
            known[key] = f"{known[key]} {row.strip()}".strip()
    return {key: _bare(value) for key, value in known.items()}


def _key(name: str) -> str:
    """Return a key as Quarto spells it: knitr has a point where that has a hyphen."""
    return name.replace(".", "-").lower()


def _bare(value: str) -> str:
    """Return a value without the marks of quotation around it."""
    value = value.strip()
    quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return value[1:-1].replace(f"\\{value[0]}", value[0]) if quoted else value


def is_off(known: dict[str, str], key: str) -> bool:
    """Whether an option is switched off."""
    return known.get(key, "").lower() in ("false", "f", "no")
