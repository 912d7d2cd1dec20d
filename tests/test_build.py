"""A whole small book in all formats: what each artefact says, read from the artefact itself."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from octavo.book import metadata
from octavo.formats import load
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.finding import Finding, Severity
from octavo.press import build as pipeline
from octavo.press import tasks
from octavo.press.verify import module_of
from tests import running
from tests.running import call

ROOT = Path(__file__).parents[1]
NBSP = "\N{NO-BREAK SPACE}"

ONE = """\
# The Case {#case}

It was the '90s. He asked: "Can you-?" -- and they could.[^1] See [the next](#stick).

The first work.[^2] The second work [@knuth, p. 97].

[^1]: A note of the first chapter.
[^2]: [@moxon, p. 3].
"""
TWO = """\
# The Stick {#stick}

A word,[^1] and [back to the case](01-case.md#case).

The first work again [@moxon, p. 5]. And "at once" [@moxon, p. 6].

[^1]: A note of the second chapter.
"""
REFERENCES = [
    {
        "id": "moxon",
        "type": "book",
        "author": [{"family": "Moxon", "given": "Joseph"}],
        "title": "Mechanick Exercises",
        "publisher": "Moxon",
        "issued": {"date-parts": [[1683]]},
    },
    {
        "id": "knuth",
        "type": "book",
        "author": [{"family": "Knuth", "given": "Donald E."}],
        "title": "The TeXbook",
        "publisher": "Addison-Wesley",
        "issued": {"date-parts": [[1984]]},
    },
]


class Silent:
    """Is told how a build goes, and says nothing."""

    def stage(self, name: str, about: str) -> None:
        pass

    def wrote(self, name: str, seconds: float) -> None:
        pass

    def standing(self, built: pipeline.Built) -> None:
        pass

    def verified(self, name: str, findings: list[Finding]) -> None:
        pass


def make(folder: Path, style: str) -> Path:
    """Make a book of two chapters that cites in a style."""
    for name, text in (
        ("source/01-case.md", ONE),
        ("source/02-stick.md", TWO),
        ("source/99-bibliography.md", "# Bibliography\n\n::: {#refs}\n:::\n"),
        (
            "metadata/edition.yaml",
            "title: A Book\nlang: en-GB\ndate: 2026-01-15\nbibliography: references.json\n",
        ),
        ("metadata/design.yaml", f"citation-style: {style}\n"),
        ("metadata/references.json", json.dumps(REFERENCES)),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "metadata" / "pandoc.json", folder / "metadata")
    return folder


EMPTY = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": []}
"""A text in which nothing is referred to by its page."""


def build(folder: Path) -> tuple[pipeline.Built, dict[str, Reading]]:
    """Build all formats; give what each artefact, read from dist/, says."""
    project = metadata.load(folder)
    options = pipeline.Options(project.edition.outputs, folder / "dist")
    built = pipeline.build(project, options, Silent())
    text = folder / "text.json"
    text.write_bytes(orjson.dumps(EMPTY))
    job = Job(text, project, folder / "dist", "a-book", 0)
    readings = {a.format: read(a, job) for a in built.artefacts}
    assert readings["pdf-print"] is None, "the print PDF draws what the screen PDF draws"
    screen = readings["pdf-screen"]
    return built, {name: reading or screen for name, reading in readings.items() if screen}


def read(artefact: Artefact, job: Job) -> Reading | None:
    return load(module_of(artefact.format)).read(artefact, replace(job, slug="a-book"))


@pytest.fixture(scope="module")
def oscola(tmp_path_factory: pytest.TempPathFactory) -> tuple[pipeline.Built, dict[str, Reading]]:
    return build(make(tmp_path_factory.mktemp("oscola") / "book", "oscola"))


FORMATS = ("html", "site", "epub", "docx", "pdf-screen", "pdf-print")


def test_every_format_is_built_and_agrees_with_the_text(
    oscola: tuple[pipeline.Built, dict[str, Reading]],
) -> None:
    built, readings = oscola
    assert set(readings) == set(FORMATS)
    assert [f for f in built.findings if f.severity is Severity.ERROR] == []
    assert built.status == 0


@pytest.mark.parametrize("format_name", FORMATS)
def test_elisions_and_hyphens_before_a_mark_come_out_right(
    oscola: tuple[pipeline.Built, dict[str, Reading]], format_name: str
) -> None:
    words = " ".join(oscola[1][format_name].body)
    assert "the ’90s." in words
    assert "‘Can you-?’ – and they could." in words


@pytest.mark.parametrize("format_name", FORMATS)
def test_two_chapters_with_the_same_note_label_keep_their_notes(
    oscola: tuple[pipeline.Built, dict[str, Reading]], format_name: str
) -> None:
    notes = [" ".join(note) for note in oscola[1][format_name].notes]
    assert notes[0] == "A note of the first chapter."
    assert notes[3] == "A note of the second chapter."


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_later_note_refers_to_the_note_of_an_earlier_chapter(
    oscola: tuple[pipeline.Built, dict[str, Reading]], format_name: str
) -> None:
    """OSCOLA 1.2.1: a later citation gives the number of the note of the first."""
    notes = [" ".join(note) for note in oscola[1][format_name].notes]
    assert len(notes) == 6
    assert "Mechanick Exercises" in notes[1]
    assert notes[4].startswith("Moxon (n 2)")
    assert notes[5] == "Ibid 6."


def test_links_lead_from_chapter_to_chapter(
    oscola: tuple[pipeline.Built, dict[str, Reading]],
) -> None:
    dist = oscola[0].out
    page = (dist / "a-book.html").read_text(encoding="utf-8")
    assert 'href="#stick"' in page
    assert 'href="#case"' in page
    assert 'href="stick.html"' in (dist / "site" / "case.html").read_text(encoding="utf-8")
    assert 'href="case.html"' in (dist / "site" / "stick.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("chicago-author-date", "(Moxon 1683, 5)"),
        ("apa", "(Moxon, 1683, p. 5)"),
        ("modern-language-association", "(Moxon 5)"),
        ("ieee", "[1, p. 5]"),
    ],
)
def test_one_line_changes_the_citation_style(tmp_path: Path, style: str, words: str) -> None:
    folder = make(tmp_path / "book", style)
    project = metadata.load(folder)
    built = running.build(project, pipeline.Options(("html",), folder / "dist"), Silent())
    job = Job(folder / "none.json", project, folder / "dist", "a-book", 0)
    said = " ".join(read(built.artefacts[0], job).body)
    assert words in said
    assert "n.d." not in said


def test_a_word_lost_in_an_artefact_is_found_with_its_place(tmp_path: Path) -> None:
    folder = make(tmp_path / "book", "apa")
    project = metadata.load(folder)
    running.build(project, pipeline.Options(("html",), folder / "dist"), Silent())
    manifest = folder / "dist" / "manifest.json"
    manifest.write_text(
        json.dumps(
            {
                "artefacts": [
                    {
                        "format": "html",
                        "path": "a-book.html",
                        "media-type": "text/html",
                        "sha256": "",
                    }
                ]
            }
        ),
        encoding="utf-8",
    )
    assert call(folder, "verify").returncode == 0
    page = folder / "dist" / "a-book.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("And ‘at once’", "And ‘once’"), encoding="utf-8")
    done = call(folder, "verify")
    assert done.returncode == 1
    assert "source/02-stick.md:5:43: error" in done.stdout
    assert "text-differs" in done.stdout
    assert call(folder, "verify", "dist/a-book.html").returncode == 1
    unknown = call(folder, "verify", "a-bok.html")
    assert unknown.returncode == 2
    assert "Did you mean a-book.html?" in unknown.stderr


def test_a_second_build_does_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "book", "apa")
    first, second = (call(folder, "build", "--to", "html") for _ in range(2))
    assert "Nothing has changed" not in first.stdout
    assert "Nothing has changed" in second.stdout
    (folder / "source" / "02-stick.md").write_text(TWO + "\nMore.\n", encoding="utf-8")
    third = call(folder, "build", "--to", "html")
    assert "Nothing has changed" not in third.stdout


def test_a_book_that_lost_its_cache_is_built_to_the_same_bytes(tmp_path: Path) -> None:
    folder = make(tmp_path / "book", "apa")
    project = metadata.load(folder)
    options = pipeline.Options(("html", "docx"), folder / "dist")
    one = running.build(project, options, Silent())
    shutil.rmtree(folder / ".octavo")
    two = running.build(project, options, Silent())
    assert [a.sha256 for a in one.artefacts] == [a.sha256 for a in two.artefacts]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Compositor’s Hand", "the-compositors-hand"),
        ("The Compositor's Hand", "the-compositors-hand"),
        ("Élan & Œuvre", "elan-oeuvre"),
        ("Con", "con-book"),
        ("???", "book"),
        ("Søren og Łódź", "soren-og-lodz"),
        ("Die Salzstraße", "die-salzstrasse"),
        ("Война и мир", "voina-i-mir"),
        ("a" * 100, "a" * 60),
    ],
)
def test_names_of_artefacts_are_good_everywhere(title: str, slug: str) -> None:
    assert tasks.slug_of(title) == slug
