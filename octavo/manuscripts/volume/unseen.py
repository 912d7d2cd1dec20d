"""Leaves out of a text what no book can hold: scripts, style sheets, films and pages in a frame.

No reader sees the first two; in the place of the others stands a link, or a query.
"""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

ELEMENT = re.compile(
    r"^[ \t]*<(?P<name>script|style)\b[^<>]*>(?:(?!</?(?:script|style)\b).)*?</(?P=name)>"
    r"[ \t]*\n?(?:[ \t]*\n)?",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
"""One that begins a line: in a line of text it may be what the text speaks of."""

MEDIA = re.compile(
    r"^[ \t]*<(?P<name>video|audio|iframe|object)\b(?P<inside>[^<>]*>(?:(?!</?(?P=name)\b).)*?)"
    r"</(?P=name)>[ \t]*$",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
BUTTON = re.compile(r"</?button\b[^<>]*>", re.IGNORECASE)
LINKED = re.compile(
    r"(?P<open><a\b[^<>]*>)\s*<button\b[^<>]*>\s*(?P<words>[^<>]*?)\s*</button>\s*(?=</a>)",
    re.IGNORECASE,
)
"""A link that looks like a button: its words stand in lines of their own."""

REMARK = re.compile(
    r"^(?P<fence>`{3,}) ?\{=comment\}[ \t]*\n.*?^(?P=fence)[ \t]*\n?(?:[ \t]*\n)?", re.M | re.S
)
"""Words for the authors alone, as a raw format that no edition has (Books.jl)."""

SOURCE = re.compile(r"\b(?:src|data)\s*=\s*[\"']?(?P<source>[^\s\"'<>]+)", re.IGNORECASE)


def read(text: str, file: str) -> Read:
    """Return a text without what no book can hold; what was left out is shown once."""
    shown = _media(text, file)
    done = _unseen(shown.text, file)
    findings = [*shown.findings, *done.findings]
    return Read(done.text, findings, [*shown.marks, *done.marks], shown.left_out)


def _media(text: str, file: str) -> Read:
    """Return a text in which a link, or a query, stands for films, sounds and pages in a frame."""
    done = Read(text)

    def instead(match: re.Match[str]) -> str:
        source = SOURCE.search(match["inside"])
        to = source["source"] if source else ""
        done.left_out.append(match[0])
        done.marks.append(to)
        if re.match(r"https?://", to):
            return f"<{to}>"
        return f"{{>>A {match['name'].lower()} stands here: {to}<<}}"

    done.text = lines.outside_code(text, lambda part: MEDIA.sub(instead, part))
    done.text = lines.outside_code(
        done.text, lambda part: BUTTON.sub("", LINKED.sub(r"\g<open>\g<words>", part))
    )
    if done.left_out:
        what = counted(len(done.left_out), "film, sound or page in a frame",
                       "films, sounds or pages in frames")  # fmt: skip
        message = f"{what}, which no book can hold: a link stands there, or a query."
        hint = "Describe what it shows, or give a picture of it."
        before = "\n\n".join(done.left_out)
        done.findings.append(Finding("import-media", message, Severity.WARNING, Tier.FLAG,
                                     Place(file), before=before, hint=hint))  # fmt: skip
    return done


def _unseen(text: str, file: str) -> Read:
    """Return a text without scripts and style sheets."""
    gone: list[str] = []

    def without(match: re.Match[str]) -> str:
        gone.append(match[0].strip())
        return ""

    if not re.search(r"<script|<style|\{=comment\}", text, re.IGNORECASE):
        return Read(text)
    text = REMARK.sub(without, text)
    text = lines.outside_code(text, lambda part: ELEMENT.sub(without, part))
    if not gone:
        return Read(text)
    message = f"{counted(len(gone), 'script or style sheet', 'scripts and style sheets')}"
    message += " of a web page " + ("was" if len(gone) == 1 else "were") + " left out."
    before = "\n\n".join(gone)
    done = Finding("import-script", message, Severity.INFO, Tier.AUTO, Place(file), before=before)
    return Read(text, [done], marks=gone)
