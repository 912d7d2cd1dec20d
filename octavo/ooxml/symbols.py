"""Signs of symbol fonts as Unicode: what a code of Symbol, Wingdings or Webdings shows."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

FIRST = 0x20
PRIVATE = 0xF000
"""Word keeps the codes of symbol fonts in Unicode's private use area, from here on."""

NONE = "\N{REPLACEMENT CHARACTER}"
"""Stands in the table for what Unicode has no sign for."""


@cache
def tables() -> dict[str, str]:
    """Return the signs of each font, from code 32 on, by the font's name in small letters."""
    data = (resources.files("octavo") / "assets" / "symbols.toml").read_text(encoding="utf-8")
    return {name.lower(): signs for name, signs in tomllib.loads(data).items()}


def is_symbols(font: str) -> bool:
    """Whether a font is one of signs, whose codes stand for no letters.

    >>> is_symbols("Wingdings"), is_symbols("Times New Roman")
    (True, False)
    """
    return font.lower() in tables()


def sign(font: str, char: str) -> str:
    """Return what a font shows for a character; "" where Unicode has nothing for it.

    >>> sign("Symbol", "b"), sign("Wingdings", chr(0xF04A)), sign("Times New Roman", "b")
    ('β', '☺', 'b')
    """
    signs = tables().get(font.lower())
    code = ord(char)
    code -= PRIVATE if PRIVATE <= code < PRIVATE + 256 else 0
    if signs is None or not FIRST <= code < 256:
        return char
    shown = signs[code - FIRST] if code - FIRST < len(signs) else NONE
    return "" if shown == NONE else shown
