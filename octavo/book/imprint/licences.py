"""Licences: their words on the page, and their addresses for machines.

"All rights reserved" is a statement of rights and no licence: it has no address, and stands without
the word *Licence*.
"""

from __future__ import annotations

import re

from octavo.model.edition import Edition
from octavo.text.terms import is_reservation, terms_for

_COMMONS = """\
creative commons cc by nc sa nd zero attribution noncommercial non commercial sharealike share
alike noderivatives no derivatives derivs international universal unported generic public domain
dedication the licence license
"""
COMMONS_WORDS = frozenset(_COMMONS.split())
"""The words of a licence's name that change nothing in it."""

CREATIVE_COMMONS = "https://creativecommons.org"
ADDRESS = re.compile(r"https?://[^\s<>()]+[^\s<>().,;:]")

LICENCE_WORDS = {
    "by": "attribution",
    "nc": "noncommercial",
    "sa": "sharealike",
    "nd": "noderivatives",
}
"""The elements of a Creative Commons licence: their codes, and their names in one word."""


def licence_words(edition: Edition) -> str:
    """Return the line of the licence; "" where the statement of rights says it already."""
    licence, rights = edition.licence, edition.rights
    if not licence or _names_licence(rights, licence):
        return ""
    if is_reservation(licence):
        return "" if _says(rights, licence) else f"{licence.rstrip('.')}."
    return terms_for(edition.lang).licence.format(licence)


def licence_address(edition: Edition) -> str:
    """Return the address of the licence; "" where it has none that is known.

    One that stands in the text is taken; Creative Commons' are made of their codes and version
    (https://creativecommons.org/licenses/).
    """
    if is_reservation(edition.licence):
        return ""
    written = ADDRESS.search(edition.licence)
    if written:
        return written[0]
    known = _creative_commons(edition.licence)
    letters = re.findall(r"[^\W\d_]+", edition.licence.casefold())
    if known is None or not set(letters) <= COMMONS_WORDS:
        return ""  # "CC BY 4.0, but not the pictures" is no licence that a machine may follow
    elements, version = known
    if elements == {"zero"}:
        return f"{CREATIVE_COMMONS}/publicdomain/zero/{version or '1.0'}/"
    name = "-".join(code for code in ("by", "nc", "nd", "sa") if code in elements)
    exists = "by" in elements and not {"nd", "sa"} <= elements
    return f"{CREATIVE_COMMONS}/licenses/{name}/{version}/" if version and exists else ""


def rights_statement(edition: Edition) -> str:
    """Return the rights for a catalogue, in one text: copyright, statement, licence."""
    copyright_ = edition.copyright
    holder = " ".join(part for part in (copyright_.year, copyright_.holder) if part)
    licence = edition.licence
    parts = [f"\N{COPYRIGHT SIGN} {holder}" if holder else "", edition.rights]
    parts.append("" if _says(edition.rights, licence) else licence)
    known = [part.rstrip(".") for part in parts if part]
    return ". ".join(known) + "." if known else ""


def _says(rights: str, licence: str) -> bool:
    return licence.rstrip(".").casefold() in rights.casefold()


def _names_licence(rights: str, licence: str) -> bool:
    """Whether the statement of rights names the licence, by its code or by its long name.

    Creative Commons writes both `CC BY-SA 4.0` and `Attribution-ShareAlike 4.0 International`;
    "CC BY" is not named by a statement that says "Attribution-ShareAlike".
    """
    if re.search(rf"(?<![\w-]){re.escape(licence)}(?![\w-]|\.\d)", rights, re.I):
        return True
    other = _creative_commons(licence)
    return other is not None and other == _creative_commons(rights)


def _creative_commons(text: str) -> tuple[frozenset[str], str] | None:
    """Return the elements and the version of the Creative Commons licence that a text names."""
    plain = re.sub(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}_-]+", "-", text.casefold())
    plain = re.sub("non-commercial", "noncommercial", re.sub("share-alike", "sharealike", plain))
    plain = plain.replace("no-derivatives", "noderivatives").replace("noderivs", "noderivatives")
    zero = re.search(r"\bcc-?0(?:-(\d\.\d))?|\bcc-zero\b", plain)
    if zero:
        return frozenset(("zero",)), zero[1] or ""
    codes = re.search(r"\bcc-((?:by|nc|sa|nd)(?:-(?:by|nc|sa|nd))*)(?:-(\d\.\d))?", plain)
    if codes:
        return frozenset(codes[1].split("-")), codes[2] or ""
    long = "|".join(LICENCE_WORDS.values())
    named = re.search(rf"\battribution((?:-(?:{long}))*)(?:-(\d\.\d))?", plain)
    if not named or "creative-commons" not in plain:
        return None
    elements = {code for code, word in LICENCE_WORDS.items() if word in named[0].split("-")}
    return frozenset(elements), named[2] or ""
