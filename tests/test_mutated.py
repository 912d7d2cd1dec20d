"""Spoilt inputs of every kind through every verb: a status, one line, and nothing else touched.

`python -m tests.bench.mutations 10000` does the same with a table, and builds in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.careless import FILES, Shop
from tests.examples import examples

ELSEWHERE = ("manifest", "findings", "state", "patch")
"""Kinds that builds and undo read: the bench spoils them, and tests of their own do."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    made = Shop(tmp_path_factory.mktemp("shop"), builds=False)
    yield made
    made.close()


@settings(
    deadline=None,
    max_examples=examples(70),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from([kind for kind in FILES if kind not in ELSEWHERE]),
    st.randoms(use_true_random=True),
)
def test_nothing_escapes_and_nothing_else_is_touched(shop: Shop, kind: str, rng: Random) -> None:
    outcome, tried, data = shop.try_one(kind, rng)
    told = [f"{fault.words}\n{fault.trace}" for fault in outcome.faults]
    assert not told, f"{tried}: {data[:2_000]!r}: {told}"
