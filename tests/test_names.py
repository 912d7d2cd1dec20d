"""A name that is not UTF-8, or holds a control character, gets one line and status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.manuscripts.folder import new
from tests import running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="others have no such names")
BAD = os.fsdecode(b"caf\xe9")


Run = Callable[..., subprocess.CompletedProcess[bytes]]


def as_process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "octavo.cli", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(new.__file__).parents[1])},
    )


def in_here(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = running.call(folder, *arguments)
    out, err = done.stdout.encode(), done.stderr.encode()
    return subprocess.CompletedProcess(arguments, done.returncode, out, err)


@pytest.fixture(params=[in_here, pytest.param(as_process, marks=running.LONG)])
def octavo(request: pytest.FixtureRequest) -> Run:
    """Run the command, in this process, and among the long tests in one of its own."""
    run: Run = request.param
    return run


def refused(done: subprocess.CompletedProcess[bytes]) -> None:
    said = done.stderr.decode()
    assert done.returncode == 2, (done.stdout, said)
    assert "caf\N{REPLACEMENT CHARACTER}" in said or "a\N{REPLACEMENT CHARACTER}b" in said
    assert "not UTF-8" in said
    assert len(said.splitlines()) == 1


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    new.make(folder, None)
    return folder


VERBS = (
    *(("build", "--to", "html"), ("lint",), ("lint", "--fix"), ("stylesheet",), ("verify",)),
    *(("decide", "--rule", "x", "--accept"), ("explain",)),
)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_book_in_a_folder_whose_name_is_no_text(
    tmp_path: Path, octavo: Run, verb: tuple[str, ...]
) -> None:
    folder = tmp_path / BAD / "book"
    folder.parent.mkdir()
    new.make(tmp_path / "book", None)
    (tmp_path / "book").rename(folder)
    refused(octavo(folder, *verb))
    refused(octavo(tmp_path, *verb, "--project", f"{BAD}/book"))
    assert not (folder / "dist").exists()
    assert not (folder / ".octavo").exists()


@pytest.mark.parametrize(
    "name",
    [
        *(f"source/{BAD}.md", f"source/images/{BAD}.png", f"source/{BAD}/x.txt"),
        *(f"metadata/{BAD}.json", "source/a\nb.md", "source/a\x1bb.md"),
    ],
)
def test_a_file_whose_name_is_no_text(book: Path, octavo: Run, name: str) -> None:
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    (book / name).write_text("# A\n", encoding="utf-8")
    refused(octavo(book, "build", "--to", "html"))
    assert not (book / "dist").exists()


def test_a_process_is_given_such_names_as_they_are(book: Path) -> None:
    refused(as_process(book.parent, "import", f"{BAD}.txt"))


def test_no_book_is_made_in_such_a_folder(tmp_path: Path, octavo: Run) -> None:
    (tmp_path / BAD).mkdir()
    (tmp_path / "old.txt").write_text("Words of a text.\n", encoding="utf-8")
    refused(octavo(tmp_path / BAD, "new", "book"))
    refused(octavo(tmp_path, "new", BAD))
    refused(octavo(tmp_path / BAD, "import", "../old.txt"))
    refused(octavo(tmp_path, "import", "old.txt", "--into", BAD))
    assert not list((tmp_path / BAD).iterdir())


@pytest.mark.parametrize(
    "call",
    [("import",), ("normalise",), ("cite",), ("cite", "--format", "json"), ("cite", "--scan")],
)
def test_a_text_whose_name_is_no_text(tmp_path: Path, octavo: Run, call: tuple[str, ...]) -> None:
    (tmp_path / f"{BAD}.txt").write_text("Words (Carr, p. 3).\n", encoding="utf-8")
    refused(octavo(tmp_path, call[0], f"{BAD}.txt", *call[1:]))


def test_an_artefact_whose_name_is_no_text(book: Path, octavo: Run) -> None:
    assert octavo(book, "build", "--to", "html").returncode == 0
    done = octavo(book, "verify", f"dist/{BAD}.html")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    program = "import os, sys; os.rmdir(os.getcwd()); from octavo.cli import main; sys.exit(main())"
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, "build"],
        cwd=tmp_path / "gone",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(new.__file__).parents[1])},
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "call",
    [
        ("cite", "{}"),
        ("cite", "source/01.md", "--bibliography", "{}"),
        ("cite", "source/01.md", "--abbreviations", "{}"),
        ("import", "{}", "--into", "new"),
        ("normalise", "{}"),
        ("lint", "{}"),
        ("verify", "{}"),
        ("undo", "{}"),
        ("lint", "--project", "{}"),
        ("build", "--project", "{}"),
        ("cache", "--project", "{}"),
    ],
)
def test_a_name_that_no_system_takes_is_one_line(tmp_path: Path, call: tuple[str, ...]) -> None:
    book = tmp_path / "book"
    new.make(book, "A Book")
    name = "a" * 3_000
    done = running.call(book, *(part.format(name) for part in call))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
