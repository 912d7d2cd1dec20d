"""A test of `make test` that has become dear fails: the suite is to stay quick."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

MOST = 20.0
"""Seconds of CPU, with those of its processes and of what it sets up; the dearest takes six.

So much lies between that a machine of half the speed, or one that is busy, fails no test.
"""

BEGUN = pytest.StashKey[float]()


def spent() -> float:
    """Return the seconds of CPU that this process and those it waited for have taken."""
    return sum(os.times()[:4])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[BEGUN] = spent()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    yield
    seconds = spent() - item.stash[BEGUN]
    if seconds > MOST and item.get_closest_marker("long") is None:
        pytest.fail(
            f"It took {seconds:.0f} s of CPU; a test of `make test` may take {MOST:.0f}. "
            "Make it cheaper, or mark it long and keep a short one of its kind (CONTRIBUTING.md).",
            pytrace=False,
        )
