"""The scripts that words are written in, and the language that a run of a Word file is tagged with.

Word keeps three languages with a run: of Latin and like letters, of those of East Asia, and of
those written from right to left (ECMA-376, part 1, 17.3.2.20).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

from octavo.ooxml.leaf import Run
from octavo.text.lexicon import language_of

LATIN = "Latn"

SCRIPTS = {
    "CYRILLIC": ("Cyrl", "ru uk be bg sr mk kk ky tg mn bs tt ba cv uz az tk os ce av"),
    "GREEK": ("Grek", "el grc"),
    "HEBREW": ("Hebr", "he yi"),
    "ARABIC": ("Arab", "ar fa ur ps ug sd ckb ku prs"),
    "HIRAGANA": ("Jpan", "ja"),
    "KATAKANA": ("Jpan", "ja"),
    "HANGUL": ("Kore", "ko"),
    "CJK": ("Hani", "zh ja ko yue"),
    "DEVANAGARI": ("Deva", "hi mr ne sa"),
    "THAI": ("Thai", "th"),
    "ARMENIAN": ("Armn", "hy"),
    "GEORGIAN": ("Geor", "ka"),
    "BENGALI": ("Beng", "bn as"),
    "TAMIL": ("Taml", "ta"),
    "ETHIOPIC": ("Ethi", "am ti"),
}
"""The first words of letters' names in Unicode, their scripts, and languages written in them."""

SHARED = ("Cyrl", "Arab", "Hani", "Deva", "Beng", "Ethi")
"""Scripts of several languages: of words in others, the first of the table is meant."""

ASIAN = ("Jpan", "Kore", "Hani")
RIGHT_TO_LEFT = ("Hebr", "Arab")

OTHERS = frozenset(" ".join(languages for _, languages in SCRIPTS.values()).split())
"""Languages that are not written in Latin letters (but for those of BOTH)."""

BOTH = frozenset(["sr", "bs", "ku", "tt", "mn", "kk", "uz", "az", "tk"])
"""Languages of OTHERS that are written in Latin letters too."""

NAMED = {"no": "nb"}
"""Languages that have another code here: `no` is the answer that there is none."""


def tag_of(named: str) -> str:
    """Return a tag of Word's without its region; the script stays where one is named.

    >>> tag_of("en-GB"), tag_of("uz-Cyrl-UZ"), tag_of("no-NO"), tag_of("zh-Hans")
    ('en', 'uz-Cyrl', 'nb', 'zh')
    """
    language, *parts = named.replace("_", "-").split("-")
    language = NAMED.get(language.lower(), language.lower())
    script = parts[0].title() if parts and len(parts[0]) == 4 else ""
    return f"{language}-{script}" if script in (LATIN, "Cyrl", "Arab") else language


def language(run: Run, lang: str) -> str:
    """Return the language of a run as a tag without region; "" where it has no words.

    `lang` is that of a run without a tag. Letters of a script that the named language has not are
    of none, but where the script itself names a language.
    """
    script = script_of(run.text)
    if not script:
        return ""
    look = run.look
    named = look.lang_asia if script in ASIAN else look.lang
    named = look.lang_bidi or look.lang if script in RIGHT_TO_LEFT else named
    tag = tag_of(named) or lang
    code, _, own = tag.partition("-")
    if own and own != script:
        return ""
    if script == LATIN:
        return tag if code not in OTHERS or code in BOTH else ""
    written = _written_in(script)
    if code in written:
        return tag
    return "" if script in SHARED else written[0]


def is_other(tag: str) -> bool:
    """Whether a language is not written in Latin letters."""
    return language_of(tag) in OTHERS and not tag.endswith(f"-{LATIN}")


@cache
def _written_in(script: str) -> tuple[str, ...]:
    each = [languages for name, languages in SCRIPTS.values() if name == script]
    return tuple(dict.fromkeys(" ".join(each).split()))


def script_of(text: str) -> str:
    """Return the script that most letters of a text have; "" where there are none.

    >>> script_of("l'eau 12"), script_of("вода"), script_of("1914, 3"), script_of("漢字かな")
    ('Latn', 'Cyrl', '', 'Jpan')
    """
    counts: Counter[str] = Counter()
    for char in text:
        if char.isalpha():
            counts[_script(char)] += 1
    if not counts:
        return ""
    if counts["Jpan"] and counts["Hani"]:
        counts["Jpan"] += counts.pop("Hani")
    return counts.most_common(1)[0][0]


@cache
def _script(char: str) -> str:
    first = unicodedata.name(char, "").partition(" ")[0]
    return SCRIPTS[first][0] if first in SCRIPTS else LATIN
