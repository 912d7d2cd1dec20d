"""Which code pages a whole text was taken for: each pair is tried on all of it, and weighed.

That the text is good as it stands is the first hypothesis, and any other must be far better.
Where one is accepted, each piece of the text is still judged for itself, since a text may be
made of parts that came by different ways.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, product

from octavo.prose.prose import OBJECT
from octavo.text.lexicon import ENDLESS, RARE, Lexicon
from octavo.text.repair.codepages import MARKS, TYPED, Pair, pairs
from octavo.text.repair.counts import NAME
from octavo.text.repair.likelihood import FRONTS, Likelihood
from octavo.text.repair.mojibake import Repair

PIECE = re.compile(f"[^ \t\n\v]*[^\x00-\x7f{OBJECT}][^ \t\n\v]*")
"""What stands between spaces, with anything beyond ASCII in it."""
LONG = re.compile(r"[^\W\d_]{3,}")
ELIDED = re.compile(r"[^\W\d_]+’[^\W\d_]+")
OPENING = re.compile(r"(?<![\w´])´(?=[^\W\d_]{2}|¡|¿)")
CLOSING = re.compile(r"(?<=[^\W\d_ªº]{3})[.,!?…]*ª(?!\w)")
"""Where TYPED signs stand that were quotation marks: nobody types an ordinal behind a word."""
GAIN, KINDS = 12.0, 3
"""How much likelier (in powers of ten) a reading must make a text, and by how many pieces."""
BROKEN = 0.04
"""Which part of its gain a hypothesis may lose again on pieces that it breaks."""
PART = 0.1
"""Which part of the pieces beyond ASCII must speak for a pair that all of the text went through."""
OFTEN = 6
"""How often the same piece counts."""
CLEAR, SURE, SLACK = 1.0, 4.0, 4.0
"""By how much one piece must become likelier to count, to count where only marks came to harm,
and how much less likely it may become in a text that all came the same way."""
MADE, MADE_OF_MANY, ASKED = 0.6, 0.4, 4000
"""Which part of the words that a pair makes the language must know, in languages without and with
endless endings, and how many pieces are asked."""
FIRST = 300
"""How many of the commonest pieces are asked first."""
MOST = 6
"""With more suspects than this in a piece, all are read anew or none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair of code pages found in a text, what it gains in likelihood, and what it breaks."""

    pair: Pair
    gain: float
    kinds: int
    loss: float
    improved: int = 0
    kept: int = 0
    letters: bool = False
    odds: Mapping[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether it is proven.

        `improved` pieces of the text speak for it. Where only marks came to harm, they must be more
        than the doubtful ones that nothing speaks for (`kept`: names with accents); where all of
        the text did, they must be a good part of it. Nobody writes C1 controls, so one is enough.
        """
        if self.pair.rule != "mojibake-control" and self.improved < self.kept:
            return False
        enough = self.kinds >= KINDS or (self.kinds > 1 and self.gain >= 2 * GAIN)
        return self.gain >= GAIN and enough and self.loss <= BROKEN * self.gain

    @property
    def net(self) -> float:
        """What it gains in all."""
        return self.gain - self.loss

    def favour(self, seen: str, native: frozenset[str]) -> float:
        """How much the rest of the text speaks for reading a character anew, or against it.

        Where the letters prove that all of the text came this way, any character goes with the
        rest. Where only the marks prove it, each character has the odds that it had elsewhere, and
        a letter of the language is left where it can be.
        """
        many = self.gain >= 4 * GAIN
        if self.letters and many:
            return SLACK
        if self.pair.table[seen] not in MARKS:
            return -0.5
        odds = self.odds.get(seen, 0.0)
        odds = odds if many else min(odds, 0.0)
        return min(odds - 2.0, 0.0) if seen in native else max(-0.5, min(odds + 1.0, SLACK))


def found_in(counted: Counter[str], scale: Likelihood) -> Verdict | None:
    """Return the pair of code pages that explains a text best; None where it is best as it is."""
    paired = _are_paired(counted)
    counted = Counter(dict(sorted(counted.items(), key=lambda row: (-row[1], row[0]))))
    tried = [
        _tried(pair, counted, scale)
        for pair in pairs(scale.words.language)
        if paired or not (pair.marks_only and pair.suspects >= TYPED)
    ]
    held = sorted(
        (verdict for verdict in tried if verdict.holds),
        key=lambda verdict: verdict.net,
        reverse=True,
    )
    best = next((v for v in held if _makes_words(v.pair, counted, scale.words)), None)
    return best and replace(best, letters=_has_letters(best.pair, counted, scale))


