"""Makes small books, and filters that change them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from octavo.book import mapped, source
from octavo.desk.patch import patches
from octavo.desk.patch.patches import Patch
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node
from octavo.prose.prose import Change, Prose

NBSP = "\N{NO-BREAK SPACE}"
EN, ELLIPSIS, APOSTROPHE = (
    "\N{EN DASH}",
    "\N{HORIZONTAL ELLIPSIS}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
)
Filter = Callable[[Prose], list[Finding]]


def write(made: list[Patch], root: Path) -> Path:
    """Write patches; give the one that leads back."""
    with patches.writing(made, root) as way_back:
        pass
    return way_back


def changing(pattern: str, after: str, rule: str = "test", tier: Tier = Tier.AUTO) -> Filter:
    """Make a filter that changes what a pattern finds."""

    def apply(prose: Prose) -> list[Finding]:
        findings = []
        for run in prose.runs():
            found = re.finditer(pattern, run.text)
            changes = [Change(*m.span(), m.expand(after), rule, "Changed.", tier) for m in found]
            findings += run.change(changes)
        return findings

    return apply


DASHES = changing(r"--", EN)
ELLIPSES = changing(r"\.\.\.", ELLIPSIS)
APOSTROPHES = changing("'", APOSTROPHE)
SPACES = changing(r"(?<=pp\.)\s(?=\d)", NBSP)
ALL = (DASHES, ELLIPSES, APOSTROPHES, SPACES)


class Book:
    """A book in a folder, and what the filters make of it."""

    def __init__(self, root: Path, *texts: str | bytes) -> None:
        self.root = root
        self.files = []
        (root / "source").mkdir(exist_ok=True)
        for number, text in enumerate(texts, 1):
            file = root / "source" / f"{number:02}.md"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            self.files.append(file)

    def fix(self, *filters: Filter, tidy: bool = True) -> list[Patch]:
        cache = self.root / ".octavo" / "cache"
        chapters = source.read_chapters(self.files, self.root, cache)
        document, prose = source.join(chapters)
        findings = []
        for apply in filters or ALL:
            findings += apply(prose)
            if tidy:
                prose.tidy()
        prose.tidy()
        blocks: list[list[Node]] = [division["c"][1] for division in document.blocks]
        return patches.patches_of(chapters, mapped.place(findings, chapters, cache), blocks)
