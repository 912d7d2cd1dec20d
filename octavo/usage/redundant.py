"""Expressions that say one thing twice, and fixed ones that lack a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered

PAIRS = (
    (r"burden(?:ed|ing)", "down"),
    (r"open(?:ed|ing)? up", "against"),
    (r"revert(?:ed|ing|s)?|regress(?:ed|ing|es)?|reced(?:ed|ing|es)", "back"),
    (r"repeat(?:ed|ing|s)?|reiterat(?:ed|ing|es?)", "again"),
    (r"penetrat(?:ed|ing|es?)", "into"),
    (r"advance", "planning|warning"),
    (r"added", "bonus"),
    (r"basic|fundamental", "fundamentals|essentials"),
    (r"general", "consensus"),
    (r"consensus", "of opinion"),
    (r"close", "proximity"),
    (r"end", "result"),
    (r"free", "gift"),
    (r"future", "plans?|prospects?"),
    (r"new", "innovations?"),
    (r"past", "history"),
    (r"mutual(?:ly)?", "co-?operation|dependent on each other"),
    (r"merg(?:ed?|ing)|fus(?:ed|ing)", "together"),
    (r"very|more|most|rather|quite", "unique"),
    (r"more", "preferable"),
    (r"equally", "as"),
    (r"still", "remain(?:s|ed)? still"),
    (r"completely|totally", "annihilat(?:ed?|ing)|destroy(?:ed|ing)|eliminat(?:ed?|ing)"),
    (r"necessary", "prerequisites?"),
    (r"usual", "custom|habit"),
    (r"unexpected", "surprises?"),
    (r"[Tt]he reason (?:is|was)", "because"),
)
"""What is said in the first word of each is said again in the second (Garner's Modern English
Usage, “Redundancy”; Fowler's Dictionary of Modern English Usage, “tautology”; Gowers, The Complete
Plain Words)."""
TWICE = re.compile(
    r"(?<![\w’-])(?:"
    + "|".join(rf"(?:{one})[ \n](?:{other})" for one, other in PAIRS)
    + r")(?![\w’-])"
)
SUFFICE = re.compile(r"(?<![\w’-])(?P<verb>[Ss]uffice)(?= to say(?![\w’-]))")

MATTER = re.compile(
    r"(?<![\w’-])[Tt]he (?:fact|truth) of the matter (?:is|was)"
    r"(?=[ \n](?:[A-Z]|(?:the|he|she|they|we|it)(?!\w)))"
)


@remembered
def redundant(text: str) -> Iterator[Change]:
    """Yield what a text says twice, and the expressions that lack a word.

    >>> [c.after for c in redundant("Suffice to say that he was burdened down by it.")]
    ['Suffice it', '']
    """
    for match in SUFFICE.finditer(text):
        message = "The full expression is *suffice it to say*."
        after = f"{match['verb']} it"
        yield Change(
            *match.span(), after, "idiom-lacks-word", message, Tier.SUGGEST, confidence=0.6
        )
    for match in MATTER.finditer(text):
        message = f"“{match[0]}” wants its *that*."
        after = f"{match[0]} that"
        yield Change(
            *match.span(), after, "idiom-lacks-word", message, Tier.SUGGEST, confidence=0.6
        )
    for match in TWICE.finditer(text):
        message = f"“{' '.join(match[0].split())}” says one thing twice."
        yield Change(*match.span(), "", "tautology", message, Tier.FLAG)
