"""`pandoc -d metadata/pandoc.json` and `octavo build` work on the same blocks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.book import Book
from octavo.manuscripts.folder import new
from octavo.model.nodes import Document, meta_text
from octavo.press.prepare import prepare
from octavo.prose.prose import Prose

ROOT = Path(__file__).parents[1]


def by_pandoc(book: Path, cwd: Path) -> Document:
    """What pandoc alone makes of a book, from another folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [
        pandoc.program(),
        "--data-dir",
        str(pandoc.data_dir()),
        "-d",
        str(book / "metadata" / "pandoc.json"),
        *map(str, sorted((book / "source").glob("*.md"))),
        "-t",
        "json",
    ]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, env={**os.environ, "PATH": path}, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return Document.loads(done.stdout)


@pytest.mark.long
@pytest.mark.parametrize("book", ["sample", "new"])
def test_pandoc_alone_gives_the_same_blocks(book: str, tmp_path: Path) -> None:
    folder = ROOT
    if book == "new":
        folder = tmp_path / "my-book"
        new.make(folder, None)
    ours = prepare(Book.open(folder)).document
    theirs = by_pandoc(folder, tmp_path)
    assert ours.blocks == theirs.blocks
    for key in ("title", "lang", "citation-style"):
        assert meta_text(ours.meta, key) == meta_text(theirs.meta, key)


@pytest.mark.long
def test_a_house_style_of_its_own_is_read_by_pandoc_too(tmp_path: Path) -> None:
    folder = tmp_path / "my-book"
    new.make(folder, None)
    (folder / "metadata" / "design.yaml").write_text(
        "house-style:\n  base: en-GB\n  outer-marks: “”\n  inner-marks: ‘’\n  dash: closed em\n"
        "  hold-dash: no\n  keep-single: true\n",
        encoding="utf-8",
    )
    chapter = sorted((folder / "source").glob("*.md"))[-1]
    with chapter.open("a", encoding="utf-8") as file:
        file.write("\nShe said \"it is 'so' -- or not\" then.\n")
    ours = prepare(Book.open(folder)).document
    assert ours.blocks == by_pandoc(folder, tmp_path).blocks
    assert "said “it is ‘so’—or not” then." in "\n".join(r.text for r in Prose(ours).runs())


QUERIES = """\
# One {>>a<<} title {#one}

The year{>>AQ: the *year*?<<}, and {>>b<<} more {>>c<<}. End {>>d<<}
of it, `code {>>x<<}`, wo{>>e<<}rd {>>f<<}{>>g<<} and (a {>>h<<} b).
{>>i<<} Then *stressed {>>j<<} words*.[^1]

> Quoted {>>k
> l<<} on.

[^1]: A note {>>m<<}.
"""


@pytest.mark.long
def test_pandoc_alone_prints_no_query_either(tmp_path: Path) -> None:
    folder = tmp_path / "my-book"
    new.make(folder, None)
    (folder / "source" / "03.md").write_text(QUERIES, encoding="utf-8")
    ours = prepare(Book.open(folder)).document
    assert ours.blocks == by_pandoc(folder, tmp_path).blocks
    words = "\n".join(run.text for run in Prose(ours).runs())
    assert "The year, and more. End\nof it, " in words
