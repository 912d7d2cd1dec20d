"""Answers to what import proposed: written into import.yaml, and source/ made anew with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from octavo.book import imports, proposed
from octavo.files import files
from octavo.manuscripts import again
from octavo.model import meanings
from octavo.model.finding import Finding, InputError, Place

NO = {
    "import-heading-proposed": meanings.NO_HEADING,
    "import-language-proposed": imports.NO_LANGUAGE,
}
"""What a rejected proposal of a rule becomes; `body` for the others."""


def is_proposal(finding: Finding) -> bool:
    """Whether a finding is a line of import.yaml that waits for an answer."""
    place = finding.place
    known = finding.rule in proposed.RULES
    return known and place is not None and place.file == imports.FILE


def settle(root: Path, findings: Sequence[Finding], *, accept: bool) -> list[str]:
    """Write answers into import.yaml; accepted ones make source/ anew. Return what was done.

    Raises InputError, and changes nothing, where source/ was edited since the import.
    """
    if not findings:
        return []
    path = files.within(root, imports.FILE)
    before = path.read_bytes()
    text = before.decode("utf-8")
    for finding in findings:
        value = finding.after if accept else NO.get(finding.rule, str(meanings.BODY))
        text = proposed.answered(text, finding.place.line if finding.place else 0, value)
    files.write(path, text.encode())
    if not accept:
        return [f"{len(findings)} answered in {imports.FILE}: the text stays as it is."]
    try:
        done = again.again(root, {imports.FILE: before})
    except InputError:
        files.write(path, before)
        raise
    if not isinstance(done, again.Renewed):
        files.write(path, before)
        raise _edited(done.names)
    lines = [f"{f.context[0]}: {f.after}, in {imports.FILE}." for f in findings]
    return [*lines, f"source/ was made anew. {again.way_of(done)}".rstrip()]


def _edited(names: Sequence[str]) -> InputError:
    """Return the error that says why source/ cannot be made anew."""
    return InputError(
        f"Edited since the import, and not made anew: {', '.join(names)}.",
        place=Place(names[0]),
        hint="Mark the headings, styles or languages there by hand, and reject the proposal.",
    )
