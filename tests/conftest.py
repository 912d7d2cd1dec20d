"""Options of the tests."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests import cost, shorter
from tests.examples import PROFILE
from tests.shared import NEEDS

signal.signal(signal.SIGINT, signal.default_int_handler)
# Started in the background by a shell, the tests would ignore interruptions, and so would the
# commands that they start and interrupt.

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# The tests start hundreds of commands. Where nothing compiled is kept, each compiles the program
# anew, which takes a third of its time; no user's command does.

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("all", settings.get_profile("steady"))
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.register_profile(
    "unshrunk", derandomize=True, phases=(Phase.explicit, Phase.generate), deadline=None
)
settings.load_profile(PROFILE)
# The same examples every time, so that a failure is the change's fault; `make fuzz` seeks new ones.


def pytest_collection_finish() -> None:
    """Leave what is loaded and collected out of the searches for cycles: a fifth of the time."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Watch the cost of tests where it means something: coverage and more examples have another."""
    if PROFILE == "steady" and "coverage" not in sys.modules:
        config.pluginmanager.register(cost, "cost")
    config.pluginmanager.register(shorter, "shorter")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the tests give now into the cases and golden files",
    )


@pytest.fixture(scope="session", autouse=True)
def settings_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of settings for the tests alone: what they trust, the user does not."""
    folder = tmp_path_factory.mktemp("settings")
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    # What lets Java start quickly is made once for a checkout; it is not left in the user's.
    os.environ["XDG_CACHE_HOME"] = str(Path(__file__).parents[1] / ".octavo" / "own")
    return folder


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden outputs are to be renewed."""
    return bool(request.config.getoption("--accept"))


LEFT_OUT = "need ../shared"
"""What such tests are counted as: neither passed nor skipped."""


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Count tests that need what is not here apart from those that are skipped."""
    if report.skipped and NEEDS in str(report.longrepr):
        return LEFT_OUT, "-", LEFT_OUT.upper()
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line how many tests were not run for want of ../shared."""
    count = len(terminalreporter.stats.get(LEFT_OUT, ()))
    if count:
        terminalreporter.write_line(
            f"NOT TESTED for want of ../shared, which is not beside this checkout: {count}. "
            "All others ran, on the texts of tests/sample and on the sample edition.",
            yellow=True,
            bold=True,
        )
