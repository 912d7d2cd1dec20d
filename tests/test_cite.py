"""octavo cite: what texts cite is listed with its place, without a book around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from octavo.verbs import command

WORKS: list[dict[str, Any]] = [
    {"id": "lenin-cw", "type": "book", "title": "Collected Works",
     "author": [{"family": "Lenin", "given": "V. I."}]},
    {"id": "trotsky-life", "type": "book", "title": "My Life", "issued": {"date-parts": [[1930]]},
     "author": [{"family": "Trotsky", "given": "Leon"}]},
    {"id": "carr-bolshevik", "type": "book", "title": "The Bolshevik Revolution",
     "author": [{"family": "Carr", "given": "E. H."}], "issued": {"date-parts": [[1950]]}},
    {"id": "carr-history", "type": "book", "title": "What Is History?",
     "author": [{"family": "Carr", "given": "E. H."}], "issued": {"date-parts": [[1961]]}},
]  # fmt: skip
TEXT = """# One

He said (LCW, Vol. 29, pp. 32-3.) and
more (*Ibid.*, p. 148).[^1] It was (Pravda, 14 January 1937.), again (Ibid., p. 2.)

[^1]: See Carr, The Bolshevik Revolution, Vol. 1, chap. 3; LCW 27:273.

So (Carr, p. 7; my emphasis). So wrote Trotsky (My Life, p. 90). My own [@trotsky-life].
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a text, a bibliography and abbreviations."""
    for name, text in (
        ("text.md", TEXT),
        ("works.json", json.dumps(WORKS)),
        ("short.yaml", "LCW: lenin-cw\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


CALL = ["cite", "text.md", "--bibliography", "works.json", "--abbreviations", "short.yaml"]


def read(
    capsysbinary: pytest.CaptureFixture[bytes], *arguments: str, call: list[str] = CALL
) -> list[dict[str, Any]]:
    assert command.run([*call, *arguments, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsysbinary.readouterr().out)
    return found


def test_each_citation_has_its_place_and_meaning(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = read(capsysbinary)
    first = found[0]
    assert {name: first[name] for name in ("file", "line", "column", "text", "tier", "rule")} == {
        "file": "text.md",
        "line": 3,
        "column": 9,
        "text": "(LCW, Vol. 29, pp. 32-3.)",
        "tier": "auto",
        "rule": "cite-typed",
    }
    assert first["confidence"] >= 0.9
    assert first["items"] == [
        {
            "key": "lenin-cw",
            "volume": "29",
            "locator": "32-33",
            "label": "page",
            "prefix": "",
            "suffix": "",
        }
    ]
    told = [
        (
            c["line"],
            c["column"],
            c["tier"],
            [(i["key"], i["volume"], i["locator"]) for i in c["items"]],
        )
        for c in found
    ]
    assert told == [
        (3, 9, "auto", [("lenin-cw", "29", "32-33")]),
        (4, 6, "auto", [("lenin-cw", "29", "148")]),
        (6, 7, "auto", [("carr-bolshevik", "1", "chap. 3"), ("lenin-cw", "27", "273")]),
        (4, 36, "flag", []),
        (4, 70, "flag", []),
        (8, 4, "suggest", [("carr-bolshevik", "", "7")]),
        (8, 40, "auto", [("trotsky-life", "", "90")]),
    ]


def test_parts_around_the_page_are_told(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = read(capsysbinary)
    note, open_one = found[2], found[5]
    assert note["items"][0]["prefix"] == "see"
    assert note["items"][0]["label"] == "chapter"
    assert open_one["items"][0]["suffix"] == "my emphasis"
    assert open_one["candidates"] == ["carr-bolshevik", "carr-history"]


def test_a_dated_newspaper_and_the_ibid_after_it_have_one_cause(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    causes = [c["cause"] for c in read(capsysbinary) if c["tier"] == "flag"]
    assert causes == ["Pravda, 14 January 1937"] * 2


def test_a_dated_bracket_that_nothing_points_at_is_no_citation(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (desk / "text.md").write_text("It was there (Petrograd, 25 October 1917).", encoding="utf-8")
    assert read(capsysbinary) == []


def test_chapters_are_read_as_one_work(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (desk / "next.md").write_text("And so on (ibid., p. 91).", encoding="utf-8")
    found = read(capsysbinary, call=["cite", "text.md", "next.md", *CALL[2:]])
    assert (found[-1]["file"], found[-1]["line"], found[-1]["column"]) == ("next.md", 1, 11)
    assert found[-1]["items"][0]["key"] == "trotsky-life"


def test_the_list_for_people(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(CALL) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "text.md:3:9: auto 0.98 (LCW, Vol. 29, pp. 32-3.) → [@lenin-cw, vol. 29,"
    )
    assert any("perhaps carr-bolshevik or carr-history" in line for line in lines)
    assert sum("does not say what this cites: Pravda" in line for line in lines) == 1
    assert lines[-1] == "4 citations are certain, 1 is proposed, 2 lead to no work."


def test_an_editors_key_that_leads_nowhere(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (desk / "text.md").write_text("So [@trotsky-lif, p. 3].", encoding="utf-8")
    assert command.run([*CALL, "--format", "json"]) == 1
    (found,) = json.loads(capsysbinary.readouterr().out)
    assert (found["rule"], found["candidates"]) == ("cite-unknown-key", ["trotsky-life"])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["cite", "none.md", *CALL[2:]], "none.md: The chapter cannot be read"),
        (["cite", "text.md", "--bibliography", "none.json"], "There is no file none.json."),
        ([*CALL[:4], "--abbreviations", "none.yaml"], "There is no file none.yaml."),
        (["cite", "text.md", "--bibliography", "text.md"], "cannot be a .md"),
        ([*CALL, "--lang", "klingon!"], "is not a language tag"),
        (["cite", "text.md"], "Name a bibliography"),
        (["cite"], "Missing argument"),
        ([*CALL, "--format", "xml"], "--format"),
    ],
)
def test_bad_input_is_one_clear_line(
    desk: Path, capsys: pytest.CaptureFixture[str], call: list[str], said: str
) -> None:
    assert command.run(call) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_brackets_longer_than_any_citation_are_told_once(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    long = "Mill, On Liberty and so on, " * 400
    (desk / "text.md").write_text(f"So ({long}p. 3). And (ibid., p. 4).", encoding="utf-8")
    found = read(capsysbinary)
    assert {c["tier"] for c in found} == {"flag"}
    (cause,) = {c["cause"] for c in found}
    assert cause.startswith("Mill, On Liberty and so on, Mill, On …")
    assert cause.endswith("(11,206 characters in one pair of brackets)")


def test_an_abbreviation_of_the_text_is_proposed_for_the_file(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "text.md").write_text(
        "It was (Trotsky, My Life (hereafter ML), p. 3). So (ML, p. 5).", encoding="utf-8"
    )
    assert command.run(CALL) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "The text says that ML is trotsky-life. Write it into abbreviations.yaml: ML:" in out
    assert "(ML, p. 5) → [@trotsky-life, p. 5]" in out


def test_a_broken_bibliography_is_told_with_its_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "works.json").write_text('[\n  {"id": "a", "type": "book"},\n  {"id": "b"}\n]\n')
    assert command.run(CALL) == 2
    assert "works.json:3: Entry 2 ('b'): it has no type" in capsys.readouterr().err


def test_an_abbreviation_for_no_work(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "short.yaml").write_text("LCW: lenin-cv\n", encoding="utf-8")
    assert command.run(CALL) == 2
    assert "short.yaml:1" in (told := capsys.readouterr().err)
    assert "Did you mean lenin-cw?" in told


# --- a text without a bibliography ----------------------------------------------------------------

UNLISTED = """He said (V. I. Lenin, *Collected Works* (hereafter LCW), Vol. 27, p. 273), and so on
(LCW 3:27).

