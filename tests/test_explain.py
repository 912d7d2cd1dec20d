"""Explanations of rules: their own words, and examples that are worked out now."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts.folder import new
from octavo.model.finding import InputError
from octavo.report import explain
from octavo.verbs import command as verbs

SHOWN_IN_BOOKS_ONLY = {"quotation-level"}
"""Rules that no single paragraph can call for."""

TYPOGRAPHY = ("mojibake", "quotations", "dashes", "ellipses", "spacing")


def rules(name: str) -> list[str]:
    (shelf,) = [s for s in explain.shelves(None) if s.name == name]
    return [rule.name for rule in shelf.rules]


def explained(rule: str) -> str:
    return "\n".join(explain.explain(rule, None))


@pytest.mark.parametrize(
    "rule", [r for s in explain.shelves(None) for r in (x.name for x in s.rules)]
)
def test_every_rule_says_what_it_does_and_on_whose_authority(rule: str) -> None:
    text = explained(rule)
    assert text.startswith(f"{rule}\n  Does ")
    assert "\n  Authority " in text
    assert max(map(len, text.splitlines())) <= explain.WIDTH


@pytest.mark.parametrize(
    "rule",
    [
        "dash-range",
        "dash-names",
        "quotation-mark",
        "apostrophe",
        "prime",
        "mojibake-mac-roman",
        "mojibake-utf-8",
        "ellipsis-typed",
        "fraction",
        "ordinal",
        "suffix-ise",
        "stop-inside",
        "space-double",
        "space-no-break",
    ],
)
def test_the_rules_of_typography_are_shown_at_work(rule: str) -> None:
    (shelf,) = [s for s in explain.shelves(None) if rule in [r.name for r in s.rules]]
    examples = list(explain.examples(rule, shelf))
    assert examples
    before, _, after = examples[0].partition(" → ")
    assert after not in ("", before)


def test_an_example_shows_its_own_rule_alone() -> None:
    assert "pp. 32-3 → pp. 32–3" in explained("dash-range")
    assert "see p. 430 → see p.⍽430" in explained("space-no-break")
    assert "(Ibid., p. 48) → [@carr-1950, p. 48]" in explained("cite-ibid")


def test_a_flag_is_shown_where_it_looks() -> None:
    assert '(shown: ")' in explained("quotation-unpaired")


def test_lint_explains_without_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.run(["lint", "--explain", "dash-range", "--project", str(tmp_path)]) == 0
    first = capsys.readouterr().out
    assert "New Hart's Rules, 2nd ed., 4.11.1" in first
    assert verbs.run(["explain", "dash-range", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out == first


def test_without_a_name_all_rules_are_listed_by_filter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verbs.run(["lint", "--explain", "--project", str(tmp_path)]) == 0
    listed = capsys.readouterr().out.split("\n")
    for name in TYPOGRAPHY:
        at = listed.index(name)
        block = listed[at + 1 : at + 1 + len(rules(name))]
        assert [line.split()[0] for line in block] == rules(name)
    assert any(line.strip().startswith("decision-unused") for line in listed)


def test_an_unknown_rule_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.run(["explain", "dash-rnage"]) == 2
    told = capsys.readouterr().err
    assert told == "octavo: There is no rule dash-rnage. Did you mean dash-range?\n"
    with pytest.raises(InputError, match="`octavo lint --explain` lists them"):
        explain.explain("xyzzy", None)


def test_a_book_explains_its_own_filters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    own = book / "filters" / "ampersands.py"
    own.write_text(
        '"""Ampersands: spelt out.\n\nSettings\n    None.\n"""\n'
        "from octavo.book.filtering import Rule\n"
        'RULES = (Rule("ampersand", "An ampersand is spelt out.", "It is a word.", "The house"),)\n'
        "def apply(prose):\n    return []\n",
        encoding="utf-8",
    )
    (book / "metadata" / "pandoc.json").write_text(
        '{"filters": ["dashes.py", "filters/ampersands.py"]}', encoding="utf-8"
    )
    assert verbs.run(["explain", "--project", str(book)]) == 2
    assert "--trust" in capsys.readouterr().err
    assert verbs.run(["explain", "--project", str(book), "--trust"]) == 0
    assert "ampersand  An ampersand is spelt out." in capsys.readouterr().out
    assert verbs.run(["explain", "ampersand", "--project", str(book)]) == 0
    assert "Authority     The house" in capsys.readouterr().out


def test_each_rule_says_what_it_leaves_alone_itself() -> None:
    """A filter of many rules has a paragraph for each that needs one, and none for the others."""
    tautology = " ".join(explain.explain("tautology", None))
    suffix = " ".join(explain.explain("suffix-ise", None))
    assert "Leaves alone" not in tautology
    assert "Settings" not in tautology
    assert "`exercise`" in suffix
    assert "had had" not in suffix
    assert "`suffix: ise`" in " ".join(suffix.split())
    assert "Leaves alone" in " ".join(explain.explain("dash-typed", None)), "of its filter"
