"""The report, dist/report.html: one page that shows an editor every change before she trusts it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from octavo.model import rules
from octavo.model.artefact import Artefact
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.rules import Rule
from octavo.press.build import Built
from octavo.report import invisible

OPEN = 12
"""How many findings of a rule stand open; the others are behind a click."""


def page(built: Built, own: Sequence[Rule] = ()) -> str:
    """Return the report as HTML; `own` are the rules that the book's own filters bring."""
    title = escape(built.project.edition.title)
    parts = _parts(built.findings)
    body = "".join(
        _section(name, heading, lead, findings, own) for name, heading, lead, findings in parts
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report: {title}</title>
<style>
{files("octavo.report").joinpath("assets/report.css").read_text("utf-8")}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="lead">What was built, what was changed on the way, what waits for you.</p>
<nav aria-label="Sections"><ul>{_contents(parts)}</ul></nav>
</header>
<main>
{_built(built.artefacts, built.findings)}{body}</main>
</body>
</html>
"""


Part = tuple[str, str, str, list[Finding]]


def _parts(findings: list[Finding]) -> list[Part]:
    errors = [f for f in findings if f.severity is Severity.ERROR]
    waiting = [f for f in findings if f.severity is not Severity.ERROR and f.tier is not Tier.AUTO]
    changes = [f for f in findings if f.severity is not Severity.ERROR and f.tier is Tier.AUTO]
    return [
        ("errors", "What failed", "Nothing should leave the house with these.", errors),
        (
            "waiting",
            "What waits for a decision",
            "Nothing was changed here: a person must look.",
            waiting,
        ),
        (
            "changes",
            "What was changed",
            "Every change, before and after, in its context. The source keeps the old reading "
            "until you run octavo lint --fix.",
            changes,
        ),
    ]


def _contents(parts: list[Part]) -> str:
    items = ['<li><a href="#built">What was built</a></li>']
    items += [
        f'<li><a href="#{name}">{heading}</a> {len(findings):,}</li>'
        for name, heading, _, findings in parts
        if findings
    ]
    return "".join(items)


def _built(artefacts: list[Artefact], findings: list[Finding]) -> str:
    rows = "".join(_artefact_row(artefact, findings) for artefact in artefacts)
    return f"""<section id="built">
<h2>What was built</h2>
<div class="scroll"><table>
<thead><tr><th>Artefact</th><th class="n">Size</th><th class="n">Extent</th>\
<th>Read back</th><th>SHA-256</th></tr></thead>
<tbody>{rows}</tbody>
</table></div>
</section>
"""


def _artefact_row(artefact: Artefact, findings: list[Finding]) -> str:
    name = artefact.path.name
    target = f"{name}/index.html" if artefact.format == "site" else name
    bad = sum(artefact.format in f.formats and f.severity is Severity.ERROR for f in findings)
    state = f'<span class="bad">{bad} errors</span>' if bad else '<span class="good">good</span>'
    counts = ", ".join(f"{count:,} {what}" for what, count in artefact.counts.items() if count)
    return (
        f'<tr><td><a href="{escape(target)}">{escape(name)}</a></td>'
        f'<td class="n">{artefact.bytes / 1000:,.0f} kB</td><td class="n">{escape(counts)}</td>'
        f"<td>{state}</td><td><code>{artefact.sha256[:16]}</code></td></tr>"
    )


def _section(
    name: str, heading: str, lead: str, findings: list[Finding], own: Sequence[Rule]
) -> str:
    if not findings:
        return ""
    groups = "".join(_group(rule, found, own) for rule, found in _grouped(findings))
    kind = ' class="error"' if name == "errors" else ""
    return (
        f'<section id="{name}"{kind}>\n<h2>{heading}</h2>\n<p class="lead">{lead}</p>\n'
        f"{groups}</section>\n"
    )


def _grouped(findings: list[Finding]) -> Iterable[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return groups.items()


def _group(name: str, findings: list[Finding], own: Sequence[Rule]) -> str:
    shared = _shared_words(findings)
    items = [_item(finding, "" if shared else _words(finding)) for finding in findings]
    more = ""
    if len(items) > OPEN:
        more = (
            f"<details><summary>{len(items) - OPEN:,} more</summary>"
            f'<ol class="findings">{"".join(items[OPEN:])}</ol></details>\n'
        )
    return (
        f'<h3>{escape(name)} <span class="count">{len(findings):,}</span></h3>\n'
        f"{_why(rules.get(name, own))}{shared}"
        f'<ol class="findings">{"".join(items[:OPEN])}</ol>\n{more}'
    )


def _why(rule: Rule | None) -> str:
    if rule is None:
        return ""
    return (
        f'<p class="why">{_emphasised(rule.does)} {_emphasised(rule.because)} '
        f"<cite>{escape(rule.authority)}</cite></p>\n"
    )


def _emphasised(words: str) -> str:
    """Words of a rule, in which examples stand between asterisks, as HTML."""
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(words))


def _shared_words(findings: list[Finding]) -> str:
    """The words that all findings of a group share, once; "" where they differ."""
    said = {_words(finding) for finding in findings}
    shown = all(finding.before or finding.after for finding in findings)
    return f"<p>{said.pop()}</p>\n" if shown and len(findings) > 1 and len(said) == 1 else ""


def _words(finding: Finding) -> str:
    hint = f' <span class="hint">{escape(finding.hint)}</span>' if finding.hint else ""
    return f'<span class="said">{escape(finding.message)}{hint}</span>'


def _item(finding: Finding, words: str) -> str:
    place = escape(str(finding.place or finding.format or ""))
    return f'<li><span class="place">{place}</span><span>{_change(finding)}{words}</span></li>'


def _change(finding: Finding) -> str:
    if not (finding.before or finding.after):
        return ""
    left, right = (escape(invisible.in_line(part)) for part in finding.context)
    old, new = map(escape, invisible.change(finding.before, finding.after))
    before = f"<del>{old}</del>" if finding.before else ""
    after = f"<ins>{new}</ins>" if finding.after else ""
    return f'<span class="context">{left}</span>{before}{after}<span class="context">{right}</span>'
