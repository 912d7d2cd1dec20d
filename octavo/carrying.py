"""Carries an editor's decisions over a fix: what is written into the text is decided no longer.

An accepted suggestion that a fix wrote is dropped from metadata/decisions.yaml; a rejected one
whose surroundings the fix changed (a repaired word, a real citation) is given its new words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from octavo import decisions, preparing, source
from octavo.ast import Node
from octavo.cache import Cache
from octavo.decisions import Decision
from octavo.edition import Project
from octavo.finding import Finding
from octavo.patching.patches import Patch
from octavo.replaying import Replay, identity


@dataclass(frozen=True, slots=True)
class Filtered:
    """Chapters after the text filters: blocks of each, findings, and the decisions replayed."""

    blocks: list[list[Node]]
    findings: list[Finding]
    replay: Replay


def filtered(project: Project, replay: Replay) -> Filtered:
    """Send the chapters of a replay through the book's text filters (divisions left out)."""
    document, prose = source.join(replay.chapters)
    document.meta = preparing.metadata_of(project)
    prose.settle = replay.settle
    findings: list[Finding] = []
    for name in preparing.filter_names(project):
        path = preparing.filter_path(project, name)
        if path.suffix == ".py" and path.stem != "divisions":
            findings += preparing.run_filter(path, name, prose)
    prose.tidy()
    return Filtered([division["c"][1] for division in document.blocks], findings, replay)


def carry(
    project: Project, before: Filtered, made: Sequence[Patch]
) -> tuple[list[Patch], list[str]]:
    """Give the patch of the decisions file that goes with patches of the text, and what to tell.

    `before` are the chapters as filtered for these patches. Without decisions that the patches
    touch there is no patch.
    """
    replay = before.replay
    applied = {identity(finding) for patch in made for finding in patch.applied}
    written = {
        decision
        for decision, met in replay.used.items()
        if decision.accept and all(identity(finding) in applied for finding in met)
    }
    kept = tuple(decision for decision in replay.decisions if decision not in written)
    waiting = [finding for finding in before.findings if identity(finding) not in applied]
    moved = _moved(project, Filtered([], waiting, replay), made, kept)
    if not written and not moved:
        return [], []
    old = (project.root / decisions.FILE).read_bytes()
    new = decisions.dump(moved.get(decision, decision) for decision in kept)
    return [Patch(decisions.FILE, old, new, (), ())], [_told(len(written))] if written else []


def _told(count: int) -> str:
    what = "accepted suggestion stands" if count == 1 else "accepted suggestions stand"
    return f"{decisions.FILE}: {count} {what} in the text now, and was dropped here."


def _moved(
    project: Project, before: Filtered, made: Sequence[Patch], kept: tuple[Decision, ...]
) -> dict[Decision, Decision]:
    """Give the decisions that the patched text no longer has by their words, with their new ones.

    A finding of the old text is known again in the new one by its turn among those that are alike.
    """
    met = {d: before.replay.used[d] for d in kept if d in before.replay.used}
    if not met:
        return {}
    after = filtered(project, Replay(kept, _patched(project, before.replay.chapters, made)))
    lost = {d: findings for d, findings in met.items() if d not in after.replay.used}
    waiting = [*before.findings, *(f for findings in lost.values() for f in findings)]
    open_now = [f for f in after.findings if after.replay.of_finding(f) is None]
    moved = {}
    for decision, (first, *_) in lost.items():
        now = _its_turn(first, _alike(first, waiting), _alike(first, open_now))
        if now is not None:
            accept, reason = decision.accept, decision.reason
            moved[decision] = after.replay.decide(now, accept=accept, reason=reason)
    return moved


def _patched(
    project: Project, chapters: Sequence[source.Chapter], made: Sequence[Patch]
) -> list[source.Chapter]:
    """Read the chapters as the patches leave them."""
    texts = {patch.file: patch.after.removeprefix(source.BOM).decode() for patch in made}
    store = Cache(preparing.cache_of(project))
    return [
        source.parse(c.file, texts[c.file], store, bom=c.bom) if c.file in texts else c
        for c in chapters
    ]


def _alike(one: Finding, findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings of a chapter that ask for the same change, in the order of the text."""
    alike = [f for f in findings if _kind(f) == _kind(one)]
    return sorted(alike, key=lambda f: f.anchor.start if f.anchor else (0, 0))


def _kind(finding: Finding) -> tuple[str, str, str, int]:
    chapter = finding.anchor.chapter if finding.anchor else -1
    return finding.rule, finding.before, finding.after, chapter


def _its_turn(one: Finding, before: list[Finding], after: list[Finding]) -> Finding | None:
    """Give the finding that has the same turn now; None where they are more or fewer."""
    if len(before) != len(after):
        return None
    return after[[identity(finding) for finding in before].index(identity(one))]
