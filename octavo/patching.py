"""Writes the automatic changes into the canonical source, and keeps the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from octavo import editing, pandoc, preparing, source, undoing
from octavo.ast import Node
from octavo.edition import Project
from octavo.filtering import Rule, load
from octavo.finding import Finding, InputError, Place, Tier

UNDO = ".octavo/undo"


@dataclass(frozen=True, slots=True)
class Patch:
    """What is to become of one file: its bytes now and then.

    `applied` are the findings whose changes are in it; `refused` those whose change would not be
    read as it should: they are suggestions now.
    """

    file: str
    before: bytes
    after: bytes
    applied: tuple[Finding, ...]
    refused: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The findings that still stand after a fix, and what was done, in sentences."""

    findings: list[Finding]
    told: list[str]


def fix(chapters: Sequence[source.Chapter], findings: Sequence[Finding], project: Project) -> Fixed:
    """Write the automatic changes of the text filters into the book's sources.

    Each edited chapter is read again and must be what the filters made of it, else the edit is
    left out and its finding becomes a suggestion. The undo patch is written first. Raises
    InputError where a file changed since it was read.
    """
    names = {rule.name for rule in _divisions_rules()}
    wanted = [f for f in findings if f.rule not in names]
    patches = patches_of(chapters, wanted, filtered(project, chapters))
    done = {id(f) for patch in patches for f in patch.applied}
    refused = {f.id: f for patch in patches for f in patch.refused}
    left = [refused.get(f.id, f) for f in findings if id(f) not in done]
    changed = [patch for patch in patches if patch.before != patch.after]
    if not changed:
        return Fixed(left, ["There was nothing to change.", *_told_refused(len(refused))])
    undo_patch = write(changed, project.root)
    told = [f"{patch.file}: {_changes(len(patch.applied))} written." for patch in changed]
    way_back = undo_patch.relative_to(project.root).as_posix()
    return Fixed(left, [*told, *_told_refused(len(refused)), f"The way back is {way_back}."])


def _divisions_rules() -> list[Rule]:
    path = pandoc.data_dir() / "filters" / "divisions.py"
    rules: list[Rule] = load(path).RULES
    return rules


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"


def _told_refused(count: int) -> list[str]:
    if not count:
        return []
    return [f"{_changes(count)} would be misread as Markdown: left for you to make."]


def filtered(project: Project, chapters: Sequence[source.Chapter]) -> list[list[Node]]:
    """Give each chapter's blocks as the book's text filters make them (divisions left out)."""
    document, prose = source.join(chapters)
    document.meta = preparing.metadata_of(project)
    for name in preparing.filter_names(project):
        path = preparing.filter_path(project, name)
        if path.suffix == ".py" and path.stem != "divisions":
            preparing.run_filter(path, name, prose)
    prose.tidy()
    return [division["c"][1] for division in document.blocks]


def patches_of(
    chapters: Sequence[source.Chapter],
    findings: Sequence[Finding],
    filtered_blocks: Sequence[list[Node]],
) -> list[Patch]:
    """Make patches of the automatic findings, which have their places; write nothing.

    `filtered_blocks` are each chapter's blocks as the filters that gave the findings made them.
    """
    asked: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.tier is Tier.AUTO and finding.anchor and finding.before != finding.after:
            asked.setdefault(finding.anchor.chapter, []).append(finding)
    linked = frozenset().union(*(editing.links(blocks) for blocks in filtered_blocks))
    return [
        _patch(chapters[number], asked[number], filtered_blocks[number], linked)
        for number in sorted(asked)
    ]


def _patch(
    chapter: source.Chapter, findings: list[Finding], blocks: list[Node], linked: frozenset[str]
) -> Patch:
    edits, left = editing.edits_of(chapter.text, findings)
    trial = editing.Trial(chapter.text, chapter.document().blocks, blocks, edits, linked)
    chosen = trial.accepted()
    applied = [f for number in chosen for f in edits[number].findings]
    left += [f for number, edit in enumerate(edits) if number not in chosen for f in edit.findings]
    after = source.encode(trial.result(chosen), bom=chapter.bom)
    refused = (replace(finding, tier=Tier.SUGGEST) for finding in left)
    return Patch(chapter.file, chapter.encode(), after, tuple(applied), tuple(refused))


def write(patches: Sequence[Patch], root: Path) -> Path:
    """Write patched files, each whole or not at all; first the patch that leads back: its path.

    Raises InputError, and writes nothing, where a file is not as it was when it was read.
    """
    for patch in patches:
        if undoing.path_in(root, patch.file).read_bytes() != patch.before:
            hint = "Run the command again."
            message = "The file changed while it was being worked on; nothing was written."
            raise InputError(message, place=Place(patch.file), hint=hint)
    folder = root / UNDO
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.stem) for path in folder.glob("*.patch") if path.stem.isdigit()]
    way_back = folder / f"{max(numbers, default=0) + 1:04}.patch"
    diffs = (undoing.unified(patch.file, patch.before, patch.after) for patch in patches)
    undoing.replace_file(way_back, b"".join(diffs))
    for patch in patches:
        undoing.replace_file(undoing.path_in(root, patch.file), patch.after)
    return way_back


def undo(patch_file: Path, root: Path) -> list[str]:
    """Restore the bytes that a fix changed; give the files' names.

    Raises InputError, and restores nothing, where a file was changed since, or where
    `patch_file` is no patch.
    """
    return undoing.undo(patch_file, root)
