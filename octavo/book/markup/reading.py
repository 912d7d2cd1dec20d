"""A document's raw markup, read into it."""

from __future__ import annotations

from octavo.book.markup import alerts, html, tex
from octavo.book.markup.built import Builder
from octavo.book.markup.report import Report
from octavo.model.finding import Finding
from octavo.prose.prose import Prose
from octavo.text.style.house import STYLES, House


def read_markup(prose: Prose) -> list[Finding]:
    """Read raw TeX and raw HTML into a document, in place; return what is to be reported."""
    report = Report(prose.trace)
    marks = _marks(prose)
    blocks = prose.document.blocks
    tex.Reader(report, prose.trace, marks).document(blocks)
    html.Reader(Builder(report, prose.trace, marks)).document(blocks)
    alerts.read(blocks)
    return report.findings


def _marks(prose: Prose) -> tuple[str, ...]:
    """Return the quotation marks of the house, the outer ones first."""
    style = House.of(prose.document.meta).style or STYLES["en-US"]
    return (*style.outer, *style.inner)
