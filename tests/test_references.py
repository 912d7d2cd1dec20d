"""Bibliographies and abbreviations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.bibliography import references
from octavo.model.finding import InputError

GOOD = '[\n {"id": "mill", "type": "book", "title": "On Liberty"},\n {"id": 7, "type": "book"}\n]'
BIB = "@book{mill,\n title = {{On Liberty}},\n author = {Mill, John Stuart},\n date = {1859}\n}\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def plain_title(work: references.Work) -> str:
    return re.sub("<[^>]+>", "", work.item["title"])


def test_the_same_references_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = references.read(put(tmp_path, "a.bib", BIB))
    monkeypatch.setattr(pandoc, "program", lambda: str(tmp_path / "gone"))
    assert references.read(tmp_path / "a.bib") == first
    with pytest.raises(OSError, match="gone"):
        references.read(put(tmp_path, "b.bib", BIB.replace("1859", "1860")))


def test_csl_json_keeps_the_line_of_each_entry(tmp_path: Path) -> None:
    works = references.read(put(tmp_path, "a.json", GOOD))
    assert [(work.key, work.place.line) for work in works] == [("mill", 2), ("7", 3)]


@pytest.mark.parametrize("text", ["[]", " [ ] ", '{"items": [{"id": "a", "type": "book"}]}'])
def test_csl_json_may_be_empty_or_wrapped(tmp_path: Path, text: str) -> None:
    assert len(references.read(put(tmp_path, "a.json", text))) == text.count("id")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("3", "Entry 2: an entry must be an object"),
        ('{"type": "book"}', "Entry 2: it has no id"),
        ('{"id": "a b", "type": "book"}', r"Entry 2 \('a b'\): its id holds a space"),
        ('{"id": "a"}', r"Entry 2 \('a'\): it has no type"),
        ('{"id": "a", "type": "book", "author": "Mill"}', "author must be a list of names"),
        ('{"id": "a", "type": "book", "author": [{"name": "Mill"}]}', "author must be a list"),
        ('{"id": "a", "type": "book", "issued": "1859"}', "issued must be a date"),
        ('{"id": "a", "type": "book", "title": ["x"]}', "title must be text"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(tmp_path: Path, entry: str, says: str) -> None:
    text = f'[\n {{"id": "ok", "type": "book"}},\n {entry}\n]'
    with pytest.raises(InputError, match=f"^a.json:3: .*{says}"):
        references.read(put(tmp_path, "a.json", text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[\n {"id": "a" "type": "book"}\n]', "a.json:2:13: This is not JSON: .*expected ','"),
        ('{"id": "a"}', "a.json:1: This is not CSL JSON"),
        ("[\n {}", "a.json:2:4: This is not JSON"),
        ("", "This is not CSL JSON"),
    ],
)
def test_broken_json_is_one_clear_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        references.read(put(tmp_path, "a.json", text))


def test_biblatex_ris_and_yaml_are_read(tmp_path: Path) -> None:
    ris = "TY  - BOOK\nAU  - Mill, John Stuart\nTI  - On Liberty\nPY  - 1859\nID  - mill\nER  - \n"
    yaml = "references:\n- id: other\n  type: book\n- id: mill\n  type: book\n  title: On Liberty\n"
    files = {"a.bib": (BIB, 1), "a.bibtex": (BIB.replace("date", "year"), 1), "a.ris": (ris, 5)}
    for name, (text, line) in {**files, "a.yaml": (yaml, 4)}.items():
        work = references.read(put(tmp_path, name, text))[-1]
        assert (name, work.key, plain_title(work), work.place.line) == (
            name, "mill", "On Liberty", line
        )  # fmt: skip


@pytest.mark.parametrize("name", ["a.bib", "a.bibtex"])
def test_an_accent_on_an_i_without_its_dot_is_one_letter(tmp_path: Path, name: str) -> None:
    author = r"author = {Novotn{\'y}, Mart{\'\i}n and Ka{\i}k, {\"\i}o and B{\u\j}a},"
    text = BIB.replace("author = {Mill, John Stuart},", author)
    item = references.read(put(tmp_path, name, text))[0].item
    assert [one["given"] for one in item["author"][:2]] == ["Martín", "ïo"]
    assert item["author"][1]["family"] == "Kaık"


@pytest.mark.parametrize("language", ["de_DE.UTF-8", "en_US.UTF-8", "C", ""])
def test_the_machine_has_no_say_in_titles(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", language)
    path = put(tmp_path, "a.bib", BIB.replace("{{On Liberty}}", "{On Liberty}"))
    assert references.read(path)[0].item["title"] == "On liberty"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "a.bib",
            BIB + "@book{x,\n title = {A\n}\n\n@book{y, title={B}}\n",
            "a.bib:6: This entry of the bibliography is not closed",
        ),
        ("a.bib", BIB + "@book{x,\n title = {A}\n", "a.bib:6: This entry of the bibliography is"),
        ("a.bib", BIB + "@book{x,\n title = {A}\n\n" + BIB, "a.bib:6: This entry of the bibl"),
        ("a.bib", BIB + '@book{x,\n title = "A\n}\n@book{y, title = "B"}\n', "a.bib:6: This entry"),
        ("a.bib", BIB + "@book{x,\n title = {A}\n year = 1\n}\n", "a.bib:8:"),
        ("a.ris", "hello\nTY  - BOOK\n", "a.ris:1:1: The bibliography breaks off here"),
        ("a.yaml", "references:\n- id: a\n   type: book\n", "a.yaml"),
        ("a.bib", "nothing here", "a.bib: There is no entry"),
        ("a.docx", "", "a.docx: A bibliography cannot be a .docx"),
    ],
)
def test_a_broken_bibliography_is_one_error(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(InputError) as caught:
        references.read(put(tmp_path, name, text))
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_file_that_is_not_there_or_no_utf8(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: The bibliography cannot be read"):
        references.read(tmp_path / "none.json")
    (tmp_path / "a.bib").write_bytes(b"@book{a,\n title={\xe9}}")
    with pytest.raises(InputError, match=r"a\.bib:2: This is not UTF-8"):
        references.read(tmp_path / "a.bib")


def test_a_key_given_twice_is_an_error_with_both_places(tmp_path: Path) -> None:
    one = put(tmp_path, "a.json", GOOD)
    two = put(tmp_path, "b.bib", BIB)
    with pytest.raises(InputError, match=r"b\.bib:1: The key 'mill' is given twice.* a\.json:2"):
        references.read_all({one: one.name, two: two.name})


def test_abbreviations(tmp_path: Path) -> None:
    works = references.read_all({put(tmp_path, "a.json", GOOD): "a.json"})
    path = put(tmp_path, "short.yaml", "# of the text\nOL: mill\nNO: 7\n")
    assert references.read_abbreviations(path, works) == {"OL": "mill", "NO": "7"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("OL: mill\nOL: '7'\n", "short.yaml:2: .*twice"),
        ("OL: mil\n", "short.yaml:1: The abbreviation OL stands for 'mil'.*Did you mean mill?"),
        ("- OL\n", "This is not a list of abbreviations"),
        ("OL: [mill]\n", "which no bibliography has"),
    ],
)
def test_wrong_abbreviations(tmp_path: Path, text: str, says: str) -> None:
    works = references.read_all({put(tmp_path, "a.json", GOOD): "a.json"})
    with pytest.raises(InputError, match=says):
        references.read_abbreviations(put(tmp_path, "short.yaml", text), works)


@pytest.mark.parametrize(
    ("issued", "dated"),
    [
        (None, False),
        ({"date-parts": [[1859]]}, True),
        ({"date-parts": [[]]}, False),
        ({"date-parts": []}, False),
        ({"raw": "1859"}, True),
        ({"literal": ""}, False),
    ],
)
def test_what_has_a_date(issued: object, dated: bool) -> None:
    assert references.is_dated({"id": "a", "issued": issued}) is dated


def test_a_volume_is_an_item_of_its_own() -> None:
    whole = {"id": "df", "type": "book", "title": "Decline and Fall", "number-of-volumes": "6"}
    assert references.child(whole, "3") == {
        "id": "df-3", "type": "book", "title": "Decline and Fall", "volume": "3"
    }  # fmt: skip


def test_items_become_metadata_without_the_notes_of_stubs() -> None:
    items = [
        {"id": "a", "type": "book", "title": "A <i>B</i>", "note": "stub: look it up"},
        {"id": "b", "type": "book", "title": "C", "note": "second printing"},
    ]
    value = references.metadata(items)
    assert b"stub" not in json.dumps(value).encode()
    works = references.from_metadata(value)
    assert [(work.key, work.item.get("note")) for work in works] == [
        ("a", None), ("b", "second printing")
    ]  # fmt: skip
    assert works[0].item["title"] == "A <i>B</i>"
