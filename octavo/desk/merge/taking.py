"""Takes a file that came back into the book: changes, answers, comments, with one way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from octavo import fresh
from octavo.book import queries, remarks
from octavo.desk.merge import comments_in, merged, merging, sent
from octavo.desk.merge.came import Laid
from octavo.desk.merge.landing import State
from octavo.desk.merge.merging import Choice, Proposed
from octavo.desk.merge.shown import not_written
from octavo.desk.patch import patches
from octavo.desk.patch.patches import Patch
from octavo.desk.patch.whole import one_way_back
from octavo.model.counted import counted
from octavo.model.finding import Finding

WAY_BACK = "The way back"
"""Begins a step's line about its own way back; one line for all the steps stands instead."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What is to become of a file: what is written, what waits for a person, what is rejected."""

    came: Laid
    patches: Sequence[Patch]
    written: Sequence[Proposed]
    conflicts: Sequence[Proposed]
    refused: Sequence[Proposed]
    rejected: Sequence[Proposed]

    @classmethod
    def of(cls, came: Laid, choice: Choice) -> Taking:
        """Say what becomes of a file by what a call asks for; nothing is written."""
        laid = came.merge
        yes, no = choice.settle(laid)
        made, refused = laid.patches(yes)
        unwritten = {one.finding.id for one in refused}
        names = {id(one) for one in no}
        return cls(
            came,
            made,
            [one for one in yes if one.finding.id not in unwritten],
            [one for one in laid.conflicts if id(one) not in names],
            refused,
            no,
        )

    @property
    def waits(self) -> bool:
        """Whether something must be made by hand."""
        return bool(self.conflicts or self.refused)

    @property
    def waiting(self) -> list[Finding]:
        """What must be made by hand, as findings."""
        unwritten = [not_written(one.finding, one.landed.why) for one in self.refused]
        return [*(one.finding for one in self.conflicts), *unwritten]

    @property
    def findings(self) -> list[Finding]:
        """All that is not rejected, as findings."""
        return [*(one.finding for one in self.written), *self.waiting]

    @property
    def summary(self) -> str:
        """How many changes there are, and what becomes of them, in a sentence."""
        laid, by_hand = self.came.merge, len(self.refused) + len(self.conflicts)
        there = len(laid.proposed) - len(laid.open) - len(laid.conflicts)
        parts = [
            counted(len(laid.proposed), "change"),
            f"{len(self.written)} can be written" if self.written or self.refused else "",
            f"{by_hand} must be made by hand" if by_hand else "",
            f"{there} {'stands' if there == 1 else 'stand'} in the text already" if there else "",
            f"{len(self.rejected)} rejected" if self.rejected else "",
        ]
        return f"{laid.sent.id}: {', '.join(part for part in parts if part)}."

    def write(self) -> list[str]:
        """Write all of it into the book; return what was done, in sentences.

        Raises InputError where a file cannot be written; then all are as they were.
        """
        book, name = self.came.merge.book, self.came.merge.sent.id
        lines: list[str] = []
        with one_way_back(book.root, self._names()) as whole:
            if self.rejected:
                merging.reject(book.root, name, self.rejected)
            if self.patches:
                with patches.writing(self.patches, book.root):
                    pass
                lines += [
                    f"{one.file}: {counted(len(one.applied), 'change')} written."
                    for one in self.patches
                ]
            messages = comments_in.write(book, self.came.talk)
            lines += [line for line in messages if not line.startswith(WAY_BACK)]
            made = [one for one in self.came.merge.proposed if one.state is State.MADE]
            settled = [one.finding for one in (*made, *self.rejected)]
            written = [one.finding for one in self.written]
            merged.keep(book.root, name, written, self.waiting, settled)
        if whole.way_back:
            fresh.forget(book.root)
            lines.append(f"{WAY_BACK}: octavo undo {whole.way_back}.")
        return lines

    def _names(self) -> list[str]:
        """Return the files that a merge may change."""
        book, name = self.came.merge.book, self.came.merge.sent.id
        decided = f"{sent.FOLDER}/{name}/{merging.DECISIONS}"
        chapters = [chapter.file for chapter in book.chapters]
        return [*chapters, remarks.FILE, queries.FILE, decided, merged.file_of(name)]
