"""Usage: what a book does in two ways, and what an American house has its own way; proposals only.

Does
    Proposes (in English) the -ise or the -ize of the book for the verbs that it writes otherwise,
    the hyphen of a compound, the apostrophe of a plural without s, italics for titles and foreign
    words that lost them; in an American house, points and commas before a closing mark. Proposes
    a word once that stands twice, and the capital of a whole sentence behind a colon. Shows
    quotations without a source, where most have one, slips in fixed expressions, commas that a
    reader misses, agreement at a distance, a *then* that answers nothing, worn words that come
    again, what is said twice, and the rarer of two spellings. In other languages it shows words of
    grammar that stand twice.

Because
    A book has one spelling of a suffix: New Hart's Rules, 2nd ed., 3.1, allows either and asks for
    one. In American books points and commas stand inside quotation marks: The Chicago Manual of
    Style, 17th ed., 6.9. A text that went from one program to another has lost its italics: titles
    of books, and words that are not English, are read as if they were any others (New Hart's Rules
    7.2, 8.2). The rest is what every copy-editor marks (Butcher's Copy-editing), as far as it can
    be seen by rule.

Before → After
    >>> from octavo.text.style.house import STYLES
    >>> [change.after for change in stops("on “Trotskyism”, he said", STYLES["en-US"])]
    [',”']

Leaves alone
    Words in quotations and names; `advise`, `exercise`, `surprise` and all whose other spelling is
    not in use; `analyse`; a book that has no clear habit. Stops after marks about a single sign or
    something to be typed, and every stop in a house that is not American. Words in italics; names
    of persons and bodies; foreign words that English has taken in. `had had`, `very very`, `no, no`
    and names as they stand twice; noun phrases that are nouns (`the right wing`); the hyphens of a
    book that has many of them; a clause that says which one is meant.

Settings
    `suffix: ise` or `suffix: ize` in a house's own style, else `as found`: what at least two in
    three are, of three verbs and more. `stops: inside` or `outside` the marks (`en-US`: inside).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import markup, stringify
from octavo.prose.emphasis import Dress, Dressed, dress_all
from octavo.prose.prose import Change, Prose, Run
from octavo.text.lexicon import lexicon
from octavo.text.style.house import House, Style, hard_breaks
from octavo.usage import attributive, doubled, hyphens, idioms, italics, possessives, sources
from octavo.usage.copyedit import Desk, marks
from octavo.usage.habits import Habits
from octavo.usage.spelling import other_suffix
from octavo.usage.words import Text

VERB = re.compile(r"(?<![\w'’-])[a-z]{3,}i[sz](?:e[sd]?|ers?|ing|ations?)(?![\w'’-])")
STOP = re.compile(r"(?<=[^\W\d_]{2})(?P<marks>’?”)(?P<stop>[.,])(?![\w.,…])")
INSIDE = re.compile(r"[^\W\d_][.,]’?”")
OUTSIDE = 3
"""From so many stops outside the marks on, and more than inside, a book has them so by habit."""
UNSOURCED = ("No source is given for this quotation, as for most others.", Tier.FLAG)
BY_SENSE = "A house that goes by the sense writes `stops: outside`."
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
    """Return the suffix that a book has by habit, `ise` or `ize`; "" if it has only one, or none.

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
    verbs = Counter(match[0] for run in runs for match in _verbs(run))
    if not verbs or (not house.suffix and len({_suffix(word) for word in verbs}) < 2):
        return {}
    known = lexicon("en")
    others = {word: other for word in verbs if (other := other_suffix(word, known))}
    suffix = house.suffix or habit(Counter({word: verbs[word] for word in others}))
    return {word: other for word, other in others.items() if suffix not in ("", _suffix(word))}


def respelt(run: Run, others: dict[str, str]) -> Iterator[Change]:
    """Propose the other spelling of a text's words."""
    for match in _verbs(run) if any(word in run.text for word in others) else ():
        if match[0] in others:
            other = others[match[0]]
            message = f"This book has -{_suffix(other)} elsewhere."
            yield _proposed(match.span(), other, "suffix-ise", message)


def stops(text: str, style: Style) -> Iterator[Change]:
    """Propose the points and commas of a text inside the closing marks, if the style has them so.

    A quotation of one sign, or with a sign that is typed (`_`, `/`, `=`), keeps its stop outside.
    """
    for match in _outside(text) if style.stops == "inside" else ():
        message = "An American house has points and commas inside the closing mark."
        change = _proposed(match.span(), match["stop"] + match["marks"], "stop-inside", message)
        yield replace(change, hint=BY_SENSE)


def _outside(text: str) -> Iterator[re.Match[str]]:
    """The stops behind closing marks, where no quotation of something typed ends."""
    for match in STOP.finditer(text) if "”" in text else ():
        opening = OPENING.search(text, 0, match.start())
        if opening and not TYPED.search(opening[0]):
            yield match


def by_sense(runs: list[Run], style: Style) -> list[Finding]:
    """Report once that a book has its stops outside the marks: that is a habit, not a slip."""
    if style.stops != "inside":
        return []
    outside = [(run, match) for run in runs for match in _outside(run.text)]
    inside = sum(len(INSIDE.findall(run.text)) for run in runs)
    if len(outside) < OUTSIDE or len(outside) < inside:
        return []
    run, match = outside[0]
    message = (
        f"The book has its points and commas outside the closing marks ({len(outside)} of "
        f"{len(outside) + inside} times), the house inside."
    )
    flag = Change(*match.span(), "", "stop-inside", message, Tier.FLAG, hint=BY_SENSE)
    return [run.finding(flag)]


def _proposed(span: tuple[int, int], after: str, rule: str, message: str) -> Change:
    return Change(*span, after, rule, message, Tier.SUGGEST, confidence=0.7)


