"""The site as a reader has it: in Chromium, from a server on this machine, by keyboard and pointer.

Run by `make test-all`, in the system's Chromium.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from octavo.formats.html.format import FORMAT
from tests.making import make_job
from tests.site_texts import NOTED, served
from tests.webtexts import FULL, VARIED, give_images

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="THE SITE IS NOT TRIED: pip install -e .[browser]"
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="THE SITE IS NOT TRIED: there is no Chromium"),
]

WIDTHS = (320, 390, 768, 1100, 1280, 3840)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("site")
    give_images(folder)
    job, _ = make_job(folder, f"{VARIED}\n{NOTED}\n", replace(FULL, url="https://x.example/"))
    _, made = FORMAT.write(job)
    with served(made.path) as at:
        yield SimpleNamespace(path=made.path, at=at)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, site: SimpleNamespace) -> Iterator[Any]:
    """A page in a context of its own, so that no choice is kept; requests elsewhere are noted."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.elsewhere = []
    opened.on(
        "request",
        lambda one: (
            None
            if one.url.startswith((site.at, "data:", "file:"))
            else opened.elsewhere.append(one.url)
        ),
    )
    opened.faults = []
    opened.on("pageerror", lambda fault: opened.faults.append(str(fault)))
    yield opened
    assert opened.elsewhere == []
    assert opened.faults == []
    context.close()


def names(site: SimpleNamespace) -> list[str]:
    return sorted(path.name for path in Path(site.path).glob("*.html"))


def test_no_page_is_wider_than_its_window_nor_asks_another_host(
    page: Any, site: SimpleNamespace
) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name in names(site):
            page.goto(f"{site.at}/{name}")
            sizes = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert sizes[0] <= sizes[1], (name, width)


@pytest.mark.parametrize("width", [1100, 1280, 3840])
@pytest.mark.parametrize("name", ["noted.html", "whole.html"])
def test_notes_stand_beside_their_marks_and_never_on_one_another(
    page: Any, site: SimpleNamespace, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.at}/{name}")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.notes li[id]')].map(li => {"
        " const mark = document.getElementById('fnref' + li.id.slice(2)).getBoundingClientRect();"
        " const box = li.getBoundingClientRect();"
        " return [mark.top, box.top, box.bottom, box.left, box.right]; })"
    )
    text = page.evaluate("document.querySelector('main').getBoundingClientRect().right")
    assert len(boxes) >= 14
    before = 0.0
    for mark, top, bottom, left, right in boxes:
        assert top >= mark - 2
        assert top >= before
        assert top <= max(mark, before + 20) + 2
        assert text < left < right <= width
        before = bottom


def test_on_a_small_screen_and_on_paper_the_notes_are_at_the_end(
    page: Any, site: SimpleNamespace
) -> None:
    left = "document.querySelector('#fn14').getBoundingClientRect().left"
    end = "document.querySelector('main').getBoundingClientRect().right"
    page.goto(f"{site.at}/noted.html")
    assert page.evaluate(left) > page.evaluate(end)
    page.set_viewport_size({"width": 900, "height": 900})
    assert page.evaluate(left) < page.evaluate(end)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(left) < page.evaluate(end)
    hidden = "getComputedStyle(document.querySelector('.tools')).display"
    assert page.evaluate(hidden) == "none"


QUERIES = {
    "kelmscott5": ("noted.html", "Paragraph 5"),
    "indented": ("loomings.html", ""),
    "last note": ("hand.html", "Here is a place"),
    "preface": ("preface.html", ""),
    "february": ("loomings.html", ""),
}


@pytest.mark.parametrize("words", QUERIES)
def test_what_is_sought_is_found_and_leads_to_its_paragraph(
    page: Any, site: SimpleNamespace, words: str
) -> None:
    name, begins = QUERIES[words]
    page.goto(f"{site.at}/index.html")
    page.get_by_role("searchbox").fill(words)
    page.wait_for_selector(".results a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.results') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{name}"))
    if begins:
        target = page.evaluate("document.querySelector(':target').textContent")
        assert str(target).startswith(begins)


def test_what_is_not_there_is_not_found(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.at}/index.html")
    page.get_by_role("searchbox").fill("zzyzx")
    page.wait_for_selector("text=Nothing found")
    page.keyboard.press("Escape")
    assert page.locator(".results li").count() == 0


