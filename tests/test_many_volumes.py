"""Works of many volumes: one work in every style, as `cases/many-volumes.yaml` has it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.bibliography import citeproc, volumes, years
from octavo.book.filtering import load
from octavo.files import yaml
from octavo.model.finding import Severity
from octavo.model.nodes import Document, Node, meta_value, stringify, walk
from octavo.prose.prose import Prose
from tests.making import FILTERS

FILE = Path(__file__).parent / "cases" / "many-volumes.yaml"
CASES = yaml.load(FILE, FILE.name).value
SET = [(case, style) for case in CASES for style in case["styles"]]


def cited(text: str, works: list[dict[str, Any]], style: str, lang: str = "en-GB") -> Document:
    """A text through the filter and citeproc."""
    document = pandoc.read(text.encode())
    plain = {"lang": lang, "references": works, "citation-style": style}
    document.meta |= {name: meta_value(value) for name, value in plain.items()}
    for name in ("citations", "apparatus"):
        load(FILTERS / f"{name}.py").apply(Prose(document))
    return citeproc.cite(document)


def marked(nodes: list[Node]) -> str:
    """Words with `*…*` around italics, small capitals as capitals, plain spaces."""
    parts = []
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Emph":
            parts.append(f"*{marked(content)}*")
        elif kind == "SmallCaps":
            parts.append(marked(content).upper())
        elif kind in ("Span", "Link"):
            parts.append(marked(content[1]))
        elif kind == "Note":
            parts += [marked(block["c"]) for block in content]
        else:
            parts.append(stringify([node]))
    return "".join(parts).replace("\N{NO-BREAK SPACE}", " ")


def notes(document: Document) -> list[str]:
    """What each citation prints, in its note or in the text."""
    return [marked(cite["c"][1]) for cite in citeproc.cites(document)]


def bibliography(document: Document) -> list[str]:
    """The entries of the bibliography."""
    divs = [n for n in walk(document.blocks) if n["t"] == "Div" and "csl-entry" in n["c"][0][1]]
    return [marked(div["c"][1][0]["c"]) for div in divs]


@pytest.mark.parametrize(("case", "style"), SET, ids=[f"{c['name'][:20]}-{s}" for c, s in SET])
def test_it_is_set_as_an_editor_sets_it(case: dict[str, Any], style: str) -> None:
    expected = case["styles"][style]
    document = cited(case["text"], case["works"], style, expected.get("lang", "en-GB"))
    assert notes(document) == expected["notes"]
    assert bibliography(document) == expected["bibliography"]


MANUAL = {
    "id": "chitty",
    "type": "book",
    "author": [{"family": "Chitty", "given": "Joseph"}],
    "title": "On Contracts 1918-39",
    "DOI": "10.1000/32-33",
    "issued": {"date-parts": [["1950"]]},
}


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "mhra-notes", "apa", "ieee"])
def test_ranges_typed_by_hand_have_en_rules_and_numbers_keep_their_hyphens(style: str) -> None:
    text = """\
    A [@chitty, p. 1]. B [@chitty, chap. 3, pp. 32-3]. C [@chitty, fols. 12r-13v]. D [@chitty, para.
    6-014]. E [@chitty, no. 12-345]. F [see @chitty, p. 9, doi 10.1000/32-33, and pp. 45-6]. G
    [@chitty, pp. 118-120].
    """
    document = cited(text.replace("    ", ""), [MANUAL], style)
    printed = " ".join([*notes(document), *bibliography(document)])
    for expected in ("32–3", "12r–13v", "45–6", "118–"):
        assert expected in printed
    assert printed.count("6\N{NON-BREAKING HYPHEN}014") == 1
    assert printed.count("12\N{NON-BREAKING HYPHEN}345") == 1
    assert "1918-39" in printed
    assert "10.1000/32-33" in printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", vol. 27, p. 273", ("27", "273", "")),
        (" vol. 27: 273, n. 4", ("27", "273", ", n. 4")),
        (", Bd. 23, S. 49", ("23", "49", "")),
        (", vol. iii, pp. 32–3 and more", ("3", "32-3", " and more")),
        (", {vol. 27, p. 148}", ("27", "148", "")),
        (", vol. 2, chap. 3", ("2", "", ", chap. 3")),
        (", vol. 2", ("2", "", "")),
        (", vols 1-2", None),
        (", p. 27", None),
        (", 27:273", None),
        (", vol. 0, p. 3", None),
    ],
)
def test_what_a_suffix_says_of_a_volume(text: str, expected: tuple[str, str, str] | None) -> None:
    read = volumes.read(text)
    assert (read and (read.volume, read.pages, read.rest)) == expected


def test_a_number_before_a_page_is_a_volume_only_of_a_work_that_has_some() -> None:
    read = volumes.read(", 27:273-5", compact=True)
    assert read == volumes.Cited("27", "273-5", "")
    psalms = {**MANUAL, "id": "bible", "title": "The Bible"}
    assert notes(cited("A [@bible, 3:16].", [psalms], "chicago-author-date")) == [
        "(Chitty 1950, 3:16)"
    ]


@pytest.mark.parametrize(
    ("first", "last", "style", "expected"),
    [
        ("1960", "1970", "minimal", "1960–70"),
        ("1960", "1970", "expanded", "1960–1970"),
        ("1960", "1970", "", "1960–70"),
        ("1899", "1901", "minimal", "1899–1901"),
        ("1900", "1905", "chicago-16", "1900–1905"),
        ("1900", "1905", "minimal", "1900–05"),
        ("1970", "1960", "minimal", "1970–1960"),
    ],
)
def test_years_are_shortened_as_the_style_has_it(
    first: str, last: str, style: str, expected: str
) -> None:
    assert years.shortened(first, last, style) == expected


def test_other_languages_keep_years_where_the_style_says_nothing() -> None:
    assert years.shortened("1960", "1970", "", english=False) == "1960–1970"


def test_works_of_several_years_are_sorted_by_the_first() -> None:
    dates = {"a": [["1955"]], "b": [["1960"], ["1970"]], "c": [["1965"]], "d": [["1950"], ["1958"]]}
    works = [
        {**MANUAL, "id": key, "title": f"Work {key}", "issued": {"date-parts": parts}}
        for key, parts in dates.items()
    ]
    document = cited("A [@a; @b; @c; @d].", works, "chicago-author-date")
    assert [re.search(r"Work (\w)", entry)[1] for entry in bibliography(document)] == [
        "d", "a", "b", "c"
    ]  # fmt: skip


def test_two_works_of_the_same_years_are_told_apart() -> None:
    span = {"issued": {"date-parts": [["1960"], ["1970"]]}, "number-of-volumes": "3"}
    works = [{**MANUAL, **span, "id": key, "title": f"Work {key}"} for key in "ab"]
    document = cited("A [@a, vol. 1, p. 2; @b, vol. 2].", works, "chicago-author-date")
    assert notes(document) == ["(Chitty 1960–70a, 1:2; 1960–70b, vol. 2)"]


def test_a_volume_with_an_entry_of_its_own_is_cited_by_it() -> None:
    """What is true of the volume stands there: the set's years are never a volume's."""
    whole = {**CASES[0]["works"][0], "id": "lcw"}
    part = {k: v for k, v in whole.items() if k != "number-of-volumes"}
    part |= {"id": "lcw-27", "volume": "27", "issued": {"date-parts": [["1965"]]}}
    text = "A [@lcw-27, p. 273]. B (LCW, Vol. 27, p. 9.) C (LCW, Vol. 33, p. 4.) D [@lcw-29, p. 5]."
    document = pandoc.read(text.encode())
    plain = {"lang": "en-GB", "references": [whole, part], "citation-style": "mhra-notes"}
    document.meta |= {name: meta_value(value) for name, value in plain.items()}
    prose = Prose(document)
    holdings = load(FILTERS / "citations.py").Holdings.of(document.meta)
    holdings.shelf.short["LCW"] = "lcw"
    load(FILTERS / "citations.py").Reader(prose, holdings).read()
    holdings.serve(document)
    cites = [cite["c"][0][0] for cite in citeproc.cites(document)]
    assert [(c["citationId"], stringify(c["citationSuffix"])) for c in cites] == [
        ("lcw-27", ", p. 273"),
        ("lcw-27", ", p. 9"),
        ("lcw", ", vol. 33, p. 4"),
        ("lcw", ", vol. 29, p. 5"),
    ]


def test_how_many_volumes_there_are_has_its_word_and_that_is_reported() -> None:
    document = pandoc.read(b"A [@lcw, vol. 2, p. 3].")
    plain = {"references": CASES[0]["works"], "citation-style": "harvard-cite-them-right"}
    document.meta |= {name: meta_value(value) for name, value in plain.items()}
    load(FILTERS / "citations.py").apply(Prose(document))
    findings = load(FILTERS / "apparatus.py").apply(Prose(document))
    assert [(f.rule, f.severity) for f in findings] == [("cite-volumes-named", Severity.INFO)]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("oscola", ["vol 27, 273", "Ibid, 148", "Ibid vol 33, 430"]),
        ("modern-language-association", ["(Lenin 27: 273)", "(Lenin 27: 148)", "(Lenin 33: 430)"]),
        ("nature", ["1, vol. 27, p. 273", "1, vol. 27, p. 148", "1, vol. 33, p. 430"]),
        ("ieee", ["[1, Vol. 27, p. 273]", "[1, Vol. 27, p. 148]", "[1, Vol. 33, p. 430]"]),
    ],
)
def test_other_styles_print_each_volume(style: str, expected: list[str]) -> None:
    document = cited(CASES[0]["text"], CASES[0]["works"], style)
    for note, part in zip(notes(document), expected, strict=False):
        assert part in note
    assert len(bibliography(document)) == 2


def test_a_volume_as_a_whole_behind_its_page_is_no_bare_ibid() -> None:
    text = "A [@gibbon, vol. 1, p. 5]. B [@gibbon, vol. 1]. C [@gibbon, vol. 1, p. 9]."
    document = cited(text, CASES[1]["works"], "mhra-notes-subsequent-ibid")
    assert notes(document)[1:] == ["Gibbon, *Decline and Fall*, I.", "Ibid., I, p. 9."]


def test_german_words_stand_before_volume_and_page() -> None:
    document = cited(
        "A [@lcw, vol. 27, pp. 27-9]. B [@lcw, Bd. 3, S. 4].", CASES[0]["works"], "mhra-notes", "de"
    )
    assert [note[-16:] for note in notes(document)] == [
        "XXVII, S. 27–29.",
        "Works*, III, S. 4."[-16:],
    ]


@pytest.mark.parametrize("style", ["chicago-notes-bibliography-subsequent-ibid", "oscola"])
def test_a_note_that_begins_with_a_citation_begins_with_a_capital(style: str) -> None:
    text = "A.^[[@gibbon, vol. 1, p. 5].] B.^[[@gibbon, vol. 1, p. 6] and [@gibbon, vol. 2, p. 3].]"
    document = cited(text, CASES[1]["works"], style)
    load(FILTERS / "bibliographies.py").apply(Prose(document))
    second = [marked(n["c"][0]["c"]) for n in walk(document.blocks) if n["t"] == "Note"][1]
    assert second.startswith("Ibid")
    assert "(ibid" in second


@pytest.mark.parametrize(
    ("key", "suffix"),
    [
        ("lcw", ", vol. 27, pp. 32-33, n. 4"),
        ("lcw", ", vol. 27, pp. 32–3, n. 4"),
        ("lcw", ", {vol. 27:32–33}, n. 4"),
        ("lcw", ", {p. 27: 32–33}, n. 4"),
        ("lcw", ", vol. xxvii, pp. 32–33, n. 4"),
        ("lcw", "{}, vol. 27, pp. 32–3, n. 4"),
        ("lcw-27", ", pp. 32-3, n. 4"),
    ],
)
def test_a_fix_knows_a_volume_however_the_style_writes_it(key: str, suffix: str) -> None:
    """`lint --fix` compares what it wrote with what the filters made."""
    expected = volumes.canonical("lcw", ", vol. 27, pp. 32-33, n. 4")
    assert volumes.canonical(key, suffix) == expected
    assert volumes.canonical(key, suffix.replace("4", "5")) != expected
