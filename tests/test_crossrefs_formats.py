"""References, captions, appendices and lists say the same in EPUB, Word, web and PDF."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from octavo.book import metadata
from octavo.formats.docx.crossrefs import bookmark_of, sequence_of
from octavo.manuscripts.folder import folder as project
from octavo.press import build
from tests.pictures import png
from tests.running import build as build_here
from tests.test_build import Silent

CHAPTERS = {
    "01-wasser.md": """\
# Wasser {#sec-wasser}

Siehe @fig-muehle, @tbl-preise und @sec-daten, dort @fig-daten; @eq-hitze.

![Die Mühle. Sie brannte.](mill.png){#fig-muehle}

| Monat | Fuß |
|-------|-----|
| April | 3   |

: Niedrigwasser. {#tbl-preise}

Die Hitze ist

$$Q = mc$$ {#eq-hitze}
""",
    "02-feuer.md": """\
# Feuer

Wie in @sec-wasser, @fig-feuer.^[Auch @fig-muehle.]

![](mill.png){#fig-feuer alt="Feuer"}
""",
    "03-daten.md": "# Daten {#sec-daten .appendix}\n\n![Die Daten.](mill.png){#fig-daten}\n",
}
TEXT = "Siehe Abbildung 1.1, Tabelle 1.1 und Anhang A, dort Abbildung A.1; Gleichung 1.1."
CAPTIONS = ("Abbildung 1.1: Die Mühle. Sie brannte.", "Abbildung 2.1", "Abbildung A.1: Die Daten.")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build one small book in all formats; nothing in it may differ from the text."""
    folder = tmp_path_factory.mktemp("crossrefs")
    (folder / "source").mkdir()
    (folder / "metadata").mkdir()
    (folder / "source/mill.png").write_bytes(png())
    for name, text in CHAPTERS.items():
        (folder / "source" / name).write_text(text, encoding="utf-8")
    record = "title: Ein Buch\nlang: de\noutputs: [html, epub, docx, pdf]\n"
    (folder / "metadata/edition.yaml").write_text(record, encoding="utf-8")
    design = "trim: 129x198\nlists: [tables, figures]\n"
    (folder / "metadata/design.yaml").write_text(design, encoding="utf-8")
    (folder / "metadata/pandoc.json").write_bytes(project.template("pandoc.json"))
    options = build.Options(("html", "epub", "docx", "pdf"), folder / "out", draft=True)
    built = build_here(metadata.load(folder), options, Silent())
    differences = ("text-differs", "structure-differs")
    assert not [f.message for f in built.findings if f.rule in differences or f.severity == "error"]
    names = {"html": ".html", "epub": ".epub", "docx": ".docx", "pdf": "-print.pdf"}
    return {name: folder / f"out/ein-buch{end}" for name, end in names.items()}


def plain(markup: str) -> str:
    """Return the words of markup; of a Word file without the instructions of its fields."""
    markup = re.sub(r"<w:instrText[^>]*>[^<]*</w:instrText>", "", markup)
    markup = re.sub(r"<w:tab/>|</w:p>|</?(?:p|li|h\d|div|figcaption|caption)\b[^>]*>", " ", markup)
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


def member(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read(name).decode()


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_web_and_epub_link_what_they_name(files: dict[str, Path]) -> None:
    web, first = files["html"].read_text("utf-8"), member(files["epub"], "EPUB/text/ch001.xhtml")
    for text in (web, first):
        assert TEXT in plain(text)
        assert CAPTIONS[0] in plain(text)
        assert 'class="equation"' in text
        assert "data-kind" not in text
    assert re.search(r'<a href="#fig-muehle"[^>]*>Abbildung\s1\.1</a>', web)
    assert 'href="ch003.xhtml#fig-daten"' in first
    assert 'role="doc-appendix"' in member(files["epub"], "EPUB/text/ch003.xhtml")
    assert '<span class="division-number">Anhang\N{NO-BREAK SPACE}A</span>' in web


def test_lists_stand_behind_the_contents(files: dict[str, Path]) -> None:
    web, nav = files["html"].read_text("utf-8"), member(files["epub"], "EPUB/nav.xhtml")
    assert (
        web.index('id="_list-of-tables"') < web.index('id="_list-of-figures"') < web.index("<main")
    )
    assert '<span class="number">A.1</span> <span>Die Daten</span>' in web
    assert 'epub:type="loi"' in nav
    assert '<a href="text/ch003.xhtml#fig-daten">A.1 Die Daten</a>' in nav
    listed = next(page for page in pages(files["pdf"]) if "Tabellen" in page)
    assert re.search(r"Tabellen 1\.1 ?Niedrigwasser[ .]+1 Abbildungen", listed)
    assert re.search(r"1\.1 ?Die Mühle[ .]+\d A\.1 ?Die Daten[ .]+\d", listed)


def test_the_pdf_says_the_same(files: dict[str, Path]) -> None:
    text = " ".join(pages(files["pdf"]))
    references = ("Siehe Abbildung 1.1, Tabelle 1.1", "Wie in Kapitel 1, Abbildung 2.1.")
    for words in (*references, *CAPTIONS, "Anhang A Daten", "(1.1)"):
        assert words in text


def test_word_counts_by_itself(files: dict[str, Path]) -> None:
    text = member(files["docx"], "word/document.xml")
    for words in (TEXT, *CAPTIONS):
        assert words in plain(text)
    codes = [code.strip() for code in re.findall(r"<w:instrText[^>]*>([^<]+)<", text)]
    assert [code for code in codes if code.startswith("SEQ Abb")] == [
        "SEQ Abbildung \\* ARABIC",
        "SEQ Abbildung \\* ARABIC \\r 1",
        "SEQ Abbildung \\* ARABIC \\r 1",
    ]
    assert "STYLEREF 1 \\s" in codes
    assert 'TOC \\h \\z \\c "Abbildung"' in codes
    marks = set(re.findall(r'w:name="(_(?:Ref|Toc)\d+)"', text))
    referred = {code.split()[1] for code in codes if code.startswith("REF ")}
    assert referred
    assert referred <= marks
    assert "REF _Ref" in member(files["docx"], "word/footnotes.xml")
    [chapter] = [code for code in codes if re.fullmatch(r"REF _Toc\d+ \\r \\h", code)]
    assert f'w:name="{chapter.split()[1]}"' in text
    assert "Wie in Kapitel 1, Abbildung 2.1." in plain(text)
    assert 'w:val="Anhang %1"' in member(files["docx"], "word/numbering.xml")


def test_names_in_word() -> None:
    assert bookmark_of("fig-mill") == "fig-mill"
    assert len(bookmark_of("fig-" + "x" * 50)) == 40
    assert [sequence_of("table", lang) for lang in ("en", "hu", "xx")] == [
        "Table",
        "Táblázat",
        "Table",
    ]
