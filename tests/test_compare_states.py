"""octavo compare: what a name stands for, the files it writes, and what it says to wrong input."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.release import bag
from octavo.formats import archive
from octavo.formats.docx.xml import parse, w
from tests.running import call
from tests.test_merge import CHAPTER, TEXT, make

NOW = TEXT.replace("once a month", "twice a month").replace(
    "The quay is gone.", "The *quay* stands."
)


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        [str(shutil.which("git")), *who, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was sent, in the folder `books` of a repository, and then changed."""
    top = tmp_path_factory.mktemp("kept")
    git(top, "init", "-q", "-b", "main")
    (top / "readme").write_text("no book yet\n", encoding="utf-8")
    git(top, "add", "readme")
    git(top, "commit", "-qm", "nothing")
    git(top, "tag", "empty")
    book = make(top / "books" / "pans")
    (book / "source" / "link.md").symlink_to("/etc/hostname")
    git(top, "add", ".")
    git(top, "commit", "-qm", "then")
    (book / "source" / "link.md").unlink()
    posted = send.send(Book.open(book), send.Parcel("Ann Lee", out=top / "sent.docx"))
    (top / "id").write_text(posted.sent.id, encoding="utf-8")
    (book / CHAPTER).write_text(NOW, encoding="utf-8")
    return book


def words(path: Path, tag: str) -> list[str]:
    tree = parse(archive.read(path)["word/document.xml"])
    return [text.text or "" for text in tree.iter(w(tag))]


@pytest.mark.parametrize("kind", ["sent", "the beginning of it", "revision", "folder"])
def test_each_kind_of_state(kind: str, kept: Path, tmp_path: Path) -> None:
    identifier = (kept.parents[1] / "id").read_text(encoding="utf-8")
    older = {"sent": identifier, "the beginning of it": identifier[:6], "revision": "HEAD"}
    if kind == "folder":
        shutil.copytree(kept, tmp_path / "then")
        (tmp_path / "then" / CHAPTER).write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out.docx"
    name = older.get(kind, str(tmp_path / "then"))
    done = call(kept, "compare", name, ".", "--output", str(out), "--author", "Ben")
    assert done.returncode == 0, done.stderr
    assert "to today: 2 changes of words and 1 change of look" in " ".join(done.stdout.split())
    assert words(out, "delText") == ["once", "is gone"]
    body = archive.read(out)["word/document.xml"].decode()
    assert set(re.findall(r'w:author="([^"]*)"', body)) == {"Ben"}
    assert set(re.findall(r'w:date="([^"]*)"', body)) == {"2026-01-15T00:00:00Z"}


def test_a_release_is_a_state_while_it_is_as_it_was_released(kept: Path, tmp_path: Path) -> None:
    book = shutil.copytree(kept, tmp_path / "book")
    folder = book / "release" / "first"
    shutil.copytree(kept, folder)
    (folder / CHAPTER).write_text(TEXT, encoding="utf-8")
    bag.make(folder, {"Bagging-Date": "2026-01-15"})
    done = call(book, "compare", "first", ".", "--output", str(tmp_path / "out.docx"))
    assert done.returncode == 0, done.stderr
    assert words(tmp_path / "out.docx", "delText") == ["once", "is gone"]
    (folder / "data" / CHAPTER).write_text(NOW, encoding="utf-8")
    done = call(book, "compare", "first", ".")
    assert done.returncode == 2
    assert "This is not the file that was released" in done.stderr


def test_the_same_bytes_and_no_other_file_is_lost(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    order = ("compare", "HEAD", ".", "--to", "html", "--output", str(out))
    assert call(kept, *order).returncode == 0
    first = out.read_bytes()
    assert call(kept, *order).returncode == 0
    assert out.read_bytes() == first
    out.write_text("notes of an editor", encoding="utf-8")
    done = call(kept, *order)
    assert done.returncode == 2
    assert "There is another file already" in done.stderr
    assert out.read_text(encoding="utf-8") == "notes of an editor"


def test_the_page_needs_nothing_else(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    call(kept, "compare", "HEAD", "--to", "html", "--output", str(out))
    page = out.read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"|url\(|@import', page)
    assert "<del>once</del><ins>twice</ins>" in page
    assert '<span class="look"><em>quay</em></span>' in page
    stops = re.findall(r'<span id="c(\d+)" tabindex="0">', page)
    assert stops == [str(number) for number in range(1, len(stops) + 1)]
    without = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "They weighed it" in without


def test_equal_states_are_said(kept: Path) -> None:
    before = sorted(kept.iterdir())
    done = call(kept, "compare", ".", ".")
    assert (done.returncode, sorted(kept.iterdir())) == (0, before)
    assert "Nothing differs between today and today: no file was written." in done.stdout


WRONG = {
    "no state": (("zork", "."), "There is no state of the text called “zork”"),
    "no commit": (("HEAD~99", "."), "There is no state of the text called “HEAD~99”"),
    "a path in a commit": (("HEAD:..", "."), "There is no state of the text"),
    "a revision without the book": (("empty", "."), "The revision empty does not hold this book"),
    "a folder without a book": (("source", "."), "There is no state of the text called “source”"),
    "a folder above": (("..", "."), "is a folder without a book"),
    "a release outside": (("../release/x", "."), "There is no state of the text"),
    "a name with a zero": (("a\0b", "."), "There is no state of the text"),
    "a day that no calendar has": (("HEAD", "--date", "2026-02-31"), "“2026-02-31” is not a date"),
    "a day that is short": (("HEAD", "--date", "2026-3-1"), "“2026-3-1” is not a date"),
    "a name on two lines": (("HEAD", "--author", "Ann\nLee"), "control character (U+000A)"),
    "a folder for the file": (("HEAD", "--output", "."), "This is a folder, not a file"),
    "another kind of file": (("HEAD", "--to", "pdf"), "pdf"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input(name: str, kept: Path, tmp_path: Path) -> None:
    arguments, message = WRONG[name]
    before = sorted(kept.rglob("*"))
    done = call(tmp_path, "compare", *arguments, "--project", str(kept))
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert sorted(kept.rglob("*")) == before
    assert not list(tmp_path.iterdir())


def test_a_text_with_errors_is_named(kept: Path, tmp_path: Path) -> None:
    book = shutil.copytree(kept, tmp_path / "book")
    text = NOW.replace("[long sacks](#pans)", "[long sacks](#nowhere)")
    (book / CHAPTER).write_text(text, encoding="utf-8")
    identifier = (kept.parents[1] / "id").read_text(encoding="utf-8")
    done = call(book, "compare", identifier, ".")
    assert done.returncode == 2
    assert "The text of today has errors" in done.stderr
    assert f"{CHAPTER}:" in done.stderr


def test_filters_of_an_older_state_run_only_if_they_are_trusted(kept: Path, tmp_path: Path) -> None:
    book = shutil.copytree(kept, tmp_path / "book")
    (book / "filters").mkdir()
    (book / "filters" / "own.py").write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    listed = book / "metadata" / "pandoc.json"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace('"filters": [', '"filters": ["filters/own.py",'), "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "then")
    listed.write_text(text, encoding="utf-8")
    done = call(book, "compare", "HEAD", ".")
    assert done.returncode == 2
    assert "own filters are not those that you trust" in done.stderr
