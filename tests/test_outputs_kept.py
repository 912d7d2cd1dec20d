"""What others or an editor put among the artefacts is kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from octavo.files import files
from octavo.model.artefact import Artefact
from octavo.press import place as placing
from tests.output_books import build_book, copy_forgotten, refused
from tests.running import COMMAND, LONG, call, make_book, snapshot


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "desk" / "book")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_book(tmp_path_factory.mktemp("built") / "book")


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A book that has been built, but whose state is not known: the next build builds."""
    return copy_forgotten(built_once, tmp_path / "desk" / "book")


@pytest.mark.parametrize("name", ["site/notes.txt", "a-book.html", "report.html", "findings.json"])
def test_what_the_press_has_not_made_is_kept(book: Path, name: str) -> None:
    path = book / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    before = snapshot(book)
    refused(call(book, "build", "--out", "."), name.partition("/")[0], "not made by a build")
    assert snapshot(book) == before


@pytest.mark.parametrize("can_link", [True, False])
def test_a_finished_file_is_not_written_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can_link: bool
) -> None:
    """Until it is read back it has two names; where the disk cannot have that, it is copied."""
    work, out = tmp_path / "work", tmp_path / "dist"
    (work / "site" / "img").mkdir(parents=True)
    out.mkdir()
    files_made = [work / "a-book.html", work / "site" / "img" / "a.png"]
    for file in files_made:
        file.write_bytes(b"a book")
    if not can_link:
        monkeypatch.setattr(os, "link", lambda *_: Path("nowhere").read_bytes())
    made = [
        Artefact("html", files_made[0], "text/html"),
        Artefact("site", work / "site", "text/html"),
    ]
    placing.put(made, out, "A Book", is_whole=False)
    for file in files_made:
        placed = out / file.relative_to(work)
        assert placed.read_bytes() == b"a book"
        assert placed.samefile(file) == can_link


@pytest.mark.parametrize("name", ["a-book.html", "site/index.html", "report.html"])
def test_what_was_changed_by_hand_is_kept(built: Path, name: str) -> None:
    with (built / "dist" / name).open("a", encoding="utf-8") as file:
        file.write("<!-- mine -->")
    before = snapshot(built / "dist")
    refused(call(built, "build"), f"dist/{name}", "changed since it was built", "Move it away")
    assert snapshot(built / "dist") == before
    (built / "dist" / name).unlink()
    assert call(built, "build").returncode == 0


