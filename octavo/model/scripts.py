"""The scripts of the world as a press meets them: their names in Unicode, and how they are set."""

from __future__ import annotations

import unicodedata

TEXT = "text"
"""What a font sets that is no script alone: the body of the book."""


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


EUROPEAN = _listed("Latin Greek Cyrillic")
"""Scripts that the press's own fonts have whole."""

JOINED = _listed(
    "Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Tibetan "
    "Myanmar Khmer Mongolian"
)
"""Scripts whose letters change where they meet: a font that does not know how sets them wrong."""

FLOWING = _listed("Arabic Syriac")
"""Scripts that are written joined; the press's own fonts have them in a typewriter face at best."""

OTHERS = _listed(
    "Hebrew Armenian Georgian Ethiopic Thai Lao Hangul Hiragana Katakana Bopomofo Cherokee Coptic "
    "Gothic Runic Ogham Yi Thaana"
)
PREFIXES = {name: name.upper() for name in sorted(EUROPEAN | JOINED | FLOWING | OTHERS)} | {
    "Han": "CJK"
}
"""Scripts by their names (Unicode, UAX 24), and how the names of their characters begin."""

_NAMES = {prefix: name for name, prefix in PREFIXES.items()}


def script_of(character: str) -> str:
    """Return the script of a character; "" for one of no script, or of a rare one."""
    return _NAMES.get(unicodedata.name(character, "").partition(" ")[0], "")