def _makes_words(pair: Pair, counted: Counter[str], words: Lexicon) -> bool:
    """Whether what a pair makes of the pieces that it touches are mostly words of the language.

    Letters of the right alphabet alone prove nothing: two pages of one alphabet are read as each
    other's nonsense.
    """
    if pair.marks_only or pair.rule == "mojibake-control":
        return True
    known = unknown = 0
    touched = ((p, n) for p, n in counted.items() if not pair.suspects.isdisjoint(p))
    for piece, count in islice(touched, ASKED):
        for word in LONG.findall(read_by(pair, piece)):
            if words.share(word) >= RARE:
                known += min(count, OFTEN)
            elif not word.istitle():
                unknown += min(count, OFTEN)
    least = MADE_OF_MANY if words.language in ENDLESS else MADE
    return known >= least * (known + unknown)


def _are_paired(counted: Counter[str]) -> bool:
    """Whether signs that people type are quotation marks: as many open as close, or in place."""
    one, other = (sum(p.count(sign) * n for p, n in counted.items()) for sign in sorted(TYPED))
    if min(one, other) > 1 and max(one, other) <= 1.5 * min(one, other):
        return True
    opening = sum(n for piece, n in counted.items() if OPENING.search(piece))
    closing = sum(n for piece, n in counted.items() if CLOSING.search(piece))
    return min(opening, closing) > 1


def _has_letters(pair: Pair, counted: Counter[str], scale: Likelihood) -> bool:
    """Whether the letters of a text prove a pair too, not its marks alone."""
    if pair.marks_only:
        return False
    twin = next((p for p in pairs(scale.words.language) if p.marks_only and _same(p, pair)), None)
    if twin is None:
        return True
    gain = 0.0
    for piece, count in counted.items():
        if any(char in pair.table and char not in twin.table for char in piece):
            marks = best_reading(piece, twin, scale)
            gain += (scale.of(read_by(pair, piece)) - scale.of(marks)) * min(count, OFTEN)
    return gain >= GAIN


def _same(one: Pair, other: Pair) -> bool:
    return (one.right, one.wrong) == (other.right, other.wrong)


def _tried(pair: Pair, counted: Counter[str], scale: Likelihood) -> Verdict:
    """Weigh a pair; where the commonest pieces speak against it, the others are not asked."""
    touched = {p: n for p, n in counted.items() if not pair.suspects.isdisjoint(p)}
    verdict = _weighed(pair, dict(islice(touched.items(), FIRST)), scale)
    if len(touched) > FIRST and verdict.loss <= max(verdict.gain, GAIN):
        verdict = _weighed(pair, touched, scale)
    return verdict if pair.marks_only else replace(verdict, kept=int(PART * counted.total()))


def _weighed(pair: Pair, touched: Mapping[str, int], scale: Likelihood) -> Verdict:
    """Weigh a pair on the pieces that it touches, each with how often it stands in the text."""
    gain = loss = 0.0
    kinds = improved = kept = 0
    moved: Counter[str] = Counter()
    stayed: Counter[str] = Counter()
    for piece, count in touched.items():
        read = _by_marks(piece, pair, scale) if pair.marks_only else read_by(pair, piece)
        step = scale.of(read) - scale.of(piece) if read != piece else 0.0
        for char in pair.suspects.intersection(piece):
            (moved if step >= CLEAR else stayed)[char] += count
        named = _may_be_name(piece)
        if pair.marks_only and (step < SURE or named):
            against = (named or step < CLEAR) and _is_doubtful(piece, pair, scale)
            kept += count if against else 0
            continue
        improved += count if step >= CLEAR else 0
        kinds += step >= CLEAR and len(piece) > 1
        step *= min(count, OFTEN)
        gain, loss = (gain + step, loss) if step > 0 else (gain, loss - step)
    odds = {char: math.log10((moved[char] + 1) / (stayed[char] + 1)) for char in moved | stayed}
    return Verdict(pair, gain, kinds, loss, improved, kept, odds=odds)


def _may_be_name(piece: str) -> bool:
    """Whether a piece has the case of a name, or is in capitals: accents are no wonder there."""
    return piece.isupper() or any(
        not word.isascii() and word.istitle() for word in NAME.findall(piece)
    )


def _is_doubtful(piece: str, pair: Pair, scale: Likelihood) -> bool:
    """Whether a piece has a suspect that its language does not write."""
    own = scale.native or frozenset()
    return len(piece) > 1 and any(char in pair.table and char not in own for char in piece)


