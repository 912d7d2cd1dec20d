"""A manuscript's bytes decide its encoding, and the reason is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.manuscripts.plain.decode import decode
from octavo.model.finding import InputError

SENTENCES = {
    "en-GB": "“Well,” she said – “it’s the café at number 9 … isn’t it?” ‘No,’ he said.",
    "fr": "« L’été dernier, à Noël, où étiez-vous ? » C’était déjà très tôt… Ça suffit, garçon.",
    "de": "Die Straße über den Fluß war schön: „Für größere Städte“, hieß es, „gewöhnlich“.",
    "es": "¿Dónde está el niño? ¡Mañana también! El señor Muñoz pensó que sí – quizá después.",
    "pt": "A noção não é má: às vezes, o coração põe avós à distância; não há solução, irmão.",
    "it": "Perché è così? La città più bella è già lì, però la virtù non c’è.",
}


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")]
)
def test_eight_bit_code_pages_are_told_apart(lang: str, codec: str, name: str) -> None:
    text = SENTENCES[lang]
    decoded = decode(text.encode(codec), "x.txt", lang)
    assert decoded.text == text
    # Where Windows-1252 uses nothing of its own, it is Latin-1: the characters are the same.
    assert decoded.encoding == name or (codec == "cp1252" and decoded.encoding == "Latin-1")


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_known_with_its_mark_and_without(lang: str, codec: str) -> None:
    text = SENTENCES[lang]
    assert decode(text.encode(codec), "x.txt").text == text


def test_latin_1_is_named_where_windows_has_nothing_of_its_own() -> None:
    decoded = decode("Die Stra\N{LATIN SMALL LETTER SHARP S}e war sch\xf6n.".encode("latin-1"), "x")
    assert decoded.encoding == "Latin-1"
    assert decoded.text == "Die Stra\N{LATIN SMALL LETTER SHARP S}e war sch\xf6n."


def test_the_reason_is_told_with_a_word_that_shows_it() -> None:
    decoded = decode("The café’s door.".encode("mac_roman"), "x.txt", "en")
    assert "café’s" in decoded.reason


def test_mojibake_inside_valid_utf_8_is_left_for_the_filter() -> None:
    assert decode("thousandÉ Down".encode(), "x.txt").text == "thousandÉ Down"


def test_lines_pasted_from_an_older_file_are_read_in_their_own_encoding() -> None:
    lines = ["Ça va, garçon.", "L’été à Noël.", "Où êtes-vous ?"]
    data = "\n".join(lines).encode() + b"\n" + "Le garçon était déjà là.".encode("cp1252")
    decoded = decode(data, "x.txt", "fr")
    assert decoded.odd_lines == (4,)
    assert decoded.text.splitlines() == [*lines, "Le garçon était déjà là."]


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" * 40,
        b"text and then\x00 a nought",
        bytes(range(1, 32)) * 20,
        b"\xff\xfea\x00\x00\xd8b\x00",
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "chapter.txt")
    assert str(caught.value).startswith("chapter.txt: ")
    assert caught.value.hint


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cc",))))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    if not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        assert decode(text.encode(), "x.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "x.txt")
    except InputError:
        return
    assert "\0" not in decoded.text
