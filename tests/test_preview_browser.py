"""The preview in a browser: watched, edited, seen, clicked; and a hostile book that does nothing.

Run by `make test-all`, in the system's Chromium.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from octavo.desk.server.editions import Editions
from octavo.desk.server.letters import Places, Sheet, Spot
from octavo.model.finding import Finding, Place
from tests.preview_books import shown, write_book

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="THE PREVIEW IS NOT TESTED: pip install -e .[browser]"
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
PATIENCE = 120_000
"""Milliseconds until a book must have been built and shown."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="THE PREVIEW IS NOT TESTED: there is no Chromium"),
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]

LINE = "This is paragraph {n} of a book that is long enough to be scrolled, by a good deal."
TEXT = "# One\n\n" + "\n\n".join(LINE.format(n=n) for n in range(1, 60)) + "\n\nFrom 1450-55.\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A book that is watched, and the page on which it is seen."""

    book: Path
    page: Any
    opened: Path

    def write(self, change: Callable[[str], str]) -> None:
        chapter = self.book / "source" / "01.md"
        chapter.write_text(change(chapter.read_text(encoding="utf-8")), encoding="utf-8")

    def built(self) -> None:
        self.page.wait_for_selector("#status.built", timeout=PATIENCE)

    def frame(self, tab: str = "web") -> Any:
        return self.page.frame_locator(f"#{tab} iframe:not(.waiting)")

    def place(self) -> str:
        return str(self.page.text_content("#place"))


