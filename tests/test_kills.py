"""A command that is killed leaves nothing that the next one does not put right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from octavo.book import decisions
from octavo.book.book import Book
from octavo.desk import fix as fixing
from octavo.desk import lint as verbs
from octavo.desk.decide import Desk, Verdict
from octavo.files import files
from octavo.manuscripts.folder import folder as project
from octavo.manuscripts.folder import new
from octavo.model.finding import InputError
from tests.bench import kills
from tests.examples import examples
from tests.running import COMMAND, LONG, gone_within, make_book, octavo, processes_in, snapshot

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Killed(BaseException):
    """What no part of the program expects: in its place a process would be gone."""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(scene, id=scene.name, marks=[] if scene.name == "import" else LONG)
        for scene in kills.SCENES
    ],
)
def test_a_killed_verb_done_again_gives_the_same(scene: kills.Scene) -> None:
    outcome = kills.run(scene, examples(1), random.Random(7))  # noqa: S311
    assert outcome.kills
    assert outcome.wrong == []


def children_of(parent: int) -> list[int]:
    """Give the processes that a process has started and not ended (Linux)."""
    with suppress(OSError):
        return [
            int(child)
            for task in Path(f"/proc/{parent}/task").iterdir()
            for child in (task / "children").read_text("ascii").split()
        ]
    return []


def has_java(process: int) -> bool:
    """Whether Java runs in a process: in one of ours, or as a program."""
    with suppress(OSError):
        return "libjvm.so" in Path(f"/proc/{process}/maps").read_text("utf-8", "replace")
    return False


@LINUX
def test_no_java_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "epub")
    with subprocess.Popen(
        [*COMMAND, "build"], cwd=book, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as build:
        end = time.monotonic() + 60
        while not any(map(has_java, children_of(build.pid))):
            assert build.poll() is None, "Java was not seen"
            assert time.monotonic() < end
            time.sleep(0.01)
        build.send_signal(signal.SIGKILL)
    assert gone_within(5, book) == []


@LINUX
def test_no_pandoc_outlives_a_command_that_is_killed(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    slow = ("[" * 8 + "x" + "]" * 8 + "\n\n") * 20  # as deep as is read: half a second each
    (book / "source" / "03.md").write_text(f"# Three\n\n{slow}", encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "lint"], cwd=book, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as lint:
        end = time.monotonic() + 60
        while not any("03.md" in line or "/pandoc" in line for line in processes_in(book)):
            assert time.monotonic() < end
            time.sleep(0.01)
        lint.send_signal(signal.SIGKILL)
    assert gone_within(5, book) == []


def fixable(folder: Path) -> Path:
    """Make a book with automatic changes in two chapters, and a decision to be written."""
    book = make_book(folder)
    desk = Desk.of(Book.open(book))
    desk.settle(desk.of_rule("dash-names", accept=True), Verdict(accept=True))
    return book


def stop_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be killed at this renaming or removal from now on."""
    count = 0
    for name in ("replace", "unlink", "rename"):
        real = getattr(Path, name)

        def stopping(*given: Any, real: Any = real, **named: Any) -> Any:
            nonlocal count
            count += "/cache" not in str(given[0])
            if count >= step:
                raise Killed
            return real(*given, **named)

        monkeypatch.setattr(Path, name, stopping)


def stop(*_: object, **__: object) -> None:
    raise Killed


def fix(book: Path) -> None:
    verbs.lint(Book.open(book), [], fix=True)


def without_cache(folder: Path) -> dict[str, str]:
    return {name: sha for name, sha in snapshot(folder).items() if "/cache" not in name}


