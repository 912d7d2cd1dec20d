"""A book's folder, opened once: its parts, its filters, and its text in three states.

The text is read, filtered and placed; each is made when it is first asked for, and kept. A book is
as it was when it was opened: what changes on the disk is met by the next one. It is used by one
thread at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from octavo.book import decisions, images, metadata, paths, questions, source
from octavo.book.chain import Chain
from octavo.book.chapter import Chapter
from octavo.book.decisions import Decision
from octavo.book.joined import Joined, Meta
from octavo.book.questions import Question
from octavo.book.replay import Replay
from octavo.book.safety import safeguards
from octavo.book.spare import Spare
from octavo.book.typeset import Typeset, typeset
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError, Place, told_apart
from octavo.model.nodes import Document, walk
from octavo.prose.prose import Prose

T = TypeVar("T")


@dataclass(frozen=True)
class Book:
    """A book that is open. Other processes are given its `project`, which is plain data.

    `opened` is that project as its files have it, before its words are typeset. `spare` has what is
    read of its chapters already.
    """

    opened: Project
    spare: Spare = field(default_factory=Spare, repr=False, compare=False)
    _kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, root: Path, find_style: metadata.FindStyle | None = None) -> Book:
        """Read the metadata of a book's folder; `find_style` looks for a style of citations.

        Raises InputError where the folder holds no book or a file of the metadata is wrong.
        """
        return cls(metadata.load(root, find_style))

    def with_style(self, name: str) -> Book:
        """Return the same book, not yet read, with another style of citations."""
        design = replace(self.opened.edition.design, citation_style=name)
        edition = replace(self.opened.edition, design=design)
        return Book(replace(self.opened, edition=edition))

    def again(self) -> Book:
        """Return the same book, whose text is not yet read: a verb may have changed it."""
        return Book(self.opened, _kept={key: self._kept[key] for key in ("words", "chain")})

    @property
    def root(self) -> Path:
        """The book's folder."""
        return self.opened.root

    @cached_property
    def project(self) -> Project:
        """The book's folder and its edition, whose words are typeset.

        Raises InputError where the list of filters or the decisions are wrong.
        """
        findings = (*self.opened.findings, *self.words.findings)
        return replace(self.opened, edition=self.words.edition, findings=findings)

    @property
    def words(self) -> Typeset:
        """The words of edition.yaml, typeset, with the decisions that were met in them."""
        return self.once("words", lambda: typeset(self.opened, self.chain, self.decisions))

    @property
    def edition(self) -> Edition:
        """The edition, as the metadata describes it."""
        return self.project.edition

    @property
    def chain(self) -> Chain:
        """The filters. Raises InputError where the file that lists them is wrong."""
        return self.once("chain", lambda: Chain.read(self.root))

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The chapters, in reading order. Raises InputError for one that cannot be read."""
        return source.read_chapters(self.opened.sources, self.root, self.opened.cache)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of the editor. Raises InputError where their file is wrong."""
        return self.once("decisions", lambda: decisions.load(self.root))

    @cached_property
    def questions(self) -> tuple[Question, ...] | None:
        """What its import asks; None where none did. Raises InputError where the file is wrong."""
        return questions.load(self.root)

    def check(self) -> None:
        """Look at what the metadata names, before any of it is read or run.

        Raises InputError where a path leads out of the book, or a filter is missing or not trusted.
        """
        paths.check_paths(self.project)
        self.chain.check_trust()

    def text(self, *, cite: bool = True) -> Text:
        """Return the text, read and joined: a new one each time, which the caller may change.

        With `cite` it is filtered as for a build, else as for the source, whose citations are not
        set. Raises InputError where a chapter or the decisions cannot be read, or no chapter
        has a word.
        """
        replay = Replay(self.decisions, self.chapters)
        replay.used |= {decision: [*met] for decision, met in self.words.replay.used.items()}
        replay.offered |= self.words.replay.offered
        text = Text.of(self, replay, cite=cite)
        if not any(node["t"] == "Str" for node in walk(text.document.blocks)):
            message = "There is no text in it: every chapter is empty."
            raise InputError(message, place=Place("source"))
        return text

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what was made of the book under a key; it is made when first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: T = self._kept[key]
        return kept

    def meta(self, *, cite: bool = True) -> Meta:
        """Return of the edition what filters, citeproc and writers read.

        Without `cite` the style of citations is left out: what it does to the sentence around a
        citation belongs to a build, and is never written into the source.
        """
        edition, design = self.edition, self.edition.design
        plain: Meta = {
            "project": str(self.root.resolve()),
            "title": edition.title,
            "subtitle": edition.subtitle,
            "author": [person.name for person in edition.authors],
            "lang": edition.lang,
            "date": edition.date,
            "house-style": design.house_style,
            "citation-style": design.citation_style if cite else "",
            "form": edition.form,
            "figure-numbers": design.figure_numbers or "",
            "table-numbers": design.table_numbers or "",
            "equation-numbers": design.equation_numbers or "",
            "lists": list(design.lists),
            "captioned": [name for name, image in edition.images.items() if image.caption],
            "chapter-numbers": "true" if design.chapter_numbers else "false",
            "bibliography-place": design.bibliography_place,
            "ibid-across-chapters": "no" if cite and not design.ibid_across_chapters else "",
            "bibliography": self._bibliographies(),
            "check-bibliography": "true",
            "abbreviations": self._abbreviations(),
        }
        return plain

    def _bibliographies(self) -> list[str]:
        named = enumerate(self.edition.bibliography)
        return [str(paths.in_metadata(self.project, n, "bibliography", at)) for at, n in named]

    def _abbreviations(self) -> str:
        path = paths.in_metadata(self.project, self.edition.abbreviations, "abbreviations")
        return str(path) if path.is_file() else ""


