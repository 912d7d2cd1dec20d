"""Fields of a Word file with their results: pages in the contents and lists, the index."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.index import Entry, entry_of
from octavo.formats.docx.pages import put_pages
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.design import Design
from octavo.model.nodes import Node
from tests.docx_books import W, canon, paragraphs, part, style, written
from tests.making import EDITION
from tests.test_page_list import pages_at

MARKED = """\
# One

Of lamps.[]{.index entry="lamps"} Oil[]{.index entry="lamps!oil" locator="bold"} is dear.

Brine[]{.index entry="Brine" range="start"} ran down.

# Two

It boiled[]{.index entry="Brine" range="end"} all night.[^n][]{.index entry="pans" see="brine"}

[^n]: Of lamps once more.[]{.index entry="lamps"}

Over [*there*]{.index entry="Çava"} and here.[]{.index entry="open" range="start"}
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("marked"), MARKED)


def words_at(job: Job, *words: str) -> list[int]:
    return [reading.canon(job.document).body.index(word) for word in words]


def lines(artefact: Artefact, begin: str) -> list[str]:
    return [text for name, text in paragraphs(artefact) if name.startswith(begin)]


def codes(artefact: Artefact, name: str = "word/document.xml") -> list[str]:
    text = archive.read(artefact.path)[name].decode()
    return [one.strip() for one in re.findall(r"<w:instrText[^>]*>([^<]+)<", text)]


def test_a_mark_is_a_field_and_the_list_has_its_entries(marked: tuple[Artefact, Job]) -> None:
    artefact, job = marked
    made = [code for code in codes(artefact) if code.startswith("XE")]
    assert made == [
        'XE "lamps"',
        'XE "lamps:oil" \\b',
        'XE "Brine" \\r _Idx000001',
        'XE "pans" \\t "brine"',
        'XE "Çava"',
        'XE "open"',
    ]
    assert 'XE "lamps"' in codes(artefact, "word/footnotes.xml")
    assert 'INDEX \\e ", "' in codes(artefact)
    assert lines(artefact, "Index") == [
        "Index",
        "Brine",
        "Çava",
        "lamps",
        "oil",
        "open",
        "pans. brine",
    ]
    assert FORMAT.read(artefact, job) == canon(job)
    assert FORMAT.check(artefact, job) == []


def test_the_list_has_the_pages_of_the_printed_book(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, MARKED)
    put_pages(artefact, job, pages_at(job, 0, *words_at(job, "dear.", "ran", "Two", "all")))
    entries = lines(artefact, "Index")
    brine = "Brine, 2\N{EN DASH}4"
    assert entries == ["Index", brine, "Çava, 5", "lamps, 1, 5", "oil, 1", "open, 5", "pans. brine"]
    [oil] = [p for p in part(artefact, "word/document.xml").iter(f"{W}p") if style(p) == "Index2"]
    assert [s.get(f"{W}val") for s in oil.iter(f"{W}rStyle")] == ["Strong"]
    assert lines(artefact, "TOC1") == ["1One1", "2Two4"]
    assert FORMAT.read(artefact, job) == canon(job)
    assert FORMAT.check(artefact, job) == []


def test_an_index_made_by_hand_is_the_only_one(tmp_path: Path) -> None:
    by_hand = "\n\n# Index {.backmatter}\n\n::: index\n- lamps, 3\n:::\n"
    artefact, job = written(tmp_path, f"{MARKED}{by_hand}")
    assert not [code for code in codes(artefact) if code.startswith("INDEX")]
    assert lines(artefact, "Index") == []
    assert FORMAT.read(artefact, job) == canon(job)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({"entry": "a!b"}, Entry(("a", "b"), ("a", "b"))),
        ({"entry": "Été|see{summer}"}, Entry(("Été",), ("ete",), "summer")),
        ({"entry": "alpha@*α*!b|textbf"}, Entry(("*α*", "b"), ("alpha", "b"), looks="b")),
        ({"entry": "wait\\!"}, Entry(("wait!",), ("wait\\!",))),
        ({"entry": "x|("}, Entry(("x",), ("x",), part="start")),
        ({"entry": "x", "type": "n", "sort": "y"}, Entry(("x",), ("y",), kind="n")),
        ({"entry": " ! "}, None),
        ({}, None),
    ],
)
def test_what_a_mark_says(pairs: dict[str, str], expected: Entry | None) -> None:
    span: Node = {"t": "Span", "c": [["", ["index"], [[k, v] for k, v in pairs.items()]], []]}
    assert entry_of(span) == expected


