"""What a sign that is no letter costs in a text, and what its place adds to that."""

from __future__ import annotations

import unicodedata

from octavo.text.letters.pages import UNDEFINED

OPENING = frozenset("“‘„‚«‹¿¡「『《（【〈")
CLOSING = frozenset("”»›…、。，」』》）】〉？！：；％")
QUOTES = frozenset("“”„«»‹›‘‚")
INSIDE = frozenset("·־\u200c״׳ー")
"""Signs that stand between two letters."""
BOTH = frozenset("“‘«»‹›")
"""Marks that open in some languages and close in others."""
_COSTS = {
    4.0: "、。，「」・ー々",
    5.0: "“”’—–",
    5.5: "„«»…\N{NO-BREAK SPACE}·『』《》：；？！（）“\u200c",
    6.5: "‘‚•،؛؟״׳־",
    7.5: "№º°§¿¡‹›\u200d\u200e\u200f　【】〈〉×￥ªـ",
    8.5: "©€£½²³™®†½¼¾±‰µ‐\N{SOFT HYPHEN}＝〜～／％",
    10.0: "´‡¶¹¬÷¥¢′″→≤≥≠≈√∞∑∂∆∏π∫Ω─│┌┐└┘├┤┬┴┼═║",
}
COSTS = {sign: cost for cost, signs in _COSTS.items() for sign in signs}
OTHER, SYMBOL, CONTROL, NOTHING = 11.0, 13.0, 16.0, 18.0
"""What any other mark costs, another symbol, a control, a byte for which a page has nothing."""
MIXED = 7.0
"""What a letter from A to Z costs beside one of another alphabet."""
MISPLACED, AMID, GLUED, PLACED = 4.0, 5.0, 4.0, -0.7
DOUBLED = 1.0
"""What each of two dashes costs inside a word of small letters: `d——d` is rarer than `óó`."""
SPANISH = {"¿": -2.5, "¡": -2.5, "ª": -1.0, "º": -1.0}
WRITES = ("es", "gl", "pt", "ca", "it")
"""Languages that have turned signs, or ordinals."""


def cost(before: str, sign: str, after: str, language: str = "") -> float:
    """Return what a sign costs between two others, in nats."""
    whole = _kind(sign)
    if sign in SPANISH:
        whole += SPANISH[sign] if language in WRITES else 4.0
    if sign in (before, after) and (sign in QUOTES or sign == "’"):
        whole += MISPLACED
    left, right = _stands(before), _stands(after)
    if sign in OPENING or sign in CLOSING:
        return whole + _turned(sign, left, right)
    if sign == "’":
        return whole + (PLACED if left or right else 1.0)
    if sign in "–—":
        whole += DOUBLED if sign in (before, after) and (before + after).islower() else 0.0
        return whole + (2.0 if left != right and not before.isdigit() else 0.0)
    if sign.isspace():
        return whole + (AMID if before.islower() and after.islower() else 0.0)
    if before.isalpha() and after.isalpha() and sign not in INSIDE:
        return whole + AMID
    glued = whole >= SYMBOL and (before.isalpha() or after.isalpha())
    return whole + (GLUED if glued else 0.0)


def _stands(char: str) -> bool:
    """Whether a word is on this side."""
    return char.isalnum()


def _turned(sign: str, left: bool, right: bool) -> float:
    if left and right:
        return AMID if sign in QUOTES or sign in "¿¡" else 1.0
    if sign in BOTH:
        return PLACED if left != right else 0.0
    wrong = (left and not right) if sign in OPENING else (right and not left)
    return MISPLACED if wrong else PLACED


def _kind(sign: str) -> float:
    known = COSTS.get(sign)
    if known is not None:
        return known
    if UNDEFINED <= ord(sign) < UNDEFINED + 256:
        return NOTHING
    category = unicodedata.category(sign)
    if category in ("Cc", "Co", "Cn"):
        return CONTROL
    return OTHER if category.startswith("P") else SYMBOL


def case(before: str, second: str, last: str) -> float:
    """Return what the case of a letter costs after the two signs before it."""
    if last.isupper():
        if second.islower():
            return 6.0
        if second.isupper():
            return 0.7
        return 2.3
    return 4.0 if last.islower() and second.isupper() and before.isupper() else 0.0


def beside(one: str, other: str) -> float:
    """Return what a letter costs beside one of another alphabet: a word has letters of one."""
    if not (one.isalpha() and other.isalpha()) or one.isascii() == other.isascii():
        return 0.0
    far = max(one, other)
    return MIXED if far > "\u0370" and not "\u1e00" <= far < "\u1f00" else 0.0
