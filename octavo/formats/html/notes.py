"""Notes of the web page: each division's notes stand at its end, numbered through the book."""

from __future__ import annotations

from octavo.formats.html.tree import Element, division_of, make, q
from octavo.text.terms import Terms


def place_notes(root: Element, terms: Terms) -> int:
    """Move pandoc's notes, all at the end, to the ends of their divisions; return their number."""
    pool = next((s for s in root.iter(q("section")) if s.get("role") == "doc-endnotes"), None)
    if pool is None:
        return 0
    notes = {item.get("id"): item for item in pool.iter(q("li")) if item.get("id")}
    owners: dict[Element, list[Element]] = {}
    for mark in root.iter(q("a")):
        if mark.get("role") == "doc-noteref":
            note = notes[(mark.get("href") or "")[1:]]
            owners.setdefault(_owner(mark, root), []).append(note)
    first = 1
    for owner, items in owners.items():
        _append(owner, _section(items, first, terms))
        first += len(items)
    pool.getparent().remove(pool)  # type: ignore[union-attr]
    return first - 1


def _owner(mark: Element, root: Element) -> Element:
    return next((a for a in mark.iterancestors(q("section")) if division_of(a)), root)


def _section(items: list[Element], first: int, terms: Terms) -> Element:
    """Make the section of a division's notes; the list goes on where the last one ended."""
    last = first + len(items) - 1
    numbers = f"{first}\N{EN DASH}{last}" if last > first else str(first)
    label = f"{terms.notes} {numbers}"
    attributes = {"class": "notes", "role": "doc-endnotes", "aria-label": label}
    section = make("section", "", attributes)
    numbered = make("ol", "", {"start": str(first)} if first > 1 else {})
    section.append(numbered)
    for number, item in enumerate(items, first):
        numbered.append(item)
        for link in item.iter(q("a")):
            if link.get("role") == "doc-backlink":
                link.set("aria-label", terms.back.format(number))
    return section


def _append(owner: Element, section: Element) -> None:
    """Add the notes at a division's end, but before the chapters of a part."""
    for child in owner:
        if child.tag == q("section") and division_of(child):
            child.addprevious(section)
            return
    owner.append(section)
