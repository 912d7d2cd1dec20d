"""Options of the tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.examples import PROFILE

settings.register_profile("steady", derandomize=True)
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.load_profile(PROFILE)
# The same examples every time, so that a failure is the change's fault; `make fuzz` seeks new ones.


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the tests give now into the cases and golden files",
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden outputs are to be renewed."""
    return bool(request.config.getoption("--accept"))
