"""A text in a language without a word list is read anew by its letters; a clean one stays."""

from __future__ import annotations

import unicodedata

import pytest

from octavo.text.repair.repair import repaired

TEXTS = {
    "gl": "Á beira do río había un muíño vello e ninguén lembraba cando o construíran. Pola "
    "noite os veciños volvían á casa e os nenos xogaban á sombra do castiñeiro; despois choveu "
    "e a auga chegou ata o camiño. Ninguén escoitou a campá nin a canción da avoa.",
    "et": "Vana veski seisis jõe ääres ja keegi ei mäletanud, millal see ehitati. Õhtul läks "
    "žanrikirjanik šokolaadi ostma, kuid öö jõudis enne kätte ja ta pöördus tagasi koju. "
    "Šefi žürii maitses šašlõkki ja šampanjat.",
    "lt": "Senasis malūnas stovėjo už upės, ir niekas neprisiminė, kada jis buvo pastatytas. "
    "Vakare žmonės grįždavo namo, o vaikai žaidė šalia tilto ir klausėsi žiogų.",
    "be": "Стары млын стаяў за ракой, і ніхто не памятаў, калі яго збудавалі. Увечары людзі "
    "вярталіся дадому, а дзеці гулялі ля моста.",
    "bg": "Старата мелница стоеше край реката и никой не помнеше кога е била построена. Вечер "
    "хората се връщаха у дома, а децата играеха под моста; кучетата лаеха и месецът изгряваше.",
    "he": "הטחנה הישנה עמדה ליד הנהר, ואיש לא זכר מתי נבנתה. בערב חזרו האנשים הביתה.",
    "eo": "La malnova muelejo staris ĉe la rivero, kaj neniu memoris, kiam ĝi estis konstruita. "
    "Ŝi diris, ke ĉiuj loĝantoj aŭdis la bruon kaj revenis hejmen ĵaŭde.",
}
KEPT = [
    ("gl", "cp850"), ("gl", "iso8859-15"),
    ("et", "cp1257"), ("et", "iso8859-15"), ("lt", "cp1257"), ("lt", "iso8859-13"),
    ("be", "cp1251"), ("be", "koi8-u"), ("bg", "cp855"),
    ("he", "cp1255"), ("he", "cp862"), ("eo", "iso8859-3"),
]  # fmt: skip


LITHUANIAN = (
    "Automobilių kamščiuose, apsipirkinėjimo valandomis, priekabių ieškantys žmonės neskubėjo: "
    "nuotykių ir juokelių vietoje gimsta ten, kur niekas jų nelaukia. Šis reiškinys sparčiai plito."
)


def typed(text: str, page: str) -> str:
    return text.encode(page, "ignore").decode(page)


def seen(text: str, page: str, wrong: str) -> str:
    """Give what a program shows that reads a text in a wrong page."""
    data = text.encode(page, "ignore")
    return "".join(bytes([number]).decode(wrong, "ignore") or chr(number) for number in data)


@pytest.mark.parametrize(("lang", "page"), KEPT)
def test_letters_say_which_page_a_text_was_kept_in(lang: str, page: str) -> None:
    good = TEXTS[lang].encode(page, "ignore").decode(page)
    assert repaired(seen(good, page, "cp1252"), lang) == good


@pytest.mark.parametrize("page", ["cp852", "cp1250", "iso8859-2"])
def test_a_list_of_words_knows_older_letters(page: str) -> None:
    """No old page has the Romanian letters with commas: those with cedillas stand for them."""
    good = (
        "Şi a venit noaptea peste sat, iar ţăranii se întorceau acasă fără să vorbească. Moara "
        "veche stătea lângă pârâu şi nimeni nu ştia când fusese construită. Copiii şi bătrânii "
        "ascultau poveşti la gura sobei, până când toţi au adormit în linişte."
    )
    assert repaired(seen(good, page, "cp1252"), "ro") == good
    assert repaired(good, "ro") == good


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("wrong", ["cp1252", "mac_roman"])
def test_utf_8_comes_back_without_a_list_of_words(lang: str, wrong: str) -> None:
    text = TEXTS[lang]
    assert repaired(seen(text, "utf-8", wrong), lang) == text


@pytest.mark.parametrize("lang", TEXTS)
def test_a_clean_text_stays_with_what_it_quotes(lang: str) -> None:
    text = f"{TEXTS[lang]} Garçon, où est l’été? Žluťoučký kůň, Straße, “señor”."
    assert repaired(text, lang) == text


@pytest.mark.parametrize("lang", TEXTS)
def test_a_text_that_says_a_wrong_language_stays(lang: str) -> None:
    text = "Le garçon était déjà là, près de la forêt; l’été dernier, à Noël, où étiez-vous?"
    assert repaired(text, lang) == text


def test_vietnamese_with_its_tones_apart_comes_back_from_utf_8() -> None:
    """Files of some systems keep each tone as a sign of its own."""
    good = unicodedata.normalize(
        "NFD",
        "Cối xay cũ đứng bên bờ sông, và không ai nhớ nó được dựng từ bao giờ. Buổi tối người "
        "ta trở về nhà, trẻ con chơi đùa bên gốc đa và nghe tiếng dế kêu trong đêm vắng.",
    )
    assert repaired(seen(good, "utf-8", "cp1252"), "vi") == good
    assert repaired(good, "vi") == good


@pytest.mark.parametrize("page", ["cp1257", "iso8859-13", "iso8859-4", "cp775"])
def test_letters_weigh_more_than_marks_where_a_list_has_the_words(page: str) -> None:
    """Marks of a Macintosh would explain a few of these letters, another page all of them."""
    good = typed(f"{TEXTS['lt']} {LITHUANIAN}", page)
    assert repaired(seen(good, page, "cp1252"), "lt") == good
