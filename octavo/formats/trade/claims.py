"""What a finished EPUB says of its accessibility, and the trade's codes for it.

The claims are read from the file that is sent, not computed again: so the message and the file
never differ. Codes are those of ONIX's list 196, and of list 143 for hazards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from octavo.files import xml
from octavo.formats import archive
from octavo.formats.epub.modified import OPF

Claims: TypeAlias = Mapping[str, tuple[str, ...]]
"""Values by property, without the property's prefix: accessMode, accessibilityFeature …"""

FEATURES = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "pageNavigation": "41",
    "printPageNumbers": "19",
    "pageBreakMarkers": "19",
    "synchronizedAudioText": "20",
    "ttsMarkup": "21",
    "structuralNavigation": "29",
    "ARIA": "30",
    "latex": "35",
    "displayTransformability": "36",
    "highContrastDisplay": "26",
    "describedMath": "53",
}
"""schema.org's accessibilityFeature → list 196."""

HAZARDS = {
    "none": ("00",),
    "flashing": ("13",),
    "noFlashingHazard": ("14",),
    "unknownFlashingHazard": ("24",),
    "sound": ("15",),
    "noSoundHazard": ("16",),
    "unknownSoundHazard": ("25",),
    "motionSimulation": ("17",),
    "noMotionSimulationHazard": ("18",),
    "unknownMotionSimulationHazard": ("26",),
    "unknown": ("24", "25", "26"),
}
"""schema.org's accessibilityHazard → list 143."""

WCAG = re.compile(r"WCAG\s*(2\.[012])", re.IGNORECASE)
LEVEL = re.compile(r"Level\s*(A{1,3})\b|\bwcag-(a{1,3})\b", re.IGNORECASE)
VERSIONS = {"2.0": "80", "2.1": "81", "2.2": "82"}
LEVELS = {"A": "84", "AA": "85", "AAA": "86"}


def claims_of(epub: Path) -> Claims:
    """Return what an EPUB's package says of accessibility."""
    root = xml.parse_made(archive.read(epub)[OPF])
    values: dict[str, list[str]] = {}
    for meta in root.iter("{*}meta"):
        name = (meta.get("property") or "").rpartition(":")[2]
        if name.startswith(("access", "conformsTo", "certified")):
            values.setdefault(name, []).append(" ".join((meta.text or "").split()))
    for link in root.iter("{*}link"):
        name = (link.get("rel") or "").rpartition(":")[2]
        if name.startswith(("conformsTo", "certif")):
            values.setdefault(name, []).append(link.get("href") or "")
    return {name: tuple(texts) for name, texts in values.items()}


def codes(claims: Claims) -> list[tuple[str, str]]:
    """Return list 196's codes for some claims, in order, each with its words.

    >>> codes({"accessibilityFeature": ("MathML",), "accessModeSufficient": ("textual",)})
    [('17', ''), ('52', '')]
    """
    made = [FEATURES[name] for name in claims.get("accessibilityFeature", ()) if name in FEATURES]
    if "textual" in claims.get("accessModeSufficient", ()):
        made.append("52")
    for words in claims.get("conformsTo", ()):
        made += _conformance(words)
    listed = [(code, "") for code in sorted(set(made))]
    summaries = [("00", words) for words in claims.get("accessibilitySummary", ())]
    certifiers = [("90", name) for name in claims.get("certifiedBy", ())]
    return [*summaries, *listed, *certifiers]


def _conformance(words: str) -> list[str]:
    """Return the codes of a claim of conformance; several where it says version and level."""
    made = ["04"] if "1.1" in words and "EPUB" in words.upper() else []
    if version := WCAG.search(words):
        made.append(VERSIONS[version[1]])
    if level := LEVEL.search(words):
        made.append(LEVELS[(level[1] or level[2]).upper()])
    return made


def hazards(claims: Claims) -> list[str]:
    """Return list 143's codes for the hazards that are claimed, or claimed not to be there."""
    listed = (HAZARDS.get(name, ()) for name in claims.get("accessibilityHazard", ()))
    return sorted({code for some in listed for code in some})
