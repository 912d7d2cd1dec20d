"""The schema of text editors is written from the declaration, and goes with a book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo.book import schema
from octavo.manuscripts.folder import new
from octavo.model.declaration import keys
from octavo.model.edition import Contributor, Design, Edition, Image


@pytest.mark.parametrize("name", schema.NAMES)
def test_the_file_is_what_the_declaration_gives(name: str, accept: bool) -> None:
    if accept:
        schema.write()
    made = schema.schemas()[name].decode()
    assert (schema.FOLDER / name).read_text(encoding="utf-8") == made


def test_every_key_is_there_and_described() -> None:
    edition, design = (json.loads(data) for data in schema.schemas().values())
    assert set(keys(Edition)) - {"design"} <= set(edition["properties"])
    assert {"editors", "translators"} <= set(edition["properties"])
    assert set(design["properties"]) == set(keys(Design))
    for group, described in (
        (Contributor, edition["definitions"]["Contributor"]),
        (Image, edition["definitions"]["Image"]),
        (Design, design),
        (Edition, edition),
    ):
        known = [described["properties"][key] for key in keys(group) if key != "design"]
        assert all(inner.get("description") for inner in known), group


def test_what_may_stand_without_quotation_marks() -> None:
    edition = json.loads(schema.schemas()["edition.schema.json"])["properties"]
    assert "number" in edition["date"]["type"]
    assert "null" in edition["publisher"]["type"]
    assert "null" not in edition["title"]["type"]
    assert edition["isbn"]["properties"]["print"]["type"] == ["string"]


def test_a_new_book_has_its_schemas_beside_the_files_that_name_them(tmp_path: Path) -> None:
    new.make(tmp_path / "b", None)
    folder = tmp_path / "b" / "metadata"
    for name in ("edition", "design"):
        first = (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={name}.schema.json"
        data = (folder / first.partition("=")[2]).read_bytes()
        assert data == schema.schemas()[f"{name}.schema.json"]
