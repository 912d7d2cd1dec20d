"""Mutants that mean the same as the code: tests.bench.mutate leaves them out, with a reason."""

from __future__ import annotations

EXCEPTIONS: dict[str, dict[tuple[str, str], str]] = {}
"""For each module: a statement before and after the change, and why nobody could see it."""
