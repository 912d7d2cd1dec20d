"""The style sheet: what a book does, what was decided, and what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book.book import Book
from octavo.book.decisions import Decision
from octavo.desk import stylesheet
from octavo.manuscripts import importing
from octavo.manuscripts.folder import new
from octavo.text.lexicon import lexicon
from octavo.usage.abbreviations import abbreviations
from octavo.usage.capitals import capitals
from octavo.usage.commas import WITH, WITHOUT, serial
from octavo.usage.compounds import compounds
from octavo.usage.spelling import spellings
from octavo.usage.words import Entry, Text
from octavo.verbs import command as verbs
from tests.shared import STALINISM, shared


def texts(*paragraphs: str) -> list[Text]:
    return [Text(number, paragraph) for number, paragraph in enumerate(paragraphs)]


def unsettled(entries: list[Entry]) -> list[dict[str, int]]:
    return [{f: len(p) for f, p in e.forms.items()} for e in entries if e.unsettled]


# --- capitals ---------------------------------------------------------------------------------


def test_a_term_with_and_without_a_capital() -> None:
    found = capitals(texts("Under the Soviet State and the Soviet state of old."), "en")
    assert unsettled(found) == [{"Soviet State": 1, "Soviet state": 1}]


def test_a_word_in_the_same_surroundings() -> None:
    found = capitals(texts("He left the Party. Then the party left him."), "en")
    assert unsettled(found) == [{"Party": 1, "party": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "States fall. The states fell.",
        "They met in the House of Commons, in the house of Mr Bold.",
        "The New Economic Policy was an economic policy; the new one.",
        "He said: “the Party” of the party.",
        "By the North Sea, where the sea is cold.",
        "In the Workers’ and Peasants’ Inspection the workers and the peasants met.",
        "As Commissar of War he led the army of war and the rest.",
    ],
)
def test_names_sentences_and_quotations_are_no_contradiction(text: str) -> None:
    assert not unsettled(capitals(texts(text), "en"))


def test_german_nouns_are_left_alone() -> None:
    assert not capitals(texts("Er sah die Alte Welt und die Alte welt."), "de")


# --- compounds --------------------------------------------------------------------------------


def test_one_compound_in_three_forms() -> None:
    text = "A book-shop, a book shop and a bookshop; no book-shop."
    assert unsettled(compounds(texts(text), lexicon("en"))) == [
        {"book-shop": 2, "book shop": 1, "bookshop": 1}
    ]


def test_a_compound_hyphenated_before_its_noun_only_is_settled() -> None:
    text = "A well-known author is well known. The long-term plan, in the long term."
    found = compounds(texts(text), lexicon("en"))
    assert not unsettled(found)
    assert {form for entry in found for form in entry.forms} >= {"well-known", "well known"}


def test_an_adjective_and_its_noun_want_a_look() -> None:
    found = compounds(texts("Tied up in red-tape. A red-tape office."), lexicon("en"))
    assert unsettled(found) == [{"red-tape": 2}]
    assert not unsettled(compounds(texts("A red-tape office."), lexicon("en")))


def test_french_pronouns_after_verbs_are_no_compounds() -> None:
    found = compounds(texts("Dit-il l’arc-en-ciel, un arc en ciel."), lexicon("fr"))
    assert unsettled(found) == [{"arc-en-ciel": 1, "arc en ciel": 1}]
    assert len(found) == 1


# --- spelling ---------------------------------------------------------------------------------


def test_both_endings() -> None:
    text = "They organise and realize; they advise, and seize the prize."
    (entry,) = [e for e in spellings(texts(text), lexicon("en")) if e.unsettled]
    assert set(entry.forms) == {"organise", "realize"}


def test_one_ending_is_only_told() -> None:
    (entry,) = spellings(texts("They organised; they advertise."), lexicon("en"))
    assert (entry.note, entry.unsettled) == ("-ise throughout", False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"),
        ("centre", "center"),
        ("judgement", "judgment"),
        ("grey", "gray"),
        ("travelled", "traveled"),
        ("defence", "defense"),
        ("whilst", "while"),
        ("rôle", "role"),
    ],
)
def test_one_word_in_two_spellings(one: str, other: str) -> None:
    found = spellings(texts(f"The {one} was here.", f"The {other} was there."), lexicon("en"))
    assert unsettled(found) == [{one: 1, other: 1}] or unsettled(found) == [{other: 1, one: 1}]


def test_a_compound_in_a_quotation_is_not_ours_to_settle() -> None:
    text = "The time-table fell. He said: “the timetable rose”, and so the time-table rose."
    found = compounds(texts(text), lexicon("en"))
    assert not unsettled(found)


def test_words_in_quotations_are_not_ours_to_spell() -> None:
    text = "They organise. He wrote: “We realize the color.” The colour is ours."
    assert not unsettled(spellings(texts(text), lexicon("en")))


def test_other_languages_have_no_english_spellings() -> None:
    assert not spellings(texts("Ils ont organisé, organizé."), lexicon("fr"))


# --- commas -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("We saw apples, pears and plums.", WITHOUT),
        ("We saw apples, pears, and plums.", WITH),
        ("It was abstract, schematic, and fatalistic.", WITH),
        ("To equate Lenin, Trotsky, and the Russian Revolution is wrong.", WITH),
        ("Under Stalin, Zinoviev and Kamenev, Bukharin fell.", None),
        ("However, Lenin and Trotsky came.", None),
        ("When he came, she rose and left.", None),
        ("They came, he saw and she left.", None),
        ("It comes, sooner or later.", None),
        ("In 1920, Lenin and Trotsky came.", None),
    ],
)
def test_a_list_of_three_has_a_serial_comma_or_not(text: str, form: str | None) -> None:
    found = [form for entry in serial(texts(text)) for form in entry.forms]
    assert found == ([form] if form else [])


def test_now_and_then() -> None:
    (entry,) = serial(texts("We saw apples, pears and plums.", "It was red, white, and blue."))
    assert entry.unsettled


# --- abbreviations ----------------------------------------------------------------------------


def test_an_abbreviation_that_nothing_explains() -> None:
    found = abbreviations(texts("The NEP ended; NEPmen fled. In Part XIV the USA came in."), ())
    assert unsettled(found) == [{"NEP": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "The New Economic Policy (NEP) ended. The NEP was over.",
        "The NEP (the New Economic Policy) ended.",
        "The NEP, or New Economic Policy, ended.",
        "THE NEP WAS OVER",
    ],
)
def test_an_abbreviation_that_is_explained_or_shouted(text: str) -> None:
    assert not unsettled(abbreviations(texts(text), ()))


def test_an_abbreviation_that_the_metadata_explains() -> None:
    assert not unsettled(abbreviations(texts("So says the LCW."), ["LCW"]))


def test_titles_with_and_without_a_stop() -> None:
    found = abbreviations(texts("Dr Grey met Dr. White and Mr Black, vol. 3."), ())
    assert unsettled(found) == [{"Dr": 1, "Dr.": 1}]
    assert {form for entry in found for form in entry.forms} >= {"Mr", "vol."}


# --- any text at all --------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "red-tape",
        "red tape",
        "the Party",
        "the party",
        "NEP",
        "UTF-8",
        "e.g. 3",
        "“",
        "”",
        "‘",
        "’",
        ", ",
        " and ",
        ". ",
        "\n",
        "\u00a0",
        "-",
        "\ufffc",
        "organise",
        "realize",
        "rôle",
        "İI",
        "ß",
    ]
)


@given(st.lists(st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join), max_size=4))
def test_every_place_that_is_named_holds_its_form(paragraphs: list[str]) -> None:
    found = texts(*paragraphs)
    words = lexicon("en")
    entries = [
        *spellings(found, words),
        *capitals(found, "en"),
        *compounds(found, words),
        *serial(found),
        *abbreviations(found, ()),
    ]
    for entry in entries:
        for form, places in entry.forms.items():
            for seen in places:
                there = paragraphs[seen.text][seen.start : seen.end]
                alike = " ".join(there.split()).lower() == " ".join(form.split()).lower()
                assert alike or entry.heading == "Commas"


# --- the page ---------------------------------------------------------------------------------


def make_book(root: Path, text: str) -> Path:
    new.make(root, "A Book of Letters")
    for chapter in (root / "source").glob("*.md"):
        chapter.unlink()
    (root / "source" / "01.md").write_text(text, encoding="utf-8")
    return root


TEXT = """# One

