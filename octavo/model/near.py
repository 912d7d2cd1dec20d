"""Asks whether another name was meant, where one that was typed is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

CUTOFF = 0.6
"""How alike two names must be, from 0 to 1: the default of `difflib`."""

MOST = 2000
"""A folder with more entries than this is not looked through for a name."""


def meant(name: str, known: Iterable[str], other: str = "") -> str:
    """Return the question whether a known name was meant, or `other` where none is like it.

    >>> meant("epbu", ["epub", "pdf"])
    'Did you mean “epub”?'
    """
    near = nearest(name, known)
    return f"Did you mean “{near}”?" if near else other


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like another, case aside; "" where none is."""
    by_fold: dict[str, str] = {}
    for one in known:
        by_fold.setdefault(one.casefold(), one)
    matches = get_close_matches(name.casefold(), by_fold, n=1, cutoff=CUTOFF)
    return by_fold[matches[0]] if matches else ""


def meant_file(path: Path, other: str = "") -> str:
    """Return the question whether another file of the same folder was meant, or `other`."""
    try:
        with_it = [entry.name for _, entry in zip(range(MOST), path.parent.iterdir(), strict=False)]
    except (OSError, ValueError):  # the folder is not there, or nothing can have this name
        return other
    return meant(path.name, sorted(name for name in with_it if not name.startswith(".")), other)
