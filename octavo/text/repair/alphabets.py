"""The letters that each language is written with, and the marks that any text may have.

From the exemplar characters of CLDR. Where a language is not here, any letter may be its own.
"""

from __future__ import annotations

from functools import cache

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
_LOW = frozenset(listed("de cs sk pl hu bg ro hr sl sr lt lv et is ru uk be mk nl el sh"))
SLAVIC = listed("ru uk be bg mk sr")
"""Languages that write none of the letters that were added to Cyrillic for others."""
CYRILLIC = listed("ru uk be bg mk sr kk ky mn tg")


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
def ordinary(language: str) -> frozenset[str]:
    """Return the marks and signs that a good text in a language may have anywhere."""
    low = "„‚" if language in _LOW else ""
    return frozenset(_MARKS + low + _OWN_MARKS.get(language, ""))
