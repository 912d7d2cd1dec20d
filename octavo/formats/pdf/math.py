"""Formulas: TeX as the text has it becomes Typst's mathematics, through pandoc.

All formulas of a book are converted in one run and tried in one small document, so that one bad
formula is named and shown as it is typed, and the book is still set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import typst

from octavo import pandoc
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Document, Node, each_list, string, stringify

FENCE = "OCTAVOFORMULA"
"""Stands between formulas in what pandoc is given, since a formula may hold empty lines."""

ERROR_LINE = re.compile(r"__typst_py_bytes__\.typ:(\d+):")


class Key(NamedTuple):
    """A formula as it is typed: its TeX, and whether it stands on a line of its own."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its TeX, whether it stands on a line of its own, its Typst ("" if it has none)."""

    tex: str
    display: bool
    typst: str = ""


def formulas(nodes: list[Node]) -> dict[Key, Formula]:
    """Return each formula, of Math nodes, by its TeX and whether it is displayed."""
    keys = tuple(dict.fromkeys(key_of(node) for node in nodes))
    return dict(zip(keys, _convert(keys), strict=True)) if keys else {}


def key_of(node: Node) -> Key:
    """Return the key of a Math node in `formulas`."""
    kind, tex = node["c"]
    return Key(tex, kind["t"] == "DisplayMath")


def formula_findings(document: Document, nodes: list[Node]) -> list[Finding]:
    """Return a warning for each formula (`nodes`) that cannot be set and is printed as typed."""
    unset = {key for key, formula in formulas(nodes).items() if not formula.typst}
    findings: list[Finding] = []

    def seek(nodes: list[Node]) -> None:
        for number, node in enumerate(nodes):
            if node["t"] == "Math" and key_of(node) in unset:
                around = (stringify(nodes[:number]), stringify(nodes[number + 1 :]))
                findings.append(_finding(node["c"][1], around))

    if unset:
        each_list(document.blocks, seek)
    return findings


def _finding(tex: str, around: tuple[str, str]) -> Finding:
    return Finding(
        "pdf-formula",
        f"A formula cannot be set in the PDF and is printed as typed: {tex.strip()}",
        Severity.WARNING,
        Tier.FLAG,
        before=tex,
        context=(around[0][-60:], around[1][:60]),
        hint="Use the commands of plain LaTeX and amsmath.",
        format="pdf",
    )


@cache
def _convert(keys: tuple[Key, ...]) -> tuple[Formula, ...]:
    sources = _through_pandoc(keys)
    _stack_lines(keys, sources)
    bad = _refused(sources)
    return tuple(
        Formula(tex, display, "" if number in bad else sources[number])
        for number, (tex, display) in enumerate(keys)
    )


def _stack_lines(keys: tuple[Key, ...], sources: list[str]) -> None:
    """TeX runs lines that stand bare in a display together; set them one below the other."""
    bare = [
        number
        for number, (tex, display) in enumerate(keys)
        if display and not sources[number] and "\\\\" in tex
    ]
    if not bare:
        return
    stacked = tuple(
        Key(f"\\begin{{gathered}}{keys[n].tex}\\end{{gathered}}", display=True) for n in bare
    )
    for number, source in zip(bare, _through_pandoc(stacked), strict=True):
        sources[number] = source


def _through_pandoc(keys: tuple[Key, ...]) -> list[str]:
    """Return the Typst of each formula, without its dollar signs; "" where pandoc knows none."""
    blocks: list[Node] = []
    for tex, display in keys:
        kind = "DisplayMath" if display else "InlineMath"
        blocks.append({"t": "Para", "c": [{"t": "Math", "c": [{"t": kind}, tex]}]})
        blocks.append({"t": "Para", "c": [string(FENCE)]})
    printed = pandoc.run(
        ["-f", "json", "-t", "typst", "--wrap=none", "--quiet"], Document({}, blocks).dumps()
    )
    pieces = printed.decode("utf-8").split(FENCE)[:-1]
    return [_fenced(_bare(piece.strip()), key.tex) for key, piece in zip(keys, pieces, strict=True)]


def _fenced(source: str, tex: str) -> str:
    """Give a matrix the fence that it has in TeX: pandoc writes two signs, Typst wants one."""
    sign = "\N{DOUBLE VERTICAL LINE}" if "{Vmatrix}" in tex else "|"
    return source.replace('mat(delim: "||"', f'mat(delim: "{sign}"')


def _bare(printed: str) -> str:
    """What pandoc cannot convert it prints as text, with its dollar signs escaped."""
    if len(printed) > 2 and printed[0] == printed[-1] == "$" and printed[-2] != "\\":
        return printed[1:-1].strip()
    return ""


def _refused(sources: list[str]) -> set[int]:
    """Return the numbers of the formulas that Typst cannot set."""
    bad = {number for number, source in enumerate(sources) if not source}
    while True:
        lines = [
            "" if number in bad else f'#eval({_in_a_line(source)}, mode: "math")'
            for number, source in enumerate(sources)
        ]
        try:
            typst.compile(_probe(lines), ignore_system_fonts=True, pdf_standards=["ua-1"])
        except typst.TypstError as fault:
            failing = {int(line) - 3 for line in ERROR_LINE.findall(fault.diagnostic)}
            failing = {number for number in failing if 0 <= number < len(sources)} - bad
            if not failing:
                return set(range(len(sources)))
            bad |= failing
        else:
            return bad


def _in_a_line(source: str) -> str:
    """Return a formula as a string in one line: by its line it is known."""
    return quoted(source).replace("\n", "\\n")


def _probe(lines: list[str]) -> bytes:
    """A formula a line, from the third line on."""
    head = ['#set document(title: "p")', '#show math.equation: set math.equation(alt: "f")']
    return "\n".join([*head, *(f"{line}\\" if line else "" for line in lines)]).encode()


def quoted(text: str) -> str:
    """Return a text as a string of Typst's, in which only these two characters mean anything."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
