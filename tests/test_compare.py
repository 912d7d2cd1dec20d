"""Two states of a text as one Word file: accepted it is the newer, rejected it is the older."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from octavo import pandoc
from octavo.desk.compare.redline import By, Redline, compared
from octavo.formats import archive
from octavo.formats.docx.xml import disordered, parse, w
from octavo.ooxml.package import Package
from octavo.ooxml.revisions import changes
from tests.examples import examples
from tests.redlines import PANS, SCRIPTS, Members, Step, accepted, edited, read, rejected, word_file
from tests.shared import ROOT, shared

BY = By("Ann Lee", "2026-03-01T00:00:00Z")


@pytest.fixture(scope="module")
def pans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return word_file(tmp_path_factory.mktemp("pans"), PANS)


def check(older: Members, newer: Members) -> Redline:
    """Compare two files; accepted and rejected, each reads as it did."""
    made = compared(older, newer, BY)
    assert accepted(made.members) == read(newer)
    assert rejected(made.members) == read(older)
    for name in ("word/document.xml", "word/footnotes.xml"):
        tree = parse(made.members[name])
        assert not list(disordered(tree))
        ids = Counter(one.get(w("id")) for one in tree.iter(w("ins"), w("del"), w("bookmarkStart")))
        assert [name for name, count in ids.items() if count > 1] == []
        assert not [one for one in tree.iter(w("t")) if one.xpath("ancestor::w:del", namespaces=NS)]
    return made


NS = {"w": w("")[1:-1]}

CASES: dict[str, tuple[str, str, dict[str, int]]] = {
    "a word": ("once a month", "once a week", {"words": 1}),
    "a look": ("*iron pans*", "iron pans", {"looks": 1}),
    "another look": ("*iron pans*", "**iron pans**", {"looks": 1}),
    "a heading": ("## The carts", "## The waggons", {"words": 1}),
    "a heading's level": ("## The carts", "### The carts", {"style": 1}),
    "a new paragraph": ("So it went.\n", "So it went.\n\nIt never stopped.\n", {"inserted": 1}),
    "a paragraph that is gone": (
        re.search("They weighed.*\n\n", PANS)[0], "", {"deleted": 1},  # type: ignore[index]
    ),
    "a cell": ("| few   |", "| none  |", {"words": 1}),
    "a row": ("| 1684 | few   |\n", "| 1684 | few   |\n| 1685 | none |\n", {"rows": 1}),
    "a row that is gone": ("| 1683 | many  |\n", "", {"rows": 1}),
    "a caption": ("What went out", "What went in", {"words": 1}),
    "a note": ("the works has", "the mine has", {"words": 1}),
    "a new note": ("left, and", "left^[So they say.], and", {"words": 1}),
    "a note that is gone": ("they said.[^2]", "they said.", {"words": 1}),
    "an item": ("- two sacks\n", "- two sacks\n- three sacks\n", {"inserted": 1}),
    "bullets that are numbers": (
        "- one sack\n- two sacks", "1. one sack\n2. two sacks", {"style": 4},
    ),
    "verse": ("| to the quay", "| to the ships", {"words": 1}),
    "code": ("brine - water", "brine - steam", {"words": 1}),
    "a formula": ("$x^2$", "$x^3$", {"words": 1}),
    "a parted paragraph": ("month. Nobody", "month.\n\nNobody", {"words": 1}),
    "another picture": ("![A pan, seen from above](pan.png){#fig:pan}\n\n", "", {"deleted": 2}),
    "a quotation that is none": ("> Salt", "Salt", {"style": 1}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_edit(name: str, pans: Members, tmp_path: Path) -> None:
    before, after, counts = CASES[name]
    assert PANS.count(before) == 1
    newer = word_file(tmp_path, PANS.replace(before, after))
    made = check(pans, newer)
    assert {kind: count for kind, count in made.counts.items() if kind in counts} == counts
    assert sum(made.counts.values()) <= 1 + sum(counts.values())  # the next one's first-line indent
    assert {(one.author, one.date) for one in changes(Package(made.members))} == {
        (BY.author, BY.date)
    }
    check(newer, pans)


def test_a_moved_paragraph_is_a_move(pans: Members, tmp_path: Path) -> None:
    moved = "They weighed it once a month. Nobody was paid for what was wet. So it went."
    text = PANS.replace(f"{moved}\n\n", "").replace(
        "# The End\n\n", f"# The End\n\n{moved.replace('once', 'twice')}\n\n"
    )
    made = check(pans, word_file(tmp_path, text))
    assert made.counts["moved"] == 1
    tree = parse(made.members["word/document.xml"])
    [start], [goal] = (list(tree.iter(w(f"{kind}RangeStart"))) for kind in ("moveFrom", "moveTo"))
    assert start.get(w("name")) == goal.get(w("name"))
    assert "".join(tree.xpath("//w:moveTo//w:t/text()", namespaces=NS)).startswith("They weighed")
    assert tree.xpath("//w:ins//w:t/text()", namespaces=NS) == ["twice"]


def test_pandoc_reads_both_states_out_of_it(pans: Members, tmp_path: Path) -> None:
    """It reads no changes of looks and styles, of items and of code: there are none here."""
    names = ("a word", "a heading", "a new paragraph", "a cell", "a row", "a caption", "a note")
    more = ("a new note", "verse")
    text = PANS.replace("Carts took it to the quay", "Waggons took it away")
    for name in (*names, *more):
        before, after, _ = CASES[name]
        text = text.replace(before, after)
    text = text.replace("The quay is gone. Only", "Only")
    newer = word_file(tmp_path, text)
    made = compared(pans, newer, BY)
    assert plain(made.members, "accept", tmp_path) == plain(newer, "accept", tmp_path)
    assert plain(made.members, "reject", tmp_path) == plain(pans, "accept", tmp_path)


def plain(members: Members, how: str, folder: Path) -> list[str]:
    """What pandoc reads in a Word file, its changes accepted or rejected."""
    archive.write(folder / "read.docx", members, archive.EARLIEST)
    name = str(folder / "read.docx")
    call = ["-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={how}", name]
    text = pandoc.run(call, b"", folder).decode()
    return text[text.index("They weighed") :].splitlines()  # the contents are those of the newer


def test_nothing_differs(pans: Members) -> None:
    made = check(pans, pans)
    assert not made.counts
    assert not changes(Package(made.members))


def test_what_only_the_older_has_comes_with_it(pans: Members, tmp_path: Path) -> None:
    """Pictures, lists, styles and notes are those of a file that knew none of them."""
    made = check(pans, word_file(tmp_path, "# The Pans\n\nThe quay is gone.\n"))
    package = Package(made.members)
    related = package.related("word/document.xml").values()
    assert [one.target for one in related if one.kind == "image"]
    assert all(one.target in made.members for one in related if not one.external)
    styles = made.members["word/styles.xml"].decode()
    used = set(
        re.findall(r'<w:[pr]Style w:val="(\w+)"', made.members["word/document.xml"].decode())
    )
    assert {name for name in used if f'w:styleId="{name}"' not in styles} == set()


@pytest.mark.long
@settings(max_examples=examples(83), deadline=None, suppress_health_check=list(HealthCheck))
@given(one=SCRIPTS, other=SCRIPTS)
def test_whatever_is_edited(one: list[Step], other: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        older = word_file(Path(folder) / "older", edited(PANS, one))
        newer = word_file(Path(folder) / "newer", edited(PANS, other))
    check(older, newer)


def sample() -> str:
    """Some chapters of the sample edition, with tables, verse and notes."""
    chapters = sorted((ROOT / "source").glob("*.md"))
    return "\n\n".join(path.read_text(encoding="utf-8") for path in chapters)


EACH: list[Step] = [
    ("other word", 12, 3), ("emphasis", 30, 2), ("swapped", 25, 9), ("gone", 18, 0),
    ("new", 21, 4), ("note", 33, 1), ("parted", 16, 0), ("parted", 37, 0), ("joined", 27, 0),
    ("no emphasis", 15, 0), ("line", 39, 1), ("reworded", 24, 0), ("level", 4, 0),
]  # fmt: skip


def test_code_with_blank_lines_is_new_and_is_gone(pans: Members, tmp_path: Path) -> None:
    code = PANS.replace("So it went.\n", "So it went.\n\n    one\n\n\n    two\n")
    other = word_file(tmp_path / "code", code)
    check(pans, other)
    check(other, pans)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(n, marks=pytest.mark.long)
        for n in ("sample", "moby-dick", "five-hundred-lines")
    ],
)
def test_whole_books(name: str, tmp_path: Path) -> None:
    folder = ROOT / "source" if name == "sample" else shared("books", name)
    chapters = [one for one in sorted(folder.glob("*.md")) if not one.name.startswith("91-")]
    text = "\n\n".join(one.read_text(encoding="utf-8") for one in chapters)
    spread = [
        (kind, place + 40 * step, at + step) for step in range(20) for kind, place, at in EACH
    ]
    for number, script in enumerate((EACH, spread)):
        source = tmp_path / str(number)
        for pictures in ("img", "images"):
            if (folder / pictures).is_dir():
                for each in ("older", "newer"):
                    shutil.copytree(folder / pictures, source / each / "book" / "source" / pictures)
        older = word_file(source / "older", text)
        made = check(older, word_file(source / "newer", edited(text, script)))
        assert made.counts
