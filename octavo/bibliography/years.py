"""Years of a work that came out over several: `1960–70`, as the style shortens ranges.

Citeproc shortens ranges of pages and never those of years. A date with words of its own is
printed as it stands, and sorts before all others: it is sorted by a second date, `submitted`.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from octavo.bibliography.csl import SPACE, reach, variables_of
from octavo.model.nodes import Node, meta_text, meta_value

SORTED_BY = "submitted"
"""A date of CSL that only patents have, and that no style prints of a book."""

YEARS = re.compile(r"(?P<first>[12]\d{3})\s?[/\N{EN DASH}-]\s?(?P<last>[12]\d{3})")
FULL = "expanded"
BESIDE_NAMES = frozenset(("author", "editor", "translator", "title", "container-title"))


def shortened(first: str, last: str, style: str, *, english: bool = True) -> str:
    """Return two years as a range: 1960–70, and 1899–1901 or 2000–2005 in full.

    `style` is CSL's `page-range-format`; where a style names none, English texts shorten.
    Sources: New Hart's Rules 4.2.2, The Chicago Manual of Style (17th edition) 9.61 and 9.64.
    """
    keeps = style == FULL or not (style or english)
    hundreds = style.startswith("chicago") and first.endswith("00")
    if keeps or hundreds or first[:2] != last[:2] or last <= first:
        return f"{first}\N{EN DASH}{last}"
    return f"{first}\N{EN DASH}{last[2:]}"


def shorten(references: Node, style: str, lang: str) -> bool:
    """Shorten the ranges of years of references, in place; whether there is one.

    `style` is as for `shortened`.
    """
    english = lang.partition("-")[0] in ("", "en")
    works = [work["c"] for work in references["c"]]
    ranges = [(work, years) for work in works if (years := _years(work))]
    if not ranges:
        return False
    for work in works:
        if "issued" in work and SORTED_BY not in work:
            work[SORTED_BY] = deepcopy(work["issued"])
    for work, years in ranges:
        short = shortened(years["first"], years["last"], style, english=english)
        work[SORTED_BY] = meta_value(f"{years['first']}/{years['last']}")
        work["issued"] = meta_value({"literal": short})
    return True


def restored(item: dict[str, object]) -> dict[str, object]:
    """Return a CSL item with its date as it was before `shorten`."""
    real = item.get(SORTED_BY)
    if item.get("type") == "patent" or real is None or "issued" not in item:
        return item
    return {k: v for k, v in item.items() if k != SORTED_BY} | {"issued": real}


def sort_by_date(root: etree._Element) -> None:
    """Let a style sort by `submitted` wherever it sorts by the date of publication alone."""
    for key in list(root.iter(f"{SPACE}key")):
        parent = key.getparent()
        if parent is not None and _is_date(root, key):
            way = {"sort": order} if (order := key.get("sort")) else {}
            date = etree.Element(f"{SPACE}key", {"variable": SORTED_BY, **way})
            parent.insert(parent.index(key), date)


def _years(work: dict[str, Node]) -> re.Match[str] | None:
    return YEARS.fullmatch(meta_text(work, "issued") or "")


def _is_date(root: etree._Element, key: etree._Element) -> bool:
    if key.get("variable"):
        return key.get("variable") == "issued"
    printed = variables_of(reach(root, key))
    return "issued" in printed and printed.isdisjoint(BESIDE_NAMES)
