"""Parts of a finished file that are the same in the next build: kept in the book's cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from octavo.cache import Cache, key_of
from octavo.system import programs

KIND = "parts"
"""The kind of what is kept."""


def made_once(store: Cache, name: str, of: str | bytes, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, made once for each `of`: all that it depends on.

    What another version of the programs or libraries made is not looked at. `name` tells things
    apart that are made of the same.
    """
    made_by = programs.identity(*map(Path, programs.libraries()))
    key = key_of(name, made_by, of)
    kept = store.get(KIND, key)
    if kept is None:
        kept = make()
        store.put(KIND, key, kept)
    return kept
