"""Citations of each program that keeps them as fields of a Word file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from octavo.manuscripts.importing import Imported
from octavo.model.finding import Severity
from tests.field_files import (
    base64_of,
    beside,
    control,
    field,
    p,
    run,
    word,
)  # fmt: skip
from tests.field_files import (
    citavi as ci,
)
from tests.field_files import (
    endnote as en,
)
from tests.import_books import imported, of_rule, rules, sources
from tests.word_files import references

RECORD = (
    "<record><rec-number>{0}</rec-number>"
    '<foreign-keys><key app="EN" db-id="abc">{0}</key></foreign-keys>'
    '<ref-type name="{1}">{2}</ref-type>{3}</record>'
)
TIDES = RECORD.format(
    14, "Book", 6,
    "<contributors><authors><author>Marlow, Ada</author></authors></contributors>"
    '<titles><title><style face="normal">The Log of the </style><style face="italic">Sitka</style>'
    "</title></titles><dates><year>1931</year></dates><pub-location>Leith</pub-location>"
    "<publisher>Ness Press</publisher><isbn>978-0-00-000001-3</isbn>",
)  # fmt: skip
FLOODS = RECORD.format(
    15, "Journal Article", 17,
    "<contributors><authors><author>Holm, Per</author><author>Institute of Ice,</author></authors>"
    "</contributors><titles><title>Floods</title><secondary-title>Coast</secondary-title></titles>"
    "<periodical><full-title>Coast</full-title><abbr-1>Co.</abbr-1></periodical><pages>3-9</pages>"
    "<volume>2</volume><number>4</number><dates><year>1958</year><pub-dates><date>May 3</date>"
    "</pub-dates></dates><electronic-resource-num>https://doi.org/10.1000/fl.1"
    "</electronic-resource-num><urls><related-urls><url>&lt;Go to ISI&gt;://1</url>"
    "<url>https://coast.example/fl</url></related-urls></urls><language>German</language>",
)  # fmt: skip


def cite(record: str, number: int = 14, more: str = "", marks: str = "") -> str:
    return f"<Cite{marks}><Author>X</Author><RecNum>{number}</RecNum>{more}{record}</Cite>"


SOURCES = (
    '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">'
    "<b:Source><b:Tag>Gre07</b:Tag><b:SourceType>BookSection</b:SourceType><b:Author><b:Author>"
    "<b:NameList><b:Person><b:Last>Grey</b:Last><b:First>Ida</b:First><b:Middle>M.</b:Middle>"
    "</b:Person></b:NameList></b:Author><b:BookAuthor><b:NameList><b:Person><b:Last>Poe</b:Last>"
    "<b:First>Al</b:First></b:Person></b:NameList></b:BookAuthor></b:Author><b:Title>Bars</b:Title>"
    "<b:BookTitle>Harbours</b:BookTitle><b:Year>2007</b:Year><b:Month>May</b:Month><b:City>Oslo"
    "</b:City><b:Publisher>Fjord</b:Publisher><b:Pages>1-20</b:Pages><b:LCID>1033</b:LCID>"
    "</b:Source>"
    "<b:Source><b:Tag>pilots</b:Tag><b:SourceType>Report</b:SourceType><b:Author><b:Author>"
    "<b:Corporate>Board of Pilots</b:Corporate></b:Author></b:Author><b:Title>Annual Report"
    "</b:Title><b:Year>1999</b:Year><b:Institution>The Board</b:Institution></b:Source>"
    "<b:Source><b:Tag>Nev01</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Never Cited</b:Title>"
    "</b:Source>"
    "<b:Source><b:Tag>Mar31</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author>"
    "<b:NameList><b:Person><b:Last>Marlow</b:Last><b:First>A.</b:First></b:Person></b:NameList>"
    "</b:Author></b:Author><b:Title>The Log of the Sitka</b:Title><b:Year>1931</b:Year></b:Source>"
    "</b:Sources>"
)


def reference(**more: Any) -> dict[str, Any]:
    return {
        "$id": "7", "Id": "r1", "ReferenceType": "Contribution", "Title": "Vom Eis",
        "Subtitle": "Ein Bericht",
        "Locations": [{"Address": {"UriString": "https://doi.org/10.1000/eis"}}],
        "PageRange": "<sp><os>10</os></sp><os>10-12</os>",
        "Authors": [{"LastName": "Sand", "FirstName": "Eva"}],
        "ParentReference": {
            "Title": "Das Wasser", "Year": "1977", "ReferenceType": "BookEdited",
            "Editors": [{"LastName": "Rau", "FirstName": "Jo"}],
            "Publishers": [{"Name": "Kai"}], "PlaceOfPublication": "Bremen",
        },
        **more,
    }  # fmt: skip


def entry(pages: str = "", **more: Any) -> dict[str, Any]:
    return {"PageRange": {"OriginalString": pages, "NumberingType": 0}, **more}


V3 = {
    "citationID": "MENDELEY_CITATION_1",
    "citationItems": [
        {
            "id": "u1",
            "itemData": {"id": "u1", "type": "book", "title": "Knots",
                         "author": [{"family": "Bell", "given": "Jo"}]},
        }
    ],
}  # fmt: skip
MARKED = {
    "citationItems": [
        {
            "id": 1,
            "uris": ["http://zotero.org/users/1/items/K"],
            "locator": "5",
            "itemData": {"id": 1, "type": "book", "title": "Buoys",
                         "author": [{"family": "Carr", "given": "Lu"}]},
        }
    ]
}  # fmt: skip
MARKED_CODE = f"ITEM CSL_CITATION {json.dumps(MARKED)}"
PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    + "".join(
        f'<property name="ZOTERO_BREF_a1_{number}"><vt:lpwstr>{piece}</vt:lpwstr></property>'
        for number, piece in enumerate((MARKED_CODE[:90], MARKED_CODE[90:]), 1)
    )
    + "</Properties>"
)
PAPERS = (
    "ADDIN PAPERS2_CITATIONS <citation><uuid>C</uuid><publications><publication><type>400</type>"
    "<publication_date>99199103001200000000200000</publication_date><title>Rings</title><uuid>P"
    "</uuid><bundle><publication><title>Eau</title></publication></bundle><authors><author>"
    "<firstName>Ed</firstName><lastName>Bi</lastName></author></authors></publication>"
    "</publications><cites></cites></citation>"
)
MANAGED = (
    "ADDIN REFMGR.CITE <Refman><Cite><Author>Cole</Author><Year>2007</Year><RecNum>9</RecNum>"
    '<MDL Ref_Type="Journal"><Ref_Type>Journal</Ref_Type><Title_Primary>Quays</Title_Primary>'
    "<Authors_Primary>Cole,A.</Authors_Primary><Date_Primary>2007/8/3</Date_Primary>"
    "<Start_Page>e1</Start_Page><Periodical>Ports</Periodical></MDL></Cite></Refman>"
)

CASES = {
    "endnote": (field(en(cite(TIDES, more="<Pages>12</Pages>"))), "[@marlow-log-sitka, p. 12]"),
    "suffix": (
        field(en(cite(TIDES, more="<Prefix>see </Prefix><Suffix>, for more</Suffix>"))),
        "[see @marlow-log-sitka, for more]",
    ),
    "author": (field(en(cite(TIDES, marks=' ExcludeAuth="1"'))), "[-@marlow-log-sitka]"),
    "narrative": (field(en(cite(TIDES, marks=' AuthorYear="1"'))), "@marlow-log-sitka"),
    "several": (
        beside(cite(TIDES, more="<Pages>ch. 3</Pages>"), cite(FLOODS, 15)),
        "[@marlow-log-sitka, chapter 3; @holm-floods]",
    ),
    "without record": (field(en(cite("", more="<Pages>7</Pages>"))), "[@marlow-log-sitka, p. 7]"),
    "word": (
        control("x", field(r"CITATION Gre07 \p 4-5 \l 1033 \m pilots \f &quot;cf. &quot;"
                           .replace("&quot;", '"'))),
        "[@grey-bars, pp. 4-5; cf. @pilots]",
    ),
    "word, no author": (field(r"CITATION Gre07 \n \v 2 \p 44"), "[-@grey-bars, vol. 2, p. 44]"),
    "word, same work": (field(r"CITATION Mar31 \l 1033"), "[@marlow-log-sitka]"),
    "simple": (
        '<w:fldSimple w:instr=" CITATION pilots \\l 1033 "><w:r><w:t>(B)</w:t></w:r></w:fldSimple>',
        "[@pilots]",
    ),
    "citavi": (
        control(
            "CitaviPlaceholder#1",
            field(ci(entry("S. 11", Prefix="Vgl. ", Reference=reference()),
                     entry("", Reference={"$ref": "7"}, YearOnly=True))),
        ),
        "[Vgl. @sand-vom-eis-ein-bericht, p. 11; -@sand-vom-eis-ein-bericht]",
    ),
    "mendeley": (
        control(f"MENDELEY_CITATION_v3_{base64_of(json.dumps(V3)).rstrip('=')}", run("[1]")),
        "[@bell-knots]",
    ),
    "bookmark": (
        '<w:bookmarkStart w:id="9" w:name="ZOTERO_BREF_a1"/>' + run("(Carr)")
        + '<w:bookmarkEnd w:id="9"/>',
        "[@carr-buoys, p. 5]",
    ),
    "papers": (field(PAPERS), "[@bi-rings]"),
    "reference manager": (field(MANAGED), "[@cole-quays]"),
    "inserted": (f'<w:ins w:id="1">{field(en(cite(TIDES)))}</w:ins>', "[@marlow-log-sitka]"),
}  # fmt: skip
"""What each program writes, and the citation that it is."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A manuscript that has been through the hands of every program."""
    folder = tmp_path_factory.mktemp("programs")
    body = "".join(p(f"{name}: ", given, ".") for name, (given, _) in CASES.items())
    body += p(run("note"), '<w:r><w:footnoteReference w:id="5"/></w:r>', run("."))
    body += p(field("ADDIN EN.REFLIST", "Marlow, A. (1931). The Log of the Sitka."))
    body += p(field("BIBLIOGRAPHY", "Grey, I. (2007). Bars."))
    noted = p(field(en(cite(TIDES, more="<Pages>99</Pages>"))), ".")
    notes = f'<w:footnote w:id="5">{noted}</w:footnote>'
    more = {"customXml/item1.xml": SOURCES, "docProps/custom.xml": PROPERTIES}
    return imported(folder, "x.docx", word(body, more, footnotes=notes))


