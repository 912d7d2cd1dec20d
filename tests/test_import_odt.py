"""What stands in an OpenDocument text, and pandoc passes by, comes into the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book import imports
from octavo.manuscripts import again
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.finding import Severity
from tests.import_books import of_rule, only, rules
from tests.odt_files import h, odt, p, span, text_style
from tests.pictures import png

PROSE = "The harbour was quiet that spring, and the pilots sat on the wall and mended."
LOST = {"import-lost-text", "import-notes-lost", "import-lost-image", "import-lost-heading"}


def imported(tmp_path: Path, body: str, *styles: str, **files: bytes) -> Imported:
    file = odt(tmp_path / "m.odt", body, *styles, **files)
    done = import_manuscripts([file], tmp_path / "book", "en-GB")
    assert not LOST & rules(done)
    assert not [f for f in done.findings if f.severity is Severity.ERROR]
    return done


NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body>{0}</text:note-body></text:note>"
)
RAISED = text_style("T1", 'style:text-position="super 58%"')


def test_a_note_in_raised_words_is_a_note(tmp_path: Path) -> None:
    note = span(NOTE.format(p("In May.") + p("")), "T1")
    text = only(imported(tmp_path, p(f"They came back{note}. All of them."), RAISED))
    assert "They came back[^1]. All of them." in text
    assert "[^1]: In May." in text


def test_an_indented_paragraph_without_words_is_no_quotation(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:margin-left="3cm"/></style:style>'
    )
    text = only(imported(tmp_path, p(PROSE) + p("<text:s/>", "P1") + p("", "P1"), style))
    assert ">" not in text


@pytest.mark.parametrize(
    "field",
    [
        "<text:date>9 May 1934</text:date>",
        "<text:time>9 May 1934</text:time>",
        '<text:user-field-get text:name="x">9 May 1934</text:user-field-get>',
        '<text:variable-set text:name="x">9 May 1934</text:variable-set>',
        "<text:placeholder>9 May 1934</text:placeholder>",
        "<text:meta-field>9 <text:span>May</text:span> 1934</text:meta-field>",
        "<text:conditional-text>9 May 1934</text:conditional-text>",
        '<text:bookmark-ref text:ref-name="gone">9 May 1934</text:bookmark-ref>',
    ],
)
def test_a_field_is_its_shown_words(tmp_path: Path, field: str) -> None:
    assert "On 9 May 1934 it rained." in only(imported(tmp_path, p(f"On {field} it rained.")))


def test_what_does_not_print_stays_out_and_readings_stand_in_brackets(tmp_path: Path) -> None:
    hidden = "<text:hidden-text>not this</text:hidden-text>"
    ruby = "<text:ruby-base>海</text:ruby-base><text:ruby-text>umi</text:ruby-text>"
    ruby = f"<text:ruby>{ruby}</text:ruby>"
    assert "The 海(umi) is near." in only(imported(tmp_path, p(f"The {ruby}{hidden} is near.")))


STYLES = (
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Subtitle" style:family="paragraph"/>'
    '<style:style style:name="Heading_20_2" style:family="paragraph"/>'
    '<style:style style:name="Big" style:family="paragraph" style:default-outline-level="1"/>'
)
BASED = (
    '<style:style style:name="P7" style:family="paragraph" style:parent-style-name="Big"/>'
    '<style:style style:name="P8" style:family="paragraph" style:parent-style-name="Title"/>'
)


def test_headings_come_by_their_styles_and_the_title_page_goes_into_the_metadata(
    tmp_path: Path,
) -> None:
    body = p("The Pilots", "P8") + p("A history", "Subtitle") + p("The wall", "P7") + p(PROSE)
    body += p("The ice", "Heading_20_2") + p(PROSE)
    done = imported(tmp_path, body, BASED, STYLES)
    assert only(done).startswith("# The wall\n")
    assert "## The ice" in only(done)
    edition = (done.folder / "metadata" / "edition.yaml").read_text("utf-8")
    assert "title: The Pilots\n" in edition
    assert "subtitle: A history\n" in edition


def test_headings_leave_the_lists_that_number_them(tmp_path: Path) -> None:
    inner = f"<text:list><text:list-item>{h('The ice', 2)}</text:list-item></text:list>"
    item = f"<text:list-item>{p('An item')}</text:list-item>"
    body = f"<text:list><text:list-item>{h('The wall')}{inner}</text:list-item>{item}</text:list>"
    text = only(imported(tmp_path, body + p(PROSE)))
    assert text.startswith("# The wall\n\n## The ice\n\n")
    assert "An item" in text
    assert "#" not in text.split("An item")[1]


def frame(inside: str) -> str:
    return f"<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    "box",
    [
        frame(p("A rule of the harbour.")),
        f"<draw:custom-shape>{p('A rule of the harbour.')}</draw:custom-shape>",
        f"<draw:g><draw:rect>{p('A rule of the harbour.')}</draw:rect></draw:g>",
        frame(p(frame(p("A rule of the harbour.")))),
    ],
)
def test_a_box_goes_behind_its_paragraph(tmp_path: Path, box: str) -> None:
    text = only(done := imported(tmp_path, p(f"Before {box}and after.") + p(PROSE)))
    assert "Before and after.\n\n::: box\nA rule of the harbour.\n:::\n\nThe harbour" in text
    assert "1 text box" in of_rule(done, "import-box")[0].message


def test_a_box_with_a_picture_is_a_figure(tmp_path: Path) -> None:
    image = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    box = frame(p(f"{image}Figure 3: The lamp"))
    text = only(imported(tmp_path, p(box) + p(PROSE), a=png()))
    assert "![Figure 3: The lamp](images/" in text
    assert "box" not in text


TONGUES = text_style("T2", 'fo:language="fr" fo:country="FR"') + text_style(
    "T3", 'fo:language="de" fo:country="DE"'
)


def test_words_in_other_languages_are_marked_and_answered(tmp_path: Path) -> None:
    french = span("l’eau", "T2") + " " + span("morte", "T2")
    odd = span("mended", "T3")
    done = imported(tmp_path, p(f"They called it {french} and {odd} it.") + p(PROSE), TONGUES)
    assert '[l’eau morte]{lang="fr"} and mended it.' in only(done)
    file = done.folder / imports.FILE
    text = file.read_text("utf-8")
    assert "  fr: fr  # once" in text
    file.write_text(text.replace("fr: fr", "fr: no"), "utf-8")
    again.again(done.folder)
    assert "called it l’eau morte and" in only(done)


def test_a_link_in_words_of_another_language_is_not_lost(tmp_path: Path) -> None:
    link = '<text:a xlink:href="https://example.org">le port</text:a>'
    body = p(f"They said {span(f'c’est {link} et la mer', 'T2')} there.")
    text = only(imported(tmp_path, body + p(PROSE), TONGUES))
    assert "c’est [le port](https://example.org) et la mer" in text


CHANGED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>'
    "<dc:creator>Ann</dc:creator><dc:date>2026-01-02T03:04:05.123456789</dc:date>"
    '</office:change-info></text:insertion></text:changed-region><text:changed-region text:id="c2">'
    "<text:deletion><office:change-info><dc:creator>Ben</dc:creator></office:change-info>"
    "<text:p>cold</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
COMMENT = (
    '<office:annotation office:name="a"><dc:creator>Ann</dc:creator><text:p>Which one?</text:p>'
    '</office:annotation>the wall<office:annotation-end office:name="a"/>'
)


def test_changes_and_comments_are_kept_with_their_places(tmp_path: Path) -> None:
    change = '<text:change-start text:change-id="c1"/>quiet<text:change-end text:change-id="c1"/>'
    gone = '<text:change text:change-id="c2"/>'
    note = NOTE.format(p("A note."))
    body = f"{CHANGED}{p(PROSE)}{p(f'It was{note} a {change} and {gone} long day by {COMMENT}.')}"
    done = imported(tmp_path, body)
    assert "It was[^1] a quiet and long day by the wall." in only(done)
    metadata = done.folder / "metadata"
    changes = (metadata / "changes.yaml").read_text("utf-8")
    assert 'after: "quiet"' in changes
    assert 'left: "It was a "' in changes
    assert 'before: "cold"' in changes
    assert 'date: "2026-01-02T03:04:05.123456"' in changes
    assert 'paragraph: "2"' in changes
    comments = (metadata / "comments.yaml").read_text("utf-8")
    assert 'text: "Which one?"' in comments
    assert 'at: "the wall"' in comments
    assert {"import-tracked-changes", "import-comments"} <= rules(done)


def test_entries_of_an_index_are_places_without_words(tmp_path: Path) -> None:
    point = (
        '<text:alphabetical-index-mark text:string-value="oil" text:key1="lamps"/>'
        '<text:alphabetical-index-mark-start text:id="i"/>pilots'
        '<text:alphabetical-index-mark-end text:id="i"/>'
    )
    text = only(imported(tmp_path, p(f"The {point} sat.")))
    assert 'The []{.index entry="lamps!oil"}[]{.index entry="pilots"}pilots sat.' in text


def test_lists_of_a_program_are_left_out_but_its_works_stay(tmp_path: Path) -> None:
    body = "<text:{0}><text:index-body>{1}</text:index-body></text:{0}>"
    index = body.format("alphabetical-index", p("lamps 12"))
    works = body.format("bibliography", p("Solr: A work, 2009"))
    done = imported(tmp_path, p(PROSE) + index + works)
    assert "lamps 12" not in only(done)
    assert "Solr: A work, 2009" in only(done)
    assert of_rule(done, "import-contents")[0].before == "lamps 12"


def test_descriptions_that_no_author_wrote_are_left_out(tmp_path: Path) -> None:
    shown = (
        "<draw:frame><draw:image xlink:href='Pictures/a.png'/><svg:title>C:\\me\\a.png</svg:title>"
        "</draw:frame>"
    )
    done = imported(tmp_path, p(shown) + p(PROSE), a=png())
    assert "me" not in only(done).split("(")[0]
    assert "import-alt" in rules(done)
