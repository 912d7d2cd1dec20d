"""Images without alternative text: a format tells only of a text that it has lost.

Where the text itself says nothing of an image, the check of the source tells it, once and with the
place; each format would only say it again.
"""

from __future__ import annotations

from octavo.book.paths import recorded
from octavo.model import reading
from octavo.model.artefact import Job
from octavo.model.edition import Project
from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify, walk


def only_lost(findings: list[Finding], rule: str, job: Job) -> list[Finding]:
    """Leave out the findings of a rule, one for each image, that the text itself accounts for.

    All stay where there are more of them than images of which the text says nothing.
    """
    lost = sum(finding.rule == rule for finding in findings)
    if not lost or lost > undescribed(job):
        return findings
    return [finding for finding in findings if finding.rule != rule]


def undescribed(job: Job) -> int:
    """Count the images of a job's document that are neither described nor called ornaments."""
    document = reading.document(job.document)
    images = (node for node in walk(document.blocks) if node["t"] == "Image")
    return sum(not _is_described(image, job.project) for image in images)


def _is_described(image: Node, project: Project) -> bool:
    (_, classes, pairs), words, (target, _) = image["c"]
    alternative = dict(pairs).get("alt", stringify(words))
    known = recorded(project, target)
    ornament = "decorative" in classes or (known is not None and known.decorative)
    return bool(alternative.strip()) or ornament
