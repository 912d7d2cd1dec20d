"""Which code pages a whole text was taken for: each pair is tried on all of it, and weighed.

That the text is good as it stands is the first hypothesis, and any other must be far better.
Where one is accepted, each piece of the text is still judged for itself, since a text may be
made of parts that came by different ways.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from octavo.prose import OBJECT
from octavo.text.codepages import Pair, pairs
from octavo.text.likelihood import Likelihood
from octavo.text.mojibake import Repair

PIECE = re.compile(f"[^ \t\n\v{OBJECT}]*[^\x00-\x7f{OBJECT}][^ \t\n\v{OBJECT}]*")
"""What stands between spaces, with anything beyond ASCII in it."""
GAIN, KINDS = 12.0, 3
"""How much likelier (in powers of ten) a reading must make a text, and by how many pieces."""
BROKEN = 0.04
"""Which part of its gain a hypothesis may lose again on pieces that it breaks."""
OFTEN = 6
"""How often the same piece counts."""
CLEAR, SURE, SLACK = 1.0, 4.0, 2.5
"""By how much one piece must become likelier to count, to count where only marks came to harm,
and how much less likely it may become in a text that all came the same way."""
MOST = 6
"""With more suspects than this in a piece, all are read anew or none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair of code pages found in a text, what it gains in likelihood, and what it breaks."""

    pair: Pair
    gain: float
    kinds: int
    loss: float

    @property
    def holds(self) -> bool:
        """Whether it is proven."""
        enough = self.kinds >= KINDS or (self.kinds > 1 and self.gain >= 2 * GAIN)
        return self.gain >= GAIN and enough and self.loss <= BROKEN * self.gain

    @property
    def net(self) -> float:
        """What it gains in all."""
        return self.gain - self.loss

    @property
    def pure(self) -> bool:
        """Whether all of the text came this way, so that what nothing tells goes with the rest."""
        return self.gain >= 4 * GAIN and self.loss <= BROKEN * self.gain


def pieces(texts: Iterable[str]) -> Counter[str]:
    """Count the pieces of texts that have anything beyond ASCII."""
    found: Counter[str] = Counter()
    for text in texts:
        if not text.isascii():
            found.update(PIECE.findall(text))
    return found


def found_in(counted: Counter[str], scale: Likelihood) -> Verdict | None:
    """Give the pair of code pages that explains a text best; None where it is best as it is."""
    best: Verdict | None = None
    for pair in pairs(scale.words.language):
        verdict = _tried(pair, counted, scale)
        if verdict.holds and (best is None or verdict.net > best.net):
            best = verdict
    return best


def _tried(pair: Pair, counted: Counter[str], scale: Likelihood) -> Verdict:
    gain = loss = 0.0
    kinds = 0
    for piece, count in counted.items():
        read = best_reading(piece, pair, scale) if pair.marks_only else read_by(pair, piece)
        if read != piece:
            step = scale.of(read) - scale.of(piece)
            if pair.marks_only and step < SURE:
                continue
            kinds += step >= CLEAR
            step *= min(count, OFTEN)
            gain, loss = (gain + step, loss) if step > 0 else (gain, loss - step)
    return Verdict(pair, gain, kinds, loss)


def read_by(pair: Pair, piece: str) -> str:
    """Read a piece anew, all of it."""
    return "".join([pair.table.get(char, char) for char in piece])


def best_reading(piece: str, pair: Pair, scale: Likelihood, favour: float = 0.0) -> str:
    """Give the likeliest reading of a piece in which some characters are read anew, others not.

    `favour` is added for each character read anew: where the rest of the text speaks for it.
    """
    places = [at for at, char in enumerate(piece) if char in pair.table]
    if len(places) > MOST:
        return max(piece, read_by(pair, piece), key=scale.of)
    best, most = piece, scale.of(piece)
    for choice in product((False, True), repeat=len(places)):
        chosen = {at for at, wanted in zip(places, choice, strict=True) if wanted}
        read = "".join([pair.table[c] if at in chosen else c for at, c in enumerate(piece)])
        weight = scale.of(read) + favour * len(chosen)
        if weight > most:
            best, most = read, weight
    return best


def repairs(text: str, verdict: Verdict, scale: Likelihood) -> Iterator[Repair]:
    """Give the repairs of a text by a pair that holds, character by character."""
    for match in PIECE.finditer(text):
        piece = match[0]
        best = _chosen(piece, verdict, scale)
        for at, (seen, meant) in enumerate(zip(piece, best, strict=True)):
            if seen != meant:
                start = match.start() + at
                yield Repair(start, start + 1, meant, verdict.pair.rule, str(verdict.pair))


def _chosen(piece: str, verdict: Verdict, scale: Likelihood) -> str:
    """Read a piece anew where that is likelier, or where all of the text came the same way."""
    if verdict.pair.marks_only:
        return best_reading(piece, verdict.pair, scale, -CLEAR)
    if not verdict.pure:
        return best_reading(piece, verdict.pair, scale)
    if sum(char in verdict.pair.table for char in piece) > MOST:
        return read_by(verdict.pair, piece)
    return best_reading(piece, verdict.pair, scale, SLACK)