def test_a_page_opened_as_a_file_has_no_search(page: Any, site: SimpleNamespace) -> None:
    page.goto((site.path / "hand.html").as_uri())
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator("details.type summary").is_visible()


def test_the_reader_chooses_and_the_choice_is_there_before_the_next_page_is_drawn(
    page: Any, site: SimpleNamespace
) -> None:
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    page.goto(f"{site.at}/hand.html")
    before = page.evaluate(size)
    page.locator("details.type summary").click()
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").click()
    page.get_by_label("Sans serif", exact=True).check()
    page.get_by_label("Dark", exact=True).check()
    assert page.evaluate(size) == pytest.approx(before * 1.2)
    page.goto(f"{site.at}/preface.html", wait_until="commit")
    page.wait_for_function("document.body")
    assert page.evaluate("document.documentElement.dataset.paper") == "dark"
    page.wait_for_load_state()
    assert page.evaluate(size) == pytest.approx(before * 1.2)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(24, 23, 21)"
    assert "system-ui" in page.evaluate("getComputedStyle(document.body).fontFamily")


def test_the_keyboard_reaches_all_and_is_never_caught(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.at}/noted.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/noted.html#_text")  # the browser shows the address a moment later
    page.goto(f"{site.at}/noted.html")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "document.activeElement === document.body ? '' :"
            " document.activeElement.className + '|' + document.activeElement.textContent"
        )
        if not place:
            break
        reached.append(place)
    assert reached == list(dict.fromkeys(reached)) or len(set(reached)) > 20
    assert any("Previous" in one for one in reached)
    assert any("BibTeX" not in one and "How to cite" in one for one in reached)
    assert not any(one.startswith("here") for one in reached)


def test_the_arrows_turn_the_pages_but_not_in_a_field(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.at}/hand.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/loomings.html")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/hand.html")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.url.endswith("/hand.html")


def test_links_to_paragraphs_are_quiet_until_asked_for(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.at}/hand.html")
    mark = page.locator("main p a.here").first
    assert mark.evaluate("one => getComputedStyle(one).opacity") == "0"
    page.locator("main p[id]").first.hover()
    assert mark.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.locator("details.type summary").click()
    page.get_by_label("Links to paragraphs").check()
    assert page.get_by_role("link", name="Link to this paragraph").count() > 0
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').localName") == "p"


def test_without_javascript_all_can_be_read(chromium: Any, site: SimpleNamespace) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.at}/noted.html")
    assert page.locator(".tools").is_hidden()
    assert page.get_by_text("kelmscott7").is_visible()
    page.locator("nav.ways a").first.click()
    page.wait_for_url("**/bibliography.html")
    context.close()


def test_a_telephone_takes_the_narrow_picture(
    chromium: Any, site: SimpleNamespace, tmp_path: Path
) -> None:
    from PIL import Image as Picture

    give_images(tmp_path)
    noise = Picture.effect_noise((1800, 900), 60)
    noise.save(tmp_path / "book" / "source" / "images" / "wide.png")
    job, _ = make_job(tmp_path, "# A\n\n![w](images/wide.png)\n\n# B\n\nTwo.\n")
    _, made = FORMAT.write(job)
    taken = "document.querySelector('main img').currentSrc"
    for width, expected in ((380, "images/800/wide.png"), (1600, "site/images/wide.png")):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, device_scale_factor=2
        )
        opened = context.new_page()
        opened.goto((made.path / "a.html").as_uri())
        opened.wait_for_function(f"{taken} !== ''")
        assert opened.evaluate(taken).endswith(expected)
        context.close()


TABLE = "|Call|Values|Purpose|\n|---|---|---|\n" + "".join(
    f"|`rotate_colour_{n}`|yes or no|{'Turns the colour of the chosen node. ' * 3}|\n"
    for n in range(3)
)


def test_a_second_page_fits_the_screen_and_a_name_in_a_table_stays_whole(
    chromium: Any, tmp_path: Path
) -> None:
    paragraph = "Line by line it was read once more, and again. " * 20
    more = "\n\n".join([paragraph] * 90)
    job, _ = make_job(tmp_path, f"# Long\n\n{TABLE}\n\n{more}\n\n## Last\n\n{more}\n")
    _, made = FORMAT.write(job)
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((made.path / "long.html").as_uri())
    lines = "document.querySelector('td code').getClientRects().length"
    assert opened.evaluate(lines) == 1
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 900})
        opened.goto((made.path / "long-2.html").as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.get_by_role("heading", level=1).inner_text() == "1. Long"
