"""The page of a comparison in a browser: keys lead from change to change, and no script is needed.

Run by `make test-all`, in the system's Chromium.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo.desk.compare import page
from octavo.desk.compare.page import Head
from octavo.desk.compare.redline import By, compared
from tests.redlines import PANS, word_file

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install -e .[browser]")

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium"),
]

FOCUS = "document.activeElement.id"
SEEN = "[...document.querySelectorAll('main > *')].filter(e => e.getClientRects().length).length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    newer = PANS.replace("month", "week").replace("dear", "cheap").replace("quay is", "quay was")
    files = (word_file(folder / name, text) for name, text in (("a", PANS), ("b", newer)))
    made = compared(*files, By("Ann Lee", ""))
    out: Path = folder / "page.html"
    out.write_text(page.made(made.members, Head("Pans", "en", "a", "b", "some")), "utf-8")
    return out.as_uri()


def test_keys_lead_from_change_to_change(browser: Any, address: str) -> None:
    tab = browser.new_page()
    tab.goto(address)
    met = []
    for key in "nnnpn":
        tab.keyboard.press(key)
        met.append(tab.evaluate(FOCUS))
    assert met == ["c1", "c2", "c3", "c2", "c3"]


def test_only_what_changed_is_shown_on_demand(browser: Any, address: str) -> None:
    tab = browser.new_page()
    tab.goto(address)
    whole = tab.evaluate(SEEN)
    tab.check("#only")
    assert 0 < tab.evaluate(SEEN) < whole


def test_no_script_is_needed(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert "They weighed it once a monthweek" in tab.inner_text("main")
    assert not tab.is_visible(".scripted")
    context.close()
