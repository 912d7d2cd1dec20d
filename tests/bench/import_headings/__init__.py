"""Headings faked by bold, size, centring, capitals and typed numbers, labelled by a reader.

Two lists, `open.json` and `shut.json`, say of 82 Word manuscripts which paragraphs a reader takes
for headings. The detector was made and tuned on the open half only. The shut half was measured
once (recall 428/509, precision 215/217); what it missed was read then, and mended, so that it
measures nothing unseen any more. Both halves have the same kinds (divided at random with the seed
13, by kind and language), about twelve files with bold lines that are no headings, and some
without any heading.

A third list, `third.json`, was made later and by another reader, who knew neither the import nor
the results of the halves. Its 24 manuscripts, in eleven languages, stand in neither half; all are
real ones. It was measured once before anything was mended by it (recall 249/276). Letterheads,
captions and paragraphs that have an outline level but are no headings carry no label there. Both
branches of `mc:AlternateContent` have one.

A fourth list, `fourth.json`, was made in the same way by a further reader: 40 manuscripts in
fourteen languages, of which 30 have faked headings. It was measured once before anything was
mended by it (recall 284/315, precision of the marked 140/153, of the proposed 144/217). Mended by
it, with weights learnt of the other three lists only, the figures are 305/315, 140/140, 165/204.

A fifth list, `fifth.json`, has 42 manuscripts. It was measured once before anything was mended by
it (recall 312/331, precision of the marked 136/137, of the proposed 176/287). Mended by it, with
weights learnt of the other four lists only, the figures are 327/331, 142/143, 185/195.

All lists have been read and tuned on since, and the weights of likely headings are learnt from
them: `training --folds` says what is met in files, and lists, that were kept aside.

A paragraph with an outline level counts neither way, labelled or not: its author made it a heading,
and no look was weighed. `outlined` reads these levels from the file itself.

A sixth list, `sixth.json`, by a further reader: 26 manuscripts in thirteen languages, 18 with faked
headings. Measured once, and not tuned on: recall 176/184, precision of the marked 74/74, of the
proposed 102/119.

*Where they come from.* 70 are manuscripts of real authors out of public repositories; `source`
names repository and path. 12 are made out of free texts in the manner of authors, and say so. The
documents themselves are not in the project: `document` looks for NAME.docx in the folder that it
is given, and refuses one whose SHA-256 is another.

*How they were labelled.* By reading every short paragraph in its context, with pages rendered
where that was not plain, and without any detector. A label's `index` counts all `w:p` below
`w:body` of the main part in document order from 0, those in tables, boxes and both branches of
`mc:AlternateContent` too. Its `level` is 1 to 6, relative to the document, or `title`, `subtitle`,
`author`, or `either` where honest readers would differ. `outline` is true where the paragraph has
an outline level, its own or its style's: such a heading is not faked. A heading in two paragraphs
("CHAPTER I", "Introduction") has two labels. Text that a tracked change took out was not read.
With `until`, only the paragraphs before it were labelled. `words` are the first three, to check
an index by; authors' lines and the name above a CV have none.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY_TEXT = "9"
"""The outline level of what is no heading (ECMA-376, part 1, 17.3.1.20)."""

HERE = Path(__file__).parent
HALVES = ("open", "shut")
LISTS = (*HALVES, "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader takes a paragraph for."""

    index: int
    level: int | str
    outline: bool
    words: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A labelled Word file."""

    name: str
    sha256: str
    source: str
    language: str
    kind: str
    paragraphs: int
    until: int
    labels: tuple[Label, ...]

    @property
    def faked(self) -> frozenset[int]:
        """The paragraphs that a reader takes for headings and that have no outline level."""
        return frozenset(
            label.index
            for label in self.labels
            if isinstance(label.level, int) and not label.outline
        )

    @property
    def left_out(self) -> frozenset[int]:
        """The labelled paragraphs that count neither as missed nor as wrongly marked."""
        return frozenset(
            label.index
            for label in self.labels
            if label.outline or label.level in {"title", "subtitle", "either"}
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many faked headings there are and were met, and how many marks there are and are right.

    `met` counts those marked or proposed. Recall is `met / headings`, precision `right / marks`.
    """

    headings: int = 0
    met: int = 0
    marks: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of two tallies, over several manuscripts."""
        return Tally(
            self.headings + other.headings,
            self.met + other.met,
            self.marks + other.marks,
            self.right + other.right,
        )


def _manuscript(entry: dict[str, Any]) -> Manuscript:
    labels = tuple(Label(**label) for label in entry["labels"])
    return Manuscript(**{"until": entry["paragraphs"]} | entry | {"labels": labels})


def manuscripts(which: str) -> list[Manuscript]:
    """Read the labels of the list `open`, `shut` or `third`, in the order of their names."""
    text = (HERE / f"{which}.json").read_text(encoding="utf-8")
    return [_manuscript(entry) for entry in json.loads(text)]


def document(manuscript: Manuscript, folder: Path) -> Path:
    """Return the document of a manuscript. Raise ValueError where the folder has another one."""
    path = folder / f"{manuscript.name}.docx"
    if hashlib.sha256(path.read_bytes()).hexdigest() != manuscript.sha256:
        message = f"{path.name} is not the file that was labelled: its SHA-256 is another."
        raise ValueError(message)
    return path


def outlined(path: Path) -> frozenset[int]:
    """Return the paragraphs of a Word file that have an outline level, their own or a style's."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        names = file.namelist()
        parts = [name for name in names if re.fullmatch(r"word/(document|styles)\d*\.xml", name)]
        trees = {name[5:8]: etree.fromstring(file.read(name)) for name in sorted(parts)}
    styles = {}
    for one in trees["sty"].iter(f"{W}style") if "sty" in trees else ():
        styles[one.get(f"{W}styleId")] = (_value(one, "basedOn"), _value(one, "pPr/outlineLvl"))
    body = trees["doc"].find(f"{W}body")
    paragraphs = enumerate(body.iter(f"{W}p") if body is not None else ())
    return frozenset(n for n, one in paragraphs if _level(one, styles) not in ("", BODY_TEXT))


