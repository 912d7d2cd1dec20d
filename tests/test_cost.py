"""What costs too much is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cost, shorter


def run(item: pytest.Item, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test begin and end after so many seconds of CPU."""
    with monkeypatch.context() as patch:
        patch.setattr(cost, "spent", iter((1.0, 1.0 + seconds)).__next__)
        cost.pytest_runtest_setup(item)
        calling = cost.pytest_runtest_call(item)
        next(calling)
        with pytest.raises(StopIteration):
            calling.send(None)


def test_a_dear_test_fails_unless_it_is_long(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    item: pytest.Item = request.node
    begun = cost.spent()
    run(item, cost.MOST - 1, monkeypatch)
    with pytest.raises(pytest.fail.Exception, match=r"22 s of CPU.*mark it long"):
        run(item, 22.0, monkeypatch)
    item.add_marker("long")
    run(item, 22.0, monkeypatch)
    item.stash[cost.BEGUN] = begun


def test_every_test_that_is_shortened_is_there() -> None:
    """A name that was changed would run whole again, unseen."""
    for name, cases in shorter.CASES.items():
        file, _, function = name.partition("::")
        text = (Path(__file__).parent / file).read_text(encoding="utf-8")
        assert f"def {function}(" in text
        assert cases >= 0
