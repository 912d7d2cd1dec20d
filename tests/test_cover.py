"""The cover: of the size that shops take, the same every time, and legible whatever the title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from octavo.files.redraw_covers import size_and_mode
from octavo.formats.epub.cover import can_set, check, check_words, cover, cover_file
from octavo.model.edition import Contributor, Edition, Project
from octavo.model.finding import InputError, Severity
from tests.making import EDITION
from tests.pictures import JPEG

LONG = " ".join(["An Inquiry into the Nature and Causes of the Wealth of Nations"] * 6)


def size(path: Path) -> tuple[int, int]:
    width, height, mode = size_and_mode(path)
    assert mode == "RGB"
    return width, height


@pytest.mark.parametrize(
    "edition",
    [
        EDITION,
        Edition("It", "en"),
        Edition("Donaudampfschifffahrtsgesellschaftskapitän", "de", LONG),
        Edition(LONG, "en", LONG, tuple(Contributor(f"Author the {n}th") for n in range(30))),
        Edition('A "title" with \\ #let $x$ *signs* [and] <tags>', "en"),
        Edition("Война и мир", "ru"),
    ],
)
def test_any_title_gives_a_cover_of_its_size(tmp_path: Path, edition: Edition) -> None:
    path = cover(edition, tmp_path)
    assert (path.name, size(path)) == ("cover.jpg", (1600, 2560))


def test_same_bytes_for_the_same_edition(tmp_path: Path) -> None:
    first = cover(EDITION, tmp_path).read_bytes()
    assert cover(EDITION, tmp_path).read_bytes() == first
    other = cover(replace(EDITION, subtitle="Another Subtitle"), tmp_path).read_bytes()
    assert other != first


def test_letters_without_types_are_left_out_not_drawn_as_boxes(tmp_path: Path) -> None:
    assert can_set("Ængström’s “Λόγος” & Война, 1683–4")
    assert not can_set("源氏物語")
    assert not can_set("Ink \N{SMILING FACE WITH OPEN MOUTH}")
    foreign = cover(Edition("源氏物語", "ja"), tmp_path).read_bytes()
    assert [f.rule for f in check_words(Edition("源氏物語", "ja"))] == ["cover-letters"]
    assert check_words(Edition("源氏物語", "ja", cover="own.png")) == []
    assert check_words(EDITION) == []
    assert foreign == cover(Edition("源氏物語", "ja", "物語"), tmp_path).read_bytes()


def project(folder: Path, name: str) -> Project:
    return Project(folder, (), replace(EDITION, cover=name))


def test_the_cover_that_the_edition_names_is_taken(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    own = tmp_path / "metadata" / "front.jpg"
    own.write_bytes(JPEG)
    assert cover_file(project(tmp_path, "front.jpg"), tmp_path) == own


def test_a_cover_that_is_a_drawing_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "front.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300" viewBox="0 0 200 300">'
        '<rect width="200" height="300" fill="#204060"/></svg>',
        encoding="utf-8",
    )
    drawn = cover_file(project(tmp_path, "front.svg"), tmp_path / "work")
    assert size(drawn) == (1600, 2400)


def test_a_cover_that_cannot_be_taken(tmp_path: Path) -> None:
    (tmp_path / "front.pdf").write_text("%PDF-1.7", encoding="utf-8")
    with pytest.raises(InputError, match=r"front\.pdf is neither JPEG, PNG nor SVG"):
        cover_file(project(tmp_path, "front.pdf"), tmp_path)
    with pytest.raises(InputError, match=r"edition\.yaml: The cover gone\.jpg is missing"):
        cover_file(project(tmp_path, "gone.jpg"), tmp_path)


def test_a_cover_is_checked_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    (tmp_path / "cut.jpg").write_bytes(JPEG[:40])
    for name, words in {"gone.jpg": "is missing", "cut.jpg": "is cut short"}.items():
        metadata = f"title: A\ncover: {name}\n"
        (tmp_path / "metadata" / "edition.yaml").write_text(metadata, encoding="utf-8")
        (fault,) = check(project(tmp_path, name))
        assert (fault.rule, str(fault.place)) == ("cover-file", "metadata/edition.yaml:2")
        assert words in fault.message
        assert fault.severity is Severity.ERROR