@pytest.fixture(scope="module")
def watched(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watched")
    book, opened = write_book(folder / "book", TEXT), folder / "opened.txt"
    script = folder / "editor"
    script.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', encoding="utf-8")
    script.chmod(0o755)
    command = [sys.executable, "-m", "octavo.cli", "watch", "--no-browser"]
    with subprocess.Popen(
        [*command, "--editor", f"{script} {{file}}:{{line}}"],
        cwd=book,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1]
        threading.Thread(target=running.stdout.read, daemon=True).start()
        page = chromium.new_page(viewport={"width": 1200, "height": 700})
        page.goto(address)
        try:
            one = Watched(book, page, opened)
            one.built()
            yield one
        finally:
            page.close()
            running.send_signal(signal.SIGINT)
            running.wait(60)


def test_what_is_written_is_seen_in_its_place_and_without_a_flash(watched: Watched) -> None:
    page = watched.page
    page.evaluate("window.same = true")
    third = watched.frame().get_by_text("This is paragraph 30 of", exact=False)
    third.scroll_into_view_if_needed()
    top = third.bounding_box()["y"]
    page.evaluate(
        """() => {
          window.blank = 0;
          const look = () => {
            const frame = document.querySelector("#web iframe:not(.waiting)");
            const words = frame?.contentDocument?.body?.textContent ?? "";
            if (!words.includes("paragraph 1 ")) window.blank += 1;
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    watched.write(lambda text: text.replace("paragraph 31 of a", "paragraph 31 of quite a"))
    watched.frame().get_by_text("paragraph 31 of quite a").wait_for(timeout=PATIENCE)
    assert watched.place() == "source/01.md:63"
    page.wait_for_selector("#status.building", timeout=PATIENCE)
    watched.built()
    watched.frame().get_by_text("paragraph 31 of quite a").wait_for(timeout=PATIENCE)
    assert abs(third.bounding_box()["y"] - top) < 3
    assert page.evaluate("window.same")
    assert page.evaluate("window.blank") == 0


def test_a_paragraph_that_is_out_of_view_is_brought_into_it(watched: Watched) -> None:
    watched.write(lambda text: text.replace("paragraph 3 of a", "paragraph 3 of such a"))
    new = watched.frame().get_by_text("paragraph 3 of such a")
    new.wait_for(timeout=PATIENCE)
    watched.built()
    assert 0 < new.bounding_box()["y"] < 700


def test_a_click_on_a_paragraph_opens_the_editor_there(watched: Watched) -> None:
    watched.frame().get_by_text("paragraph 5 of").click()
    watched.page.locator("#place", has_text="source/01.md:11").wait_for()
    chapter = watched.book / "source" / "01.md"
    for _ in range(100):
        watched.page.wait_for_timeout(100)
        if watched.opened.exists():
            break
    assert watched.opened.read_text(encoding="utf-8").split() == [f"{chapter.resolve()}:11"]


def test_a_finding_leads_to_its_place_in_each_of_the_three(watched: Watched) -> None:
    page = watched.page
    watched.built()
    page.locator("summary", has_text="dash-range").click()
    finding = page.locator("#list li button", has_text="1450")
    finding.click()
    assert watched.place() == "source/01.md:121"
    shown_there = watched.frame().get_by_text("From 1450")
    shown_there.wait_for()
    assert 0 < shown_there.bounding_box()["y"] < 700

    page.keyboard.press("2")
    page.wait_for_selector(".leaf .mark", timeout=PATIENCE)
    image = page.locator(".leaf:has(.mark) img")
    assert image.evaluate("one => one.naturalWidth") > 300
    mark = page.locator(".mark").bounding_box()
    page.evaluate("document.querySelector('#place').textContent = ''")
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.locator("#place", has_text="source/01.md").wait_for()
    assert watched.place() == "source/01.md:121"

    page.keyboard.press("3")
    in_epub = watched.frame("epub").get_by_text("From 1450")
    in_epub.wait_for(timeout=PATIENCE)
    in_epub.click()
    assert watched.place() == "source/01.md:121"
    page.keyboard.press("1")


def test_what_stops_a_build_is_listed_and_the_pages_stay(watched: Watched) -> None:
    page = watched.page
    watched.write(lambda text: text.replace("From 1450", "From[^gone] 1450"))
    page.wait_for_selector("#status.refused", timeout=PATIENCE)
    assert "the text has errors" in page.text_content("#status")
    page.locator("#list li button", has_text="gone").wait_for()
    watched.frame().get_by_text("paragraph 1 of").wait_for()
    watched.write(lambda text: text.replace("From[^gone] 1450", "From 1450"))
    watched.built()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone(watched: Watched, scheme: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for part in ("#title", "#tab-epub", "#status", "#web", "#findings", "#place"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] > 10
    page.keyboard.press("2")
    mark = page.locator(".leaf:not(.far) .mark")
    mark.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(1000)  # the spread is drawn as it was, then where the place is
    leaf, mark_box = page.locator(".leaf:not(.far) img").bounding_box(), mark.bounding_box()
    assert leaf["y"] < mark_box["y"]
    assert mark_box["y"] + mark_box["height"] < leaf["y"] + leaf["height"]
    page.locator(".leaf:not(.far) img").click(position=_within(leaf, mark_box))
    page.locator("#place", has_text="source/01.md:121").wait_for()
    page.keyboard.press("1")
    page.set_viewport_size({"width": 1200, "height": 700})


def _within(leaf: dict[str, float], mark: dict[str, float]) -> dict[str, float]:
    """Return the middle of a mark, as a place on the page that it stands on."""
    across = mark["x"] + mark["width"] / 2 - leaf["x"]
    return {"x": across, "y": mark["y"] + mark["height"] / 2 - leaf["y"]}


def test_before_the_first_build_there_is_a_word_of_it(chromium: Any, tmp_path: Path) -> None:
    with shown(write_book(tmp_path), Editions(Places()), []) as client:
        client.preview.shown = replace(client.preview.shown, version=0)
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{client.port}/{client.token}/")
        page.locator("#web", has_text="for the first time").wait_for()
        client.preview.refused([Finding("x", "It is wrong.")], "Nothing was built.")
        page.locator("#web", has_text="listed under Findings").wait_for()
        page.close()


# --- hostile books, hostile pages -------------------------------------------------------------

RUN = "window.top.ran = 1; parent.ran = 1; fetch('OUTSIDE')"
NASTY = f"""<!DOCTYPE html><html><head><title>x</title>
<meta http-equiv="refresh" content="0;url=OUTSIDE"><base href="OUTSIDE">
<link rel="stylesheet" href="OUTSIDEx.css"><script>{RUN}</script></head>
<body onload="{RUN}"><main><section>
<p onclick="{RUN}" onmouseover="{RUN}">It was a dark night. <a href="javascript:{RUN}">go</a></p>
<img src="x" onerror="{RUN}"><img src="OUTSIDEx.png">
<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>
<iframe srcdoc="<script>{RUN}</script>"></iframe><object data="data:text/html,x"></object>
<form action="OUTSIDE"><button id="send">send</button></form>
<p style="background: url(OUTSIDEy.png)">Styled.</p>
</section></main></body></html>"""
NASTY_XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    f'<script>{RUN}</script></head><body onload="{RUN}"><p>It was a dark night.</p>'
    f'<svg xmlns="http://www.w3.org/2000/svg"><script>{RUN}</script></svg></body></html>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
)
NAME = "source/<img src=x onerror='window.top.ran = 1'>.md"


def nasty_editions(outside: str) -> Editions:
    page, leaf = (text.replace("OUTSIDE", outside).encode() for text in (NASTY, NASTY_XHTML))
    letters = "itwasadarknightgo"
    sheet = Sheet((Spot(NAME, 3, letters), Spot(NAME, 5, "itwasadarknight")))
    epub = {"EPUB/content.opf": OPF.encode(), "EPUB/a.xhtml": leaf}
    return Editions(Places({(NAME, ""): sheet}), page, epub, None)


def test_nothing_of_a_book_runs_and_nothing_is_fetched(chromium: Any, tmp_path: Path) -> None:
    with (
        listening(b"") as (outside, heard),
        shown(write_book(tmp_path), nasty_editions(outside), []) as client,
    ):
        message = f'<img src=x onerror="{RUN}"> <script>{RUN}</script>'.replace("OUTSIDE", outside)
        finding = Finding(message, message, place=Place(NAME, 3), before=message, hint=message)
        client.preview.built([finding, replace(finding, message="b")], message)
        page = chromium.new_page()
        page.on("dialog", lambda dialog: pytest.fail("A dialog was opened."))
        page.goto(f"http://127.0.0.1:{client.port}/{client.token}/")
        frame = page.frame_locator("#web iframe:not(.waiting)")
        frame.get_by_text("It was a dark night.").click(timeout=PATIENCE)
        assert page.text_content("#place") == f"{NAME}:3"
        frame.get_by_text("go", exact=True).click()
        frame.locator("#send").click()
        page.locator("summary").first.click()
        page.locator("#list li button").first.click()
        page.keyboard.press("3")
        page.frame_locator("#epub iframe:not(.waiting)").get_by_text("dark night").click()
        page.wait_for_timeout(500)
        assert page.evaluate("window.ran") is None
        assert heard == []
        page.close()


@contextmanager
def listening(body: bytes) -> Iterator[tuple[str, list[str]]]:
    """Serve one page from another origin; yield its address, and what is asked of it."""
    heard: list[str] = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/", heard
        server.shutdown()


def test_a_page_of_another_origin_learns_and_does_nothing(chromium: Any, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    book = write_book(tmp_path / "book")
    command = ["touch", str(opened), "{file}"]
    places = Places({("source/01.md", ""): Sheet((Spot("source/01.md", 1, "one"),))})
    with shown(book, Editions(places, b"<p>One</p>"), command) as client:
        address = f"http://127.0.0.1:{client.port}/{client.token}/"
        asked = json.dumps({"file": "source/01.md", "line": 1})
        with listening(_stranger(address, asked).encode()) as (outside, _):
            page = chromium.new_page()
            page.goto(outside)
            page.wait_for_function("window.done === true", timeout=PATIENCE)
            results = page.evaluate("window.results")
        assert results == ["refused", "refused", "refused", "refused", "empty"]
        page.close()
        assert not opened.exists()


def _stranger(address: str, asked: str) -> str:
    return f"""<!DOCTYPE html><title>x</title><iframe src="{address}"></iframe><script>
      const address = {json.dumps(address)}, body = {json.dumps(asked)};
      const ask = (path, how) => fetch(address + path, how).then(
        (answer) => answer.ok ? "given" : "refused", () => "refused");
      const json = {{ "Content-Type": "application/json" }};
      window.results = [];
      onload = async () => {{
        results.push(await ask("findings", {{}}));
        results.push(await ask("open", {{ method: "POST", body, headers: json }}));
        await fetch(address + "open", {{ method: "POST", body, mode: "no-cors" }}).catch(() => 0);
        results.push(await new Promise((done) => {{
          const image = new Image();
          image.onload = () => done("given");
          image.onerror = () => done("refused");
          image.src = address + "page/1";
        }}));
        results.push(await new Promise((done) => {{
          const script = document.createElement("script");
          script.onload = () => done("given");
          script.onerror = () => done("refused");
          script.src = address + "preview.js";
          document.head.append(script);
        }}));
        let text = "";
        try {{ text = frames[0].document.body.textContent; }} catch {{ text = ""; }}
        results.push(text.trim() ? "given" : "empty");
        window.done = true;
      }};
    </script>"""
