"""What a Word file holds that pandoc does not enter, and characters, languages, index entries."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.files import yaml
from octavo.manuscripts import converted
from octavo.manuscripts.folder.pictures import Album
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.word.compare import canonical
from octavo.manuscripts.word.fields import Library
from octavo.manuscripts.word.prepare import Prepared, prepare
from octavo.model.finding import InputError
from octavo.model.nodes import Node
from tests.pictures import png
from tests.word_parts import NAMES, docx, members

FILE = Path(__file__).parent / "cases" / "word.yaml"
HTML = "<html><body><p>Words in the <i>chunk</i>.</p></body></html>"
LINE = "The pilots sat on the wall and mended what there was to mend, and talked of the ice."


@cache
def cases() -> list[dict[str, Any]]:
    return list(yaml.load(FILE, FILE.name).value)


def prepared(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> Prepared:
    return prepare(members(body, parts), "in.docx", Library("en-GB"))


def read(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> Manuscript:
    album = Album("in.docx", None, None)
    return converted.read(docx(body, parts), "in.docx", Format.DOCX, album, Library("en-GB"))


def markdown(manuscript: Manuscript) -> str:
    return "\n".join(chapter.markdown for chapter in manuscript.chapters)


def rules(manuscript: Manuscript) -> set[str]:
    return {finding.rule for finding in manuscript.findings}


@cache
def by_case() -> list[list[Node]]:
    """The blocks of each case: all stand in one Word file, each below a heading of its own."""
    bodies = (f'<p style="Heading1">Case</p>\n<p>{LINE}</p>\n{case["in"]}' for case in cases())
    chapters = read("\n".join(bodies)).chapters
    assert len(chapters) == len(cases())
    return [pandoc.read(chapter.markdown.encode()).blocks[2:] for chapter in chapters]


@pytest.mark.parametrize("number", range(len(cases())), ids=[case["name"] for case in cases()])
def test_what_stands_in_a_word_file_comes_in(number: int) -> None:
    case = cases()[number]
    expected = canonical(pandoc.read(case["out"].encode()).blocks)
    assert canonical(by_case()[number]) == expected


@pytest.mark.parametrize("case", cases(), ids=[case["name"] for case in cases()])
def test_what_was_done_is_reported(case: dict[str, Any]) -> None:
    findings = prepared(f"<p>{LINE}</p>{case['in']}").findings
    assert [finding.rule for finding in findings] == case["findings"]
    for finding in findings:
        assert finding.hint or finding.tier == "auto"


TITLE_PAGE = (
    '<p style="Title">The Pilots of Ness</p><p style="Subtitle">A history of the bar</p>'
    '<p style="Author">Ada Marlow and Ben Printer</p><p style="Date">22 January 2020</p>'
    '<p style="Abstract">Nine men and a lamp.</p><p style="Heading1">The wall</p>'
)


def test_the_styles_of_a_title_page_go_into_the_edition() -> None:
    manuscript = read(f"{TITLE_PAGE}<p>{LINE}</p>")
    assert manuscript.embedded == {
        "title": "The Pilots of Ness",
        "subtitle": "A history of the bar",
        "author": ["Ada Marlow", "Ben Printer"],
        "date": "2020-01-22",
        "description": "Nine men and a lamp.",
    }
    assert "bar" not in markdown(manuscript).partition("# The wall")[0]
    assert "Nine men and a lamp." in markdown(manuscript)
    assert len([one for one in manuscript.findings if one.rule == "import-title-page"]) == 5


def test_a_date_that_is_none_stays_in_the_text() -> None:
    assert "Spring 1931" in markdown(read(f'<p style="Date">Spring 1931</p><p>{LINE}</p>'))


CHUNKS = {
    "r1.html": HTML,
    "r1.txt": "Words in the chunk.\r\n\r\nAnd more.",
    "r1.rtf": r"{\rtf1\ansi Words in the {\i chunk}.\par}",
    "r1.docx": docx("<p>Words in the <r i>chunk</r>.</p>"),
    "r1.mht": (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n--B--\r\n"
    ),
}


@pytest.mark.parametrize("name", CHUNKS)
def test_a_part_of_the_text_in_another_file_goes_into_its_place(name: str) -> None:
    body = f'<p>Before.</p><w:altChunk r:id="{name}"/><p>After.</p>'
    manuscript = read(body, {name: ("aFChunk", CHUNKS[name])})
    text = " ".join(markdown(manuscript).replace("*", "").split())
    assert text.removesuffix(" And more. After.").removesuffix(" After.") == (
        "Before. Words in the chunk."
    )
    assert "import-part" in rules(manuscript)


@pytest.mark.parametrize(("name", "data"), [("r1.bin", b"\0\1\2"), ("gone.html", None)])
def test_a_part_of_the_text_that_cannot_be_read_is_an_error(name: str, data: bytes | None) -> None:
    parts = {name: ("aFChunk", data)} if data else {}
    findings = prepared(f'<p>Words.</p><w:altChunk r:id="{name}"/>', parts).findings
    assert [(one.rule, one.severity) for one in findings] == [("import-part-lost", "error")]


def picture(reference: str, descr: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{descr}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{reference}"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


PICTURES = {"image7.png": ("image", png()), "image3.png": ("image", png(5))}


@pytest.mark.parametrize(
    "descr",
    [
        r"C:\Users\ada\Desktop\wall2.png",
        "/Users/ada/Pictures/wall 2.jpeg",
        "https://example.org/wall",
        "wall2.png",
        "Picture 4",
        "Grafik 12",
        "Рисунок 2",
    ],
)
def test_an_alternative_text_that_nobody_wrote_is_left_out(descr: str) -> None:
    manuscript = read(f"<p>A</p><p>{picture('image7.png', descr)}</p>", PICTURES)
    assert "alt=" not in markdown(manuscript)
    assert "import-alt" in rules(manuscript)


@pytest.mark.parametrize(
    "last",
    [
        "Description automatically generated",
        "Automatisch generierte Beschreibung",
        "AI-generated content may be incorrect.",
        "Description générée automatiquement",
    ],
)
def test_an_alternative_text_that_a_program_guessed_is_shown_and_left_out(last: str) -> None:
    body = f"<p>A</p><p>{picture('image7.png', f'A picture of a wall&#10;&#10;{last}')}</p>"
    findings = list(prepared(body, PICTURES).findings)
    assert [(one.rule, one.before) for one in findings] == [
        ("import-alt-guessed", "“A picture of a wall”")
    ]


def test_an_author_s_alternative_text_stays_and_pictures_are_numbered_in_the_text_s_order() -> None:
    body = (
        f"<p>{picture('image7.png', 'A wall. It was drawn in C: major.')}</p><p>Between.</p>"
        f"<p>{picture('image3.png')}</p><p>{picture('image7.png')}</p>"
    )
    assert re.findall(r"!\[\]\((.*?)\)(.*)", markdown(read(body, PICTURES))) == [
        ("images/fig-1.png", '{alt="A wall. It was drawn in C: major."}'),
        ("images/fig-2.png", ""),
        ("images/fig-1.png", ""),
    ]


def test_a_picture_may_stand_anywhere_in_the_file() -> None:
    data = members(f"<p>A</p><p>{picture('image7.png')}</p>", PICTURES)
    rels = "word/_rels/document.xml.rels"
    data["pictures/image7.png"] = data.pop("word/media/image7.png")
    data[rels] = data[rels].replace(b'"media/image7.png', b'"/pictures/image7.png')
    kept = zipfile.ZipFile(io.BytesIO(prepare(data, "in.docx", Library("en-GB")).data))
    assert kept.read("word/media/pictures-image7.png") == png()
    assert b'"media/pictures-image7.png"' in kept.read(rels)


def test_a_picture_in_a_heading_s_style_is_no_heading() -> None:
    body = f'<p style="Heading1">The wall</p><p style="Heading1">{picture("image7.png")}</p>'
    manuscript = read(body, PICTURES)
    assert "# The wall\n\n![](images/fig-1.png)" in markdown(manuscript)
    assert "import-heading-picture" in rules(manuscript)


def test_a_box_that_is_a_caption_stands_below_its_picture() -> None:
    box = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>".format(
        "<w:p><w:r><w:t>Figure 1. The wall</w:t></w:r></w:p>"
    )
    drawn = re.sub("</?wp:inline>|<w:r>|</w:r>|</?w:drawing>", "", picture("image7.png", "A wall."))
    group = (
        f"<w:r><w:drawing><wp:inline><wpg:wgp>{drawn}{box}</wpg:wgp></wp:inline></w:drawing></w:r>"
    )
    text = markdown(read(f"<p>Before {group}and after.</p>", PICTURES))
    assert text.startswith("Before and after.\n\n![Figure 1. The wall](images/fig-1.png)")
    assert 'alt="A wall."' in text


def test_words_of_diagrams_and_charts_come_in() -> None:
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    spaces = docx_spaces("dgm", "a", "c")
    data = f"<dgm:dataModel {spaces}>{point.format('Lamp')}{point.format('Oil')}</dgm:dataModel>"
    series = "".join(
        f"<c:{name}><c:pt><c:v>{value}</c:v></c:pt></c:{name}>"
        for name, value in (("tx", "Depth"), ("cat", "April"), ("val", "12"))
    )
    chart = f"<c:chartSpace {spaces}><c:ser>{series}</c:ser></c:chartSpace>"
    frame = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"  # noqa: E501
    body = (
        f"<p>A{frame.format('<dgm:relIds r:dm=' + chr(34) + 'd.xml' + chr(34) + '/>')}</p>"
        f"<p>B{frame.format('<c:chart r:id=' + chr(34) + 'c.xml' + chr(34) + '/>')}</p>"
    )
    manuscript = read(body, {"d.xml": ("diagramData", data), "c.xml": ("chart", chart)})
    assert "".join(markdown(manuscript).split()).startswith("A:::boxLamp")
    assert {"Depth", "April", "12", "Oil"} <= set(re.findall(r"\w+", markdown(manuscript)))
    assert "import-chart" in rules(manuscript)


def docx_spaces(*names: str) -> str:
    return " ".join(f'xmlns:{name}="{NAMES[name]}"' for name in names)


@pytest.mark.parametrize("depth", [6, 60, 200])
def test_tables_too_deep_in_one_another_are_one_clear_error(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "<w:p/></w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(InputError, match="stand in one another here"):
        prepared(body)


def test_several_bodies_are_joined() -> None:
    data = members("<p>One.</p></w:body><w:body><p>Two.</p>")
    done = prepare(data, "in.docx", Library("en-GB"))
    assert [finding.rule for finding in done.findings] == ["import-bodies"]


def test_a_style_in_capitals_is_design() -> None:
    parts = {"styles.xml": ("styles", STYLED)}
    manuscript = read('<p style="Head">The wall</p>', parts)
    assert "The wall" in markdown(manuscript)
    assert "import-capitals" in rules(manuscript)


STYLED = (
    f"<w:styles {docx_spaces('w')}><w:style w:type='paragraph' w:styleId='Head'>"
    "<w:name w:val='Head'/><w:rPr><w:caps/></w:rPr></w:style></w:styles>"
)
