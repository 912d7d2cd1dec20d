"""The letters that each language is written with, and the marks that any text may have.

From the exemplar characters of CLDR. Where a language is not here, any letter may be its own.
"""

from __future__ import annotations

from functools import cache

from octavo.text.letters.statistics import languages
from octavo.text.lexicon import listed

_LETTERS = {
    "ca": "àçèéíïòóúü·",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "en": "",
    "es": "áéíñóúüª",
    "et": "äõöüšž",
    "fi": "äöåšž",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "",
    "is": "áæðéíóöþúý",
    "it": "àèéìòóù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "ms": "",
    "nb": "æøåéèêóòôà",
    "nl": "áäéëïóöúüèê",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúüºª",
    "ro": "ăâîșşțţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäöéà",
    "tr": "çğıöşüâîûİ",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA0, 0x1EFA))),
}
_SAME = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr", "gl": "es"}
_MARKS = "…“”‘’–—«»\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}°§•€£©®×½¼¾′″‹›"
_OWN_MARKS = {"es": "¿¡ºª", "gl": "¿¡ºª", "ca": "ºª", "pt": "ºª", "it": "ºª"}
_ARABIC = "،؛؟٪٫٬ـ\u200c\u200e\u200f" + "".join(
    map(chr, [*range(0x660, 0x66A), *range(0x6F0, 0x6FA)])
)
_OWN_MARKS |= {"ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC + "۔", "he": "־׳״₪\u200e\u200f"}
_OWN_MARKS |= {"el": "·΄", "th": "ฯๆ฿", "ca": "ºª·", "hr": "»«"}
_LOW = frozenset(listed("de cs sk pl hu bg ro hr sl sr lt lv et is ru uk be mk nl el sh"))
SLAVIC = listed("ru uk be bg mk sr")
"""Languages that write none of the letters that were added to Cyrillic for others."""
CYRILLIC = listed("ru uk be bg mk sr kk ky mn tg")
KNOWN = CYRILLIC | {"el"} | _LETTERS.keys() | _SAME.keys()
"""Languages that the table has."""
OFTEN = 8.5
"""What a letter costs at most that is a language's own, where letters are counted: 1 in 5000."""


@cache
def native(language: str) -> frozenset[str] | None:
    """Return the letters beyond A to Z of a language, small and capital; None where we cannot say.

    >>> sorted(native("de"))[:3], native("xx")
    (['Ä', 'Ö', 'Ü'], None)
    """
    if language in CYRILLIC:
        return frozenset(map(chr, range(0x400, 0x460))) | (
            frozenset("Ґґ") if language in SLAVIC else frozenset(map(chr, range(0x460, 0x530)))
        )
    if language == "el":
        return frozenset(map(chr, [*range(0x370, 0x400), *range(0x1F00, 0x2000)]))
    letters = _LETTERS.get(_SAME.get(language, language))
    if letters is None:
        return None
    return frozenset(letters) | frozenset(c.upper() for c in letters if len(c.upper()) == 1)


@cache
def written(language: str) -> frozenset[str] | None:
    """Return the letters of a language, by the table or as they were counted; None if neither is.

    >>> "š" in (written("et") or ""), written("xx")
    (True, None)
    """
    own, counted = native(language), languages().get(language) if language not in KNOWN else None
    if own is not None or counted is None or counted.is_ideographic:
        return own
    letters = [char for char, cost in counted.ones.items() if cost < OFTEN and not char.isascii()]
    return frozenset(letters) | frozenset(c.upper() for c in letters if len(c.upper()) == 1)


@cache
def ordinary(language: str) -> frozenset[str]:
    """Return the marks and signs that a good text in a language may have anywhere."""
    low = "„‚" if language in _LOW else ""
    return frozenset(_MARKS + low + _OWN_MARKS.get(language, ""))
