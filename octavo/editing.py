"""Changes as edits of the typed source, each tried by reading the edited text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from octavo import pandoc
from octavo.ast import Node, attr_of, children, stringify, walk
from octavo.finding import Finding, InputError
from octavo.prose import strings

READS = 60
"""How often one chapter may be read in search of the edits that do harm."""

SPACES = ("Space", "SoftBreak")
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start:end` of the source become `after`; the findings that ask for it."""

    start: int
    end: int
    after: str
    findings: tuple[Finding, ...]

    @property
    def escaped(self) -> str:
        """The new text with a backslash before each sign that Markdown might read."""
        text = _SPECIAL.sub(lambda sign: "\\" + sign[0], self.after)
        return text.replace("\N{NO-BREAK SPACE}", "&nbsp;")


def edits_of(text: str, findings: Iterable[Finding]) -> tuple[list[Edit], list[Finding]]:
    """Make edits of placed findings, in the order in which the filters made the changes.

    A change of what an earlier one wrote is put together with it; one asked for twice, as by a
    note with two marks, is one edit. Gives the edits in the order of the text, and the findings
    that cannot be edits: their characters are not known, or the change does not fit.
    """
    edits: list[Edit] = []
    left: list[Finding] = []
    for finding in findings:
        edit = _edit(text, finding)
        if edit is None or not _add(text, edits, edit):
            left.append(finding)
    return sorted(edits, key=lambda edit: (edit.start, edit.end)), left


def _edit(text: str, finding: Finding) -> Edit | None:
    """Give the edit that a finding names, without what stays the same at both its ends."""
    place = finding.place
    if place is None or place.start is None or place.end is None:
        return None
    start, end = place.start, place.end
    before, after = finding.before, finding.after
    while before and after and start < end and before[0] == after[0] == text[start]:
        start, before, after = start + 1, before[1:], after[1:]
    while before and after and start < end and before[-1] == after[-1] == text[end - 1]:
        end, before, after = end - 1, before[:-1], after[:-1]
    return Edit(start, end, after, (finding,))


def _add(text: str, edits: list[Edit], edit: Edit) -> bool:
    """Add an edit; False where it does not fit to those it overlaps."""
    near = sorted((e for e in edits if _overlap(e, edit)), key=lambda e: e.start)
    if not near:
        edits.append(edit)
        return True
    whole = _repeated(near, edit) or _composed(text, near, edit)
    if whole is None:
        return False
    edits[:] = [*(e for e in edits if e not in near), whole]
    return True


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end and one.start == other.start
    return one.start < other.end and other.start < one.end


def _repeated(near: list[Edit], edit: Edit) -> Edit | None:
    """Give the edit that is there already, now for this finding too."""
    old, finding = near[0], edit.findings[0]
    asked = ((f.rule, f.before, f.after) for f in old.findings)
    same = (old.start, old.end) == (edit.start, edit.end) and len(near) == 1
    if same and (finding.rule, finding.before, finding.after) in asked:
        return replace(old, findings=(*old.findings, finding))
    return None


def _composed(text: str, near: list[Edit], edit: Edit) -> Edit | None:
    """Make one edit of a later change and those it changes again."""
    finding = edit.findings[0]
    place = finding.place
    if place is None or place.start is None or place.end is None:
        return None
    start = min(place.start, near[0].start)
    end = max(place.end, *(e.end for e in near))
    now = apply(text[start:end], [(e.start - start, e.end - start, e.after) for e in near])
    if now.count(finding.before) != 1:
        return None
    after = now.replace(finding.before, finding.after)
    findings = tuple(f for e in near for f in e.findings)
    return Edit(start, end, after, (*findings, finding))


