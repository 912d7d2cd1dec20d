"""Whether a code of Thema or BISAC can be one, by its form.

Thema's list is free to use and may not be passed on changed; BISAC's needs a licence. Neither is
shipped. What is checked is public in both: the sections, and how a code is written.
"""

from __future__ import annotations

import re

THEMA = {
    "A": "BFGJKMTV",
    "C": "BFJ",
    "D": "BCDNS",
    "F": "BCDFGHJKLMNPQRSTUVWXYZ",
    "G": "BLPT",
    "J": "BHKMNPW",
    "K": "CFJN",
    "L": "ABNWX",
    "M": "BFJKNQRXZ",
    "N": "HK",
    "P": "BDGHNS",
    "Q": "DR",
    "R": "BGNP",
    "S": "CFHKMPRTVXZ",
    "T": "BCDGHJNPQRTV",
    "U": "BDFGKLMNPQRTXY",
    "V": "FSX",
    "W": "BCDFGHJKMNQTZ",
    "X": "ABCDFGHJKLMNPQRSTUVWXY",
    "Y": "BDFNPRXZ",
}
"""Thema's subjects: the first letter, and the second letters that occur below it (version 1.5)."""

THEMA_FORM = re.compile(r"[A-Z]{2,4}[A-Z0-9]{0,6}|[1-6][A-Z][A-Z0-9]{0,6}(-[A-Z]{2}(-[A-Z0-9]+)*)?")
"""A subject, or a qualifier: place, language, time, education, interest, style (1 to 6).

A qualifier may have the extension of a country: 1DXG-GR-E.
"""

_BISAC = """\
ANT ARC ART BIB BIO BOD BUS CGN CKB COM CRA DES DRA EDU FAM FIC FOR GAM GAR HEA HIS HOM HUM JNF
JUV LAN LAW LCO LIT MAT MED MUS NAT NON OCC PER PET PHI PHO POE POL PSY REF REL SCI SEL SOC SPO
STU TEC TRA TRU TRV YAF YAN
"""
BISAC = frozenset(_BISAC.split())
"""The letters with which a BISAC code begins, one set for each of its headings."""

BISAC_FORM = re.compile(r"[A-Z]{3}[0-9]{6}")


def code_fault(scheme: str, code: str) -> str:
    """Return what is wrong with a code of a scheme, or ""; of other schemes nothing is known.

    >>> code_fault("thema", "1DDU-GB-E"), code_fault("bisac", "ART015000")
    ('', '')
    """
    return {"thema": _thema, "bisac": _bisac}.get(scheme.strip().casefold(), _unknown)(code.strip())


def _unknown(_: str) -> str:
    return ""


def _thema(code: str) -> str:
    if not THEMA_FORM.fullmatch(code):
        return "a Thema code has capitals (AKD, JBFV5), or begins with a figure from 1 to 6 (1DDU)"
    if code[0].isdigit():
        return ""
    if code[0] not in THEMA:
        return f"no Thema code begins with {code[0]}"
    if code[1] not in THEMA[code[0]]:
        known = ", ".join(code[0] + second for second in THEMA[code[0]])
        return (
            f"no Thema code begins with {code[:2]}; those of section {code[0]} begin with {known}"
        )
    return ""


def _bisac(code: str) -> str:
    if not BISAC_FORM.fullmatch(code):
        return "a BISAC code has three capitals and six figures, ART015000"
    return "" if code[:3] in BISAC else f"no BISAC heading has the letters {code[:3]}"
