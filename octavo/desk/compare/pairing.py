"""Says which blocks of two Word files are the same, and which of them were moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from octavo.desk.compare.blocks import Block
from octavo.desk.merge import tying
from octavo.desk.merge.matching import Group, matched
from octavo.formats.docx.xml import Element, w

MOVED = 0.8
"""How alike paragraphs are of which one was moved and changed (0 to 1)."""

FEWEST = 6
"""The fewest different words of a paragraph that is matched by likeness alone."""

RARE = 3
"""A word in no more paragraphs than this says which they are."""


def grouped(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Group], list[Group]]:
    """Return the groups of blocks that stay in their order, and those that were moved."""
    laid = matched([block.leaf for block in old], [block.leaf for block in new])
    fit = [group for group in laid.groups if _fits(old, new, group)]
    ties = {group.sent[0]: group.returned[0] for group in fit}
    order = tying.rising(ties)
    kept = [group for group in fit if group.sent[0] in order]
    others = [group for group in fit if group.sent[0] not in order]
    moved = [group for group in others if _may_move(old, group)]
    return kept, [*moved, *_alike_elsewhere(old, new, [*kept, *moved])]


def _may_move(old: Sequence[Block], group: Group) -> bool:
    block = old[group.sent[0]]
    is_single = len(group.sent) == len(group.returned) == 1
    return is_single and not block.is_table and block.has_words


def _alike_elsewhere(
    old: Sequence[Block], new: Sequence[Block], known: Sequence[Group]
) -> Iterator[Group]:
    """Yield paragraphs that stand elsewhere, and in which a little was changed, too."""
    taken = {n for group in known for n in group.sent}, {n for g in known for n in g.returned}
    mine, theirs = _bags(old, taken[0]), _bags(new, taken[1])
    holders: dict[str, list[int]] = defaultdict(list)
    for number, bag in theirs.items():
        for word in bag:
            holders[word].append(number)
    for number, bag in mine.items():
        near = {n for word in bag if len(holders[word]) <= RARE for n in holders[word]}
        likest = max(near, key=lambda n: (tying.likeness(bag, theirs[n]), -n), default=None)
        if likest is not None and tying.likeness(bag, theirs[likest]) >= MOVED:
            yield Group([number], [likest])
            for word in theirs[likest]:
                holders[word].remove(likest)


def _bags(blocks: Sequence[Block], taken: Collection[int]) -> dict[int, Counter[str]]:
    """Return the words of the paragraphs that are left, where they are enough to be known by."""
    bags = {n: tying.bag(one.leaf) for n, one in enumerate(blocks) if n not in taken}
    return {n: bag for n, bag in bags.items() if len(bag) >= FEWEST and not blocks[n].is_table}


def _fits(old: Sequence[Block], new: Sequence[Block], group: Group) -> bool:
    """Whether a group can be written as one row of words: paragraphs in a row, or two tables."""
    ours, theirs = [old[n] for n in group.sent], [new[n] for n in group.returned]
    if any(block.is_table for block in (*ours, *theirs)):
        alike = len(ours) == len(theirs) == 1 and ours[0].is_table and theirs[0].is_table
        return alike and _columns(ours[0].element) == _columns(theirs[0].element)
    in_a_row = all(
        numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        for numbers in (group.sent, group.returned)
    )
    return in_a_row and not any(block.ends_section for block in (*ours[:-1], *theirs[:-1]))


def _columns(table: Element) -> int:
    return len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
