"""Carries an editor's decisions over a fix: what is written into the text is decided no longer.

An accepted suggestion that a fix wrote is dropped from metadata/decisions.yaml; a rejected one
whose surroundings the fix changed (a repaired word, a real citation) gets its new words. The
file as it was is kept beside the undo patch, and comes back with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from octavo.book import decisions, source
from octavo.book.book import Book, Text
from octavo.book.chapter import BOM, Chapter
from octavo.book.decisions import Decision
from octavo.book.replay import Replay, identity
from octavo.cache import Cache
from octavo.desk.patch.patches import Patch
from octavo.model.finding import Finding
from octavo.model.nodes import Node


@dataclass(frozen=True, slots=True)
class Filtered:
    """Chapters after the text filters: blocks of each, findings, and the decisions replayed."""

    blocks: list[list[Node]]
    findings: list[Finding]
    replay: Replay


def filtered(book: Book, replay: Replay) -> Filtered:
    """Send the chapters of a replay through the book's text filters (divisions left out)."""
    text = Text.of(book, replay, cite=False)
    findings = book.chain.run_python(text.prose, without="divisions")
    text.prose.tidy()
    return Filtered([division["c"][1] for division in text.document.blocks], findings, replay)


@dataclass(frozen=True, slots=True)
class Carried:
    """The decisions as a fix leaves them, and how many of them it wrote into the text."""

    decisions: list[Decision]
    written: int


def carry(book: Book, before: Filtered, made: Sequence[Patch]) -> Carried | None:
    """Return the decisions that are left when patches of the text are written.

    `before` are the chapters as filtered for these patches. Return None where no decision changes.
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
    moved = _moved(book, Filtered([], waiting, replay), made, kept)
    if not written and not moved:
        return None
    return Carried([moved.get(decision, decision) for decision in kept], len(written))


def settle(carried: Carried, way_back: Path, root: Path) -> list[str]:
    """Write the decisions that a fix leaves; keep those that were, beside its undo patch.

    Gives what was done, in sentences. Raises InputError where a file cannot be written.
    """
    then, now = _kept(way_back)
    decisions.write(then, (root / decisions.FILE).read_bytes())
    decisions.write(now, decisions.dump(carried.decisions))
    decisions.save(root, carried.decisions)
    count = carried.written
    if count == 0:
        return []
    what = "suggestion stands" if count == 1 else "suggestions stand"
    was = "was" if count == 1 else "were"
    return [f"{decisions.FILE}: {count} accepted {what} in the text now, and {was} dropped here."]


def restore(way_back: Path, root: Path) -> list[str]:
    """Bring back the decisions as they were before a fix; those made since are kept beside them.

    Gives the names of the files that changed. Raises InputError where a file is wrong.
    """
    then, now = _kept(way_back)
    path = root / decisions.FILE
    if not then.is_file() or (path.is_file() and path.read_bytes() == then.read_bytes()):
        return []
    if path.is_file() and now.is_file() and path.read_bytes() == now.read_bytes():
        decisions.write(path, then.read_bytes())
        return [decisions.FILE]
    earlier = decisions.read(then, _in_book(then, root))
    left_by_fix = {decision.subject for decision in decisions.read(now, _in_book(now, root))}
    since = [d for d in decisions.load(root) if d.subject not in left_by_fix]
    decisions.save(root, decisions.merged(earlier, since))
    return [decisions.FILE]


def forget(way_back: Path) -> None:
    """Drop what was kept beside the patch of a fix that is taken back."""
    for path in _kept(way_back):
        path.unlink(missing_ok=True)


def _in_book(path: Path, root: Path) -> str:
    is_inside = path.is_relative_to(root)
    return path.relative_to(root).as_posix() if is_inside else path.name


def _kept(way_back: Path) -> tuple[Path, Path]:
    """Where the decisions before a fix, and after it, are kept."""
    return way_back.with_suffix(".before.yaml"), way_back.with_suffix(".after.yaml")


def _moved(
    book: Book, before: Filtered, made: Sequence[Patch], kept: tuple[Decision, ...]
) -> dict[Decision, Decision]:
    """Return the decisions that the patched text no longer has by their words, with their new ones.

    A finding of the old text is known again in the new one by its turn among those that are alike.
    """
    met = {d: before.replay.used[d] for d in kept if d in before.replay.used}
    if not met:
        return {}
    chapters = _patched(book, before.replay.chapters, made)
    after = filtered(book, Replay(kept, chapters, is_exact=True))
    lost = {d: findings for d, findings in met.items() if d not in after.replay.used}
    were = _by_kind([*before.findings, *(f for findings in lost.values() for f in findings)])
    are = _by_kind(f for f in after.findings if after.replay.of_finding(f) is None)
    turns = {identity(f): turn for alike in were.values() for turn, f in enumerate(alike)}
    moved = {}
    for decision, (first, *_) in lost.items():
        kind = _kind(first)
        if len(were[kind]) == len(are.get(kind, ())):  # else more or fewer ask for it now
            now = are[kind][turns[identity(first)]]
            accept, reason, is_left = decision.accept, decision.reason, decision.is_left
            moved[decision] = after.replay.decide(
                now, accept=accept, reason=reason, is_left=is_left
            )
    return moved


def _patched(book: Book, chapters: Sequence[Chapter], made: Sequence[Patch]) -> list[Chapter]:
    """Read the chapters as the patches leave them."""
    texts = {patch.file: patch.after.removeprefix(BOM).decode() for patch in made}
    store = Cache(book.project.cache)
    return [
        source.parse(c.file, texts[c.file], store, bom=c.bom) if c.file in texts else c
        for c in chapters
    ]


Kind: TypeAlias = tuple[str, str, str, int]
"""Rule, before, after and chapter: what findings have in common that ask for the same change."""


def _kind(finding: Finding) -> Kind:
    chapter = finding.anchor.chapter if finding.anchor else -1
    return finding.rule, finding.before, finding.after, chapter


def _by_kind(findings: Iterable[Finding]) -> dict[Kind, list[Finding]]:
    """Put together the findings of a chapter that ask for the same change, in the text's order."""
    kinds: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: f.anchor.start if f.anchor else (0, 0)):
        kinds[_kind(finding)].append(finding)
    return kinds
