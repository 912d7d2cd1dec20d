"""Volumes in Word's fields of Zotero, and back again."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from octavo.book import metadata
from octavo.formats import archive
from octavo.formats.docx.zotero import locator_of
from octavo.manuscripts.importing import import_manuscripts
from octavo.press import build as pipeline
from tests.running import build
from tests.test_build import Silent, make
from tests.word_files import cites, told

WORK = {
    "id": "grote",
    "type": "book",
    "author": [{"family": "Grote", "given": "George"}],
    "title": "A History of Greece",
    "number-of-volumes": "12",
    "publisher-place": "London",
    "publisher": "John Murray",
    "issued": {"date-parts": [[1846], [1856]]},
}
TEXT = """\
# One {#case}

First [@grote, vol. 2, p. 33]. Then [see @grote, vol. 4, pp. 4-5, for more]. All [@grote, vol. 7].
"""


@pytest.mark.parametrize(
    ("style", "locators"),
    [
        ("chicago-author-date", [("page", "2:33"), ("page", "4:4-5"), ("volume", "7")]),
        ("new-harts-rules-notes", [("volume", "2"), ("volume", "4"), ("volume", "7")]),
        ("mhra-notes", [("volume", "2"), ("volume", "4"), ("volume", "7")]),
    ],
)
def test_a_field_holds_volume_and_page(
    tmp_path: Path, style: str, locators: list[tuple[str, str]]
) -> None:
    """The volume with its own label, the page behind it: where the style joins both, one page."""
    root = make(tmp_path, style)
    (root / "source" / "01-case.md").write_text(TEXT, encoding="utf-8")
    works = root / "metadata" / "references.json"
    listed = json.loads(works.read_text(encoding="utf-8"))
    works.write_text(json.dumps([*listed, WORK]), encoding="utf-8")
    options = pipeline.Options(("docx",), tmp_path / "out")
    word = build(metadata.load(root), options, Silent()).artefacts[0].path
    members = archive.read(word)
    text = members["word/document.xml"] + members.get("word/footnotes.xml", b"")
    codes = re.findall(r"CSL_CITATION (\{.*?\}) </w:instrText>", text.decode())
    items = [json.loads(html.unescape(code))["citationItems"][0] for code in codes]
    ours = [item for item in items if item["itemData"]["id"] == "grote"]
    assert [(item["label"], item["locator"]) for item in ours] == locators
    assert {json.dumps(item["itemData"]["issued"]) for item in ours} == {
        '{"date-parts": [[1846], [1856]]}'
    }
    again = told(cites(import_manuscripts([word], tmp_path / "again", "en-GB")))
    assert [where.replace("–", "-") for key, _, where in again if key == "grote"] == [
        "volume 2, p. 33", "volume 4, pp. 4-5, for more", "volume 7"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "locator", "rest"),
    [
        (", vol. 27, p. 273", ("volume", "27"), ", p. 273"),
        (", vol. xxvii, p. 273", ("volume", "27"), ", p. 273"),
        ("{}, vol. 27, p. 273", ("volume", "27"), ", p. 273"),
        (", {vol. 27}, 273, n. 4", ("volume", "27"), ", 273, n. 4"),
        (", {vol. 27: 273}, n. 4", ("volume", "27"), ": 273, n. 4"),
        (", vol. 27", ("volume", "27"), ""),
    ],
)
def test_a_suffix_with_a_volume_is_parted(suffix: str, locator: tuple[str, str], rest: str) -> None:
    fields, after = locator_of(suffix)
    assert (fields["label"], fields["locator"]) == locator
    assert after == rest
    assert locator_of(", {vol. 27:273}, n. 4", joins=True) == (
        {"label": "page", "locator": "27:273"}, ", n. 4"
    )  # fmt: skip
