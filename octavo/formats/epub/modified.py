"""When an EPUB was last modified: a moment that never goes backwards, and that no clock gives.

Shops and reading systems know a new file of a book by its identifier and `dcterms:modified`
together: one moment, in UTC, of the last change to the publication (EPUB 3.3, 5.4.2, 5.5.4). The
rule is:

1. A content that was released keeps the moment of its release.
2. Another content is one second later than the last release, or as late as the day of `modified`
   in edition.yaml, whichever is later.
3. Where nothing was released yet, the moment is the beginning of the day of `modified`; without
   that key, the first of January of the year before the edition's: a day that is neither
   mistaken for the day of publication nor in the future.

What was released stands in metadata/released.yaml, so the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from octavo.formats import archive
from octavo.model.edition import Edition, Project
from octavo.model.released import Released

EARLIEST = 1980
"""The year of an edition without a date: ZIP archives know none before."""

FORM = "%Y-%m-%dT%H:%M:%SZ"
"""The form that EPUB asks for, in UTC."""

OPF = "EPUB/content.opf"
META = re.compile(rb'(<meta property="dcterms:modified">)([^<]*)(</meta>)')


def moment(project: Project, content: str) -> str:
    """Return the moment at which an EPUB was last modified, given the digest of its content."""
    released = project.released
    if released is None:
        return _first(project.edition).strftime(FORM)
    if released.content == content:
        return released.modified
    after = datetime.strptime(released.modified, FORM).replace(tzinfo=UTC) + timedelta(seconds=1)
    return max(after, _first(project.edition)).strftime(FORM)


def digest(members: Mapping[str, bytes]) -> str:
    """Return the sha256 of the files of an EPUB, whatever moment they say."""
    whole = hashlib.sha256()
    for name in sorted(members):
        data = META.sub(rb"\1\3", members[name]) if name == OPF else members[name]
        for part in (name.encode(), data):
            whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def release_of(path: Path, printing: str) -> Released:
    """Return what is kept of an EPUB that is released."""
    members = archive.read(path)
    moment_given = META.search(members[OPF])
    return Released(printing, moment_given[2].decode() if moment_given else "", digest(members))


def _first(edition: Edition) -> datetime:
    """Return the earliest moment that the metadata allow."""
    if edition.modified:
        year, month, day = (*(int(part) for part in edition.modified.split("-")), 1, 1)[:3]
        return datetime(year, month, day, tzinfo=UTC)
    year = max(int(edition.date[:4]) - 1, EARLIEST) if edition.date else EARLIEST
    return datetime(year, 1, 1, tzinfo=UTC)
