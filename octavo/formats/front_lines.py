"""Whether a finished file has the lines of the title page and of the page behind it.

The words of the text are compared elsewhere; these lines are the edition's, and the same in every
format. Spaces do not count: a line of print may end anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from octavo.formats import imprint
from octavo.model.edition import Edition
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.reading import ALIKE

RULE = "front-differs"
FROM_RIGHT = ("R", "AL")
"""Unicode's classes of letters that are written from right to left."""


def compare(title: Sequence[str], page: Sequence[str], edition: Edition) -> list[Finding]:
    """Compare the paragraphs of a title page and of the page behind it with the edition.

    The title page's lines may stand in any order, those of the other page in one alone.
    """
    titled = [_letters(line) for line in title]
    wanting = [line for line in _title_lines(edition) if _letters(line) not in titled]
    findings = [_missing(line, "title page") for line in wanting]
    lines = imprint.copyright_lines(edition)
    if [_letters(line) for line in page] == [_letters(line) for line in lines]:
        return findings
    there = [_letters(line) for line in page]
    lost = [line for line in lines if _letters(line) not in there]
    findings += [_missing(line, "page behind the title page") for line in lost]
    known = [_letters(line) for line in lines]
    for line in page:
        if _letters(line) not in known:
            findings.append(_finding(f"The file has “{line}”, and the edition has it not."))
    return findings or [_finding("The lines behind the title page stand in another order.")]


def compare_set(text: str, edition: Edition) -> list[Finding]:
    """Compare the words of a file's first pages, set in lines, with the edition's.

    Words from right to left have no order that a page would tell: of a line with such words, the
    others are looked for.
    """
    letters, plain = _letters(text), _from_left(text)
    folded = letters.casefold()
    findings = [
        _missing(line, "title page")
        for line in _title_lines(edition)
        if _letters(line).casefold() not in folded  # it may be set in capitals
        and not (_is_mixed(line) and _from_left(line) in plain)
    ]
    at = 0
    for line in imprint.copyright_lines(edition):
        place = letters.find(_letters(line), at)
        if place >= 0:
            at = place + len(_letters(line))
        elif not (_is_mixed(line) and _from_left(line) in plain):
            findings.append(_missing(line, "page behind the title page"))
    return findings


def _is_mixed(line: str) -> bool:
    return any(unicodedata.bidirectional(sign) in FROM_RIGHT for sign in line)


def _from_left(text: str) -> str:
    """Return the letters and figures that are not written from right to left."""
    letters = (sign for sign in _letters(text).casefold() if sign.isalnum())
    return "".join(sign for sign in letters if unicodedata.bidirectional(sign) not in FROM_RIGHT)


def _title_lines(edition: Edition) -> list[str]:
    """Return the lines of the title page; a short form may name its publisher in its imprint."""
    people = imprint.people_lines(edition)
    named = [line for kind, line in people if edition.is_book or kind != "publisher"]
    return [line for line in (edition.title, edition.subtitle, *named) if line]


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text.translate(ALIKE)).split())


def _missing(line: str, place: str) -> Finding:
    return _finding(f"The {place} should have “{line}”.", line)


def _finding(message: str, before: str = "") -> Finding:
    hint = "Build again; if that does not help, report it."
    return Finding(RULE, message, Severity.ERROR, Tier.FLAG, before=before, hint=hint)
