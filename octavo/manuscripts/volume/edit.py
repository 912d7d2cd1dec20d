"""Edits the text of a file before it is read as Markdown: its levels, callouts, inclusions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.volume import (
    addresses,
    anchored,
    bookdown,
    callouts,
    cells,
    divisions,
    engines,
    fences,
    included,
    leanpub,
    lines,
    macros,
    myst,
    notemarks,
    panels,
    parts,
    tags,
    theorems,
    unseen,
)
from octavo.manuscripts.volume.edited import Read
from octavo.manuscripts.volume.notebook import Notebook
from octavo.model.finding import Finding, Place, Severity, Tier

INCLUDED = re.compile(
    r"(?<!\\)\{\{\s*#(?P<book>\w+)\s*(?P<path>[^{}]*?)\s*\}\}|\{\{<\s*(?P<code>\w+)\s*(?P<what>[^{}]*?)\s*>\}\}"
    r"|!\[\[(?P<file>[^\[\]]+)\]\]"
)
"""What programs put in the place of a sign: mdBook, Quarto and Hugo, Obsidian."""

VARIABLE = re.compile(r"(?<![\\{$])\{\{\s*[A-Za-z][\w.-]*\s*\}\}")
"""What programs put in the place of a name: Jekyll, MkDocs, preprocessors of mdBook."""

SHOWN = 4

COMMAND = re.compile(r"(?<!\\)\\(?=[A-Za-z])|(?<![\w@.\\/])@(?=\w)")


@dataclass(frozen=True, slots=True)
class Edit:
    """How a file is edited: its depth in the list (None: as it stands), division and title there.

    `keeps`: whether its levels stay, as it belongs to the file before it. `spoken`: whether a
    quotation that begins with *Note:* is a callout. `plain`: whether it is written in CommonMark,
    where a command of TeX and the key of a citation are only words. `root` is the folder that
    holds the files and pictures of the book, `folder` the one that the file stands in. `drawn` are
    pictures that code drew in an earlier run, by the labels of the code; `notebook` is what a file
    of Jupyter's holds, as Markdown; `macros` are definitions of commands of TeX, by their names.
    """

    depth: int | None = None
    division: str = ""
    label: str = ""
    keeps: bool = False
    spoken: bool = False
    plain: bool = False
    root: Path | None = None
    folder: Path | None = None
    drawn: Mapping[str, Path] = field(default_factory=dict)
    notebook: Notebook | None = None
    is_leanpub: bool = False
    macros: Mapping[str, str] = field(default_factory=dict)

    def content(self, data: bytes) -> bytes:
        """Return the bytes that are read of a file: of a notebook what it holds, as Markdown."""
        return self.notebook.text.encode() if self.notebook is not None else data

    @property
    def widest(self) -> Path | None:
        """The folder that inclusions are read from: that of book.toml, above the list's or it."""
        above = self.root.parent if self.root else None
        return above if above and is_file(above / "book.toml") else self.root


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited text, findings, signs that gave way to what they stand for, titles of boxes.

    `pictures` are blank ones, for what only the program of the book can make.
    """

    text: str
    findings: list[Finding]
    marks: list[str]
    titles: list[str]
    pictures: dict[str, bytes] = field(default_factory=dict)


def edited(text: str, title: str, edit: Edit, file: str, lang: str = "en") -> Edited:
    """Return a text with its callouts as boxes, and at its place in a list of files.

    `title` is that of its own header.
    """
    steps, pictures = _steps(text, edit, file, lang)
    text = steps[-1].text
    findings = [one for step in steps for one in step.findings]
    boxes = callouts.Boxes()
    text = callouts.boxed(text, boxes, spoken=edit.spoken)
    findings += [_boxes(boxes.kinds, file)] if boxes.kinds else []
    findings += _inclusions(text, file)
    text = included.ESCAPED.sub("", text) if edit.plain else text
    if edit.depth is not None:
        text = _placed(lines.atx(text), title, edit)
    elif (without := lines.closed(lines.atx(text))) != lines.atx(text):
        text = without
        message = "Headings that skipped a level were moved up."
        findings.append(
            Finding("import-heading-level", message, Severity.INFO, Tier.AUTO, Place(file))
        )
    marks = [*boxes.marks, *(mark for step in steps for mark in step.marks)]
    titles = [*boxes.titles, *(row for step in steps for row in step.left_out)]
    return Edited(text.lstrip("\n"), findings, marks, titles, pictures)


def _steps(text: str, edit: Edit, file: str, lang: str) -> tuple[list[Read], dict[str, bytes]]:
    """Return what becomes of a text step by step, the last as it is then; and blank pictures."""
    coded = fences.liquid(text)
    text, put = coded.text, Read(coded.text)
    if edit.plain and edit.folder and edit.widest:
        put = included.put_in(text, edit.folder, edit.widest, file)
        text = lines.outside_code(lines.parted(put.text), _escaped)
    elif edit.folder and edit.widest:
        put = parts.put_in(text, edit.folder, edit.widest, file)
        text = put.text
    set_off = Read(text) if edit.plain else bookdown.formulas(text, file)
    ran = cells.Read(text) if edit.plain else _programs(set_off.text, edit, file)
    meant = macros.defined(ran.text, edit.macros, file)
    listed = fences.read(meant.text, file)
    shown = addresses.read(listed.text)
    jumped = anchored.read(shown.text, file)
    noted = notemarks.read(jumped.text, file)
    panelled = panels.read(noted.text)
    bare = unseen.read(panelled.text, file)
    tagged = tags.read(bare.text, lang, file)
    proved = Read(tagged.text) if edit.plain else theorems.read(tagged.text)
    own = Read(proved.text) if edit.plain else bookdown.read(proved.text, file)
    pictures = ran.pictures | (edit.notebook.pictures if edit.notebook else {})
    taken = [coded, put, set_off, ran, meant, listed, shown, jumped, noted, panelled]
    return [*taken, bare, tagged, proved, own], pictures


def _programs(text: str, edit: Edit, file: str) -> cells.Read:
    """Return a text without what Leanpub, code cells and MyST write in their own ways."""
    pub = leanpub.read(text) if edit.is_leanpub else Read(text)
    where = cells.Where(file, edit.folder, edit.drawn, has_results=edit.notebook is not None)
    typed = engines.read(pub.text)
    sided = divisions.of_editions(typed.text, file)
    ran = cells.read(sided.text, where)
    described = divisions.described(divisions.figures(ran.text))
    signs = myst.read(described.text, file, edit.folder)
    ran.text = signs.text
    ran.left_out += [*sided.left_out, *signs.left_out]
    ran.findings += [*sided.findings, *signs.findings]
    ran.marks += [*pub.marks, *typed.marks, *sided.marks, *described.marks, *signs.marks]
    return ran


def _escaped(text: str) -> str:
    """Escape what pandoc's Markdown reads as a command or a citation."""
    return lines.spoken(COMMAND.sub(r"\\\g<0>", text))


