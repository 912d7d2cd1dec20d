"""Records the tracked changes and comments of a Word file, and accepts the changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from octavo.book import decisions
from octavo.book.entries import MOMENT
from octavo.book.remarks import DONE
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.accept import accept
from octavo.ooxml.comments import Comment, comments
from octavo.ooxml.package import Package
from octavo.ooxml.revisions import Tracked, changes
from octavo.ooxml.spots import Spot
from octavo.ooxml.styles import Styles

LONGEST = 8_000
"""So many characters of one change or comment are kept; the original has the rest."""

MOST_CHANGED, MOST_SAID = 6_000_000, 2_000_000
"""So many characters of changes, and of comments, are kept of one file."""

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
"""Control characters, which YAML cannot hold."""

BESIDE = ("header", "footer")


@dataclass(slots=True)
class Record:
    """What was recorded: entries as metadata/changes.yaml and comments.yaml have them."""

    changes: list[dict[str, str]] = field(default_factory=list)
    comments: list[dict[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, inside: Record, file: str) -> None:
        """Take in what was recorded of a file that stands in this one as a part of its text."""
        first = len(self.comments)
        self.changes += [{**one, "source": file} for one in inside.changes]
        for one in inside.comments:
            parent = one["reply-to"]
            reply = str(first + int(parent)) if parent else ""
            self.comments.append({**one, "source": file, "reply-to": reply})


def record(package: Package, file: str) -> Record:
    """Record the changes and comments of a package; accept the changes, in place."""
    styles = Styles.of(package)
    tracked, commented = changes(package, styles), comments(package, styles)
    accept(package)
    return recorded(tracked, commented, file)


def recorded(tracked: Sequence[Tracked], commented: Sequence[Comment], file: str) -> Record:
    """Return the entries of changes and comments, and the findings that say what is kept."""
    made = Record(
        _bounded([_change(one, file) for one in tracked], MOST_CHANGED),
        _bounded(_numbered([_comment(one, file) for one in commented], commented), MOST_SAID),
    )
    made.findings = [*_of_changes(tracked, file, made), *_of_comments(commented, file, made)]
    return made


def _change(change: Tracked, file: str) -> dict[str, str]:
    return {
        "kind": change.kind,
        **_by(change.author, change.date),
        **_place(file, change.story, change.spot, change.end),
        "at": _text(change.about),
        "before": _text(change.before),
        "after": _text(change.after),
        "move": _text(change.moved),
    }


def _comment(comment: Comment, file: str) -> dict[str, str]:
    return {
        **_by(comment.author, comment.date),
        "initials": _text(comment.initials),
        **_place(file, comment.story, comment.spot, comment.end),
        "at": _text(comment.about),
        "text": _text(comment.text),
        "done": DONE if comment.done else "",
    }


def _numbered(each: list[dict[str, str]], commented: Sequence[Comment]) -> list[dict[str, str]]:
    """Name the comment that each reply answers by its number in the file, from 1."""
    for entry, comment in zip(each, commented, strict=True):
        entry["reply-to"] = str(comment.parent + 1) if comment.parent >= 0 else ""
    return each


def _by(author: str, date: str) -> dict[str, str]:
    return {"author": _text(author), "date": date if MOMENT.fullmatch(date) else ""}


def _place(file: str, story: str, start: Spot | None, end: Spot | None) -> dict[str, str]:
    """Return the place of something in a manuscript: story, paragraph from 1, words around."""
    if start is None or end is None:
        return {"source": file, "story": story}
    return {
        "source": file,
        "story": story,
        "paragraph": str(start.leaf.number + 1),
        "left": decisions.words_before(_text(start.left)),
        "right": decisions.words_after(_text(end.right)),
    }


def _text(text: str) -> str:
    """Return a text as a file of metadata can hold it."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\N{HORIZONTAL ELLIPSIS}"
    return UNSEEN.sub("", text)


def _bounded(entries: list[dict[str, str]], most: int) -> list[dict[str, str]]:
    """Return as many entries as a file of metadata may hold."""
    size = 0
    for number, entry in enumerate(entries):
        size += 60 + sum(map(len, entry.values()))
        if size > most:
            return entries[:number]
    return entries


def _of_changes(tracked: Sequence[Tracked], file: str, made: Record) -> list[Finding]:
    if not tracked:
        return []
    beside = sum(change.story in BESIDE for change in tracked)
    message = f"{_count(len(tracked), 'tracked change')} by {_people(c.author for c in tracked)}:"
    message += " taken as accepted, kept in metadata/changes.yaml."
    if beside:
        message += f" {beside:,} of them in headers and footers, which are not read."
    message += _left_out(len(tracked) - len(made.changes))
    hint = "`octavo query --changes` lists them. Refuse one in the program that it was made with,"
    hint += " and import the file anew."
    return [_flag("import-tracked-changes", message, file, hint)]


def _of_comments(commented: Sequence[Comment], file: str, made: Record) -> list[Finding]:
    if not commented:
        return []
    waiting = sum(one.parent < 0 and not one.done for one in commented)
    message = f"{_count(len(commented), 'comment')} by {_people(one.author for one in commented)}:"
    message += " kept in metadata/comments.yaml."
    if waiting:
        are = "1 is an open query" if waiting == 1 else f"{waiting:,} are open queries"
        message += f" {are}: a release waits for the answers (`octavo query`)."
    lost = len(commented) - len(made.comments)
    if lost:
        hint = "Read the rest in the original file."
        return [_flag("import-comments", message + _left_out(lost), file, hint)]
    return [Finding("import-comments", message, Severity.INFO, Tier.AUTO, Place(file))]


def _left_out(count: int) -> str:
    return (
        f" {count:,} of them are too many for the file, and stay in the original." if count else ""
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _people(authors: Iterable[str]) -> str:
    named = list(dict.fromkeys(authors))
    if len(named) == 1:
        return named[0] or "1 person"
    return f"{len(named):,} people"


def _flag(rule: str, message: str, file: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)
