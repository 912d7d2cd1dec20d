"""Prices as a language writes them (CLDR)."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency


def price(currency: str, amount: str, lang: str) -> str:
    r"""Return a price as people of a language read it.

    >>> price("GBP", "12.99", "en-GB"), price("EUR", "14.00", "de")
    ('£12.99', '14,00\xa0€')
    """
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_currency(amount, currency, locale=locale)