def _placed(text: str, title: str, edit: Edit) -> str:
    """Give a text the levels of its place in the list, and a heading where it has none.

    Nor has it one where it begins with a heading below others: that is no title of the page.
    """
    depth = edit.depth or 0
    text = text if depth else lines.titled(text)
    levels = [heading.level for heading in lines.headings(text)]
    named = title or edit.label
    begins_below = bool(levels) and levels[0] > min(levels)
    is_bare = title and levels and min(levels) > 1 and not text.lstrip().startswith("#")
    if not levels or is_bare or (begins_below and named):
        text = lines.shifted(text, 2 - min(levels)) if begins_below else text
        text = f"# {named}\n\n{text.lstrip(chr(10))}" if named else text
        levels = [1, *levels]
    text = lines.closed(lines.shifted(lines.led(text), depth + 1 - min(levels)))
    return lines.classed(text, edit.division) if edit.division and not depth else text


def _boxes(kinds: Counter[str], file: str) -> Finding:
    number = sum(kinds.values())
    what = "1 callout became a box" if number == 1 else f"{number} callouts became boxes"
    listed = ", ".join(f"{kind} ({many})" for kind, many in sorted(kinds.items()))
    message = f"{what}, `::: note`: {listed}."
    return Finding("import-callout", message, Severity.INFO, Tier.AUTO, Place(file))


def _variables(text: str) -> list[re.Match[str]]:
    """Return the names that a program gives a value, outside code, at their places in the text."""
    rows = text.split("\n")
    if "{{" not in text:
        return []
    outside = "\n".join(
        " " * len(row) if code else lines.CODE.sub(lambda match: " " * len(match[0]), row)
        for row, code in zip(rows, lines.fenced(rows), strict=True)
    )
    return list(VARIABLE.finditer(outside))


def _inclusions(text: str, file: str) -> list[Finding]:
    """Report what another program would have put in here: the files have it."""
    matches = [*INCLUDED.finditer(text), *_variables(text)]
    if not matches:
        return []
    names = list(dict.fromkeys(match[0] for match in matches))
    number = "1 place" if len(matches) == 1 else f"{len(matches)} places"
    more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
    message = f"In {number} another program would put in what other files or its settings hold:"
    message += f" {', '.join(names[:SHOWN])}{more}. The signs stay as they are typed."
    hint = "Put in what they stand for: an edition would print the signs."
    place = Place(file, text.count("\n", 0, matches[0].start()) + 1)
    return [
        Finding("import-inclusion", message, Severity.WARNING, Tier.FLAG, place, before=names[0],
                hint=hint)
    ]  # fmt: skip