def test_a_sign_of_words_own_in_an_entry_is_one(tmp_path: Path) -> None:
    text = '# One\n\nText.[]{.index entry="time: a \\"word\\" \\\\ & <b>"}\n'
    artefact, job = written(tmp_path, text)
    [code] = [code for code in codes(artefact) if code.startswith("XE")]
    assert code == 'XE "time\\: a \\"word\\" \\\\ &amp; &lt;b&gt;"'
    assert FORMAT.check(artefact, job) == []


def test_words_in_italics_in_an_entry_are(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, '# One\n\nText.[]{.index entry="*Moby-Dick*, lamps in"}\n')
    document = part(artefact, "word/document.xml")
    [code] = [one for one in document.iter(f"{W}instrText") if one.text == "Moby-Dick"]
    named = code.getparent().find(f"{W}rPr/{W}rStyle")  # type: ignore[union-attr]
    assert named is not None
    assert named.get(f"{W}val") == "Emphasis"
    assert lines(artefact, "Index1") == ["Moby-Dick, lamps in"]


FIGURES = "# One\n\nSee @tbl-a.\n\n| A |\n|---|\n| 1 |\n\n: Low water. {#tbl-a}\n"


def test_the_contents_and_the_lists_have_a_leader_where_they_have_pages(tmp_path: Path) -> None:
    edition = replace(EDITION, design=Design(lists=("tables",)))
    artefact, job = written(tmp_path, FIGURES, edition)
    document = part(artefact, "word/document.xml")
    listed = [p for p in document.iter(f"{W}p") if re.match(r"TOC\d|Table", style(p))]
    bare = [p for p in listed if p.find(f"{W}pPr/{W}tabs") is not None]
    assert lines(artefact, "TOC1") == ["1One"]
    assert bare
    put_pages(artefact, job, pages_at(job, 0))
    document = part(artefact, "word/document.xml")
    assert lines(artefact, "TOC1") == ["1One1"]
    assert not [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}tabs") is not None]


def test_no_list_has_its_pages_behind_an_indent_where_libreoffice_loses_them(
    tmp_path: Path,
) -> None:
    artefact, _ = written(tmp_path, FIGURES)
    named = {one.get(f"{W}styleId"): one for one in part(artefact, "word/styles.xml")}
    for name in ("TOC1", "TOC2", "TOC3", "TableofFigures"):
        indent = named[name].find(f"{W}pPr/{W}ind")
        assert indent is not None
        assert indent.get(f"{W}right", "0") == "0"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_pages_of_the_contents(tmp_path: Path) -> None:
    artefact, job = written(tmp_path / "book", FIGURES)
    put_pages(artefact, job, pages_at(job, 0))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(artefact.path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with closing(pypdfium2.PdfDocument(tmp_path / f"{artefact.path.stem}.pdf")) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert re.search(r"One\W*\.{3,}\W*1\b", text), text


def test_the_pages_of_an_earlier_book_are_not_those_of_the_file(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, "# One\n\nText.\n", replace(EDITION, pages="marks"))
    before = artefact.path.read_bytes()
    put_pages(artefact, job, pages_at(job, 0))
    assert artefact.path.read_bytes() == before


def test_another_text_has_no_pages(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path / "one", "# One\n\nText.\n")
    _, other = written(tmp_path / "two", "# One\n\nMore text.\n")
    before = artefact.path.read_bytes()
    put_pages(artefact, other, pages_at(other, 0))
    assert artefact.path.read_bytes() == before
