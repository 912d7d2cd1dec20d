"""How many examples a test makes up for itself: `make fuzz` seeks many more, and new ones."""

from __future__ import annotations

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
MORE = 10


def examples(count: int) -> int:
    """Give the number of examples for a test that takes `count` of them every day."""
    return count * MORE if PROFILE == "fuzz" else count
