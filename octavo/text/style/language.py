"""Tags of languages, as BCP 47 has them."""

from __future__ import annotations

import re

from octavo.model.finding import InputError
from octavo.text.style.house import STYLES

SHAPE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[\w]{4,8})*")


def fault_of(tag: str) -> tuple[str, str]:
    """Return what is wrong with a language tag, and a hint; two empty strings if nothing.

    >>> fault_of("en-GB"), fault_of("en_GB")
    (('', ''), ('“en_GB” is not a language tag', 'Did you mean en-GB?'))
    """
    if tag in STYLES:
        return "", ""
    import langcodes  # only for a tag that no style has: it would cost every start 0.05 s

    if SHAPE.fullmatch(tag) and langcodes.tag_is_valid(tag):
        meant = langcodes.standardize_tag(tag)
        return ("", "") if _region(meant) == _region(tag) else _fault(tag, meant)
    meant = tag.replace("_", "-")
    return _fault(tag, meant if meant != tag and not fault_of(meant)[0] else "")


def _region(tag: str) -> str:
    return next((part for part in tag.split("-")[1:] if len(part) == 2), "").upper()


def _fault(tag: str, meant: str) -> tuple[str, str]:
    hint = f"Did you mean {meant}?" if meant else "Give one such as en-GB, fr or sr-Latn (BCP 47)."
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{tag}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"{quoted} is not a language tag", hint


def check_language(tag: str) -> None:
    """Raise InputError where a language tag names no language."""
    fault, hint = fault_of(tag)
    if fault:
        raise InputError(f"{fault}.", hint=hint)


NO_LANGUAGE = ("und", "mul", "mis", "zxx")
"""Codes of ISO 639 that name no language."""


def standard(tag: str) -> str:
    """Return a tag in its shortest usual form; "" where it names no language.

    >>> standard("eng"), standard("fre"), standard("pt_br"), standard("und")
    ('en', 'fr', 'pt-BR', '')
    """
    import langcodes

    tag = tag.replace("_", "-")
    if not SHAPE.fullmatch(tag) or not langcodes.tag_is_valid(tag):
        return ""
    meant = str(langcodes.standardize_tag(tag))
    return "" if meant in NO_LANGUAGE else meant


def three_letters(tag: str) -> str:
    """Return the code of a tag's language by ISO 639-2/B, as libraries and shops have it.

    >>> three_letters("de-AT"), three_letters("el"), three_letters("xx")
    ('ger', 'gre', 'und')
    """
    import langcodes

    try:
        return str(langcodes.get(tag).to_alpha3(variant="B"))
    except LookupError:
        return "und"
