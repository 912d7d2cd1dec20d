"""The code page of a text is known by the letters of its language; any doubt is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.plain.decode import decode
from octavo.model.finding import InputError
from octavo.text.letters.named import page_named
from octavo.text.letters.weigh import readings

RUSSIAN = "За рекой стояла старая мельница, и никто не помнил, когда она была построена."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, a pak šel domů přes řeku."
GREEK = "Ο παλιός μύλος στεκόταν δίπλα στο ποτάμι, και κανείς δεν θυμόταν το όνομά του."
TURKISH = "Dışarısı karanlıktı, yalnızca ırmağın kıyısında bir ateş yanıyordu."
GERMAN = "Die Müller gingen über die Straße, und später hörten sie die Glocken läuten."
LITHUANIAN = "Senasis malūnas stovėjo už upės, ir niekas neprisiminė, kada jis buvo pastatytas."
JAPANESE = "古い水車小屋は川のそばに立っていた。だれもその名前を覚えていなかった。"
CHINESE = "老磨坊在河边，没有人记得它是什么时候建的。"
KOREAN = "오래된 물레방아는 강가에 서 있었고, 아무도 그 이름을 기억하지 못했다."

KEPT = [
    (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso8859-5"),
    (RUSSIAN, "mac_cyrillic"), (CZECH, "cp1250"), (CZECH, "iso8859-2"), (CZECH, "cp852"),
    (CZECH, "mac_latin2"), (GREEK, "iso8859-7"), (GREEK, "cp737"), (TURKISH, "cp1254"),
    (TURKISH, "cp857"), (GERMAN, "cp850"), (GERMAN, "mac_roman"), (LITHUANIAN, "cp1257"),
    (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp"), (CHINESE, "gb18030"),
    (KOREAN, "cp949"), (RUSSIAN, "utf-16-le"), (JAPANESE, "utf-16-be"), (RUSSIAN, "utf-32-le"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codec"), KEPT)
def test_a_sentence_is_read_in_the_page_that_it_was_kept_in(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec), "x.txt")
    assert decoded.text == text
    assert not decoded.doubtful


def test_page_language_and_the_next_likely_are_told() -> None:
    decoded = decode(CZECH.encode("cp852"), "x.txt", "en-GB")
    assert decoded.encoding == "DOS 852"
    assert "Czech" in decoded.reason
    assert "next likely" in decoded.reason


def test_a_doubled_vowel_is_no_pair_of_quotation_marks() -> None:
    text = "Er is maar één molen, en die stond er vóór de brug; één man wist dat, en één vrouw."
    assert decode(text.encode("cp850"), "x.txt").text == text


def test_what_few_bytes_do_not_tell_is_a_doubt() -> None:
    assert decode(b"Sold for \xa4 5.", "x.txt").doubtful


def test_a_word_of_another_language_does_not_change_the_page() -> None:
    text = "The letters of Dvořák, Janáček and Martinů were read in Kroměříž by all of them."
    assert decode(text.encode("cp1250"), "x.txt").text == text


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("latin2", "iso8859-2"),
        ("ISO-8859-1", "latin-1"),
        ("KOI8-R", "koi8-r"),
        ("sjis", "cp932"),
        ("Mac CE", "mac_latin2"),
        ("ibm850", "cp850"),
    ],
)
def test_a_page_has_many_names(name: str, codec: str) -> None:
    assert page_named(name).codec == codec


def test_an_editor_says_the_page(tmp_path: Path) -> None:
    given = tmp_path / "a.txt"
    given.write_bytes("Tabulka\n\nŽluťoučký kůň.\n".encode("iso8859-2"))
    done = import_manuscripts([given], tmp_path / "book", "cs", encoding="latin2")
    assert "ISO 8859-2 (as you said)" in done.descriptions[0]


def test_bytes_that_are_not_of_the_page_are_an_error_at_their_line(tmp_path: Path) -> None:
    given = tmp_path / "a.txt"
    given.write_bytes(b"One.\n\nTwo \x98.\n")
    with pytest.raises(InputError, match=r"a\.txt:3: .*98.*none of Windows-1253"):
        import_manuscripts([given], tmp_path / "book", "el", encoding="cp1253")
    assert not (tmp_path / "book").exists()


def test_a_page_that_nobody_knows_is_an_error_with_the_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n", encoding="utf-8")
    with pytest.raises(InputError, match="no code page “Windows-1299”") as caught:
        import_manuscripts([tmp_path / "a.txt"], tmp_path / "b", "el", encoding="Windows-1299")
    assert "Windows-1257" in caught.value.hint


def test_the_language_that_is_asked_for_is_weighed_in_every_page() -> None:
    """Its neighbours may all be easier to write, and would leave it no place."""
    data = "Esencial que os dereitos da persoa sexan protexidos, e a opresión".encode("cp850")
    met = list(readings(data * 3, "gl"))
    assert {one.image for one in met} == {one.image for one in met if one.language == "gl"}


def test_words_in_ascii_say_in_which_language_the_others_are() -> None:
    """A few accents are as good Hungarian; the words around them are Dutch."""
    plain = (
        "De bakker stond aan de deur en wachtte op de jongen die elke morgen met het brood door "
        "het dorp reed, en niemand wist nog wanneer de molen was gebouwd of wie er had gewoond. "
    )
    good = f"{plain * 4}Er was er één die daar vóór de oorlog werkte en méér geld vroeg. {plain}"
    good += "De financiële zaken, een enquête en een geïnspireerd verhaal kwamen daarna. "
    data = good.encode("cp850")
    assert decode(data, "x.txt").text == good
    assert ("cp850", "nl") in {(one.page.codec, one.language) for one in readings(data, "en")}


def test_no_symbol_begins_a_word() -> None:
    finnish = "Hän myös näki Davor Šukerin, ja tämä tervehti häntä ystävällisesti kädellään. " * 3
    assert decode(finnish.encode("iso8859-15"), "x.txt").text == finnish
