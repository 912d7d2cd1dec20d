"""Paragraphs whose quotation marks were read before, by the same habits: none is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.system.remembered import remembered
from octavo.text.lexicon import lexicon
from octavo.text.quotations.elision_abroad import elisions_of
from octavo.text.quotations.grammar import Grammar, Head
from octavo.text.quotations.marks import Mark
from octavo.text.quotations.read import read


@dataclass(frozen=True, slots=True)
class Habits:
    """What a reading depends on beside the text, in words; `grammar` is what reads by it."""

    language: str
    unusual: str
    learnt: str
    grammar: Grammar = field(compare=False)

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> Habits:
        """Return the habits of a text in a language, from its paragraphs."""
        return cls._of(Grammar.of(texts, lexicon(language), elisions_of(language)), language)

    def learn(self, heads: Iterable[Head]) -> Habits | None:
        """Learn from a first reading; return None where that cannot change a second one."""
        return self._of(self.grammar, self.language) if self.grammar.learn(heads) else None

    @classmethod
    def _of(cls, grammar: Grammar, language: str) -> Habits:
        counts = sorted((word, count) for word, count in grammar.learnt.items() if count > 0)
        learnt = " ".join(f"{word} {count}" for word, count in counts)
        return cls(language, grammar.unusual, learnt, grammar)


@remembered
def known(text: str, following: str, habits: Habits) -> Iterator[Mark]:
    """Yield the marks of a paragraph, as `read` does; they must not be changed."""
    yield from read(text, habits.grammar, following)
