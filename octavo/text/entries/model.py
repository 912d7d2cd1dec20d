"""The model that says of each word of an entry which part it belongs to: the door to CRFsuite.

It is a linear-chain conditional random field, made by `make citation-model`; its source and licence
stand beside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

import pycrfsuite

from octavo.model.finding import InputError

MODEL = Path(__file__).parent / "assets" / "entries.crfsuite"

TAGGING = Lock()
"""A tagger holds the rows that it labels: one thread at a time."""


def labels(rows: list[list[str]], model: Path = MODEL) -> list[str]:
    """Return the label of each word by its features.

    Raises InputError where the model is missing.
    """
    tagger = _tagger(model)
    with TAGGING:
        tags: list[str] = tagger.tag(rows)
    return tags


@cache
def _tagger(model: Path) -> pycrfsuite.Tagger:
    """Read a model, once."""
    if not model.is_file():
        raise InputError(
            f"The model that reads entries of bibliographies is missing: {model.name}.",
            hint="Install Octavo anew, or make the model by “make citation-model”.",
        )
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return tagger
