"""The press speaks the book's language, in one way in every format."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from docx import Document as WordFile

from octavo.formats import archive, load
from octavo.formats.imprint import copyright_lines, credits_lines
from octavo.model.edition import Contributor, Copyright, Edition
from octavo.text.statements import sentences_for
from octavo.text.terms import ROLES, Terms, direction, languages, terms_for
from tests.making import EDITION, make_job

LANGUAGES = tuple(
    "en de fr es it pt nl sv da nb fi is pl cs sk "  # noqa: SIM905 - a list to be read
    "sl hr sr hu ro bg ru uk el tr et lv lt ca he".split()
)
TEXT = "# One\n\nA.[^n]\n\n[^n]: B.\n\n# Two\n\nC.\n"
NAMES = ("Anne Un", "Paul Deux", "Zoe Trois", "Max Quatre")


def edition(lang: str) -> Edition:
    people = [Contributor(NAMES[0]), Contributor(NAMES[1])]
    people += [Contributor(NAMES[2], role=role) for role in ROLES]
    return replace(
        EDITION,
        lang=lang,
        title="Abc",
        subtitle="",
        contributor=tuple(people),
        publisher="Maison",
        place="Paris",
        printing="1",
        licence="X 1",
        translation_of="Xyz",
        copyright=Copyright("2026", NAMES[3]),
        isbn={"print": "978-0-306-40615-7", "screen": "978-3-16-148410-0"},
    )


def test_a_statement_of_accessibility_speaks_each_of_them() -> None:
    english = sentences_for("en")[1]
    for lang in (*LANGUAGES, "sr-Latn", "no", "pt-BR"):
        named, sentences = sentences_for(lang)
        assert named == lang
        assert list(sentences) == list(english), lang
        for name, words in sentences.items():
            assert words.count("{0}") == english[name].count("{0}"), (lang, name)
            assert lang == "en" or words != english[name], (lang, name)
    assert sentences_for("sr-Latn")[1] != sentences_for("sr")[1]
    assert sentences_for("tlh") == ("en", english)


def test_thirty_languages_have_every_word() -> None:
    assert {*LANGUAGES, "sr-latn", "en-us"} == set(languages())
    for lang in LANGUAGES:
        terms = terms_for(lang)
        words = [getattr(terms, field.name) for field in fields(Terms)]
        assert all(words), lang
        for group in (terms.roles, terms.credits, terms.editions, terms.printings):
            assert all(group.values()), lang
        assert list(terms.roles) == list(ROLES)
        assert list(terms.credits) == list(terms_for("en").credits)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_names_what_it_is_about_once(lang: str) -> None:
    terms = terms_for(lang)
    one = [getattr(terms, name) for name in SENTENCES]
    numbered = [*terms.editions.items(), *terms.printings.items()]
    one += [sentence for category, sentence in numbered if not category.isdigit()]
    for sentence in [*one, *terms.roles.values()]:
        assert _names(sentence) == ["0"], sentence
    whole = [
        words for field in fields(Terms) if isinstance(words := getattr(terms, field.name), str)
    ]
    whole += terms.credits.values()
    assert not [words for words in whole if words not in one and _names(words)]


SENTENCES = (
    *(
        "back",
        "page",
        "published",
        "licence",
        "translation_of",
        "first_published",
        "moral_rights",
        "mining",
    ),
    *("eu_responsible", "catalogue", "legal_deposit", "printed_by", "typeface", "funded"),
)
"""The words in which {0} is what is named."""


def _names(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]


def test_a_language_is_found_by_its_tag() -> None:
    assert terms_for("de-AT").contents == terms_for("DE_at").contents == "Inhalt"
    assert terms_for("no") == terms_for("nn-NO") == terms_for("nb")
    assert terms_for("sr-Latn-RS").contents == "Sadržaj"
    assert terms_for("sr-Cyrl").contents == terms_for("sr").contents == "Садржај"
    assert terms_for("tlh") == terms_for("") == terms_for("en")
    assert (direction("he"), direction("el")) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("fr", "A, B et C"),
        ("ru", "A, B и C"),
        ("he", "A, B וC"),
        ("en-GB", "A, B and C"),
        ("cs", "A, B a\N{NO-BREAK SPACE}C"),
        ("eu", "A, B and C"),
    ],
)
def test_names_are_joined_as_the_language_does(lang: str, names: str) -> None:
    assert terms_for(lang).names(["A", "B", "C"]) == names
    assert terms_for(lang).names(["A"]) == "A"
    assert terms_for(lang).names([]) == ""


def test_a_french_title_page_is_french() -> None:
    lines = credits_lines(edition("fr"))
    assert lines[:2] == ["Édité par Zoe Trois", "Traduit par Zoe Trois"]
    assert "Publié par Maison, Paris, 2026" in copyright_lines(edition("fr"))
    assert "1er tirage" in copyright_lines(edition("fr"))


Read = Callable[[Path], str]


def _html(path: Path) -> str:
    files = [path] if path.is_file() else sorted(path.glob("*.html"))
    return _plain("".join(file.read_text("utf-8") for file in files))


def _epub(path: Path) -> str:
    pages = [data for name, data in archive.read(path).items() if name.endswith(".xhtml")]
    return _plain("".join(page.decode() for page in pages))


def _plain(markup: str) -> str:
    labels = re.findall(r'(?:aria-label|alt)="([^"]*)"', markup)
    body = re.sub(r"(?s)<(style|head)\b.*?</\1>", " ", markup)
    return " ".join([re.sub(r"<[^>]+>", " ", body), *labels])


def _docx(path: Path) -> str:
    return " ".join(p.text for p in WordFile(str(path)).element.body.iter() if p.tag.endswith("}t"))


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as book:
        return " ".join(page.get_textpage().get_text_bounded() for page in book)


READERS: dict[str, Read] = {"html": _html, "epub": _epub, "docx": _docx, "pdf": _pdf}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("lang", ["fi", "pl", "ru"])
def test_no_format_prints_a_word_of_its_own(tmp_path: Path, name: str, lang: str) -> None:
    """What the press adds is in the book's language: no English word is left in any format."""
    job, _ = make_job(tmp_path, TEXT, edition(lang))
    format_: ModuleType = load(name)
    text = " ".join(READERS[name](made.path) for made in format_.write(job))
    english, own = terms_for("en"), terms_for(lang)
    for field in fields(Terms):
        words = getattr(english, field.name)
        if field.name in ("lang", "colon", "credits"):
            continue
        for sentence in words.values() if isinstance(words, dict) else [words]:
            first = sentence.partition("{0}")[0].strip()
            assert not first or not re.search(rf"\b{re.escape(first)}\b", text), (name, first)
    assert own.contents in text
    assert own.roles["trl"].format(NAMES[2]) in " ".join(text.split())
    assert own.names(NAMES[:2]) in " ".join(text.split())
