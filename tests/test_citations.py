"""Typed citations become real ones, and are set in any style."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.bibliography import citeproc
from octavo.book.filtering import load
from octavo.model.finding import Finding, InputError, Severity, Tier
from octavo.model.nodes import Document, Node, meta_value, stringify, walk
from octavo.prose.prose import Prose
from tests.cited_texts import WORKS
from tests.making import FILTERS
from tests.shared import STALINISM, shared

IBID = "chicago-notes-bibliography-subsequent-ibid"


def filtered(markdown: str, folder: Path, **settings: object) -> tuple[Document, list[Finding]]:
    """A text through the filter, with the works above."""
    books, short = folder / "works.json", folder / "short.yaml"
    books.write_text(json.dumps(WORKS), encoding="utf-8")
    short.write_text("LCW: lenin-cw\n", encoding="utf-8")
    document = pandoc.read(markdown.encode())
    plain: dict[str, object] = {
        "lang": "en-GB",
        "bibliography": str(books),
        "abbreviations": str(short),
    }
    plain |= {name.replace("_", "-"): value for name, value in settings.items()}
    document.meta |= {name: meta_value(value) for name, value in plain.items() if value}
    prose = Prose(document)
    prose.trace.number(0, document.blocks)
    findings = load(FILTERS / "citations.py").apply(prose)
    prose.tidy()
    load(FILTERS / "apparatus.py").apply(prose)
    return document, findings


def as_plain(document: Document) -> str:
    return pandoc.run(["-f", "json", "-t", "plain", "--wrap=none"], document.dumps()).decode()


def words(blocks: list[Node]) -> str:
    """What stands in the paragraphs, typed citations and all."""
    kinds = ("Para", "Plain", "Header")
    contents = (
        n["c"][2] if n["t"] == "Header" else n["c"] for n in walk(blocks) if n["t"] in kinds
    )
    return "\n".join(stringify(content) for content in contents)


# --- the manuscript -----------------------------------------------------------------------------


def faults(document: Document) -> list[Finding]:
    """What is wrong in a cited document, wherever it stands."""
    return citeproc.check(document, [None] * len(citeproc.cites(document)))


@pytest.mark.parametrize("chain", [(), ("quotations", "dashes", "ellipses", "spacing")])
def test_the_seven_citations_of_the_manuscript(tmp_path: Path, chain: tuple[str, ...]) -> None:
    text = shared(*STALINISM).read_text(encoding="utf-8")
    document = pandoc.read(text.encode())
    document.meta["lang"] = meta_value("en-GB")
    prose = Prose(document)
    for name in chain:
        load(FILTERS / f"{name}.py").apply(prose)
    prose.tidy()
    markdown = pandoc.run(["-f", "json", "-t", "markdown-smart"], document.dumps()).decode()
    cited, findings = filtered(markdown, tmp_path, citation_style=IBID)
    made = [f.after for f in findings if f.tier is Tier.AUTO]
    assert made == [
        "[@lenin-cw, vol. 27, p. 273]",
        "[@lenin-cw, vol. 27, p. 148]",
        "[@lenin-cw, vol. 33, p. 430]",
        "[@lenin-cw, vol. 29, pp. 32-33]",
        "[@lenin-cw, vol. 33, p. 287]",
        "[@trotsky-betrayed, p. 90]",
        "[@trotsky-writings-1935-36, p. 178]",
    ]
    assert {f.rule for f in findings} == {"cite-typed", "cite-ibid", "cite-no-date"}
    assert sum(node["t"] == "Cite" for node in walk(cited.blocks)) == 7


SENTENCES = """He said: "… without pay." (LCW, Vol. 27, p. 273.) But Lenin said that bricks "have
not yet been made". (Ibid., p. 148.)

> A displayed quotation. (LCW, Vol. 29, pp. 32-3.)

