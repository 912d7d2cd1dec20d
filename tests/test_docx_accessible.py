"""A Word file for those who cannot see it: title, language, levels, heads of tables, pictures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import docx
import pytest

from octavo.formats import archive
from octavo.formats.docx.body import HEADING_STYLES
from octavo.formats.docx.xml import WP
from octavo.model.artefact import Artefact, Job
from tests.docx_books import VARIED, W, part, style, written


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("accessible"), VARIED)


def test_the_file_says_its_title_and_its_language(made: tuple[Artefact, Job]) -> None:
    properties = docx.Document(str(made[0].path)).core_properties
    assert properties.title.startswith(made[1].project.edition.title)
    assert properties.language == made[1].project.edition.lang
    styles = part(made[0], "word/styles.xml")
    [lang] = styles.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == made[1].project.edition.lang


def test_no_heading_skips_a_level(made: tuple[Artefact, Job]) -> None:
    names = [style(p) for p in part(made[0], "word/document.xml").iter(f"{W}p")]
    levels = [HEADING_STYLES[name] for name in names if name in HEADING_STYLES]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_table_has_a_head_that_is_repeated(made: tuple[Artefact, Job]) -> None:
    for table in part(made[0], "word/document.xml").iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert not [row for row in rows[1:] if row.find(f"{W}trPr/{W}tblHeader") is not None]


def test_each_picture_is_described_or_said_to_be_an_ornament(made: tuple[Artefact, Job]) -> None:
    pictures = list(part(made[0], "word/document.xml").iter(f"{{{WP}}}docPr"))
    assert len(pictures) == 4
    for picture in pictures:
        marks = [str(one.tag) for one in picture.iter()]
        assert picture.get("descr") or any(name.endswith("}decorative") for name in marks)


def test_a_reader_is_not_greeted_by_a_question(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, "# One\n\nText.\n")
    assert b"updateFields" not in archive.read(artefact.path)["word/settings.xml"]
