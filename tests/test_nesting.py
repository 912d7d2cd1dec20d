"""What stands too deep in itself gets one line, and no traceback; what books have does not."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from octavo import pandoc
from octavo.manuscripts.folder import new
from octavo.model import nesting
from octavo.model.finding import InputError
from tests.running import call

DEEP = 5_000
MARKDOWN: dict[str, Callable[[int], str]] = {
    "quotations": lambda n: "> " * n + "x",
    "quotations without spaces": lambda n: ">" * n + "x",
    "quotations line by line": lambda n: "\n".join("> " * i + "x\n" + "> " * i for i in range(n)),
    "lists in a line": lambda n: "- " * n + "x",
    "numbered lists": lambda n: "1. " * n + "x",
    "lists by indentation": lambda n: "\n".join("  " * i + "- x" for i in range(n)),
    "divisions": lambda n: "::: a\n" * n + "x\n" + ":::\n" * n,
    "divisions by tags": lambda n: "<div>\n" * n + "x\n" + "</div>\n" * n,
    "spans by tags": lambda n: "<span>" * n + "x" + "</span>" * n,
    "emphasis": lambda n: "*a **b " * n + "x" + " b** a*" * n,
    "brackets": lambda n: "[" * n + "x" + "]" * n,
    "brackets that stay open": lambda n: "[" * n + "x",
    "brackets in lines": lambda n: "[a\n" * n + "x" + "]\n" * n,
    "notes": lambda n: "^[" * n + "x" + "]" * n,
    "images": lambda n: "![" * n + "x" + "](a.png)" * n,
    "citations": lambda n: "[@a " * n,
}
INTERVALS = "as many intervals as may be"
"""Pandoc reads them for four seconds."""

SOUND = {
    "quotations": "> " * 20 + "x",
    "lists": "\n".join("  " * i + "- x" for i in range(20)),
    "a rule": "* " * 200,
    "dashes": "-" * 300,
    "stars": "*" * 300,
    "divisions": "::: a\n" * 20 + "x\n" + ":::\n" * 20,
    "divisions one after another": "::: a\nx\n:::\n\n" * 200,
    "tags one after another": "<div>\nx\n</div>\n\n" * 500,
    "brackets": "[[[a] b] c] and [d]{.e} and [@f, p. 3]",
    "brackets one after another": "[a](b) " * 200,
    "brackets in a listing": "```\n" + "[" * 100 + "\n```",
    "brackets as code": "`" + "[" * 50 + "`",
    "brackets that are signs": r"\[" * 50,
    "intervals": "the interval [0, 1[ and " * 5,
    INTERVALS: "the interval [0, 1[ and " * 8,
    "open brackets in many paragraphs": "One [ bracket.\n\n" * 100,
    "quotations in a listing": "~~~\n" + "> " * 100 + "\n~~~",
}


@pytest.mark.parametrize("kind", MARKDOWN)
def test_a_chapter_that_is_too_deep_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    new.make(tmp_path / "book", None)
    deep = MARKDOWN[kind](400 if "line by line" in kind else DEEP)
    (tmp_path / "book" / "source" / "03.md").write_text(f"# Deep\n\n{deep}\n", encoding="utf-8")
    started = time.perf_counter()
    done = call(tmp_path / "book", "build", "--to", "html")
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("octavo: source/03.md"), done.stderr[:300]
    assert len(done.stderr.splitlines()) == 1
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.long if kind == INTERVALS else []) for kind in SOUND],
)
def test_what_books_have_is_not_too_deep(kind: str) -> None:
    nesting.check_text(SOUND[kind], "a.md")
    assert pandoc.read(SOUND[kind].encode()).blocks


def _docx(path: Path, body: str) -> None:
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    start, _, rest = members["word/document.xml"].partition(b"<w:body>")
    members["word/document.xml"] = start + b"<w:body>" + body.encode() + rest
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _epub(path: Path, body: str) -> None:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    )
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("a.opf", opf)
        archive.writestr("a.xhtml", page)


QUOTES = "<blockquote>" * DEEP + "<p>x</p>" + "</blockquote>" * DEEP
LISTS = "<ul><li>" * DEEP + "x" + "</li></ul>" * DEEP
TABLES = "<table><tr><td>" * 400 + "x" + "</td></tr></table>" * 400
CELLS = "<w:tbl><w:tr><w:tc>" * DEEP + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * DEEP
MANUSCRIPTS: dict[str, Callable[[Path], object]] = {
    "quotations.md": lambda path: path.write_text("> " * DEEP + "x", encoding="utf-8"),
    "brackets.md": lambda path: path.write_text("[" * DEEP, encoding="utf-8"),
    "emphasis.md": lambda path: path.write_text(MARKDOWN["emphasis"](DEEP), encoding="utf-8"),
    "quotations.html": lambda path: path.write_text(QUOTES, encoding="utf-8"),
    "lists.html": lambda path: path.write_text(LISTS, encoding="utf-8"),
    "tables.html": lambda path: path.write_text(TABLES, encoding="utf-8"),
    "spans.html": lambda path: path.write_text(
        "<p>" + "<em><b>" * DEEP + "x" + "</b></em>" * DEEP, encoding="utf-8"
    ),
    "quotations.epub": lambda path: _epub(path, QUOTES),
    "tables.docx": lambda path: _docx(path, CELLS),
    "groups.rtf": lambda path: path.write_text("{\\rtf1 " + "{" * DEEP + "x" + "}" * DEEP + "}"),
}


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_a_manuscript_that_is_too_deep_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    MANUSCRIPTS[name](tmp_path / name)
    done = call(tmp_path, "import", name, "--into", "book")
    assert "Traceback" not in done.stderr
    if done.returncode == 2:
        assert done.stderr.startswith(f"octavo: {name}"), done.stderr[:300]
        assert len(done.stderr.splitlines()) == 1
        assert not (tmp_path / "book").exists()
    else:
        assert name in ("groups.rtf", "tables.docx", "spans.html")


def test_pandoc_is_stopped_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "PATIENCE", 0.5)
    with pytest.raises(InputError, match="stopped after"):
        pandoc.read(b"[" * 200)
