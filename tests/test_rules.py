"""The table of rules: every rule that is raised stands there, and nothing else."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import orjson
import pytest

from octavo.book.filtering import built_in
from octavo.manuscripts.folder import new
from octavo.model import rules
from octavo.model.finding import Finding, Place, Severity
from octavo.model.rules import Rule
from octavo.press import records
from octavo.report import explain, page
from octavo.verbs import command as verbs
from tests.raised import raised
from tests.running import ROOT

OTHERWISE = {
    ("import-citations-uncited", "info"): "works that a bibliography will list were kept for it",
    ("note-in-note", "error"): "what holds a list cannot be set in brackets",
}
"""Where a rule is raised at another severity than its usual one, and why."""


def test_every_expression_that_names_a_rule_can_be_read() -> None:
    assert raised().unread == []


def test_every_rule_that_is_raised_stands_in_the_table() -> None:
    missing = {name: at for name, at in raised().rules.items() if name not in rules.table()}
    assert missing == {}


def test_no_rule_stands_in_the_table_that_nothing_raises() -> None:
    assert [name for name in rules.table() if name not in raised().rules] == []


def test_a_severity_that_is_written_out_is_that_of_the_table() -> None:
    known = rules.table()
    other = {
        (name, severity)
        for name, severity, _ in raised().severities
        if known[name].severity != severity
    }
    assert other == set(OTHERWISE)


@pytest.mark.parametrize("rule", rules.table().values(), ids=lambda rule: rule.name)
def test_a_rule_says_what_it_does_why_and_who_says_so(rule: Rule) -> None:
    for part in (rule.does, rule.because):
        assert re.fullmatch(r"\S.*[.]", part, re.DOTALL)
        assert "  " not in part
    assert rule.authority
    assert not rule.authority.endswith(".")
    assert "\n  Severity " in "\n".join(explain.explain(rule.name, None))


def test_each_filter_has_its_rules_in_the_table_alone() -> None:
    for shelf in explain.shelves(None):
        assert not hasattr(shelf.module, "RULES")
        assert shelf.rules == rules.raised_by(shelf.name)
    assert set(built_in()) <= set(rules.parts())


@pytest.mark.parametrize("name", ["image-alt", "text-differs", "docx-alt", "import-heading"])
def test_a_rule_that_no_filter_has_is_explained(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verbs.run(["explain", name]) == 0
    assert rules.table()[name].does.split(",")[0] in " ".join(capsys.readouterr().out.split())


def test_a_rule_of_a_family_is_explained_under_its_own_name() -> None:
    lines = explain.explain("epubcheck-rsc-012", None)
    assert lines[0] == "epubcheck-rsc-012"
    assert rules.get("epubcheck-missing") is rules.table()["epubcheck-missing"]
    assert rules.get("epub") is None


def test_a_rule_is_explained_in_a_book_that_does_without_its_filter(tmp_path: Path) -> None:
    book = tmp_path / "book"
    new.make(book, None)
    (book / "metadata" / "pandoc.json").write_text('{"filters": ["dashes.py"]}', "utf-8")
    for name in ("space-double", "image-alt", "dash-range"):
        assert verbs.run(["explain", name, "--project", str(book)]) == 0


def finding(rule: str = "image-alt", **more: str) -> Finding:
    return Finding(rule, "A message.", Severity.WARNING, place=Place("source/01.md", 3, 1), **more)


def test_sarif_describes_the_rules_of_its_results() -> None:
    findings = [finding("text-differs"), finding(), finding("epubcheck-rsc-005"), finding("own")]
    own = [Rule("own", "It is *so*.", "The house.", "We")]
    (run,) = orjson.loads(records.findings_sarif(findings, own))["runs"]
    described = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
    by_name = {rule["id"]: rule for rule in described}
    assert by_name["text-differs"]["defaultConfiguration"] == {"level": "error"}
    assert by_name["image-alt"]["shortDescription"]["text"] == rules.table()["image-alt"].does
    assert by_name["own"]["fullDescription"]["text"] == "It is so. The house."
    assert "EPUBCheck" in by_name["epubcheck-rsc-005"]["help"]["text"]


def test_a_rule_of_nobody_is_named_alone_in_sarif() -> None:
    (run,) = orjson.loads(records.findings_sarif([finding("nobodys")]))["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "nobodys"}]


def test_the_report_says_of_every_rule_why() -> None:
    findings = [finding(name) for name in rules.table()]
    groups = [group for part in page._parts(findings, ()) for group in part.groups]
    assert {group.name for group in groups} == set(rules.table())
    for group in groups:
        assert group.about == rules.table()[group.name]


WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "octavo").rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_hold(name: str) -> None:
    results = doctest.testmod(import_module(name))
    assert results.attempted
    assert not results.failed