def mended(text: Text, book: Habits) -> Iterator[Change]:
    """Propose the hyphens and apostrophes that a text lacks."""
    for span in hyphens.open_compounds(text.text) if book.keeps_hyphens else ():
        message = "This compound stands before its noun."
        yield _proposed(span, "-", "compound-hyphen", message)
    for start, end, after in attributive.sided(text.text, book.closed):
        message = "This compound is not written as one word."
        yield _proposed((start, end), after, "compound-hyphen", message)
    for span in possessives.doubled(text.text, book.institutions) if "s’ " in text.text else ():
        message = "This noun is a plural without an s."
        yield _proposed(span, "’s", "possessive-plural", message)
    for start, end, meant in idioms.slips(text.text, book.expressions):
        message = f"In this expression “{meant}” is usual."
        yield Change(
            start, end, "", "idiom", message, Tier.FLAG, hint="Correct it if it was a slip."
        )


def set_apart(text: Text, book: Habits) -> Iterator[Dress]:
    """Propose the italics that a text may have lost."""
    for span in italics.titles(text.text, book.whole, book.kinds):
        change = _proposed(span, "", "italic-title", "A title may have lost its italics.")
        yield _italic(text, change)
    for span in italics.foreign(text.text, book.foreign, book.words):
        message = "These words are Russian, and may have lost their italics."
        yield _italic(text, _proposed(span, "", "italic-foreign", message), "ru-Latn")

    for span in italics.again(text.text, book.italics):
        message = "These words are in italics elsewhere."
        yield _italic(text, _proposed(span, "", "italic-habit", message))


def _italic(text: Text, change: Change, lang: str = "") -> Dress:
    return Dress(replace(change, after=text.text[change.start : change.end]), "Emph", lang)


class RunText(NamedTuple):
    """A Run, and its text as the rules of usage read it."""

    run: Run
    text: Text


def without_source(texts: list[RunText]) -> list[Finding]:
    """Show the longer quotations that have no source, where most have one."""
    running = [run for run, text in texts if not text.is_quotation and not text.is_heading]
    if sum(len(run.marks) + sources.count(run.text) for run in running) < sources.ENOUGH:
        return []
    quoted_texts = [sources.quotations(run.text, [at for at, _ in run.marks]) for run in running]
    return [
        run.finding(Change(quoted.start, quoted.end, "", "quotation-unsourced", *UNSOURCED))
        for run, lacking in zip(running, sources.unsourced(quoted_texts), strict=True)
        for quoted in lacking
    ]


def _mine(text: Text, changes: Iterable[Change]) -> list[Change]:
    """The changes outside quotations: there the words are the author's own."""
    return [change for change in changes if not text.is_quoted(change.start)]


def _texts(prose: Prose, house: House) -> Iterator[RunText]:
    for number, run in enumerate(prose.runs()):
        if house.style_of(run) is house.style:
            text = Text(number, run.text, run.depth > 0, run.kind in ("Header", "Image"))
            yield RunText(run, text)


def _marked(run: Run, text: Text, desk: Desk) -> Iterator[Change]:
    """What a copy-editor marks; a word is not taken out where emphasis begins or ends."""
    broken = replace(text, text=hard_breaks(run))
    for change in marks(broken, desk):
        joins = change.rule == "word-doubled" and _crosses(run, change)
        yield replace(change, after="", tier=Tier.FLAG) if joins else change


def _crosses(run: Run, change: Change) -> bool:
    """Whether emphasis or a link begins or ends inside a change."""
    first, last = (bisect_right(run.ends, at) for at in (change.start, change.end - 1))
    holders = [holder for _, _, holder, _ in run.parts[first : last + 1]]
    return any(holder is not holders[0] for holder in holders)


def doubled_elsewhere(prose: Prose, house: House) -> list[Finding]:
    """Show the words that stand twice in texts of other languages than English."""
    findings = []
    for run in prose.runs():
        style = house.style_of(run)
        if style and style.lang != "en" and not run.depth:
            text = Text(0, hard_breaks(run))
            changes = list(doubled.doubled(text.text, style.lang))
            findings += run.change(_mine(text, changes) if changes else [])
    return findings


def apply(prose: Prose) -> list[Finding]:
    """Return what is proposed for a document's usage; nothing is changed but what was accepted."""
    house = House.of(prose.document.meta)
    if house.style is None or house.style.lang != "en":
        return doubled_elsewhere(prose, house)
    texts = list(_texts(prose, house))
    others = _suffixes([run for run, _ in texts], house.style)
    slanted = Counter(stringify(n["c"]) for n in markup(prose.document.blocks) if n["t"] == "Emph")
    book = Habits([run.text for run, _ in texts], lexicon("en"), slanted)
    desk = Desk(book)
    habit = by_sense([run for run, _ in texts], house.style)
    findings = without_source(texts)
    for run, text in texts:
        inside = () if habit else stops(run.text, house.style)
        own = _mine(text, mended(text, book))
        findings += run.change([*respelt(run, others), *inside, *own, *_marked(run, text, desk)])
    findings += doubled_elsewhere(prose, house)
    return [*habit, *findings, *_dressed(prose, house, book)]


def _dressed(prose: Prose, house: House, book: Habits) -> Iterator[Finding]:
    """Propose italics for what stands in none, outside quotations and headings."""
    waiting = []
    for run, text in _texts(prose, house):
        if not text.is_quotation and not text.is_heading:
            dresses = [d for d in set_apart(text, book) if not text.is_quoted(d.change.start)]
            waiting += [Dressed(run, dresses)] if dresses else []
    return dress_all(prose, waiting)


if __name__ == "__main__":
    run_alone(apply)
