"""The names of months and days, as texts write them in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from octavo.text.any_of import any_of

ENGLISH = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat "
    "Sun"
)
"""Names of English, which texts in other languages have too, in titles and references."""
MORE = {
    "cs": "po út st čt pá so ne",
    "da": "jan feb mar apr jun jul aug sept sep okt nov dec",
    "de": "Jänner Jan Feb Mär Apr Jun Jul Aug Sept Sep Okt Nov Dez Sonnabend Mo Di Mi Do Fr Sa So",
    "es": "setiembre",
    "fi": "ma ti ke to pe la su",
    "fr": "janv févr avr juil sept oct nov déc",
    "nb": "jan feb mar apr jun jul aug sept sep okt nov des",
    "nl": "jan feb mrt apr jun jul aug sept sep okt nov dec",
    "pl": "pon wt śr czw pt sob ndz",
    "pt": "jan fev abr mai jun jul ago set out nov dez segunda terça quarta quinta sexta",
    "ru": "пн вт ср чт пт сб вс",
    "sv": "jan feb apr jun jul aug sept sep okt nov dec",
    "uk": "п’ятниця",
}
"""Short forms and others that texts have beside the names that Babel knows."""

_SAME = {"no": "nb", "nn": "nb", "be": "ru", "sk": "cs"}
"""Languages with the short forms of another."""


@cache
def names(language: str) -> str:
    """Return a pattern for the months and days of a language, and those of English.

    >>> import re
    >>> bool(re.fullmatch(names("es"), "Lunes")), bool(re.fullmatch(names("es"), "may"))
    (True, False)
    """
    own = {*MORE.get(_SAME.get(language, language), "").split(), *_full_names(language)}
    both = {*own, *(name[:1].upper() + name[1:] for name in own), *ENGLISH.split()}
    return any_of(both)


def _full_names(language: str) -> Iterator[str]:
    """Yield the full names in a language, as CLDR has them, that are one word of letters."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    for kinds in (locale.months, locale.days):
        for kind in ("format", "stand-alone"):
            names = kinds[kind]["wide"].values()
            yield from (name for name in names if name.replace("-", "").isalpha())
