"""The PDF: set, read back from its structure tree, checked."""

from __future__ import annotations

import io
import re
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Name

from octavo import pandoc
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.glyphs import unshowable
from octavo.formats.pdf.inlines import breakable, breakable_code, escape
from octavo.formats.pdf.interior import imprint_lines
from octavo.formats.pdf.math import formula_findings, formulas, quoted
from octavo.formats.pdf.page import POINTS, page_of
from octavo.formats.pdf.survey import survey
from octavo.formats.pdf.text import STRING, page_texts, string_bytes
from octavo.model import reading
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.edition import Design, Subject
from octavo.model.finding import Finding, InputError, Severity
from octavo.model.nodes import Document
from octavo.prose.prose import Prose
from tests.making import EDITION, make_job
from tests.shared import shared

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)

PARAGRAPH = (
    "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in "
    "my purse, and nothing particular to interest me on shore, I thought I would sail about a "
    "little and see the watery part of the world, incomprehensibly and counterrevolutionarily. "
)

RICH = f"""\
For all who set *type*.

# Preface {{.frontmatter}}

A preface by *nobody in particular*, long enough to open with words in small capitals.

# Part One {{.part}}

::: epigraph
> Wooden whales.

— Hamlet
:::

# Loomings[^head] {{#loom}}

::: epigraph
Whales, or whales cut in *profile*.
:::

{PARAGRAPH * 12}[^one]

See [the second chapter](#second) and [a site](https://www.example.org/a?b=c), with *emphasis*,
**bold**, ***both***, ~~struck~~, H~2~O, x^2^, [Small Caps]{{.smallcaps}} and
[français]{{lang=fr}}.\\
A hard break; `code  here`, $a^2 + b^2$ in the line, and

$$\\int_0^1 x\\,dx = \\frac12$$

goes on.

> A block quotation.
>
> Its *second*, paragraph.

and continues.

::: verse
| The woods are lovely, dark and deep,
|     But I have *promises*, to keep,
|
| And miles to go before I sleep.^[Frost.]
:::

- one
- two, `code`

  with a paragraph
    - nested

3. third
4. fourth

Term *one*, here
:   Definition one.
:   Definition two.

Loose term

:   Its first paragraph.

    Its second.

* * *

After the ornament.

``` python
def f(x):
    return "a very long line of code that will certainly not fit within the narrow measure" + x

print(f(1))
```

| Right | Left *a* | Centre |
|------:|:---------|:------:|
| 1 | a | x |
| 22 | b, *c*, d[^t] | yy |

: A *table's*, caption.

![A *figure's*, caption.](images/dot.png){{alt="A dot" #dot}}

![](images/dot.png){{alt=""}}

An ![inline dot](images/dot.png) here, as in [the figure](#dot).

[^head]: A note in a heading.

[^one]: First note with *emphasis*, and a formula $x$.

    Second paragraph of the note.

[^t]: Table note.

# Second, `code` and $x^2$ {{#second}}

## A section

{PARAGRAPH * 3}

### Sub *section*, here

More.

# Bibliography {{.backmatter}}

::: {{#refs .references}}
::: {{#ref-a .csl-entry}}
Author, A. *Title of a longish book, with many words in it*. London, 1999. https://doi.org/10.1000/xyz.
:::
:::
"""

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


@dataclass(frozen=True)
class Built:
    job: Job
    screen: Artefact
    press: Artefact
    canon: Reading
    read: Reading


def build(folder: Path, markdown: str, edition=EDITION) -> Built:
    folder.mkdir(parents=True, exist_ok=True)
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True, exist_ok=True)
    (images / "dot.png").write_bytes(PIXEL)
    job, _ = make_job(folder, markdown, edition)
    screen, press = pdf.write(job)
    canon = reading.read(Document.loads(job.document.read_bytes()))
    return Built(job, screen, press, canon, pdf.read(screen, job))


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
    assert rich.screen.counts["pages"] == rich.read.pages == rich.press.counts["pages"]
    assert rich.screen.counts["notes"] == len(rich.canon.notes) == 4
    assert rich.screen.counts["words"] == len(rich.canon.body)


