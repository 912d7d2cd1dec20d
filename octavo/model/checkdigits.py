"""Check ISBN, ISSN, ORCID and DOI; python-stdnum knows their lengths and check digits."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import isbn, isni, issn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
"""What a DOI looks like (ISO 26324); it has no check digit."""

RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
"""What may stand before a DOI."""

ISBN_FORM = "an ISBN has thirteen digits (or ten)"


def isbn_digits(text: str) -> str:
    """Return an ISBN without its spaces and hyphens, of whatever kind.

    >>> isbn_digits("978-0 306\N{NON-BREAKING HYPHEN}40615-7")
    '9780306406157'
    """
    return "".join(isbn.compact(text).split())


def isbn_shown(text: str) -> str:
    """Return an ISBN of thirteen digits as it is printed, its hyphens where they belong.

    >>> isbn_shown("0306406152")
    '978-0-306-40615-7'
    """
    return str(isbn.format(isbn.to_isbn13(isbn_digits(text))))


def isbn_fault(text: str) -> str:
    """Return what is wrong with an ISBN, or "" (ISO 2108)."""
    digits = isbn_digits(text)
    if sum(sign.isalnum() for sign in text) != len(digits):  # nine digits become ten
        return ISBN_FORM
    return _fault(digits, text, isbn.validate, ISBN_FORM)


def issn_fault(text: str) -> str:
    """Return what is wrong with an ISSN, or "" (ISO 3297)."""
    return _fault(issn.compact(text), text, issn.validate, "an ISSN has two groups of four digits")


def orcid_fault(text: str) -> str:
    """Return what is wrong with an ORCID, or "" (ISO 7064, MOD 11-2); an address may hold it."""
    digits = isni.compact(text.rsplit("/", 1)[-1])
    return _fault(digits, text, isni.validate, "an ORCID has four groups of four digits")


def doi_fault(text: str) -> str:
    """Return what is wrong with a DOI, or "" (ISO 26324)."""
    return "" if DOI.fullmatch(text) else "a DOI begins with 10. and holds a slash: 10.1000/182"


def _fault(digits: str, text: str, validate: Callable[[str], str], form: str) -> str:
    """Return what is wrong with a number; `form` says what it should look like."""
    if any(sign.isdigit() and not sign.isascii() for sign in text):
        return form  # ² is a digit to Unicode, but not to a bookseller
    try:
        validate(digits)
    except InvalidChecksum:
        return f"its check digit should be {_check_digit(digits[:-1], validate)}"
    except InvalidComponent:
        return "an ISBN of thirteen digits begins with 978 or 979"
    except ValidationError:
        return form
    return ""


def _check_digit(body: str, validate: Callable[[str], str]) -> str:
    for digit in "0123456789X":
        try:
            validate(body + digit)
        except ValidationError:
            continue
        return digit
    return "another"
