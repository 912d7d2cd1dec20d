"""What a copy-editor marks in a paragraph of English, by all rules together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered
from octavo.usage import (
    agreement,
    attributive,
    clauses,
    correlative,
    doubled,
    joined,
    redundant,
    repeated,
    spoken,
    variants,
)
from octavo.usage.forms import Forms
from octavo.usage.habits import Habits
from octavo.usage.words import Text

BEFORE_NOUN = "This noun phrase stands before another noun."
AS_NOUN = "As a noun it is written so."


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of words of a language, for rules that are remembered: its list says them all."""

    language: str
    forms: Forms = field(compare=False)


@dataclass(frozen=True)
class Desk:
    """What is read once from a whole book before its paragraphs are marked."""

    book: Habits

    @cached_property
    def forms(self) -> Forms:
        """The kinds of words, as they were asked for."""
        return Forms(self.book.words)

    @cached_property
    def kinds(self) -> Kinds:
        """The same, for rules that are remembered."""
        return Kinds(self.book.words.language, self.forms)

    @cached_property
    def subjects(self) -> set[str]:
        """The worn words that it is about."""
        return repeated.subjects(self.book.met)

    @cached_property
    def joined(self) -> dict[str, str]:
        """The nouns that have a hyphen and need none."""
        return joined.joined(self.book.met, self.forms)

    @cached_property
    def spelt(self) -> dict[str, str]:
        """The words that it spells in two ways."""
        return variants.spelt(self.book.met, self.book.words)


def marks(text: Text, desk: Desk) -> Iterator[Change]:
    """Yield what is marked in a paragraph outside its quotations."""
    if text.is_quotation:
        return
    own = [*_compounds(text, desk), *_words(text, desk)]
    yield from (change for change in own if not text.is_quoted(change.start))
    yield from (c for c in spoken.lowered(text.text) if not text.is_quoted(c.start - 2))


def _compounds(text: Text, desk: Desk) -> Iterator[Change]:
    for span in attributive.open_before_nouns(text.text, desk.forms):
        yield attributive.proposed(span, "-", BEFORE_NOUN)
    for start, end, after in joined.places(text.text, desk.joined):
        yield Change(start, end, after, "compound-noun", AS_NOUN, Tier.SUGGEST, confidence=0.6)


def _words(text: Text, desk: Desk) -> Iterator[Change]:
    yield from doubled.doubled(text.text, "en")
    yield from redundant.redundant(text.text)
    if not text.is_heading:
        small = tuple(w for w in clauses.last_words(text.text) if w in desk.book.met)
        yield from _commas(text.text, small, desk.kinds)
        yield from _disagreeing(text.text, desk.kinds)
        yield from correlative.unanswered(text.text)
        yield from repeated.repeated(text.text, desk.subjects)
        yield from variants.respelt(text.text, desk.spelt)
        yield from variants.capitals(text.text, desk.book.met)


@remembered
def _commas(text: str, small: tuple[str, ...], kinds: Kinds) -> Iterator[Change]:
    yield from clauses.commas(text, kinds.forms, small)


@remembered
def _disagreeing(text: str, kinds: Kinds) -> Iterator[Change]:
    yield from agreement.disagreeing(text, kinds.forms)
