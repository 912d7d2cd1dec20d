"""Learns what each sign of a heading weighs: python -m tests.bench.import_headings.training FOLDER.

The folder holds the documents of the lists, in a folder a list. The weights go into
`octavo/assets/heading_weights.toml`; the same documents give the same weights. With --folds nothing
is written: the weights are learnt of the files but a twelfth and measured on that twelfth, twelve
times, and then learnt of two lists and measured on the other.

A file counts by the root of how many lines it has, so that one long file does not outweigh many.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from octavo.manuscripts.word.structure import faked, likely
from octavo.manuscripts.word.structure.signs import Signs
from tests.bench.import_headings import LISTS, Manuscript, document, manuscripts, outlined
from tests.bench.import_headings.__main__ import read

ASSET = Path(likely.__file__).parents[3] / "assets" / likely.WEIGHTS
ALWAYS = "always"
FOLDS = 12
ROUNDS = 12
PENALTY = 3.0
"""What keeps weights small: a sign that is hardly ever there weighs little."""

FEWEST = 30
"""A file of fewer lines counts as one of so many."""

HEAD = """\
# What each sign of a heading weighs: learnt, python -m tests.bench.import_headings.training FOLDER.
# A sign that is there adds its weight; the sum s gives the likelihood, 1 / (1 + exp(-s)). What a
# sign means stands in octavo/manuscripts/word/structure/signs.py. `length` counts the logarithm of
# a line's letters, `kind stands above running text` a share from 0 to 1, all others 1.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line that may be a heading: where it stands, its signs, whether it is one.

    `marked` and `proposed` say what the import makes of it without the weights.
    """

    which: str
    file: str
    signs: dict[str, float]
    heading: bool
    marked: bool
    proposed: bool


def rows(which: str, folder: Path) -> Iterable[Row]:
    """Yield the labelled lines of a list that may be headings."""
    for manuscript in manuscripts(which):
        yield from _rows(which, manuscript, document(manuscript, folder / which))


def _rows(which: str, manuscript: Manuscript, path: Path) -> Iterable[Row]:
    roles, index = read(path)
    text = roles.text
    assert text is not None
    groups = faked.by_kind(text, roles.free - text.known)
    marked = {n for group in groups if group.certain for n in group.members}
    taken = {n for group in groups for n in group.members}
    signs = Signs(text, roles.labels, text.known | taken)
    left_out = manuscript.left_out | (outlined(path) - manuscript.faked)
    for number in likely.candidates(text, set(text.at) - text.known):
        place = index.get(number, -1)
        heading = place in manuscript.faked
        meaning = roles.of.get(number)
        other = meaning is not None and not meaning.is_heading and meaning.kind != "body"
        if not 0 <= place < manuscript.until or place in left_out or (other and not heading):
            continue
        found = number in marked, number in taken
        yield Row(which, manuscript.name, signs.of(number), heading, *found)


def learn(of: Sequence[Row]) -> dict[str, float]:
    """Return the weights that fit lines best, by Newton's method."""
    names = [ALWAYS, *sorted({name for row in of for name in row.signs})]
    place = {name: n for n, name in enumerate(names)}
    many = Counter(row.file for row in of)
    data = [
        (
            [(0, 1.0), *((place[name], value) for name, value in sorted(row.signs.items()))],
            float(row.heading),
            10 / max(FEWEST, many[row.file]) ** 0.5,
        )
        for row in of
    ]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        weights = [a - b for a, b in zip(weights, _step(data, weights), strict=True)]
    return dict(zip(names, weights, strict=True))


def _step(
    data: list[tuple[list[tuple[int, float]], float, float]], weights: list[float]
) -> list[float]:
    size = len(weights)
    slope = [0.0, *(PENALTY * weight for weight in weights[1:])]
    bend = [[PENALTY if i == j and i else 0.0 for j in range(size)] for i in range(size)]
    for signs, heading, counts in data:
        likelihood = 1 / (1 + exp(-sum(weights[n] * value for n, value in signs)))
        error, spread = counts * (likelihood - heading), counts * likelihood * (1 - likelihood)
        for n, value in signs:
            slope[n] += error * value
            row, factor = bend[n], spread * value
            for m, other in signs:
                row[m] += factor * other
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve equations whose matrix is symmetric and positive, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for n, pivot in enumerate(rows):
        for other in rows[n + 1 :]:
            factor = other[n] / pivot[n]
            for m in range(n, len(pivot)):
                other[m] -= factor * pivot[m]
    solved = [0.0] * len(vector)
    for n in reversed(range(len(vector))):
        known = sum(rows[n][m] * solved[m] for m in range(n + 1, len(vector)))
        solved[n] = (rows[n][-1] - known) / rows[n][n]
    return solved


def _likelihood(weights: dict[str, float], row: Row) -> float:
    total = weights[ALWAYS] + sum(weights.get(n, 0.0) * value for n, value in row.signs.items())
    return 1 / (1 + exp(-total))


def measure(learnt_of: Sequence[Row], on: Sequence[Row]) -> Counter[str]:
    """Count what weights find that were learnt of other lines."""
    weights, counts = learn(learnt_of), Counter[str]()
    for row in on:
        here = not row.marked and (row.proposed or _likelihood(weights, row) > likely.LIKELY)
        counts["headings"] += row.heading
        counts["met"] += row.heading and (row.marked or here)
        counts["met before"] += row.heading and (row.marked or row.proposed)
        counts["proposed"] += here
        counts["right"] += row.heading and here
    return counts


def _print(name: str, counts: Counter[str]) -> None:
    met, all_of, before = counts["met"], counts["headings"], counts["met before"]
    print(
        f"{name:24} recall {met}/{all_of} = {met / all_of:.3f} (without weights {before})"
        f"  precision of the proposed {counts['right']}/{counts['proposed']}"
        f" = {counts['right'] / max(counts['proposed'], 1):.3f}"
    )


def folds(of: list[Row]) -> None:
    """Print what is found in files, and lists, that nothing was learnt of."""
    names = sorted({row.file for row in of})
    total = Counter[str]()
    for fold in range(FOLDS):
        aside = set(names[fold::FOLDS])
        rest = [row for row in of if row.file not in aside]
        total += measure(rest, [row for row in of if row.file in aside])
    _print("files kept aside", total)
    for which in LISTS:
        rest = [row for row in of if row.which != which]
        _print(f"{which} kept aside", measure(rest, [row for row in of if row.which == which]))


def main() -> None:
    """Learn the weights, or measure how well they are learnt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the folders of the documents are")
    parser.add_argument("--folds", action="store_true", help="measure only")
    asked = parser.parse_args()
    every = [row for which in LISTS for row in rows(which, asked.folder)]
    if asked.folds:
        folds(every)
        return
    weights = learn(every)
    lines = [f'"{name}" = {weight:.2f}' for name, weight in weights.items()]
    ASSET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
