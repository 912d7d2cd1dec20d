"""Code cells: code that a program runs when it makes a book, whose results stand in the book.

A cell becomes code as every program reads it; one that the book does not show is left out. The
picture that a cell puts in stands in its place; one that it draws is taken from the folder of
pictures that the program left, else a blank one stands there, with its name and caption, so that
what refers to it leads somewhere. (R Markdown: The Definitive Guide, 2.6; Quarto, "Execution
Options"; MyST-NB, "Code-cell syntax".)
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from octavo.manuscripts.volume import edited, lines, options, results
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

OPENS = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*"
    r"\{(?P<lang>[A-Za-z][\w+-]*)(?P<more>(?:[ \t,].*)?)\}(?P<behind>[^{}]*)$"
)
LANGUAGES = frozenset((
    "r", "python", "python3", "julia", "ojs", "sql", "bash", "sh", "zsh", "fish", "powershell",
    "stan", "js", "javascript", "css", "scss", "sass", "html", "xml", "yaml", "json", "c", "cpp",
    "rcpp", "fortran", "octave", "perl", "ruby", "haskell", "scala", "go", "rust", "node", "awk",
    "sed", "dot", "mermaid", "tikz", "cat", "verbatim", "embed", "bugs", "jags", "sas", "stata",
    "webr", "webr-r", "pyodide", "pyodide-python", "shinylive-r", "shinylive-python", "java",
    "lean", "coffee", "asy", "php", "latex", "markdown", "md", "text", "swift", "typescript", "ts",
    "asis",
))  # fmt: skip
"""Names of languages that a cell may be in: another name in braces is a directive of MyST."""

SHOWN_ONLY = frozenset(("verbatim", "embed", "cat", "text"))
"""What is shown as it is typed, and not run."""

NAMED = frozenset(("code-cell", "code-block", "code", "sourcecode"))
"""Directives of MyST that hold code; the language stands behind them."""

SIGNS = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{[A-Za-z]", re.MULTILINE)
SHOWS = re.compile(
    r"(?:knitr::)?include_graphics\(\s*(?:path\s*=\s*)?(?:here::here\()?"
    r"(?P<files>c\([^()]*\)|\"[^\"]+\"|'[^']+')\)?[^()]*\)"
)
FILE = re.compile(r"\"([^\"]+)\"|'([^']+)'")
DEFAULT = re.compile(r"opts_chunk\$set\((?:[^()]|\([^()]*\))*?\becho\s*=\s*(?:FALSE|F)\b")
REFERRED = re.compile(r"@ref\((?:fig|tab):([\w.-]+)\)|@(?:fig|tbl)-([\w-]+)")
TEX = re.compile(r"\\label\{[^{}]*\}")
"""The name that a caption gives its figure for TeX, which the label of the cell is already."""

TYPED = re.compile(r"\\[A-Za-z]+\{([^{}]*)\}|[*_`]")
"""What types words otherwise, which an alternative text cannot have: signs, commands of TeX."""

WORDS = re.compile(r"^\(ref:(?P<key>[\w.-]+)\)[ \t]+(?P<words>\S.*)\n*", re.M)
FOLDER = "images"
BLANK = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="360" height="216" viewBox="0 0 360 216">'
    b'<path d="M1 1H359V215H1ZM1 1L359 215M359 1L1 215" fill="none" stroke="#999"/></svg>'
)
"""A box with a cross, as a printer draws where a picture is to come."""

SHOWN = 6


@dataclass(slots=True)
class Read(edited.Read):
    """A text without cells, and its blank pictures."""

    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """The file, its folder, and the pictures that cells drew in an earlier run, by their labels."""

    file: str
    folder: Path | None = None
    drawn: Mapping[str, Path] = field(default_factory=dict)
    has_results: bool = False
    """Whether the results of its code stand in the file."""


@dataclass(slots=True)
class _Work:
    where: Where
    captions: dict[str, str]
    referred: set[str]
    hides: bool
    """Whether code is hidden where a cell does not say otherwise."""

    done: Read
    used: set[str] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    placed: int = 0
    blank: list[str] = field(default_factory=list)
    silent: int = 0
    """Cells whose results stand nowhere."""

    first: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    indent: str
    fence: str
    lang: str
    known: dict[str, str]
    rows: list[str]
    said: list[str]
    """The lines of its options between hyphens: those of other forms are no words to the guard."""

    @property
    def shows(self) -> re.Match[str] | None:
        """The call that puts a picture in."""
        if self.lang in SHOWN_ONLY:
            return None
        return SHOWS.search("\n".join(row for row in self.rows if not row.lstrip().startswith("#")))

    @property
    def caption(self) -> str:
        """The words below the picture or table that it makes."""
        made = re.search(r"\bcaption\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", "\n".join(self.rows))
        words = next((self.known[k] for k in ("fig-cap", "tbl-cap") if self.known.get(k)), "")
        return TEX.sub("", words or (made[1] or made[2] if made else ""))

    @property
    def name(self) -> str:
        """Its label as the source names what it makes: with `fig-` or `tbl-` before it."""
        label = self.known.get("label") or self.known.get("name") or ""
        if re.match(r"(?:fig|tbl|lst)-", label) or not label:
            return label
        code = "\n".join(self.rows)
        table = "tbl-cap" in self.known or re.search(
            r"\bkable\(|\bgt\(|::(?:datatable|kbl)\(", code
        )
        return f"{'tbl' if table else 'fig'}-{label}"


def read(text: str, where: Where) -> Read:
    """Return a text in which code cells are code, and what they make has a place."""
    done = Read(text)
    if not SIGNS.search(text) and not results.RESULT.search(text):
        return done
    captions = {match["key"]: match["words"] for match in WORDS.finditer(text)}
    referred = {one or two for one, two in REFERRED.findall(text)}
    work = _Work(where, captions, referred, bool(DEFAULT.search(text)), done)
    rows = list(_written(text.split("\n"), work))
    done.text = "\n".join(rows)
    if work.used:
        done.text = WORDS.sub(
            lambda match: "" if match["key"] in work.used else match[0], done.text
        )
        done.marks += [f"ref {key}" for key in sorted(work.used)]
    done.text = lines.without_gaps(done.text) if "asis" in done.marks else done.text
    inline = results.read(done.text)
    done.text = inline.text
    done.left_out += inline.left_out
    work.hidden += inline.hidden
    work.silent += inline.missing
    done.findings = list(_reports(work))
    return done


def _written(rows: list[str], work: _Work) -> Iterator[str]:
    """Yield the lines of a text, cells written anew."""
    at = 0
    while at < len(rows):
        match = OPENS.match(rows[at])
        end = _end(rows, at)
        if not end:
            yield rows[at]
            at += 1
            continue
        cell = _cell(rows[at : end + 1], match) if match else None
        if cell is None:
            yield from rows[at : end + 1]
        else:
            work.first = work.first or at + 1
            made = list(_of_cell(cell, work))
            follows = bool(made) and made[-1].lstrip(" \t>").startswith("![")
            yield from [cell.indent.rstrip()] if follows and at and rows[at - 1].strip() else []
            yield from made
            if follows and "".join(rows[end + 1 : end + 2]).strip():
                yield cell.indent.rstrip()
        at = end + 1


def _end(rows: list[str], at: int) -> int:
    """Return the line that closes the code that a line opens; 0 where it opens none."""
    opens = re.match(r"[ \t>]*(`{3,}|~{3,})", rows[at])
    if opens is None:
        return 0
    signs = opens[1]
    for number in range(at + 1, len(rows)):
        row = rows[number].lstrip(" \t>").rstrip()
        if row.startswith(signs) and not row.strip(signs[0]):
            return number
    return 0


def _cell(rows: list[str], match: re.Match[str]) -> _Cell | None:
    """Return a cell; None for what is not code, as a directive of MyST."""
    lang, behind = match["lang"].lower(), match["behind"].strip()
    if lang in NAMED:
        lang = re.sub(r"^i(?=python)|\d$", "", behind.split(" ")[0].lower())
    elif lang not in LANGUAGES:
        return None
    size = len(match["indent"])
    body = [row[size:] if not row[:size].strip(" \t>") else row for row in rows[1:-1]]
    known, count = options.of_lines(body, block=match["lang"].lower() in NAMED)
    known = options.of_header(match["more"]) | known
    said = body[:count] if body and body[0].strip() == "---" else []
    while count < len(body) and not body[count].strip():
        count += 1
    return _Cell(match["indent"], match["fence"], lang, known, body[count:], said)


def _of_cell(cell: _Cell, work: _Work) -> Iterator[str]:
    """Yield the lines that stand for a cell: its code, and what it makes."""
    work.done.left_out += cell.said
    if cell.lang == "asis":
        yield from _as_is(cell, work)
        return
    tags = cell.known.get("tags", "")
    echo = cell.known.get("echo", "").lower()
    hides = work.hides if not echo else echo in ("false", "f", "no")
    hidden = hides or options.is_off(cell.known, "include") or "remove-" in tags
    runs = not options.is_off(cell.known, "eval") and cell.lang not in SHOWN_ONLY
    pictures = [f"{cell.indent}{row}".rstrip() for row in _pictures(cell, work)] if runs else []
    shown = [row for row in cell.rows if row.strip()]
    if pictures and cell.shows and len(shown) - _comments(shown) <= 1 and echo != "true":
        hidden = True
    if not hidden or (not runs and not hides):
        language = cell.lang if cell.lang not in SHOWN_ONLY else ""
        yield f"{cell.indent}{cell.fence}{language}"
        yield from (f"{cell.indent}{row}" if row else cell.indent.rstrip() for row in cell.rows)
        yield f"{cell.indent}{cell.fence}"
        yield from [cell.indent.rstrip()] if pictures else []
    else:
        work.hidden.append("\n".join(cell.rows))
        work.done.left_out += re.split(r"\n\s*\n", work.hidden[-1])
    yield from pictures
    is_silent = cell.known.get("results", "") in ("hide", "false")
    is_silent |= work.where.has_results
    if runs and not pictures and not is_silent and not options.is_off(cell.known, "include"):
        work.silent += 1


def _as_is(cell: _Cell, work: _Work) -> Iterator[str]:
    """Yield the words of a cell that is no code: they are shown on a condition (knitr, asis)."""
    work.done.marks += ["asis", *cell.known.values()]
    if options.is_off(cell.known, "echo"):
        work.hidden.append("\n".join(cell.rows))
        work.done.left_out += re.split(r"\n\s*\n", work.hidden[-1])
    else:
        yield from ("", *(f"{cell.indent}{row}".rstrip() for row in cell.rows), "")


def _comments(rows: list[str]) -> int:
    return sum(1 for row in rows if row.lstrip().startswith("#"))


def _pictures(cell: _Cell, work: _Work) -> Iterator[str]:
    """Yield the pictures that a cell puts in or draws, as lines of Markdown."""
    caption, label = cell.caption, cell.known.get("label", "")
    if caption.startswith("(ref:") and caption.endswith(")"):
        work.used.add(caption[5:-1])
        caption = work.captions.get(caption[5:-1], "")
    alt = " ".join(cell.known.get("fig-alt", "").split()).replace(
        '"', "\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    name = cell.name
    files = [one or two for one, two in FILE.findall(cell.shows["files"])] if cell.shows else []
    if files:
        work.placed += len(files)
        for number, file in enumerate(files):
            own = name if not number else ""
            yield from [""] if number else []
            yield _picture(file, caption if not number else "", own, alt)
        return
    bare = re.sub(r"^(?:fig|tbl)-", "", label)
    drawn = work.where.drawn.get(label) or work.where.drawn.get(bare)
    if drawn is not None and work.where.folder is not None and (label or caption):
        work.placed += 1
        file = Path(os.path.relpath(drawn, work.where.folder)).as_posix()
        yield _picture(file, caption, name, alt)
    elif caption or (name and {label, bare} & work.referred):
        name = name or f"fig-{Path(work.where.file).stem}-{len(work.blank) + 1}"
        file = f"{FOLDER}/{name}.svg"
        work.done.pictures[file] = BLANK
        work.blank.append(name)
        yield results.QUERY.format(what="Here stands what this code makes", code=f"{file} is blank")
        yield ""
        yield _picture(file, caption, name, alt or TYPED.sub(r"\1", caption) or name)


def _picture(file: str, caption: str, name: str, alt: str) -> str:
    attributes = [f"#{name}"] if name else []
    attributes += [f'alt="{alt.replace(chr(34), chr(39))}"'] if alt else []
    file = f"<{file}>" if re.search(r"[\s()]", file) else file
    return f"![{caption}]({file})" + (f"{{{' '.join(attributes)}}}" if attributes else "")


def _reports(work: _Work) -> Iterator[Finding]:
    file, place = work.where.file, Place(work.where.file, work.first)
    hidden = [code for code in work.hidden if code.strip()]
    if hidden:
        verb = "is" if len(hidden) == 1 else "are"
        message = f"{counted(len(hidden), 'cell')} of code {verb} left out: the book does not show"
        message += " the code, only what it makes."
        yield Finding("import-hidden-code", message, Severity.INFO, Tier.AUTO, Place(file),
                      before="\n".join(hidden))  # fmt: skip
    if work.placed:
        what = "picture of a cell" if work.placed == 1 else "pictures of cells"
        message = f"{work.placed} {what} of code: written as ![caption](name.png)."
        yield Finding("import-code-cell", message, Severity.INFO, Tier.AUTO, Place(file))
    if work.blank:
        more = f" and {len(work.blank) - SHOWN} more" if work.blank[SHOWN:] else ""
        what = (
            "A picture or table"
            if len(work.blank) == 1
            else f"{len(work.blank)} pictures or tables"
        )
        message = (
            f"{what} that code makes: the manuscript has only the code, a blank picture stands"
        )
        message += f" there ({', '.join(work.blank[:SHOWN])}{more})."
        hint = f"Put each into source/{FOLDER}/ under the name of the blank one."
        yield Finding(
            "import-result-missing", message, Severity.WARNING, Tier.FLAG, place, hint=hint
        )
    if work.silent:
        verb = "prints" if work.silent == 1 else "print"
        message = (
            f"{counted(work.silent, 'cell')} of code {verb} a result when the book is made: the"
        )
        message += " manuscript does not have it."
        hint = "Write the results that a reader needs below the code."
        yield Finding(
            "import-result-missing", message, Severity.WARNING, Tier.FLAG, place, hint=hint
        )
