"""Automatic changes written into the source: those and nothing else, and the way back."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.book import source
from octavo.book.book import Book as Opened
from octavo.desk import fix as patching
from octavo.desk.patch import patches
from octavo.desk.patch import undo as undoing
from octavo.desk.patch.patches import Patch
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Tier
from octavo.model.nodes import Node, string
from octavo.prose.emphasis import Dress, dress_all
from octavo.prose.prose import Change, Prose
from tests.examples import examples
from tests.making import EDITION

NBSP = "\N{NO-BREAK SPACE}"
EN, ELLIPSIS, APOSTROPHE = (
    "\N{EN DASH}",
    "\N{HORIZONTAL ELLIPSIS}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
)
Filter = Callable[[Prose], list[Finding]]


def write(made: list[Patch], root: Path) -> Path:
    """Write patches; give the one that leads back."""
    with patches.writing(made, root) as way_back:
        pass
    return way_back


def undo(patch: Path, root: Path) -> list[str]:
    return undoing.way_back(patch, root).take()


def changing(pattern: str, after: str, rule: str = "test", tier: Tier = Tier.AUTO) -> Filter:
    """Make a filter that changes what a pattern finds."""

    def apply(prose: Prose) -> list[Finding]:
        findings = []
        for run in prose.runs():
            found = re.finditer(pattern, run.text)
            changes = [Change(*m.span(), m.expand(after), rule, "Changed.", tier) for m in found]
            findings += run.change(changes)
        return findings

    return apply


DASHES = changing(r"--", EN)
ELLIPSES = changing(r"\.\.\.", ELLIPSIS)
APOSTROPHES = changing("'", APOSTROPHE)
SPACES = changing(r"(?<=pp\.)\s(?=\d)", NBSP)
ALL = (DASHES, ELLIPSES, APOSTROPHES, SPACES)


class Book:
    """A book in a folder, and what the filters make of it."""

    def __init__(self, root: Path, *texts: str | bytes) -> None:
        self.root = root
        self.files = []
        (root / "source").mkdir(exist_ok=True)
        for number, text in enumerate(texts, 1):
            file = root / "source" / f"{number:02}.md"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            self.files.append(file)

    def fix(self, *filters: Filter, tidy: bool = True) -> list[Patch]:
        cache = self.root / ".octavo" / "cache"
        chapters = source.read_chapters(self.files, self.root, cache)
        document, prose = source.join(chapters)
        findings = []
        for apply in filters or ALL:
            findings += apply(prose)
            if tidy:
                prose.tidy()
        prose.tidy()
        blocks: list[list[Node]] = [division["c"][1] for division in document.blocks]
        return patches.patches_of(chapters, source.place(findings, chapters, cache), blocks)


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
        wanted = [
            (run, [Dress(Change(*m.span(), m[0], "test", "Set."), kind) for m in found])
            for run in prose.runs()
            if (found := list(re.finditer(pattern, run.text)))
        ]
        return list(dress_all(prose, wanted))

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


HARD = (
    b"It's\r\n\r\na -- b\r\n",
    b"\xef\xbb\xbfx--y\n" * 30 + b"no newline--",
    "e\N{LATIN SMALL LETTER E WITH ACUTE}--\r\rmixed\r\nends--\n".encode(),
    b"--- a/x\n+++ b--x\n@@ -1 +1 @@\n-a--b\n" * 4,
)


def test_undo_restores_every_byte(tmp_path: Path) -> None:
    book = Book(tmp_path, *HARD)
    way_back = write(book.fix(), tmp_path)
    assert way_back == tmp_path / ".octavo" / "undo" / "0001.patch"
    assert all(file.read_bytes() != data for file, data in zip(book.files, HARD, strict=True))
    names = undo(way_back, tmp_path)
    assert names == [f"source/{number:02}.md" for number in range(1, len(HARD) + 1)]
    assert [file.read_bytes() for file in book.files] == list(HARD)
    assert sorted(path.name for path in (tmp_path / "source").iterdir()) == [
        file.name for file in book.files
    ]


@pytest.mark.skipif(which("git") is None, reason="git is not installed")
def test_git_can_take_the_patch_back_too(tmp_path: Path) -> None:
    book = Book(tmp_path, *HARD)
    way_back = write(book.fix(), tmp_path)
    call = ["git", "-c", "core.autocrlf=false", "apply", "--reverse", "--whitespace=nowarn"]
    subprocess.run([*call, str(way_back)], cwd=tmp_path, check=True)
    assert [file.read_bytes() for file in book.files] == list(HARD)


def test_undo_patches_are_counted_up(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b it's\n")
    names = [write(book.fix(one), tmp_path).name for one in (DASHES, APOSTROPHES)]
    assert names == ["0001.patch", "0002.patch"]


def test_undo_restores_nothing_where_the_text_was_changed_since(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b\n", "c--d\n")
    way_back = write(book.fix(), tmp_path)
    book.files[1].write_text("c and d\n")
    with pytest.raises(InputError, match=r"source/02\.md:1: .* nothing was restored"):
        undo(way_back, tmp_path)
    assert book.files[0].read_text(encoding="utf-8") == f"a{EN}b\n"


@pytest.mark.parametrize(
    "data", [None, b"", b"no patch\n", b"--- a/../../x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"]
)
def test_what_is_no_patch_is_refused(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "0001.patch"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(InputError):
        undo(file, tmp_path)


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    book = Book(tmp_path, "a--b\n", "c--d\n")
    made = book.fix()
    book.files[1].write_text("meanwhile\n")
    with pytest.raises(InputError, match=r"source/02\.md: The file changed"):
        write(made, tmp_path)
    assert book.files[0].read_text() == "a--b\n"
    assert not (tmp_path / ".octavo" / "undo").exists()


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\r", b"\n", b"- d\n", b"\\e", b"\xff\n"])),
    st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\r", b"\n", b"- d\n", b"\\e", b"\xff\n"])),
)
def test_any_difference_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes]
) -> None:
    before, after = b"".join(old), b"".join(new)
    root = tmp_path_factory.getbasetemp()
    (root / "a file.md").write_bytes(after)
    patch = root / "x.patch"
    patch.write_bytes(undoing.unified("a file.md", before, after))
    if before != after:
        assert undo(patch, root) == ["a file.md"]
    assert (root / "a file.md").read_bytes() == before


PIECES = [
    *(
        "it's",
        "a--b",
        "pp. 3",
        "...",
        "word",
        " ",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "*",
        "**",
        "_",
        "`",
    ),
    *(
        "[",
        "](u)",
        "[^1]",
        "\n\n[^1]: it's--",
        "\r\n",
        "# ",
        "\n    ",
        "|",
        "&amp;",
        "\\",
        "~",
        "---",
    ),
    *("\n| a--b | it's |\n|---|---|\n| c | d |\n", "<b>", "<!--", "-->", "@k", "{", "}", "$"),
]


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([" "] * 8 + PIECES), max_size=30))
def test_whatever_is_typed_the_source_reads_as_the_filters_made_it(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    book = Book(tmp_path_factory.getbasetemp(), "".join(parts))
    try:
        made = book.fix()
    except InputError:
        return  # a YAML block that is no YAML
    for patch in made:
        book.files[0].write_bytes(patch.after)
        again = book.fix()
        assert [f for each in again for f in each.applied] == []


def test_a_finding_without_a_place_is_left_as_a_suggestion(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    book = Book(tmp_path, "a--b c--d\n")
    chapters = source.read_chapters(book.files, tmp_path, cache)
    document, prose = source.join(chapters)
    one, two = source.place(DASHES(prose), chapters, cache)
    blocks = [division["c"][1] for division in document.blocks]
    assert one.place is not None
    blind = replace(one, place=replace(one.place, start=None, end=None))
    (patch,) = patches.patches_of(chapters, [blind, two], blocks)
    assert patch.after.decode() == f"a--b c{EN}d\n"
    assert [f.tier for f in patch.refused] == [Tier.SUGGEST]


FILTER_NAMES = ["divisions.py", "quotations.py", "dashes.py", "ellipses.py", "spacing.py"]


def project(root: Path, *texts: str) -> Project:
    """A book in a folder, with the built-in filters."""
    (root / "metadata").mkdir()
    settings_file = {"filters": FILTER_NAMES}
    (root / "metadata" / "pandoc.json").write_text(json.dumps(settings_file), encoding="utf-8")
    return Project(root, tuple(Book(root, *texts).files), EDITION)


def lint(book: Project) -> patching.Fixed:
    """Filter as a build does, divisions and all, and fix what was found."""
    opened = Opened(book)
    text = opened.text()
    placed = source.place(text.filtered(), text.chapters, book.cache)
    return patching.fix(opened, placed)


def test_a_book_is_fixed_by_its_own_filters_and_restored(tmp_path: Path) -> None:
    texts = (
        '# One\n\n"It\'s so..." he said.[^1] <b>raw</b>\n\n[^1]: See pp. 3--4.\n',
        "# Two\n\n\"It's\" again.[^1]\n\n[^1]: It's.\n",
    )
    book = project(tmp_path, *texts)
    first = lint(book)
    one, two = (file.read_text(encoding="utf-8") for file in book.sources)
    assert "<b>raw</b>" in one
    assert not set("\"'") & set(one + two)
    assert f"3{EN}4" in one
    assert first.told[-1] == "The way back is .octavo/undo/0001.patch."
    assert [f.rule for f in first.findings if f.tier is Tier.AUTO] == ["raw-markup"] * 2
    assert lint(book).told == ["There was nothing to change."]
    patching.undo(tmp_path / ".octavo" / "undo" / "0001.patch", tmp_path)
    assert tuple(file.read_text(encoding="utf-8") for file in book.sources) == texts