def test_what_others_put_into_the_site_is_carried_over_and_told(built: Path) -> None:
    site = built / "dist" / "site"
    (site / "CNAME").write_text("example.org", encoding="utf-8")
    (site / ".git" / "refs").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (site / "images").mkdir(exist_ok=True)
    (site / "images" / "mine.txt").write_text("x", encoding="utf-8")
    if sys.platform != "win32":
        (site / "way").symlink_to("/nowhere")
    done = call(built, "build", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert (site / "CNAME").read_text(encoding="utf-8") == "example.org"
    assert (site / ".git" / "HEAD").is_file()
    assert (site / "images" / "mine.txt").is_file()
    assert (site / "way").is_symlink() or sys.platform == "win32"
    told = [f for f in json.loads((built / "dist" / "findings.json").read_bytes())
            if f["rule"] == "output-kept"]  # fmt: skip
    assert "CNAME" in told[0]["message"]
    assert call(built, "verify").returncode == 0
    listed = json.loads((built / "dist" / "manifest.json").read_bytes())["made"]["site"][0]["files"]
    assert "CNAME" not in listed
    assert "index.html" in listed


def test_a_page_of_the_name_of_a_file_of_others_is_refused(built: Path) -> None:
    (built / "dist" / "site" / "three.html").write_text("mine", encoding="utf-8")
    (built / "source" / "03.md").write_text("# Three\n\nMore.\n", encoding="utf-8")
    before = snapshot(built / "dist")
    refused(call(built, "build"), "dist/site/three.html", "was not made by a build")
    assert snapshot(built / "dist") == before


def test_a_renamed_book_takes_its_old_files_away_but_none_that_was_changed(built: Path) -> None:
    path = built / "metadata" / "edition.yaml"
    path.write_text(path.read_text().replace("A Book", "A Tome"), encoding="utf-8")
    assert call(built, "build").returncode == 0
    assert (built / "dist" / "a-tome.html").is_file()
    assert not (built / "dist" / "a-book.html").exists()
    path.write_text(path.read_text().replace("A Tome", "A Book"), encoding="utf-8")
    with (built / "dist" / "a-tome.html").open("a", encoding="utf-8") as file:
        file.write("mine")
    assert call(built, "build").returncode == 0
    assert (built / "dist" / "a-tome.html").is_file()
    assert "output-kept" in (built / "dist" / "findings.json").read_text(encoding="utf-8")


def test_a_build_of_one_format_does_not_forget_what_is_the_press_s_own(book: Path) -> None:
    for formats in ("html,docx", "html", "docx", "html,docx"):
        (book / ".octavo" / "state.json").unlink(missing_ok=True)
        done = call(book, "build", "--to", formats)
        assert done.returncode == 0, done.stderr


def old(folder: Path) -> dict[str, Any]:
    """Make the manifest one of before there was a list of what was made."""
    path = folder / "manifest.json"
    value: dict[str, Any] = json.loads(path.read_bytes())
    del value["made"], value["made-by"]
    path.write_text(json.dumps(value), encoding="utf-8")
    return value


def test_an_old_manifest_still_works(built: Path) -> None:
    old(built / "dist")
    assert call(built, "verify").returncode == 0
    assert call(built, "build").returncode == 0
    old(built / "dist")
    (built / ".octavo" / "state.json").unlink()
    (built / "dist" / "site" / "CNAME").write_text("example.org", encoding="utf-8")
    refused(call(built, "build"), "dist/site", "changed")
    assert (built / "dist" / "site" / "CNAME").is_file()


def test_verify_sees_a_page_that_changed_or_is_gone(built: Path) -> None:
    page = built / "dist" / "site" / "one.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = call(built, "verify")
    assert done.returncode == 1
    assert "file-changed" in done.stdout


def room(out: Path) -> Path:
    made = out / ".making-abcd_123"
    (made / "html").mkdir(parents=True)
    (made / "document.json").write_text("{}", encoding="utf-8")
    return made


@pytest.mark.parametrize("verb", ["build", "verify"])
def test_the_folder_of_a_build_that_died_is_removed(built: Path, verb: str) -> None:
    before = snapshot(built / "dist").keys()
    left = room(built / "dist")
    assert call(built, verb).returncode == 0
    assert not left.exists()
    assert snapshot(built / "dist").keys() == before


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_that_of_a_living_build_and_anything_else_is_not(built: Path) -> None:
    import fcntl

    living = room(built / "dist")
    others = built / "dist" / ".making-progress"
    others.mkdir()
    (others / "diary.txt").write_text("mine", encoding="utf-8")
    descriptor = os.open(living, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        assert call(built, "build").returncode == 0
    finally:
        os.close(descriptor)
    assert (living / "document.json").is_file()
    assert (others / "diary.txt").is_file()


@pytest.mark.parametrize("verb", ["build", "verify"])
def test_a_site_that_was_being_changed_for_the_new_one_comes_back(built: Path, verb: str) -> None:
    site = built / "dist" / "site"
    (site / "CNAME").write_text("example.org", encoding="utf-8")
    before = snapshot(site)
    site.rename(room(built / "dist") / "html" / "site.old")
    assert call(built, verb).returncode == 0
    assert snapshot(site) == before
    assert not list((built / "dist").glob(".making-*"))


@pytest.mark.parametrize("stop", range(1, 12))
def test_a_build_may_be_stopped_at_every_step_of_the_placing(
    tmp_path: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was placed by then, the next one knows it for its own, and makes the same."""
    out = tmp_path / "dist"

    def artefacts(text: str, where: Path) -> list[Artefact]:
        (where / "html" / "site").mkdir(parents=True)
        (where / "html" / "site" / "index.html").write_text(text, encoding="utf-8")
        page = where / "html" / "a.html"
        page.write_text(text, encoding="utf-8")
        site = page.with_name("site")
        return [Artefact("html", page, "text/html"), Artefact("site", site, "text/html")]

    def place(text: str) -> None:
        placing.check(tmp_path, out, ["a.html", "site"])
        with files.room(out, placing.ROOM) as work:
            placing.put(artefacts(text, work), out, "A", is_whole=True)

    class Killed(BaseException):
        pass

    out.mkdir()
    place("old")
    (out / "site" / "CNAME").write_text("mine", encoding="utf-8")
    count = 0

    def stopping(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count >= stop:
                raise Killed
            return real(*given, **named)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopping(Path.replace))
        patch.setattr(shutil, "rmtree", stopping(shutil.rmtree))
        patch.setattr(Path, "unlink", stopping(Path.unlink))
        with suppress(Killed):
            place("new")
    place("new")
    assert (out / "a.html").read_text(encoding="utf-8") == "new"
    assert (out / "site" / "index.html").read_text(encoding="utf-8") == "new"
    assert (out / "site" / "CNAME").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in out.iterdir()) == ["a.html", "manifest.json", "site"]


@pytest.mark.parametrize("file", ["../1.md", "/etc/passwd", "C:\\a.md", "source/../../x", "", ".."])
def test_a_decision_about_a_file_outside_is_refused_with_its_line(book: Path, file: str) -> None:
    path = book / "metadata" / "decisions.yaml"
    text = f"- decision: accept\n  rule: dash-names\n  file: {json.dumps(file)}\n"
    path.write_text(text, encoding="utf-8")
    refused(call(book, "lint"), "metadata/decisions.yaml:")


@pytest.mark.long
@pytest.mark.parametrize(("rounds", "at_once"), [(1, 2), pytest.param(2, 3, marks=LONG)])
def test_two_builds_at_once_are_both_good(built: Path, rounds: int, at_once: int) -> None:
    for number in range(rounds):
        with (built / "source" / "02-two.md").open("a", encoding="utf-8") as file:
            file.write(f"\nNumber {number}.\n")
        running = [
            subprocess.Popen([*COMMAND, "build"], cwd=built, stderr=subprocess.PIPE, text=True)
            for _ in range(at_once)
        ]
        told = [one.communicate()[1] for one in running]
        assert [one.returncode for one in running] == [0] * at_once, told
    assert call(built, "verify").returncode == 0
    assert sorted(path.name for path in (built / "dist").iterdir()) == [
        "a-book.html", "findings.json", "manifest.json", "report.html", "site", "sources.json",
    ]  # fmt: skip