def _level(paragraph: etree._Element, styles: dict[str, tuple[str, str]]) -> str:
    level, style = _value(paragraph, "pPr/outlineLvl"), _value(paragraph, "pPr/pStyle")
    met: set[str] = set()
    while not level and style in styles and style not in met:
        met.add(style)
        style, level = styles[style]
    return level


def _value(element: etree._Element, path: str) -> str:
    inner = element.find("/".join(W + name for name in path.split("/")))
    return "" if inner is None else inner.get(f"{W}val", "")


def tally(
    manuscript: Manuscript,
    marked: Collection[int],
    proposed: Collection[int],
    outline: Collection[int] = (),
) -> Tally:
    """Hold the paragraphs that an import marked or proposed as headings against the labels.

    Paragraphs behind the labelled ones, those with an `outline` level, titles and what is `either`
    are left out; a mark on an author's line is wrong. Levels are not compared: see `levels`.
    """
    left_out = manuscript.left_out | (set(outline) - manuscript.faked)
    marks = {i for i in marked if i < manuscript.until} - left_out
    met = manuscript.faked & (marks | set(proposed))
    return Tally(len(manuscript.faked), len(met), len(marks), len(manuscript.faked & marks))


def levels(manuscript: Manuscript, marked: dict[int, int]) -> tuple[int, int]:
    """Count pairs of neighbouring marked headings, and those whose levels rise or fall alike.

    A level is relative, so 1, 2, 2 and 2, 3, 3 are the same.
    """
    known = {label.index: label.level for label in manuscript.labels}
    both = [
        (level, here)
        for i, here in sorted(marked.items())
        if isinstance(level := known.get(i), int)
    ]
    alike = sum(
        (b > a) - (b < a) == (d > c) - (d < c) for (a, c), (b, d) in itertools.pairwise(both)
    )
    return max(len(both) - 1, 0), alike
