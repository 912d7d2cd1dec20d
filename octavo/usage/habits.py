"""What a whole text does: its words counted, and what follows from them for each paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from octavo.text.lexicon import Lexicon
from octavo.usage import hyphens, idioms, italics, possessives
from octavo.usage.words import WORD


@dataclass(frozen=True)
class Habits:
    """The paragraphs of a text, and the words to ask; the rest is read from them once.

    `slanted` says how often each stretch of words stands in italics.
    """

    texts: Sequence[str]
    words: Lexicon
    slanted: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def whole(self) -> str:
        """The paragraphs as one."""
        return "\n".join(self.texts)

    @cached_property
    def met(self) -> Counter[str]:
        """How often each word is met, with the hyphens and apostrophes in it."""
        met: Counter[str] = Counter()
        for token, count in Counter(self.whole.split()).items():
            for word in (token,) if token.isalpha() else WORD.findall(token):
                met[word] += count
        return met

    @cached_property
    def keeps_hyphens(self) -> bool:
        """Whether it has hyphens in its compounds with a participle."""
        return hyphens.keeps_hyphens(self.met)

    @cached_property
    def closed(self) -> dict[str, str]:
        """The words that it writes as one, and should not."""
        return hyphens.closed(self.met, self.words)

    @cached_property
    def institutions(self) -> set[str]:
        """How the names of what is the People's begin."""
        return possessives.institutions(self.whole)

    @cached_property
    def expressions(self) -> list[idioms.Expression]:
        """The fixed expressions that it may have."""
        return idioms.expressions(self.whole)

    @cached_property
    def kinds(self) -> list[str]:
        """Its words for what has a title."""
        return italics.kinds(self.met)

    @cached_property
    def foreign(self) -> set[str] | None:
        """Its Russian words, in small letters; None where it does not speak of Russia."""
        return italics.strangers(self.met, self.words)

    @cached_property
    def italics(self) -> list[str]:
        """The titles and foreign words that it has in italics by habit."""
        return italics.by_habit(self.slanted, self.whole, self.words)
