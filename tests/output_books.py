"""Manifests, and what is refused."""

from __future__ import annotations

from typing import Any


def refused(done: Any, *words: str) -> None:
    """Whether a call ended in one line with these words."""
    assert done.returncode == 2, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("octavo: ")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in lines[0]
