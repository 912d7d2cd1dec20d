"""Puts in what an mdBook's text includes from other files, and leaves out its hidden lines of code.

A listing whose file is not among those of the book waits as a query in its place. (mdBook,
"Including files"; "Hiding code lines".)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files.names import inside, is_file
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

SIGN = re.compile(
    r"(?<!\\)\{\{\s*#(?P<verb>include|rustdoc_include|playground|playpen)\s+(?P<target>[^{}\s]+)[^{}]*\}\}"
)
ESCAPED = re.compile(r"\\(?=\{\{\s*#)")
"""What mdBook writes before a sign that it is to show, and does not print."""

TITLE = re.compile(r"^[ \t]*\{\{\s*#title\s[^{}]*\}\}[ \t]*\n?", re.MULTILINE)
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>\w*)")
ANCHOR = re.compile(r"\bANCHOR(?P<end>_END)?:\s*(?P<name>[\w-]+)")
HIDDEN = re.compile(r"^[ \t]*#(?:[ \t]|$)")
QUERY = "{{>>{what} stands here: {name}<<}}"
PLAYED = ("playground", "playpen")
"""What puts a program in as a listing, which needs no fence around the sign."""

SHOWN = 5
LARGEST = 1_000_000
"""So many bytes of a file are put in at most."""


@dataclass(slots=True)
class _Count:
    put_in: int = 0
    waiting: list[str] = field(default_factory=list)
    first: int = 0
    marks: list[str] = field(default_factory=list)


def put_in(text: str, folder: Path, root: Path, file: str) -> Read:
    """Return a text with its inclusions; `folder` is its own, nothing outside `root` is read."""
    count = _Count()
    text = TITLE.sub(lambda match: _gone(match, count), text)
    made: list[str] = []
    for number, stretch in _stretches(text):
        if SIGN.search("\n".join(stretch)):
            count.first = count.first or number
            stretch = _included(stretch, folder, root, count)  # noqa: PLW2901
        made += stretch
    done = Read("\n".join(made), marks=count.marks)
    done.text = _without_hidden(done)
    done.findings = [*_reports(count, file), *_hidden(done.left_out, file)]
    return done


def _gone(match: re.Match[str], count: _Count) -> str:
    count.marks.append(match[0])
    return ""


def _stretches(text: str) -> list[tuple[int, list[str]]]:
    """Part the lines of a text: each block of fenced code by itself, each other line."""
    parts: list[tuple[int, list[str]]] = []
    fence = ""
    for number, row in enumerate(text.split("\n"), 1):
        match = FENCE.match(row)
        if fence:
            parts[-1][1].append(row)
            fence = (
                "" if row.strip().startswith(fence) and not row.strip().strip(fence[0]) else fence
            )
        else:
            parts.append((number, [row]))
            fence = match["fence"] if match else ""
    return parts


def _included(rows: list[str], folder: Path, root: Path, count: _Count) -> list[str]:
    """Put in what one stretch includes; a block that only includes a missing file is a query."""
    fence = FENCE.match(rows[0]) if len(rows) > 1 else None
    matches = [match for row in rows for match in SIGN.finditer(row)]
    texts = {match[0]: _text(match["target"], folder, root) for match in matches}
    missing = [match["target"] for match in matches if texts[match[0]] is None]
    inside_ = [row for row in (rows[1:-1] if fence else rows) if row.strip()]
    alone = all(SIGN.fullmatch(row.strip()) for row in inside_)
    if missing and not alone:
        return rows
    count.marks += [match[0] for match in matches]
    if missing:
        count.waiting += missing
        what = "A listing" if fence else "The text of a file"
        indent = fence["indent"] if fence else ""
        names = ", ".join(dict.fromkeys(match["target"] for match in matches))
        return [f"{indent}{QUERY.format(what=what, name=names)}"]
    count.put_in += len(matches)
    if not fence and alone and matches[0]["verb"] in PLAYED:
        rows = ["```rust", *rows, "```"]
    return SIGN.sub(lambda match: texts[match[0]] or "", "\n".join(rows)).split("\n")


def _text(target: str, folder: Path, root: Path) -> str | None:
    """Return the lines of a file that are named; None where there is no such file."""
    name, _, part = target.partition(":")
    path = folder / name
    if not inside(root, path) or not is_file(path) or path.stat().st_size > LARGEST:
        return None
    rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
    numbers = re.fullmatch(r"(?P<first>\d*)(?P<range>:?)(?P<last>\d*)", part)
    if part and not numbers:
        rows = _anchored(rows, part)
    elif numbers and part:
        first = int(numbers["first"] or 1)
        last = int(numbers["last"] or len(rows)) if numbers["range"] else first
        rows = rows[first - 1 : last]
    return "\n".join(row for row in rows if not ANCHOR.search(row))


def _anchored(rows: list[str], name: str) -> list[str]:
    """Return the lines between the marks of an anchor."""
    taken: list[str] = []
    within = False
    for row in rows:
        mark = ANCHOR.search(row)
        if mark and mark["name"] == name:
            within = not mark["end"]
        elif within:
            taken.append(row)
    return taken


def _without_hidden(done: Read) -> str:
    """Leave out the lines of Rust that mdBook shows to its compiler alone: `# ` begins them."""
    made: list[str] = []
    for _, rows in _stretches(done.text):
        fence = FENCE.match(rows[0]) if len(rows) > 1 else None
        if fence and fence["language"] == "rust":
            hidden = [row for row in rows[1:-1] if HIDDEN.match(row)]
            done.left_out += hidden
            made += [row for row in rows if row not in hidden] if hidden else rows
        else:
            made += rows
    return "\n".join(made)


def _reports(count: _Count, file: str) -> list[Finding]:
    findings: list[Finding] = []
    place = Place(file, count.first)
    if count.put_in:
        what = "1 inclusion" if count.put_in == 1 else f"{count.put_in} inclusions"
        message = f"{what} of other files: what these hold stands in the text."
        rule = "import-included"
        findings.append(Finding(rule, message, Severity.INFO, Tier.AUTO, place))
    if count.waiting:
        names = list(dict.fromkeys(count.waiting))
        more = f" and {len(names) - SHOWN} more" if names[SHOWN:] else ""
        many = len(count.waiting)
        what = "1 listing waits as a query" if many == 1 else f"{many} listings wait as queries"
        verb = "its file is" if many == 1 else "their files are"
        message = f"{what}, because {verb} not among those of the book:"
        message += f" {', '.join(names[:SHOWN])}{more}."
        hint = "Put the files where the text says, and import anew; or write the code there."
        findings.append(
            Finding("import-inclusion", message, Severity.WARNING, Tier.FLAG, place, hint=hint)
        )
    return findings


def _hidden(left_out: list[str], file: str) -> list[Finding]:
    if not left_out:
        return []
    one = len(left_out) == 1
    message = f"{counted(len(left_out), 'line')} of Rust {'was' if one else 'were'} left out of the"
    message += " listings: mdBook hides what begins with the sign #."
    message += f" The first is {left_out[0].strip()}."
    before = "\n".join(left_out)
    return [
        Finding("import-hidden-code", message, Severity.INFO, Tier.AUTO, Place(file), before=before)
    ]
