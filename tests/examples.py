"""How many examples a costly test makes up for itself: `make fuzz` seeks many more, new ones."""

from __future__ import annotations

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
MORE = 10


QUICK = 0.3
"""The share of its examples that a costly test takes in `make test`; `make test-all` takes all."""


def examples(count: int) -> int:
    """Give the number of examples for a test that takes `count` of them in `make test-all`."""
    return max(1, round(count * {"fuzz": MORE, "steady": QUICK}.get(PROFILE, 1)))
