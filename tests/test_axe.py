"""The e-book and the site, judged by axe-core in Chromium: light, dark, print; three widths.

Run by `make test-all`, where there is a Chromium and axe-core (`make judges`).
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT, call
from tests.shared import shared

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="AXE HAS NOT RUN: pip install -e .[browser]"
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
AXE = ROOT / ".octavo" / "judges" / "package" / "axe.min.js"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="AXE HAS NOT RUN: there is no Chromium"),
    pytest.mark.skipif(not AXE.is_file(), reason="AXE HAS NOT RUN: make judges"),
]

MODES = [(mode, width) for mode in ("light", "dark", "print") for width in (320, 768, 1280)]
WEB_ALONE = ("landmark-one-main", "page-has-heading-one", "region")
"""Rules of a whole web page: what surrounds a page of an e-book is the reading system's."""

ROLES = ("landmark-unique", "aria-prohibited-attr")
"""Axe does not know the roles of DPUB-ARIA (doc-footnote, doc-pagebreak): those are left out."""

KNOWN = frozenset(("color-contrast", "label-content-name-mismatch", "link-in-text-block"))
"""What axe leaves to a person, read once: words under a mark's room to hit (their colours are those
of the text), signs that are no letters, and the way back, which is called by where it leads."""

RUN = """() => axe.run(document, {resultTypes: ['violations', 'incomplete'], runOnly: {type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


def judged(chromium: Any, pages: list[Path], *, web: bool) -> tuple[list[str], set[str]]:
    """Give what is wrong on some pages in every mode, and the rules that want a person."""
    faults: list[str] = []
    unsure: set[str] = set()
    for mode, width in MODES:
        scheme = "dark" if mode == "dark" else "light"
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.emulate_media(media="print" if mode == "print" else "screen", color_scheme=scheme)
        for path in pages:
            page.goto(path.as_uri())
            if page.evaluate(WIDE):
                faults.append(f"{path.name} is wider than {width}")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            result = page.evaluate(RUN)
            unsure |= {one["id"] for one in result["incomplete"]}
            for one in result["violations"]:
                faults += [
                    f"{path.name} {mode} {width} {one['id']}: {node['html'][:90]}"
                    for node in one["nodes"]
                    if web or not (one["id"] in WEB_ALONE or _is_of_books(one["id"], node["html"]))
                ]
        context.close()
    return faults, unsure


def _is_of_books(rule: str, markup: str) -> bool:
    return rule in ROLES and ('role="doc-footnote"' in markup or 'role="doc-pagebreak"' in markup)


@pytest.fixture(scope="module", params=["sample", "moby-dick", "five-hundred-lines"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged") / "book"
    if request.param == "sample":
        for name in ("source", "metadata"):
            shutil.copytree(ROOT / name, folder / name)
    else:
        texts = sorted(shared("books", request.param).glob("*.md"))
        names = [str(path) for path in texts if path.name[:2] not in WANTING]
        assert call(folder.parent, "import", *names, "--into", "book").returncode == 0
    done = call(folder, "build", "--to", "epub,html")
    assert done.returncode == 0, done.stderr
    return folder / "dist"


WANTING = ("04", "06", "07", "11", "91")
"""Chapters of the third book with TeX that no format can show, or a picture without description."""


def test_axe_finds_nothing_in_the_e_book(chromium: Any, book: Path, tmp_path: Path) -> None:
    [file] = book.glob("*.epub")
    with zipfile.ZipFile(file) as opened:
        opened.extractall(tmp_path)
    faults, unsure = judged(chromium, sorted(tmp_path.rglob("*.xhtml")), web=False)
    assert faults == []
    assert unsure <= KNOWN


def test_axe_finds_nothing_on_the_site(chromium: Any, book: Path) -> None:
    faults, unsure = judged(chromium, sorted((book / "site").glob("*.html")), web=True)
    assert faults == []
    assert unsure <= KNOWN
