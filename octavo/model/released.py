"""What is known of the last release of a book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Released:
    """The EPUB of a release: the printing, when it says it was modified, its content's sha256.

    `day` is the edition's, and `chapters` has a hash of each chapter's words, by its identifier.
    """

    printing: str
    modified: str
    content: str
    day: str = ""
    chapters: str = ""
