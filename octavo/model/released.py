"""What is known of the last release of a book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Released:
    """The EPUB of a release: the printing, when it says it was modified, its content's sha256."""

    printing: str
    modified: str
    content: str
