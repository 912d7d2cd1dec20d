"""Fits the weights of `octavo/text/repair/joining.py` on the tuning halves, and prints them.

    python -m tests.bench.hyphen_weights [--left-out]

With `--left-out`, no weights: what is joined rightly and what is left undecided, each book weighed
by the others alone.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from octavo.text.compounds import Usage
from octavo.text.lexicon import lexicon
from octavo.text.repair import joining, typesetting
from octavo.text.repair.joining import Divided
from tests.bench.repair_hyphens import PARAGRAPHS, wrapped
from tests.bench.repair_texts import Text, texts
from tests.bench.text_repair import NOT_SO, is_fit

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "sv")
WIDTHS = (62, 45, 50, 53, 56, 59, 65, 68, 72, 77)
PARTS = 6
"""How many parts of `PARAGRAPHS` a long text may give."""
RIDGE = 10.0
"""How strongly weights are drawn to 0."""
STEPS = 12
FOLDS = 10

Vector = list[float]
Rows = Counter[tuple[tuple[float, ...], bool]]
"""How often each evidence was met, and whether a hyphen had been there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A division that must be weighed, or (without evidence) was decided without."""

    book: str
    language: str
    known: str
    evidence: tuple[float, ...]
    hyphen: bool
    decided: str = "?"


def cases() -> Iterator[Case]:
    """Give the divisions of all tuning halves, set in lines of several widths."""
    for text in texts():
        language = text.lang.split("-")[0]
        half = text.half(held_out=False)
        if language not in LANGUAGES or NOT_SO.match(text.name) or not is_fit(half):
            continue
        for start in range(0, min(len(half.paragraphs), PARTS * PARAGRAPHS), PARAGRAPHS):
            part = Text(text.name, language, half.paragraphs[start : start + PARAGRAPHS])
            for width in WIDTHS:
                yield from _cases(part, width)


def _cases(part: Text, width: int) -> Iterator[Case]:
    lines, truths = wrapped(part, width)
    used = typesetting.used_in(lines, lexicon(part.lang))
    for key, truth in truths.items():
        match = typesetting.DIVIDED.fullmatch(key)
        if match:
            yield _case(Divided(match[2], match[3]), used, part, truth == "-")


def _case(divided: Divided, used: Usage, part: Text, hyphen: bool) -> Case:
    found = typesetting.attested(divided, used)
    known = joining.case(divided, used)
    if found or not known:
        return Case(part.name, part.lang, "", (), hyphen, found[0] if found else "")
    return Case(part.name, part.lang, known, joining.evidence(divided, used), hyphen)


def fitted(rows: Rows) -> Vector:
    """Fit a logistic regression by Newton's method; give its constant and its weights."""
    size = len(next(iter(rows))[0])
    total = sum(rows.values())
    means = [sum(n * row[i] for (row, _), n in rows.items()) / total for i in range(size)]
    spreads = [
        math.sqrt(sum(n * (row[i] - means[i]) ** 2 for (row, _), n in rows.items()) / total) or 1.0
        for i in range(size)
    ]
    scaled = [
        ([1.0, *((v - m) / s for v, m, s in zip(row, means, spreads, strict=True))], hyphen, n)
        for (row, hyphen), n in rows.items()
    ]
    weights = [0.0] * (size + 1)
    for _ in range(STEPS):
        weights = [w + d for w, d in zip(weights, _step(scaled, weights), strict=True)]
    plain = [w / s for w, s in zip(weights[1:], spreads, strict=True)]
    first = weights[0] - sum(w * m for w, m in zip(plain, means, strict=True))
    return [round(w, 2) for w in (first, *plain)]


def _step(scaled: list[tuple[Vector, bool, int]], weights: Vector) -> Vector:
    """Give the step of Newton's method from some weights."""
    size = len(weights)
    slope = [0.0] + [-RIDGE * w for w in weights[1:]]
    curve = [[RIDGE * (i == j > 0) for j in range(size)] for i in range(size)]
    for row, hyphen, count in scaled:
        odds = sum(w * v for w, v in zip(weights, row, strict=True))
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        off, bend = count * (hyphen - chance), count * chance * (1 - chance)
        for i, v in enumerate(row):
            slope[i] += off * v
            line, bent = curve[i], bend * v
            for j in range(i + 1):
                line[j] += bent * row[j]
    for i in range(size):
        for j in range(i):
            curve[j][i] = curve[i][j]
    return _solved(curve, slope)


def _solved(matrix: list[Vector], right: Vector) -> Vector:
    """Solve a system of linear equations whose matrix is positive definite (Gauss)."""
    rows = [[*line, r] for line, r in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        scale = pivot[i] or 1.0
        pivot[:] = [v / scale for v in pivot]
        for other in rows:
            if other is not pivot and other[i]:
                factor = other[i]
                other[:] = [v - factor * p for v, p in zip(other, pivot, strict=True)]
    return [row[-1] for row in rows]


def fit(found: list[Case], without: Collection[str] = ()) -> dict[str, Vector]:
    """Fit the weights for each state of knowledge, some books left out."""
    rows: dict[str, Rows] = defaultdict(Counter)
    for one in found:
        if one.known and one.book not in without:
            rows[one.known][one.evidence, one.hyphen] += 1
    return {known: fitted(rows[known]) for known in sorted(rows)}


def left_out(found: list[Case]) -> None:
    """Print how each language fares, each book weighed by the others."""
    books = sorted({one.book for one in found})
    score: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        out = set(books[fold::FOLDS])
        joining.WEIGHTS.update(fit(found, out))
        for one in found:
            if one.book in out:
                got = joining.weighed(one.known, one.evidence) if one.known else one.decided
                result = "asked" if got == "?" else "right" if (got == "-") == one.hyphen else "no"
                score[one.language, result] += 1
    for language in LANGUAGES:
        right, wrong, asked = (score[language, r] for r in ("right", "no", "asked"))
        count = max(1, right + wrong + asked)
        precision = 100 * right / max(1, right + wrong)
        print(f"{language} {count:8,}: {precision:.3f} %, {100 * asked / count:.2f} %")


def main() -> None:
    """Print the weights, or what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--left-out", action="store_true")
    found = list(cases())
    if parser.parse_args().left_out:
        left_out(found)
        return
    weights = fit(found)
    names = [name for name, *_ in joining.TABLE]
    for row in zip(names, *(weights[known] for known in joining.CASES), strict=True):
        print(f"    {row},")


if __name__ == "__main__":
    main()