@pytest.mark.parametrize("name", CASES)
def test_a_citation_of_each_kind_comes_back(name: str, everything: Imported) -> None:
    text = " ".join(sources(everything)["01-chapter.md"].split())
    assert f"{name}: {CASES[name][1]}." in text


def test_a_note_that_is_a_citation_becomes_one(everything: Imported) -> None:
    assert "note [@marlow-log-sitka, p. 99]." in sources(everything)["01-chapter.md"]


def test_a_program_s_bibliography_is_left_out_and_its_place_kept(everything: Imported) -> None:
    text = sources(everything)["01-chapter.md"]
    assert text.rstrip().endswith("::: {#refs}\n:::")
    assert "1931" not in text
    assert "Grey" not in text


def test_nothing_is_asked_of_what_fields_gave(everything: Imported) -> None:
    assert rules(everything) & {"import-citations-unread", "import-citation-stub"} == set()
    lost = [one.message for one in everything.findings if one.severity is Severity.ERROR]
    assert lost == []
    message = of_rule(everything, "import-citations")[0].message
    assert message.startswith("17 citations were read by key (EndNote 8, Word 4, Citavi 1,")


def test_works_that_are_only_in_the_list_of_sources_are_named(everything: Imported) -> None:
    message = of_rule(everything, "import-citations-uncited")[0].message
    assert message.startswith(
        "1 work of the file's list of sources is cited nowhere (“Never Cited”)"
    )
    assert references(everything)["never-cited"]["type"] == "book"


