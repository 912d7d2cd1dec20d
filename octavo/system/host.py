"""What the program that runs a build lends it: a clock, and how its processes begin.

Signals, the clock and the arguments belong to that program (here the command): in a server or in
another's worker they are not ours to take. Without any, nothing is timed, and no process that a
build starts takes a signal otherwise than Python does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]
"""Returns seconds, counted from no particular moment; other processes must be able to call it."""


def stopped() -> float:
    """Be the clock of a build that is not timed."""
    return 0.0


def _never() -> int:
    return 0


def _as_it_is() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Host:
    """A program that runs builds.

    `clock` measures how long something takes; `now` is the time in nanoseconds since 1970. `begin`
    is called first in each process that is started; while processes are started, `starting` is
    entered. In the folder `kept` programs may leave what lets them start quickly the next time.
    """

    clock: Clock = stopped
    now: Callable[[], int] = _never
    begin: Callable[[], None] = _as_it_is
    starting: Callable[[], AbstractContextManager[object]] = nullcontext
    kept: Path | None = None
