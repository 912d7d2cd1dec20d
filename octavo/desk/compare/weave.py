"""Lays the blocks of two Word files beside one another: paragraphs, tables, rows and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from octavo.desk.compare.blocks import Block, blocks_of, words_of
from octavo.desk.compare.marks import Marker, Shown, State, ranged
from octavo.desk.compare.pairing import grouped
from octavo.desk.compare.pieces import MARKERS, Names, Piece, pieces_of
from octavo.desk.compare.stretches import stretches
from octavo.desk.compare.taken import Taker
from octavo.desk.merge.matching import Group
from octavo.formats.docx.xml import Element, make, w
from octavo.ooxml.names import val


@dataclass(slots=True)
class Weaver:
    """Weaves the blocks of an older and a newer file into one, with tracked changes.

    `same_notes` are the numbers of notes whose marks stay: the older and the newer one of each.
    """

    marker: Marker
    taker: Taker
    names: tuple[Names, Names]
    same_notes: dict[str, str] = field(default_factory=dict)
    moves: int = 0

    def body(self, old: Sequence[Block], new: Sequence[Block]) -> list[Element]:
        """Return the blocks of a body."""
        kept, moved = grouped(old, new)
        for group in kept:
            self._know_list(old[group.sent[-1]].element, new[group.returned[-1]].element)
        named = {id(group): f"move{self.moves + n}" for n, group in enumerate(moved, 1)}
        self.moves += len(moved)
        sources = {group.sent[0]: group for group in moved}
        goals = {group.returned[0]: group for group in moved}
        made: list[Element] = []
        at, to = 0, 0
        for group in [*kept, Group([len(old)], [len(new)])]:
            for number in range(at, group.sent[0]):
                made += self._from(old, new, number, sources.get(number), named)
            for number in range(to, group.returned[0]):
                made += self._to(old, new, number, goals.get(number), named)
            at, to = group.sent[-1] + 1, group.returned[-1] + 1
            if group.sent[0] < len(old):
                made += self._same(old, new, group)
        return made

    def _know_list(self, old: Element, new: Element) -> None:
        """Know which list of the newer file goes on with one of the older."""
        path = f"{w('pPr')}/{w('numPr')}/{w('numId')}"
        one, other = old.find(path), new.find(path)
        if one is not None and other is not None:
            self.taker.numbers.setdefault(val(one), val(other))

    def _from(
        self,
        old: Sequence[Block],
        new: Sequence[Block],
        number: int,
        move: Group | None,
        named: dict[int, str],
    ) -> list[Element]:
        """Return a block that only the older file has at this place."""
        block = old[number]
        if move is not None:
            shown = _moved(block.pieces, new[move.returned[0]].pieces, newer=False)
            return ranged(self._written(shown), self.marker, State.FROM, named[id(move)])
        if block.is_silent:
            return []
        self.marker.count("deleted")
        if block.is_table:
            return [self._whole_table(block, State.GONE)]
        return self._written([Shown(piece, State.GONE) for piece in block.pieces])

    def _to(
        self,
        old: Sequence[Block],
        new: Sequence[Block],
        number: int,
        move: Group | None,
        named: dict[int, str],
    ) -> list[Element]:
        """Return a block that only the newer file has at this place."""
        block = new[number]
        lead = [deepcopy(one) for one in block.lead]
        if block.is_silent:
            return [*lead, deepcopy(block.element)]
        if block.is_table:
            self.marker.count("inserted")
            return [*lead, self._whole_table(block, State.NEW)]
        if move is not None:
            self.marker.count("moved")
            shown = _moved(old[move.sent[0]].pieces, block.pieces, newer=True)
            made = ranged(self._written(shown), self.marker, State.TO, named[id(move)])
        else:
            self.marker.count("inserted")
            made = self._written([Shown(piece, State.NEW) for piece in block.pieces])
        return [*lead, *made, *self._section(made)]

    def _section(self, made: Sequence[Element]) -> list[Element]:
        """Let a section that ends with a new paragraph end in one of its own, which stays."""
        for paragraph in made:
            properties = paragraph.find(w("pPr"))
            section = None if properties is None else properties.find(w("sectPr"))
            if section is not None and properties is not None:
                properties.remove(section)
                return [make("p", make("pPr", make("pStyle", val="Compact"), section))]
        return []

    def _same(self, old: Sequence[Block], new: Sequence[Block], group: Group) -> list[Element]:
        """Return the blocks that both files have at a place."""
        ours, theirs = [old[n] for n in group.sent], [new[n] for n in group.returned]
        lead = [deepcopy(one) for block in theirs for one in block.lead]
        if ours[0].is_table:
            return [*lead, self._table(ours[0].element, theirs[0].element)]
        return [*lead, *self.flow(ours, theirs)]

    def flow(self, old: Sequence[Block], new: Sequence[Block]) -> list[Element]:
        """Return paragraphs that became others, as one row of words and ends."""
        one = [piece for block in old for piece in block.pieces]
        other = [piece for block in new for piece in block.pieces]
        shown = self._shown(one[:-1], other[:-1])
        return self._written([*shown, Shown(other[-1], State.SAME, one[-1])])

    def _shown(self, one: Sequence[Piece], other: Sequence[Piece]) -> list[Shown]:
        made: list[Shown] = []
        for block in stretches(one, other):
            mine, theirs = one[block.start : block.end], other[block.other_start : block.other_end]
            if block.is_same:
                pairs = zip(mine, theirs, strict=True)
                made += [Shown(new, State.SAME, old) for old, new in pairs]
                continue
            self.marker.count("words")
            made += [Shown(piece, State.GONE) for piece in mine]
            made += [Shown(piece, State.NEW) for piece in theirs]
        return made

    def _written(self, shown: Sequence[Shown]) -> list[Element]:
        for one in shown:
            if one.was is not None and one.piece.key.startswith("\0note"):
                old, new = (next(iter(p.parts)) for p in (one.was, one.piece))
                self.same_notes[val(old, "id")] = val(new, "id")
        return list(self.marker.paragraphs(shown))

    # --- tables --------------------------------------------------------------------------------

    def _table(self, old: Element, new: Element) -> Element:
        """Return a table with its rows laid beside those of the older one."""
        made = make("tbl", *(deepcopy(one) for one in new if one.tag != w("tr")))
        made.extend(self._rows(old.findall(w("tr")), new.findall(w("tr"))))
        return made

    def _rows(self, old: Sequence[Element], new: Sequence[Element]) -> Iterator[Element]:
        texts, others = [_row_text(row) for row in old], [_row_text(row) for row in new]
        matcher = SequenceMatcher(None, texts, others, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            pairs = min(b - a, d - c) if kind in ("equal", "replace") else 0
            for step in range(pairs):
                yield from self._row(old[a + step], new[c + step])
            for row in old[a + pairs : b]:
                yield self._whole_row(row, State.GONE)
            for row in new[c + pairs : d]:
                yield self._whole_row(row, State.NEW)

    def _row(self, old: Element, new: Element) -> Iterator[Element]:
        """Yield a row; two, where the cells of the older are others, or hold tables."""
        cells = old.findall(w("tc")), new.findall(w("tc"))
        nested = any(cell.find(w("tbl")) is not None for each in cells for cell in each)
        if nested or [_span(cell) for cell in cells[0]] != [_span(cell) for cell in cells[1]]:
            if words_of(old) == words_of(new):
                yield deepcopy(new)
                return
            yield self._whole_row(old, State.GONE)
            yield self._whole_row(new, State.NEW)
            return
        made = make("tr", *(deepcopy(one) for one in new if one.tag != w("tc")))
        for one, other in zip(*cells, strict=True):
            made.append(self.holder(one, other))
        yield made

    def holder(self, old: Element, new: Element) -> Element:
        """Return a cell or a note, its paragraphs laid beside those of the older one."""
        made = make(new.tag.removeprefix(w("")))
        made.attrib.update(new.attrib)
        if any(each.find(w("tbl")) is not None for each in (old, new)):
            return deepcopy(new)
        made.extend(deepcopy(one) for one in new if one.tag not in (w("p"), *MARKERS))
        blocks = blocks_of(old, self.names[0]), blocks_of(new, self.names[1])
        made.extend(self.flow(*blocks))
        return made

    def _whole_table(self, block: Block, state: State) -> Element:
        made = make("tbl", *(deepcopy(one) for one in block.element if one.tag != w("tr")))
        if state is State.GONE:
            made = self.marker.take(made)
        made.extend(self._whole_row(row, state) for row in block.element.findall(w("tr")))
        return made

    def _whole_row(self, row: Element, state: State) -> Element:
        """Return a row that one file alone has."""
        self.marker.count("rows")
        made = make("tr", *(deepcopy(one) for one in row if one.tag != w("tc")))
        properties = made.find(w("trPr"))
        if properties is None:
            properties = make("trPr")
            made.insert(0, properties)
        properties.append(self.marker.change(state))
        for cell in row.findall(w("tc")):
            made.append(self.whole(cell, state))
        return made

    def whole(self, holder: Element, state: State) -> Element:
        """Return a cell or a note that one file alone has: its words are changes, its ends stay."""
        names = self.names[0] if state is State.GONE else self.names[1]
        made = make(holder.tag.removeprefix(w("")))
        made.attrib.update(holder.attrib)
        for child in holder:
            if child.tag == w("p"):
                pieces = pieces_of(child, names)
                shown = [Shown(one, State.SAME if one.is_end else state) for one in pieces]
                made.extend(self._with_taken(shown, state))
            elif child.tag not in MARKERS:
                copy = deepcopy(child)
                made.append(self.marker.take(copy) if state is State.GONE else copy)
        return made

    def _with_taken(self, shown: Sequence[Shown], state: State) -> Iterator[Element]:
        for paragraph in self._written(shown):
            properties = paragraph.find(w("pPr"))
            if properties is not None and state is State.GONE:
                self.marker.take(properties)
            yield paragraph


def _row_text(row: Element) -> str:
    return "\t".join(words_of(cell) for cell in row.findall(w("tc")))


def _span(cell: Element) -> tuple[str, str]:
    properties = cell.find(w("tcPr"))
    span = None if properties is None else properties.find(w("gridSpan"))
    merged = None if properties is None else properties.find(w("vMerge"))
    return val(span), "" if merged is None else val(merged) or "continue"


def _moved(old: Sequence[Piece], new: Sequence[Piece], *, newer: bool) -> list[Shown]:
    """Return the pieces of a paragraph that was moved: what else changed in it is a change."""
    made: list[Shown] = []
    for block in stretches(old[:-1], new[:-1]):
        if newer:
            state = State.TO if block.is_same else State.NEW
            made += [Shown(one, state) for one in new[block.other_start : block.other_end]]
        else:
            state = State.FROM if block.is_same else State.GONE
            made += [Shown(one, state) for one in old[block.start : block.end]]
    end = Shown(new[-1], State.TO) if newer else Shown(old[-1], State.FROM)
    return [*made, end]