def test_the_print_pdf_is_proven_to_have_the_pages_of_the_screen_pdf(rich: Built) -> None:
    assert pdf.read(rich.press, rich.job) is None


def test_a_print_pdf_with_other_words_reads_otherwise(rich: Built, tmp_path: Path) -> None:
    screen = tmp_path / "a-test-book-screen.pdf"
    press = tmp_path / "a-test-book-print.pdf"
    screen.write_bytes(rich.screen.path.read_bytes())
    with pikepdf.open(rich.press.path) as changed:
        del changed.pages[-1]
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


# Design ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trim", [(129, 198), (111, 178), (140, 216), (152.4, 228.6), (210, 297)])
def test_margins_and_measure_suit_a_book(trim: tuple[float, float]) -> None:
    page = page_of(trim)
    bottom = page.height - page.top - page.text_height
    assert page.inside > page.outside or page.measure == page.size * 28.5
    assert bottom > page.top > 0
    assert page.inside + page.measure + page.outside == pytest.approx(page.width, abs=0.01)
    assert 50 < page.measure / (page.size * 0.44) < 70
    assert page.inside >= 12.7 * POINTS


def test_a_trim_for_no_book_is_refused() -> None:
    with pytest.raises(InputError, match=r"40 × 60 mm.*design\.yaml"):
        page_of((40, 60))


