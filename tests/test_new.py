"""A new book is small, valid, and builds at once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import metadata
from octavo.manuscripts.folder import new
from octavo.model.finding import InputError
from octavo.model.nodes import walk
from octavo.verbs.command import VERBS


def test_a_new_book_has_the_shape_that_the_loader_takes(tmp_path: Path) -> None:
    folder = tmp_path / "the-ant_book"
    made = new.make(folder, None)
    assert sorted(made) == sorted(path for path in folder.rglob("*") if path.is_file())
    project = metadata.load(folder)
    assert project.edition.title == "The Ant Book"
    assert len(project.sources) == 3
    assert (folder / ".gitignore").read_bytes() == b"/.octavo/\n/dist/\n"


def test_the_title_may_be_given(tmp_path: Path) -> None:
    new.make(tmp_path / "b", "Ann: a Life #1")
    assert metadata.load(tmp_path / "b").edition.title == "Ann: a Life #1"


def test_the_starter_shows_what_a_book_may_hold(tmp_path: Path) -> None:
    new.make(tmp_path / "b", None)
    text = b"\n".join(p.read_bytes() for p in sorted((tmp_path / "b" / "source").glob("*.md")))
    blocks = pandoc.read(text).blocks
    kinds = {node["t"] for node in walk(blocks)}
    assert {"Note", "BlockQuote", "LineBlock", "Table", "Cite", "Emph"} <= kinds
    items = json.loads((tmp_path / "b" / "metadata" / "references.json").read_bytes())
    cited = [c["citationId"] for n in walk(blocks) if n["t"] == "Cite" for c in n["c"][0]]
    assert cited == [item["id"] for item in items]


def test_pandocs_defaults_are_in_the_one_order(tmp_path: Path) -> None:
    new.make(tmp_path / "b", None)
    defaults = json.loads((tmp_path / "b" / "metadata" / "pandoc.json").read_bytes())
    assert defaults["from"] == "chapters.lua"
    assert defaults["filters"][0] == "markup.py"
    assert defaults["filters"][-2:] == ["citeproc", "bibliographies.py"]


def test_a_book_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    new.make(tmp_path / "b", None)
    with pytest.raises(InputError, match="already"):
        new.make(tmp_path / "b", None)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(InputError):
        new.make(tmp_path / "file", None)


def test_the_same_call_gives_the_same_bytes() -> None:
    assert new.files("b", None) == new.files("b", None)


@pytest.mark.long
def test_it_builds_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "my-book"
    new.make(folder, None)
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "octavo.cli", "build", "--to", "html", "--strict"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    page = (folder / "dist" / "my-book.html").read_text(encoding="utf-8")
    assert "Moxon" in page
    assert "1450\N{EN DASH}55" in page


def test_what_a_new_book_promises_there_is(tmp_path: Path) -> None:
    new.make(tmp_path / "b", None)
    texts = [p for p in (tmp_path / "b").rglob("*") if p.suffix in ("", ".md", ".yaml")]
    words = "\n".join(p.read_text(encoding="utf-8") for p in texts if p.is_file())
    named = set(re.findall(r"(?:\$\(OCTAVO\)|`octavo) (\w+)", words))
    assert {"build", "lint", "decide", "watch", "verify"} <= named <= set(VERBS)
    targets = re.findall(r"^([a-z-]+):.*##", (tmp_path / "b/Makefile").read_text("utf-8"), re.M)
    assert set(re.findall(r"`make ([\w-]+)", words)) <= set(targets)


@pytest.mark.parametrize("title", ["\udcff", "a\x00b", "\x1b[31m"])
def test_a_title_that_is_not_text_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(InputError, match="The title"):
        new.make(tmp_path / "b", title)
    assert not (tmp_path / "b").exists()
