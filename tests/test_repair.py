"""Damaged texts come back whole, page by page; good ones stay as they are."""

from __future__ import annotations

import time

import ftfy.bad_codecs  # noqa: F401  (it names the sloppy code pages)
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.book.filtering import load
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, meta_value, stringify
from octavo.prose.prose import Prose
from octavo.text import spelling
from octavo.text.lexicon import lexicon
from octavo.text.repair import typesetting
from octavo.text.repair.counts import pieces, tokens
from octavo.text.repair.hypotheses import found_in
from octavo.text.repair.likelihood import Likelihood, is_shaped
from octavo.text.repair.mojibake import Repair
from octavo.text.repair.repair import repaired
from tests.bench.repair_read import is_meant
from tests.examples import examples
from tests.making import FILTERS

WINDOWS = "sloppy-windows-1252"
FRENCH = (
    "L’été dernier, la mère de Frédéric était allée à la forêt. « Où êtes-vous ? » dit-elle ; "
    "personne ne répondit, et le garçon pleurait déjà près de la fenêtre, à côté du château."
)
GERMAN = (
    "Die Bäume vor dem Haus waren höher, als er geglaubt hatte. „Früher“, sagte die Großmutter, "
    "„führte hier eine Straße über die Brücke zum Schloß.“ Er hörte zu und schüttelte den Kopf."
)
POLISH = (
    "Książka leżała na stole, gdy wróciła żona. Myślała, że już późno, więc zamknęła okno i wzięła "
    "łyk zimnej wody. Dzieci bawiły się wciąż przed domem, choć słońce już zaszło za górą."
)
RUSSIAN = (
    "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему."
)
GREEK = "Η θάλασσα ήταν ήσυχη εκείνο το πρωί και τα παιδιά έπαιζαν στην άκρη του δρόμου."
ENGLISH = (
    "“I don’t know,” she said—and it wasn’t true. “They’re here,” he replied; “they’ve been here "
    "since Mr. Brown’s élan left us…” The café was closed. She couldn’t have said why."
)


def filtered(paragraphs: list[str], lang: str) -> tuple[list[str], list[Finding]]:
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": text}]} for text in paragraphs]
    document = Document({"lang": meta_value(lang)}, blocks)
    prose = Prose(document)
    findings = load(FILTERS / "mojibake.py").apply(prose)
    return [stringify(block["c"]) for block in document.blocks], findings


def misread(text: str, right: str, wrong: str) -> str:
    return text.encode(right).decode(wrong)


@pytest.mark.parametrize(
    ("text", "lang", "right", "wrong"),
    [
        (FRENCH, "fr", "mac_roman", WINDOWS),
        (FRENCH, "fr", "mac_roman", "latin-1"),
        (FRENCH, "fr", "cp1252", "mac_roman"),
        (FRENCH, "fr", "cp1252", "cp437"),
        (FRENCH, "fr", "cp1252", "cp850"),
        (GERMAN.replace("„", '"').replace("“", '"'), "de", "cp437", WINDOWS),
        (GERMAN.replace("„", '"').replace("“", '"'), "de", "cp850", WINDOWS),
        (GERMAN, "de", "mac_roman", WINDOWS),
        (POLISH, "pl", "cp1250", WINDOWS),
        (RUSSIAN, "ru", "cp1251", WINDOWS),
        (GREEK, "el", "cp1253", WINDOWS),
        (ENGLISH, "en", "mac_roman", WINDOWS),
        (ENGLISH, "en", "cp1252", "mac_roman"),
        (ENGLISH, "en", "cp1252", "latin-1"),
    ],
)
def test_a_whole_text_comes_back(text: str, lang: str, right: str, wrong: str) -> None:
    assert filtered([misread(text, right, wrong)], lang)[0] == [text]


