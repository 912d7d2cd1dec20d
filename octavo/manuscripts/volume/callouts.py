"""Callouts of other programs become boxes, `::: note`, headed by their title or kind.

Kinds of writing: GitHub Docs, "Alerts"; Obsidian Help, "Callouts"; Quarto, "Callout Blocks"; MyST,
"Admonitions"; Python-Markdown, "Admonition" (MkDocs).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from octavo.manuscripts.volume import lines as source

KINDS = frozenset((
    "note", "tip", "important", "warning", "caution", "info", "hint", "danger", "attention",
    "error", "seealso", "todo", "success", "question", "failure", "bug", "example", "abstract",
    "admonition", "summary", "remark",
))  # fmt: skip
ALERT = re.compile(r"^(?P<quote>>[ ]?)\[!(?P<kind>\w+)\][+-]?[ \t]*(?P<title>.*)$")
HEADING = re.compile(r"^> ?#{1,6}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$")
BOLD = re.compile(r"^> ?(?P<mark>\*\*|__)(?P<kind>\w+)(?::?(?P=mark):?)(?P<rest>.*)$")
PLAIN = re.compile(r"^> ?(?P<kind>\w+): (?P<rest>.*)$")
DIV = re.compile(
    r"^(?P<fence>:{3,})[ \t]*(?:\{(?P<said>[^{}]*)\}|(?P<alone>[\w-]+))[ \t]*:*[ \t]*$"
)
"""The fence of a division, with all that is said of it in braces, or with one class."""

CALLOUT = re.compile(r"callout(?:-(\w+))?|rmd(note|tip|warning|caution|important)")
TITLED = re.compile(r"\b(?:title|caption)=(?:\"([^\"]*)\"|'([^']*)')")
"""The title of a callout; before Quarto 1.3 it was called its caption."""

DIRECTIVE = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?P<kind>\w+)\}[ \t]*(?P<title>.*)$")
INDENTED = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>\w+)[^\"\n]*(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
)
INSIDE = re.compile(r"[ \t]+(?=:{3,}[ \t]*\S|`{3,}\{\w)")
"""What stands before the fence of a callout in an item of a list."""

ITEM = re.compile(r"[ \t]*(?:[-*+]|\(?(?:\d+|#|[a-z])[.)])[ \t]+")
OPTION = re.compile(r"^:[\w-]+:.*$")


@dataclass(slots=True)
class Boxes:
    """How many callouts of each kind became boxes, the signs that are gone, the titles."""

    kinds: Counter[str] = field(default_factory=Counter)
    marks: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def boxed(text: str, boxes: Boxes, *, spoken: bool) -> str:
    """Make boxes of callouts; return the text, and add to `boxes` what was made.

    `spoken`: whether a quotation that begins with *Note:* is one, as in books of programs.
    """
    lines = text.split("\n")
    code = source.fenced(lines)
    made: list[str] = []
    at = 0
    while at < len(lines):
        box = _quoted(lines, at, code, spoken) or _fence(lines, at, code)
        box = box or _indented(lines, at, code) or _in_item(lines, at)
        if box is None:
            made.append(lines[at])
            at += 1
            continue
        boxes.kinds[box.kind] += 1
        boxes.marks += [box.kind, *box.options]
        boxes.titles += [box.title]
        inside = boxed("\n".join(box.body), boxes, spoken=spoken)
        made += [""] if made and made[-1].strip() else []
        made += [f"{box.indent}{row}".rstrip() for row in _written(box.title, inside)]
        at = box.end
        made += [""] if at < len(lines) and lines[at].strip() else []
    return "\n".join(made)


def _written(title: str, inside: str) -> list[str]:
    deeper = max(map(len, re.findall(r"^:{3,}", inside, re.MULTILINE)), default=2)
    colons = ":" * (deeper + 1)
    head = [f"**{title}**", ""] if title else []
    return [f"{colons} note", *head, *inside.strip("\n").split("\n"), colons]


@dataclass(frozen=True, slots=True)
class Box:
    """A callout: its kind, title and lines, the number of the line behind it, its options.

    `indent` is what stands before each of its lines, in an item of a list.
    """

    kind: str
    title: str
    body: list[str]
    end: int
    options: tuple[str, ...] = ()
    indent: str = ""


def _quoted(lines: list[str], at: int, code: list[bool], spoken: bool) -> Box | None:
    """Read a callout that is a quotation."""
    if code[at] or not lines[at].startswith(">") or (at and lines[at - 1].startswith(">")):
        return None
    end = next((n for n in range(at, len(lines)) if not lines[n].startswith(">")), len(lines))
    body = [re.sub(r"^> ?", "", line) for line in lines[at + 1 : end]]
    alert, heading, bold = (form.match(lines[at]) for form in (ALERT, HEADING, BOLD))
    if alert and alert["kind"].lower() in KINDS:
        title = alert["title"].strip() or alert["kind"].capitalize()
        return Box(alert["kind"].lower(), title, body, end)
    if heading:
        kind = heading["title"].lower()
        return Box(kind if kind in KINDS else "note", heading["title"], body, end)
    if bold and bold["kind"].lower() in KINDS:
        rest = [bold["rest"].strip()] if bold["rest"].strip() else []
        return Box(bold["kind"].lower(), bold["kind"], [*rest, *body], end)
    plain = PLAIN.match(lines[at]) if spoken else None
    if plain and plain["kind"].lower() in KINDS:
        return Box(plain["kind"].lower(), "", [re.sub(r"^> ?", "", lines[at]), *body], end)
    return None


def _fence(lines: list[str], at: int, code: list[bool]) -> Box | None:
    """Read a callout between fences."""
    div, directive = DIV.match(lines[at]), DIRECTIVE.match(lines[at])
    match = directive or div
    kind = directive["kind"].lower() if directive else _kind(div)
    if match is None or kind is None or (directive and kind not in KINDS) or (div and code[at]):
        return None
    if directive and code[at] and at and code[at - 1]:
        return None
    fence = match["fence"]
    depth, end = 1, at + 1
    while end < len(lines):
        line = lines[end].strip()
        if line and set(line) == {fence[0]} and len(line) >= 3:
            depth -= 1 if fence[0] == ":" or len(line) >= len(fence) else 0
        elif fence[0] == ":" and re.match(r":{3,}[ \t]*[^:\s]", line):
            depth += 1
        if not depth:
            break
        end += 1
    if depth:
        return None
    body = lines[at + 1 : end]
    title = directive["title"].strip() if directive else _title(match["said"] or "")
    options: list[str] = []
    while body and (OPTION.match(body[0]) or not body[0].strip()):
        options.append(body[0])
        body = body[1:]
    heading = source.HEADING.match(body[0]) if body and not title else None
    if heading:
        title, body = heading["rest"].strip().rstrip("#").strip(), body[1:]
    return Box(kind or "callout", title or kind.capitalize(), body, end + 1, tuple(options))


def _in_item(lines: list[str], at: int) -> Box | None:
    """Read a callout between fences in an item of a list, whose lines are indented."""
    match = INSIDE.match(lines[at])
    if match is None:
        return None
    size = len(match[0])
    above = (row for row in reversed(lines[:at]) if row.strip() and not row[:size].isspace())
    if not ITEM.match(next(above, "")):
        return None
    end = next(
        (n for n in range(at, len(lines)) if lines[n].strip() and not lines[n][:size].isspace()),
        len(lines),
    )
    inside = [row[size:] for row in lines[at:end]]
    box = _fence(inside, 0, [False] * len(inside))
    return box and replace(box, end=at + box.end, indent=match[0])


def _kind(div: re.Match[str] | None) -> str | None:
    """Return the kind of Quarto's callout that a fence opens: empty where none is said.

    None: it opens another division.
    """
    if div is None:
        return None
    bare = TITLED.sub("", div["said"] or "")
    classes = [div["alone"]] if div["alone"] else re.findall(r"(?<!\S)\.([\w-]+)", bare)
    kinds = {
        (match[1] or match[2] or "").lower() for one in classes if (match := CALLOUT.fullmatch(one))
    }
    return next((kind for kind in sorted(kinds, reverse=True) if not kind or kind in KINDS), None)


def _title(said: str) -> str:
    match = TITLED.search(said)
    return (match[1] or match[2] or "").strip() if match else ""


def _indented(lines: list[str], at: int, code: list[bool]) -> Box | None:
    """Read a callout whose lines are indented."""
    match = None if code[at] else INDENTED.match(lines[at])
    if match is None or match["kind"].lower() not in KINDS:
        return None
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or re.match(r" {4}|\t", lines[end])):
        end += 1
    body = [re.sub(r"^(?: {4}|\t)", "", line) for line in lines[at + 1 : end]]
    title = match["kind"].capitalize() if match["title"] is None else match["title"]
    return Box(match["kind"].lower(), title, body, end)
