"""Damage and its repair, weighed over a whole text.

First the whole text is asked: was it UTF-8 read byte by byte (`utf8`), was one code page taken for
another (`hypotheses`)? Then each place is judged by itself: marks of a Macintosh in an otherwise
good text (`macroman`), words that ftfy can read, what typesetting left behind. What is only likely
waits for what the rest of the text proves.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from octavo.prose.run import spliced
from octavo.text.compounds import Usage
from octavo.text.lexicon import Lexicon, lexicon
from octavo.text.repair import counts, hypotheses, macroman, mojibake, sense, typesetting, utf8
from octavo.text.repair.alphabets import written
from octavo.text.repair.glance import COVERED, LOST, WORD, is_odd, is_suspicious, trusted
from octavo.text.repair.hypotheses import Verdict
from octavo.text.repair.likelihood import Likelihood
from octavo.text.repair.misread import Misread, is_mixed, misread
from octavo.text.repair.mojibake import Repair
from octavo.text.repair.possible import possible
from octavo.text.repair.shapes import is_wanting, shapes
from octavo.text.repair.utf8 import Page

ENGLISH = 5
"""How many words a passage must have, to be taken for English in a text that is not."""
TIMES = 4
"""How many times likelier letters must make a text than marks alone do, to be read anew too."""
MANY = 3
"""How many odd characters call for a verdict on the whole text; how many proven repairs of a kind
make a likely one certain."""


@dataclass(slots=True)
class Passage:
    """A stretch of text in one language; `is_fixed` says what in it must not change."""

    text: str
    lang: str
    is_fixed: Callable[[int, int], bool]
    repairs: list[Repair] = field(default_factory=list)

    def proven(self, rule: str) -> int:
        """How many repairs of a rule the passage itself proves."""
        return sum(repair.proven and repair.rule == rule for repair in self.repairs)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all the passages in one language say together.

    `words` is empty where there is no list of words, or where the text is not in its language
    (`misfit`); then nothing that needs words is judged. `odd`: it has characters that its language
    does not write; `garbled`: so many that it is no text, in whatever page it is read. `misread`:
    how it was misread, by its letters alone.
    """

    words: Lexicon
    layers: tuple[Page, ...] = ()
    verdict: Verdict | None = None
    scale: Likelihood | None = None
    misfit: bool = False
    used: Usage | None = None
    odd: bool = False
    garbled: bool = False
    misread: Misread | None = None


def judge(passages: list[Passage]) -> dict[str, Evidence]:
    """Find the repairs of all passages, weighed by each other; return each language's evidence.

    A language whose passages are clean at a glance is left out.
    """
    by_language: dict[str, Evidence] = {}
    for tag in sorted({passage.lang for passage in passages}):
        mine = [passage for passage in passages if passage.lang == tag]
        evidence = _evidence([passage.text for passage in mine], tag)
        if evidence is not None:
            by_language[tag] = evidence
            for passage in mine:
                passage.repairs = _allowed(passage, evidence)
    _settle(passages)
    for tag, evidence in by_language.items():
        mine = [passage for passage in passages if passage.lang == tag]
        is_read = evidence.verdict is not None and not evidence.verdict.pair.marks_only
        if (
            not is_read
            and evidence.misread is None
            and (evidence.odd or any(passage.repairs for passage in mine))
        ):
            by_language[tag] = _questioned(mine, evidence)
    return by_language


def _questioned(passages: list[Passage], evidence: Evidence) -> Evidence:
    """Take back what is certain in a text where it makes no words, or where nothing does."""
    judge = sense.Judge(evidence.words)
    made = [list(sense.made(passage.text, passage.repairs)) for passage in passages]
    whole = (_with(p.text, (r for r in p.repairs if r.proven)) for p in passages)
    garbled = evidence.odd and sense.is_garbled(counts.tokens(whole), judge)
    counted = Counter(one.piece for pieces in made for one in pieces if not evidence.verdict)
    doubted = sense.doubts(counted, judge)
    for passage, pieces in zip(passages, made, strict=True):
        if garbled:
            passage.repairs = []
            continue
        doubtful = {r for one in pieces if doubted(one.piece) for r in one.repairs}
        passage.repairs = [
            replace(repair, proven=False)
            if repair in doubtful and repair.rule in sense.READ_ANEW
            else repair
            for repair in passage.repairs
        ]
    return replace(evidence, garbled=garbled)


