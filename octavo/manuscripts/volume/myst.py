r"""Directives and targets of MyST, as the source writes what they stand for.

A figure is a picture with its caption, a formula has its name in it, a theorem its kind and title
before its words; `(name)=` names the heading below it (MyST, "Roles and Directives",
"Cross-references", "Proofs, Theorems and Algorithms"). `roles` are those that stand in lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.manuscripts.volume import lines, list_table, options, roles
from octavo.manuscripts.volume.callouts import KINDS
from octavo.manuscripts.volume.roles import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SIGNS = re.compile(
    r"^\([\w:. -]+\)=[ \t]*$|^[ \t]*(?:`{3,}|:{3,})\{[a-z]|\{[a-z:]+\}`|\[\]\((?:https?|doi):",
    re.MULTILINE,
)
DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|:{3,})\{(?P<name>[a-z][\w:-]*)\}(?P<rest>.*)$"
)
TARGET = re.compile(r"^\((?P<name>[\w:. -]+)\)=[ \t]*$")
GATE = re.compile(r"(?P<kind>exercise|solution|proof)-(?P<side>start|end)")
"""What opens or closes a stretch of the text, which stands between (sphinx-exercise, "Gated")."""

COMMENT = re.compile(r"%(?:[ \t].*)?$")
SILENT = frozenset(
    ("tableofcontents", "contents", "toctree", "index", "iframe", "raw", "nb-exec-table")
)
PICTURES = frozenset(("figure", "image"))
BOXES = frozenset((
    "margin", "sidebar", "aside", "topic", "dropdown", "card", "grid-item-card", "tab-item",
    "grid-item", "exercise", "solution",
))  # fmt: skip
HOLDERS = frozenset(("tab-set", "grid", "glossary", "div"))
"""What only holds others, or words: they stay."""

INCLUDES = frozenset(("include", "literalinclude", "embed"))
OTHERS = frozenset(("math", "bibliography", "epigraph", "table", "list-table"))
PROVED = "prf:"


@dataclass(frozen=True, slots=True)
class _Directive:
    name: str
    words: str
    known: dict[str, str]
    body: list[str]
    indent: str

    @property
    def label(self) -> str:
        """Its own name, to which the text refers."""
        return self.known.get("name") or self.known.get("label") or ""


def read(text: str, file: str, folder: Path | None = None) -> Read:
    """Return a text in which nothing of MyST is left that an edition would print as it is typed.

    `folder` holds the other files of the book.
    """
    done = Read(text)
    if not SIGNS.search(text):
        return done
    rows = list(_directives(text.split("\n"), done))
    rows = list(_targets(rows, done))
    made = "\n".join(rows)
    flagged = zip(lines.fenced(rows), rows, strict=True)
    parts = [
        stretch if inside else roles.written(stretch, done, folder)
        for inside, group in itertools.groupby(flagged, key=lambda one: one[0])
        for stretch in ["\n".join(row for _, row in group)]
    ]
    if done.count or made != text:
        done.text = lines.without_gaps("\n".join(parts))
    if done.count:
        message = f"{counted(done.count, 'sign')} of MyST gave way to what"
        message += f" {'it stands' if done.count == 1 else 'they stand'} for."
        done.findings.append(Finding("import-myst", message, Severity.INFO, Tier.AUTO, Place(file)))
    if done.unseen:
        verb = "was" if len(done.unseen) == 1 else "were"
        message = f"{counted(len(done.unseen), 'stretch', 'stretches')} for web pages or another"
        message += f" program alone {verb} left out."
        before = "\n\n".join(done.unseen)
        place = Place(file)
        done.findings.append(
            Finding("import-script", message, Severity.INFO, Tier.AUTO, place, before=before)
        )
    return done


def _directives(rows: Sequence[str], done: Read) -> Iterator[str]:
    """Yield lines; each directive that is known is written anew."""
    at = 0
    while at < len(rows):
        match = DIRECTIVE.match(rows[at])
        end = _end(rows, at) if match or re.match(r"[ \t]*(?:`{3,}|~{3,})", rows[at]) else 0
        if not end:
            yield rows[at]
            at += 1
            continue
        if match and match["name"] in KINDS and match["fence"][0] == "`":
            yield from _opened(match, list(_directives(rows[at + 1 : end], done)))
            at = end + 1
            continue
        one = _directive(rows[at : end + 1], match, done) if match else None
        written = list(_written(one, done)) if one else None
        if written is None or one is None:
            yield from rows[at : end + 1]
        else:
            done.count += 1
            yield from (f"{one.indent}{row}".rstrip() for row in written if row is not None)
        at = end + 1


def _opened(match: re.Match[str], inside: list[str]) -> Iterator[str]:
    """Yield a callout between colons, not backquotes: its words are text, with roles in it."""
    longest = max(
        (len(run) for row in inside for run in re.findall(r"^[ \t]*(:{3,})", row)), default=2
    )
    colons = f"{match['indent']}{':' * (longest + 1)}"
    yield from (f"{colons}{{{match['name']}}}{match['rest']}", *inside, colons)


def _end(rows: Sequence[str], at: int) -> int:
    """Return the line that closes a fence; 0 where none does."""
    opens = re.match(r"[ \t]*(`{3,}|~{3,}|:{3,})", rows[at])
    if opens is None:
        return 0
    fence, depth = opens[1], 0
    for number in range(at, len(rows)):
        row = rows[number].strip()
        if not row.startswith(fence[0] * 3):
            continue
        if fence[0] == ":" and row.strip(":"):
            depth += 1
        elif not row.strip(fence[0]) and (
            fence[0] == ":" or (len(row) >= len(fence) and number > at)
        ):
            depth -= 1 if fence[0] == ":" else 0
            if depth <= 0:
                return number
    return 0


def _directive(rows: Sequence[str], match: re.Match[str], done: Read) -> _Directive | None:
    """Return a directive of which we know what it stands for; options are no words of the text."""
    name, size = match["name"], len(match["indent"])
    is_known = name in SILENT | PICTURES | BOXES | HOLDERS | INCLUDES | OTHERS or bool(
        name.startswith(PROVED) or GATE.fullmatch(name)
    )
    if not is_known and (match["fence"][0] == ":" or name in KINDS):
        return None
    body = [row[size:] if not row[:size].strip() else row for row in rows[1:-1]]
    known, count = options.of_lines(body) if is_known else ({}, 0)
    done.left_out += body[:count]
    return _Directive(name, match["rest"].strip(), known, body[count:], match["indent"])


def _written(one: _Directive, done: Read) -> Iterator[str]:
    """Yield the lines that a directive stands for."""
    body = "\n".join(one.body).strip("\n")
    done.marks += [one.name, one.words]
    if one.name in SILENT:
        done.left_out.append(body)
        done.unseen += [body] if one.name == "raw" else []
    elif one.name in PICTURES:
        _, *legend = re.split(r"\n[ \t]*\n", body, maxsplit=1)
        yield from ("", _picture(one, body), "", *"".join(legend).split("\n"), "")
    elif one.name == "math":
        name = f" \\label{{{one.label}}}" if one.label else ""
        yield from (
            "$$",
            *f"{one.words}\n{body}".strip().split("\n"),
            *([name.strip()] if name else []),
            "$$",
        )
    elif one.name == "bibliography":
        yield from ("", "::: {#refs}", ":::", "")
    elif one.name == "epigraph":
        yield from (f"> {row}".rstrip() for row in body.split("\n"))
    elif one.name == "table":
        name = f" {{#{one.label}}}" if one.label else ""
        yield from ("", *body.split("\n"), "", f": {one.words}{name}", "")
    elif one.name == "list-table":
        yield from list_table.written(one.body, one.words, one.label)
    else:
        yield from _framed(one, body, done)


def _framed(one: _Directive, body: str, done: Read) -> Iterator[str]:
    """Yield the lines of a box, of what holds others, of what stands in another file, or code."""
    gate = GATE.fullmatch(one.name)
    if gate:
        yield from _gate(one, gate)
        yield from _directives(body.split("\n"), done) if body else []
    elif one.name in BOXES or one.name.startswith(PROVED):
        yield from _box(one, "\n".join(_directives(body.split("\n"), done)))
    elif one.name in HOLDERS:
        yield from ("", *_directives(body.split("\n"), done), "")
    elif one.name in INCLUDES:
        yield from ("", f"{{{{< include {one.words} >}}}}", "")
    else:
        yield from _shown(one)


def _gate(one: _Directive, gate: re.Match[str]) -> Iterator[str]:
    """Yield the kind and title of a stretch where it opens; where it closes, nothing."""
    if gate["side"] == "start":
        title = f" ({one.words})" if one.words and gate["kind"] != "solution" else ""
        name = f"[]{{#{one.label}}}" if one.label else ""
        yield from ("", f"{name}**{gate['kind'].capitalize()}{title}.**", "")


def _shown(one: _Directive) -> Iterator[str]:
    """Yield as code what only the program of the book can make something of."""
    body = [*([one.words] if one.words else []), *one.body]
    longest = max(
        (len(run) for row in body for run in re.findall(r"^[ \t]*(`{3,})", row)), default=2
    )
    fence = "`" * (longest + 1)
    language = "markdown" if one.name == "myst" else one.name
    yield from ("", f"{fence}{language}", *body, fence, "")


def _box(one: _Directive, body: str) -> Iterator[str]:
    """Yield a box, or a theorem with its kind before its words."""
    kind = one.name.removeprefix(PROVED).capitalize()
    name = f"[]{{#{one.label}}}" if one.label else ""
    if one.name.startswith(PROVED) or one.name in ("exercise", "solution"):
        title = f" ({one.words})" if one.words and one.name != "solution" else ""
        yield from ("", f"{name}**{kind}{title}.** {body.lstrip()}", "")
    else:
        head = [f"**{one.words}**", ""] if one.words else []
        yield from ("", "::: note", *([name] if name else []), *head, *body.split("\n"), ":::", "")


def _picture(one: _Directive, body: str) -> str:
    caption = " ".join(re.split(r"\n[ \t]*\n", body)[0].split())
    attributes = [f"#{one.label}"] if one.label else []
    alt = one.known.get("alt", "").replace('"', "'")
    attributes += [f'alt="{alt}"'] if alt else []
    width = re.fullmatch(r"\d+(?:%|px)?", one.known.get("width", ""))
    attributes += [f"width={width[0]}"] if width else []
    file = f"<{one.words}>" if re.search(r"[\s()]", one.words) else one.words
    return f"![{caption}]({file})" + (f"{{{' '.join(attributes)}}}" if attributes else "")


def _targets(rows: Sequence[str], done: Read) -> Iterator[str]:
    """Yield lines with the names that stand above them; comments and breaks of cells are gone."""
    names: list[str] = []
    code = lines.fenced(list(rows))
    for row, inside in zip(rows, code, strict=True):
        match = None if inside else TARGET.match(row)
        if match:
            names.append(match["name"].strip().replace(" ", "-"))
            done.marks.append(match["name"])
            done.count += 1
        elif not inside and COMMENT.match(row):
            done.left_out.append(row)
        elif not inside and row.strip() == "+++":
            continue
        elif names and row.strip():
            yield from _below(row, names)
            names = []
        else:
            yield row


def _below(row: str, names: list[str]) -> Iterator[str]:
    """Yield a line with the names that were given to it."""
    heading = lines.HEADING.match(row)
    others = names
    if heading and not lines.CLASSES.search(row):
        row, others = f"{row.rstrip()} {{#{names[-1]}}}", names[:-1]
    marks = "".join(f"[]{{#{name}}}" for name in others)
    if not marks:
        yield row
    elif heading or re.match(r"[ \t]*(?:[-*+>|:$`~!]|\d+[.)])", row):
        yield from (row, "", marks, "") if heading else (marks, "", row)
    else:
        yield f"{marks}{row}"
