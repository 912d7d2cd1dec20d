"""The bibliography itself is checked: doubles, wrong numbers, missing fields, unused works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from octavo.bibliography import checking, csl
from octavo.bibliography.references import Work
from octavo.model.finding import Finding, Place
from octavo.verbs import command

MILL: dict[str, Any] = {
    "id": "mill", "type": "book", "title": "On Liberty", "publisher": "Parker",
    "author": [{"family": "Mill", "given": "J. S."}], "issued": {"date-parts": [[1859]]},
}  # fmt: skip
TURING: dict[str, Any] = {
    "id": "turing", "type": "article-journal", "title": "Computing Machinery and Intelligence",
    "author": [{"family": "Turing"}], "container-title": "Mind", "volume": "59", "page": "433-460",
    "issued": {"date-parts": [[1950]]}, "DOI": "10.1093/mind/LIX.236.433",
}  # fmt: skip


def told(*items: dict[str, Any], cited: set[str] | None = None) -> list[Finding]:
    works = [Work(item, Place("works.json", n)) for n, item in enumerate(items, 1)]
    used = {work.key for work in works} if cited is None else cited
    return checking.check(works, used, csl.variables(csl.style("apa")))


def test_two_good_works_have_nothing_to_tell() -> None:
    assert told(MILL, TURING) == []


@pytest.mark.parametrize(
    "other",
    [
        {**MILL, "id": "mill-2", "publisher": "Penguin"},
        {**MILL, "id": "mill-2", "title": "On Liberty", "author": [{"family": "MILL"}]},
        {
            **TURING,
            "id": "t2",
            "title": "Machinery",
            "DOI": "https://doi.org/10.1093/MIND/lix.236.433",
        },
    ],
)
def test_a_work_that_is_entered_twice(other: dict[str, Any]) -> None:
    (found,) = told(MILL, TURING, other)
    assert (found.rule, str(found.place)) == ("cite-duplicate", "works.json:3")
    assert "works.json:" in found.message


@pytest.mark.parametrize(
    "other",
    [
        {**MILL, "id": "mill-2", "issued": {"date-parts": [[1869]]}},
        {**MILL, "id": "mill-2", "volume": "2"},
        {**MILL, "id": "mill-2", "edition": "2"},
        {**MILL, "id": "mill-2", "title": "On Liberty and Utilitarianism"},
        {**TURING, "id": "t2", "page": "501", "DOI": "10.1093/mind/LIX.236.501"},
    ],
)
def test_another_volume_year_or_edition_is_another_work(other: dict[str, Any]) -> None:
    assert told(MILL, TURING, other) == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("ISBN", "978-0-14-043207-7", ""),
        (
            "ISBN",
            "978-0-14-043207-8",
            "The ISBN 978-0-14-043207-8 of mill is wrong: its check digit",
        ),
        ("ISBN", "0-14-043207-6 978-0-14-043207-8", "978-0-14-043207-8 of mill"),
        ("ISSN", "0024-9319", ""),
        ("ISSN", "0024-9318", "The ISSN 0024-9318 of mill is wrong: its check digit should be 9"),
        ("DOI", "10.1000/182", ""),
        ("DOI", "https://doi.org/10.1000/182", ""),
        ("DOI", "1O.1000/182", "The DOI 1O.1000/182 of mill is not a DOI"),
        ("DOI", "10.1000", "is not a DOI"),
    ],
)
def test_numbers_are_checked(field: str, value: str, says: str) -> None:
    found = [f for f in told({**MILL, field: value}) if says in f.message]
    assert [f.rule for f in found] == (["cite-identifier"] if says else [])


@pytest.mark.parametrize(
    ("item", "field", "lacks"),
    [
        (MILL, "publisher", "mill has no publisher, which this style prints"),
        (TURING, "container-title", "turing has no container-title"),
        (MILL, "author", "mill has no author"),
    ],
)
def test_fields_that_a_style_prints(item: dict[str, Any], field: str, lacks: str) -> None:
    (found,) = told({name: value for name, value in item.items() if name != field})
    assert (found.rule, found.hint) == ("cite-lacks", "Complete it: works.json:1.")
    assert lacks in found.message


def test_an_editor_serves_as_author_and_a_stub_says_itself_what_it_lacks() -> None:
    book = {name: value for name, value in MILL.items() if name != "author"}
    assert told({**book, "editor": [{"family": "Mill"}]}) == []
    assert told({**book, "note": "stub: from the text"}) == []


def test_unused_works_are_listed_in_one_finding() -> None:
    others = [{**MILL, "id": f"w{n}", "title": f"Volume the {n}th"} for n in range(40)]
    (found,) = told(TURING, *others, cited={"turing"})
    assert found.rule == "cite-unused"
    assert found.message.startswith("Not cited in this text (40): w0, w1,")
    assert found.message.endswith(" and 10 more.")
    assert told(MILL, TURING, cited=set()) == []


def test_octavo_cite_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    works = [MILL, {**MILL, "id": "mill-2"}, TURING]
    (tmp_path / "works.json").write_text(json.dumps(works), encoding="utf-8")
    (tmp_path / "text.md").write_text("So [@mill, p. 3].", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert command.run(["cite", "text.md", "--bibliography", "works.json"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "mill-2 and mill (works.json:1) seem to be the same work" in out
    assert "Not cited in this text (2): mill-2, turing." in out
