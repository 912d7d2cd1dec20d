"""When an EPUB was last modified: a moment that changes with its content, and only with it.

Shops and reading systems know a new file of a book by its identifier and `dcterms:modified`
together (EPUB 3.3, Last modified date). No clock is read: the same sources give the same bytes. So
the day comes from edition.yaml, and the time of the day from a digest of all that the file holds.

The day is that of the key `modified`. Where it is not given, none is invented that could be
mistaken for the day of publication or lie in the future: it is the first of January of the year
before the edition's, and a day later for each further printing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from octavo.model.edition import Edition

DAY = 24 * 60 * 60
EARLIEST = 1980
"""The year of an edition without a date: ZIP archives know none before."""

MOST_PRINTINGS = 365
"""The most printings that differ in their day."""


def moment(edition: Edition, content: Iterable[bytes]) -> str:
    """Return the moment at which some content was last modified, in UTC as EPUB wants it."""
    digest = hashlib.sha256()
    for part in content:
        digest.update(len(part).to_bytes(8, "big") + part)
    seconds = 1 + int.from_bytes(digest.digest()[:8], "big") % (DAY - 1)
    at = _day(edition) + timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(edition: Edition) -> datetime:
    if edition.modified:
        year, month, day = (*(int(part) for part in edition.modified.split("-")), 1, 1)[:3]
        return datetime(year, month, day, tzinfo=UTC)
    year = max(int(edition.date[:4]) - 1, EARLIEST) if edition.date else EARLIEST
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=_printing(edition) - 1)


def _printing(edition: Edition) -> int:
    number = edition.printing
    is_number = number.isascii() and number.isdigit() and len(number) < 4
    return min(max(int(number), 1), MOST_PRINTINGS) if is_number else 1
