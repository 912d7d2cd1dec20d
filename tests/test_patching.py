"""Automatic changes written into the source: those and nothing else, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node, string
from octavo.prose.emphasis import Dress, Dressed, dress_all
from octavo.prose.prose import Change, Prose
from tests.patched_books import (
    APOSTROPHE,
    APOSTROPHES,
    DASHES,
    ELLIPSES,
    ELLIPSIS,
    EN,
    NBSP,
    Book,
    Filter,
    changing,
    write,
)
from tests.running import call

PANDOC = Path(__file__).parents[1] / "metadata" / "pandoc.json"


def fixed(folder: Path, text: str, *filters: Filter) -> str:
    (patch,) = Book(folder, text).fix(*filters)
    assert patch.refused == ()
    return patch.after.decode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a -- b... it's\n", f"a {EN} b{ELLIPSIS} it{APOSTROPHE}s\n"),
        ("a *pp. 3--4*  \nb\n", f"a *pp.{NBSP}3{EN}4*  \nb\n"),
        ("`a--b` $x--y$ [l--m](u--v) <!-- c -->\n", f"`a--b` $x--y$ [l{EN}m](u--v) <!-- c -->\n"),
        ("> see pp.\n> 3--4 of\n> it\n", f"> see pp.{NBSP}3{EN}4 of\n> it\n"),
        ("x[^1] y[^1]\n\n[^1]: it's *this*\n", f"x[^1] y[^1]\n\n[^1]: it{APOSTROPHE}s *this*\n"),
        ("![it's](a.png)\n", f"![it{APOSTROPHE}s](a.png)\n"),
        ("*pp.* 3 and [pp.](u 't t') 4\n", f"*pp.*{NBSP}3 and [pp.](u 't t'){NBSP}4\n"),
        (
            "# It's -- a head\n\n## A--b {#id}\n",
            f"# It{APOSTROPHE}s {EN} a head\n\n## A{EN}b {{#id}}\n",
        ),
        ("it&#39;s \\'tis a\\--b\n", f"it{APOSTROPHE}s {APOSTROPHE}tis a{EN}b\n"),
        (
            "| a--b | it's |\n|---|---|\n| c--d | e |\n",
            f"| a{EN}b | it{APOSTROPHE}s |\n|---|---|\n| c{EN}d | e |\n",
        ),
        ("T--t\n:   d--d\n\n| v--v\n|   w--w\n", f"T{EN}t\n:   d{EN}d\n\n| v{EN}v\n|   w{EN}w\n"),
        ("\U0001d518\U0001f600 e\u0301--\u0301x\n", f"\U0001d518\U0001f600 e\u0301{EN}\u0301x\n"),
        ("a--b\t-- c\n\n\tcode -- c\n", f"a{EN}b\t{EN} c\n\n\tcode -- c\n"),
        ("-- a\n-- b\n", f"{EN} a\n{EN} b\n"),
        ("[@k--l, pp. 3--4] a--b\n", f"[@k--l, pp. 3--4] a{EN}b\n"),
    ],
)
def test_only_the_characters_of_the_findings_change(tmp_path: Path, text: str, after: str) -> None:
    assert fixed(tmp_path, text) == after


def dressing(pattern: str, kind: str) -> Filter:
    """Make a filter that sets apart what a pattern finds."""

    def apply(prose: Prose) -> list[Finding]:
        waiting = [
            Dressed(run, [Dress(Change(*m.span(), m[0], "test", "Set."), kind) for m in found])
            for run in prose.runs()
            if (found := list(re.finditer(pattern, run.text)))
        ]
        return list(dress_all(prose, waiting))

    return apply


@pytest.mark.parametrize(
    ("kind", "pattern", "text", "after"),
    [
        ("Emph", "Lost Title", "a Lost\nTitle -- b\n", f"a *Lost\nTitle* {EN} b\n"),
        ("Emph", "[A-Z]a", "Aa *Ba Ca* **Da** [Ea](u) Fa-Ga\n",
         "*Aa* *Ba Ca* **Da** [*Ea*](u) *Fa*-*Ga*\n"),
        ("SmallCaps", "xx", "(xx, axx) > xx\n",
         "([xx]{.smallcaps}, a[xx]{.smallcaps}) > [xx]{.smallcaps}\n"),
        ("Superscript", "th", "19th *5th* 6^th^\n", "19^th^ *5^th^* 6^th^\n"),
    ],
)  # fmt: skip
def test_words_are_set_apart_in_the_source(
    tmp_path: Path, kind: str, pattern: str, text: str, after: str
) -> None:
    assert fixed(tmp_path, text, dressing(pattern.replace(" ", r"\s"), kind), DASHES) == after


def test_what_markdown_would_not_read_as_set_apart_is_left(tmp_path: Path) -> None:
    """No typed sign stands in its place: it is a suggestion, and the rest of the text is fixed."""
    (patch,) = Book(tmp_path, "in a b -- c\n\n-- d\n").fix(dressing("a b", "Superscript"), DASHES)
    assert patch.after.decode() == f"in a b {EN} c\n\n{EN} d\n"
    assert [(f.after, f.tier) for f in patch.refused] == [("^a b^", Tier.SUGGEST)]


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfIt's\r\n*a -- b*...\r\n\r\n\tcode\r\nlast\r\n> pp.\r\n> 3"
    (patch,) = Book(tmp_path, data).fix()
    assert patch.refused == ()
    assert patch.before == data
    after = data.replace(b"'", b"\xe2\x80\x99").replace(b"--", b"\xe2\x80\x93")
    assert patch.after == after.replace(b"...", b"\xe2\x80\xa6")


def test_one_change_upon_another_is_one_edit(tmp_path: Path) -> None:
    bound = changing(rf" (?={EN})", NBSP)
    for tidy in (True, False):
        (patch,) = Book(tmp_path, "a -- b said---well it...s\n").fix(
            changing("---", f" {EN} "), DASHES, bound, ELLIPSES, changing(ELLIPSIS, "'"),
            APOSTROPHES, tidy=tidy,
        )  # fmt: skip
        after = f"a{NBSP}{EN} b said{NBSP}{EN} well it{APOSTROPHE}s\n"
        assert (patch.after.decode(), patch.refused) == (after, ())


def test_a_second_fix_changes_nothing(tmp_path: Path) -> None:
    book = Book(tmp_path, "it's pp. 3--4... *a* -- b\n", "x -- y\n")
    write(book.fix(), tmp_path)
    assert book.fix() == []


@pytest.mark.parametrize(
    ("text", "filters", "after"),
    [
        ("a=b\n\nc--d\n", [changing("=", "*"), DASHES], "a*b\n\nc{EN}d\n"),
        ("=a= b--c\n", [changing("=", "*"), DASHES], "*a\\* b{EN}c\n"),
        ("a\n\n=1 b\n", [changing("=1", "1.")], "a\n\n1\\. b\n"),
        ("a=b\n", [changing("=", "&amp;")], "a\\&amp\\;b\n"),
        ("a = b--c\n", [changing(" (?==)", NBSP), changing("=", "\\#"), DASHES], None),
    ],
)
def test_what_markdown_would_read_is_escaped(
    tmp_path: Path, text: str, filters: list[Filter], after: str | None
) -> None:
    (patch,) = Book(tmp_path, text).fix(*filters)
    assert patch.refused == ()
    if after is not None:
        assert patch.after.decode() == after.replace("{EN}", EN)


def test_an_edit_that_would_be_misread_is_a_suggestion_and_the_rest_is_done(
    tmp_path: Path,
) -> None:
    text = "one--two =x and three--four\n\nit's\n\n- a--b\n- =x c--d\n"
    (patch,) = Book(tmp_path, text).fix(DASHES, changing("=x ", ""), APOSTROPHES)
    assert patch.refused == ()
    broken = changing("=x", "\\n\\n")
    (patch,) = Book(tmp_path, text).fix(DASHES, broken, APOSTROPHES)
    assert [(f.before, f.tier) for f in patch.refused] == [("=x", Tier.SUGGEST)] * 2
    assert patch.after.decode() == text.replace("--", EN).replace("'", APOSTROPHE)
    assert len(patch.applied) == 5


def test_a_change_across_emphasis_is_a_suggestion(tmp_path: Path) -> None:
    (patch,) = Book(tmp_path, "a *b* c--d\n").fix(changing("b c", "x"), DASHES)
    assert [f.before for f in patch.refused] == ["b c"]
    assert patch.after.decode() == f"a *b* c{EN}d\n"


def test_what_the_filters_did_without_a_finding_stops_the_edits_there(tmp_path: Path) -> None:
    def silent(prose: Prose) -> list[Finding]:
        for run in prose.runs():
            run.pieces[0].holder.append(string("silent"))
            break
        return []

    (patch,) = Book(tmp_path, "a--b\n\nc--d\n").fix(DASHES, silent)
    assert patch.after.decode() == f"a--b\n\nc{EN}d\n"
    assert [f.context for f in patch.refused] == [("a", "b")]


def test_an_identifier_that_something_links_to_is_kept(tmp_path: Path) -> None:
    texts = ("# A--b\n\n# C--d\n", "[see](#a--b) it's\n")
    first, second = Book(tmp_path, *texts).fix()
    assert first.after.decode() == f"# A--b\n\n# C{EN}d\n"
    assert [f.context for f in first.refused] == [("A", "b")]
    assert second.after.decode() == f"[see](#a--b) it{APOSTROPHE}s\n"


def test_suggestions_and_flags_are_not_written(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b\n")
    assert book.fix(changing("--", EN, tier=Tier.SUGGEST), changing("a", "x", tier=Tier.FLAG)) == []


def test_a_typed_citation_becomes_a_citation(tmp_path: Path) -> None:
    def citing(prose: Prose) -> list[Finding]:
        """Put a Cite for `(Doe 1999, 23)`, as the citations filter does."""
        findings = []
        for run in prose.runs():
            at = run.text.find("(Doe 1999, 23)")
            if at < 0:
                continue
            change = Change(at, at + 14, "[@doe1999, 23]", "cite-author-date", "Citation.")
            findings.append(run.finding(change))
            piece = next(p for p in run.pieces if p.start == at)
            start = next(n for n, node in enumerate(piece.holder) if node is piece.node)
            piece.holder[start : start + 5] = [CITE, string(".")]
        return findings

    text = "It is so (Doe 1999, 23). And--more.\n"
    (patch,) = Book(tmp_path, text).fix(citing, DASHES)
    assert patch.refused == ()
    assert patch.after.decode() == f"It is so [@doe1999, 23]. And{EN}more.\n"


CITE: Node = {
    "t": "Cite",
    "c": [
        [
            {
                "citationId": "doe1999",
                "citationPrefix": [],
                "citationSuffix": [string(", 23")],
                "citationMode": {"t": "NormalCitation"},
                "citationNoteNum": 0,
                "citationHash": 0,
            }
        ],
        [string("(Doe 1999, 23)")],
    ],
}


def test_references_in_a_book_without_works_keep_no_change_back(tmp_path: Path) -> None:
    for name, text in (
        (
            "source/01.md",
            '# Heat\n\n$$E$$ {#eq-heat}\n"It is," she said.\n\n@eq-heat "so".\n',
        ),
        ("metadata/edition.yaml", "title: Heat\nlang: en-GB\ndate: 2026-01-15\n"),
        ("metadata/pandoc.json", PANDOC.read_text(encoding="utf-8")),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    call(tmp_path, "lint", "--fix")
    text = (tmp_path / "source" / "01.md").read_text(encoding="utf-8")
    assert text.endswith("{#eq-heat}\n‘It is,’ she said.\n\n@eq-heat ‘so’.\n")
