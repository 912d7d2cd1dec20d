"""Measures how an import finds faked headings: python -m tests.bench.import_headings --open FOLDER.

`--shut`, `--third`, `--fourth`, `--fifth`, `--sixth` measure the other lists. `--list` shows
what was missed, and what was marked or proposed wrongly.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from octavo.manuscripts import containers
from octavo.manuscripts.word import prepare
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.structure.roles import Roles
from octavo.manuscripts.word.structure.structure import Structure
from octavo.ooxml.leaf import Leaf
from octavo.ooxml.names import W
from octavo.ooxml.package import main_part
from octavo.ooxml.styles import Styles
from tests.bench.import_headings import (
    LISTS,
    Manuscript,
    Tally,
    document,
    levels,
    manuscripts,
    outlined,
    tally,
)

INDEX = "{urn:octavo:bench}index"
"""The attribute that carries a paragraph's number through what changes the file."""


@dataclass(slots=True)
class Recorded(Structure):
    """The structure of a file, with what was decided of each paragraph."""

    roles: Roles | None = None
    index: dict[int, int] = field(default_factory=dict)

    def decide(
        self, leaves: list[Leaf], styles: Styles, styled: frozenset[str], labels: dict[int, str]
    ) -> Roles:
        """Decide as an import does, and keep it with the paragraphs' numbers, which go later."""
        self.index = {
            n: int(leaf.element.get(INDEX, "-1"))
            for n, leaf in enumerate(leaves)
            if leaf.story == "main"
        }
        self.roles = Structure.decide(self, leaves, styles, styled, labels)
        return self.roles


@dataclass(slots=True)
class Found:
    """The paragraphs that an import marked as headings, with their levels, and those proposed."""

    marked: dict[int, int] = field(default_factory=dict)
    proposed: set[int] = field(default_factory=set)
    words: dict[int, str] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    asked: int = 0


def read(path: Path) -> tuple[Roles, dict[int, int]]:
    """Return what an import makes of a Word file, and the index of each of its paragraphs."""
    members = containers.opened(path.read_bytes(), path.name)
    part = main_part(members)
    root = etree.fromstring(members[part])
    body = root.find(f"{W}body")
    for number, paragraph in enumerate(body.iter(f"{W}p") if body is not None else ()):
        paragraph.set(INDEX, str(number))
    members[part] = etree.tostring(root)
    structure = Recorded()
    prepare.prepare(members, path.name, Library("en-GB", structure=structure))
    assert structure.roles is not None
    return structure.roles, structure.index


def found(path: Path) -> Found:
    """Return what an import finds in a Word file."""
    made, (roles, index) = Found(), read(path)
    made.words = {index[n]: roles.seen[n].text for n in index}
    for number, meaning in roles.of.items():
        if meaning.is_heading or meaning.kind == "heading number":
            made.marked[index.get(number, -1)] = meaning.depth
    for use in roles.uses:
        if use.meaning.is_heading:
            made.kinds.append(f"{use.section} {use.name}: {use.value} ({use.count}, {use.why})")
            if not use.certain:
                made.asked += 1
                made.proposed |= {index.get(n, -1) for n in use.members}
    return made


@dataclass(slots=True)
class Sums:
    """What was counted over the manuscripts of a list; `asked` are the kinds proposed in each."""

    total: Tally = field(default_factory=Tally)
    proposed: int = 0
    right: int = 0
    pairs: int = 0
    alike: int = 0
    asked: list[int] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the sums, a line each."""
        total, most = self.total, max(self.asked, default=0)
        return [
            f"recall, marked and proposed: {_share(total.met, total.headings)}",
            f"marked of all: {_share(total.right, total.headings)}",
            f"precision of the marked: {_share(total.right, total.marks)}",
            f"precision of the proposed: {_share(self.right, self.proposed)}",
            f"kinds proposed in a file: {_share(sum(self.asked), len(self.asked))}, at most {most}",
            f"neighbours whose levels rise or fall alike: {_share(self.alike, self.pairs)}",
        ]


def measure(manuscript: Manuscript, folder: Path, sums: Sums, *, lists: bool) -> None:
    """Measure one manuscript into the sums, and print its line."""
    path = document(manuscript, folder)
    made, outline = found(path), outlined(path)
    one = tally(manuscript, made.marked, made.proposed, outline)
    known, same = levels(manuscript, made.marked)
    left_out = manuscript.left_out | (outline - manuscript.faked)
    here = {i for i in made.proposed if i < manuscript.until} - left_out
    sums.total += one
    sums.pairs, sums.alike = sums.pairs + known, sums.alike + same
    sums.proposed += len(here)
    sums.right += len(here & manuscript.faked)
    sums.asked.append(made.asked)
    print(
        f"{manuscript.name:28} headings {one.headings:4}  met {one.met:4}"
        f"  marks {one.marks:4}  right {one.right:4}  proposed {len(here):4}  asked {made.asked:3}"
    )
    if lists:
        show(manuscript, made, left_out)


def show(manuscript: Manuscript, made: Found, left_out: frozenset[int]) -> None:
    """Print what was missed, and what was marked or proposed wrongly."""
    marks = {i for i in made.marked if i < manuscript.until} - left_out
    for kind in made.kinds:
        print(f"      {kind}")
    for index in sorted(manuscript.faked - marks - made.proposed):
        print(f"    missed {index}: {made.words.get(index, '')[:90]!r}")
    for index in sorted(marks - manuscript.faked):
        print(f"    wrong {index}: {made.words.get(index, '')[:90]!r}")
    wrong = made.proposed - manuscript.faked - left_out
    wrong = {i for i in wrong if i < manuscript.until}
    for index in sorted(wrong)[:400]:
        print(f"    proposed wrongly {index} (of {len(wrong)}): {made.words.get(index, '')[:70]!r}")


def main() -> None:
    """Measure one list, and print a line a file and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    for name in LISTS:
        which.add_argument(f"--{name}", action="store_const", const=name, dest="which")
    parser.add_argument("folder", type=Path, help="where the documents are")
    parser.add_argument("--list", action="store_true", help="show what was missed or wrong")
    parser.add_argument("--only", default="", help="one manuscript")
    asked = parser.parse_args()
    sums = Sums()
    for manuscript in manuscripts(asked.which):
        if asked.only in ("", manuscript.name):
            measure(manuscript, asked.folder, sums, lists=asked.list)
    print("\n".join(sums.lines()))


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "none"


if __name__ == "__main__":
    main()
