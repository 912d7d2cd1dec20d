"""Finds where a manuscript's own bibliography stands, and names its files in the edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.text.citations.headings import heads_list

DRAFTED = "references.json"
PLACE = re.compile(r"^:{3,}[ \t]*\{[^}]*(?:#refs|\.references)\b[^}]*\}", re.MULTILINE)
HEADING = re.compile(r"#(?!#)[ \t]*(?P<words>[^{}\n]*?)[ \t]*(?:\{[^}]*\})?[ \t#]*")


def take_place(chapters: dict[str, bytes]) -> bool:
    """Make the place of the bibliography where the manuscript has one; say whether it has.

    It has one where a Div `refs` or `references` stands, or a last chapter that is no more than
    such a heading, below which the Div is then set.
    """
    texts = {name: content.decode() for name, content in chapters.items()}
    if any(PLACE.search(text) for text in texts.values()):
        return True
    last = next(reversed(texts), "")
    heading = HEADING.fullmatch(texts.get(last, "").strip())
    if heading is None or not heads_list(heading["words"]):
        return False
    chapters[last] = f"{texts[last].strip()}\n\n::: {{#refs}}\n:::\n".encode()
    return True


def named(taken: Mapping[str, bytes], drafted: Sequence[object]) -> str | list[str]:
    """Return the bibliographies for edition.yaml: those taken along, and the draft."""
    names = [*taken, *([DRAFTED] if drafted or not taken else [])]
    return names[0] if len(names) == 1 else names


def of_their_own(read: Sequence[Manuscript]) -> list[Finding]:
    """Report the lists of works that manuscripts bring in words, which stay in the text."""
    findings = []
    for manuscript in read:
        listed = sum(passage.listed for passage in manuscript.passages)
        if listed:
            many = "one entry" if listed == 1 else f"{listed} entries"
            message = (
                f"The text has a list of works of its own, of {many}: it stays as it is, and its"
                " works are drafted in metadata/references.json."
            )
            hint = (
                "When the drafts are right, write `::: {#refs}` and `:::` in the list's place:"
                " else two bibliographies are printed."
            )
            place = Place(manuscript.name)
            findings.append(
                Finding("import-works", message, Severity.WARNING, Tier.FLAG, place, hint=hint)
            )
    return findings
