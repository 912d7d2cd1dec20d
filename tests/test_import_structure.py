"""The parts of a Markdown manuscript, and what the readers of other formats lose."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import metadata, source
from octavo.manuscripts import odt, rtf
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.finding import InputError
from octavo.model.nodes import Document, walk
from octavo.verbs.command import run
from octavo.verbs.import_ import import_
from tests.import_books import imported, of_rule, only, png, rules, sources, write

# --- structure of a Markdown manuscript ------------------------------------------------------


PARTS = """\
---
title: Whales
bibliography: refs.bib
---

# Preface {.frontmatter}

Before.[^a]

# Part One {.part}

::: epigraph
> The whale.
:::

## Loomings {.chapter}

Call me Ishmael [@one].[^b]

![A plate](img/plate.png){width=50%}

### Below

```
## No heading {.chapter}
```

# Part Two {.part}

## Knights {.chapter}

::: verse
| One line
| and another
:::

# Works Cited

[^a]: Of the preface.

[^b]: Of Loomings.

    Its second paragraph.
"""


@pytest.fixture
def whales(tmp_path: Path) -> Imported:
    (tmp_path / "img").mkdir()
    write(tmp_path / "img", "plate.png", png())
    write(tmp_path, "refs.bib", "@book{one, title = {One}, author = {Ada B}, year = 1900}\n")
    return imported(tmp_path, "whales.md", PARTS)


def test_a_book_in_parts_is_split_at_parts_and_chapters(whales: Imported) -> None:
    assert list(sources(whales)) == [
        "01-preface.md",
        "02-part-one.md",
        "03-loomings.md",
        "04-part-two.md",
        "05-knights.md",
        "06-works-cited.md",
    ]
    assert sources(whales)["02-part-one.md"] == (
        "# Part One {.part}\n\n::: epigraph\n> The whale.\n:::\n"
    )
    assert "::: verse\n| One line\n| and another\n:::" in sources(whales)["05-knights.md"]
    assert metadata.load(whales.folder).edition.design.chapter_numbers


def test_notes_move_to_the_file_that_uses_them(whales: Imported) -> None:
    texts = sources(whales)
    assert texts["01-preface.md"].endswith("Before.[^a]\n\n[^a]: Of the preface.\n")
    assert texts["03-loomings.md"].endswith("[^b]: Of Loomings.\n\n    Its second paragraph.\n")


def test_bibliography_and_images_are_taken_along(whales: Imported) -> None:
    assert metadata.load(whales.folder).edition.bibliography == ("refs.bib",)
    assert (whales.folder / "metadata" / "refs.bib").read_bytes().startswith(b"@book{one")
    assert (whales.folder / "source" / "img" / "plate.png").read_bytes() == png()
    assert "(img/plate.png){width=50%}" in sources(whales)["03-loomings.md"]


def test_the_last_heading_is_the_bibliographys_place(whales: Imported) -> None:
    assert sources(whales)["06-works-cited.md"] == "# Works Cited\n\n::: {#refs}\n:::\n"


def test_what_is_written_anew_keeps_its_own_markup(tmp_path: Path) -> None:
    text = "## One {.unnumbered}\n\n::: epigraph\n> Said.\n:::\n\n[odd]{.mine}\n\n## Two\n\nEnd.\n"
    one, two = sources(imported(tmp_path, "x.md", text)).values()
    assert one.startswith("# One {.unnumbered}\n\n::: epigraph\n> Said.\n:::")
    assert "[odd]{.mine}" in one
    assert two == "# Two\n\nEnd.\n"


def test_raw_markup_in_one_place_is_told_of_one(tmp_path: Path) -> None:
    done = imported(tmp_path, "x.md", "# One\n\nA <b>word.\n")
    assert "in one place," in of_rule(done, "import-raw-markup")[0].message


def test_each_of_several_manuscripts_has_its_own_chapter(tmp_path: Path) -> None:
    """A single heading above the others is a book's title only where it is of a whole book."""
    page = "<h1>{0}</h1><p>So.</p><h2>Its wall</h2><p>A.</p><h2>Its ice</h2><p>B.</p>"
    files = [write(tmp_path, f"{n}.html", page.format(n)) for n in ("Ness", "Roe")]
    assert list(sources(import_manuscripts(files, tmp_path / "two", "en-GB"))) == [
        "01-ness.md",
        "02-roe.md",
    ]
    one = import_manuscripts(files[:1], tmp_path / "one", "en-GB")
    assert metadata.load(one.folder).edition.title == "Ness"
    assert list(sources(one)) == ["01-ness.md", "02-its-wall.md", "03-its-ice.md"]


def test_a_row_alone_is_no_head(tmp_path: Path) -> None:
    """Word calls the first row of every table a head; a head that nothing stands below is none."""
    page = "<h1>One</h1><table><thead><tr><th>a</th><th>b</th></tr></thead></table>"
    done = imported(tmp_path, "x.html", page)
    read = pandoc.loads(pandoc.run(["-f", "markdown", "-t", "json"], only(done).encode()))
    (table,) = (node for node in walk(read.blocks) if node["t"] == "Table")
    assert table["c"][3][1] == []
    assert [len(body[3]) for body in table["c"][4]] == [1]


