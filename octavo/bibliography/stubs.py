"""Entries of a bibliography that say of themselves that they are unfinished."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.bibliography import references
from octavo.book import paths
from octavo.model.edition import Project
from octavo.model.finding import Finding, Severity

STUB = "stub"


def check(project: Project) -> list[Finding]:
    """Return a finding for each entry whose note begins with `stub`; import drafts such entries."""
    findings = []
    for number, name in enumerate(project.edition.bibliography):
        path = paths.in_metadata(project, name, "bibliography", number)
        if not path.is_file() or STUB.encode() not in path.read_bytes().lower():
            continue
        for work in references.read(path, f"metadata/{name}"):
            note = str(work.item.get("note", ""))
            if note.lower().startswith(STUB):
                findings.append(_stub(work, note[len(STUB) :].strip(" :")))
    return findings


def _stub(work: references.Work, missing: str) -> Finding:
    reason = f": {missing}" if missing else ""
    return Finding(
        "import-citation-stub",
        f"The entry {work.key} is a draft{reason}.",
        Severity.WARNING,
        place=work.place,
        before=work.key,
        hint="Complete it, and take its note away.",
        evidence=(work.key,),
    )


def without_repeats(findings: Sequence[Finding], stubs: Sequence[Finding]) -> list[Finding]:
    """Leave out that a stub's work lacks a date: the stub says what it lacks."""
    keys = {stub.before for stub in stubs}
    return [f for f in findings if f.rule != "cite-no-date" or keys.isdisjoint(f.evidence)]
