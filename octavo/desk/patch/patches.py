"""Patches of the canonical source: made of findings, tried by reading again, written whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from octavo.book.chapter import Chapter, encode
from octavo.desk.patch import edits as patch_edits
from octavo.desk.patch import same, undo
from octavo.desk.patch.trial import Chosen, Trial
from octavo.files import files
from octavo.files.replaced import UNDO, next_number
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.model.nodes import Node
from octavo.prose.trace import strings


@dataclass(frozen=True, slots=True)
class Patch:
    """The change of one file: its bytes before and after.

    `applied` are the findings whose changes are in it; `refused` those whose change would not be
    read as it should: they are suggestions now.
    """

    file: str
    before: bytes
    after: bytes
    applied: tuple[Finding, ...]
    refused: tuple[Finding, ...]


def patches_of(
    chapters: Sequence[Chapter],
    findings: Sequence[Finding],
    filtered_blocks: Sequence[list[Node]],
    held: Sequence[Finding] = (),
) -> list[Patch]:
    """Make patches of the automatic findings, which have their places; write nothing.

    `filtered_blocks` are each chapter's blocks as the filters that gave the findings made them;
    `held` are changes of the filters that are not to be written.
    """
    asked: dict[int, list[Finding]] = {}
    words = [sum(1 for _ in strings(chapter.document().blocks)) for chapter in chapters]
    for finding in findings:
        anchor = finding.anchor
        is_change = finding.tier is Tier.AUTO and finding.before != finding.after
        if anchor and is_change and anchor.start[0] < words[anchor.chapter]:  # not in raw markup
            asked.setdefault(anchor.chapter, []).append(finding)
    linked = frozenset().union(*(same.links(blocks) for blocks in filtered_blocks))
    return [
        _patch(chapters[number], (asked[number], held), filtered_blocks[number], linked)
        for number in sorted(asked)
    ]


def _patch(
    chapter: Chapter,
    findings: tuple[list[Finding], Sequence[Finding]],
    blocks: list[Node],
    linked: frozenset[str],
) -> Patch:
    """Make the patch of a chapter, of findings to be written and findings that are held."""
    read = [_in_read(chapter, finding) for finding in findings[0]]
    typed = {id(one): finding for one, finding in zip(read, findings[0], strict=True)}
    edits, left = patch_edits.edits_of(chapter.read, read)
    over = [
        edit
        for edit in edits
        if chapter.comments.are_in(*chapter.comments.span(edit.start, edit.end))
    ]
    edits = [edit for edit in edits if edit not in over]
    left += [finding for edit in over for finding in edit.findings]
    number = findings[0][0].anchor.chapter if findings[0][0].anchor else 0
    held = [_in_read(chapter, f) for f in findings[1] if f.anchor and f.anchor.chapter == number]
    trial = Trial(chapter.read, chapter.document().blocks, blocks, edits, [*held, *left], linked)
    chosen = trial.accepted()
    applied = [f for number in chosen for f in edits[number].findings]
    left += [f for number, edit in enumerate(edits) if number not in chosen for f in edit.findings]
    after = encode(_written(chapter, edits, chosen), bom=chapter.bom)
    refused = tuple(replace(typed[id(finding)], tier=Tier.SUGGEST) for finding in left)
    return Patch(
        chapter.file, chapter.encode(), after, tuple(typed[id(f)] for f in applied), refused
    )


def _in_read(chapter: Chapter, finding: Finding) -> Finding:
    """Return a finding with its place in the text without comments, as pandoc reads it."""
    place = finding.place
    if not chapter.comments.all or place is None or place.start is None or place.end is None:
        return finding
    start, end = (chapter.comments.read(offset) for offset in (place.start, place.end))
    return replace(finding, place=replace(place, start=start, end=end))


def _written(chapter: Chapter, edits: Sequence[patch_edits.Edit], chosen: Chosen) -> str:
    """Return the chapter's text, comments and all, with the chosen edits made."""
    places = {n: chapter.comments.span(edits[n].start, edits[n].end) for n in chosen}
    made = [patch_edits.Replacement(*places[n], text) for n, text in chosen.items()]
    return patch_edits.apply(chapter.text, made)


@contextmanager
def writing(patches: Sequence[Patch], root: Path) -> Iterator[Path]:
    """Write patched files, each whole or not at all; return the path of the patch that leads back.

    That patch is written first, and has the name of one that is not finished until the caller has
    done what belongs to it. Raises InputError where a file is not as it was when it was read, or
    cannot be written.
    """
    _check_unchanged(patches, root)
    with alone(root) as folder:
        way_back = folder / f"{next_number(folder)}.patch"
        pending = way_back.with_suffix(undo.UNFINISHED)
        diffs = (undo.unified(patch.file, patch.before, patch.after) for patch in patches)
        undo.replace_file(root, f"{UNDO}/{pending.name}", b"".join(diffs))
        for patch in patches:
            undo.replace_file(root, patch.file, patch.after)
        yield way_back
        pending.replace(way_back)


def unfinished(root: Path) -> list[Path]:
    """Return the patches of fixes that are not finished."""
    return sorted((root / UNDO).glob(f"*{undo.UNFINISHED}"))


@contextmanager
def alone(root: Path) -> Iterator[Path]:
    """Hold the folder of patches: two fixes do not write at once."""
    folder = files.within(root, UNDO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"The way back cannot be kept: {fault.strerror}."
        raise InputError(message, place=Place(UNDO)) from fault
    with files.alone(folder):
        yield folder


def _check_unchanged(patches: Sequence[Patch], root: Path) -> None:
    for patch in patches:
        if files.within(root, patch.file).read_bytes() != patch.before:
            hint = "Run the command again."
            message = "The file changed while it was being worked on; nothing was written."
            raise InputError(message, place=Place(patch.file), hint=hint)