@pytest.mark.parametrize("wrong", [WINDOWS, "latin-1", "mac_roman", "cp437"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    ("text", "lang"), [(ENGLISH, "en"), (FRENCH, "fr"), (RUSSIAN, "ru"), ("Õhtu, “öö” – ära", "et")]
)
def test_utf_8_comes_back_without_any_lexicon(text: str, lang: str, wrong: str, times: int) -> None:
    hurt = text
    for _ in range(times):
        hurt = misread(hurt, "utf-8", wrong)
    assert filtered([hurt], lang)[0] == [text]


def test_each_change_says_why() -> None:
    _, findings = filtered([misread(FRENCH, "cp1252", "mac_roman")], "fr")
    assert {f.rule for f in findings} == {"mojibake-code-page"}
    assert all("written in Windows-1252, read in Mac Roman" in f.evidence for f in findings)
    assert all(f.tier is Tier.AUTO for f in findings)


@pytest.mark.parametrize("lang", ["en", "fr", "de", "pt", "es", "it", "hu", "fi", "vi", "et", "ru"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, POLISH, RUSSIAN, GREEK])
def test_a_good_text_stays_whatever_language_it_claims_to_be_in(text: str, lang: str) -> None:
    for form in (text, text.upper()):
        after, findings = filtered([form], lang)
        assert after == [form]
        assert [f for f in findings if f.tier is Tier.AUTO] == []


def test_only_marks_are_damaged_among_good_accents() -> None:
    clean = [ENGLISH, "His name was René Dubois.", "René’s café “Chez René”…"]
    marks = "“”’—…"
    hurt = [
        "".join(misread(c, "mac_roman", WINDOWS) if c in marks else c for c in p) for p in clean
    ]
    assert filtered(hurt, "en-GB")[0] == clean


@pytest.mark.parametrize(
    ("hurt", "clean", "lang"),
    [
        ("the shopÑclosed since MayÑhad burnt", "the shop—closed since May—had burnt", "en"),
        ("and so Ñ he thought Ñ it was", "and so — he thought — it was", "en"),
        ("said OÕBrien to MrÊBloom", "said O’Brien to Mr\N{NO-BREAK SPACE}Bloom", "en"),
        ("she said ÒI know” at once", "she said “I know” at once", "en"),
        ("slovem „FakturaÒ, napište", "slovem „Faktura“, napište", "cs"),
        ("un mot ÇseulÈ ici", "un mot «seul» ici", "fr"),
        ("il nÕépargnait personne", "il n’épargnait personne", "fr"),
    ],
)
def test_one_mark_alone(hurt: str, clean: str, lang: str) -> None:
    assert repaired(hurt, lang) == clean


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("a slip in cafÉ or espaÑol", "en"),
        ("Tenga cuidadoÑ con esto", "es"),
        ("the letter Ñ is Spanish", "en"),
        ("NAGYOBBÁ VAGY KISEBBÉ TEHETI", "hu"),
        ("Borís met Borís, and Borís left", "en"),
        ("jesteś moim góró, ów człowiek z liceumów", "pl"),
        ("JA SE ON TÄTÄ”, SANOI HÄN. “EI SITÄ”, MUTTA TÄTÄ” VAIN", "fi"),
        ("IRMû E AMANHû, “NÃO”, DISSE A IRMû", "pt"),
    ],
)
def test_what_looks_damaged_but_may_be_meant_is_left(text: str, lang: str) -> None:
    assert repaired(text, lang) == text


def test_a_good_text_has_no_better_code_page() -> None:
    for text, lang in ((ENGLISH, "en"), (FRENCH, "fr"), (GERMAN, "de"), (POLISH, "pl")):
        assert found_in(pieces(tokens([text] * 20)), Likelihood(lexicon(lang))) is None


def test_a_language_without_words_is_told_of_once() -> None:
    _, findings = filtered(["Õhtu on ilus.", "SÕNA."], "et")
    assert [f.rule for f in findings] == ["no-lexicon"]
    assert "et" in findings[0].message


