"""What was last seen in the files of an edition, by a build or a release that was refused.

It shows only when the files are made, which `octavo decide` does not do. So it is kept in one
place, and can be answered by its identifier, by its rule or in its turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from octavo.files import files
from octavo.model.finding import Finding, InputError
from octavo.press import records

FILE = ".octavo/asked.json"


def keep(root: Path, findings: Iterable[Finding]) -> None:
    """Keep the findings in files, in the place of those kept before.

    Findings on the text are left out: it is read again. A folder that can only be read keeps
    nothing.
    """
    data = records.findings_json([finding for finding in findings if finding.format])
    with suppress(OSError, InputError):
        path = files.within(root, FILE)
        path.parent.mkdir(exist_ok=True)
        files.write(path, data)


def kept(root: Path) -> list[Finding]:
    """Return what was kept; what is damaged counts as nothing."""
    try:
        return records.of_files(files.within(root, FILE))
    except InputError:
        return []
