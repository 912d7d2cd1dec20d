"""Lint: what the filters would change and what is wrong; with `fix`, the automatic part done."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from octavo.desk import fix as patching
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Tier
from octavo.press.prepare import prepare

ASKS = "Settle the suggestions with `octavo decide`: it asks about them, or takes their names."


@dataclass(slots=True)
class Result:
    """What lint found, and what it did, in sentences."""

    findings: list[Finding]
    told: list[str] = field(default_factory=list)


def lint(project: Project, files: list[Path], *, fix: bool) -> Result:
    """Find what there is to find in a book's sources, or in some of them.

    With `fix`, write the automatic changes into the source and keep an undo patch. Raises
    InputError where a file is no source of the book.
    """
    wanted = {_name(project, file) for file in files}
    if fix:
        patching.recover(project.root)
    prepared = prepare(project, lambda *_: None, cite=False)
    findings = [f for f in prepared.findings if not wanted or (f.place and f.place.file in wanted)]
    if not fix:
        waiting = any(finding.tier is Tier.SUGGEST for finding in findings)
        return Result(findings, [ASKS] if waiting else [])
    fixed = patching.fix(prepared.chapters, findings, project)
    return Result(fixed.findings, fixed.told)


def _name(project: Project, file: Path) -> str:
    names = {path.resolve(): path.relative_to(project.root) for path in project.sources}
    name = names.get(file.resolve())
    if name is None:
        raise InputError(f"{file} is no source of this book.", hint="Name a file of source/.")
    return name.as_posix()


def undo(patch: Path, project_root: Path) -> list[str]:
    """Restore the bytes that a patch of `lint --fix` changed; give the files' names."""
    patching.recover(project_root)
    return patching.undo(patch, project_root)
