"""A capital for a whole sentence that is quoted behind a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered

SAY = (
    r"say|says|said|saying|ask|asks|asked|wrote|write|writes|cry|cries|cried|shout|shouts|shouted|"
    r"answer|answers|answered|reply|replies|replied|declare|declares|declared|tell us|tells us|"
    r"told|add|adds|added|remark|remarked|explain|explains|explained|insist|insists|insisted|argue|"
    r"argues|argued|claim|claims|claimed|announce|announced|put it|warn|warned|state|stated|"
    r"conclude|concludes|concluded|observe|observed"
)
SPEECH = re.compile(
    rf"(?<![\w’-])(?:{SAY})(?:[ \n][\w’-]+){{0,5}}:[ \n\u00a0](?P<open>[“‘])(?P<letter>[a-zß-ÿ])"
)
FINITE = re.compile(
    r"(?<![\w’-])(?:is|are|was|were|has|have|had|will|would|must|can|could|may|should|do|does|did|"
    r"am|I’m|it’s|don’t|can’t|won’t)(?![\w’-])"
)
GOES_ON = re.compile(
    r"(?:except|that|which|who|and|but|or|nor|so|for|because|than|to|of|in|as|if)(?![\w’-])"
)
"""How words begin that go on with the sentence before them."""
BACK = 60
CLOSED = re.compile(r"[,.;!?—–-]?[”’](?!\w)[^.!?“‘]*\Z")
"""A quotation that has just closed: `“No,” she replied: “they are off.”`."""
LONGEST = 2_000
"""How many characters such a quotation has at most."""
WORDS = 5
"""How many words a quotation has at least, to be taken for a whole sentence."""


@remembered
def lowered(text: str) -> Iterator[Change]:
    """Yield the small letter of each whole sentence that is quoted behind a colon, in speech."""
    for match in SPEECH.finditer(text) if ":" in text else ():
        close = "”" if match["open"] == "“" else "’"
        end = _closing(text, match.end(), close)
        inside = text[match.start("letter") : end]
        whole = inside[-1:] in tuple(".!?") and len(inside.split()) >= WORDS
        whole = whole and not GOES_ON.match(inside) and not _resumes(text, match.start())
        if end > 0 and whole and FINITE.search(inside):
            message = "A whole sentence that is quoted behind a colon begins with a capital."
            letter = match["letter"]
            yield Change(
                *match.span("letter"),
                letter.upper(),
                "capital-quotation",
                message,
                Tier.SUGGEST,
                confidence=0.6,
            )


def _resumes(text: str, at: int) -> bool:
    """Whether the words before a colon part a quotation that goes on behind it."""
    before = text[max(0, at - BACK) : at]
    return CLOSED.search(before) is not None


def _closing(text: str, at: int, close: str) -> int:
    """Return where a quotation ends; -1 where it does not. An apostrophe is no end."""
    last = at + LONGEST
    while (at := text.find(close, at, last)) >= 0:
        after = text[at + 1 : at + 2]
        if close == "”" or after in ("", "\n") or not (after.isalnum() or text[at - 1].isalpha()):
            return at
        at += 1
    return -1
