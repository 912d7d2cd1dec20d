"""The structure of the Word files of one book: what was taken for what, and what was answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.book.imports import ASKED, FILE, Answers, Use, short
from octavo.book.proposed import PROPOSED
from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.structure import characters
from octavo.manuscripts.word.structure.apply import Applied, Writer
from octavo.manuscripts.word.structure.roles import Roles, place
from octavo.manuscripts.word.structure.seen import Seen, see
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.leaf import Kind, Leaf
from octavo.ooxml.numbering import Numbering
from octavo.ooxml.styles import Styles


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file's structure brought: words for edition.yaml, and what was taken out."""

    front: dict[str, object]
    applied: Applied

    def findings(self, file: str) -> Iterator[Finding]:
        """Report what went into edition.yaml, and what was left out of the text."""
        for kind, words in self.applied.front.items():
            message = f"{short(' '.join(words))}: the {kind} went into metadata/edition.yaml."
            hint = "Check it; metadata/import.yaml changes what was taken."
            yield Finding(
                "import-title", message, Severity.INFO, Tier.AUTO, Place(file), hint=hint,
                before=" ".join(words),
            )  # fmt: skip
        if self.applied.left_out:
            yield _left_out(self.applied.left_out, file)
        if self.applied.graphics or self.applied.described:
            yield _graphics(self.applied, file)


def _left_out(gone: list[Seen], file: str) -> Finding:
    words = sum(len(one.text.split()) for one in gone)
    names = ", ".join(dict.fromkeys(one.style.name for one in gone))
    first = next((one for one in gone if one.text), gone[0])
    message = (
        f"{_many(len(gone), 'paragraph')} with {_many(words, 'word')} left out, by their styles:"
        f" {names}; the first is {place(first)}."
    )
    hint = "If they belong to the book, write `body` for the style in metadata/import.yaml."
    text = "\n".join(one.text for one in gone)
    return Finding(
        "import-style-left-out", message, Severity.WARNING, Tier.FLAG, Place(file), before=text,
        hint=hint,
    )  # fmt: skip


def _graphics(applied: Applied, file: str) -> Finding:
    slugs = applied.graphics
    named = "; ".join(f"{short(one.text)} ({place(one).partition(',')[0]})" for one in slugs)
    count = _many(len(slugs), "picture is", "pictures are")
    texts = _many(len(applied.described), "alternative text")
    message = f"{count} only named in the manuscript: {named}." if slugs else ""
    if applied.described:
        message = f"{message} {texts} of pictures left out of the running text.".strip()
    hint = "Put them into source/images/, and a figure with its text where each belongs."
    every = sorted([*slugs, *applied.described], key=lambda one: one.leaf.number)
    return Finding(
        "import-graphic-named",
        message,
        Severity.WARNING,
        Tier.FLAG,
        Place(file),
        before="\n".join(one.text for one in every),
        hint=hint,
        evidence=tuple(f"{place(one).partition(',')[0]}: {one.text}" for one in every),
    )


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


CHAPTER_STYLE = re.compile(
    "chapter|kapit[eot]|chapitre|cap[ií]tulo|capitol|hoofdstuk|rozdzia|fejezet|глава|розділ|κεφάλαιο"
    "|poglavlje",
    re.IGNORECASE,
)
"""Words for a chapter in the name of a style: its heading is no title of a book."""