It is so (Trotsky, *My Life* (New York: Scribner, 1930), pp. 32–3), wrote Trotsky (My Life, p. 90).
(Smith and Jones 2003, p. 4)[^1] (Ibid., p. 5) (see chapter 3) (Petrograd, 25 October 1917)

[^1]: S. Wheeler, ‘Company Law’ in *Socio-Legal Studies* (Aldershot, 1997) 285.
"""


def test_scan_drafts_one_stub_a_work_from_the_text_alone(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "text.md").write_text(UNLISTED, encoding="utf-8")
    assert command.run(["cite", "text.md", "--scan"]) == 0
    out, err = capsys.readouterr()
    drafted = {item["id"]: item for item in json.loads(out)}
    assert list(drafted) == [
        "lenin-collected-works",
        "trotsky-my-life",
        "smith-2003",
        "wheeler-company-law",
    ]
    assert drafted["trotsky-my-life"] == {
        "id": "trotsky-my-life",
        "type": "book",
        "author": [{"family": "Trotsky"}],
        "title": "My Life",
        "issued": {"date-parts": [[1930]]},
        "publisher-place": "New York",
        "publisher": "Scribner",
        "note": "stub: to be checked",
    }
    assert drafted["lenin-collected-works"]["note"] == "stub: publisher and year not in the text"
    assert drafted["smith-2003"]["note"] == "stub: the title is not in the text"
    chapter = drafted["wheeler-company-law"]
    assert chapter["author"] == [{"family": "Wheeler", "given": "S."}]
    assert (chapter["type"], chapter["container-title"]) == ("chapter", "Socio-Legal Studies")
    assert err.splitlines()[-1] == "LCW: lenin-collected-works"


BRACKETED = """So [Charles Darwin, The Descent of Man, p. 90], and so [The Descent of Man, p. 91].
Others [Life, Liberty, and the Law, p. 7], [John Mill, Life, Liberty, and the Law, p. 9],
[On Liberty, p. 3], [quoted by Henry Maine, Ancient Law, p. 4], [Edward Gibbon (ed.), Letters, p. 5]
"""


def test_scan_knows_a_title_by_its_author_elsewhere(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "text.md").write_text(BRACKETED, encoding="utf-8")
    assert command.run(["cite", "text.md", "--scan"]) == 0
    works = json.loads(capsys.readouterr().out)
    people = [[name["family"] for name in w.get("author", w.get("editor", []))] for w in works]
    assert [(names, work["title"]) for names, work in zip(people, works, strict=True)] == [
        (["Darwin"], "The Descent of Man"),
        (["Mill"], "Life, Liberty, and the Law"),
        ([], "On Liberty"),
        (["Maine"], "Ancient Law"),
        (["Gibbon"], "Letters"),
    ]
    assert works[2]["note"] == "stub: publisher, year and author not in the text"
    assert "editor" in works[4]


ENTRIES = """Mill, J. S. (1859). On Liberty. London: Parker.
Knuth, D. E., & Plass, M. F. (1981). Breaking paragraphs into lines. Software, 11, 1119-1184.
Davies, Martin. Aldus Manutius: Printer and Publisher. London: British Library, 1995.
"""


@pytest.mark.parametrize(("text", "works"), [(ENTRIES, 3), (f"It was so.\n\n{ENTRIES}So.\n", 0)])
def test_a_text_that_is_all_entries_is_a_list(
    desk: Path, capsys: pytest.CaptureFixture[str], text: str, works: int
) -> None:
    (desk / "works.txt").write_text(text, encoding="utf-8")
    assert command.run(["cite", "works.txt", "--scan"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == works
    assert ("works.txt:3: " in err) == bool(works)


def test_what_scan_drafts_the_text_is_read_with(
    desk: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (desk / "text.md").write_text(UNLISTED, encoding="utf-8")
    (desk / "short.yaml").write_text("LCW: lenin-collected-works\n", encoding="utf-8")
    assert command.run(["cite", "text.md", "--scan", "--into", "drafted.json"]) == 0
    found = read(capsysbinary, call=["cite", "text.md", "--bibliography", "drafted.json",
                                     *CALL[4:]])  # fmt: skip
    assert [(c["tier"], [i["key"] for i in c["items"]]) for c in found] == [
        ("auto", ["lenin-collected-works"]),
        ("auto", ["lenin-collected-works"]),
        ("auto", ["trotsky-my-life"]),
        ("auto", ["trotsky-my-life"]),
        ("auto", ["smith-2003"]),
        ("auto", ["wheeler-company-law"]),
        ("auto", ["wheeler-company-law"]),
    ]


def test_scan_writes_over_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (desk / "works.json").read_bytes()
    assert command.run(["cite", "text.md", "--scan", "--into", "works.json"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (desk / "works.json").read_bytes() == before
