"""Usage: what a book does in two ways, and what an American house has its own way; proposals only.

Does
    Proposes the -ise or the -ize of the book (English) for the verbs that it writes otherwise;
    in an American house, proposes that points and commas stand before a closing mark.

Because
    A book has one spelling of a suffix: New Hart's Rules 3.3.1 allows either and asks for one. In
    American books points and commas stand inside quotation marks: The Chicago Manual of Style 6.9.

Before → After
    >>> from octavo.text.style import STYLES
    >>> [change.after for change in stops("on “Trotskyism”, he said", STYLES["en-US"])]
    [',”']

Leaves alone
    Words in quotations and names; `advise`, `exercise`, `surprise` and all whose other spelling is
    not in use; `analyse`; a book that has no clear habit. Stops after marks about a single sign or
    something to be typed, and every stop in a house that is not American.

Settings
    `suffix: ise` or `suffix: ize` in a house's own style, else `as found`: what at least two in
    three are, of three verbs and more. `stops: inside` or `outside` the marks (`en-US`: inside).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Tier
from octavo.prose import Change, Prose, Run
from octavo.text.lexicon import lexicon
from octavo.text.style import House, Style
from octavo.usage.spelling import other_suffix
from octavo.usage.words import Text

RULES = (
    Rule(
        "suffix-ise",
        "The book's own -ise or -ize is proposed for a verb that has the other.",
        "Either is right; both in one book look like a slip.",
        "New Hart's Rules 3.3.1; The Chicago Manual of Style 7.4",
    ),
    Rule(
        "stop-inside",
        "In an American house a point or comma is proposed inside the closing mark.",
        "American books have it so, whatever the sense.",
        "The Chicago Manual of Style 6.9",
    ),
)

VERB = re.compile(r"(?<![\w'’-])[a-z]{3,}i[sz](?:e[sd]?|ers?|ing|ations?)(?![\w'’-])")
STOP = re.compile(r"(?<=[^\W\d_]{2})(?P<marks>’?”)(?P<stop>[.,])(?![\w.,…])")
OPENING = re.compile(r"“[^“”]*$")
TYPED = re.compile(r"[_/=<>\\{}@\N{OBJECT REPLACEMENT CHARACTER}]|\w\.\w")
"""What shows that a quotation holds something to be typed: an address, a file, code."""
VERBS = 3
"""Of so many verbs a book must have a spelling, to have it by habit."""
ENOUGH = 2 / 3
"""The share of a spelling from which it is the book's own."""


def _verbs(run: Run) -> Iterator[re.Match[str]]:
    """The words outside quotations that may have the suffix."""
    text = Text(0, run.text, is_quotation=run.depth > 0)
    for match in VERB.finditer(run.text):
        if not text.is_quoted(match.start()):
            yield match


def habit(words: Counter[str]) -> str:
    """Give the suffix that a book has by habit, `ise` or `ize`; "" where it has one alone, or none.

    >>> habit(Counter({"realize": 2, "organize": 1, "idealize": 1, "criticise": 1}))
    'ize'
    >>> habit(Counter({"realize": 9, "criticise": 1}))
    ''
    """
    forms = {suffix: [w for w in words if _suffix(w) == suffix] for suffix in ("ise", "ize")}
    for suffix, own in forms.items():
        share = sum(words[word] for word in own) / max(1, words.total())
        if len({_verb(word) for word in own}) >= VERBS and ENOUGH <= share < 1:
            return suffix
    return ""


def _suffix(word: str) -> str:
    return "ize" if word[_at(word)] == "z" else "ise"


def _verb(word: str) -> str:
    return word[: _at(word)]


def _at(word: str) -> int:
    """Where the s or z of the suffix stands."""
    return max(word.rfind("is"), word.rfind("iz")) + 1


def _suffixes(runs: list[Run], house: Style) -> dict[str, str]:
    """The words to be spelt otherwise, each with its other spelling."""
    found = Counter(match[0] for run in runs for match in _verbs(run))
    if not found or (not house.suffix and len({_suffix(word) for word in found}) < 2):
        return {}
    known = lexicon("en")
    others = {word: other for word in found if (other := other_suffix(word, known))}
    wanted = house.suffix or habit(Counter({word: found[word] for word in others}))
    return {word: other for word, other in others.items() if wanted not in ("", _suffix(word))}


def respelt(run: Run, others: dict[str, str]) -> Iterator[Change]:
    """Propose the other spelling of a text's words."""
    for match in _verbs(run) if others else ():
        if match[0] in others:
            other = others[match[0]]
            message = f"This book has -{_suffix(other)} elsewhere."
            yield _proposed(match.span(), other, "suffix-ise", message)


def stops(text: str, style: Style) -> Iterator[Change]:
    """Propose the points and commas of a text inside the closing marks, if the style has them so.

    A quotation of one sign, or with a sign that is typed (`_`, `/`, `=`), keeps its stop outside.
    """
    for match in STOP.finditer(text) if style.stops == "inside" else ():
        opening = OPENING.search(text, 0, match.start())
        if opening and not TYPED.search(opening[0]):
            message = "An American house has points and commas inside the closing mark."
            change = _proposed(match.span(), match["stop"] + match["marks"], "stop-inside", message)
            yield replace(change, hint="A house that goes by the sense writes `stops: outside`.")


def _proposed(span: tuple[int, int], after: str, rule: str, message: str) -> Change:
    return Change(*span, after, rule, message, Tier.SUGGEST, confidence=0.7)


def apply(prose: Prose) -> list[Finding]:
    """Give what is proposed for a document's usage; nothing is changed but what was accepted."""
    house = House.of(prose.document.meta)
    if house.style is None or house.style.lang != "en":
        return []
    runs = [run for run in prose.runs() if house.style_of(run) is house.style]
    others = _suffixes(runs, house.style)
    findings: list[Finding] = []
    for run in runs:
        findings += run.change([*respelt(run, others), *stops(run.text, house.style)])
    return findings


if __name__ == "__main__":
    run_alone(apply)