@dataclass(slots=True)
class Structure:
    """What the styles and looks of a book's Word files mean; `uses` by section and name."""

    answers: Answers = field(default_factory=Answers)
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def take(
        self, leaves: list[Leaf], styles: Styles, marks: Marks, styled: frozenset[str]
    ) -> Taken:
        """Decide what each paragraph and word of a file is, and write it into the file.

        `styled` is what Word's own styles of a title page have given.
        """
        self._count(leaves)
        labels = Numbering.of(marks.package).labels(leaves)
        roles = self.decide(leaves, styles, styled, labels)
        self.join([*roles.uses, *characters.take(roles, self.answers, marks)])
        applied = Writer(marks, labels).write(roles.seen, roles.of)
        return Taken(_front(applied), applied)

    def decide(
        self, leaves: list[Leaf], styles: Styles, styled: frozenset[str], labels: dict[int, str]
    ) -> Roles:
        """Decide what each paragraph of a file is. `labels` are the numbers that Word sets."""
        roles = Roles(see(leaves, styles), self.answers, styled, labels)
        roles.decide()
        return roles

    def findings(self) -> Iterator[Finding]:
        """Report what was taken for what: an entry for each style and kind."""
        for use in self.uses.values():
            if use.section in ("front", "languages") and use.certain:
                continue
            if not use.certain:
                yield _proposal(use)
            elif str(use.meaning) not in ("body", "look", "plain"):
                yield _done(use)
        for section, name in self.answers.unused(self.uses.values()):
            message = f"Nothing is “{name}” under {section} any more: the line was left out."
            place = self.answers.tree.place((section, name))
            hint = "Another answer, or its name, was changed: see whether it is as you meant."
            yield Finding(
                "import-answer-unused", message, Severity.WARNING, Tier.FLAG, place, hint=hint
            )

    @property
    def names_chapters(self) -> bool:
        """Whether a style of headings at the top is called that of chapters."""
        tops = (name for (_, name), use in self.uses.items() if str(use.meaning) == "heading 1")
        return any(CHAPTER_STYLE.search(name) for name in tops)

    def _count(self, leaves: list[Leaf]) -> None:
        """Count notes and pictures."""
        for run in (run for leaf in leaves for run in leaf.runs):
            if run.kind is Kind.NOTE:
                self.counted[run.reference.partition(" ")[0]] += 1
            elif run.kind is Kind.IMAGE:
                self.counted["picture"] += 1

    def counts(self) -> list[str]:
        """Return what else came over, a line each, for import.yaml."""
        lines = [_many(count, kind) for kind, count in sorted(self.counted.items())]
        return [f"Came over as they are: {', '.join(lines)}."] if lines else []

    def join(self, uses: Iterable[Use]) -> None:
        """Join what several files say of one name: it is sure where each of them is."""
        for use in uses:
            known = self.uses.setdefault((use.section, use.name), use)
            if known is not use:
                known.count += use.count
                known.certain = known.certain and use.certain
                known.places += use.places


WHAT = {
    "styles": "The style “{0}”",
    "characters": "The character style “{0}”",
    "headings": "Paragraphs in {0}",
    "front": "The line “{0}”",
    "languages": "Words tagged as “{0}”",
}
"""How a name of a section is spoken of."""


def _done(use: Use) -> Finding:
    why = "as metadata/import.yaml says" if use.answered else use.why
    message = f"{_what(use)}: {use.value} ({_seen(use)}, {why})."
    rule = "import-heading-found" if use.section == "headings" else "import-style"
    places = tuple(use.places)
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(FILE), evidence=places)


def _proposal(use: Use) -> Finding:
    words = use.value.removesuffix(ASKED)
    message = f"{_what(use)}: perhaps {words} ({_seen(use)}, {use.why})."
    hint = f"If so, write “{words}” for “{use.value}” in metadata/import.yaml: import --again."
    return Finding(
        PROPOSED[use.section],
        message,
        Severity.WARNING,
        Tier.SUGGEST,
        Place(FILE),
        hint=hint,
        confidence=0.6,
        evidence=tuple(use.places),
    )


def _what(use: Use) -> str:
    return WHAT[use.section].format(use.name)


def _seen(use: Use) -> str:
    return f"{_many(use.count, 'time')}, “{short(use.example)}”"


def _front(applied: Applied) -> dict[str, object]:
    front: dict[str, object] = {}
    for kind, words in applied.front.items():
        front[kind] = words if kind == "author" else " ".join(words)
    return front
