"""What was made of a book stays in its cache, for the next build of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from octavo.cache import Cache
from octavo.system import programs
from octavo.system.remembered import kept_in


@contextmanager
def memory(cache: Path) -> Iterator[None]:
    """Let functions that are `remembered` give the answers that they gave in earlier builds.

    They are those of the same programs and libraries.
    """
    made_by = programs.identity(*map(Path, programs.libraries()))
    with kept_in(Cache(cache), made_by):
        yield
