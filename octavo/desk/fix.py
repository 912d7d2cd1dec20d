"""Writes the automatic changes into a book's canonical source, and keeps the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book.book import Book
from octavo.book.replay import Replay
from octavo.desk import carry
from octavo.desk.patch import patches
from octavo.desk.patch import undo as patch_undo
from octavo.files import replaced
from octavo.model import rules
from octavo.model.finding import Finding, InputError, Tier


@dataclass(frozen=True, slots=True)
class Fixed:
    """The findings that still stand after a fix, and what was done, in sentences."""

    findings: list[Finding]
    messages: list[str]


def fix(book: Book, findings: Sequence[Finding]) -> Fixed:
    """Write the automatic changes of the text filters into the book's sources.

    Each edited chapter is read again and must be what the filters made of it, else the edit is
    left out and its finding becomes a suggestion. A decision that is written into the text is
    dropped from the decisions. The undo patch is written first. Raises InputError where a file
    changed since it was read.
    """
    of_book = (*rules.raised_by("divisions"), *rules.raised_by("crossrefs"))
    names = {rule.name for rule in of_book}  # what holds for the whole book, and no chapter alone
    gaps = [f for f in findings if f.rule == LOST_BREAK and f.tier is Tier.SUGGEST]
    held = [f for f in findings if _is_held(f, gaps)]
    candidates = [f for f in findings if f.rule not in names and f not in held]
    filtered = carry.filtered(book, Replay(book.decisions, book.chapters))
    made = patches.patches_of(book.chapters, candidates, filtered.blocks, held)
    done = {id(f) for patch in made for f in patch.applied}
    refused = {f.id: f for patch in made for f in patch.refused}
    left = [refused.get(f.id, f) for f in findings if id(f) not in done]
    changed = [patch for patch in made if patch.before != patch.after]
    if not changed:
        return Fixed(left, ["There was nothing to change.", *_refused_message(len(refused))])
    later = _refused_message(len(refused), AGAIN)
    carried = carry.carry(book, filtered, made)
    messages = [f"{patch.file}: {_changes(len(patch.applied))} written." for patch in changed]
    try:
        with patches.writing(changed, book.root) as undo_patch:
            messages += carry.settle(carried, undo_patch, book.root) if carried else []
    except InputError:
        recover(book.root)
        raise
    way_back = undo_patch.relative_to(book.root).as_posix()
    return Fixed(left, [*messages, *later, f"The way back is {way_back}."])


LOST_BREAK = "import-lost-break"
"""While it is asked whether a paragraph ended at a space, that space is not closed."""


def _is_held(finding: Finding, gaps: Sequence[Finding]) -> bool:
    """Whether a finding would change the space that an open question is about."""
    anchor = finding.anchor
    return finding.tier is Tier.AUTO and any(
        anchor
        and one.anchor
        and anchor.chapter == one.anchor.chapter
        and anchor.start < one.anchor.end
        and one.anchor.start < anchor.end
        for one in gaps
    )


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"


BY_HAND = "make them in the source, or reject them with octavo decide"
AGAIN = "run octavo lint --fix once more, beside what is written now they may be"
"""What to do about changes that touch: those that were written may make room for the others."""


def _refused_message(count: int, advice: str = BY_HAND) -> list[str]:
    if not count:
        return []
    return [f"{_changes(count)} could not be made safely: {advice}."]


def undo(patch_file: Path, root: Path) -> list[str]:
    """Restore the bytes that a fix, or an import made again, changed; return the files' names.

    Raises InputError, and restores nothing, where a file was changed since, or where
    `patch_file` is not a patch.
    """
    if replaced.is_kept(patch_file):
        return replaced.restore(patch_file, root)
    way = patch_undo.way_back(patch_file, root)
    decided = carry.restore(patch_file, root)
    return [*way.take(), *decided]


def recover(root: Path) -> None:
    """Take back what fixes had written when they were killed or could not go on.

    Where someone has changed the text since, the patch is kept for her. Raises InputError where
    a file cannot be written.
    """
    if not patches.unfinished(root):
        return
    with patches.alone(root):
        for left in patches.unfinished(root):
            way = patch_undo.half_way_back(left, root)
            if way is None:
                left.replace(left.with_suffix(".patch"))
                continue
            carry.restore(left, root)
            way.take()
            carry.forget(left)
            left.unlink()