def test_control_characters_go() -> None:
    after, findings = filtered(["a\x07b\x02 c\N{ZERO WIDTH NO-BREAK SPACE}d"], "en")
    assert after == ["ab cd"]
    assert {f.rule for f in findings} == {"control-character"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("the recog-\nnised", ""),
        ("a well-\nknown man", "-"),
        ("Anglo-\nSaxon", "-"),
        ("pre-\nand post-war", None),
    ],
)
def test_words_divided_at_a_line_end(text: str, after: str | None) -> None:
    found = [r.after for r in typesetting.repairs(text, lexicon("en"))]
    assert found == ([] if after is None else [after])


def test_the_text_itself_knows_its_hyphens() -> None:
    met = typesetting.used_in(["the sand-hills and the sandhill", "sand-hills"], lexicon("en"))
    (repair,) = typesetting.repairs("over the sand-\nhills", lexicon("en"), met)
    assert (repair.after, repair.proven) == ("-", True)


HYPHENING = "to-day sea-man foot-path rail-road week-day bed-room after-noon fire-man any-one"
CLOSING = "waterchair moneybook househand firechurch kingfood musicwall doorparty treeschool"


@pytest.mark.parametrize(
    ("around", "before", "after"),
    [
        ("", "foot-\nball", ""),
        (HYPHENING, "foot-\nball", None),
        (HYPHENING, "con-\nfess", ""),
        (HYPHENING, "twenty-\nseven", "-"),
        (f"{CLOSING} citystone handvoice bookriver", "twenty-\nseven", None),
        ("father-in-law", "mother-\nin-law", "-"),
        ("MacHugh", "Mac-\nHugh", ""),
        ("", "Mac-\nHugh", None),
    ],
)
def test_a_texts_habit_decides_on_its_compounds(
    around: str, before: str, after: str | None
) -> None:
    used = typesetting.used_in([around], lexicon("en"))
    (repair,) = typesetting.repairs(before, lexicon("en"), used)
    assert (repair.after if repair.proven else None) == after


def test_slips_are_suggested_outside_quotations() -> None:
    text = "There was nothng to be done, and so we left the house early in the morning."
    after, findings = filtered([text], "en-GB")
    assert after == [text]
    assert [(f.tier, f.before, f.after) for f in findings if f.rule == "spelling-slip"] == [
        (Tier.SUGGEST, "nothng", "nothing")
    ]
    assert filtered([f"He wrote “{text}”"], "en-GB")[1] == []


@pytest.mark.parametrize("word", ["Rabkrin", "apparat", "dekulakisation", "recogniseable"])
def test_no_slip_is_seen_in_a_name_a_term_or_a_rare_word(word: str) -> None:
    doubted = spelling.unknown([f"We saw {word} there."], lexicon("en"))
    assert list(spelling.slips(f"We saw {word} there.", doubted, lexicon("en"))) == []


def test_shapes_of_words() -> None:
    assert is_shaped("École")
    assert not is_shaped("knowÓ")


ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
PAGES = st.sampled_from(["mac_roman", "cp1252", "latin-1", "cp437", "cp850", "cp1251", "utf-8"])


@settings(max_examples=examples(60), deadline=None)
@given(ANY, st.sampled_from(["en", "fr", "ru", "et", "ja", ""]))
def test_any_characters_at_all(text: str, lang: str) -> None:
    once, _ = filtered([text], lang)
    assert filtered(once, lang)[0] == once


@settings(max_examples=examples(40), deadline=None)
@given(st.sampled_from([ENGLISH, FRENCH, GERMAN, POLISH]), PAGES, PAGES, st.integers(1, 2))
def test_any_damage_at_all(text: str, right: str, wrong: str, times: int) -> None:
    for _ in range(times):
        text = text.encode(right, "replace").decode(wrong, "replace")
    once, _ = filtered([text], "en")
    assert filtered(once, "en")[0] == once


