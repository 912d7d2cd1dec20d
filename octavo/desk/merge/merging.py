"""Merges a Word file that came back into the text of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from octavo import pandoc
from octavo.book import comments, decisions
from octavo.book.book import Book
from octavo.book.chapter import BOM, Chapter, encode
from octavo.book.comments import Comments
from octavo.book.decisions import Decision
from octavo.book.source import decode, parse
from octavo.cache import Cache
from octavo.desk.merge import (
    code_lines,
    hunks,
    lost_fields,
    proof,
    restyled,
    sent,
    shifted,
    shown,
    text_leaves,
    writing,
)
from octavo.desk.merge.hunk import Hunk
from octavo.desk.merge.landing import Landed, Lander, Spot, State
from octavo.desk.merge.leaf import Kind, Leaf
from octavo.desk.merge.matching import Matched, matched
from octavo.desk.merge.sent import Sent
from octavo.desk.merge.standing import Standing
from octavo.desk.merge.text_leaves import Typed
from octavo.desk.merge.typist import CannotWriteError
from octavo.desk.merge.writing import Edit
from octavo.desk.patch import edits as patch_edits
from octavo.desk.patch.patches import Patch
from octavo.desk.patch.same import links
from octavo.files import files
from octavo.model.finding import Finding, InputError, told_apart
from octavo.model.nodes import Node

DECISIONS = "decisions.yaml"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A hunk that has landed, and how it is shown."""

    landed: Landed
    finding: Finding

    @property
    def state(self) -> State:
        """What becomes of it."""
        return self.landed.state


@dataclass(slots=True)
class Merge:
    """A file laid on the text of today: what it proposes, and the chapters it would change."""

    book: Book
    sent: Sent
    proposed: list[Proposed]
    leaves: list[list[Typed]] = field(default_factory=list)
    linked: frozenset[str] = frozenset()

    @property
    def open(self) -> list[Proposed]:
        """What has a place and is not made yet."""
        return [one for one in self.proposed if one.state is State.PLACED]

    @property
    def conflicts(self) -> list[Proposed]:
        """What must be looked at."""
        return [one for one in self.proposed if one.state in (State.CONFLICT, State.NOWHERE)]

    def patches(self, chosen: Sequence[Proposed]) -> tuple[list[Patch], list[Proposed]]:
        """Return the patches that write some changes, and the changes that cannot be written.

        Each chapter is read again, and must be as the changes say; what is wrong is left out.
        """
        made: list[Patch] = []
        left: list[Proposed] = []
        by_chapter: dict[int, list[Proposed]] = {}
        for one in chosen:
            if one.landed.spot is not None:
                by_chapter.setdefault(one.landed.spot.chapter, []).append(one)
        for number, own in sorted(by_chapter.items()):
            patch, refused = self._patch(number, own)
            made += [patch] if patch.before != patch.after else []
            left += refused
        return made, left

    def _patch(self, number: int, own: list[Proposed]) -> tuple[Patch, list[Proposed]]:
        chapter = self.book.chapters[number]
        blocks = chapter.document().blocks
        refused: list[Proposed] = []
        while True:
            edits, own, unwritable = self._edits(number, own)
            refused += unwritable
            text = _applied(chapter, edits)
            wrong = self._wrong(number, edits, own, blocks)
            if not wrong or not own:
                break
            if len(wrong) > 1:
                wrong = self._wrong_alone(number, own, blocks, wrong) or wrong
            kept = [one for at, one in enumerate(own) if at not in wrong]
            refused += [_refused(own[at], why) for at, why in wrong.items()]
            own = kept
        after = encode(text, bom=chapter.bom)
        applied = tuple(one.finding for one in own)
        patch = Patch(chapter.file, chapter.encode(), after, applied, ())
        return patch, refused

    def _wrong(
        self, number: int, edits: Sequence[Edit], own: Sequence[Proposed], blocks: list[Node]
    ) -> dict[int, str]:
        """Return the changes, by their numbers, that would not be as they say, and why."""
        chapter = self.book.chapters[number]
        landed = [one.landed for one in own]
        text = _read(chapter, edits)
        wrong = proof.wrong_hunks(self.leaves[number], blocks, landed, text, self.linked)
        if not wrong and not _has_its_queries(chapter, _applied(chapter, edits)):
            return dict.fromkeys(range(len(own)), QUERY)
        return wrong

    def _wrong_alone(
        self, number: int, own: Sequence[Proposed], blocks: list[Node], suspect: Iterable[int]
    ) -> dict[int, str]:
        """Return the changes that are wrong by themselves; each suspect is tried alone."""
        wrong: dict[int, str] = {}
        for at in sorted(suspect)[:MOST_TRIED]:
            edits, written, _ = self._edits(number, [own[at]])
            faults = self._wrong(number, edits, written, blocks)
            if faults or not written:
                wrong[at] = faults.get(0, proof.WRONG)
        return wrong

    def _edits(
        self, number: int, own: list[Proposed]
    ) -> tuple[list[Edit], list[Proposed], list[Proposed]]:
        """Return the edits of some changes, those that they write, and those they cannot."""
        texts = [chapter.read for chapter in self.book.chapters]
        edits: list[Edit] = []
        written: list[Proposed] = []
        left: list[Proposed] = []
        for one in own:
            try:
                new = writing.edits_of(one.landed, texts)
            except CannotWriteError as fault:
                left.append(_refused(one, str(fault)))
                continue
            if any(_overlap(edit, other) for edit in new for other in edits):
                left.append(_refused(one, "it touches another change"))
            elif any(edit.chapter != number or self._in_comment(edit) for edit in new):
                left.append(_refused(one, "a query stands among its words"))
            else:
                edits += new
                written.append(one)
        return edits, written, left

    def _in_comment(self, edit: Edit) -> bool:
        held = self.book.chapters[edit.chapter].comments
        return held.are_in(*held.span(edit.start, edit.end))


