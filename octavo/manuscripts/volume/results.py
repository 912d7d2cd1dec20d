"""Results that a program puts into a line of text: the manuscript has only the code for them.

`r nrow(pots)` of knitr, `{python} pots` of Quarto (Quarto, "Inline Code"). A query stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from octavo.manuscripts.volume import lines

RESULT = re.compile(r"(?<!`)`(?:r[ \t]+|\{(?:r|python|julia)\}[ \t]+)(?P<code>[^`\n]+)`(?!`)")
LINKED = re.compile(r"\[`r[ \t]+(?P<code>[^`\n]+)`\](?P<to>\([^()\s]+\))")
"""A link whose words are a result."""

AIMED = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\]\(`r[ \t]+(?P<code>[^`\n]+)`\)|<`r[ \t]+(?P<bare>[^`\n]+)`>"
)
"""A link that leads to a result."""

CALLED = re.compile(r"[\w.:]+\([\"']?(?P<words>[\w.-]+)[\"']?\)")
PACKAGE = re.compile(r"(?:pkg|package)\((?P<words>[\w.]+)\)")
"""What sets the name of a package in its type (tidymodels, and books that follow it)."""

COMMENTS = re.compile(r"<!--|-->")
"""What opens or closes a comment: such code hides words from one kind of edition."""

QUERY = "{{>>{what}: {code}<<}}"


@dataclass(slots=True)
class Results:
    """A text without such code; what was left out of it, and hid words; how many are missing."""

    text: str
    left_out: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    missing: int = 0


def read(text: str) -> Results:
    """Return a text in which queries stand for the results of code."""
    done = Results(text)
    rows = text.split("\n")
    done.text = "\n".join(
        row if code or "`" not in row else _line(row, done)
        for row, code in zip(rows, lines.fenced(rows), strict=True)
    )
    return done


def _line(row: str, done: Results) -> str:
    row = AIMED.sub(lambda match: _aimed(match, done), row)
    row = LINKED.sub(lambda match: _linked(match, done), row)
    return RESULT.sub(lambda match: _result(match, done), row)


def _aimed(match: re.Match[str], done: Results) -> str:
    """Return the words of a link that leads to a result, and a query."""
    code = (match["code"] or match["bare"]).strip()
    done.left_out.append(f"`r {match['code'] or match['bare']}`")
    return (match["words"] or "") + _query(code, done)


def _linked(match: re.Match[str], done: Results) -> str:
    """Return a link whose words are a result: what the code names, else the code, and a query."""
    code = match["code"].strip()
    called = CALLED.fullmatch(code)
    words = called["words"] if called else f"`{code}`"
    done.left_out.append(f"`r {match['code']}`")
    return f"[{words}]{match['to']}{'' if PACKAGE.fullmatch(code) else _query(code, done)}"


def _result(match: re.Match[str], done: Results) -> str:
    """Return what stands for a result that a program puts into a line: a query, or nothing."""
    code = match["code"].strip()
    done.left_out.append(match[0])
    if code in ("''", '""'):
        return ""
    if COMMENTS.search(code):
        done.hidden.append(code)
        return ""
    package = PACKAGE.fullmatch(code)
    return package["words"] if package else _query(code, done)


def _query(code: str, done: Results) -> str:
    done.missing += 1
    return QUERY.format(what="The result of this code stands here", code=code)