def _by_marks(piece: str, pair: Pair, scale: Likelihood) -> str:
    """The best reading of a piece, unless letters of its own language alone speak for it."""
    own = scale.native or frozenset()
    if any(char in pair.table and char not in own for char in piece):
        return best_reading(piece, pair, scale, lambda seen: -SURE if seen in own else 0.0)
    best = best_reading(piece, pair, scale)
    fronts = FRONTS.get(scale.words.language, frozenset())
    front = best.lower().partition("’")[0] in fronts
    return best if front or _is_elision(piece, best, scale.words) else piece


def _is_elision(piece: str, best: str, words: Lexicon) -> bool:
    """Whether a word with an apostrophe is known (`foto’s`), and what is seen for it is not."""
    elided = ELIDED.search(best)
    return (
        elided is not None
        and words.share(elided[0]) >= RARE
        and not words.knows(piece[elided.start() : elided.end()])
    )


def read_by(pair: Pair, piece: str) -> str:
    """Read a piece anew, all of it."""
    return "".join([pair.table.get(char, char) for char in piece])


def best_reading(
    piece: str,
    pair: Pair,
    scale: Likelihood,
    favour: Callable[[str], float] | None = None,
    fixed: Collection[int] = (),
) -> str:
    """Return the likeliest reading of a piece in which some characters are read anew, others not.

    `favour` says for a character how much speaks for reading it anew, besides the piece itself;
    those at the places `fixed` stay.
    """
    places = [at for at, char in enumerate(piece) if char in pair.table and at not in fixed]
    if len(places) > MOST and not fixed:
        return max(piece, read_by(pair, piece), key=scale.of)
    best, most = piece, scale.of(piece)
    for choice in product((False, True), repeat=len(places)):
        chosen = {at for at, read_anew in zip(places, choice, strict=True) if read_anew}
        read = "".join([pair.table[c] if at in chosen else c for at, c in enumerate(piece)])
        weight = scale.of(read) + (sum(favour(piece[at]) for at in chosen) if favour else 0.0)
        if weight > most:
            best, most = read, weight
    return best


def repairs(text: str, verdict: Verdict, scale: Likelihood) -> Iterator[Repair]:
    """Yield the repairs of a text by a pair that holds, character by character."""
    for match in PIECE.finditer(text):
        piece = match[0]
        best = _chosen(piece, verdict, scale)
        for at, (seen, meant) in enumerate(zip(piece, best, strict=True)):
            if seen != meant:
                start = match.start() + at
                yield Repair(start, start + 1, meant, verdict.pair.rule, str(verdict.pair))


def likely(text: str, scale: Likelihood) -> Iterator[Repair]:
    """Yield what a mark or two of Windows may have become on a Macintosh, if all else is good."""
    pair = next(p for p in pairs("") if p.marks_only and p.right == "Windows-1252")
    strange = pair.suspects.difference(scale.native or ())
    if strange.isdisjoint(text):
        return
    for match in PIECE.finditer(text):
        piece = match[0]
        if strange.isdisjoint(piece):
            continue
        best = best_reading(piece, pair, scale)
        named = not scale.names.isdisjoint(NAME.findall(piece))
        if named or scale.of(best) - scale.of(piece) < SURE + CLEAR:
            continue
        for at, (seen, meant) in enumerate(zip(piece, best, strict=True)):
            if seen != meant and seen in strange:
                start, why = match.start() + at, f"it may have been {pair}"
                yield Repair(start, start + 1, meant, pair.rule, why, proven=False)


def _chosen(piece: str, verdict: Verdict, scale: Likelihood) -> str:
    """Read a piece anew where that is likelier, with what the rest of the text says."""
    native = scale.native or frozenset()
    fixed = () if verdict.letters else _in_names(piece, scale)
    sure = verdict.letters and verdict.gain >= 4 * GAIN
    if sure and verdict.pair.is_whole:
        read = read_by(verdict.pair, piece)
        return max(piece, read, key=lambda one: scale.of(one) + SLACK * MOST * (one == read))
    many = sum(char in verdict.pair.table for char in piece) > MOST
    if many and sure:
        return read_by(verdict.pair, piece)
    favour = partial(verdict.favour, native=native)
    return best_reading(piece, verdict.pair, scale, favour, fixed)


def _in_names(piece: str, scale: Likelihood) -> frozenset[int]:
    """The places in a piece that the text's own names take."""
    named = (m for m in NAME.finditer(piece) if m[0] in scale.names)
    return frozenset(at for match in named for at in range(*match.span()))
