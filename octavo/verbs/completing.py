"""What may follow on a line that is being typed: formats, rules, templates."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.book import printers
from octavo.formats import FORMATS
from octavo.formats.trade.receivers import receivers
from octavo.manuscripts.folder.templates import NAMES
from octavo.model import rules


def completed_formats(incomplete: str) -> Iterator[str]:
    """Yield the lists of formats that begin as typed: `epub,p` goes on to `epub,pdf`."""
    before, comma, last = incomplete.rpartition(",")
    for name in FORMATS:
        if name.startswith(last) and name not in before.split(","):
            yield before + comma + name


def completed_printers(incomplete: str) -> list[str]:
    """Return the printers whose names begin as typed."""
    return [name for name in printers.names() if name.startswith(incomplete)]


def completed_rules(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the rules whose names begin as typed, each with what it does."""
    for name, rule in rules.table().items():
        if name.startswith(incomplete) and not name.endswith(rules.FAMILY):
            yield name, rule.does


def completed_templates(incomplete: str) -> list[str]:
    """Return the templates of a new book whose names begin as typed."""
    return [name for name in NAMES if name.startswith(incomplete)]


def completed_receivers(incomplete: str) -> list[str]:
    """Return those who get a delivery whose names begin as typed."""
    return [name for name in receivers() if name.startswith(incomplete)]