MOST_TRIED = 60
"""So many changes of a chapter are tried one by one where nobody can say which is wrong."""


QUERY = "it would begin or end a query: {>> … <<}"


def _has_its_queries(chapter: Chapter, text: str) -> bool:
    """Whether a chapter's new text holds the queries that it held before, and no other."""
    if not comments.may_hold(text):
        return not chapter.comments.all
    try:
        now = comments.find(text, pandoc.read)
    except InputError:
        return False
    return _queries(text, now) == _queries(chapter.text, chapter.comments)


def _queries(text: str, held: Comments) -> tuple[Counter[str], int]:
    """Return the queries of a text, and the number of those that do not close."""
    return Counter(text[one.start : one.end] for one in held.all), len(held.open)


def _refused(one: Proposed, why: str) -> Proposed:
    landed = replace(one.landed, state=State.CONFLICT, why=why)
    return Proposed(landed, one.finding)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start < other.end and other.start < one.end
    return one.start < other.end and other.start < one.end


def _read(chapter: Chapter, edits: Sequence[Edit]) -> str:
    made = [patch_edits.Replacement(edit.start, edit.end, edit.after) for edit in edits]
    return patch_edits.apply(chapter.read, made)


def _applied(chapter: Chapter, edits: Sequence[Edit]) -> str:
    """Return the chapter's text, comments and all, with the edits made."""
    newline = "\r\n" if "\r\n" in chapter.text else "\n"
    made = [
        patch_edits.Replacement(
            *chapter.comments.span(edit.start, edit.end),
            edit.after.replace("\r\n", "\n").replace("\n", newline),
        )
        for edit in edits
    ]
    return patch_edits.apply(chapter.text, made)


def lay(book: Book, known: Sent, read: Sequence[Leaf]) -> Merge:
    """Lay a Word file that came back on the text of today; nothing is written."""
    known = lost_fields.as_returned(known, read)
    read = shifted.set_right(known, code_lines.as_sent(known.leaves, read))
    laid = restyled.with_levels(matched(known.leaves, read))
    return lay_hunks(book, known, hunks.hunks_of(laid), laid)


