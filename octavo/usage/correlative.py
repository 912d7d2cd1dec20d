"""*Then* that answers no *if* or *when*: a sentence begun in one way that went on in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered

BEGUN = r"(?:(?<=[.!?:;]\s)|(?<=\b[Tt]hat\s)|^)"
ALL = r"(?:[Ii]n|[Aa]t|[Ff]or|[Ww]ith|[Bb]y|[Oo]n|[Uu]nder)\s(?:every|any|each|all)"
CLAUSE = r"(?:where|in which|who|whose|which|that)"
INSIDE = r"[^.!?:;“”‘\"()–—]"
SUBJECT = r"(?:the|this|that|these|those|it|he|she|they|we|you|I|an?|his|her|its|their|our|there)"
ANSWER = re.compile(
    rf"{BEGUN}(?P<begun>{ALL}\b{INSIDE}{{1,60}}?\s{CLAUSE}|[Ss]ince|[Bb]ecause|[Aa]lthough|[Tt]hough)"
    rf"\s(?P<between>{INSIDE}{{3,200}}?),\s(?P<then>then),?\s{SUBJECT}\b"
)
"""A sentence that begins with a phrase of place or kind and its clause, or with a reason, and goes
on with *then* before its subject."""
ASKED = re.compile(r"\b(?:if|when|once|whenever|until|unless|first|after|now)\b", re.I)
"""What *then* may answer."""


@remembered
def unanswered(text: str) -> Iterator[Change]:
    """Yield each *then* that answers nothing, with the comma before it.

    >>> [c.message for c in unanswered("In every town where bells ring, then the town listens.")]
    ['“then” answers an *if* or a *when*; here it follows “In every town where”.']
    """
    for match in ANSWER.finditer(text) if ", then" in text else ():
        begun = " ".join(match["begun"].split())
        if not ASKED.search(f"{begun} {match['between']}"):
            message = f"“then” answers an *if* or a *when*; here it follows “{begun}”."
            yield Change(*match.span("then"), "", "correlative-then", message, Tier.FLAG)
