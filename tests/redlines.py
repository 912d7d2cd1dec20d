"""Texts that are edited at random, as Word files, for the tests of comparisons."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from hypothesis import strategies as st

from octavo.desk.merge import word_leaves
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.ooxml.accept import accept
from octavo.ooxml.package import Package
from octavo.ooxml.reject import reject
from tests.making import make_job

Members: TypeAlias = Mapping[str, bytes]
Step: TypeAlias = tuple[str, int, int]

OWN = re.compile(r"(?<=_Toc)\d+|(?<=_Ref)\d+")
"""The number in the name of a bookmark that a file makes for its headings and captions."""

PANS = """\
# The Pans {#pans}

The brine ran down to the pans in winter, and in summer it stood.
It was boiled in *iron pans* until the salt fell.[^1]

They weighed it once a month. Nobody was paid for what was wet. So it went.

![A pan, seen from above](pan.png){#fig:pan}

## The carts {#carts}

Carts took it to the quay, pp. 3, in [long sacks](#pans), with $x^2$ men.

> Salt is dear, they said.[^2] Nobody believed **them**.

- one sack
- two sacks

1. The first cart
2. The second cart

| Year | Sacks |
|------|-------|
| 1683 | many  |
| 1684 | few   |

: What went out

| Row, men, row
| to the quay

    salt = brine - water

# The End

The quay is gone. Only its name is left, and *that* is wrong.

[^1]: So the book of the works has it.

[^2]: It was dearer later.
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000"
    "0000020001e221bc330000000049454e44ae426082"
)


def word_file(folder: Path, markdown: str) -> dict[str, bytes]:
    """Return the members of a text as a Word file."""
    source = folder / "book" / "source"
    source.mkdir(parents=True, exist_ok=True)
    (source / "pan.png").write_bytes(PIXEL)
    job, _ = make_job(folder, markdown)
    [artefact] = FORMAT.write(job)
    return archive.read(artefact.path)


def read(members: Members, settle: Callable[[Package], None] | None = None) -> list[Leaf]:
    """Return the leaves of a file, its changes settled; notes without their numbers."""
    package = Package(dict(members))
    if settle is not None:
        settle(package)
    return [_bare(leaf) for leaf in word_leaves.leaves(package) if leaf.tokens]


def _bare(leaf: Leaf) -> Leaf:
    """Return a leaf without what each file numbers by itself: notes, and names of bookmarks."""
    raw = (_unnumbered(one) for one in leaf.raw)
    is_note = leaf.kind is Kind.NOTE
    return replace(leaf, raw=tuple(raw), ids=(), note="note" if is_note else "", ends_section=False)


def _unnumbered(one: Token) -> Token:
    if one.atom is Atom.NOTE:
        return replace(one, text="")
    return replace(one, text=OWN.sub("", one.text)) if one.atom is Atom.FIELD else one


def accepted(members: Members) -> list[Leaf]:
    """Return the leaves of a file whose changes are accepted."""
    return read(members, accept)


def rejected(members: Members) -> list[Leaf]:
    """Return the leaves of a file whose changes are rejected."""
    return read(members, reject)


# --- edits ---------------------------------------------------------------------------------------

WORDS = re.compile(r"(?<=[ ])[a-z]{3,}(?=[ ,.])")


def _word(block: str, at: int, new: Callable[[str], str]) -> str:
    words = list(WORDS.finditer(block))
    if not words or block.startswith(("    ", "!", "[^")):
        return block
    one = words[at % len(words)]
    return block[: one.start()] + new(one[0]) + block[one.end() :]


def _split(block: str, at: int) -> str:
    places = [one.end() for one in re.finditer(r"\. (?=[A-Z])", block)]
    if not places or block.startswith(">"):
        return block
    place = places[at % len(places)]
    return f"{block[: place - 1]}\n\n{block[place:]}"


def _line(block: str, at: int) -> str:
    """Write a line of a list or a table again behind itself, a little changed."""
    lines = block.split("\n")
    if not re.match(r"[-|\d]", block) or len(lines) < 2:
        return block
    at %= len(lines)
    if set(lines[at]) <= set("|-"):
        at -= 1
    again = lines[at].replace("sack", "new sack").replace("16", "17")
    return "\n".join([*lines[: max(at, 1) + 1], again, *lines[max(at, 1) + 1 :]])


IN_PLACE: dict[str, Callable[[str, int], str]] = {
    "other word": lambda block, at: _word(block, at, lambda _: "ash and soot"),
    "no word": lambda block, at: _word(block, at, lambda _: ""),
    "emphasis": lambda block, at: _word(block, at, lambda word: f"*{word}*"),
    "strong": lambda block, at: _word(block, at, lambda word: f"**{word}**"),
    "note": lambda block, at: (
        block if "^[" in block else _word(block, at, lambda word: f"{word}^[Of the {word}.]")
    ),
    "no emphasis": lambda block, _: re.sub(r"\*+", "", block),
    "no note": lambda block, _: re.sub(r"\[\^\d\](?!:)", "", block),
    "parted": _split,
    "line": _line,
    "level": lambda block, _: f"#{block}" if block.startswith("# T") else block,
    "reworded": lambda block, at: block if at % 3 else "Nothing of what stood here is left.",
    "other picture": lambda block, _: block.replace("seen from above", "as it was drawn"),
}
AMONG: dict[str, Callable[[list[str], int, int], None]] = {
    "new": lambda blocks, at, n: blocks.insert(at, f"A paragraph that is new, number {n}."),
    "gone": lambda blocks, at, _: blocks.pop(at) and None,
    "swapped": lambda blocks, at, n: _swap(blocks, at, n % len(blocks)),
    "joined": lambda blocks, at, _: _join(blocks, at),
}
OPERATIONS = (*IN_PLACE, *AMONG)
STEPS = st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 40), st.integers(0, 12))
SCRIPTS = st.lists(STEPS, min_size=1, max_size=8)


def _swap(blocks: list[str], one: int, other: int) -> None:
    blocks[one], blocks[other] = blocks[other], blocks[one]


def _join(blocks: list[str], at: int) -> None:
    if at + 1 < len(blocks) and all(re.match("[A-Z]", one) for one in blocks[at : at + 2]):
        blocks[at : at + 2] = [f"{blocks[at]} {blocks[at + 1]}"]


def edited(markdown: str, script: Sequence[Step]) -> str:
    """Return a text as a script of edits makes it: what to do, in which block, where in it."""
    blocks = [one for one in re.split(r"\n{2,}", markdown) if one.strip()]
    for name, place, at in script:
        number = place % len(blocks)
        if name in IN_PLACE:
            blocks[number] = IN_PLACE[name](blocks[number], at)
        elif len(blocks) > 2:
            AMONG[name](blocks, number, at)
    return "\n\n".join(blocks) + "\n"
