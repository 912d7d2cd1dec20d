"""Where something stands in a Word file: a paragraph, and how far into the words that stay.

The words are those as if every tracked change were accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.ooxml.elements import alternative
from octavo.ooxml.leaf import Leaf, shown
from octavo.ooxml.leaves import Reader
from octavo.ooxml.names import MC, A, M, W
from octavo.ooxml.package import Package, Story
from octavo.ooxml.styles import Styles

HOMES = ("header", "footer")
"""The kinds of parts that hold words beside the running text."""


REACH = 240
"""So many characters on either side of a place are kept."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: a leaf, its text, and how many characters of that stand before the place.

    `near` are the texts of the nearest paragraphs with words, before and behind.
    """

    leaf: Leaf
    text: str
    at: int
    near: tuple[str, str] = ("", "")

    @property
    def left(self) -> str:
        """The words before it: of its paragraph, or where none are left there, of one before."""
        inside = self.text[max(0, self.at - REACH) : self.at]
        return inside if self.text.strip() else self.near[0][-REACH:]

    @property
    def right(self) -> str:
        """The words behind it: of its paragraph, or where none are left there, of one behind."""
        inside = self.text[self.at : self.at + REACH]
        return inside if self.text.strip() else self.near[1][:REACH]


@dataclass(slots=True)
class Spots:
    """The leaves of a story, and the stretch of its leaf's text that each run is."""

    story: Story
    leaves: list[Leaf]
    runs: dict[etree._Element, tuple[Leaf, int, int]] = field(default_factory=dict)
    paragraphs: dict[etree._Element, Leaf] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    near: list[tuple[str, str]] = field(default_factory=list)
    _reached: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, story: Story, styles: Styles) -> Spots:
        """Read a story."""
        made = cls(story, Reader(story, styles).read())
        for leaf in made.leaves:
            made.paragraphs[leaf.element] = leaf
            made.texts.append(leaf.text)
            at = 0
            for run in leaf.runs:
                end = at + len(run.text) if shown(run) else at
                start = made.runs[run.element][1] if run.element in made.runs else at
                made.runs[run.element] = (leaf, start, end)
                at = end
        behind = _last_words(reversed(made.texts))
        made.near = list(zip(_last_words(made.texts), reversed(list(behind)), strict=True))
        return made

    def spot(self, leaf: Leaf, at: int = -1) -> Spot:
        """Return a place in a leaf; its end where no other is named."""
        text = self.texts[leaf.number]
        return Spot(leaf, text, len(text) if at < 0 else at, self.near[leaf.number])

    def walk(self) -> Iterator[tuple[etree._Element, Spot | None]]:
        """Yield each element of the story in order, and the place before it.

        Of several alternatives that one is entered which the leaves were read from.
        """
        here: Spot | None = None
        for element in elements(self.story.root):
            yield element, here
            if element in self.paragraphs:
                here = self.spot(self.paragraphs[element], 0)
                self._reached[here.leaf.number] = 0
            elif element in self.runs:
                leaf, _, end = self.runs[element]
                here = self.spot(leaf, end)
                self._reached[leaf.number] = end

    def around(self, element: etree._Element, here: Spot | None) -> Spot | None:
        """Return the place before an element, by the paragraph that it stands in, while walking.

        What stands in a box stands in a run of another paragraph, to which the walk comes back.
        """
        if here is not None and element in self.runs:
            leaf, start, _ = self.runs[element]
            return self.spot(leaf, start)
        paragraph = next(element.iterancestors(f"{W}p"), None)
        leaf_around = self.paragraphs.get(paragraph) if paragraph is not None else None
        if leaf_around is None or (here is not None and here.leaf is leaf_around):
            return here
        return self.spot(leaf_around, self._reached.get(leaf_around.number, 0))


def _last_words(texts: Iterable[str]) -> Iterator[str]:
    """Yield for each text the nearest one before it that has words."""
    last = ""
    for text in texts:
        yield last
        last = text if text.strip() else last


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield all elements in order; of alternatives those of the one that is read."""
    waiting = [iter((root,))]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif isinstance(element.tag, str):
            is_choice = element.tag == f"{MC}AlternateContent"
            yield element
            waiting.append(iter(alternative(element) if is_choice else element))


def stories(package: Package) -> list[Story]:
    """Return the parts that hold words: the running text, then the headers and footers."""
    made = list(package.stories())
    for one in package.related(package.main).values():
        root = package.tree(one.target) if one.kind in HOMES and not one.external else None
        if root is not None:
            made.append(Story(one.kind, one.target, root))
    return made


PLACEHOLDERS = {
    f"{W}footnoteReference": "[note]",
    f"{W}endnoteReference": "[note]",
    f"{A}blip": "[picture]",
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
}
"""What stands for elements that have no words of their own."""

TEXTS = (f"{W}t", f"{W}delText", f"{M}t")
GONE = (f"{W}del", f"{W}moveFrom")


def words(element: etree._Element, *, deleted: bool = True) -> str:
    """Return the words in an element; without `deleted` those of changes in it that delete go."""
    parts: list[str] = []
    _collect(element, parts, deleted=deleted)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str], *, deleted: bool) -> None:
    for child in element:
        if not isinstance(child.tag, str) or (child.tag in GONE and not deleted):
            continue
        if child.tag in TEXTS:
            parts.append(child.text or "")
        elif child.tag in PLACEHOLDERS:
            parts.append(PLACEHOLDERS[child.tag])
        else:
            if child.tag == f"{W}p" and parts:
                parts.append("\n")
            inner = alternative(child) if child.tag == f"{MC}AlternateContent" else child
            _collect(inner, parts, deleted=deleted)
