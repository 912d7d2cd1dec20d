"""What a DOCX says of itself, and faults that are put into one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from octavo import pandoc
from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.xml import disordered, parse, put_in_order
from octavo.model.artefact import Artefact, Job
from octavo.model.edition import Copyright, Image
from octavo.model.finding import InputError, Severity
from octavo.model.groups import Series, Subject
from octavo.model.nodes import Document, stringify, walk
from tests.docx_books import VARIED, W, canon, written
from tests.making import EDITION


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("varied"), VARIED)


# --- what the file says of itself -----------------------------------------------------------


def test_properties_come_from_the_edition_alone(tmp_path: Path) -> None:
    edition = replace(
        EDITION,
        subjects=(Subject("thema", "AKD", "Typography"),),
        keywords=("type", "books"),
        description="About & around.",
        series=Series("Small Books", "3"),
        isbn={"docx": "978-0-306-40615-7"},
        bibliography=("refs.json",),
        copyright=Copyright("2026", "A. Holder"),
    )
    artefact, _ = written(tmp_path, VARIED, edition)
    core = docx.Document(str(artefact.path)).core_properties
    assert core.title == "A Test Book: With a Subtitle"
    assert core.author == "Ada Compositor"
    assert core.subject == "Typography"
    assert core.keywords == "type, books"
    assert core.comments == "About & around."
    assert core.category == "Small Books"
    assert core.identifier.split("; ")[0] == "urn:isbn:9780306406157"
    assert core.language == "en-GB"
    assert core.created == core.modified
    assert core.modified is not None
    assert core.modified.isoformat() == "2026-01-15T00:00:00+00:00"
    members = archive.read(artefact.path)
    assert not {"docProps/custom.xml", "word/comments.xml"} & set(members)
    whole = b"".join(members.values())
    for private in (b"refs.json", b"rsid", b"python-docx", b"lastModifiedBy", bytes(tmp_path)):
        assert private not in whole


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    one, _ = written(tmp_path / "one", VARIED)
    two, _ = written(tmp_path / "another" / "place", VARIED)
    assert one.path.read_bytes() == two.path.read_bytes()
    assert [p.name for p in one.path.parent.iterdir()] == ["a-test-book.docx"]


# --- the checks -----------------------------------------------------------------------------


def test_a_good_file_has_no_faults(varied: tuple[Artefact, Job]) -> None:
    assert FORMAT.check(*varied) == []


def change(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def apply(members: dict[str, bytes]) -> None:
        before = members[name]
        members[name] = re.sub(old.encode(), new.encode(), before, count=1)
        assert members[name] != before, "the mutation must change the file"

    return apply


def custom_properties(members: dict[str, bytes]) -> None:
    members["docProps/custom.xml"] = b'<Properties><property name="desk"/></Properties>'


def no_media(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("word/media/"))]


DOCUMENT = "word/document.xml"
MUTATIONS = {
    "docx-link": change(DOCUMENT, r'w:name="second"', 'w:name="elsewhere"'),
    "docx-link ": change(DOCUMENT, r'w:name="second"', 'w:name="First"'),
    "docx-link  ": change(DOCUMENT, r'w:name="_Toc\d+"', 'w:name="_gone"'),
    "docx-field": change(DOCUMENT, r'w:fldCharType="end"', 'w:fldCharType="begin"'),
    "docx-field ": change(DOCUMENT, r'w:fldCharType="begin"', 'w:fldCharType="end"'),
    "docx-note": change(DOCUMENT, r"<w:footnoteReference [^>]*/>", ""),
    "docx-note ": change("word/footnotes.xml", r'w:id="(\d\d)"', r'w:id="9\1"'),
    "docx-style": change(DOCUMENT, r'w:pStyle w:val="Verse"', 'w:pStyle w:val="Poem"'),
    "docx-style ": change("word/header-verso.xml", r'"Header"', '"Other"'),
    "docx-style  ": change(DOCUMENT, r'<w:rStyle w:val="Emphasis"/>', "<w:i/>"),
    "docx-page": change(DOCUMENT, r'(<w:pgSz w:w=)"\d+"', r'\1"12240"'),
    "docx-schema": change(DOCUMENT, r"(<w:lang [^>]*/>)", r'\1<w:rStyle w:val="Strong"/>'),
    "docx-schema ": change(DOCUMENT, r"(<w:lang [^>]*/>)", r"\1\1"),
    "docx-schema  ": change(DOCUMENT, r"(<m:count [^>]*/>)(<m:mcJc [^>]*/>)", r"\2\1"),
    "docx-alt": change(DOCUMENT, r'descr="What the figure shows"', 'descr=""'),
    "docx-private": custom_properties,
    "docx-private ": change(DOCUMENT, r'name="Image 1"', 'name="C:\\\\\\\\work\\\\\\\\dot.png"'),
    "docx-private  ": change("docProps/app.xml", r"<Company>", "<Template>x</Template><Company>"),
    "docx-package": no_media,
    "docx-package ": change(DOCUMENT, r'r:embed="\w+"', 'r:embed="rId999"'),
    "docx-package  ": change(
        "[Content_Types].xml", r'PartName="/word/styles.xml"', 'PartName="/word/no.xml"'
    ),
    "docx-package   ": change(DOCUMENT, r"</w:body>", ""),
    "docx-formula": change(
        DOCUMENT,
        r"<m:oMath>",
        '<w:r><w:rPr><w:rStyle w:val="Formula"/></w:rPr><w:t>\\\\\\\\foo</w:t></w:r><m:oMath>',
    ),
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_each_fault_is_found(rule: str, varied: tuple[Artefact, Job], tmp_path: Path) -> None:
    artefact, job = varied
    members = archive.read(artefact.path)
    MUTATIONS[rule](members)
    broken = replace(artefact, path=tmp_path / "broken.docx")
    archive.write(broken.path, members, job.epoch)
    rules = {finding.rule for finding in FORMAT.check(broken, job)}
    assert rule.strip() in rules


def test_pandoc_reads_back_headings_and_notes(varied: tuple[Artefact, Job]) -> None:
    """What an editor sends back is read by pandoc: numbers must not make lists of headings."""
    found = Document.loads(pandoc.run(["-f", "docx", "-t", "json", str(varied[0].path)]))
    nodes = list(walk(found.blocks))
    headings = [
        (n["c"][0], n["c"][1][1], stringify(n["c"][2])) for n in nodes if n["t"] == "Header"
    ]
    assert headings == [
        (1, [], "Preface"),
        (1, ["Part"], "Part One"),
        (2, ["Chapter"], "A first chapter"),
        (3, [], "A section"),
        (2, ["Chapter"], "The second"),
        (1, [], "Bibliography"),
    ]
    assert sum(n["t"] == "Note" for n in nodes) == 6


def test_a_file_that_is_no_archive_is_told(varied: tuple[Artefact, Job], tmp_path: Path) -> None:
    artefact, job = varied
    broken = replace(artefact, path=tmp_path / "broken.docx")
    broken.path.write_bytes(b"no archive")
    [finding] = FORMAT.check(broken, job)
    assert finding.rule == "docx-package"
    with pytest.raises(InputError, match="not a Word file"):
        FORMAT.read(broken, job)


def test_words_in_chinese_may_say_which_of_their_fonts_is_meant(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, "# C\n\nA *[这本书]{lang=zh}* and a **[の]{lang=ja}**.\n")
    assert b'w:hint="eastAsia"' in archive.read(artefact.path)[DOCUMENT]
    assert FORMAT.check(artefact, job) == []


def test_an_image_is_told_only_where_its_words_were_lost(tmp_path: Path) -> None:
    markdown = "# C\n\nWords ![](dot.png) and words.\n"
    artefact, job = written(tmp_path / "one", markdown)
    assert FORMAT.check(artefact, job) == [], "the check of the source tells it"
    artefact, job = written(tmp_path / "three", "# C\n\nWords ![a dot](dot.png) and words.\n")
    members = archive.read(artefact.path)
    change(DOCUMENT, r'descr="a dot"', 'descr=""')(members)
    archive.write(artefact.path, members, job.epoch)
    [finding] = FORMAT.check(artefact, job)
    assert (finding.rule, finding.severity) == ("docx-alt", Severity.WARNING)
    ornament = replace(EDITION, images={"dot.png": Image(decorative=True)})
    artefact, job = written(tmp_path / "two", markdown, ornament)
    assert FORMAT.check(artefact, job) == []


def test_a_formula_that_cannot_be_set_is_told_and_is_no_word(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, "# C\n\nBefore $\\notacommand{x$ after.\n")
    assert FORMAT.read(artefact, job) == canon(job)
    assert [f.rule for f in FORMAT.check(artefact, job)] == ["docx-formula"]


def test_order_is_restored_and_doubles_dropped() -> None:
    names = f'xmlns:w="{W[1:-1]}"'
    root = parse(f"<w:r {names}><w:rPr><w:i/><w:b/><w:i/><w:rStyle/></w:rPr></w:r>".encode())
    assert list(disordered(root))
    put_in_order(root)
    assert [child.tag.removeprefix(W) for child in root[0]] == ["rStyle", "b", "i"]
    assert not list(disordered(root))


def test_text_read_back_follows_the_order_of_the_marks(tmp_path: Path) -> None:
    markdown = "# C\n\nOne[^b] two[^a].\n\n[^a]: Note a.\n[^b]: Note b, ![seen](dot.png).\n"
    artefact, job = written(tmp_path, markdown)
    read = FORMAT.read(artefact, job)
    assert read.notes == (("Note", "b,", "."), ("Note", "a."))
    assert read == canon(job)
