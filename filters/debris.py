r"""Debris: what converters left in a text as words becomes what was meant, or is shown.

Does
    Writes the characters that entities and escapes stand for (`&nbsp;`, `&#8217;`, `\u2019`,
    `_x000D_`, `=C3=A9`, `50\%`, `\'{e}`), sets the words of commands and tags (`\emph{so}`,
    `<i>so</i>`), takes out characters without width that do nothing. Proposes to take out fences
    (`::: {style=…} :::`), attributes (`{.class}`, `[]{#_Toc1 .anchor}`), tags, comments, fields and
    bookmarks of Word (`_Toc123456`), and to set `**so**` and `_so_`. Shows what has lost its other
    half, commands that nobody knows, and cross-references that Word had lost.

Because
    A text that went through several programs carries their marks, and a reader takes them for the
    author's. Pandoc User's Guide (Divs and Spans, Backslash escapes); HTML Standard (WHATWG), 13.5
    (named character references).

Before → After
    >>> from octavo.text.debris.read import leftovers
    >>> [one.after for one in leftovers("Ink &amp; paper: it\\u2019s all there")]
    ['&', '’']

Leaves alone
    Code, formulas, literal text; what stands alone between quotation marks; names such as
    `__init__`, paths, addresses, the marks of notes (`word**`). Where a text has code, or speaks of
    HTML, TeX, Markdown and the like, nothing is changed by itself: what is around words is
    proposed, and signs that stand alone are left.

Settings
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Document, markup
from octavo.prose.prose import Change, Prose, Run
from octavo.prose.unwrap import Wrapped, unwrap
from octavo.text.debris.leftover import Leftover, Sureness
from octavo.text.debris.read import doubted, is_about_signs, leftovers

WRITES_WORDS = True

TIERS = {
    Sureness.CERTAIN: (Tier.AUTO, 0.99),
    Sureness.LIKELY: (Tier.SUGGEST, 0.7),
    Sureness.SHOWN: (Tier.FLAG, 0.7),
}
OWN_SIGNS = frozenset(("debris-invisible",))
"""What is no sign of a computer's language, whatever a text is about."""

SPOKEN_OF = frozenset(("debris-tag", "debris-emphasis", "debris-escape"))
"""Signs that stand alone everywhere in a text that is about them."""


def change_of(one: Leftover) -> Change:
    """Return the change that a leftover asks for."""
    tier, confidence = TIERS[one.sureness]
    severity = Severity.INFO if tier is Tier.AUTO else Severity.WARNING
    return Change(
        *one.span,
        one.after,
        one.rule,
        one.message,
        tier,
        severity,
        confidence=confidence,
        hint=one.hint,
    )


def has_code(document: Document) -> bool:
    """Whether a document shows code."""
    return any(node["t"] in ("Code", "CodeBlock") for node in markup(document.blocks))


def debris(run: Run, is_technical: bool) -> Iterator[Leftover]:
    """Yield the debris of a Run, less certain where a text is about such signs."""
    for one in leftovers(run.text, is_running=run.kind != "Header"):
        if not is_technical or one.rule in OWN_SIGNS:
            yield one
        elif one.inner is not None or one.rule not in SPOKEN_OF:
            yield doubted(one)


def apply(prose: Prose) -> list[Finding]:
    """Mend a document, in place; return what was done, what is likely and what is to be seen."""
    runs = list(prose.runs())
    by_run = [list(leftovers(run.text, is_running=run.kind != "Header")) for run in runs]
    if not any(by_run):
        return []
    is_technical = has_code(prose.document) or any(is_about_signs(run.text) for run in runs)
    findings: list[Finding] = []
    for run in runs:
        wrapped = [
            Wrapped(change_of(one), one.inner, one.kind, run.text[one.start : one.end])
            for one in debris(run, is_technical)
            if one.inner is not None
        ]
        findings += unwrap(run, wrapped)
    for run in prose.runs():
        findings += run.change([change_of(o) for o in debris(run, is_technical) if not o.inner])
    return findings


if __name__ == "__main__":
    run_alone(apply)