So it was "said" (Trotsky, The Revolution Betrayed, p. 90.). And so on (Trotsky, Writings,
1935-36, p. 178).
"""


@pytest.mark.parametrize(
    ("style", "body", "notes"),
    [
        (IBID,
         ['pay."[1] But', 'made".[2]', "quotation.[3]", '"said".[4]', "so on.[5]"],
         ["[1] V. I. Lenin, Collected Works, 45 vols, 27:273.", "[2] Ibid., 27:148.",
          "[3] Ibid., 29:32–33.",
          "[4] Leon Trotsky, The Revolution Betrayed (1937), 90.",
          "[5] Leon Trotsky, Writings, 1935–36, 178."]),
        ("oscola",
         ['pay."[1] But', 'made".[2]'],
         ["[1] VI Lenin, Collected Works, vol 27, 273.", "[2] Ibid, 148.",
          "[3] Ibid vol 29, 32–33."]),
        ("mhra-notes-subsequent-ibid",
         ['pay."[1] But'],
         ["[1] V. I. Lenin, Collected Works, 45 vols, XXVII, p. 273.", "[2] Ibid., p. 148."]),
        ("apa",
         ['pay" (Lenin, Collected Works, Volume 27, p. 273). But',
          "(Lenin, Collected Works, Volume 29, pp. 32–33)",
          "(Trotsky, 1937, p. 90)", "(Trotsky, Writings, 1935–36, p. 178)"],
         []),
        ("modern-language-association",
         ["(Lenin 27: 273)", "(Lenin 27: 148)", "(Lenin 29: 32–33)",
          "(Trotsky, The Revolution Betrayed 90)"],
         []),
        ("chicago-author-date",
         ["(Lenin, Collected Works, 27:273)", "(Trotsky 1937, 90)"],
         []),
    ],
)  # fmt: skip
def test_citations_are_set_in_a_style(
    tmp_path: Path, style: str, body: list[str], notes: list[str]
) -> None:
    document, _ = filtered(SENTENCES, tmp_path, citation_style=style)
    cited = citeproc.cite(document)
    text = as_plain(cited)
    for expected in [*body, *notes]:
        assert expected in text
    assert "n.d." not in text
    assert faults(cited) == []


def test_citeproc_needs_neither_files_nor_the_network(tmp_path: Path) -> None:
    document, _ = filtered(SENTENCES, tmp_path, citation_style="nature-digest")
    assert not {"bibliography", "abbreviations", "citation-style"} & set(document.meta)
    assert document.meta["csl"]["c"].startswith("data:")
    assert document.meta["link-citations"] == {"t": "MetaBool", "c": True}
    for name in ("works.json", "short.yaml"):
        (tmp_path / name).unlink()
    assert "Lenin, V. I. Collected Works." in as_plain(citeproc.cite(document))


def test_an_unknown_style_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Did you mean oscola"):
        filtered("Text.", tmp_path, citation_style="oscolla")


def test_a_bibliography_of_the_metadata_and_nocite(tmp_path: Path) -> None:
    markdown = (
        "---\nreferences:\n- {id: own, type: book, title: My Own}\nnocite: '@*'\n---\n\nA [@own].\n"
    )
    document, findings = filtered(markdown, tmp_path, citation_style=IBID)
    text = as_plain(citeproc.cite(document))
    assert "My Own." in text
    assert "Trotsky, Leon. The Revolution Betrayed. 1937." in text
    assert [f.rule for f in findings] == ["cite-no-date"]


def test_relative_paths_are_meant_from_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under plain pandoc nobody names the abbreviations: they stand where a book has them."""
    folder = tmp_path / "metadata"
    folder.mkdir()
    filtered("Text.", folder)
    (folder / "short.yaml").rename(folder / "abbreviations.yaml")
    monkeypatch.chdir(tmp_path)
    document = pandoc.read(b"A (LCW, Vol. 27, p. 273).")
    document.meta["bibliography"] = meta_value(["works.json"])
    findings = load(FILTERS / "citations.py").apply(Prose(document))
    assert next(f.after for f in findings) == "[@lenin-cw, vol. 27, p. 273]"


def test_a_text_without_a_processor_reads_as_before(tmp_path: Path) -> None:
    document, _ = filtered(SENTENCES, tmp_path)
    assert words(document.blocks) == words(pandoc.read(SENTENCES.encode()).blocks)


def test_a_document_that_cites_nothing_is_left_alone(tmp_path: Path) -> None:
    settings = {"bibliography": "", "abbreviations": ""}
    document, findings = filtered("Nothing (here).", tmp_path, **settings)
    assert (findings, set(document.meta)) == ([], {"lang"})


