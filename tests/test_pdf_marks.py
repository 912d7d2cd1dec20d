"""Letters with marks that a font draws apart: each once in both PDFs and in a printer's files."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from octavo.book import printers
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf import repeats, visual
from octavo.formats.pdf.text import page_texts
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.design import Design
from octavo.press import agreement
from tests.making import EDITION, make_job

KDP, INGRAM = printers.printer("kdp"), printers.printer("ingramspark")
WIDE = replace(INGRAM, safety=16.0)
"""A printer whose margins leave the text no room: it is set anew."""

TITLE = "Pāṇini, x̄ q̃"
LETTERS = "Mean x̄ and q̃ and ɔ̃̀. Several: x̄q̃ɔ̃̀, x̄x̄x̄, q̃q̃ q̃x̄q̃x̄, xx̄x qq̃q"
SOUNDS = "[ɛ̃ ɔ̃ː d̪ t̚ a̰ l̩ ŋ̊ ɑ̟ t͡ʃ e̯i̯], ɑ̃ɔ̃ɛ̃œ̃, l̩l̩, f̼́f̼́, ø̞̆ø̞̆, j̰̏j̰̏, c̯̕a, a̩̐̄a, ʊ̃ʊ̃"
SANSKRIT = "saṃskṛtam, ṝ, l̥ l̥̄, r̥̄́, Lakṣmī̆m̐, pitr̥̄n, r̥r̥r̥ m̐m̐, ā̃ ū́"
CAPITALS = "Pāṇini, ē ī ō ū, āa, īī, Rāmāyaṇa; ü é ñ; Ỏ Ủ"
BESIDE = "x̄*x̄*x̄**x̄** q̃^q̃x̄^ ā[ā]{.smallcaps}"

MARKDOWN = f"""# One {SANSKRIT}, {SOUNDS}

{LETTERS}; {SOUNDS}; {SANSKRIT}; {BESIDE}; Ả Ẻ Ỉ. A note.[^1]

*{LETTERS}; {SOUNDS}; {SANSKRIT}.* **{LETTERS}; {SANSKRIT}, Ả Ẻ Ỷ.**

[{CAPITALS}; {LETTERS}]{{.smallcaps}} and *[{CAPITALS}]{{.smallcaps}}*

x̄

x̄

| x̄
| x̄ q̃
| q̃x̄

I\\
I x̄

| x̄ | q̃x̄ |
|----|------|
| x̄ | q̃x̄ |

## {LETTERS}

`{LETTERS}`

[^1]: In a note {LETTERS}; *{SANSKRIT}; {SOUNDS}*.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, dict[str, Artefact]]:
    asked = (KDP, WIDE)
    edition = replace(EDITION, title=TITLE, design=Design(trim=(111.0, 178.0), printers=asked))
    text = unicodedata.normalize("NFC", MARKDOWN)
    job, _ = make_job(tmp_path_factory.mktemp("marks"), text, edition)
    job = replace(job, printers=asked)
    return job, {made.format.removeprefix("pdf-"): made for made in pdf.write(job)}


def test_the_tagged_pdf_has_each_letter_once(book: tuple[Job, dict[str, Artefact]]) -> None:
    job, files = book
    canon, read = reading.canon(job.document), pdf.read(files["screen"], job)
    assert read is not None
    assert agreement.compare(canon, read, "pdf-screen", joined=True) == []


@pytest.mark.parametrize("name", ["screen", "print", "kdp", "ingramspark"])
def test_the_files_have_each_letter_once(book: tuple[Job, dict[str, Artefact]], name: str) -> None:
    text = "".join(page_texts(book[1][name].path)).replace("\N{SOFT HYPHEN}", "")
    assert text.startswith(unicodedata.normalize("NFC", TITLE * 2))
    for part in (LETTERS, SANSKRIT, SOUNDS, CAPITALS):
        assert unicodedata.normalize("NFC", part) in text


@pytest.mark.parametrize("name", ["print", "kdp"])
def test_pages_that_draw_the_same_are_read_by_the_tagged_pdf(
    book: tuple[Job, dict[str, Artefact]], name: str
) -> None:
    assert pdf.read(book[1][name], book[0]) is None


def test_pages_that_are_set_anew_have_each_letter_once(
    book: tuple[Job, dict[str, Artefact]],
) -> None:
    job, files = book
    read = pdf.read(files["ingramspark"], job)
    assert read is not None
    assert agreement.compare(reading.canon(job.document), read, "x", joined=True) == []


def test_a_mark_that_shares_its_operator_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    """The second mark of a letter, at the letter's height, stands before the next word."""
    before = b"BT /f0 9 Tf (\0\1)Tj ET Q q 1 0 0 -1 5 21 cm BT /f0 9 Tf (\0\2)Tj ET Q"
    before = b"q 1 0 0 -1 0 20 cm " + before + b" q 1 0 0 -1 5 20 cm BT /f0 9 Tf "
    path = tmp_path / "one.pdf"
    with pikepdf.new() as made:
        page = made.add_blank_page()
        source = b"3 beginbfchar <0001> <00780304> <0002> <00780304> <0003> <00780304> endbfchar"
        source += b" 1 beginbfchar <0004> <0061> endbfchar"
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, ToUnicode=made.make_stream(source))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(f0=font))
        page.obj.Contents = made.make_stream(before + b"[7(\0\3)-10(\0\4\0\4)2(\0\1)]TJ ET Q")
        made.save(path)
    assert repeats.silence(path) == 1
    assert page_texts(path) == ["x̄aax̄"]
    with pikepdf.open(path) as made:
        operators = made.pages[0].Contents.read_bytes()
    divided = b"[7]TJ /Span<</ActualText()>>BDC [<0003>-10]TJ EMC [<0004><0004>2<0001>]TJ ET Q"
    assert operators.endswith(divided)
    assert repeats.silence(path) == 0, "what is mended stays as it is"


def test_what_may_run_from_right_to_left_is_known_by_its_block() -> None:
    """No sign that runs so is missed: a line without any is left in the order it is drawn in."""
    signs = map(chr, range(sys.maxunicode + 1))
    backward = [sign for sign in signs if unicodedata.bidirectional(sign) in ("R", "AL")]
    assert [sign for sign in backward if not visual.MAY_RUN_LEFT.fullmatch(sign)] == []
    assert not visual.MAY_RUN_LEFT.search("“Ça ira” – 1–2 … Ωж")
