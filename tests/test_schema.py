"""The schema of text editors is written from the declaration, and goes with a book."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from octavo.book import import_schema, imports, schema
from octavo.manuscripts import again
from octavo.manuscripts.folder import new
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.declaration import keys
from octavo.model.design import Design
from octavo.model.edition import Contributor, Edition, Image
from tests.styled_files import PROSE, P, docx


@pytest.mark.parametrize("name", [*schema.NAMES, import_schema.NAME])
def test_the_file_is_what_the_declaration_gives(name: str, accept: bool) -> None:
    if accept:
        schema.write()
    made = schema.schemas()[name].decode()
    assert (schema.FOLDER / name).read_text(encoding="utf-8") == made


def test_every_key_is_there_and_described() -> None:
    edition, design = (json.loads(schema.schemas()[name]) for name in schema.NAMES)
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


def test_the_schema_of_import_yaml_has_each_key_and_each_meaning() -> None:
    described = import_schema.schema()["properties"]
    assert list(described) == [*imports.SECTIONS, *imports.OWN]
    assert all(key["description"] for key in described.values())
    for section, known in import_schema.MEANINGS.items():
        allowed = described[section]["additionalProperties"]["enum"]
        for words in known:
            assert not isinstance(imports.meaning_in(section, words), str)
            assert {words, f"{words}?"} <= set(allowed)
    assert imports.SECTIONS.keys() - import_schema.MEANINGS.keys() == {"languages"}


@pytest.mark.parametrize("code", ["fr", "sr-Latn", "zh-Hant-TW", "no", "la?"])
def test_a_language_of_import_yaml_may_be_any_tag(code: str) -> None:
    assert re.search(import_schema.TAG, code)
    assert not re.search(import_schema.TAG, f"{code} or so")


def test_an_imported_book_has_the_schema_of_its_import_yaml(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", [P("The Wall", "_ Big"), P(PROSE)])
    folder = import_manuscripts([file], tmp_path / "book", "en-GB").folder / "metadata"
    first = (folder / "import.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=import.schema.json"
    assert (folder / "import.schema.json").read_bytes() == schema.schemas()[import_schema.NAME]
    (folder / "import.schema.json").unlink()
    again.again(folder.parent)
    assert (folder / "import.schema.json").is_file()