def _evidence(texts: list[str], tag: str) -> Evidence | None:
    """Ask a whole text; None where a glance clears it."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    maybe = [text for text in texts if utf8.may_be(text)]
    layers = utf8.layers(maybe, language) if maybe else ()
    odd = is_odd(texts, language)
    if not odd and not layers and not any(is_suspicious(text, language) for text in texts):
        return None
    known = lexicon(tag)
    read = [_with(text, utf8.repairs(text, layers)) for text in texts] if layers else texts
    words = trusted(known, read)
    misfit = bool(known) and not words
    divided = any("-\n" in text for text in texts)
    used = typesetting.used_in(texts, words) if divided else None
    if not odd or not words:
        scale = Likelihood(words)
        by_letters = misread(read, language) if odd else None
        return Evidence(words, layers, None, scale, misfit, used=used, odd=odd, misread=by_letters)
    tokens = counts.tokens(read)
    scale = Likelihood(words, counts.own_words(tokens), counts.names(tokens, words))
    verdict = hypotheses.found_in(counts.pieces(tokens), scale)
    by_letters = None if verdict and not verdict.pair.marks_only else misread(read, language)
    if by_letters and (
        _explains(verdict, by_letters, language) or is_mixed(by_letters, read, words)
    ):
        by_letters = None
    verdict = None if by_letters else verdict
    return Evidence(words, layers, verdict, scale, used=used, odd=odd, misread=by_letters)


def _explains(verdict: Verdict | None, by_letters: Misread, language: str) -> bool:
    """Whether marks alone explain most of what letters would: then the letters are good.

    They never explain another alphabet than ours.
    """
    if verdict is None or all(char > "\u0370" for char in written(language) or "a"):
        return False
    return by_letters.gain < TIMES * verdict.gain * math.log(10)


def _allowed(passage: Passage, evidence: Evidence) -> list[Repair]:
    """Return the repairs of a passage outside what is fixed."""
    text = passage.text
    if text.isascii() and typesetting.LEFTOVER.search(text) is None:
        return []
    return [r for r in examine(text, evidence) if not passage.is_fixed(r.start, r.end)]


@dataclass(slots=True)
class _Kept:
    """Repairs of a text of which none overlaps another, and which of them takes each character."""

    repairs: list[Repair] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)

    def add(self, more: Iterable[Repair]) -> None:
        """Add those that meet none found before; a proven one replaces the same, likely."""
        for repair in more:
            places = range(repair.start, repair.end)
            met = min((self.taken[at] for at in places if at in self.taken), default=None)
            if met is None:
                self.taken.update(dict.fromkeys(places, len(self.repairs)))
                self.repairs.append(repair)
            elif repair.proven and not self.repairs[met].proven and len(places) == 1:
                old = self.repairs[met]
                for at in range(old.start, old.end):
                    self.taken.pop(at, None)
                self.taken[repair.start] = met
                self.repairs[met] = repair


def examine(text: str, evidence: Evidence) -> list[Repair]:
    """Return the repairs that a text may need, in order; none overlaps another."""
    kept = _Kept()
    kept.add(utf8.repairs(text, evidence.layers) if evidence.layers else ())
    if evidence.misread:
        kept.add(evidence.misread.repairs(text))
        return sorted(kept.repairs, key=lambda repair: repair.start)
    if evidence.verdict and evidence.scale:
        kept.add(hypotheses.repairs(text, evidence.verdict, evidence.scale))
    kept.add(_without_specimens(text, _by_place(text, evidence)))
    if evidence.words and evidence.scale and not evidence.verdict:
        kept.add(hypotheses.likely(text, evidence.scale))
    if typesetting.LEFTOVER.search(text):
        kept.add(typesetting.repairs(text, evidence.words, evidence.used))
    return sorted(kept.repairs, key=lambda repair: repair.start)


def _without_specimens(text: str, repairs: list[Repair]) -> Iterator[Repair]:
    """A word between quotation marks may be damage that is spoken of: it is no longer proven."""
    spans = mojibake.specimens(text) if repairs else []
    for repair in repairs:
        near = bisect_right(spans, (repair.start, len(text))) - 1
        specimen = near >= 0 and repair.end <= spans[near][1]
        yield replace(repair, proven=False) if specimen else repair


def _by_place(text: str, evidence: Evidence) -> list[Repair]:
    """What each place shows by itself; not where the whole text came from no Macintosh."""
    languages = {evidence.words.language, "en"}
    is_encoded = mojibake.looks_encoded(text)
    if not is_encoded and not any(macroman.looks_mac(text, language) for language in languages):
        return []
    words, verdict = _words_of(text, evidence.words), evidence.verdict
    mac = _Kept()
    if macroman.looks_mac(text, words.language) and (
        verdict is None or verdict.pair.right == "Mac Roman"
    ):
        mac.add(shapes(text, words))
        mac.add(macroman.repairs(text, words))
        mac.add(possible(text, words))
    if not is_encoded:
        return mac.repairs
    encoded = [
        repair
        for repair in mojibake.encoded(text, words)
        if utf8.is_plausible(text, repair, words.language)
    ]
    return _preferred(mac.repairs, encoded)


def _words_of(text: str, words: Lexicon) -> Lexicon:
    """The words of the language that a passage is in: its own, or English among another."""
    if words.language == "en":
        return words
    met = [word for word in WORD.findall(text) if word.isascii()]
    if len(met) < ENGLISH or words.coverage(met) >= COVERED:
        return words
    english = lexicon("en", "small")
    return english if english.coverage(met) >= COVERED else words


def _preferred(mac: list[Repair], encoded: list[Repair]) -> list[Repair]:
    """Proven letters of a Macintosh come before C1 controls; UTF-8 before all of the Macintosh."""
    proven = _places(repair for repair in mac if repair.proven)
    kept = [r for r in encoded if r.rule == "mojibake-utf-8" or _is_free(r, proven)]
    taken = _places(kept)
    return kept + [repair for repair in mac if _is_free(repair, taken)]


def _places(repairs: Iterable[Repair]) -> set[int]:
    return {at for repair in repairs for at in range(repair.start, repair.end)}


def _is_free(repair: Repair, taken: set[int]) -> bool:
    return taken.isdisjoint(range(repair.start, repair.end))


def _settle(passages: list[Passage]) -> None:
    """Let what is proven in a passage, and in the whole text, decide what is only likely."""
    passages = [passage for passage in passages if passage.repairs]
    totals = Counter(r.rule for passage in passages for r in passage.repairs if r.proven)
    for passage in passages:
        proven = [repair for repair in passage.repairs if repair.proven]
        here = _Here(
            Counter(repair.rule for repair in proven),
            frozenset(repair.pair for repair in proven),
            any(repair.after == "’" for repair in proven),
        )
        passage.repairs = [
            repair if repair.proven else _decided(repair, passage.text, here, totals)
            for repair in passage.repairs
        ]


@dataclass(frozen=True, slots=True)
class _Here:
    """What is proven in a passage: how often by each rule, of which pairs, and any apostrophe."""

    rules: Counter[str]
    pairs: frozenset[str]
    apostrophe: bool


def _decided(repair: Repair, text: str, here: _Here, totals: Counter[str]) -> Repair:
    """A likely repair, proven by its partner or by what else is proven."""
    rule = repair.rule
    if not rule.startswith("mojibake") or rule == "mojibake-code-page":
        return repair
    partner = repair.pair and (repair.pair in here.pairs or here.apostrophe)
    around = not repair.lone and (partner or here.rules[rule] or totals[rule] >= MANY)
    if around or is_wanting(repair, text):
        return replace(repair, proven=True, evidence=f"{repair.evidence}, as elsewhere here")
    return repair


def repaired(text: str, tag: str) -> str:
    """Return a text, in a language, with what is proven repaired.

    >>> repaired("donÕt ask; the Écoles", "en")
    'don’t ask; the Écoles'
    """
    passage = Passage(text, tag, lambda _start, _end: False)
    judge([passage])
    return _with(text, (repair for repair in passage.repairs if repair.proven))


def _with(text: str, repairs: Iterable[Repair]) -> str:
    ordered = sorted(repairs, key=lambda repair: repair.start)
    return spliced(text, [(repair.start, repair.end, repair.after) for repair in ordered])


def lost(text: str) -> Iterator[tuple[int, int]]:
    """Return the places of characters that are lost."""
    return (match.span() for match in LOST.finditer(text))
