"""Edits tried: the edited text is read again, and must be what the filters made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeAlias

import orjson

from octavo import pandoc
from octavo.desk.patch.edits import Edit, Replacement, apply
from octavo.desk.patch.same import canonical, edited
from octavo.model.finding import Finding, InputError
from octavo.model.nodes import Node, each_list, walk
from octavo.prose.trace import raw_markup, strings

READS = 60
"""How often one chapter may be read in search of the edits that do harm."""

WHOLE = -1
"""Stands for the whole chapter instead of a block's number."""

Chosen: TypeAlias = dict[int, str]
"""Numbers of edits, and what to type for each."""

Search: TypeAlias = Generator[Chosen, bool, Chosen]


@dataclass(slots=True)
class Trial:
    """Tries edits of one chapter. `before` are its blocks as read, `filtered` as they should be.

    `left` are findings that no edit stands for: their blocks cannot become as the filters made
    them. `linked` holds the identifiers that links lead to: a heading with one must keep it.
    """

    text: str
    before: list[Node]
    filtered: list[Node]
    edits: list[Edit]
    left: list[Finding]
    linked: frozenset[str] = frozenset()
    reads: int = 0
    _changes: list[set[int]] = field(default_factory=list)
    _firsts: list[int] = field(default_factory=list)
    _short: set[int] = field(default_factory=set)

    def accepted(self) -> Chosen:
        """Return the edits that do what they should and no more: their numbers, what to type."""
        marked = {n for n, block in enumerate(self.before) if any(raw_markup([block]))}
        if len(self.before) != len(self.filtered):
            if not marked:
                return {}
            self.filtered, marked = self.before, set(range(len(self.before)))
        self._sort_by_block()
        self._short |= marked  # a filter reads raw markup; typed, it stays as it is
        everything = {number: edit.after for number, edit in enumerate(self.edits)}
        wrong = self._differing(everything)
        if wrong is not None and not wrong:
            return everything
        if wrong is None:
            return self._settled({}, {WHOLE: self._halves({}, [*everything], tried=True)})
        searches: dict[int, Search] = {}
        safe = dict(everything)
        for block in wrong:
            numbers = sorted(self._changes[block] & safe.keys())
            safe = {n: after for n, after in safe.items() if n not in numbers}
            searches[block] = self._halves({}, numbers, tried=True)
        return self._settled(safe, searches)

    def result(self, chosen: Chosen) -> str:
        """Return the text with the chosen edits made."""
        edits = [(self.edits[number], after) for number, after in chosen.items()]
        return apply(self.text, [Replacement(e.start, e.end, after) for e, after in edits])

    def _halves(self, base: Chosen, numbers: list[int], *, tried: bool = False) -> Search:
        """Find the edits among `numbers` that can be made beside `base`; asks whether one can."""
        if not numbers:
            return {}
        together = {n: self.edits[n].after for n in numbers}
        if not tried and (yield base | together):
            return together
        if len(numbers) == 1:
            escaped = {n: self.edits[n].escaped for n in numbers}
            return escaped if escaped != together and (yield base | escaped) else {}
        half = len(numbers) // 2
        left = yield from self._halves(base, numbers[:half])
        right = yield from self._halves(base | left, numbers[half:])
        return left | right

    def _settled(self, safe: Chosen, searches: dict[int, Search]) -> Chosen:
        """Run the searches side by side, all with one reading at a time, to their end."""
        settled: Chosen = {}
        asked: dict[int, Chosen] = {}
        for block, search in searches.items():
            _step(block, search, None, asked, settled)
        while asked and self.reads < READS:
            trial = dict(safe | settled)
            for chosen in asked.values():
                trial |= chosen
            wrong = self._differing(trial)
            for block in list(asked):
                good = wrong is not None and (not wrong if block == WHOLE else block not in wrong)
                del asked[block]
                _step(block, searches[block], good, asked, settled)
        for chosen in (safe | settled, safe):
            if self._differing(chosen) == []:
                return chosen
        return {}

    def _differing(self, chosen: Chosen) -> list[int] | None:
        """Read the edited text; return the blocks that differ from the expected, None for all."""
        self.reads += 1
        try:
            blocks = pandoc.read(self.result(chosen).encode()).blocks
        except InputError:
            return None
        if len(blocks) != len(self.before):
            return None
        return [n for n, block in enumerate(blocks) if not self._is_expected(n, block, chosen)]

    def _is_expected(self, number: int, block: Node, chosen: Chosen) -> bool:
        expected = self._expected(number, chosen)
        if expected is None or block == expected:
            return expected is not None
        if canonical([block], self.linked) == canonical([expected], self.linked):
            return True
        if _citations(block) != _citations(self.before[number]) or not _citations(block):
            return False  # in a book without works, `@eq-heat` is a citation no longer
        plain = [canonical([_without_citations(one)], self.linked) for one in (block, expected)]
        return plain[0] == plain[1]

    def _expected(self, number: int, chosen: Chosen) -> Node | None:
        """Return a block as it should be read when the chosen edits are made; None if unknown."""
        here = self._changes[number]
        made = here & chosen.keys()
        if made == here and number not in self._short:
            return self.filtered[number]
        if not made:
            return self.before[number]
        edits = [self.edits[n] for n in made]
        return edited(self.before[number], self._firsts[number], edits)

    def _sort_by_block(self) -> None:
        """Note which edits change each block, and the number of each block's first Str."""
        self._firsts = list(accumulate((_count(block) for block in self.before), initial=0))
        self._changes = [set() for _ in self.before]
        for number, edit in enumerate(self.edits):
            for finding in edit.findings:
                self._changes[self._block_of(finding)].add(number)
        self._short = {self._block_of(finding) for finding in self.left}

    def _block_of(self, finding: Finding) -> int:
        number = finding.anchor.start[0] if finding.anchor else 0
        return bisect_right(self._firsts, number) - 1


def _step(
    block: int, search: Search, answer: bool | None, asked: dict[int, Chosen], settled: Chosen
) -> None:
    """Go on with a search: it asks again, or it has found."""
    try:
        asked[block] = next(search) if answer is None else search.send(answer)
    except StopIteration as end:
        settled |= end.value


def _citations(block: Node) -> int:
    return sum(node["t"] == "Cite" for node in walk([block]))


def _without_citations(block: Node) -> Node:
    """Return a copy of a block with the words of its citations in their place."""
    copy: Node = orjson.loads(orjson.dumps(block))
    each_list([copy], _give_back)
    return copy


def _give_back(nodes: list[Node]) -> None:
    nodes[:] = [one for node in nodes for one in (node["c"][1] if node["t"] == "Cite" else [node])]


def _count(block: Node) -> int:
    return sum(1 for _ in strings([block]))
