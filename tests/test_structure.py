"""How a text is built is one decision: each format shows it, and one that does not is reported."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.paragraphs import set_paragraphs
from octavo.formats import load
from octavo.formats.pdf import format as pdf
from octavo.model import reading, structure
from octavo.model.artefact import Artefact, Job, Mark
from octavo.model.finding import Finding
from octavo.press import structure as comparing
from octavo.press import verify
from tests.making import make_job

WORDS = "of a garden that is never finished, and of the man who has looked at it for forty years"
TEXT = f"""\
# The garden

The first paragraph {WORDS}, and of his cat.

The second paragraph {WORDS}.

> A quotation {WORDS}.
>
> Its second paragraph {WORDS}.
>
> * * *
>
> Behind its break {WORDS}.

A new paragraph {WORDS}.

> Another {WORDS}.

and so the sentence goes on, {WORDS}.

> A third {WORDS}.
>
> > One within {WORDS}.

::: box
> In a box {WORDS}.
:::

> A fourth {WORDS}.

::: note
**A title of a box**

Below it {WORDS}.

A further paragraph {WORDS}.

    a line of code

which goes on in the box {WORDS}.
:::

::: continued
This paragraph goes on {WORDS}.

This one is new {WORDS}.
:::

- an item

[]{{.continued}}What goes on behind a list {WORDS}.

## A section

Flush {WORDS}.

* * *

Behind the ornament {WORDS}.

| Roses are red,
| violets are blue.

After the verse {WORDS}, where $x$ is no word, and
$$x = 1$$
is shown {WORDS}.
"""
KINDS = [
    ("heading", "The garden"),
    ("opening", "The first paragraph"),
    ("indented", "The second paragraph"),
    ("quotation", "A quotation"),
    ("quotation again", "Its second paragraph"),
    ("quotation", "Behind its break"),
    ("indented", "A new paragraph"),
    ("quotation", "Another"),
    ("flush", "and so the sentence"),
    ("quotation", "A third"),
    ("quotation", "In a box"),
    ("quotation", "A fourth"),
    ("flush", "A title of a box"),
    ("flush", "Below it"),
    ("indented", "A further paragraph"),
    ("flush", "which goes on in the box"),
    ("flush", "This paragraph goes on"),
    ("indented", "This one is new"),
    ("flush", "What goes on behind"),
    ("heading", "A section"),
    ("flush", "Flush"),
    ("flush", "Behind the ornament"),
    ("verse", "Roses are red"),
    ("indented", "After the verse"),
]
BOXED = ("In a box", "A title of a box", "Below it", "which goes on in the box")
"""What stands in a box in the PDF, where its left edge says nothing."""

Made = tuple[Job, dict[str, Artefact]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Write the text in all formats, once."""
    job, _ = make_job(tmp_path_factory.mktemp("structure"), TEXT)
    artefacts = [a for name in ("pdf", "html", "epub", "docx") for a in load(name).write(job)]
    return job, {artefact.format: artefact for artefact in artefacts}


def differences(artefact: Artefact, job: Job) -> list[Finding]:
    return [f for f in verify.compare([artefact], job) if f.rule == comparing.RULE]


def test_the_document_says_how_each_paragraph_begins(made: Made) -> None:
    marks = structure.of_document(reading.document(made[0].document))
    assert [
        (mark.kind, mark.words[: len(words)]) for mark, (_, words) in zip(marks, KINDS, strict=True)
    ] == KINDS


@pytest.mark.parametrize("name", ["pdf-screen", "html", "site", "epub", "docx"])
def test_each_format_shows_it(made: Made, name: str) -> None:
    job, artefacts = made
    assert verify.compare([artefacts[name]], job) == []
    shown = load(verify.module_of(name)).read(artefacts[name], job)
    assert shown is not None
    kinds = [(m.kind, m.words) for m in shown.marks if name != "pdf-screen" or m.kind != "unknown"]
    for kind, words in KINDS:
        if name != "pdf-screen" or (kind != "verse" and words not in BOXED):
            assert any(k == kind and w.startswith(words) for k, w in kinds), (kind, words)


def test_sections_before_a_part_keep_their_level_in_the_epub(tmp_path: Path) -> None:
    text = f"# Why\n\nWords {WORDS}.\n\n## How\n\nMore.\n\n### Where\n\nHere.\n"
    text += "\n# One {.part}\n\n## Roses {.chapter}\n\nRed.\n\n### Late ones\n\nSo.\n"
    job, _ = make_job(tmp_path, text)
    assert [f.message for made in load("epub").write(job) for f in differences(made, job)] == []


def test_a_direction_that_begins_with_a_name_is_no_false_error_of_the_pdf(tmp_path: Path) -> None:
    text = f"# Act I\n\n*[Mrs. Higgins’s]{{.smallcaps}} drawing-room.*\n\n*More {WORDS}.*\n"
    job, _ = make_job(tmp_path, text)
    assert [f.message for made in load("pdf").write(job)[:1] for f in differences(made, job)] == []


# --- spoilt ---------------------------------------------------------------------------------


def spoilt(artefact: Artefact, folder: Path, old: str, new: str) -> Artefact:
    """Copy a file with every `old` in its text replaced."""
    path = folder / artefact.path.name
    if artefact.format == "html":
        text = artefact.path.read_text(encoding="utf-8")
        assert re.search(old, text)
        path.write_text(re.sub(old, new, text), encoding="utf-8")
        return replace(artefact, path=path)
    count = 0
    with zipfile.ZipFile(artefact.path) as given, zipfile.ZipFile(path, "w") as made_anew:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("ch001.xhtml") or name == "word/document.xml":
                text, number = re.subn(old, new, data.decode())
                data, count = text.encode(), count + number
            made_anew.writestr(name, data)
    assert count
    return replace(artefact, path=path)