def test_a_name_with_an_at_sign_stands_as_typed_without_a_bibliography(tmp_path: Path) -> None:
    settings = {"bibliography": "", "abbreviations": ""}
    document, findings = filtered("Write to @mill, (LCW, Vol. 3, p. 4).", tmp_path, **settings)
    assert stringify(document.blocks[0]["c"]) == "Write to @mill, (LCW, Vol. 3, p. 4)."
    assert [(f.rule, f.severity) for f in findings] == [
        ("cite-unknown-key", Severity.WARNING),
        ("cite-unresolved", Severity.INFO),
    ]


def test_an_unknown_key_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    document, findings = filtered("So [@trotsky-betraid, p. 9].", tmp_path)
    assert [(f.rule, f.severity) for f in findings] == [("cite-unknown-key", Severity.ERROR)]
    assert findings[0].hint == "Did you mean trotsky-betrayed?"
    assert [f.rule for f in faults(citeproc.cite(document))] == ["cite-unset"]


def test_a_volume_may_be_cited_by_its_own_key(tmp_path: Path) -> None:
    document, findings = filtered("So [@lenin-cw-27, p. 9].", tmp_path, citation_style=IBID)
    assert "Collected Works, 45 vols, 27:9." in as_plain(citeproc.cite(document))
    assert [f.rule for f in findings] == ["cite-no-date"]


def test_findings_have_their_places(tmp_path: Path) -> None:
    text = "A (LCW, Vol. 27, p. 273) b (ibid., p. 3) c."
    _, findings = filtered(text, tmp_path)
    anchors = [(f.anchor.start, f.anchor.end) for f in findings if f.anchor and f.after]
    assert anchors == [((1, 0), (5, 4)), ((7, 0), (9, 2))]


# --- citeproc on the citing blocks alone ----------------------------------------------------------


VARIED = """# One [@trotsky-betrayed]

Text (LCW, Vol. 27, p. 273).^[A note.] Next (ibid.).^[See @trotsky-betrayed, p. 3. And
[@lenin-cw-27].]

No citation here.^[Nor here.]

- a list (Trotsky, Writings, 1935-36, p. 178)
- [a link with @lenin-cw-33](x)

    > quoted [@trotsky-betrayed, p. 4], "and [@lenin-cw-33, p. 5]."

::: {.box}
In a Div [@trotsky-betrayed].

Term [@lenin-cw-27, p. 9]

:   Definition [@lenin-cw-27, p. 9].
:::

| A | B [@trotsky-betrayed] |
|---|---|
| 1 | 2 [@lenin-cw-27] |

: Caption [@trotsky-betrayed, p. 8]

![Figure [@lenin-cw-33, p. 7]](x.png)

| Verse [@lenin-cw-33]
| and more

A note again.^[Last [@trotsky-betrayed, p. 4].] `@code` and "[@lenin-cw-33, p. 1]."
"""
ENDS = ["", "\n# Works\n", "\n# Works [@lenin-cw-27]\n", "\n::: {#refs}\n:::\n\nAfter.\n"]


@pytest.mark.parametrize(
    ("style", "end"),
    [
        pytest.param(style, end, marks=[pytest.mark.long] if at and style != IBID else [])
        for style in (IBID, "oscola", "apa", "ieee", "modern-language-association")
        for at, end in enumerate(ENDS)
    ],
)
def test_citing_blocks_alone_give_what_the_whole_book_gives(
    tmp_path: Path, style: str, end: str
) -> None:
    document, _ = filtered(VARIED + end, tmp_path, citation_style=style)
    whole = citeproc._run(copy.deepcopy(document))
    assert citeproc.cite(document) == whole
    assert faults(whole) == []


def test_without_citations_the_book_is_the_same(tmp_path: Path) -> None:
    document, _ = filtered("# A\n\nText.\n", tmp_path, citation_style=IBID)
    whole = citeproc._run(copy.deepcopy(document))
    assert citeproc.cite(document) == whole


# --- no damage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ("books", "five-hundred-lines", "01-dagoba.md"),
        ("books", "five-hundred-lines", "07-same-origin-policy.md"),
        ("corpora", "se_friedrich-engels.txt"),
        pytest.param(("corpora", "se_dracula.txt"), marks=pytest.mark.long),
    ],
)
def test_no_citation_is_made_where_there_is_none(tmp_path: Path, parts: tuple[str, ...]) -> None:
    text = shared(*parts).read_text(encoding="utf-8")
    before = words(pandoc.read(text.encode()).blocks)
    document, findings = filtered(text, tmp_path)
    assert [f for f in findings if f.tier is not Tier.FLAG and f.after] == []
    assert words(document.blocks) == before
