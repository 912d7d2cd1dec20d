"""Remembers what a function found in a text, as long as the process lives.

A book that is watched is read again at each change, and of its thousand paragraphs one is new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = 20_000
"""Of so many texts a function's answers are remembered: three books of 100,000 words."""


def remembered(function: Callable[P, Iterable[T]]) -> Callable[P, Iterator[T]]:
    """Let a function give again what it gave for the same arguments.

    They must say all that its answer depends on, and neither they nor what it yields may change.
    """

    @lru_cache(maxsize=MOST)
    def asked(*args: Hashable, **named: Hashable) -> tuple[T, ...]:
        return tuple(function(*args, **named))  # type: ignore[arg-type]

    @wraps(function)
    def again(*args: P.args, **named: P.kwargs) -> Iterator[T]:
        return iter(asked(*args, **named))  # type: ignore[arg-type]

    return again
