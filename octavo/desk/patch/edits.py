"""Findings as edits of the typed source."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from octavo.model.finding import Anchor, Finding

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


class Replacement(NamedTuple):
    """The characters `start:end` of a text become `after`."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start:end` of the source become `after`; the findings that ask for it.

    In the AST, `words` take the place of what stands at each of the `anchors`; None where that is
    not known: one change reaches beyond another that it changes again, or it writes Markdown.
    """

    start: int
    end: int
    after: str
    findings: tuple[Finding, ...]
    anchors: tuple[Anchor, ...] = ()
    words: str | None = None

    @property
    def escaped(self) -> str:
        """The new text with a backslash before each sign that Markdown might read."""
        text = _SPECIAL.sub(lambda sign: "\\" + sign[0], self.after)
        return text.replace("\N{NO-BREAK SPACE}", "&nbsp;")


def edits_of(text: str, findings: Iterable[Finding]) -> tuple[list[Edit], list[Finding]]:
    """Make edits of placed findings, in the order in which the filters made the changes.

    A change of what an earlier one wrote is put together with it; one asked for twice, as by a
    note with two marks, is one edit. Gives the edits in the order of the text, and the findings
    that cannot be edits: their characters are not known, or the change does not fit.
    """
    edits: list[Edit] = []
    left: list[Finding] = []
    for finding in findings:
        edit = _edit(text, finding)
        if edit is None or not _add(text, edits, edit):
            left.append(finding)
    return edits, left


def _edit(text: str, finding: Finding) -> Edit | None:
    """Return the edit that a finding names, without what stays the same at both its ends."""
    place, anchor = finding.place, finding.anchor
    if anchor is None or place is None or place.start is None or place.end is None:
        return None
    start, end = place.start, place.end
    before, after = finding.before, finding.after
    while before and after and start < end and before[0] == after[0] == text[start]:
        start, before, after = start + 1, before[1:], after[1:]
    while before and after and start < end and before[-1] == after[-1] == text[end - 1]:
        end, before, after = end - 1, before[:-1], after[:-1]
    words = None if finding.is_markup else finding.after
    return Edit(start, end, after, (finding,), (anchor,), words)


def _add(text: str, edits: list[Edit], edit: Edit) -> bool:
    """Add an edit; False where it does not fit to those it overlaps."""
    near = _near(edits, edit)
    whole: Edit | None = edit
    if near:
        whole = _repeated(near, edit) or _composed(text, near, edit)
    if whole is None:
        return False
    for old in near:
        edits.remove(old)
    insort(edits, whole, key=_order)
    return True


def _order(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _near(edits: list[Edit], edit: Edit) -> list[Edit]:
    """Return the edits that overlap this one; `edits` are in order and do not overlap."""
    first = max(0, bisect_left(edits, _order(edit), key=_order) - 2)
    near = []
    for old in edits[first:]:
        if old.start > edit.end:
            break
        if _overlap(old, edit):
            near.append(old)
    return near


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start == other.start
    return one.start < other.end and other.start < one.end


def _repeated(near: list[Edit], edit: Edit) -> Edit | None:
    """Return the edit that is there already, now for this finding too."""
    old, finding = near[0], edit.findings[0]
    asked = ((f.rule, f.before, f.after) for f in old.findings)
    same = (old.start, old.end) == (edit.start, edit.end) and len(near) == 1
    if not same or (finding.rule, finding.before, finding.after) not in asked:
        return None
    known = {anchor.start[0] for anchor in old.anchors}
    anchors = tuple(a for a in edit.anchors if a.start[0] not in known)
    return replace(old, findings=(*old.findings, finding), anchors=(*old.anchors, *anchors))


def _composed(text: str, near: list[Edit], edit: Edit) -> Edit | None:
    """Make one edit of a later change and those it changes again."""
    finding = edit.findings[0]
    place = finding.place
    if place is None or place.start is None or place.end is None:
        return None
    start = min(place.start, near[0].start)
    end = max(place.end, *(e.end for e in near))
    earlier = [Replacement(e.start - start, e.end - start, e.after) for e in near]
    now = apply(text[start:end], earlier)
    after = _changed_again(now, finding)
    if after is None:
        return None
    first = near[0].words
    known = first is not None and not finding.is_markup
    inside = known and len(near) == 1 and finding.before in (first or "")
    return Edit(
        start,
        end,
        after,
        (*(f for e in near for f in e.findings), finding),
        near[0].anchors if inside else edit.anchors,
        _changed_again(first, finding) if inside and first is not None else None,
    )


def _changed_again(now: str, finding: Finding) -> str | None:
    """Make a change in what earlier changes wrote, where its context says it stands."""
    left, right = finding.context
    size = len(finding.before)
    fits = [
        at
        for at in range(len(now) - size + 1)
        if now.startswith(finding.before, at)
        and (left.endswith(now[:at]) or now[:at].endswith(left))
        and (right.startswith(now[at + size :]) or now[at + size :].startswith(right))
    ]
    if len(fits) != 1:
        return None
    return now[: fits[0]] + finding.after + now[fits[0] + size :]


def apply(text: str, changes: Iterable[Replacement]) -> str:
    """Return a text with its characters `start:end` replaced; the stretches do not overlap."""
    parts, last = [], 0
    for start, end, after in sorted(changes, key=lambda change: change[:2]):
        parts += [text[last:start], after]
        last = end
    return "".join([*parts, text[last:]])
