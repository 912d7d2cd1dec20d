"""Theorems, lemmas, proofs and their kin of bookdown and Quarto: their kind and title begin them.

bookdown has `::: {.theorem #pyth name="Pythagoras"}` and refers to `thm:pyth` (bookdown, 2.2.2
Theorems and proofs); Quarto has `::: {#thm-pyth}`, with a heading that is the title (Quarto,
"Theorems and Proofs").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read

NUMBERED = {
    "theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp",
    "conjecture": "cnj", "definition": "def", "example": "exm", "exercise": "exr",
    "hypothesis": "hyp",
}  # fmt: skip
"""Their kinds, and how their names begin."""

UNNUMBERED = frozenset(("proof", "remark", "solution"))
KINDS = {prefix: kind for kind, prefix in NUMBERED.items()}
OPENING = re.compile(r"^:{3,}[ \t]*(?:\{(?P<said>[^{}]*)\}|(?P<alone>[a-z]+))[ \t]*:*[ \t]*$")
CLASS = re.compile(r"(?<!\S)\.(" + "|".join((*NUMBERED, *sorted(UNNUMBERED))) + r")(?!\S)")
IDENTIFIER = re.compile(r"(?<!\S)#([\w:.-]+)")
TITLE = re.compile(r"\bname=(?:\"([^\"]*)\"|'([^']*)')")
APART = re.compile(r"[ \t]*(?:$|\$\$|[#>|]|[-*+][ \t]|\d+[.)][ \t]|`{3}|:{3}|!\[)")
"""What cannot stand in the line of a title: a list, a formula, code."""


def read(text: str) -> Read:
    """Return a text whose theorems begin with their kind and title, in bold; proofs in italics."""
    done = Read(text)
    if ":::" in text:
        made = "\n".join(_written(text.split("\n"), done))
        done.text = lines.without_gaps(made) if done.marks else text
    return done


def _written(rows: Sequence[str], done: Read) -> list[str]:
    code = lines.fenced(list(rows))
    made: list[str] = []
    at = 0
    while at < len(rows):
        match = None if code[at] else OPENING.match(rows[at])
        kind, name = _kind(match) if match else ("", "")
        end = _end(rows, code, at) if kind else 0
        if not match or not end:
            made.append(rows[at])
            at += 1
            continue
        said = match["said"] or ""
        made += _theorem(kind, name, said, _written(rows[at + 1 : end], done), done)
        done.marks += [rows[at].strip(": \t{}")]
        at = end + 1
    return made


def _kind(match: re.Match[str]) -> tuple[str, str]:
    """Return the kind of what a fence opens, and its name; empty where it is another division."""
    said, alone = match["said"] or "", match["alone"] or ""
    given = CLASS.search(TITLE.sub("", said))
    kind = given[1] if given else alone if alone in NUMBERED or alone in UNNUMBERED else ""
    named = IDENTIFIER.search(TITLE.sub("", said))
    name = named[1] if named else ""
    prefix = re.match(r"([a-z]{3})[-:]", name)
    if not kind and prefix:
        return KINDS.get(prefix[1], ""), name
    if kind in NUMBERED and name and not prefix:
        name = f"{NUMBERED[kind]}:{name}"
    return kind, name


def _end(rows: Sequence[str], code: Sequence[bool], at: int) -> int:
    depth = 0
    for number in range(at, len(rows)):
        row = rows[number].strip()
        if code[number] or not row.startswith(":::"):
            continue
        depth += 1 if row.strip(":").strip() else -1
        if not depth:
            return number
    return 0


def _theorem(kind: str, name: str, said: str, body: list[str], done: Read) -> list[str]:
    while body and not body[0].strip():
        body = body[1:]
    title = TITLE.search(said)
    words = (title[1] or title[2] or "").strip() if title else ""
    heading = lines.HEADING.match(body[0]) if body else None
    if heading and not words:
        words = lines.CLASSES.sub("", heading["rest"]).strip().rstrip("#").strip()
        done.left_out.append(words)
        body = body[1:]
    while body and not body[0].strip():
        body = body[1:]
    sign = "*" if kind in UNNUMBERED else "**"
    opening = f"{sign}{kind.capitalize()}{f' ({words})' if words else ''}.{sign}"
    opening = f"[]{{#{name}}}{opening}" if name else opening
    if not body or APART.match(body[0]):
        return ["", opening, "", *body, ""]
    return ["", f"{opening} {body[0].lstrip()}", *body[1:], ""]
