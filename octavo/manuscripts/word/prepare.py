"""Prepares a Word file before pandoc reads it: each pass sets one thing right in the tree.

A pass takes the package (or its leaves), changes it in place and returns findings. They run in the
order of `prepare`: what takes words out or in comes first, what reads looks and meanings after,
and last the looks are written beside the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from octavo.manuscripts import containers
from octavo.manuscripts.word import contents, fields, flatten, properties
from octavo.manuscripts.word.fields import Library
from octavo.manuscripts.word.marks import Marks
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.ooxml.leaves import leaves
from octavo.ooxml.names import W
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Styles


@dataclass(slots=True)
class Prepared:
    """A Word file as pandoc is to read it, its marks, what it says of itself, and findings."""

    data: bytes
    marks: Marks
    embedded: dict[str, object]
    findings: list[Finding]


def prepare(members: dict[str, bytes], file: str, library: Library) -> Prepared:
    """Prepare a Word file, its members by name. The works that it cites go into the library.

    Raises InputError where a part that must be read is damaged.
    """
    package = Package(members)
    containers.check_xml(members, file, parts(package))
    embedded = properties.fields(members)
    marks = Marks(package)
    findings = [
        *_counted(package, file),
        *contents.prepare(package, file),
        *fields.take(package, library).findings(file),
    ]
    styles = Styles.of(package)
    flatten.flatten(leaves(package, styles), styles, marks)
    package.save()
    return Prepared(containers.packed(members), marks, embedded, findings)


def parts(package: Package) -> list[str]:
    """Return the parts that must be read: their faults are reported."""
    named = (package.part(kind) for kind in ("styles", "footnotes", "endnotes"))
    return ["_rels/.rels", package.main, *(name for name in named if name)]


def _counted(package: Package, file: str) -> list[Finding]:
    """Report how many tracked changes and comments there are."""
    root = package.tree(package.main)
    if root is None:
        return []
    kinds = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    changes = sum(1 for _ in root.iter(*kinds))
    comments = sum(1 for _ in root.iter(f"{W}commentReference"))
    findings = []
    if changes:
        message = f"The file had {changes} tracked changes: all are taken as accepted."
        hint = "If any was to be refused, refuse it in Word and import the file anew."
        findings.append(_flag(file, "import-tracked-changes", message, hint))
    if comments:
        message = f"The file had {comments} comments: they are left out."
        findings.append(_flag(file, "import-comments", message, "Read them in the original file."))
    return findings


def _flag(file: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)
