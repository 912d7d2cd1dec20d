"""The report: what was built, each change in its context, what waits; nothing in it runs."""

from __future__ import annotations

import re

import pytest
from lxml import html

from octavo.book.filtering import built_in
from octavo.report.page import _emphasised
from tests.running import call

TEXT = """# One

He said "wait <b>here</b>", pp. 32-3. There is nothng\\<script\\> in it -- at all... nothng.

The Zinoviev-Kamenev-Stalin bloc: Zinoviev, Kamenev and Stalin, said Zinoviev, Kamenev, Stalin.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    """The report of a small book that has something of every tier."""
    folder = tmp_path_factory.mktemp("report") / "book"
    filters = ", ".join(f'"{name}.py"' for name in built_in() if name != "bibliographies")
    for name, text in (
        ("source/01.md", TEXT),
        ("metadata/edition.yaml", "title: A Report\nlang: en-GB\ndate: 2026-01-15\n"),
        ("metadata/pandoc.json", f'{{"filters": [{filters}, "citeproc"]}}'),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert call(folder, "build", "--to", "html").returncode == 0
    return html.document_fromstring((folder / "dist" / "report.html").read_bytes())


def words(report: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in report.xpath(path)]


def test_each_class_of_change_has_a_heading_with_its_count(report: html.HtmlElement) -> None:
    headings = words(report, "//h3")
    assert "quotation-mark 2" in headings
    assert "dash-range 1" in headings
    assert "dash-names 1" in headings


def test_a_change_is_shown_before_and_after_with_its_place(report: html.HtmlElement) -> None:
    lines = words(report, "//li")
    assert any("source/01.md:3:" in line and "32-–3" in line for line in lines), lines
    assert words(report, "//li//del") != words(report, "//li//ins") != []


def test_the_text_is_shown_and_never_run(report: html.HtmlElement) -> None:
    assert report.xpath("//script") == []
    assert report.xpath("//*[@src or starts-with(@href, 'http')]") == []


def test_examples_in_a_rule_are_emphasised() -> None:
    assert _emphasised("The rule means *to* <here>.") == (
        "The rule means <em>to</em> &lt;here&gt;."
    )


def test_the_report_begins_with_what_she_must_do_and_ends_with_the_sums(
    report: html.HtmlElement,
) -> None:
    sections = [str(name) for name in report.xpath("//main/section/@id")]
    assert sections == ["waiting", "changes", "built"]
    assert "SHA-256" in words(report, "//section[last()]//th")
    assert words(report, "//section[@id='built']//span[@class='good']") == [
        "agrees with the text"
    ] * len(report.xpath("//section[@id='built']//tbody/tr"))
    assert words(report, "//header//p[@class='files']/a")


def test_a_number_in_the_report_has_its_noun(report: html.HtmlElement) -> None:
    extents = " ".join(words(report, "//section[@id='built']//td[3]"))
    assert "27 words, 2 pages" in extents
    assert not re.search(r"\b1 \w+s\b", extents)
