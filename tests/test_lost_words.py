"""What an author typed and no reader would meet is told: notes, classes, links, dropped words."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts.folder import new
from octavo.manuscripts.folder.tidy import KEPT_CLASSES
from octavo.model import classes
from tests.pictures import png
from tests.running import call

FORMATS = ("html", "epub", "docx", "pdf")
EVERYTHING = """# One {#one}

See [](#two), [](#pans) and \\ref{sec:end}.

<figure id="pans"><img src="pans.png" alt="A map"><figcaption>The pans. Drawn by hand.</figcaption>
</figure>

H<sub>2</sub>O,<br>
\\emph{so} it was.\\footnote{In a note.}

<table><tr><td>cell one</td><td>cell two</td></tr></table>

<pre>typed  words</pre>

> [!TIP]
> Mind the pans.

# Two {#two}

\\label{sec:end}Text.
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    new.make(folder, None)
    for path in (folder / "source").glob("*.md"):
        path.unlink()
    return folder


def lint(book: Path, text: str) -> list[str]:
    """Write the text of a book; return the lines of lint."""
    (book / "source" / "01.md").write_text(text, encoding="utf-8")
    return call(book, "lint").stdout.splitlines()


def said(lines: list[str], rule: str) -> list[str]:
    return [line for line in lines if f"[{rule}" in line]


@pytest.mark.long
def test_raw_markup_is_in_all_formats(book: Path) -> None:
    (book / "source" / "pans.png").write_bytes(png(600, 400))
    (book / "source" / "01.md").write_text(EVERYTHING, encoding="utf-8")
    done = call(book, "build", "--to", ",".join(FORMATS))
    assert done.returncode == 0, done.stderr + done.stdout
    page = next(p for p in (book / "dist").glob("*.html") if p.name != "report.html")
    text = page.read_text(encoding="utf-8")
    for words in (">Two</a>", ">The pans</a>", "<sub>2</sub>", "In a note.", "typed  words"):
        assert words in text
    assert "The pans. Drawn by hand.</figcaption>" in text


def test_a_note_that_nothing_calls_is_told(book: Path) -> None:
    lines = lint(book, "# One\n\nA[^a] b.\n\n[^a]: One.\n\n[^b]: Two.\n\n```\n[^c]: code\n```\n")
    (line,) = said(lines, "unused-note")
    assert not said(lines, "words-dropped")
    assert line.startswith("source/01.md:7:1: warning: No mark calls the note [^b]")


def test_a_word_of_a_note_that_nothing_calls_is_not_missed_elsewhere(book: Path) -> None:
    lines = lint(book, "# One\n\nType:\n\n    kiln two\n\n[^b]: Take two.\n")
    assert said(lines, "unused-note")
    assert not said(lines, "words-dropped")


def test_a_note_that_is_written_twice_is_told(book: Path) -> None:
    lines = lint(book, "# One\n\nA[^a] b.\n\n[^a]: One.\n\n[^a]: Two.\n")
    assert len(said(lines, "unused-note")) == 1


def test_a_class_that_no_format_knows_is_told_once(book: Path) -> None:
    text = "# One\n\n::: sidebar\nApart.\n:::\n\n[b]{.sidebar} [c]{.smallcap}\n"
    text += "\n::: epigraph\nSo.\n:::\n"
    one, two = said(lint(book, text), "class-unknown")
    assert one.startswith("source/01.md:3:5: warning: The class sidebar")
    assert "here and in one other place" in one
    assert "Did you mean smallcaps?" in two


@pytest.mark.parametrize("name", classes.KNOWN)
def test_a_known_class_is_not_told(name: str) -> None:
    assert classes.is_known(name)
    assert classes.nearest(name) in (name, "")


@pytest.mark.parametrize("link", ["[](https://example.org)", "[](#dot)", "[ ](#two)[]{#dot}"])
def test_a_link_that_can_take_no_name_is_an_error(book: Path, link: str) -> None:
    text = f"# One\n\nSee {link} there.\n\n## Two\n\n::: {{#dot}}\nx\n:::\n"
    text = text if link.startswith("[](") else text.replace("::: {#dot}\nx\n:::\n", "")
    lines = said(lint(book, text), "link-without-words")
    assert bool(lines) is link.startswith("[](")
    assert all(line.startswith("source/01.md:3:") for line in lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("| a | b |\n|---|---|\n| x | y | lost words |\n", "lost words"),
        ("| a | <ul><li>gone</li></ul> |\n|---|---|\n| x | z |\n", "gone"),
    ],
)
def test_words_that_pandoc_drops_are_an_error(book: Path, text: str, words: str) -> None:
    (line,) = said(lint(book, f"# One\n\n{text}"), "words-dropped")
    assert "error" in line
    assert f"“{words}”" in line


def test_a_text_with_its_own_list_of_works_gets_no_second_one(book: Path) -> None:
    own = "# Bibliography\n\nDoe, Jane. *A Book*. Oxford, 1999.\n\nRoe, R. *Two*. London, 2001.\n"
    (book / "metadata" / "references.json").write_text(
        '[{"id": "doe", "type": "book", "title": "A Book", "author": [{"family": "Doe"}],'
        ' "publisher": "P", "issued": {"date-parts": [[1999]]}}]',
        encoding="utf-8",
    )
    (book / "source" / "01.md").write_text(f"# One\n\nA [@doe].\n\n{own}", encoding="utf-8")
    done = call(book, "build", "--to", "html")
    assert done.returncode == 0, done.stderr
    page = next(p for p in (book / "dist").glob("*.html") if p.name != "report.html")
    text = page.read_text(encoding="utf-8")
    assert 'id="refs"' not in text
    assert "csl-entry" not in text.partition("<main")[2]
    lines = lint(book, f"# One\n\nA [@doe].\n\n{own}\n# Works\n\n::: {{#refs}}\n:::\n")
    assert said(lines, "bibliography-own")


def test_no_import_gives_a_class_that_no_format_knows() -> None:
    assert [name for name in sorted(KEPT_CLASSES) if not classes.is_known(name)] == []


CELLS = """# One

+------------------+------+
| 1.  One          | Two  |
|                  |      |
| 2.  Three        |      |
+==================+======+
| a)  Four         | Five |
+------------------+------+

[![](pans.png)](https://example.org/)
"""


def test_an_item_in_a_cell_is_read_and_a_linked_picture_can_be_seen(book: Path) -> None:
    (book / "source" / "pans.png").write_bytes(png(60, 40))
    lines = lint(book, CELLS)
    assert not said(lines, "words-dropped")
    (line,) = said(lines, "link-without-words")
    assert "warning: The link to https://example.org/" in line


def test_a_division_that_nothing_closes_is_told(book: Path) -> None:
    lines = lint(book, "# One\n\n::: note\nA.\n:::\n\n::: {.note}\nB.\n\n```\n::: code\n```\n")
    (line,) = said(lines, "unclosed-division")
    assert line.startswith("source/01.md:7:1: warning: ::: {.note} is not closed")


CAPTION = """# One

The word alt, and an address at the end of a caption.

![The pans, see https://example.org/pans.](pans.png){#fig-pans alt="Two pans"}
"""


def test_an_address_ends_where_its_caption_does(book: Path) -> None:
    (book / "source" / "pans.png").write_bytes(png(60, 40))
    assert not said(lint(book, CAPTION), "words-dropped")
