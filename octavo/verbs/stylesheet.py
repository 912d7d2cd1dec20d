"""The verb stylesheet: print the book's own style sheet."""

from __future__ import annotations

from pathlib import Path

from octavo.desk.stylesheet import page
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def stylesheet(project: ProjectOption = Path(), trust: TrustOption = False) -> int:
    """Print the book's own style sheet: spellings, capitals, hyphens, commas, quoted words."""
    print(page(open_book(project, trusted=trust)), end="")
    return 0
