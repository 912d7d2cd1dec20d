"""The numbers of figures, tables, formulas and listings, and the captions that begin with them.

They are counted in reading order: through the book, or anew in each chapter, whose number then
stands before theirs. What stands in no numbered chapter is counted through the book, without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from octavo.book.crossrefs.divisions import NAME, letters
from octavo.book.crossrefs.targets import UNNUMBERED, Target, caption_of, kind_named
from octavo.files.slugs import FreeNames
from octavo.model.nodes import Node, markup, string
from octavo.prose.prose import strings
from octavo.text.labels import Labels

NONE, BOOK, CHAPTER = "none", "book", "chapter"
"""How things of a kind are numbered."""

NUMBERED = ("figure", "table", "equation", "listing")
"""The kinds that are counted; divisions have their numbers already."""

LABEL = "caption-label"
"""The class of the words with which a numbered caption begins."""

KIND, NUMBER = "data-kind", "data-number"
"""Attributes by which a label and a reference say what they stand for."""

DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")


@dataclass(slots=True)
class _Count:
    """Counts along the text. `chapter` is the number of the chapter, "" outside of any."""

    schemes: Mapping[str, str]
    chapter: str = ""
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: str = ""
    parts: int = 0

    def enter(self, header: Node) -> None:
        """Go on to the next division; other headings change nothing."""
        _, classes, pairs = header["c"][1]
        if not set(DIVISIONS).isdisjoint(classes):
            self.chapter = dict(pairs).get("number", "")

    def next(self, kind: str) -> str:
        """Return the number of the next thing of a kind."""
        chapter = self.chapter if self.schemes[kind] == CHAPTER else ""
        self.counts[kind, chapter] += 1
        count = str(self.counts[kind, chapter])
        self.last = f"{chapter}.{count}" if chapter else count
        self.parts = 0
        return self.last

    def part(self) -> str:
        """Return the number of the next picture of the figure that was counted last."""
        self.parts += 1
        return f"{self.last}{letters(self.parts).lower()}"


def number(
    every: Sequence[Target], schemes: Mapping[str, str], captioned: Collection[str] = ()
) -> None:
    """Give each target its number, in place, by the scheme of its kind; give it a name, too.

    Pictures that are `captioned` elsewhere are numbered as if their captions stood in the text.
    """
    count = _Count(schemes)
    names = FreeNames({str(target.attr[0]) for target in every}, first=2)
    for target in every:
        if target.kind == "heading":
            count.enter(target.node)
            target.number = dict(target.attr[2]).get("number", "")
        elif schemes.get(target.kind, NONE) != NONE and _counts(target, captioned):
            target.number = count.part() if target.is_part else count.next(target.kind)
            if not target.attr[0]:
                plain = target.number.replace(".", "-").lower()
                target.attr[0] = names.free(f"{target.kind}-{plain}")


def call_by_title(every: Iterable[Target]) -> None:
    """Let references to chapters name their titles: pamphlets and articles print no numbers."""
    for target in every:
        if target.kind == "heading" and NAME not in dict(target.attr[2]):
            target.number = ""


def _counts(target: Target, captioned: Collection[str]) -> bool:
    """Whether a thing is counted: what has a caption, or a name that says what it is."""
    if UNNUMBERED in target.attr[1] or is_unnumbered_picture(target):
        return False
    named = kind_named(target.attr[0]) == target.kind
    if target.kind in ("equation", "listing"):
        return named or target.kind == "equation"
    pictures = [node for node in markup([target.node]) if node["t"] == "Image"]
    if any(picture["c"][2][0] in captioned for picture in pictures):
        return True
    return named or any(True for _ in strings(caption_of(target)))


def is_unnumbered_picture(target: Target) -> bool:
    """Whether a figure's picture bears the class: so the source writes it of a figure."""
    inside = target.node["c"][2] if target.node["t"] == "Figure" else []
    pictures = [node for node in markup(inside) if node["t"] == "Image"]
    return bool(pictures) and all(UNNUMBERED in node["c"][0][1] for node in pictures)


def show(every: Iterable[Target], labels: Labels) -> None:
    """Let each numbered caption begin with its number; set a formula's beside it."""
    for target in every:
        if not target.number or target.kind not in NUMBERED:
            continue
        if target.kind == "equation":
            words = [string(f"({target.number})")]
            target.node["c"][1].append({"t": "Para", "c": words})
        else:
            _label(target, labels)


def _label(target: Target, labels: Labels) -> None:
    caption = caption_of(target)
    if not caption or caption[0]["t"] not in ("Para", "Plain"):
        caption = target.node["c"][1][1]
        caption.insert(0, {"t": "Plain", "c": []})
    words: list[Node] = caption[0]["c"]
    if target.is_part:
        words[:0] = [string(f"({target.number[-1]})"), {"t": "Space"}]
        return
    name = labels.caption(target.kind, target.number)
    attr = ["", [LABEL], [[KIND, target.kind], [NUMBER, target.number]]]
    label = {"t": "Span", "c": [attr, [string(name + (labels.end if words else ""))]]}
    words[:0] = [label, {"t": "Space"}] if words else [label]
