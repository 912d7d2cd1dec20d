"""The PDF: set, read back from its structure tree, checked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import STRING, page_texts, string_bytes
from octavo.model.design import Design
from octavo.model.finding import InputError
from tests.making import EDITION
from tests.pdf_books import RICH, Built, build

HOSTILE = [
    '#import "x": * and #panic("no") and #{1 + 1}',
    "A dollar $ and another $ and @cite and <label>",
    "Back\\slash \\u{41} \\# and ~ and `tick` and *star* and _under_",
    "Comment /* here */ and // here",
    "= heading at the start",
    "- item at the start",
    "+ item at the start",
    "/ term: definition",
    "1. number and 1.5 and 12.",
    "[brackets] and (parens) and {braces}",
    "Can you-? A--b, a---b, and... more.... dots -1 and --",
    '’90s and \'90s and "typed" quotes',
    "See https://www.example.org/~user/a_b?c=d&e=f#g and mailto:a@b.c",
    "Donaudampfschiffahrtsgesellschaftskapitänsmützenabzeichenverordnung",
    "x" * 120 + " and " + "AB12" * 30,
    "Σὲ γνωρίζω, Русский текст, ﬁ ligature, thin\u2009space, no\u2011break",
    "; semicolon first ) and ] closers",
]


def as_text(lines: list[str]) -> str:
    """Paragraphs that pandoc reads literally: every mark that means something is escaped."""
    escaped = ["".join(f"\\{c}" if c in MARKS else c for c in line) for line in lines]
    return "\n\n".join(escaped)


MARKS = "\\`*_{}[]<>()#+-.!|$@/~'\"=:^"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("rich"), RICH)


# Reading -----------------------------------------------------------------------------------------
def test_the_pdf_says_what_the_text_says(rich: Built) -> None:
    assert rich.read.body == rich.canon.body
    assert rich.read.notes == rich.canon.notes
    assert rich.read.headings == rich.canon.headings
    assert rich.read.images == rich.canon.images


def test_characters_are_the_same_without_white_space(rich: Built) -> None:
    assert pdf.characters(rich.read) == pdf.characters(rich.canon)
    assert " " not in pdf.characters(rich.read)


def test_counts_tell_pages_notes_and_words(rich: Built) -> None:
    assert rich.screen.counts["pages"] == rich.read.pages
    assert rich.press.counts["pages"] == rich.read.pages + rich.read.pages % 2, "whole leaves"
    assert rich.screen.counts["notes"] == len(rich.canon.notes) == 4
    assert rich.screen.counts["words"] == len(rich.canon.body)


def test_the_print_pdf_is_proven_to_have_the_pages_of_the_screen_pdf(rich: Built) -> None:
    assert pdf.read(rich.press, rich.job) is None


def test_a_print_pdf_with_other_words_reads_otherwise(rich: Built, tmp_path: Path) -> None:
    screen = tmp_path / "a-test-book-screen.pdf"
    press = tmp_path / "a-test-book-print.pdf"
    screen.write_bytes(rich.screen.path.read_bytes())
    with pikepdf.open(rich.press.path) as changed:
        del changed.pages[-2:]
        changed.save(press)
    found = pdf.read(replace(rich.press, path=press), rich.job)
    assert found is not None
    assert found.body != rich.read.body
    screen.unlink()
    with pytest.raises(InputError, match="Build both together"):
        pdf.read(replace(rich.press, path=press), rich.job)


def test_one_changed_letter_in_the_print_pdf_is_read(rich: Built, tmp_path: Path) -> None:
    (tmp_path / "a-test-book-screen.pdf").write_bytes(rich.screen.path.read_bytes())
    press = tmp_path / "a-test-book-print.pdf"
    with pikepdf.open(rich.press.path) as changed:
        number = next(n for n, t in enumerate(page_texts(rich.press.path)) if "whales" in t)
        page = changed.pages[number]
        data = page.Contents.read_bytes()
        spoilt_data = re.sub(rb"\(\\000(.)", rb"(\\000\\001", data, count=1)
        assert spoilt_data != data
        page.Contents = changed.make_stream(spoilt_data)
        changed.save(press)
    found = pdf.read(replace(rich.press, path=press), rich.job)
    assert found is not None
    assert "".join(found.body) != "".join(rich.canon.body)


def test_a_print_pdf_whose_font_means_other_letters_is_found(rich: Built, tmp_path: Path) -> None:
    (tmp_path / "a-test-book-screen.pdf").write_bytes(rich.screen.path.read_bytes())
    press = tmp_path / "a-test-book-print.pdf"
    with pikepdf.open(rich.press.path) as changed:
        for item in changed.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                data = item.ToUnicode.read_bytes().replace(b"<0065>", b"<0066>")
                item.ToUnicode = changed.make_stream(data)
        changed.save(press)
    found = pdf.read(replace(rich.press, path=press), rich.job)
    assert found is not None
    assert "".join(found.body) != "".join(rich.canon.body)


def test_a_print_pdf_that_is_only_written_otherwise_reads_the_same(
    rich: Built, tmp_path: Path
) -> None:
    (tmp_path / "a-test-book-screen.pdf").write_bytes(rich.screen.path.read_bytes())
    press = tmp_path / "a-test-book-print.pdf"
    with pikepdf.open(rich.press.path) as other:
        for page in other.pages:
            if "/Contents" in page:
                operators = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
                page.Contents = Array([other.make_stream(operators), other.make_stream(b"")])
        other.save(press)
    assert pdf.read(replace(rich.press, path=press), rich.job) is None


def test_strings_of_any_kind_are_read_as_a_parser_reads_them() -> None:
    pieces = [b"(a(b)c)", rb"(\(\)\\)", rb"(\101\7\n\r\t)", b"<41 424>", b"()", b"((((x))))"]
    with pikepdf.new() as book:
        for piece in pieces:
            stream = book.make_stream(b"/f0 9 Tf [" + piece + b"]TJ " + piece + b" Tj")
            (_, first, second) = pikepdf.parse_content_stream(stream)
            data = bytes(first.operands[0][0])
            assert bytes(second.operands[0]) == data
            assert [string_bytes(found) for found in STRING.findall(piece)] == [data]


@pytest.mark.parametrize("line", HOSTILE)
def test_no_text_becomes_markup(line: str, tmp_path: Path) -> None:
    built = build(tmp_path, f"# One\n\n{as_text([line])}\n\n*{as_text([line])}*\n")
    assert "".join(line.split()) in pdf.characters(built.canon), "the test escapes too little"
    assert built.read.body == built.canon.body
    assert pdf.check(built.screen, built.job) == []


def test_hostile_words_survive_in_notes_titles_tables_code_and_links(tmp_path: Path) -> None:
    bad = as_text(['#panic("x") $a$ @b <c> \\ */ // [d'])
    text = (
        f"# {bad}\n\nText^[{bad}] and [{bad}](https://example.org/%22%5C).\n\n"
        f"| {bad} | b |\n|---|---|\n| c | d |\n\n"
        '    #panic("code") ``` ` \\ " <x>\n\n`#panic("x") \\ "`\n\n# Two\n'
    )
    built = build(tmp_path, text)
    assert (built.read.body, built.read.notes) == (built.canon.body, built.canon.notes)
    assert built.read.headings == built.canon.headings


NARROW = Design(trim=(95.0, 160.0))
LANGUAGES = {
    "en": "counterrevolutionaries incomprehensibilities well-known",
    "de": "Donaudampfschifffahrt E-Mail-Adresse Straßenbahnhaltestelle",
    "fr": "aujourd’hui «\u00a0extraordinairement\u00a0» anticonstitutionnellement",
    "ru": "достопримечательность где-нибудь",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_divided_at_line_ends_are_joined(lang: str, tmp_path: Path) -> None:
    words = " ".join([LANGUAGES[lang]] * 40)
    edition = replace(EDITION, lang=lang, design=NARROW)
    built = build(tmp_path, f"# T\n\n{words}\n", edition)
    assert built.read.body == built.canon.body
    drawn = "".join(page_texts(built.screen.path))
    assert "\N{SOFT HYPHEN}" in drawn, "no word was divided: the test proves nothing"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("pt", "guarda-chuva fere-se arco-íris"), ("cs", "česko-slovenský modro-bílý")],
)
def test_a_hyphen_set_twice_is_read_once(lang: str, words: str, tmp_path: Path) -> None:
    edition = replace(EDITION, lang=lang, design=NARROW)
    built = build(tmp_path, f"# T\n\n{' '.join([words] * 40)}\n", edition)
    assert "--" in "".join(page_texts(built.screen.path)), "no line begins with a hyphen"
    assert built.read.body == built.canon.body


def test_a_book_without_headings_is_set(tmp_path: Path) -> None:
    built = build(tmp_path, "Only a paragraph.\n\nAnother.\n")
    assert built.read.body == built.canon.body
    assert built.read.headings == ()


def test_a_space_before_a_note_mark_stays_as_the_text_has_it(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\nSpaced ^[A.] and close^[B.] words.\n")
    text = "".join(page_texts(built.screen.path))
    assert "Spaced\N{NO-BREAK SPACE}1 and close2 words" in text
    assert built.read.body == built.canon.body


def test_a_link_leads_to_a_place_in_a_heading_which_the_contents_repeat(tmp_path: Path) -> None:
    text = "# []{#p1}One [of]{#of} `two`{#code}\n\nSee [a](#p1), [b](#of) and [c](#code).\n"
    built = build(tmp_path, f"{text}\n## Below [it]{{#it}}\n\nAnd [d](#it).\n")
    assert built.read.headings == built.canon.headings == ("One of two", "Below it")
    assert built.read.body == built.canon.body


def test_a_place_in_a_paragraph_of_its_own_is_set_once_where_a_note_follows(tmp_path: Path) -> None:
    text = "# One\n\n[]{#p42}\n\nWords^[A note.] of it. See [there](#p42).\n"
    built = build(tmp_path, text)
    assert built.read.body == built.canon.body