def lay_hunks(book: Book, known: Sent, edits: Sequence[Hunk], laid: Matched | None = None) -> Merge:
    """Lay what was changed on the text of today; nothing is written.

    What was rejected before is left out. `laid` is the file that came back, beside what was sent:
    by it is seen what stands in the text already.
    """
    now = [text_leaves.leaves(one.read, one.document().blocks) for one in book.chapters]
    spots = [
        Spot(chapter, number, typed)
        for chapter, leaves in enumerate(now)
        for number, typed in enumerate(leaves)
    ]
    spots.sort(key=lambda spot: spot.typed.leaf.kind is Kind.NOTE)
    then = text_leaves.notes_last(list(_then(book, known, now)))
    lander = Lander.of(known.leaves, then, spots)
    landed = [lander.land(hunk) for hunk in edits]
    if laid is not None:
        landed = [*map(Standing(lander, laid).settled, landed)]
    proposed = _proposed(landed, known, book.chapters)
    rejected = {one.subject for one in answers(book.root, known.id) if not one.accept}
    open_ones = [
        one
        for one in proposed
        if shown.decision_on(one.finding, accept=False).subject not in rejected
    ]
    linked = frozenset().union(*(links(one.document().blocks) for one in book.chapters))
    return Merge(book, known, open_ones, now, linked)


def _proposed(landed: Sequence[Landed], known: Sent, chapters: Sequence[Chapter]) -> list[Proposed]:
    findings = told_apart([shown.finding_of(one, known.leaves, chapters) for one in landed])
    return [Proposed(one, finding) for one, finding in zip(landed, findings, strict=True)]


def _then(book: Book, known: Sent, now: Sequence[list[Typed]]) -> Iterator[Typed]:
    """Yield the leaves of the text that was sent; of a chapter that is the same, those of today."""
    today = {chapter.file: number for number, chapter in enumerate(book.chapters)}
    store = Cache(book.project.cache)
    for name in known.chapters:
        data = known.files[name]
        number = today.get(name)
        if number is not None and book.chapters[number].encode() == data:
            yield from now[number]
            continue
        text = decode(name, data.removeprefix(BOM))
        chapter = parse(name, text, store, bom=data.startswith(BOM))
        yield from text_leaves.leaves(chapter.read, chapter.document().blocks)


def answers(root: Path, identifier: str) -> tuple[Decision, ...]:
    """Return the decisions about files that came back of what was sent."""
    return decisions.read(files.within(root, f"{sent.FOLDER}/{identifier}/{DECISIONS}"))


def reject(root: Path, identifier: str, rejected: Sequence[Proposed]) -> None:
    """Keep that changes were rejected: they are not proposed again."""
    made = [shown.decision_on(one.finding, accept=False) for one in rejected]
    kept = decisions.merged(answers(root, identifier), made)
    path = files.within(root, f"{sent.FOLDER}/{identifier}/{DECISIONS}")
    decisions.write(path, decisions.dump(kept))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a call asks for: rules, kinds, authors or identifiers to accept and to reject.

    Nothing named to accept stands for all.
    """

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that is named."""
        return (*self.accept, *self.reject)

    def check(self, merges: Sequence[Merge]) -> None:
        """Raise InputError for a name that stands for nothing in any of some files."""
        for name in self.names:
            if not any(_is_named(one, name) for merge in merges for one in merge.proposed):
                hint = "Name a rule, an author, an identifier, or: tracked, untracked, all."
                where = "this file" if len(merges) == 1 else "these files"
                raise InputError(f"Nothing in {where} is called “{name}”.", hint=hint)

    def settle(self, merge: Merge) -> tuple[list[Proposed], list[Proposed]]:
        """Return what is to be written, and what is rejected."""
        no = [
            one for one in merge.proposed if _any(self.reject, one) and one.state is not State.MADE
        ]
        yes = [one for one in merge.open if one not in no]
        return [one for one in yes if not self.accept or _any(self.accept, one)], no


def _any(names: Sequence[str], one: Proposed) -> bool:
    return any(_is_named(one, name) for name in names)


def _is_named(one: Proposed, name: str) -> bool:
    hunk, finding = one.landed.hunk, one.finding
    named = name.strip().casefold()
    own = {
        "all",
        finding.rule,
        finding.rule.removeprefix("merge-"),
        hunk.what.value,
        hunk.author.casefold() or "untracked",
        "tracked" if hunk.is_tracked else "untracked",
    }
    return named in own or (len(named) >= SHORTEST and finding.id.startswith(named))


SHORTEST = 4
"""From how many characters on the beginning of an identifier stands for the whole."""
