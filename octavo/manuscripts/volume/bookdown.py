r"""What bookdown writes in its own way, as the book's source writes it.

References (`\@ref(fig:mill)`), the names of tables and formulas (`(\#tab:prices)`), parts and
appendices (bookdown, 2.2 Markdown extensions; 2.6 cross-references).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SIGNS = ("\\@ref(", "\\ref(", "(\\#", "(PART", "(APPENDIX")
"""One of these stands in a text that has anything of this."""

REFERENCE = re.compile(r"\\?\\@?ref\((?P<key>[\w:.-]+)\)")
CAPTION = re.compile(
    r"^(?P<sign>[ \t]*(?:Table)?:)[ \t]*\(\\#tab:(?P<key>[\w.-]+)\)[ \t]*(?P<words>.*)$"
)
FORMULA = re.compile(r"\(\\#eq:(?P<key>[\w.-]+)\)")
PART = re.compile(
    r"^#[ \t]+\(PART(?:\\\*|\*)?\)[ \t]+(?P<words>.*?)[ \t]*(?:\{-\}|\{\.unnumbered\})?[ \t]*$"
)
APPENDIX = re.compile(r"^#[ \t]+\(APPENDIX\)")
SPOKEN = re.compile(r"(?<!\\)\\\((?P<inside>[^\n]+?)(?<!\\)\\\)")
SHOWN = re.compile(r"^\\\[[ \t]*\n(?P<inside>(?:[^\n]*\S[^\n]*\n)+?)\\\][ \t]*$", re.MULTILINE)
"""Formulas between brackets, which R Markdown reads (rmarkdown, tex_math_single_backslash)."""

PREFIXES = {"fig": "fig-", "tab": "tbl-", "eq": "eq-"}
"""How bookdown begins a name, and how the source does."""


@dataclass(slots=True)
class _Count:
    """How many references were rewritten, and the signs."""

    references: int = 0
    marks: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


def read(text: str, file: str) -> Read:
    """Read a text; one that has nothing of bookdown's stays as it is."""
    if not any(sign in text for sign in SIGNS):
        return Read(text)
    count = _Count()
    text = lines.outside_code(text, lambda part: REFERENCE.sub(_refer(count), part))
    text = lines.outside_code(text, lambda part: FORMULA.sub(r"\\label{eq-\g<key>}", part))
    text = lines.outside_code(text, lambda part: _line_by_line(part, count))
    return Read(text, _reported(count, file), count.marks, count.headings)


def _refer(count: _Count) -> Callable[[re.Match[str]], str]:
    """Return what stands for a reference: the number alone, as bookdown prints it."""

    def write(match: re.Match[str]) -> str:
        count.references += 1
        kind, _, name = match["key"].rpartition(":")
        count.marks += ["ref", kind]
        key = f"[-@{PREFIXES.get(kind, f'{kind}:' if kind else '')}{name}]"
        return f"({key})" if kind == "eq" else key

    return write


def formulas(text: str, file: str) -> Read:
    """Return a text of R Markdown whose formulas between brackets stand between dollar signs."""
    if not file.lower().endswith(".rmd") or not re.search(r"\\[(\[]", text):
        return Read(text)
    number = 0

    def dollars(part: str) -> str:
        nonlocal number
        part, shown = SHOWN.subn(lambda m: f"$$\n{m['inside']}$$", part)
        part, spoken = SPOKEN.subn(lambda m: f"${m['inside'].strip()}$", part)
        number += shown + spoken
        return part

    done = Read(lines.outside_code(text, dollars))
    if number:
        what = "formula" if number == 1 else "formulas"
        message = f"{number:,} {what} between brackets: written between dollar signs."
        info = (Severity.INFO, Tier.AUTO, Place(file))
        done.findings.append(Finding("import-bookdown", message, *info))
    return done


def _line_by_line(text: str, count: _Count) -> str:
    """Write names of tables, parts and appendices, each on its line."""
    made: list[str] = []
    appended = False
    for line in text.split("\n"):
        opens = APPENDIX.match(line) is not None
        appended |= opens
        if opens or PART.match(line):
            count.marks.append(line if opens else "PART")
        if opens:
            count.headings.append(line.lstrip("# "))
        if caption := CAPTION.match(line):
            count.marks.append(f"tab {caption['key']}")
        made.append("" if opens else _line(line, appended=appended))
    return "\n".join(made)


def _line(line: str, *, appended: bool) -> str:
    caption, part = CAPTION.match(line), PART.match(line)
    if caption:
        return f"{caption['sign']} {caption['words']} {{#tbl-{caption['key']}}}"
    if part:
        return f"# {part['words']} {{.part}}"
    return lines.classed(line, "appendix") if appended and line.startswith("# ") else line


def _reported(count: _Count, file: str) -> list[Finding]:
    if not count.references:
        return []
    message = f"{counted(count.references, 'reference')} in the way of bookdown: written as"
    message += " [-@fig-name]."
    return [Finding("import-bookdown", message, Severity.INFO, Tier.AUTO, Place(file))]


def opens_appendices(text: str) -> bool:
    """Whether a file has the mark behind which all chapters are appendices."""
    rows = text.split("\n")
    marks = zip(rows, lines.fenced(rows), strict=True)
    return any(APPENDIX.match(row) for row, is_code in marks if not is_code)
