"""Fields of programs that cite, one by one: what is refused, types, older forms, lists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.programs import citavi, endnote, native, others
from octavo.manuscripts.word.programs.program import UnreadError
from octavo.ooxml.fields import fields
from octavo.ooxml.package import Package
from tests.field_files import (
    NAMES,
    base64_of,
    char,
    code,
    control,
    field,
    members,
    p,
    run,
    word,
)
from tests.field_files import citavi as ci
from tests.field_files import endnote as en
from tests.import_books import imported, of_rule, sources
from tests.test_word_programs import (
    CASES,
    PROPERTIES,
    RECORD,
    SOURCES,
    TIDES,
    cite,
    entry,
    reference,
)
from tests.word_files import references

REFUSED = {
    "EndNote": (field("ADDIN EN.CITE <EndNote><Cite><Author>"), "EndNote tab"),
    "Word": (field("CITATION Xyz99"), "References, Manage Sources"),
    "Citavi": (field(ci({"ReferenceId": "r9"})), "Citavi tab"),
    "RefWorks": (field("ADDIN RW.CITE{{12 Doe 1999}}"), "RefWorks"),
    "Zotero": (field("ADDIN ZOTERO_ITEM CSL_CITATION {"), "Document Preferences"),
    "Mendeley": (control("MENDELEY_CITATION_v3_!", run("[1]")), "Mendeley Cite"),
}


def test_what_cannot_be_read_names_its_own_program_s_menu(tmp_path: Path) -> None:
    body = "".join(p(f"{name} ", given, ".") for name, (given, _) in REFUSED.items())
    done = imported(tmp_path, "x.docx", word(body))
    hints = {f.message.split(" of ")[1].split(" could")[0]: f.hint
             for f in of_rule(done, "import-citations-unread")}  # fmt: skip
    assert hints.keys() == REFUSED.keys()
    assert all(menu in hints[name] for name, (_, menu) in REFUSED.items())
    assert "EndNote (shown)." in sources(done)["01-chapter.md"]


def test_citavi_s_heading_over_its_bibliography_stays(tmp_path: Path) -> None:
    begun = char("begin") + code(" ADDIN CitaviBibliography ") + char("separate")
    heading = p(begun, "Literatur", properties='<w:pStyle w:val="Heading1"/>')
    listed = p("Sand, Eva: Vom Eis.", char("end"))
    body = p("A ", field(ci(entry("", Reference=reference()))), ".") + heading + listed
    done = imported(tmp_path, "x.docx", word(body))
    text = "\n".join(sources(done).values())
    assert "Literatur" in text
    assert "Vom Eis." not in text
    assert text.count("{#refs}") == 1


@pytest.mark.parametrize(
    ("number", "name", "type_"),
    [
        (5, "Book Section", "chapter"), (28, "Edited Book", "book"), (32, "Thesis", "thesis"),
        (10, "Conference Proceedings", "paper-conference"), (7, "Case", "legal_case"),
        (12, "Web Page", "webpage"), (23, "Newspaper Article", "article-newspaper"),
        (99, "Podcast", "broadcast"), (98, "Something New", "document"),
    ],
)  # fmt: skip
def test_types_of_endnote(number: int, name: str, type_: str) -> None:
    inner = (
        "<contributors><authors><author>Rau, Jo</author></authors></contributors>"
        "<titles><title>T</title><secondary-title>S</secondary-title></titles>"
    )
    data = _read(endnote.read, en(cite(RECORD.format(1, name, number, inner), 1)))["itemData"]
    assert data["type"] == type_
    assert ("editor" if number == 28 else "author") in data
    assert ("container-title" in data) != (type_ in ("book", "thesis", "document"))


def _read(read: Any, typed: str) -> Any:
    root = etree.fromstring(f"<w:p {NAMES}>{field(typed)}</w:p>")
    return read(next(fields(root)))[0]


WRONG = [
    *("", "{", "[]", "null", "3", '{"Entries": 3}', '{"Entries": [3]}', '{"Entries": [{}]}'),
    '{"Entries": [{"Reference": {"$ref": "1"}}]}',
    '{"Entries": [{"Reference": {"Title": {"a": 1}}}]}',
    "<Placeholder/>",
    "<Placeholder><Entries><Entry/></Entries></Placeholder>",
]


@pytest.mark.parametrize("payload", WRONG)
def test_a_broken_field_is_refused_and_no_worse(payload: str) -> None:
    for typed in (f"ADDIN CitaviPlaceholder{{{base64_of(payload)}}}",
                  f"ADDIN CITAVI.PLACEHOLDER 1 {base64_of(payload)}"):  # fmt: skip
        with pytest.raises(UnreadError):
            _read(citavi.read, typed)


def test_citavi_s_older_fields_are_xml() -> None:
    payload = (
        "<Placeholder><Entries><Entry><ReferenceId>r1</ReferenceId><PageRange>&lt;os&gt;7&lt;/os&gt;"
        "</PageRange><Reference><ReferenceType>Book</ReferenceType><Title>Das Eis</Title><Authors>"
        "<Person><FirstName>Eva</FirstName><LastName>Sand</LastName></Person></Authors>"
        "<Year>1977</Year></Reference></Entry></Entries></Placeholder>"
    )
    item = _read(citavi.read, f"ADDIN CITAVI.PLACEHOLDER 1 {base64_of(payload)}")
    assert item["itemData"]["title"] == "Das Eis"
    assert item["itemData"]["author"] == [{"family": "Sand", "given": "Eva"}]
    assert item["locator"] == "7"


def test_a_list_of_works_is_not_drafted_again(tmp_path: Path) -> None:
    """What fields gave is known, also where a sentence types it or a list that stays has it."""
    body = (
        p("A ", field(en(cite(TIDES))), ". B (Marlow, 1931, p. 4). ",
          field("CITATION Gone01"), ".")
        + p("References", properties='<w:pStyle w:val="Heading1"/>')
        + p(field("ADDIN EN.REFLIST", "Marlow, Ada. The Log of the Sitka. Leith: Ness, 1931."))
    )  # fmt: skip
    done = imported(tmp_path, "x.docx", word(body))
    assert of_rule(done, "import-bibliography-kept")
    assert of_rule(done, "import-citation-stub") == []
    assert list(references(done)) == ["marlow-log-sitka"]


def test_word_s_codes_are_read_as_word_writes_them() -> None:
    package = Package(members(p("x")) | {"customXml/item1.xml": SOURCES.encode()})
    sources_of = native.Sources(package)
    typed = 'CITATION  Gre07 \\s " and \\"more\\"" \\t \\* MERGEFORMAT \\m pilots \\p 3'
    root = etree.fromstring(f"<w:p {NAMES}>{field(typed)}</w:p>")
    first, second = sources_of.read(next(fields(root)))
    assert first["suffix"] == ' and "more"'
    assert first["without"]
    assert second["locator"] == "3"
    assert [work["title"] for work in sources_of.uncited] == ["Never Cited", "The Log of the Sitka"]


def test_a_code_of_a_program_is_told_from_a_word_of_the_text() -> None:
    assert not native.program(native.Sources(Package({}))).citation.match(" CITATIONS ")
    assert not endnote.program().citation.match(" ADDIN EN.CITE.DATA ")
    assert others.refworks().citation.match(" ADDIN RW.CITE{{1}}")
    assert re.match(r"\w+", others.papers().name)


def test_a_bibliography_of_many_paragraphs_goes_whole(tmp_path: Path) -> None:
    """EndNote begins it in the first entry, and ends it in the last or behind it."""
    style = '<w:pStyle w:val="EndNoteBibliography"/>'
    begun = char("begin") + code(" ADDIN EN.REFLIST ") + char("separate")
    listed = (
        p(begun, "Holm, P. (1958). Floods.", properties=style)
        + p("Marlow, A. (1931). Logs.", properties=style)
        + p("Roe, R. (1999). Ice.", properties=style)
        + p(char("end"))
    )
    body = p("A ", field(en(cite(TIDES))), ".") + listed + p("Behind it.")
    text = sources(imported(tmp_path, "x.docx", word(body)))["01-chapter.md"]
    assert text.split("\n\n") == [
        "A [@marlow-log-sitka].", "::: {#refs}\n:::", "Behind it.\n",
    ]  # fmt: skip


def test_endnote_s_citations_that_are_not_formatted_are_told(tmp_path: Path) -> None:
    body = p("A {Marlow, 1931 #14@12; Holm, 1958 #15}, and ", "{Roe, ", "1999 #3} but {not #this}.")
    (told,) = of_rule(imported(tmp_path, "x.docx", word(body)), "import-citations-unread")
    assert told.message == "2 citations of EndNote could not be read: they stay as text."


def test_zotero_s_bibliography_in_a_bookmark_gives_way(tmp_path: Path) -> None:
    properties = PROPERTIES.replace(
        "</Properties>",
        '<property name="ZOTERO_BREF_b2_1"><vt:lpwstr>BIBL {"uncited":[],"custom":[]} '
        "CSL_BIBLIOGRAPHY</vt:lpwstr></property></Properties>",
    )
    begun = '<w:bookmarkStart w:id="8" w:name="ZOTERO_BREF_b2"/>'
    body = (
        p("A ", CASES["bookmark"][0], ".") + p(begun, "Carr, L. Buoys.") + p("Doe, J. Ice.")
        + '<w:bookmarkEnd w:id="8"/>' + p("Behind it.")
    )  # fmt: skip
    done = imported(tmp_path, "x.docx", word(body, {"docProps/custom.xml": properties}))
    assert sources(done)["01-chapter.md"].split("\n\n") == [
        "A [@carr-buoys, p. 5].", "::: {#refs}\n:::", "Behind it.\n",
    ]  # fmt: skip
    assert not of_rule(done, "import-citations-unread")


def test_links_from_a_citation_to_its_entry_go_with_the_list(tmp_path: Path) -> None:
    """EndNote links each citation to its entry, and an entry to the network."""
    to_entry = field('HYPERLINK \\l "_ENREF_1"', "Marlow, 1931")
    entry_of = field('HYPERLINK "https://logs.example"', "https://logs.example")
    body = (
        p("A ", field(en(cite(TIDES)), run("(") + to_entry + run(")")), ".")
        + p(field("ADDIN EN.REFLIST", run("Marlow. ") + entry_of))
    )  # fmt: skip
    done = imported(tmp_path, "x.docx", word(body))
    text = sources(done)["01-chapter.md"]
    assert text == "A [@marlow-log-sitka].\n\n::: {#refs}\n:::\n"
    assert not [one.rule for one in done.findings if one.rule.startswith("import-lost")]


def _cited(library: Library, address: str, **data: Any) -> str:
    made = {"type": "book", "title": "Diary", "author": [{"family": "Doe"}], **data}
    return library.key({"uris": [address] if address else [], "itemData": made})


def test_two_works_of_one_library_stay_two_and_one_of_two_libraries_is_one() -> None:
    library = Library("en")
    year = {"issued": {"date-parts": [["1931", 2]]}}
    first = _cited(library, "http://zotero.org/users/1/items/A", **year)
    second = _cited(library, "http://zotero.org/users/1/items/B", **year)
    assert (first, second) == ("doe-diary", "doe-diary-2")
    assert _cited(library, "endnote:x:1", issued={"date-parts": [[1931]]}) == "doe-diary"
    assert _cited(library, "endnote:x:2", issued={"date-parts": [[1932]]}) == "doe-diary-3"
    assert _cited(library, "papers:9", issued={"date-parts": [[1931, 5]]}) == "doe-diary-4"
    assert _cited(library, "citavi:1", DOI="10.1/X", issued={}) == "doe-diary-5"
    assert _cited(library, "papers:1", DOI="10.1/x", author=[]) == "doe-diary-5"
    assert _cited(library, "", volume="2", **year) == "doe-diary-6"


def test_what_was_typed_over_a_citation_is_shown(tmp_path: Path) -> None:
    """The program kept the words it had set; marks and spaces do not count."""
    more = "<DisplayText><style>(Marlow </style>1931)</DisplayText>"
    body = p("A ", field(en(cite(TIDES, more=more)), "(Marlow\u00a01931)"), ".") + p(
        "B ", field(en(cite(TIDES, more=more)), "(Marlow, whom I doubt, 1931)"), "."
    )
    (typed,) = of_rule(imported(tmp_path, "x.docx", word(body)), "import-citations-typed")
    assert typed.message == (
        "1 citation was typed over by hand (“(Marlow, whom I doubt, 1931)”): here the style sets"
        " them."
    )