def test_of_the_places_that_were_read_only_the_repair_that_was_meant_is_no_harm() -> None:
    text = "sciocco. -- FranÃ§ois-Marie Arouet, 1694"
    at = text.index("Ã")
    meant, other = (Repair(at, at + 2, after, "mojibake-utf-8", "") for after in ("ç", "c"))
    elsewhere = Repair(0, 1, "S", "mojibake-utf-8", "")
    assert is_meant("fortunes-it", text, meant)
    assert is_meant("fortunes-it", text.upper(), meant)
    assert not any(is_meant("fortunes-it", text, repair) for repair in (other, elsewhere))
    assert not is_meant("fortunes-es", text, meant)


ALPHABETS = {
    "ru": (RUSSIAN + " Старая мельница стояла у реки, и никто в ней не жил.", "Cyrillic"),
    "uk": (
        "Старий млин стояв біля річки. Вона нічого не сказала і пішла дорогою додому.",
        "Cyrillic",
    ),
    "bg": ("Старата мелница стоеше край реката. Тя не каза нищо и тръгна по пътя.", "Cyrillic"),
    "el": (GREEK + " Ο παλιός μύλος στεκόταν δίπλα στο ποτάμι.", "Greek"),
    "cs": ("Starý mlýn stál u řeky. Ona neřekla nic a šla cestou domů. Příliš dlouho.", "Central"),
    "pl": (POLISH, "Central"),
    "hu": (
        "Az öreg malom a folyó mellett állt. Senki nem szólt semmit, és elindult hazafelé.",
        "Central",
    ),
}
PAGES = {
    "Cyrillic": ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic"),
    "Greek": ("cp1253", "iso8859_7", "cp737", "mac_greek"),
    "Central": ("cp1250", "iso8859_2", "cp852", "mac_latin2"),
}
OTHER = {"Cyrillic": "cp855", "Greek": "cp869", "Central": "mac_croatian"}
"""A page of each alphabet that is seldom met."""


def seen_in(text: str, right: str, wrong: str) -> str:
    """Give what a program shows that reads a text in a wrong page, with controls where none is."""
    data = text.encode(right, "ignore")
    return "".join(bytes([number]).decode(wrong, "ignore") or chr(number) for number in data)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "mac_roman"])
@pytest.mark.parametrize(
    ("lang", "right"),
    [(lang, page) for lang, (_, name) in ALPHABETS.items() for page in PAGES[name]],
)
def test_another_alphabet_comes_back_or_stays(lang: str, right: str, wrong: str) -> None:
    text, _ = ALPHABETS[lang]
    seen = seen_in(text, right, wrong)
    good = text.encode(right, "ignore").decode(right)
    assert repaired(seen, lang) in (good, seen)
    if right != "cp852":
        assert repaired(seen, lang) == good


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "mac_roman"])
@pytest.mark.parametrize("lang", ["ru", "uk", "el"])
def test_a_page_that_is_seldom_met_makes_no_gibberish(lang: str, wrong: str) -> None:
    text, name = ALPHABETS[lang]
    seen = seen_in(text * 3, OTHER[name], wrong)
    out, findings = filtered([seen], lang)
    if out != [text.encode(OTHER[name], "ignore").decode(OTHER[name]) * 3]:
        assert out == [seen]
        assert [f.rule for f in findings if f.tier is Tier.FLAG] == ["mojibake-doubtful"]


def test_koi8_in_the_page_of_windows_is_no_certain_nonsense() -> None:
    out, findings = filtered([seen_in("Старая мельница", "koi8_r", "latin-1")], "ru")
    assert out[0] == "Старая мельница" or not any(f.tier is Tier.AUTO for f in findings)


def test_a_word_of_a_million_letters_is_no_slip() -> None:
    started = time.process_time()
    texts = ["It was " + "x" * 1_000_000 + " and nothng."]
    assert list(spelling.unknown(texts, lexicon("en"))) == ["nothng"]
    assert time.process_time() - started < 5
