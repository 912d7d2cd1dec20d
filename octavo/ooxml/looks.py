"""What a change of format changes, in words: the properties before, and those after."""

from __future__ import annotations

from lxml import etree

from octavo.ooxml.names import W, on, val

TOGGLES = {
    "b": "bold", "i": "italic", "caps": "all capitals", "smallCaps": "small capitals",
    "strike": "struck out", "dstrike": "struck out twice", "vanish": "hidden",
    "keepNext": "with the next paragraph", "pageBreakBefore": "on a new page",
}  # fmt: skip
VALUES = {
    "u": "underlined", "vertAlign": "", "color": "colour", "highlight": "highlighted",
    "rStyle": "style", "pStyle": "style", "jc": "aligned", "lang": "language",
    "outlineLvl": "outline level",
}  # fmt: skip
OTHERS = {
    "ind": "indents", "spacing": "spacing", "numPr": "list", "tabs": "tabs", "pBdr": "border",
    "pgSz": "page size", "pgMar": "margins", "cols": "columns", "tblW": "width", "tcW": "width",
    "shd": "shading", "gridCol": "columns",
}  # fmt: skip
SILENT = frozenset(("bCs", "iCs", "szCs", "rPrChange", "pPrChange", "rPr", "noProof"))
"""Properties that say nothing to an editor, or what others say already."""


def described(change: etree._Element) -> tuple[str, str]:
    """Return the properties before a change of format, and after, each where they differ."""
    holder = change.getparent()
    old = next((part for part in change if isinstance(part.tag, str)), None)
    before = _properties(old) if old is not None else []
    after = _properties(holder) if holder is not None else []
    return (
        ", ".join(one for one in before if one not in after),
        ", ".join(one for one in after if one not in before),
    )


def _properties(holder: etree._Element) -> list[str]:
    parts = (part for part in holder if isinstance(part.tag, str))
    return list(dict.fromkeys(filter(None, map(_property, parts))))


def _property(part: etree._Element) -> str:
    name = part.tag.removeprefix(W)
    if name in SILENT or name.endswith("Change"):
        return ""
    if name in TOGGLES:
        return TOGGLES[name] if on(part) else f"not {TOGGLES[name]}"
    if name == "sz":
        return f"{int(val(part)) / 2:g} points" if val(part).isdecimal() else ""
    if name == "rFonts":
        font = val(part, "ascii") or val(part, "hAnsi")
        return f"font {font}" if font else ""
    if name in VALUES:
        return f"{VALUES[name]} {val(part)}".strip()
    return OTHERS.get(name, name)
