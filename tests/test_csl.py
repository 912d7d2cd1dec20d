"""Citation styles by name, without the network."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.bibliography import csl
from octavo.model.finding import InputError

UNDATED = """---
references:
- {id: mill-a, type: book, author: [{family: Mill, given: John}], title: On Liberty}
- {id: mill-b, type: book, author: [{family: Mill, given: John}], title: Utilitarianism}
- {id: gibbon-3, type: book, author: [{family: Gibbon, given: Edward}],
   title: Decline and Fall, volume: "3"}
- {id: page, type: webpage, title: A Page, URL: "http://example.org"}
- {id: maine, type: article-journal, author: [{family: Maine, given: Henry}], title: Ancient Law,
   container-title: Law, issued: {date-parts: [[1861]]}}
csl: "STYLE"
---

One [@mill-a, p. 3]. Two [@mill-b]. Three [@gibbon-3, p. 273]. Four [@page].
Five [@maine, p. 9]. Six [@mill-a, p. 4].
"""


def set_in(address: str) -> str:
    """The undated works in a style, as plain text."""
    text = UNDATED.replace("STYLE", address)
    arguments = ["-f", "markdown-smart", "-t", "plain", "--wrap=none", "--citeproc"]
    return pandoc.run(arguments, text.encode()).decode()


def test_an_independent_style_is_a_file() -> None:
    path = csl.style("apa")
    assert path.name == "apa.csl"
    assert path.is_file()


def test_a_dependent_style_is_followed_to_its_parent() -> None:
    assert csl.style("nature-digest") == csl.style("nature")


def test_an_address_is_a_name() -> None:
    assert csl.style("https://www.zotero.org/styles/nature-digest") == csl.style("nature")


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("modern-language-asociation", "modern-language-association"),
        ("MLA", "modern-language-association"),
        ("chicago", "chicago-notes-bibliography-subsequent-ibid"),
        ("oscolla", "oscola"),
        ("Chicago Author Date", "chicago-author-date"),
    ],
)
def test_an_unknown_style_is_met_with_a_suggestion(name: str, suggested: str) -> None:
    with pytest.raises(InputError, match=f"no citation style '{name}'.*Did you mean.*{suggested}"):
        csl.style(name)


@pytest.mark.parametrize("name", ["", "../styles/apa", "no-such-style-at-all-xyz", "/etc/passwd"])
def test_what_names_no_style_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="There is no citation style"):
        csl.style(name)


def test_a_style_of_the_book(tmp_path: Path) -> None:
    house = tmp_path / "house.csl"
    house.write_bytes(csl.style("oscola").read_bytes())
    assert csl.style("house.csl", tmp_path) == house.resolve()
    with pytest.raises(InputError, match=r"other\.csl is not there"):
        csl.style("other.csl", tmp_path)


def test_a_dependent_style_of_the_book(tmp_path: Path) -> None:
    dependent = csl.styles_folder() / "dependent" / "nature-digest.csl"
    (tmp_path / "mine.csl").write_bytes(dependent.read_bytes())
    assert csl.style("mine.csl", tmp_path) == csl.style("nature")


@pytest.mark.parametrize(
    ("text", "says"),
    [("<style", "house.csl:1: This is not well-formed XML"), ("<a/>", "not a citation style")],
)
def test_a_broken_style_is_one_clear_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "house.csl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        csl.style("house.csl", tmp_path)


@pytest.mark.parametrize(
    ("name", "class_", "format_"),
    [
        ("chicago-notes-bibliography", "note", "note"),
        ("oscola", "note", "note"),
        ("apa", "in-text", "author-date"),
        ("modern-language-association", "in-text", "author"),
        ("ieee", "in-text", "numeric"),
    ],
)
def test_what_a_style_makes_of_a_citation(name: str, class_: str, format_: str) -> None:
    assert csl.style_class(csl.style(name)) == class_
    assert csl.citation_format(csl.style(name)) == format_


def test_which_styles_lose_a_volume() -> None:
    lose = {n for n in ("oscola", "apa", "modern-language-association", "ieee", "mhra-notes")
            if csl.loses_volumes(csl.style(n))}  # fmt: skip
    assert lose == {"modern-language-association"}


def test_a_style_without_undated_works_stays_as_it_is() -> None:
    """Only comments go: the style says the same as its file, element by element."""
    path = csl.style("apa")
    packed = csl.address(path).partition("base64,")[2]
    assert b"no date" in base64.b64decode(packed)
    assert csl.address(path) == csl.address(path)


NO_DATE = (
    "n.d",
    "n. d",
    "s.d",
    "s. d",
    "no date",
    "undated",
    "o. J",
    "()",
    "( ",
    " ,",
    ", ,",
    "(,",
)
STYLES = (
    "apa", "chicago-author-date", "chicago-notes-bibliography",
    "chicago-notes-bibliography-subsequent-ibid", "harvard-cite-them-right", "ieee",
    "modern-language-association", "mhra-notes", "mhra-author-date", "nature", "oscola",
    "american-medical-association", "american-sociological-association", "turabian-author-date",
)  # fmt: skip


@pytest.mark.parametrize("name", [n for n in STYLES if csl._packaged(n)])
def test_no_style_prints_that_there_is_no_date(name: str) -> None:
    text = set_in(csl.address(csl.style(name), undated=True))
    assert [sign for sign in NO_DATE if sign in text] == []
    assert "Utilitarianism" in text
    assert "1861" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("apa", "One (Mill, On Liberty, p. 3). Two (Mill, Utilitarianism). "
                "Three (Gibbon, Decline and Fall 3, p. 273). Four (“A Page”). "
                "Five (Maine, 1861, p. 9)."),
        ("chicago-author-date", "One (Mill, On Liberty, 3). Two (Mill, Utilitarianism). "
                "Three (Gibbon, Decline and Fall 3, 273). Four (“A Page”). "
                "Five (Maine 1861, 9)."),
    ],
)  # fmt: skip
def test_an_undated_work_is_cited_by_its_title(name: str, said: str) -> None:
    assert said in set_in(csl.address(csl.style(name), undated=True))


def test_no_date_is_printed_where_the_style_is_left_alone() -> None:
    """The sign that the tests above look at something."""
    assert "n.d." in set_in(csl.address(csl.style("apa")))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chicago-author-dat", "chicago-author-date"),
        ("mhra-author-dates", "mhra-author-date"),
        ("Oscolla", "oscola"),
        ("modern-humanities-research-association", "mhra-notes"),
        ("mla", "modern-language-association"),
    ],
)
def test_the_nearest_spelling_is_suggested_first(typed: str, meant: str) -> None:
    with pytest.raises(InputError) as caught:
        csl.style(typed)
    assert caught.value.hint.startswith((f"Did you mean {meant} or ", f"Did you mean {meant}?"))


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("apa", True),
        ("chicago-author-date", True),
        ("ieee", True),
        ("modern-language-association", True),
        ("nature", False),
        ("american-medical-association", False),
        ("oscola", False),
    ],
)
def test_which_citations_stand_before_the_stop(name: str, inside: bool) -> None:
    assert csl.stands_in_sentence(csl.style(name)) is inside