# --- what the readers lose -------------------------------------------------------------------


def test_verse_and_epigraphs_of_an_epub_stay(tmp_path: Path) -> None:
    text = "# One\n\n::: epigraph\n> Said.\n:::\n\n| A line\n|   and another\n\n# Two\n\nEnd.\n"
    source = write(tmp_path, "v.md", text)
    pandoc.run(["-s", "-f", pandoc.READER, "-o", "v.epub", source.name], cwd=tmp_path)
    done = import_manuscripts([tmp_path / "v.epub"], tmp_path / "book", "en-GB")
    one = sources(done)["01-one.md"]
    assert "| A line\n|   and another\n" in one
    assert "::: epigraph\n> Said.\n:::" in one
    assert "import-style-dropped" not in rules(done)


def odt_with_formulas(folder: Path, text: str) -> dict[str, bytes]:
    source = write(folder, "f.md", text)
    pandoc.run(["-s", "-f", pandoc.READER, "-o", "f.odt", source.name], cwd=folder)
    with zipfile.ZipFile(folder / "f.odt") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_formula_among_words_of_an_odt_stays_in_its_line(tmp_path: Path) -> None:
    members = odt_with_formulas(tmp_path, "Words.\n")
    document = Document({}, pandoc.read(b"A formula $$x$$ here.\n\n$$y = 3$$\n").blocks)
    odt.mend(members, document)
    kinds = [node["c"][0]["t"] for node in walk(document.blocks) if node["t"] == "Math"]
    assert kinds == ["InlineMath", "DisplayMath"]


def test_an_odt_of_formulas_keeps_or_reports_each(tmp_path: Path) -> None:
    odt_with_formulas(tmp_path, "A formula $x$ here.\n\n$$y = 3$$\n")
    done = import_manuscripts([tmp_path / "f.odt"], tmp_path / "book", "en-GB")
    read = pandoc.read(only(done).encode()).blocks
    kept = sum(1 for node in walk(read) if node["t"] == "Math")
    lost = [f.message.count(f"and {2 - kept} did") for f in of_rule(done, "import-lost-formula")]
    assert lost == [1] * (kept < 2)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Caf\'e9 \u8212\'97 x{\i y}", "Café — xy"),
        (rb"{\fonttbl{\f1\fcharset204 A;}}\f1\'cf\'f0", "Пр"),
        (rb"\uc1\u-10179?\u-8704?", "\N{GRINNING FACE}"),
        (rb"{\*\generator No;}{\info{\title No}}Yes{\v no}", "Yes"),
        (rb"One{\footnote Two}\lquote s", "One\N{LEFT SINGLE QUOTATION MARK}s"),
    ],
)
def test_the_words_of_an_rtf(body: bytes, text: str) -> None:
    assert rtf.words(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}").text.strip() == text


def test_headings_of_an_rtf_are_known_by_level_or_style() -> None:
    head = rb"{\rtf1\ansi{\stylesheet{\s1\b heading 1;}{\s2 Body;}}"
    read = rtf.words(head + rb"\pard\s1 One\par\pard\outlinelevel0 Two\par\pard\s2 Text\par}")
    assert read.headings == ("One", "Two")


def test_an_import_with_an_error_exits_with_one(tmp_path: Path) -> None:
    assert import_([write(tmp_path, "x.txt", "Whole.\n")], tmp_path / "one") == 0
    odt_with_formulas(tmp_path, "A formula $x$ here.\n")
    status = import_([tmp_path / "f.odt"], tmp_path / "two")
    texts = [path.read_text("utf-8") for path in (tmp_path / "two" / "source").glob("*.md")]
    assert status == int("$x$" not in "".join(texts))


@pytest.mark.parametrize(("name", "told"), [("old.txt", True), ("standard input", False)])
def test_what_is_no_utf8_is_sent_to_import_where_it_is_a_file(name: str, told: bool) -> None:
    with pytest.raises(InputError) as raised:
        source.decode(name, b"Caf\xe9")
    assert ("octavo import" in raised.value.hint) == told


def test_a_wrong_choice_names_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--format", "xml"]) == 2
    assert capsys.readouterr().err.startswith("octavo: --format: 'xml' is not one of ")


def test_two_manuscripts_with_different_images_of_one_name_keep_both(tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "x.png", png() + name.encode())
        paths.append(write(tmp_path / name, f"{name}.md", f"# {name}\n\n![It](x.png)\n"))
    done = import_manuscripts(paths, tmp_path / "book", "en-GB")
    source = tmp_path / "book" / "source"
    kept = {path.name: path.read_bytes()[-1:] for path in source.glob("*.png")}
    assert kept == {"x.png": b"a", "b-x.png": b"b"}
    assert "![It](b-x.png)" in (source / "02-b.md").read_text("utf-8")
    assert "import-image-name" in [finding.rule for finding in done.findings]