@dataclass(frozen=True)
class Text:
    """The text of a book, its chapters joined to one document.

    `replay` holds the chapters and the decisions; it settles what the filters ask for. Filters, and
    those that come after them, change the document in place.
    """

    book: Book
    joined: Joined
    replay: Replay

    @classmethod
    def of(cls, book: Book, replay: Replay, *, cite: bool) -> Text:
        """Join the chapters of a replay, and give them the metadata that filters read."""
        meta, cache = book.meta(cite=cite), book.project.cache
        joined = Joined.of(replay.chapters, cache, meta, book.spare.document)
        joined.prose.settle = replay.settle
        return cls(book, joined, replay)

    @property
    def document(self) -> Document:
        """The document that the chapters were joined to."""
        return self.joined.document

    @property
    def prose(self) -> Prose:
        """The running text of the document."""
        return self.joined.prose

    @property
    def chapters(self) -> Sequence[Chapter]:
        """The chapters that it was joined of."""
        return self.replay.chapters

    def filtered(self) -> list[Finding]:
        """Send the text through the filters, once; return the findings, those of reading it too.

        Raises InputError where a filter fails or is not trusted.
        """
        return self._findings

    @cached_property
    def _findings(self) -> list[Finding]:
        read = [finding for chapter in self.chapters for finding in chapter.findings]
        return [*read, *self.book.chain.run(self.prose)]

    def placed(self, findings: list[Finding]) -> list[Finding]:
        """Return findings with their places, without those that an editor rejected."""
        placed = self.joined.placed(findings)
        placed = safeguards.placed(without_escaped(placed, self.chapters), self.chapters)
        open_ones = images.placed(placed, self.chapters)
        decided = self.joined.placed(self.replay.rejected())
        # together, so that an answer leaves the other names as they are
        numbered = told_apart([*open_ones, *decided])
        return self.replay.without_rejected(numbered[: len(open_ones)])


def without_escaped(findings: list[Finding], chapters: Sequence[Chapter]) -> list[Finding]:
    r"""Drop the undefined notes that were typed `\[^1]`: the author meant the signs.

    Of a mark that has a note, and stands in another, say so.
    """
    texts = {chapter.file: chapter.text for chapter in chapters}
    kept = []
    for finding in findings:
        place = finding.place
        if finding.rule == "undefined-note" and place is not None and place.start is not None:
            text = texts[place.file]
            if "\\" in (text[place.start : place.start + 1], text[place.start - 1 : place.start]):
                continue
            if re.search(rf"(?m)^ {{0,3}}{re.escape(finding.before)}:", text):
                kept.append(_mark_in_note(finding))
                continue
        kept.append(finding)
    return kept


def _mark_in_note(finding: Finding) -> Finding:
    message = f"The note mark {finding.before} stands in a note: no format has notes of notes."
    hint = "Write its words where the mark stands, in brackets, or in a note of the text."
    return replace(finding, message=message, hint=hint)