HTML = [
    (
        r' class="flush"(?=[^>]*>What)|(?<=<p) class="flush"(?=[^>]*><span class="continued")',
        "",
        "indented",
    ),
    ("<p([^>]*)>A new", r'<p class="flush"\1>A new', "stands flush"),
    ('<span class="opening-words">', "<span>", "opens with small capitals"),
    ("(<blockquote[^>]*>)", r"\1<div/>", "quotation"),
    ("(<p[^>]*>)The second paragraph of", r"\1The second</p><p>paragraph of", "alone"),
    (r"</p>\s*<p[^>]*>The second", " The second", "no paragraph of its own"),
    ('class="sub1"', 'class="sub2"', "another level"),
]
WORD = [
    ('"FirstParagraph"', '"BodyText"', "indented"),
    ('"BodyText"', '"FirstParagraph"', "stands flush"),
    ("OpeningWords", "Plain", "opens with small capitals"),
    ('"BlockText"', '"BodyText"', "quotation"),
    ('"Heading2"', '"Heading3"', "another level"),
]


ROWS = {"html": HTML, "epub": HTML, "docx": WORD}
SPOILT = [(name, row) for name, rows in ROWS.items() for row in rows]


@pytest.mark.parametrize(("name", "row"), SPOILT)
def test_a_spoilt_file_is_reported(
    made: Made, tmp_path: Path, name: str, row: tuple[str, str, str]
) -> None:
    job, artefacts = made
    old, new, words = row
    found = differences(spoilt(artefacts[name], tmp_path, old, new), job)
    assert any(words in finding.message for finding in found), found


PAGE = [
    ("flush(body) = par(first-line-indent: 0pt, body)", "flush(body) = par(body)", "an indented"),
    ("first-line-indent: (amount: indent, all: true),\n    just", "just", "stands flush"),
    ("words(body) = caps(tracking: 0.04em, body)", "words(body) = body", "opens with"),
    ("  quote(block: true, body)\n}", "  body\n}", "is a displayed quotation"),
]


@pytest.mark.parametrize("row", PAGE)
def test_a_spoilt_page_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, row: tuple[str, str, str]
) -> None:
    old, new, words = row
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    assert old in template
    (tmp_path / "book.typ").write_text(template.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / "book.typ")
    job, _ = make_job(tmp_path, TEXT)
    screen, _ = pdf.write(job)
    found = differences(screen, job)
    assert any(words in finding.message for finding in found), found


def test_a_difference_has_its_words_and_a_place_to_look() -> None:
    canon = [
        Mark("heading", "One", 0, 1),
        Mark("flush", "The first words"),
        Mark("press", "© 2026"),
    ]
    other = [
        Mark("heading", "One", 0),
        Mark("indented", "The first words"),
        Mark("press", "© 2027"),
    ]
    found = comparing.compare(canon, other, "epub")
    assert [finding.before for finding in found] == ["The first words", "© 2026", "© 2027"]
    assert found[0].message == (
        "“The first words” is a paragraph that stands flush, in the epub an indented paragraph."
    )
    assert comparing.compare(canon, canon, "epub") == []


def test_many_differences_are_counted() -> None:
    canon = [Mark("flush", f"Paragraph {number}") for number in range(100)]
    found = comparing.compare(canon, [replace(mark, kind="indented") for mark in canon], "docx")
    assert found[-1].message.startswith("88 further differences")


# --- what is decided ------------------------------------------------------------------------


def kinds(markdown: str) -> list[str]:
    document = pandoc.read(markdown.encode())
    set_paragraphs(document)
    return [mark.kind for mark in structure.of_document(document)]


LONG = "Long words here. " * 6
CASES = [
    ("No heading.\n\nAt all.", "flush indented"),
    ("# P {.part}\n\nA part's text.\n\nMore.", "heading flush indented"),
    ("Before.\n\nIt.\n\n# C {.chapter}\n\nShort.", "flush flush heading flush"),
    ("# C\n\n![](a.png)\n\nAfter a picture.", "heading indented"),
    ("# C\n\nOne.\n\n1. item\n\nafter it", "heading flush flush"),
    ("# C\n\nOne.\n\n::: {lang=fr}\nTwo.\n\nMore.\n:::", "heading flush indented indented"),
    ("# C\n\nOne.\n\n$$x$$\n\nNew.\n\n$$y$$\n\nand on", "heading flush indented flush"),
    ("# C\n\n::: figure\n> Said.\n:::\n\nNew.", "heading quotation indented"),
    ("# C {.chapter}\n\n::: epigraph\n> M.\n:::\n\n" + LONG, "heading opening"),
    ("# C\n\n> Said.\n\n[]{.continued}On.\n\nNew.", "heading quotation flush indented"),
    ("# C\n\nOne.\n\nThe Mill,\\\n*1 May*\n\nNew.", "heading flush flush indented"),
    ("# C {.chapter}\n\nThe Mill,\\\n1 May\n\n" + LONG, "heading flush opening"),
    ("# C\n\nOne.\n\n" + LONG + "\\\nhe said.", "heading flush indented"),
    ("# C\n\n> Said.\n\n::: {.continued #x}\nOn.\n:::\n\nNew.", "heading quotation flush indented"),
]


@pytest.mark.parametrize(("markdown", "expected"), CASES)
def test_the_cases(markdown: str, expected: str) -> None:
    assert kinds(markdown) == expected.split()