def test_divisions_open_on_rectos_after_truly_blank_versos(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    second = next(n for n, text in enumerate(pages) if text.lstrip("0123456789")[:6] == "Second")
    assert first % 2 == 0
    assert second % 2 == 0
    assert pages[1] == ""
    assert pages[first - 1] == ""


def test_heads_and_folios_stand_where_they_should(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    assert pages[first + 1].startswith("4A Test Book")
    assert pages[first + 2].startswith("Loomings5")


@pytest.mark.parametrize(
    "title",
    [
        "Premier\N{NARROW NO-BREAK SPACE}: «\N{NO-BREAK SPACE}Où\N{NO-BREAK SPACE}»",
        "Premier: « Où »",
        'X "q" y',
        "Thin\N{THIN SPACE}space, soft\N{SOFT HYPHEN}hyphen, wide\N{EM SPACE}space",
    ],
)
def test_a_title_is_found_among_the_bookmarks_whatever_its_spaces(
    title: str, tmp_path: Path
) -> None:
    built = build(tmp_path, f"# {title}\n\nUn.\n\n# Fin\n\nDeux.\n", replace(EDITION, lang="fr"))
    assert [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-opening"] == []


def test_a_title_of_hundreds_of_words_is_set(tmp_path: Path) -> None:
    built = build(tmp_path, "# " + "a title of many words " * 44 + "\n\nText.\n")
    assert pdf.characters(built.read) == pdf.characters(built.canon)
    rules = {finding.rule for finding in pdf.check(built.screen, built.job)}
    assert rules <= {"pdf-overflow", "pdf-short-page"}, (
        "a title deeper than its page is told, and nothing else"
    )


def test_chapters_may_open_on_any_page(tmp_path: Path) -> None:
    edition = replace(EDITION, design=Design(chapters_on_recto=False))
    text = "# One\n\nA.\n\n# Two\n\nB.\n\n# Three\n\nC.\n"
    loose, strict = build(tmp_path / "a", text, edition), build(tmp_path / "b", text)
    assert loose.read.pages < strict.read.pages
    assert loose.read.body == strict.read.body


def test_pages_before_the_text_are_counted_in_roman(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    with pikepdf.open(rich.screen.path) as book:
        numbers = list(book.Root.PageLabels.Nums)
    labels = {int(page): entry for page, entry in zip(numbers[::2], numbers[1::2], strict=True)}
    assert all(str(labels[page].S) == "/r" for page in range(6) if page in labels)
    assert (str(labels[first].S), int(labels[first].St)) == ("/D", 3)


def test_metadata_come_from_the_edition(tmp_path: Path) -> None:
    edition = replace(
        EDITION, keywords=("type",), subjects=(Subject("thema", "AKD", "Typography"),)
    )
    built = build(tmp_path, "# One\n\nText.\n", edition)
    with pikepdf.open(built.screen.path) as book:
        assert str(book.docinfo.Title) == "A Test Book: With a Subtitle"
        assert str(book.docinfo.Author) == "Ada Compositor"
        assert str(book.docinfo.Keywords) == "type, Typography"
        assert str(book.docinfo.CreationDate) == "D:20260115000000Z"
        assert str(book.Root.Lang) == "en-GB"


def test_the_copyright_page_tells_both_isbns_apart() -> None:
    isbn = {"print": "978-0-306-40615-7", "screen": "978-1-86197-876-9"}
    lines = imprint_lines(replace(EDITION, isbn=isbn))
    assert "ISBN 978-0-306-40615-7 (print)" in lines
    assert "ISBN 978-1-86197-876-9 (PDF)" in lines
    assert "ISBN 978-0-306-40615-7" in imprint_lines(
        replace(EDITION, isbn={"print": isbn["print"]})
    )


def test_a_running_head_that_is_too_long_loses_its_last_words(tmp_path: Path) -> None:
    title = "A Treatise of the Longest Title That an Editor Could Ever Put on a Title Page"
    text = f"# {title} and More {{#one}}\n\n" + f"{PARAGRAPH * 3}\n\n" * 8
    built = build(tmp_path, text, replace(EDITION, title=title))
    heads = page_texts(built.screen.path)[5:7]
    assert heads[0].startswith("2A Treatise of the Longest Title That")
    assert heads[1].startswith("A Treatise of the Longest Title That")
    assert all("…" in head[:90] and title not in head for head in heads)


def test_a_book_may_have_one_chapter_and_neither_author_nor_publisher(tmp_path: Path) -> None:
    edition = replace(EDITION, contributor=(), publisher="", subtitle="", date="")
    built = build(tmp_path, "# Alone\n\nText.\n", edition)
    assert pdf.check(built.screen, built.job) == []
    assert "Contents" not in "".join(page_texts(built.screen.path))


def left_of(path: Path, words: str) -> float:
    """Where the first text that begins with some words begins, in points from the left."""
    with pypdfium2.PdfDocument(path) as book:
        for page in book:
            text = page.get_textpage()
            at = text.search(words).get_next()
            if at is not None:
                return float(text.get_charbox(at[0])[0])
    raise AssertionError(f"{words} is on no page")


def test_verse_keeps_its_indents(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\n| Sweet fields\n|     Stand dressed\n| So to the Jews\n")
    path = built.screen.path
    indent = left_of(path, "Stand dressed") - left_of(path, "Sweet fields")
    assert indent == pytest.approx(4 * 0.5 * page_of(EDITION.design.trim).size, abs=0.6)
    assert left_of(path, "So to the") == pytest.approx(left_of(path, "Sweet"), abs=0.6)
    assert built.read.body == built.canon.body


# The two files -----------------------------------------------------------------------------------


def test_the_screen_pdf_is_tagged_and_linked(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in book.Root.Metadata.read_bytes()
        links = [a for page in book.pages for a in page.obj.get("/Annots", [])]
        targets = [str(a.A.URI) for a in links if "/A" in a and a.A.S == "/URI"]
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert "https://www.example.org/a?b=c" in targets
    assert len(links) > 10
    assert titles == ["Contents", "Preface", "Part One", "Bibliography"]


def test_the_print_pdf_is_plain_and_black(rich: Built) -> None:
    with pikepdf.open(rich.press.path) as book:
        assert not {"/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names"} & set(book.Root.keys())
        for page in book.pages:
            assert "/Annots" not in page
            assert [float(v) for v in page.TrimBox] == [float(v) for v in page.mediabox]
            spaces = page.Resources.get("/ColorSpace", {})
            assert all(space == "/DeviceGray" for space in spaces.values())
        width, height = (float(value) for value in book.pages[0].mediabox[2:])
    assert (width / POINTS, height / POINTS) == pytest.approx((129, 198), abs=0.01)


def test_only_the_fonts_that_typst_brings_are_used(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        names = {str(o.FontName) for o in book.objects if _is_font(o)}
    faces = {name.partition("+")[2].partition("-")[0] for name in names}
    assert faces <= {"LibertinusSerif", "NewCMMath", "DejaVuSansMono", "NewCM10"}


def _is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def test_the_same_text_gives_the_same_bytes(
    rich: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(tmp_path)
    if hasattr(time, "tzset"):
        time.tzset()
    again = build(tmp_path / "elsewhere", RICH)
    assert again.screen.path.read_bytes() == rich.screen.path.read_bytes()
    assert again.press.path.read_bytes() == rich.press.path.read_bytes()


def test_nothing_is_left_behind(rich: Built) -> None:
    names = sorted(path.name for path in rich.job.work.iterdir())
    assert names == ["a-test-book-print.pdf", "a-test-book-screen.pdf"]


# Checks ------------------------------------------------------------------------------------------


def test_a_good_book_has_no_findings(rich: Built) -> None:
    assert pdf.check(rich.screen, rich.job) == []
    assert pdf.check(rich.press, rich.job) == []


def wrong_trim(book: pikepdf.Pdf) -> None:
    book.pages[2].obj["/MediaBox"] = Array([0, 0, 400, 600])


def untagged(book: pikepdf.Pdf) -> None:
    del book.Root["/StructTreeRoot"]


def no_language(book: pikepdf.Pdf) -> None:
    del book.Root["/Lang"]


def no_claim(book: pikepdf.Pdf) -> None:
    book.Root["/Metadata"] = book.make_stream(b"<x/>")


def no_fonts(book: pikepdf.Pdf) -> None:
    for item in book.objects:
        if _is_font(item):
            if "/FontFile3" in item:
                del item["/FontFile3"]
            if "/FontFile2" in item:
                del item["/FontFile2"]


def dead_link(book: pikepdf.Pdf) -> None:
    for page in book.pages:
        for annotation in page.obj.get("/Annots", []):
            for key in ("/Dest", "/A"):
                if key in annotation:
                    del annotation[key]


def on_a_verso(book: pikepdf.Pdf) -> None:
    book.pages.insert(4, book.pages[1])


SCREEN_FAULTS: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (wrong_trim, "pdf-trim"),
    (untagged, "pdf-untagged"),
    (no_language, "pdf-language"),
    (no_claim, "pdf-ua"),
    (no_fonts, "pdf-font-embedded"),
    (dead_link, "pdf-dead-link"),
    (on_a_verso, "pdf-opening"),
]


def spoilt(
    artefact: Artefact, job: Job, folder: Path, fault: Callable[[pikepdf.Pdf], None]
) -> list[Finding]:
    path = folder / "spoilt.pdf"
    with pikepdf.open(artefact.path) as book:
        fault(book)
        book.save(path)
    return pdf.check(replace(artefact, path=path), job)


@pytest.mark.parametrize(("fault", "rule"), SCREEN_FAULTS)
def test_a_fault_in_the_screen_pdf_is_found(
    rich: Built, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    findings = spoilt(rich.screen, rich.job, tmp_path, fault)
    assert rule in {finding.rule for finding in findings}
    assert all(finding.severity is Severity.ERROR for finding in findings)


def coloured(book: pikepdf.Pdf) -> None:
    book.pages[2].contents_add(b"1 0 0 rg 0 0 1 1 re f")


def profiled(book: pikepdf.Pdf) -> None:
    book.pages[4].Resources.ColorSpace["/c0"] = Array([Name.ICCBased, book.make_stream(b"", N=1)])


def outlined(book: pikepdf.Pdf) -> None:
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Extra", 0))


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (coloured, "pdf-print-colour"),
        (profiled, "pdf-print-colour"),
        (outlined, "pdf-print-extras"),
        (wrong_trim, "pdf-trim"),
    ],
)
def test_a_fault_in_the_print_pdf_is_found(
    rich: Built, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    findings = spoilt(rich.press, rich.job, tmp_path, fault)
    assert rule in {finding.rule for finding in findings}


def test_text_out_of_the_measure_is_found(tmp_path: Path) -> None:
    cells = " | ".join(["immeasurable"] * 12)
    rule = "|".join(["---"] * 12)
    built = build(tmp_path, f"# One\n\n| {cells} |\n|{rule}|\n| {cells} |\n")
    findings = pdf.check(built.screen, built.job)
    assert {finding.rule for finding in findings} == {"pdf-overflow"}
    assert "imme" in findings[0].message


def test_long_code_and_addresses_stay_in_the_measure(tmp_path: Path) -> None:
    code = "g.v('Thor').out().as('parent').out().as('grandparent').out().unique().take(10).run()"
    address = "https://www.example.org/" + "long-path/" * 12 + "end?query=" + "x" * 50
    text = f"# One\n\n    {code}\n    {'#' + '-' * 90}\n\n`{code}` and {address}^[{address}]\n"
    built = build(tmp_path, text)
    assert pdf.check(built.screen, built.job) == []
    assert built.read.body == built.canon.body


def test_text_below_the_last_line_is_found(rich: Built, tmp_path: Path) -> None:
    pages = page_texts(rich.screen.path)
    number = next(n for n, text in enumerate(pages) if text.startswith("4A Test Book"))

    def lowered(book: pikepdf.Pdf) -> None:
        book.pages[number].contents_add(b"1 0 0 1 0 -40 cm", prepend=True)

    (finding,) = spoilt(rich.screen, rich.job, tmp_path, lowered)
    assert finding.rule == "pdf-overflow"
    assert re.search(r"stands \d+ points below the last line", finding.message)


def test_a_last_page_of_two_lines_is_told(tmp_path: Path) -> None:
    short = [
        pdf.check(built.screen, built.job)
        for count in range(20, 30)
        for built in [build(tmp_path / str(count), "# One\n\n" + "Line.\n\n" * count)]
    ]
    rules = [[finding.rule for finding in findings] for findings in short]
    assert rules.count(["pdf-short-page"]) == 2, rules
    told = next(finding for findings in short for finding in findings)
    assert told.severity is Severity.INFO
    assert "(page 6 of" in told.message


def png(pixels: list[tuple[int, int, int]]) -> bytes:
    """An RGB image, one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", len(pixels), 1, 8, 2, 0, 0, 0)
    row = b"\0" + b"".join(bytes(pixel) for pixel in pixels)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(row)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_image(folder: Path, data: bytes) -> Built:
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True)
    (images / "whale.png").write_bytes(data)
    return build(folder, "# One\n\nText.\n\n![A whale.](images/whale.png)\n")


def test_a_coloured_image_in_the_print_pdf_is_named(tmp_path: Path) -> None:
    built = with_image(tmp_path, png([(200, 10, 10), (10, 10, 200)]))
    (finding,) = pdf.check(built.press, built.job)
    assert (finding.rule, finding.severity) == ("pdf-print-rgb", Severity.WARNING)
    assert "whale.png" in finding.message
    assert "greyscale" in finding.hint


def test_an_image_that_only_looks_coloured_is_printed_grey(tmp_path: Path) -> None:
    built = with_image(tmp_path, png([(7, 7, 7), (130, 130, 130), (255, 255, 255)]))
    assert pdf.check(built.press, built.job) == []
    with pikepdf.open(built.press.path) as book:
        (image,) = (o for o in book.objects if _is_image(o))
        assert image.ColorSpace == "/DeviceGray"
        assert image.read_bytes() == bytes([7, 130, 255])


def _is_image(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


# Glyphs ------------------------------------------------------------------------------------------


def test_a_character_that_no_font_has_is_found_before_setting() -> None:
    document = pandoc.read("One.\n\nA 漢字 here, and `字` again.\n".encode())
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings = pdf.missing_glyphs(document, prose.trace)
    assert [finding.before for finding in findings] == ["字", "漢"]
    assert "U+6F22" in findings[1].message
    assert findings[1].severity is Severity.ERROR
    assert findings[1].context == ("A ", "字 here, and 字 again.")
    anchor = findings[1].anchor
    assert anchor is not None
    assert (anchor.start, anchor.end) == ((2, 0), (2, 1))


def test_a_missing_character_stops_the_pdf_with_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"漢.*U\+6F22") as fault:
        build(tmp_path, "# One\n\nA 漢 here.\n")
    assert "\n" not in str(fault.value)


def test_a_character_without_italic_is_set_upright(tmp_path: Path) -> None:
    assert unshowable(frozenset("❦é")) == frozenset()
    assert unshowable(frozenset("❦é"), "italic") == frozenset("❦")
    built = build(tmp_path, "# One\n\n*An ❦ here* and **❦**.\n")
    assert built.read.body == built.canon.body


def test_common_typography_needs_no_fallback() -> None:
    marks = "–—‘’“”„‚«»…†‡§¶©°×½⁂№′″ÆŒßĐłőșțžΑωἄЖѣ\u00a0\u2009\u202f\u2011"
    assert unshowable(frozenset(marks)) == frozenset()


# Formulas ----------------------------------------------------------------------------------------


def test_a_formula_that_cannot_be_set_is_printed_as_typed(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\nBefore the bad one $\\foo{$ comes this, and $x^2$ too.\n")
    findings = pdf.check(built.screen, built.job)
    assert [finding.rule for finding in findings] == ["pdf-formula"]
    assert "\\foo{" in findings[0].message
    assert findings[0].context == ("Before the bad one ", " comes this, and x^2 too.")
    assert "\\foo{" in "".join(page_texts(built.screen.path))
    assert built.read.body == built.canon.body


def test_lines_that_stand_bare_in_a_display_are_stacked() -> None:
    document = pandoc.read(b"$$a = 1\\\\ b = 2$$\n")
    (formula,) = formulas(survey(document).of("Math")).values()
    assert formula.typst
    assert formula_findings(document, survey(document).of("Math")) == []


def test_a_formula_runs_no_code(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("treasure", encoding="utf-8")
    text = f'# One\n\n$\\text{{\\#read("{secret.as_posix()}")}}$ and $\\text{{"); panic("x}}$\n'
    built = build(tmp_path, text)
    assert "treasure" not in "".join(page_texts(built.screen.path))


# Images ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("images/none.png", "images/none.png is not there"),
        ("https://example.org/a.png", "nothing is fetched"),
        ("01.md", "of a type that not every edition shows"),
    ],
)
def test_an_image_that_cannot_be_set_is_named(source: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        build(tmp_path, f"# One\n\n![Caption]({source})\n")


def test_alternatives_stand_in_the_structure_tree(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        alts = [str(o.Alt) for o in book.objects if _is_figure(o)]
    assert sorted(alts) == ["A dot", "inline dot"]


def _is_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and "/Alt" in item


# Small parts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "typst"),
    [
        ("plain words, no marks.", "plain words, no marks."),
        ("a--b", "a\\-\\-b"),
        ("wait...", "wait\\.\\.\\."),
        ("1. one", "1\\. one"),
        ("#x[y]", "\\#x\\[y\\]"),
        ("line\u2028break", "line break"),
    ],
)
def test_escape(text: str, typst: str) -> None:
    assert escape(text) == typst


def test_strings_hold_any_text() -> None:
    assert quoted('a "b" \\ c') == '"a \\"b\\" \\\\ c"'


def test_only_long_words_may_break() -> None:
    assert breakable("and/or") == "and/or"
    assert "\u200b" in breakable("https://www.example.org/path/to/page")
    assert breakable_code("short(line)") == "short(line)"
    assert breakable_code("x" * 60).replace("\u200b", "") == "x" * 60


def test_a_heading_that_skips_a_level_does_not_stop_the_pdf(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\n#### Deep\n\nText.\n")
    assert built.read.headings == built.canon.headings


def test_a_table_with_spans_is_set(tmp_path: Path) -> None:
    grid = """\
# One

+-----+-----+-----+
| A         | B   |
+=====+=====+=====+
| one | two | x   |
+-----+-----+     |
| three     |     |
+-----------+-----+
"""
    built = build(tmp_path, grid)
    assert built.read.body == built.canon.body


def test_a_published_story_reads_back_whole(tmp_path: Path) -> None:
    story = shared("books", "catalogue", "sh-000-a-case-of-identity.md")
    text = story.read_text(encoding="utf-8").partition("\n---\n")[2] or story.read_text("utf-8")
    built = build(tmp_path, text)
    assert len(built.canon.body) > 5000
    assert built.read.body == built.canon.body
    assert built.read.notes == built.canon.notes
    assert pikepdf.open(io.BytesIO(built.press.path.read_bytes())).pages
