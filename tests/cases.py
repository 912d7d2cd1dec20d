"""Files of cases: readable Markdown that says what a filter does to a text.

    # Seen in the wild                     a section
    ``` settings                           before the first case: the settings of the whole file
    lang: en-GB                            (YAML; a path is meant from tests/cases)
    ```
    ## a title {.known-failure}            one case; a known failure must fail, or the test fails
    ``` settings                           settings of this case alone, over those of the file
    ``` in                                 the text, in Markdown
    ``` out                                what becomes of it; without it, the text must not change
    ``` findings                           all findings in order, if they matter:
    dash-range: - → –                      rule: before → after
    space-lost-paragraph (flag):           a tier other than auto stands in brackets

In `out` and `findings` a no-break space is written `&nbsp;`, a narrow one `&#x202f;`.
A fence may be longer than three, to hold another fence. `pytest --accept` renews `out` and the
findings in place: read the difference before you commit it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from octavo import pandoc
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, meta_value

FOLDER = Path(__file__).parent / "cases"
READER = Path(__file__).parent / "cases.lua"
UNCHANGED = "Must not change"
TOKEN = re.compile(
    r"^# (?P<section>.+?)\s*$|^## (?P<title>.+?)(?:\s*\{(?P<classes>[^}]*)\})?\s*$"
    r"|^(?P<fence>`{3,}) ?(?P<kind>in|out|findings|settings)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Case:
    """One case. `blocks` holds the text of each fenced block by its kind."""

    file: str
    section: str
    title: str
    known_failure: bool
    settings: dict[str, Any]
    blocks: dict[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> str:
        """What becomes of the text; the text itself where it must not change."""
        return self.blocks.get("out", self.blocks["in"])

    @property
    def meta(self) -> dict[str, Node]:
        """The settings as pandoc's metadata."""
        return {key: meta_value(_located(value)) for key, value in self.settings.items()}


def _located(value: Any) -> Any:
    """A setting that names a file beside the cases, as a full path."""
    if isinstance(value, str) and value and (FOLDER / value).is_file():
        return str((FOLDER / value).resolve())
    return value


@cache
def load(path: Path) -> tuple[Case, ...]:
    """Read a file of cases."""
    common: dict[str, Any] = {}
    section, cases = "", []
    for token in TOKEN.finditer(path.read_text(encoding="utf-8")):
        if token["section"]:
            section = token["section"]
        elif token["title"]:
            known = ".known-failure" in (token["classes"] or "")
            cases.append(Case(path.stem, section, token["title"], known, dict(common)))
        elif token["kind"] == "settings":
            (cases[-1].settings if cases else common).update(yaml.safe_load(token["text"]))
        else:
            cases[-1].blocks[token["kind"]] = token["text"].removesuffix("\n")
    return tuple(cases)


@cache
def read(path: Path) -> tuple[tuple[list[Node], list[Node]], ...]:
    """Give each case's text and what it must become, as blocks: one call of pandoc for a file."""
    texts = [text for case in load(path) for text in (case.blocks["in"], case.expected)]
    blocks = read_all(texts)
    return tuple(zip(blocks[::2], blocks[1::2], strict=True))


def read_all(texts: list[str]) -> list[list[Node]]:
    """Give the blocks of each text."""
    data = pandoc.run(
        ["-f", str(READER), "-t", "json"], "\N{INFORMATION SEPARATOR TWO}".join(texts).encode()
    )
    return [div["c"][1] for div in Document.loads(data).blocks]


def write(blocks: list[Node]) -> str:
    """Give blocks as Markdown, with no-break spaces to be seen."""
    data = Document({}, blocks).dumps()
    text = pandoc.run(["-f", "json", "-t", "markdown-smart", "--wrap=preserve"], data).decode()
    return visible(text.removesuffix("\n"))


def visible(text: str) -> str:
    """Give a text with its no-break spaces as entities."""
    return text.replace("\N{NO-BREAK SPACE}", "&nbsp;").replace(
        "\N{NARROW NO-BREAK SPACE}", "&#x202f;"
    )


def told(findings: list[Finding]) -> list[str]:
    """Give findings as the lines of a `findings` block."""
    lines = []
    for finding in findings:
        tier = "" if finding.tier is Tier.AUTO else f" ({finding.tier})"
        change = f" {finding.before} → {finding.after}"
        if finding.tier is Tier.FLAG or change == "  → ":
            change = f" {finding.before}".rstrip()
        lines.append(visible(f"{finding.rule}{tier}:{change}").replace("\n", "␤").rstrip())
    return lines


def listed(case: Case) -> list[str] | None:
    """Give the lines of a case's `findings` block, or None where it has none."""
    if "findings" not in case.blocks:
        return None
    return [visible(html.unescape(line)).rstrip() for line in case.blocks["findings"].splitlines()]


def renew(path: Path, title: str, out: str | None, findings: list[str] | None) -> None:
    """Write what a case gives now into its file: `out` (None: it does not change) and findings."""
    text = path.read_text(encoding="utf-8")
    heads = [t for t in TOKEN.finditer(text) if not t["kind"]]
    number = next(n for n, head in enumerate(heads) if head["title"] == title)
    start = heads[number].start()
    end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
    kept = re.sub(
        r"^(`{3,}) ?(?:out|findings)\n.*?^\1\n+", "", text[start:end], flags=re.M | re.DOTALL
    ).rstrip("\n")
    kept += _fenced("out", out) + _fenced(
        "findings", None if findings is None else "\n".join(findings)
    )
    path.write_text(
        text[:start] + (kept + "\n\n" + text[end:]).rstrip("\n") + "\n",
        encoding="utf-8",
        newline="\n",
    )


def _fenced(kind: str, text: str | None) -> str:
    if text is None:
        return ""
    longest = max((len(row) for row in re.findall(r"^`+", text, re.M)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"\n\n{fence} {kind}\n{text}\n{fence}" if text else f"\n\n{fence} {kind}\n{fence}"
