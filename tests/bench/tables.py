"""The table that a bench ends in: each measure beside what is aimed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a measure, what is aimed at, what was measured."""

    measure: str
    target: str
    measured: str


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table."""
    print(f"\n{title:50} {'target':>20} {'measured':>20}")
    for row in rows:
        print(f"{row.measure:50} {row.target:>20} {row.measured:>20}")
