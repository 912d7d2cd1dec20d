"""Roles of MyST, links to places by their names, and formulas in a line of text.

`{ref}` and its kin are links; other roles give way to what they stand for (MyST, "Roles and
Directives", "Cross-references"; Sphinx, "Roles").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.volume import edited

ROLE = re.compile(r"\{(?P<role>[a-z][\w:-]*)\}`(?P<text>[^`\n]+(?:\n[ \t]*[^`\s][^`\n]*)?)`")
PLACE = re.compile(r"(?<=\])\((?P<to>[\w-]+)\)")
"""A link to a place by its name alone, or to a file without its ending."""

LEADS = re.compile(r"(?P<words>.*?)\s*<(?P<to>[^<>]+)>$", re.DOTALL)
FORMULA = re.compile(r"(?<![\\$])\$(?!\$)((?:[^$\n\\]|\\.)+?)\$(?!\$)")
REFERS = frozenset(("ref", "numref", "eq", "prf:ref", "any"))
WORDS = frozenset(
    ("abbr", "term", "guilabel", "menuselection", "u", "del", "download", "dfn", "index")
)
CODE = frozenset(("command", "file", "kbd", "program", "code", "samp", "envvar", "py:func", "func"))
NAMELESS = re.compile(r"(?<!!)\[\]\((?P<to>(?:https?://|doi:)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")
"""A link without words to a page elsewhere, whose title MyST would fetch."""

DOI = "https://doi.org/"


@dataclass(slots=True)
class Read(edited.Read):
    """A text without signs of MyST, and how many they were."""

    count: int = 0
    unseen: list[str] = field(default_factory=list)
    """What is written for web pages or another program alone."""


def written(text: str, done: Read, folder: Path | None) -> str:
    """Return a stretch of text without roles; `folder` holds the other files of the book.

    A link without words to a page elsewhere shows its address.
    """
    text = _tight(ROLE.sub(lambda match: _role(match, done), text))
    made = NAMELESS.sub(lambda match: f"<{match['to'].replace('doi:', DOI, 1)}>", text)
    made = PLACE.sub(lambda match: f"({_place(match['to'], folder)})", made)
    done.count += made != text
    return made


def _place(to: str, folder: Path | None) -> str:
    """Return where a link by a bare name leads: to a file of the book, else to a place in it."""
    file = f"{to}.md"
    return file if folder is not None and is_file(folder / file) else f"#{to}"


def _tight(row: str) -> str:
    """Let the dollars of formulas stand at their first and last sign, as pandoc wants them."""
    if "$ " not in row and " $" not in row:
        return row
    return FORMULA.sub(
        lambda m: f"${m[1].strip()}$" if re.search(r"[\\_^={}<>]", m[1]) else m[0], row
    )


def _role(match: re.Match[str], done: Read) -> str:
    """Return what a role stands for; one that is not known stays as it is typed."""
    role, text = match["role"], match["text"].strip()
    leads = LEADS.fullmatch(text)
    words, to = (leads["words"], leads["to"].strip()) if leads else ("", text)
    made = _link(role, words, to) or _inline(role, words or text)
    if not made:
        return match[0]
    done.count += 1
    done.marks += [role, text]
    return made


def _link(role: str, words: str, to: str) -> str:
    """Return the link or citation that a role stands for; "" for other roles."""
    if role in REFERS:
        shown = "" if "%s" in words or "{number}" in words or "{name}" in words else words
        return f"[{shown}](#{to.replace(' ', '-')})"
    if role == "doc":
        return f"[{words or to.rpartition('/')[2]}]({to if '.' in to else f'{to}.md'})"
    if role in ("cite", "cite:p", "cite:ps"):
        return "[" + "; ".join(f"@{key.strip()}" for key in to.split(",")) + "]"
    if role in ("cite:t", "cite:ts"):
        return ", ".join(f"@{key.strip()}" for key in to.split(","))
    return ""


def _inline(role: str, words: str) -> str:
    if role in WORDS:
        return re.sub(r"\s*\([^()]*\)$", "", words) if role == "abbr" else words
    if role in CODE:
        return f"`{words}`"
    forms = {"math": "$%s$", "sub": "~%s~", "sup": "^%s^", "strong": "**%s**", "emphasis": "*%s*"}
    return forms[role] % words if role in forms else ""
