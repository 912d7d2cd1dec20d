"""Images are checked before anything is written, and described from the edition's record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book import images
from octavo.model.edition import Image, Project
from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify, walk
from octavo.prose.prose import Prose
from tests.making import EDITION
from tests.pictures import png


def check(
    folder: Path, text: str, record: dict[str, Image] | None = None
) -> tuple[list[Finding], list[Node]]:
    """Check a text whose folder has one good image; give findings and the Image nodes."""
    (folder / "source" / "images").mkdir(parents=True, exist_ok=True)
    (folder / "source" / "images" / "a.png").write_bytes(png(40, 40))
    document = pandoc.read(text.encode())
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    project = Project(folder, (), replace(EDITION, images=record or {}))
    found = images.check(prose, project)
    return found, [node for node in walk(document.blocks) if node["t"] == "Image"]


@pytest.mark.parametrize(
    "text",
    [
        '![A caption](images/a.png){alt="What it shows"}',
        "Inline ![words](images/a.png).",
        "![](images/a.png){.decorative}",
    ],
)
def test_a_described_image_is_good(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text)[0] == []


def test_an_image_without_words_is_a_warning_with_its_place(tmp_path: Path) -> None:
    found, _ = check(tmp_path, "Some words before.\n\n![](images/a.png)")
    assert [(f.rule, f.severity) for f in found] == [("image-alt", "warning")]
    assert found[0].anchor is not None


@pytest.mark.parametrize("typed", ["<images/old map.png>", "images/old%20map.png"])
def test_a_name_with_a_space_is_shown_with_it(tmp_path: Path, typed: str) -> None:
    found, _ = check(tmp_path, f"Words before.\n\n![]({typed})")
    assert [finding.rule for finding in found] == ["image-file", "image-alt"]
    for finding in found:
        assert finding.message.startswith("The image images/old map.png ")


def test_a_formula_in_a_caption_is_described_by_its_source(tmp_path: Path) -> None:
    _, (image,) = check(tmp_path, "![A grid of $3 \\times 3$ lamps](images/a.png)")
    assert dict(image["c"][0][2])["alt"] == r"A grid of 3 \times 3 lamps"


def test_the_record_describes_an_image_that_has_no_words(tmp_path: Path) -> None:
    found, (image,) = check(tmp_path, "![](images/a.png)", {"images/a.png": Image(alt="A page")})
    assert found == []
    assert ["alt", "A page"] in image["c"][0][2]


def test_the_record_describes_a_figure_that_has_only_its_caption(tmp_path: Path) -> None:
    record = {"images/a.png": Image(alt="A page")}
    _, (image,) = check(tmp_path, "![A caption](images/a.png)", record)
    assert ["alt", "A page"] in image["c"][0][2]


def test_the_texts_own_words_come_before_the_record(tmp_path: Path) -> None:
    record = {"images/a.png": Image(alt="A page")}
    _, (image,) = check(tmp_path, '![A caption](images/a.png){alt="A leaf"}', record)
    assert stringify(image["c"][1]) == "A leaf"
    assert image["c"][0][2] == []


def test_the_record_may_say_that_an_image_is_an_ornament(tmp_path: Path) -> None:
    record = {"images/a.png": Image(decorative=True)}
    assert check(tmp_path, "![](images/a.png)", record)[0] == []


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("images/b.png", "is not there"),
        ("../../a.png", "outside the project"),
        ("https://example.org/a.png", "nothing is fetched"),
        ("data:image/png;base64,AAAA", "nothing is fetched"),
        ("images/text.png", "not a PNG, JPEG, GIF or SVG"),
        ("images/huge.png", "pixels"),
    ],
)
def test_an_image_that_cannot_be_used_is_an_error(tmp_path: Path, target: str, words: str) -> None:
    folder = tmp_path / "source" / "images"
    folder.mkdir(parents=True)
    (folder / "text.png").write_text("words", encoding="utf-8")
    (folder / "huge.png").write_bytes(png(60_000, 60_000, rows=b""))
    found, _ = check(tmp_path, f"![A caption]({target})")
    assert [(f.rule, f.severity) for f in found] == [("image-file", "error")]
    assert words in found[0].message