@pytest.mark.parametrize("step", range(1, 9))
def test_a_fix_may_be_killed_at_every_step(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix(fixable(tmp_path / "never"))
    book = fixable(tmp_path / "book")
    before = without_cache(book)
    with monkeypatch.context() as patch, suppress(Killed):
        stop_at(step, patch)
        fix(book)
    left = (book / ".octavo" / "undo").glob("*.unfinished")
    if any(left):
        fixing.recover(book)
        assert without_cache(book).items() >= before.items()
    fix(book)
    assert without_cache(book) == without_cache(tmp_path / "never")
    verbs.undo(book / ".octavo" / "undo" / "0001.patch", book)
    assert without_cache(book).items() >= before.items()


@pytest.mark.parametrize("step", range(1, 4))
def test_so_may_an_undo(tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    book = fixable(tmp_path / "book")
    before = without_cache(book)
    fix(book)
    patch_file = book / ".octavo" / "undo" / "0001.patch"
    with monkeypatch.context() as patch, suppress(Killed):
        stop_at(step, patch)
        verbs.undo(patch_file, book)
    verbs.undo(patch_file, book)
    assert without_cache(book).items() >= before.items()


def test_what_was_written_after_a_killed_fix_is_not_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = fixable(tmp_path / "book")
    with monkeypatch.context() as patch, suppress(Killed):
        stop_at(3, patch)
        fix(book)
    chapter = book / "source" / "01-one.md"
    mine = "# Anew\n\nI wrote this.\n"
    chapter.write_text(mine, encoding="utf-8")
    fixing.recover(book)
    assert chapter.read_text(encoding="utf-8") == mine
    assert [path.suffix for path in (book / ".octavo" / "undo").glob("0*")].count(".patch") == 1


@pytest.mark.parametrize("step", range(1, 5))
@pytest.mark.parametrize("there", [False, True])
def test_a_book_half_moved_into_its_folder_does_not_block_the_next(
    tmp_path: Path, there: bool, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "book"
    if there:
        into.mkdir()
        (into / "notes.txt").write_text("mine", encoding="utf-8")
    with monkeypatch.context() as patch:
        stop_at(step, patch)
        patch.setattr(files.shutil, "rmtree", stop)
        with pytest.raises(Killed):
            new.make(into, None)
    is_whole = not there and step > 1
    if not is_whole:
        new.make(into, None)
    assert (into / "metadata" / "edition.yaml").is_file()
    assert (into / "notes.txt").exists() == there
    new.make(tmp_path / "another", None)
    assert not list(tmp_path.glob(".octavo-*"))


def test_what_someone_wrote_into_a_half_moved_book_is_kept(tmp_path: Path) -> None:
    room = tmp_path / f"{project.ROOM}abcdefgh"
    (room / project.BOOK).mkdir(parents=True)
    (room / project.MOVING).write_text(
        '{"into": "book", "files": {"source/1.md": "00"}}', encoding="utf-8"
    )
    chapter = tmp_path / "book" / "source" / "1.md"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("mine", encoding="utf-8")
    done = octavo(tmp_path, "new", "book")
    assert done.returncode == 2
    assert "There is source in book already" in done.stderr
    assert chapter.read_text(encoding="utf-8") == "mine"


def test_a_file_that_is_written_has_its_old_or_its_new_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    files.write(path, b"old")
    path.chmod(0o640)
    with monkeypatch.context() as patch, suppress(Killed):
        stop_at(1, patch)
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names")
def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_bytes)
        files.write(pipe, b"words")
        assert reading.result(10) == b"words"
    assert pipe.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_what_a_living_process_is_writing_is_not_swept_away(tmp_path: Path) -> None:
    import fcntl

    left, living, other = (
        tmp_path / name
        for name in (".a.txt.00000000.new", ".a.txt.11111111.new", ".b.txt.00000000.new")
    )
    for path in (left, living, other):
        path.write_bytes(b"x")
    with living.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        files.write(tmp_path / "a.txt", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["a.txt", living.name, other.name]
    )


def test_decisions_are_kept_with_a_fix_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = fixable(tmp_path / "book")
    before = without_cache(book)
    real = files.write

    def full(path: Path, data: bytes) -> None:
        if path.name == "02-two.md" and b"--" not in data:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(InputError, match=r"02-two\.md: .*No space"):
        fix(book)
    assert {n: s for n, s in without_cache(book).items() if "undo" not in n} == before
    assert decisions.load(book)
