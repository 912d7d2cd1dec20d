"""The last line of a build counts, and says good only where nothing is lost and nothing waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.counted import counted, listed
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.report import grouped, verdict
from tests.running import call, make_book

DONE = Finding("dash-typed", "A dash.", tier=Tier.AUTO)
WAITS = Finding("spelling-slip", "A slip.", tier=Tier.SUGGEST)
LOOK = Finding("agreement", "A verb.")
LOST = Finding("unused-note", "A note.", Severity.WARNING)
ERROR = Finding("text-differs", "Other words.", Severity.ERROR)

LINES: dict[str, tuple[list[Finding], tuple[str, ...], str]] = {
    "nothing": ([], (), "No change was needed; nothing waits, nothing was left out: good"),
    "changes": (
        [DONE, DONE],
        (),
        "2 changes made; nothing waits, nothing was left out: good",
    ),
    "a suggestion": ([DONE, WAITS], (), "1 change made, 1 suggestion waits; 1 open"),
    "places": ([LOOK, LOOK], (), "2 places to look at; 2 open"),
    "a loss": ([DONE, LOST], (), "1 change made, 1 thing left out; 1 open"),
    "an error": ([DONE, ERROR], (), "1 error, 1 change made; 1 open"),
    "a format that could not be written": ([DONE], ("pdf",), "1 change made"),
}


@pytest.mark.parametrize("name", LINES)
def test_the_last_line_counts(name: str) -> None:
    findings, missing, line = LINES[name]
    assert verdict.of_build(findings, missing) == line


def test_lint_says_what_a_build_would_change() -> None:
    assert verdict.of_lint([DONE, LOOK]) == "1 change to make, 1 place to look at; 1 open"
    assert verdict.of_lint([]) == "No findings"


def warning(number: int, rule: str = "class-unknown") -> Finding:
    place = Place("source/01.md", number)
    return Finding(rule, f"Class {number}.", Severity.WARNING, place=place, hint="Take it out.")


def test_warnings_are_grouped_with_their_number_and_three_places() -> None:
    lines = [str(line) for line in grouped.warnings([warning(n) for n in range(1, 8)], "report")]
    assert lines[0].startswith("7 warnings of class-unknown: ")
    assert [line.partition(": ")[0] for line in lines[1:4]] == [
        f"  source/01.md:{number}" for number in (1, 2, 3)
    ]
    assert sum("Take it out." in line for line in lines) == 1, "what to do is said once"
    assert lines[4:] == [
        "  … and 4 more, in report",
        "octavo build --strict stops on these 7 warnings.",
    ]


def test_what_is_lost_stands_first_and_many_kinds_are_counted() -> None:
    kinds = [warning(1, f"rule-{number}") for number in range(15)]
    lines = [str(line) for line in grouped.warnings([*kinds, LOST], "report")]
    assert "unused-note" in lines[0]
    assert len(lines) == grouped.KINDS + 2
    assert lines[-2].startswith("… and 4 warnings of 4 other kinds")


def test_without_warnings_nothing_is_said_of_strict() -> None:
    assert list(grouped.warnings([DONE, LOOK, WAITS], "report")) == []


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a warning that is no error and an image of which four formats complain."""
    book = make_book(tmp_path_factory.mktemp("warned"), "html, epub, docx")
    figure = Path(__file__).parents[1] / "source" / "images" / "octavo.png"
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "a.png").write_bytes(figure.read_bytes())
    with (book / "source" / "02-two.md").open("a", encoding="utf-8") as file:
        file.write("\n![](images/a.png)\n\n[^9]: A note that nothing calls.\n")
    return book


def test_a_build_shows_its_warnings_and_is_not_called_good(warned: Path) -> None:
    done = call(warned, "build", "--to", "html,docx")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert sum("[image-alt]" in line for line in lines) == 1, "four formats, one finding"
    assert any("[unused-note]" in line for line in lines)
    assert "octavo build --strict stops on these 2 warnings." in lines
    assert "1 thing left out" in lines[-1]
    assert "good" not in done.stdout
    assert "agrees with the text" in done.stderr


def test_a_strict_build_says_that_it_stops_on_warnings(warned: Path) -> None:
    done = call(warned, "build", "--to", "html", "--strict")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "octavo: Nothing was written: --strict stops on 2 warnings."
    )


def test_numbers_have_their_nouns() -> None:
    assert [counted(n, "page") for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
