"""Marks of notes that lead to no note as they are typed, or stand where no note can stand.

A note whose sign `^` was left out is that of the mark that has no note (Pandoc User's Guide,
"Footnotes"); a mark within a citation goes behind it; a mark without any note is a query.
"""

from __future__ import annotations

import re

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

MARK = re.compile(r"(?<!\\)\[\^(?P<label>[^\s\[\]^]+)\](?!:)")
NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\s\[\]^]+)\]:", re.MULTILINE)
TYPED = re.compile(
    r"^ {0,3}\[(?P<label>[^\s\[\]^]+)\]\\?:(?=[ \t]+[^\s<]+[ \t]+[^\s\"'(])", re.MULTILINE
)
"""Words in brackets, and more than an address and its title behind them: no link's address."""

CITED = re.compile(r"\[(?P<inside>[^\[\]]*@[\w{](?:[^\[\]]|\[\^[^\s\[\]]+\])*)\]")


def read(text: str, file: str) -> Read:
    """Return a text whose marks lead to notes."""
    done = Read(text)
    if "[^" not in text:
        return done
    text = lines.outside_code(text, lambda part: CITED.sub(lambda one: _behind(one, done), part))
    bare = lines.without_code(text)
    notes = {match["label"].casefold() for match in NOTE.finditer(bare)}
    wanting = {m["label"].casefold(): m["label"] for m in MARK.finditer(bare)}
    wanting = {key: label for key, label in wanting.items() if key not in notes}
    if wanting:
        text = lines.outside_code(text, lambda part: TYPED.sub(lambda m: _note(m, wanting), part))
        made = {match["label"].casefold() for match in NOTE.finditer(lines.without_code(text))}
        lost = [label for key, label in wanting.items() if key not in made]
        done.findings += _report([label for k, label in wanting.items() if k in made], lost, file)
        text = lines.outside_code(
            text, lambda part: MARK.sub(lambda m: _query(m, lost, done), part)
        )
    done.text = text
    return done


def _behind(match: re.Match[str], done: Read) -> str:
    """Return a citation with the marks of notes that stood in it behind it."""
    marks = MARK.findall(match["inside"])
    done.marks += marks
    return f"[{MARK.sub('', match['inside'])}]{''.join(f'[^{mark}]' for mark in marks)}"


def _note(match: re.Match[str], wanting: dict[str, str]) -> str:
    label = wanting.get(match["label"].casefold())
    return f"[^{label}]:" if label else match[0]


def _query(match: re.Match[str], lost: list[str], done: Read) -> str:
    if match["label"] not in lost:
        return match[0]
    done.marks.append(match["label"])
    return f"{{>>The note {match['label']} is not in the manuscript.<<}}"


def _report(made: list[str], lost: list[str], file: str) -> list[Finding]:
    findings = []
    if made:
        message = (
            f"{counted(len(made), 'note')} whose sign ^ was not at its place: {', '.join(made)}."
        )
        findings.append(
            Finding(
                "import-note-mark", message, Severity.INFO, Tier.AUTO, Place(file), after=made[0]
            )
        )
    if lost:
        what = "mark leads" if len(lost) == 1 else "marks lead"
        message = f"{len(lost)} {what} to no note: {', '.join(lost)}. A query stands there."
        hint = "Write the note, [^name]: its words, or take the query away."
        place, before = Place(file), f"[^{lost[0]}]"
        flag = (Severity.WARNING, Tier.FLAG, place)
        findings.append(Finding("import-note-missing", message, *flag, before=before, hint=hint))
    return findings