def apply(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Give a text with its characters `start:end` replaced; the stretches do not overlap."""
    parts, last = [], 0
    for start, end, after in sorted(changes, key=lambda change: change[:2]):
        parts += [text[last:start], after]
        last = end
    return "".join([*parts, text[last:]])


@dataclass(slots=True)
class Trial:
    """Tries edits of one chapter. `before` are its blocks as read, `filtered` as they should be.

    `linked` holds the identifiers that links lead to: a heading that bears one must keep it.
    """

    text: str
    before: list[Node]
    filtered: list[Node]
    edits: list[Edit]
    linked: frozenset[str] = frozenset()
    reads: int = 0
    _blocks: list[frozenset[int]] = field(default_factory=list)

    def accepted(self) -> dict[int, str]:
        """Give the edits that do what they should and no more: their numbers, what to type."""
        if len(self.before) != len(self.filtered):
            return {}
        self._blocks = self._edits_by_block()
        everything = {number: edit.after for number, edit in enumerate(self.edits)}
        differing = self._differing(everything)
        if differing is not None and not differing:
            return everything
        suspects = {n for block in differing or () for n in self._blocks[block]}
        safe = {n: after for n, after in everything.items() if n not in suspects}
        if differing is None or (safe and self._differing(safe) != []):
            safe = {}
        return safe | self._halved(safe, [n for n in everything if n not in safe])

    def result(self, chosen: dict[int, str]) -> str:
        """Give the text with the chosen edits made."""
        changes = [(self.edits[n].start, self.edits[n].end, after) for n, after in chosen.items()]
        return apply(self.text, changes)

    def _halved(self, base: dict[int, str], numbers: list[int]) -> dict[int, str]:
        """Find the edits among `numbers` that can be made beside those of `base`."""
        if not numbers or self.reads >= READS:
            return {}
        together = {n: self.edits[n].after for n in numbers}
        if self._differing(base | together) == []:
            return together
        if len(numbers) == 1:
            escaped = {n: self.edits[n].escaped for n in numbers}
            return escaped if self._differing(base | escaped) == [] else {}
        half = len(numbers) // 2
        left = self._halved(base, numbers[:half])
        return left | self._halved(base | left, numbers[half:])

    def _differing(self, chosen: dict[int, str]) -> list[int] | None:
        """Read the edited text; give the blocks that are not as expected, None for all of them."""
        self.reads += 1
        try:
            blocks = pandoc.read(self.result(chosen).encode()).blocks
        except InputError:
            return None
        if len(blocks) != len(self.before):
            return None
        return [n for n, block in enumerate(blocks) if not self._is_expected(n, block, chosen)]

    def _is_expected(self, number: int, block: Node, chosen: dict[int, str]) -> bool:
        wanted = self._expected(number, chosen)
        if wanted is None or block == wanted:
            return wanted is not None
        return canonical([block], self.linked) == canonical([wanted], self.linked)

    def _expected(self, number: int, chosen: dict[int, str]) -> Node | None:
        """Give a block as it should be read when the chosen edits are made; None if unknown."""
        here = self._blocks[number]
        made = here & chosen.keys()
        if not made:
            return self.before[number]
        if made == here:
            return self.filtered[number]
        first = sum(1 for _ in strings(self.before[:number]))
        return _edited(self.before[number], first, [self.edits[n] for n in sorted(made)])

    def _edits_by_block(self) -> list[frozenset[int]]:
        """Give the numbers of the edits that each block is changed by."""
        owner: list[int] = []
        for number, block in enumerate(self.before):
            owner += [number] * sum(1 for _ in strings([block]))
        found: list[set[int]] = [set() for _ in self.before]
        for number, edit in enumerate(self.edits):
            for finding in edit.findings:
                if finding.anchor is not None:
                    found[owner[finding.anchor.start[0]]].add(number)
        return [frozenset(numbers) for numbers in found]


def _edited(block: Node, first: int, edits: Sequence[Edit]) -> Node | None:
    """Make edits in a copy of a block whose first Str has the number `first`."""
    copy: Node = orjson.loads(orjson.dumps(block))
    words = list(strings([copy]))
    holders = {id(node): nodes for nodes in _lists([copy]) for node in nodes}
    for edit in reversed(edits):
        for finding in edit.findings:
            anchor = finding.anchor
            if len(edit.findings) > 1 or anchor is None:
                return None
            start, end = anchor.start[0] - first, anchor.end[0] - first
            if not 0 <= start <= end < len(words):
                return None
            one, two = words[start], words[end]
            if not _joined(holders[id(one)], one, two):
                return None
            tail = two["c"][anchor.end[1] :]
            one["c"] = one["c"][: anchor.start[1]] + finding.after + tail
    return copy


def _joined(nodes: list[Node], one: Node, two: Node) -> bool:
    """Take out of a list what stands behind `one` as far as `two`; False if it does not."""
    if one is two:
        return True
    start = next(n for n, node in enumerate(nodes) if node is one)
    end = next((n for n, node in enumerate(nodes) if node is two), -1)
    if end < start or any(n["t"] not in ("Str", *SPACES) for n in nodes[start + 1 : end]):
        return False
    del nodes[start + 1 : end + 1]
    return True


def _lists(nodes: list[Node]) -> Iterable[list[Node]]:
    yield nodes
    for node in nodes:
        for inner in children(node):
            yield from _lists(inner)


def links(blocks: list[Node]) -> set[str]:
    """Give the identifiers that links in a chapter lead to."""
    targets = (node["c"][2][0] for node in walk(blocks) if node["t"] == "Link")
    return {target[1:] for target in targets if target.startswith("#")}


def canonical(nodes: list[Node], linked: frozenset[str]) -> list[Any]:
    """Give nodes in a form in which texts that read the same are the same.

    A line's end is a space; a space inside a Str is a Space; a heading's identifier counts only
    if something links to it; of a citation count its keys, its mode and its words.
    """
    copied: list[Node] = orjson.loads(orjson.dumps(nodes))
    for inner in list(_lists(copied)):
        inner[:] = _spaced(inner)
        for node in inner:
            _reduce(node, linked)
    return copied


def _spaced(nodes: list[Node]) -> list[Node]:
    """Split Str at spaces, join the rest, and leave one Space where there are more."""
    kept: list[Node] = []
    for node in nodes:
        for piece in _pieces(node):
            last = kept[-1] if kept else {"t": ""}
            if piece["t"] == "Str" == last["t"]:
                kept[-1] = {"t": "Str", "c": last["c"] + piece["c"]}
            elif not piece["t"] == "Space" == last["t"]:
                kept.append(piece)
    while kept and kept[-1]["t"] == "Space":
        kept.pop()
    return kept


def _pieces(node: Node) -> list[Node]:
    if node["t"] in SPACES:
        return [{"t": "Space"}]
    if node["t"] != "Str":
        return [node]
    words = re.split(r"([ \n]+)", node["c"])
    return [{"t": "Str", "c": w} if w.strip(" \n") else {"t": "Space"} for w in words if w]


def _reduce(node: Node, linked: frozenset[str]) -> None:
    attr = attr_of(node)
    if node["t"] == "Header" and attr is not None and attr[0] not in linked:
        attr[0] = ""
    if node["t"] == "Cite":
        node["c"] = [
            [
                c["citationId"],
                c["citationMode"],
                _said(c["citationPrefix"]),
                _said(c["citationSuffix"]),
            ]
            for c in node["c"][0]
        ]


def _said(nodes: list[Node]) -> str:
    return " ".join(stringify(nodes).split())
