"""Two or more persons whose names are joined: an en rule is proposed where a hyphen stands.

A hyphen would make one person of them; only the rest of the text tells that they are several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.model.finding import Tier
from octavo.prose.prose import Change, Prose
from octavo.text.style.house import EN
from octavo.text.style.ranges import CAPITALS

NAMES = re.compile(r"(?<![\w/-])[A-Z][a-z]+(?:-[A-Z][a-z]+){2,}(?![\w/-]|\.\w)")
PAIR = re.compile(
    r"(?<=\b[Tt]he[ \n])[A-Z][a-z]{2,}(?<!ish|ian|ese|ist)-[A-Z][a-z]{2,}(?<!ish|ian|ese|ist|sts)"
    r"(?=[ \n][a-z])"
)
"""Two names before what two persons have in common: the Zinoviev-Kamenev bloc."""
SURNAME = re.compile(r"(?<=[a-z,;][ \n])[A-Z][a-z]{2,}(?=[.,;:!?)’]|[ \n][a-z])")
NO_SURNAME = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Tt]he|[Tt]owards?)[ \n])([A-Z][a-z]{2,})(?![\w-])"
    r"|(?<![\w-])([A-Z][a-z]{2,})(?=[ \n][A-Z][a-z])"
)
"""Places, titles of things, and Christian names: they are known by what stands beside them."""
OFTEN = 2
"""So often a surname is met alone, not to be a slip."""
NAME = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")


@dataclass(frozen=True, slots=True)
class Names:
    """The capitalised words that stand alone in a text, and those of them that are surnames."""

    alone: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()

    @classmethod
    def of(cls, prose: Prose) -> Names:
        """Find the names of a document, if names are joined in it."""
        hyphened = [run.text for run in prose.runs() if CAPITALS.search(run.text)]
        joined = {m[0] for text in hyphened for p in (NAMES, PAIR) for m in p.finditer(text)}
        asked = {name for names in joined for name in names.split("-")}
        texts = [r.text for r in prose.runs() if any(name in r.text for name in asked)]
        if not texts:
            return cls()
        alone = frozenset(name for text in texts for name in NAME.findall(text))
        met = Counter(name for text in texts for name in SURNAME.findall(text))
        others = {name for text in texts for pair in NO_SURNAME.findall(text) for name in pair}
        often = frozenset(name for name, count in met.items() if count >= OFTEN)
        return cls(alone, often - others)


def between_names(text: str, names: Names) -> Iterator[Change]:
    """Propose an en rule between names that each stand alone elsewhere in the text.

    Three and more are names of persons if each is met; two, if both are met as surnames.
    """
    for pattern, known in ((NAMES, names.alone), (PAIR, names.surnames)) if names.alone else ():
        for match in pattern.finditer(text):
            if known.issuperset(match[0].split("-")):
                yield Change(
                    *match.span(),
                    match[0].replace("-", EN),
                    "dash-names",
                    "An en rule joins the names of several persons; a hyphen makes one of them.",
                    Tier.SUGGEST,
                    confidence=0.8,
                    evidence=("each of the names stands alone elsewhere",),
                )
