"""Entries of lists of works, as authors type them, become CSL items."""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from octavo.model.finding import InputError
from octavo.text.entries import forms
from octavo.text.entries.entry import item, parts
from octavo.verbs import command
from tests.cases import FOLDER

FRAGMENTS = (
    "Smith, J. A. and van Steenbergen (ed.), (eds) (1990). 1990, ‘A Title’ “Of Things” In: In Mind,"
    " 59(236):433–460. pp. 1-20. Vol. 3, Part A, London: Press, [3] [see also] https://example.org/a"
    " doi:10.1000/xyz 10.1000/182 trans. Hrsg. von 《史記》 年 М.: 5. Aufl., n.d. *** ( ) , 12 IV"
)
WORDS = st.sampled_from(FRAGMENTS.split())


TURING = {
    "type": "article-journal",
    "author": [{"family": "Turing", "given": "A. M."}],
    "title": "Computing Machinery and Intelligence",
    "container-title": "Mind",
    "volume": "59",
    "issue": "236",
    "page": "433-460",
    "issued": {"date-parts": [[1950]]},
}
ARENDT = {
    "type": "book",
    "author": [{"family": "Arendt", "given": "Hannah"}],
    "title": "The Human Condition",
    "publisher": "University of Chicago Press",
    "publisher-place": "Chicago",
    "issued": {"date-parts": [[1958]]},
}


@pytest.mark.parametrize(
    "typed",
    [
        "Turing, A. M. (1950). Computing Machinery and Intelligence. Mind, 59(236), 433–460.",
        "A. M. Turing, ‘Computing Machinery and Intelligence’, Mind, 59.236 (1950), pp. 433–460",
        "Turing, A. M. “Computing Machinery and Intelligence.” Mind 59, no. 236 (1950): 433–460.",
        "[3] A. M. Turing. Computing Machinery and Intelligence. Mind, 59(236):433–460, 1950.",
    ],
)
def test_an_article_in_the_common_orders(typed: str) -> None:
    assert item(typed) == TURING


@pytest.mark.parametrize(
    "typed",
    [
        "Arendt, Hannah. The Human Condition. Chicago: University of Chicago Press, 1958.",
        "Arendt, Hannah (1958). The Human Condition. Chicago: University of Chicago Press.",
        "Hannah Arendt, The Human Condition (Chicago: University of Chicago Press, 1958).",
    ],
)
def test_a_book_in_the_common_orders(typed: str) -> None:
    assert item(typed) == ARENDT


@pytest.mark.parametrize(
    ("names", "read"),
    [
        ("Smith, J. A., Jones, B., & Miller, C.", ["Smith", "Jones", "Miller"]),
        ("Brennan, T., W. E. Howard, and R. E. Marsh.", ["Brennan", "Howard", "Marsh"]),
        ("Soini EJ, Leussu M, Hallinen T.", ["Soini", "Leussu", "Hallinen"]),
        ("S. E. Han, G. Chen,", ["Han", "Chen"]),
        ("Beauvoir, Simone de.", ["Beauvoir"]),
        ("Bender, Rolf und Rolf Schumacher.", ["Bender", "Schumacher"]),
    ],
)
def test_names_in_every_order(names: str, read: list[str]) -> None:
    made = item(f"{names} (1990). A Title of Some Length. Place: Press.")
    assert made is not None
    assert [name["family"] for name in made["author"]] == read


def test_a_chapter_has_its_book_and_editor() -> None:
    made = item(
        "Vogel, U. ‘Marriage and Citizenship’, in B. van Steenbergen (ed.), The Condition of"
        " Citizenship (London: Sage, 1994), pp. 76–89."
    )
    assert made is not None
    assert (made["type"], made["container-title"], made["page"]) == (
        "chapter", "The Condition of Citizenship", "76-89",
    )  # fmt: skip
    assert made["editor"] == [{"family": "van Steenbergen", "given": "B."}]