The Soviet State of that time
was the *Soviet* state of this; Marx met Engels, Engels met Bebel.

> They realize the organising of it.

The Marx-Engels-Bebel letters.[^1]

[^1]: A Soviet state again.
"""


def test_the_page_names_places_decisions_and_the_house(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path / "book", TEXT)
    verbs.run(
        ["decide", "--rule", "dash-names", "--accept", "--reason", "Three.", "--project", str(book)]
    )
    capsys.readouterr()
    assert verbs.run(["stylesheet", "--project", str(book)]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# Style sheet: A Book of Letters\n")
    assert "House style en-GB: quotations in ‘ ’" in page
    assert "- **Soviet State** 1 (source/01.md:3); **Soviet state** 2 (source/01.md:4, 10)" in page
    change = "[Marx-Engels-Bebel → Marx–Engels–Bebel]"
    assert f"of it. The {change} letters. A Soviet state again" in page
    assert "(dash-names, source/01.md) *Three.*" in page
    assert "realize" not in page
    assert stylesheet.page(Book.open(book)) == page


def test_a_text_without_contradictions_has_nothing_to_settle(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "# One\n\nAll is well here.\n")
    page = stylesheet.page(Book.open(book))
    assert "To settle" not in page
    assert page.count("\n") == 3


def test_the_manuscript_shows_what_its_editor_sees(tmp_path: Path) -> None:
    importing.import_manuscripts([shared(*STALINISM)], tmp_path / "book", "en-GB")
    page = stylesheet.page(Book.open(tmp_path / "book"))
    to_settle = page.split("## To settle")[1].split("\n## ")[0].splitlines()
    for words in ("**Soviet State** 1", "**red-tape** 1", "serial comma now", "**NEP** 1"):
        assert sum(words in line for line in to_settle) == 1
    assert len([line for line in to_settle if line]) <= 12


def test_what_was_left_has_its_reason_and_no_arrow() -> None:
    flag = Decision(
        False, "idiom", "source/1.md", "so", "grew to a close", "", "then", is_left=True
    )
    left = replace(flag, reason="it is her voice")
    text = stylesheet._decided((left, replace(left, accept=True, is_left=False, after="drew to")))
    assert "- left, because it is her voice: so [grew to a close] then (idiom, source/1.md)" in text
    assert "- accepted: so [grew to a close → drew to] then (idiom, source/1.md) *it is her" in text
    assert "rejected" not in text
