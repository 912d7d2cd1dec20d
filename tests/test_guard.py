"""The guard: whatever an import loses is reported with its place, and nothing else is."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.manuscripts.guard import book, counting, text, web, word
from octavo.manuscripts.guard.align import Loss, losses
from octavo.manuscripts.guard.compare import compare
from octavo.manuscripts.guard.contents import Contents, What
from octavo.model.finding import Finding, Severity
from tests.import_books import imported, of_rule, packed, rules
from tests.styled_files import P, docx


def words(*stretches: str) -> list[list[str]]:
    return [stretch.split() for stretch in stretches]


def read(markdown: str) -> Contents:
    return book.contents(pandoc.read(markdown.encode()).blocks)


def guarded(there: Contents, markdown: str, *known: str) -> list[Finding]:
    return compare(there, read(markdown), known, "m")


@pytest.mark.parametrize(
    ("there", "come", "lost"),
    [
        (words("a b c"), words("a b c"), []),
        (words("a b c d e"), words("a b e"), [Loss(0, 2, 4)]),
        (words("one two", "three"), words("three", "one two"), []),
        (words("one two three"), words("one", "two three"), []),
        (words("multi media"), words("multimedia"), []),
        (words("5 m long"), words("5 μm long"), []),
        (words("a note here", "moved to the end"), words("a note", "here moved to the end"), []),
        (words("the cat sat", "the dog ran"), words("the cat sat", "the dog"), [Loss(1, 2, 3)]),
        (words("it is not so"), words("it is so", "not"), []),
        (words("is gone", "is here"), words("is here"), [Loss(0, 0, 2)]),
        (
            words("Ole no Ole so Anna", "Ole no"),
            words("Ole no", "Ole so Anna", "Ole no"),
            [],
        ),
        (words("so it", "1 it is so late"), words("it is so late", "so it"), [Loss(1, 0, 1)]),
        (words("1 it is so", "so it is"), words("it is so", "1 so it is"), []),
    ],
)
def test_lost_words(there: list[list[str]], come: list[list[str]], lost: list[Loss]) -> None:
    assert losses(there, come) == lost


SUNG = "when the lamp is low"


@pytest.mark.parametrize(
    ("there", "come", "lost"),
    [
        (words(SUNG, "we sleep", SUNG), words(f"{SUNG} we sleep", SUNG), []),
        (words(SUNG, "we sleep", SUNG), words(f"{SUNG} we sleep", "when the is low"), [2]),
        (words("to sea", "we sleep", "to land"), words("we sleep", "to land to sea"), [2]),
    ],
)
def test_what_stands_as_often_in_the_book_is_not_lost(
    there: list[list[str]], come: list[list[str]], lost: list[int]
) -> None:
    """Lines that stand twice are not lost where the one is matched with the other."""
    at = len(there[2]) // 2
    left = counting.without([Loss(2, at, at + 1)], there, come)
    assert [loss.stretch for loss in left] == lost


def test_words_are_sought_in_linear_time() -> None:
    spent = []
    for size in (4_000, 16_000):
        there = [[f"w{n % 700}", "of", f"x{n}", "the"] for n in range(size)]
        come = [words for n, words in enumerate(there) if n % 50]
        start = time.process_time()
        assert len(losses(there, come)) == size // 50
        spent.append(time.process_time() - start)
    assert spent[1] < 4 * 2.3 * max(spent[0], 0.02)


def test_a_loss_is_an_error_at_its_place() -> None:
    page = b"<p>One two three.</p>\n<p>Four five\n<b>six</b> seven.</p>"
    (finding,) = guarded(web.of_page(page, "m"), "One two three.\n\nFour five seven.")
    assert (finding.rule, finding.severity) == ("import-lost-text", Severity.ERROR)
    assert (finding.before, finding.place and finding.place.line) == ("six", 3)
    assert "behind “Four five”" in finding.message


def test_many_losses_are_counted_from_the_twentieth_on() -> None:
    there = text.of_plain("\n\n".join(f"keep{n} lost{n} end{n}" for n in range(30)))
    findings = guarded(there, "\n\n".join(f"keep{n} end{n}" for n in range(30)))
    assert len(findings) == 21
    assert findings[-1].message.startswith("10 words more")


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        ("Straße, naïve", "Straße, nai\N{COMBINING DIAERESIS}ve"),
        ("co-operate", "cooperate"),
        ("re\N{SOFT HYPHEN}port", "report"),
        ("THE TITLE", "# The Title"),
        ("fi\N{LATIN SMALL LIGATURE FI}", "fifi"),
        ("1. One\n\n2. Two", "1. One\n2. Two"),
        ("a_b *c*", r"a\_b \*c\*"),
    ],
)
def test_what_only_looks_otherwise_is_not_lost(typed: str, markdown: str) -> None:
    assert guarded(text.of_plain(typed), markdown) == []


def test_a_typed_number_is_lost_where_the_book_has_no_list() -> None:
    (finding,) = guarded(text.of_plain("1. One"), "One")
    assert finding.before == "1"


def test_what_went_into_the_metadata_is_not_lost() -> None:
    there = text.of_plain("The Title\n\nA. Writer\n\nText.")
    assert guarded(there, "Text.", "The Title", "A. Writer") == []


@pytest.mark.parametrize(
    ("page", "markdown", "rule", "severity"),
    [
        ("<h2>Head</h2><p>x</p>", "Head\n\nx", "import-lost-heading", Severity.WARNING),
        ("<p>x <img src='a.png'> y</p>", "x y", "import-lost-image", Severity.ERROR),
        ("<p>x <math><mi>y</mi></math></p>", "x", "import-lost-formula", Severity.ERROR),
        ("<p><a href='http://a.b'>x</a></p>", "x", "import-lost-link", Severity.WARNING),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb", "import-lost-table", None),
    ],
)
def test_a_thing_that_is_lost(
    page: str, markdown: str, rule: str, severity: Severity | None
) -> None:
    findings = guarded(web.of_page(page.encode(), "m"), markdown)
    assert {finding.rule for finding in findings} == {rule}
    assert severity is None or findings[0].severity is severity


def test_letters_that_an_rtf_loses() -> None:
    there = text.of_rtf(rb"{\rtf1\ansi A na\u239\'efve {\b word} here{\footnote Of it.}.\par}")
    assert guarded(there, "A naïve **word** here.[^1]\n\n[^1]: Of it.") == []
    (finding,) = guarded(there, "A aive word here.[^1]\n\n[^1]: Of it.")
    assert (finding.rule, finding.before) == ("import-lost-text", "naïve")
    findings = guarded(there, "A naïve word here.")
    assert [f.rule for f in findings] == ["import-lost-text", "import-notes-lost"]


def test_markdown_is_compared_as_it_is_typed() -> None:
    typed = '# Head {#h}\n\nA [link](http://a.b "x") and <b>raw</b>.[^1]\n\n![A map](m.png)\n'
    there = text.of_markdown(f"{typed}\n[^1]: Note.\n")
    assert [len(there.of(what)) for what in (What.HEADING, What.IMAGE, What.NOTE)] == [1, 1, 1]
    again = text.of_markdown("# Head\n\nA [link](c.html) and.[^n]\n\n[^n]: Note.\n")
    rules = {finding.rule: finding for finding in compare(there, again, (), "m")}
    assert rules["import-lost-text"].before == "raw / A map"
    assert "import-lost-image" in rules


def test_labels_and_addresses_of_links_are_no_words() -> None:
    there = text.of_markdown("A [link][to-a-page] and [one](http://a.b).\n\n[to-a-page]: c.md\n")
    assert compare(there, text.of_markdown("A [link](c.md) and [one](d.md).\n"), (), "m") == []


def test_a_picture_parts_words_where_a_script_has_no_spaces() -> None:
    page = "<p>因为<img src='a.png'>的秩是</p>".encode()
    assert guarded(web.of_page(page, "m"), "因为\\[a.png\\]的秩是\n\n![](a.png)") == []


def test_words_that_a_reader_of_odt_drops_are_an_error_at_their_paragraph(tmp_path: Path) -> None:
    data = pandoc.run(["-f", "markdown", "-t", "odt", "-o", "-"], b"One.\n\nMade in May.\n")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = members["content.xml"].decode()
    odd = '<x:odd xmlns:x="urn:x">22 January 2019</x:odd>'
    dated = content.replace("in May", f"in {odd}")
    members["content.xml"] = dated.encode()
    done = imported(tmp_path, "x.odt", packed(members))
    (finding,) = of_rule(done, "import-lost-text")
    assert finding.before == "22 January 2019"
    assert "paragraph 2, behind “Made in”" in finding.message


def test_a_word_file_is_counted_as_it_came(tmp_path: Path) -> None:
    source = (
        b"# A head\n\nText.^[A note.]\n\n| a | b |\n|---|---|\n| c |  |\n\n$x$ [y](http://z.a)\n"
    )
    data = pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], source)
    there = word.contents(data, "x.docx")
    counts = {what: len(there.of(what)) for what in What if there.of(what)}
    assert counts == dict.fromkeys(("note", "heading", "table", "formula", "link"), 1) | {"cell": 3}
    assert "import-lost-text" not in rules(imported(tmp_path, "x.docx", data))


def test_numbers_of_notes_that_were_typed_are_not_lost(tmp_path: Path) -> None:
    page = "<p>The log is lost.<sup>1</sup></p><p><b>Notes</b></p><p>1 Kept until the fire.</p>"
    done = imported(tmp_path, "x.html", page)
    assert "import-notes-typed" in rules(done)
    assert "import-lost-text" not in rules(done)


def test_a_dropped_initial_is_the_first_letter_of_its_paragraph(tmp_path: Path) -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    file = docx(tmp_path / "a.docx", [P("T", ppr=frame), P("he log is lost."), P("So.")])
    read = word.contents(file.read_bytes(), "a.docx")
    assert [one.text for one in read.stretches] == ["The log is lost.", "So."]


def test_a_private_character_in_a_font_of_letters_is_no_word(tmp_path: Path) -> None:
    file = docx(tmp_path / "x.docx", [P(f"The lamp {chr(0xF032)} burned.")])
    done = imported(tmp_path, "y.docx", file.read_bytes())
    assert "import-lost-text" not in rules(done)


def test_a_note_that_is_a_citation_behind_a_tab_is_not_lost(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:tab/></w:r><w:sdt><w:sdtContent>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> CITATION Doe \\l 1033 '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Doe 2001'
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:sdtContent></w:sdt></w:p>'
        "</w:footnote></w:footnotes>"
    )
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    file = docx(tmp_path / "x.docx", [P("A lamp.", before=mark)])
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    link = (
        '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    related = members["word/_rels/document.xml.rels"].decode()
    members["word/_rels/document.xml.rels"] = related.replace("</Relationships>", link).encode()
    members["word/footnotes.xml"] = note.encode()
    there = word.contents(packed(members), "x.docx")
    assert there.of(What.NOTE) == []
