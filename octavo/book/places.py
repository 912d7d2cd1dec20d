"""Where the words of questions stand in a text, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.book.decisions import WORD
from octavo.book.passages import Paragraphs, Passage, Wording
from octavo.book.questions import Question
from octavo.model.nodes import Node, children, has_subheadings, walk
from octavo.prose.prose import Prose, Run

BLOCKS = frozenset(
    (
        "BlockQuote",
        "BulletList",
        "CodeBlock",
        "DefinitionList",
        "Div",
        "Figure",
        "Header",
        "HorizontalRule",
        "LineBlock",
        "OrderedList",
        "Para",
        "Plain",
        "RawBlock",
        "Table",
    )
)
NEAREST = (5, 3, 2)
"""By so many words on either side a stretch is sought, the fewer where the more are edited."""

ON_WORDS = (
    "import-break",
    "import-citation-unknown",
    "import-heading",
    "import-lines",
    "import-list",
    "import-loose-end",
    "import-lost-break",
    "import-page-furniture",
    "import-table",
)
"""Rules whose questions are about words that stand in the text; the others are about all of it."""


class Places:
    """The paragraphs of a text, and where the words of questions stand in it."""

    def __init__(self, prose: Prose) -> None:
        """Take a text, before any filter has changed it."""
        self.runs = [run for run in prose.runs() if run.text.strip()]
        self.taken: set[tuple[str, int, int]] = set()
        self._blocks = prose.document.blocks
        self._known: Paragraphs | None = None
        self._whole: dict[tuple[str, ...] | str, list[int]] = {}
        self._beside: dict[int, tuple[Node | None, Node | None]] = {}

    def placed(self, questions: Sequence[Question]) -> list[tuple[Question, Passage | None]]:
        """Return questions with the place of their words; no two of a rule have one place."""
        return [(question, self._place(question)) for question in questions]

    def has_bibliography(self) -> bool:
        """Whether the text says where its bibliography is to stand."""
        return any(node["t"] == "Div" and _lists_works(node) for node in walk(self._blocks))

    def has_subheadings(self) -> bool:
        """Return whether the text has a heading below that of a division."""
        return has_subheadings(self._blocks)

    def beside(self, run: Run) -> tuple[Node | None, Node | None]:
        """Return the blocks above and below a paragraph, in the same list of blocks."""
        if not self._beside:
            self._note_neighbours(self._blocks)
        known = (self._beside[id(part[2])] for part in run.parts if id(part[2]) in self._beside)
        return next(known, (None, None))

    def _note_neighbours(self, blocks: list[Node]) -> None:
        around = zip([None, *blocks[:-1]], blocks, [*blocks[1:], None], strict=True)
        for above, block, below in around:
            if block["t"] in ("Para", "Plain"):
                self._beside[id(block["c"])] = above, below
                continue
            for inner in children(block):
                if inner and inner[0]["t"] in BLOCKS:
                    self._note_neighbours(inner)

    def _place(self, question: Question) -> Passage | None:
        if question.rule not in ON_WORDS or not question.about_words:
            return None
        for passage in self._passages(question):
            place = (question.rule, passage.paragraph, passage.start)
            if place not in self.taken:
                self.taken.add(place)
                return passage
        return None

    @property
    def _paragraphs(self) -> Paragraphs:
        """The paragraphs with their index, made when first asked for."""
        if self._known is None:
            self._known = Paragraphs([run.text for run in self.runs])
            for number, run in enumerate(self.runs):
                self._whole.setdefault(_key(run.text), []).append(number)
        return self._known

    def _passages(self, question: Question) -> Iterator[Passage]:
        left, right = question.left.rpartition("\n")[2], question.right.partition("\n")[0]
        if left.strip() or right.strip() or not question.words.strip():
            yield from self._between(Wording.of(left, question.words, right))
            return
        for number in self._whole.get(_key(question.words)) or self._near(question.words):
            yield Passage(number, 0, len(self.runs[number].text))

    def _between(self, wording: Wording) -> Iterator[Passage]:
        """Yield where a stretch stands between its words; some of these may have been edited."""
        for most in NEAREST:
            left, right = wording.left[-most:], wording.right[:most]
            passages = self._paragraphs.find(replace(wording, left=left, right=right))
            if passages:
                yield from passages if most == NEAREST[0] or len(passages) == 1 else ()
                return
        for side, words in enumerate((wording.left[-NEAREST[0] :], wording.right[: NEAREST[0]])):
            passages = self._paragraphs.find(Wording((), words, ()))
            if not wording.words and len(passages) == 1:
                yield self._beside_words(passages[0], is_behind=side == 0)
                return

    def _beside_words(self, words: Passage, *, is_behind: bool) -> Passage:
        """Return the gap behind some words, or before them."""
        text = self.runs[words.paragraph].text
        if is_behind:
            following = WORD.search(text, words.end)
            return Passage(
                words.paragraph, words.end, following.start() if following else len(text)
            )
        ends = [match.end() for match in WORD.finditer(text, 0, words.start)]
        return Passage(words.paragraph, ends[-1] if ends else 0, words.start)

    def _near(self, words: str) -> list[int]:
        """Return the paragraphs that share most of some words in their order, the nearest first."""
        pairs = set(pairwise(WORD.findall(words)))
        counts: Counter[int] = Counter()
        for pair in pairs:
            met = self._paragraphs.pairs.get(pair, ())
            counts.update({self._paragraphs.words[at].paragraph for at in met})
        return [n for n, count in counts.most_common() if 2 * count >= len(pairs) > 1]


def _key(text: str) -> tuple[str, ...] | str:
    """Return what paragraphs of the same words share; those of signs alone are known by them."""
    return tuple(WORD.findall(text)) or "".join(text.split())


def _lists_works(block: Node) -> bool:
    name, classes, _ = block["c"][0]
    return bool(name == "refs" or "references" in classes)
