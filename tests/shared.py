"""Texts that stand beside the project, in ../shared, and a sample of our own that is always there.

Not every text that the project is tried on may be given away with it. A test that needs one asks
for it here. Where it is absent, pytest counts such tests apart, and says so in one line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = Path(__file__).parent / "sample" / "at-the-sign-of-the-atlas.txt"
"""A chapter of the sample edition as an author might have typed it: a manuscript for everybody."""

STALINISM = ("manuscripts", "the-rise-of-stalinism.txt")
NEEDS = "needs ../shared/"


def shared(*parts: str) -> Path:
    """Return a file or folder of ../shared; without it the test is left out, and counted."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(NEEDS + "/".join(parts))
    return path


def files(pattern: str) -> list[Path | None]:
    """Return the files of ../shared that a pattern names, to try a test on each.

    Where there are none, one None: `shared` then leaves the test out, and it is counted.
    """
    return [*sorted(SHARED.glob(pattern))] or [None]