def test_records_become_entries(everything: Imported) -> None:
    works = references(everything)
    assert works["marlow-log-sitka"] == {
        "id": "marlow-log-sitka", "type": "book", "title": "The Log of the <i>Sitka</i>",
        "author": [{"family": "Marlow", "given": "Ada"}], "issued": {"date-parts": [[1931]]},
        "publisher": "Ness Press", "publisher-place": "Leith", "ISBN": "978-0-00-000001-3",
    }  # fmt: skip
    assert works["holm-floods"] == {
        "id": "holm-floods", "type": "article-journal", "title": "Floods",
        "container-title": "Coast", "container-title-short": "Co.",
        "author": [{"family": "Holm", "given": "Per"}, {"literal": "Institute of Ice"}],
        "volume": "2", "issue": "4", "page": "3-9", "issued": {"date-parts": [[1958, 5, 3]]},
        "DOI": "10.1000/fl.1", "URL": "https://coast.example/fl", "language": "de",
    }  # fmt: skip
    assert works["grey-bars"] == {
        "id": "grey-bars", "type": "chapter", "title": "Bars", "container-title": "Harbours",
        "author": [{"family": "Grey", "given": "Ida M."}],
        "container-author": [{"family": "Poe", "given": "Al"}],
        "issued": {"date-parts": [[2007, 5]]}, "page": "1-20", "publisher": "Fjord",
        "publisher-place": "Oslo", "language": "en-US",
    }  # fmt: skip
    assert works["pilots"]["author"] == [{"literal": "Board of Pilots"}]
    assert works["sand-vom-eis-ein-bericht"] == {
        "id": "sand-vom-eis-ein-bericht", "type": "chapter", "title": "Vom Eis: Ein Bericht",
        "container-title": "Das Wasser", "author": [{"family": "Sand", "given": "Eva"}],
        "editor": [{"family": "Rau", "given": "Jo"}], "issued": {"date-parts": [[1977]]},
        "page": "10-12", "publisher": "Kai", "publisher-place": "Bremen", "DOI": "10.1000/eis",
    }  # fmt: skip
    assert works["bi-rings"]["issued"] == {"date-parts": [[1991, 3]]}
    assert works["cole-quays"]["container-title"] == "Ports"
