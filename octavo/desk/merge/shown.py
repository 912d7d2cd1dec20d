"""Hunks as findings: what an editor did, at its place, in words that an editor uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.book import decisions
from octavo.book.chapter import Chapter
from octavo.book.decisions import Decision
from octavo.desk.merge import rows
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.landing import Landed, State
from octavo.desk.merge.leaf import Leaf, Token, text_of
from octavo.model.finding import Finding, Place, Severity, Tier

RULES = {
    What.WORDS: "merge-words",
    What.FORMAT: "merge-format",
    What.LEVEL: "merge-level",
    What.MOVED: "merge-moved",
    What.SPLIT: "merge-split",
    What.JOINED: "merge-joined",
    What.INSERTED: "merge-inserted",
    What.DELETED: "merge-deleted",
    What.NOTE: "merge-note",
    What.CELL: "merge-cell",
    What.ROW: "merge-row",
    What.CAPTION: "merge-caption",
    What.CITATION: "merge-citation",
    What.IMAGE: "merge-image",
}
"""The rule of each kind of change."""

DONE = {
    What.WORDS: "words changed",
    What.FORMAT: "look changed",
    What.LEVEL: "heading's level changed",
    What.MOVED: "moved",
    What.SPLIT: "paragraph parted",
    What.JOINED: "paragraphs joined",
    What.INSERTED: "new",
    What.DELETED: "deleted",
    What.NOTE: "note changed",
    What.CELL: "cell changed",
    What.ROW: "row of a table changed",
    What.CAPTION: "caption changed",
    What.CITATION: "citation changed",
    What.IMAGE: "picture changed",
}
LOOKS = {"emph": "italic", "strong": "bold", "small-caps": "small capitals"}
REACH = 40
BY_HAND = "Make the change in the text, or reject it: octavo merge FILE --reject ID."


def finding_of(landed: Landed, sent: Sequence[Leaf], chapters: Sequence[Chapter]) -> Finding:
    """Return a hunk as a finding: a suggestion where it has a place, else a warning."""
    hunk = landed.hunk
    before, after = words_of(hunk, sent)
    who = _who(hunk)
    message = f"{who}: {DONE[hunk.what]}."
    place = _place(landed, chapters)
    shared = Finding(
        RULES[hunk.what], message, Severity.INFO, Tier.SUGGEST, place, None, before, after,
        around(hunk, sent), evidence=(who,),
    )  # fmt: skip
    if landed.state in (State.PLACED, State.MADE):
        return shared
    today = _today(landed)
    message = f"{who}: {DONE[hunk.what]}, and {landed.why}."
    hint = f"Today it reads “{today}”. {BY_HAND}" if today else BY_HAND
    return replace(
        shared, rule="merge-conflict", message=message, severity=Severity.WARNING, hint=hint
    )


def not_written(finding: Finding, why: str) -> Finding:
    """Return the finding of a change that cannot be written, with the reason, under its name."""
    hint = f"It is not written: {why}. {BY_HAND}"
    return replace(finding, severity=Severity.WARNING, hint=hint)


def _who(hunk: Hunk) -> str:
    by = [part for part in (hunk.author, hunk.date[:10]) if part]
    if hunk.where:
        return ", ".join([*(by or ["no name"]), hunk.where])
    return ", ".join(by) if by else "not tracked"


def words_of(hunk: Hunk, sent: Sequence[Leaf]) -> tuple[str, str]:
    """Return the words of a hunk before and after."""
    leaf = sent[hunk.leaf] if hunk.leaf >= 0 else None
    gone = leaf.tokens[hunk.start : hunk.end] if leaf else ()
    after = text_of(hunk.after)
    for note in hunk.notes:
        after = after.replace("[note]", f"[note: {text_of(note)}]", 1)
    if hunk.what is What.LEVEL:
        return _level(leaf.level if leaf else 0), _level(hunk.level)
    if hunk.what is What.FORMAT:
        return f"{text_of(gone)} ({_look(gone)})", f"{text_of(hunk.after)} ({_look(hunk.after)})"
    if hunk.what is What.ROW and not hunk.after:
        return text_of(rows.shown(sent[hunk.leaf : hunk.leaf + hunk.cells])), ""
    if hunk.what is What.MOVED and leaf:
        return "", leaf.text
    if hunk.what is What.JOINED:
        other = sent[hunk.other].tokens[: hunk.cut]
        return f"{text_of(gone)} ¶ {text_of(other)}".strip(), after or " "
    return text_of(gone), after


def _level(level: int) -> str:
    return f"heading {level}" if level else "paragraph"


def _look(tokens: Sequence[Token]) -> str:
    looks = sorted({name for token in tokens for name in token.look})
    return " ".join(LOOKS.get(name, name) for name in looks) or "plain"


def around(hunk: Hunk, sent: Sequence[Leaf]) -> tuple[str, str]:
    """Return the words on either side of a hunk in the file that was sent."""
    if hunk.leaf < 0:
        return "", ""
    leaf = sent[hunk.leaf]
    if hunk.what is What.INSERTED or (hunk.what is What.ROW and hunk.after):
        return leaf.text[-REACH:], ""
    left, right = leaf.tokens[: hunk.start], leaf.tokens[hunk.end :]
    return text_of(left)[-REACH:], text_of(right)[:REACH]


def _today(landed: Landed) -> str:
    if landed.spot is None:
        return ""
    tokens = landed.spot.typed.leaf.tokens
    return text_of(tokens[max(0, landed.start - 6) : landed.end + 6])


def _place(landed: Landed, chapters: Sequence[Chapter]) -> Place | None:
    spot = landed.spot
    if spot is None or spot.typed.start < 0:
        return Place(chapters[spot.chapter].file) if spot else None
    spans = spot.typed.spans
    inner = [span for span in spans[landed.start : landed.end] if span]
    before = [span for span in spans[: landed.start] if span]
    end = before[-1][1] if before else spot.typed.start
    start, stop = (inner[0][0], inner[-1][1]) if inner else (end, end)
    return chapters[spot.chapter].place_read(start, stop)


def decision_on(finding: Finding, *, accept: bool) -> Decision:
    """Return a decision about a hunk: it is known by its words in the file that was sent."""
    left, right = finding.context
    return Decision(
        accept,
        finding.rule,
        finding.place.file if finding.place else "",
        decisions.words_before(left),
        finding.before,
        finding.after,
        decisions.words_after(right),
        message="" if left or right or finding.before else finding.message,
    )
