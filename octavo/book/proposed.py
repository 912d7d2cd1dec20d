"""What an import proposed and did not do: the lines of metadata/import.yaml that ask something."""

from __future__ import annotations

import re
from pathlib import Path

from octavo.book.imports import ASKED, FILE, Answers, load, written
from octavo.files.names import is_file
from octavo.model.finding import Finding, Severity, Tier, refuse_all

PROPOSED = {
    "front": "import-style-proposed",
    "styles": "import-style-proposed",
    "characters": "import-style-proposed",
    "headings": "import-heading-proposed",
    "languages": "import-language-proposed",
}
"""The rules under which something of a section is proposed."""

RULES = frozenset(PROPOSED.values())


def proposals(root: Path) -> list[Finding]:
    """Return what import proposed and nobody has answered: a finding for each line that asks.

    Raises InputError, with all of them, where lines of the file are wrong.
    """
    if not is_file(root / FILE):
        return []
    answers = load(root)
    refuse_all(answers.faults)
    return [
        _proposal(answers, section, name)
        for (section, name), answer in answers.names.items()
        if answer.asked
    ]


KINDS = {
    "styles": "The style",
    "characters": "The character style",
    "front": "The line",
    "languages": "Words tagged as",
}
"""What a name of a section is called."""


def _proposal(answers: Answers, section: str, name: str) -> Finding:
    words = written(section, answers.names[section, name].meaning)
    what = KINDS.get(section, "Paragraphs in")
    message = f"{what} “{name}”: perhaps {words}."
    return Finding(
        PROPOSED[section],
        message,
        Severity.WARNING,
        Tier.SUGGEST,
        answers.tree.place((section, name)),
        before=f"{words}{ASKED}",
        after=words,
        context=(name, ""),
        hint="Accepted, source/ is made anew with it; rejected, nothing changes.",
        confidence=0.6,
    )


def answered(text: str, line: int, value: str) -> str:
    """Return the text of import.yaml with the proposal of a line (from 1) answered."""
    lines = text.splitlines(keepends=True)
    lines[line - 1] = re.sub(r": [\w -]+\?(?=\s|$)", f": {value}", lines[line - 1], count=1)
    return "".join(lines)