@pytest.mark.parametrize("text", ["", "Good general books are hard to find.", "1990", "(n.d.)"])
def test_what_is_no_entry_gives_nothing(text: str) -> None:
    assert item(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "(" + "a, 1234 " * 1500,
        "‘a " * 2000,
        "《a》" * 2000,
        "De La " * 1500,
        "A. B. Smith, " * 400,
        "Smith and Jones " * 400,
        "Aa Bb Cc. " * 500,
        "(" * 5000,
        "x" * 9000,
    ],
)
def test_any_text_is_read_in_a_moment(text: str) -> None:
    start = time.process_time()
    parts(text)
    assert time.process_time() - start < 1.0


@example("Smith, J. \ud800 \x00 Title. London: Press, 1990.")
@given(st.text(alphabet=st.characters(exclude_characters="<>")) | st.lists(WORDS).map(" ".join))
def test_nothing_is_lost(text: str) -> None:
    read = asdict(parts(text))
    kept = forms.words(" ".join(read.values()))
    number = re.match(r"\s*[\[(]?\w{1,12}[\])]?[.:]?(?=\s|$)", text)
    numbers = forms.words(number[0] if number else "")
    assert forms.words(" ".join(text.split())) <= kept | numbers
    assert parts(text) == parts(text)


def test_what_is_in_italics_is_one_title() -> None:
    entry = "Baumgarten, Alice. Flaubert. The Works of a Year. Paris, 1995."
    assert parts(entry, ["Flaubert. The Works of a Year."]).title == (
        "Flaubert. The Works of a Year"
    )
    book = "Vogel, U. Marriage, in Texts, Materials, Comments (Hamburg: Rowohlt, 1986), p. 3."
    assert parts(book, ["Texts, Materials, Comments"]).container == "Texts, Materials, Comments"


def test_et_al_in_italics_and_a_volume_stay() -> None:
    entry = "Smith, J. et al. (1990). A title of some length. Mind, 59, 433–460."
    assert parts(entry, ["et al.", "Mind, 59"]) == parts(entry)


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is missing: none"):
        parts("Arendt, Hannah. The Human Condition.", model=tmp_path / "none.crfsuite")


CASES = yaml.safe_load((FOLDER / "entries.yaml").read_text(encoding="utf-8"))


def _marks(case: dict[str, str]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["fails"])] if "fails" in case else []


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["entry"][:40], marks=_marks(case)) for case in CASES]
)
def test_an_entry_of_the_cases(case: dict[str, str]) -> None:
    read = {field: value for field, value in asdict(parts(case["entry"])).items() if value}
    assert read == {name: value for name, value in case.items() if name not in ("entry", "fails")}


def test_scan_takes_over_the_texts_own_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.md").write_text(
        "# One\n\nSo it was (Turing 1950, p. 440), and so (Arendt, *The Human Condition*, p. 3).\n"
        "\n# Further reading\n\n- Turing, A. M. (1950). Computing machinery and intelligence."
        " *Mind*, 59(236), 433–460.\n- Arendt, Hannah. *The Human Condition*. Chicago: University"
        " of Chicago Press, 1958.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert command.run(["cite", "text.md", "--scan", "--into", "works.json"]) == 0
    works = json.loads((tmp_path / "works.json").read_text(encoding="utf-8"))
    assert [work["id"] for work in works] == [
        "turing-computing-machinery-intelligence",
        "arendt-human-condition",
    ]
    capsys.readouterr()
    assert command.run(["cite", "text.md", "--bibliography", "works.json"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "(Turing 1950, p. 440) → [@turing-computing-machinery-intelligence, p. 440]" in out
    assert "2 citations are certain." in out


def test_scan_takes_italics_for_a_title_and_keeps_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.md").write_text(
        "# Further reading\n\nBaumgarten, Alice. *Flaubert, Zola, London.* Paris: Seuil, 1995."
        " With a map of the town.\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert command.run(["cite", "text.md", "--scan", "--into", "works.json"]) == 0
    (work,) = json.loads((tmp_path / "works.json").read_text(encoding="utf-8"))
    assert work["title"] == "Flaubert, Zola, London"
    assert work["note"].endswith("With a map of the town.")
