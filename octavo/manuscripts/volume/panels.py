"""Boxes that web pages set by the class of a division: mdBook's warnings, Bootstrap's alerts.

`<div class="warning">` (mdBook, "Markdown", "HTML blocks"); `<div class="alert alert-info">`.
Headings typed as tags in a line of their own are headings.
"""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.callouts import KINDS
from octavo.manuscripts.volume.edited import Read

OPENS = re.compile(
    r"^<(?P<tag>div|section|aside)\s+class=[\"'](?P<classes>[\w\s-]+)[\"']\s*>[ \t]*$"
)
TAG = re.compile(r"<(?P<close>/?)(?P<tag>div|section|aside)\b[^<>]*>")
HEADING = re.compile(r"^[ ]{0,3}<h(?P<level>[1-6])>(?P<words>[^<>\n]+)</h(?P=level)>[ \t]*$")
TITLE = re.compile(
    r"^[ \t]*(?:<h[1-6]>(?P<tagged>[^<>]+)</h[1-6]>|#{1,6}[ \t]+(?P<typed>\S.*?))[ \t]*#*$"
)
ALERT = re.compile(r"(?:alert|admonition|callout|bs-callout|box|note)-")


def read(text: str) -> Read:
    """Return a text in which such divisions are callouts, and such headings are headings."""
    done = Read(text)
    if not re.search(r"<(?:div|section|aside|h[1-6])\b", text):
        return done
    rows = text.split("\n")
    code = lines.fenced(rows)
    made: list[str] = []
    at = 0
    while at < len(rows):
        match = None if code[at] else OPENS.match(rows[at])
        kind = _kind(match["classes"]) if match else ""
        end = _end(rows, code, at, match["tag"]) if match and kind else 0
        if end:
            made += [""] if made and made[-1].strip() else []
            made += _box(kind, rows[at + 1 : end], done)
            at = end + 1
            continue
        made.append(rows[at] if code[at] else _heading(rows, at))
        at += 1
    done.text = "\n".join(made)
    return done


def _kind(classes: str) -> str:
    names = [ALERT.sub("", name.lower()) for name in classes.split()]
    return next((name for name in names if name in KINDS), "")


def _end(rows: list[str], code: list[bool], start: int, tag: str) -> int:
    """Return the number of the line that closes a division, or 0 if no line does so alone."""
    depth = 0
    for number in range(start, len(rows)):
        marks = [] if code[number] else [m for m in TAG.finditer(rows[number]) if m["tag"] == tag]
        depth += sum(-1 if mark["close"] else 1 for mark in marks)
        if not depth:
            return number if rows[number].strip() == f"</{tag}>" else 0
    return 0


def _box(kind: str, inside: list[str], done: Read) -> list[str]:
    while inside and not inside[0].strip():
        inside = inside[1:]
    match = TITLE.match(inside[0]) if inside else None
    title = (match["tagged"] or match["typed"]).strip().replace('"', "'") if match else ""
    done.marks.append(kind)
    said = f' title="{title}"' if title else ""
    return [f"::: {{.callout-{kind}{said}}}", "", *(inside[1:] if title else inside), ":::"]


def _heading(rows: list[str], at: int) -> str:
    match = HEADING.match(rows[at])
    alone = match and not "".join(rows[max(at - 1, 0) : at]).strip().startswith("<")
    return f"{'#' * int(match['level'])} {match['words'].strip()}" if match and alone else rows[at]
