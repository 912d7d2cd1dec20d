"""What is wider than a sheet is set smaller in print: nothing can be moved sideways on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from octavo.formats.html.frame import asset
from octavo.formats.html.paper import FITS, STEPS
from octavo.formats.html.site import parse_page
from tests.making import make_job
from tests.test_ebook_wounds import HTML

CHROMIUM = shutil.which("chromium")
SUM = " + ".join(f"x_{{{n}}}" for n in range(20))
ROW = "|".join("supercalifragilistic" for _ in range(6))
WIDE = f"| {ROW} |\n|{'--|' * 6}\n| {ROW} |\n"
TEXT = f"""\
# One

$$y = {SUM}$$

Short: $y = x + 1 + 2 + 3 + 4 + 5 + 6 + 7$, and

$$\\frac{{a + b}}{{c + d}}$$

{WIDE}

| a | b |
|---|---|
| c | d |
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    job, _ = make_job(tmp_path_factory.mktemp("paper"), TEXT)
    one, _ = HTML.write(job)
    return one.path


def test_boxes_say_how_wide_they_are(page: Path) -> None:
    tree = parse_page(page)
    boxes = [
        str(box.get("class"))
        for box in tree.find(".//main").iter("span", "div")
        if set(str(box.get("class")).split()) & {"formula", "table"}
    ]
    assert boxes == [
        "formula display ems-60",
        "formula",
        "formula display",
        "table ems-80",
        "table",
    ]


def test_the_style_sheet_knows_each_width() -> None:
    style = asset("style.css")
    assert all(f".ems-{step} {{ --ems: {step}; }}" in style for step in STEPS)
    assert f".ems-{FITS} " not in style


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.long
def test_nothing_stands_out_of_a_printed_page(page: Path, chromium: Any) -> None:
    sheet = chromium.new_page(viewport={"width": 320, "height": 900})
    sheet.emulate_media(media="print")
    sheet.goto(page.as_uri())
    assert sheet.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.long
@pytest.mark.parametrize("kind", [".table", ".formula.display"])
def test_a_shade_says_that_there_is_more_at_the_side(page: Path, chromium: Any, kind: str) -> None:
    sheet = chromium.new_page(viewport={"width": 360, "height": 900})
    sheet.goto(page.as_uri())
    box = sheet.locator(f"main {kind}").first
    shades = []
    for place in (0, 10_000):
        box.evaluate(f"box => {{ box.scrollLeft = {place}; }}")
        picture = Image.open(BytesIO(box.screenshot())).convert("L")
        edges = (2, picture.width - 3)
        shades.append([picture.getpixel((x, picture.height - 5)) < 225 for x in edges])
    assert shades == [[False, True], [True, False]]
