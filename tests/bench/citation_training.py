"""The model that reads entries of lists of works, made: python -m tests.bench.citation_training.

It learns from the references of AnyStyle that are kept beside this project (`../shared`), but for
every third, which citation_fields measures by, and for what nearly repeats one of those; and from
a few of our own (`citation_own.xml`), of kinds that those hardly have. With
--folds the model is not written: it is made of four fifths at a time and measured on the fifth.
The same references give the same bytes.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite

from octavo.text.citations.names import names_end
from octavo.text.entries.entry import parts
from octavo.text.entries.features import features
from octavo.text.entries.model import MODEL
from octavo.text.entries.words import cut
from tests.bench import citation_fields
from tests.bench.citation_fields import Reference, labelled, references

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "anystyle"
OWN = Path(__file__).with_name("citation_own.xml")
LABELS = {
    "author": "author", "title": "title", "date": "year", "journal": "journal",
    "container-title": "book", "editor": "editor", "volume": "volume", "pages": "page",
    "publisher": "publisher", "location": "place", "doi": "doi", "url": "url",
    "edition": "edition", "genre": "genre", "translator": "translator",
    "collection-title": "series", "citation-number": "number",
}  # fmt: skip
"""AnyStyle's labels, and the model's; all others are one: note."""

SETTINGS = {"c1": 0.5, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": False}
NEAR = 0.6
"""Two references with so many of their words in common are one."""

FOLDS = 5
TIMES = 3
"""How often each reference is learnt from once more, with the words of others."""

SWAPPED = ("title", "journal", "container-title", "publisher", "location")
FIELD = re.compile(r"(?P<before>\W*(?:[Ii]n:?\s+)?)(?P<words>.*?)(?P<behind>\W*)", re.S)
Row = tuple[list[list[str]], list[str]]


# --- what is learnt from --------------------------------------------------------------------------


def distinct(kept: Iterable[Reference], aside: Iterable[Reference]) -> list[Reference]:
    """Give the references that nearly repeat none of those kept aside, nor one before."""
    known: list[frozenset[str]] = []
    index: dict[str, list[int]] = defaultdict(list)
    found: list[Reference] = []
    for number, reference in enumerate([*(aside := list(aside)), *kept]):
        words = frozenset(re.findall(r"[^\W_]{3,}", reference.text.lower()))
        shared = Counter(place for word in words for place in index[word])
        is_new = all(n < NEAR * len(words | known[at]) for at, n in shared.items())
        if number >= len(aside) and is_new:
            found.append(reference)
        known.append(words)
        for word in words:
            index[word].append(len(known) - 1)
    return found


def varied(learnt: list[Reference], seed: int) -> Iterator[Reference]:
    """Give each reference once more, with the words of others between its own marks.

    A model learns by this which words tell a part, and which only stood in one order by chance.
    """
    dice = random.Random(seed)  # noqa: S311
    others: dict[str, list[str]] = defaultdict(list)
    for field, text in (pair for reference in learnt for pair in reference.fields):
        others[field].append(text)
    for reference in learnt:
        yield Reference(
            tuple(
                (
                    field,
                    _between(text, dice.choice(others[field]))
                    if _is_swapped(field, dice)
                    else text,
                )
                for field, text in reference.fields
            )
        )


def _is_swapped(field: str, dice: random.Random) -> bool:
    return field in SWAPPED and dice.random() < 0.8


def _between(text: str, other: str) -> str:
    own, lent = FIELD.fullmatch(text), FIELD.fullmatch(other)
    assert own is not None
    assert lent is not None
    return own["before"] + lent["words"] + own["behind"]


def row(reference: Reference) -> Row:
    """Give the features and the label of each word of a reference."""
    starts: list[tuple[int, str]] = []
    at = 0
    for field, text in reference.fields:
        starts.append((at, LABELS.get(field, "note")))
        at += len(text) + 1
    spans = list(cut(reference.text))
    labels = [next(label for at, label in reversed(starts) if at <= start) for start, _ in spans]
    return features(reference.text, spans, names_end(reference.text)), labels


# --- making and measuring -------------------------------------------------------------------------


def train(learnt: list[Reference], model: Path) -> None:
    """Make a model of references and our own, and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    again = (one for seed in range(TIMES) for one in varied(learnt, seed))
    own = [*labelled(OWN)] * (1 + TIMES)
    for reference in (*learnt, *again, *own):
        trainer.append(*row(reference))
    trainer.set_params(SETTINGS)
    trainer.train(str(model))


def cross_validate(learnt: list[Reference]) -> dict[str, float]:
    """Give the F1 of each field, each fifth read by a model of the others."""
    tally = citation_fields.Tally()
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            model = Path(folder, f"{fold}.crfsuite")
            train([one for at, one in enumerate(learnt) if at % FOLDS != fold], model)
            for reference in learnt[fold::FOLDS]:
                tally.add(parts(reference.text, model=model), reference.gold)
    return tally.scores()


def main(arguments: list[str]) -> None:
    """Make the model, or measure how it is made."""
    files = [FOLDER / "core.xml", FOLDER / "gold.xml"]
    if not all(file.is_file() for file in files):
        print("../shared/data/anystyle is not there: the model stays as it is.")
        return
    aside = references(files, held_out=True)
    learnt = distinct(references(files, held_out=False), aside)
    print(f"{len(learnt)} references to learn from")
    if "--folds" in arguments:
        for field, score in cross_validate(learnt).items():
            print(f"{field or 'all fields':<12} {score:.3f}")
        return
    MODEL.parent.mkdir(exist_ok=True)
    train(learnt, MODEL)
    print(f"{MODEL.name}: {MODEL.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
