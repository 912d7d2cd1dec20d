"""Notes of the web page: each division's notes stand at its end, numbered through the book."""

from __future__ import annotations

from octavo.formats.html.tree import Element, division_of, has_class, make, q
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
        _append(owner, section_of(items, first, terms))
        first += len(items)
    pool.getparent().remove(pool)  # type: ignore[union-attr]
    return first - 1


def _owner(mark: Element, root: Element) -> Element:
    return next((a for a in mark.iterancestors(q("section")) if division_of(a)), root)


def section_of(items: list[Element], first: int, terms: Terms) -> Element:
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


def has_notes(root: Element) -> bool:
    """Whether a text has notes."""
    return any(has_class(section, "notes") for section in root.iter(q("section")))


ROOM = "@supports (anchor-name: --a) {\n@media screen and (min-width: 1100px) {\n"
"""Where notes stand in the margin: on screens with room for them, in browsers that can."""


def margin_style(root: Element) -> str:
    """Return the style by which each note of a text stands beside its mark where there is room.

    The notes stay where they are, once; a browser that knows anchors (CSS Anchor Positioning 1)
    puts each of them at the height of its mark, or below the note before, if that is on its page.
    """
    rules, before = [], ""
    for item in root.iter(q("li")):
        name = str(item.get("id") or "")
        if not (name.startswith("fn") and name[2:].isdigit()):
            continue
        number = name[2:]
        top = f"anchor(--r{number} top)"
        if before:
            top = f"max({top}, calc(anchor(--n{before} bottom, -1rem) + 0.6rem))"
        rules.append(f"#fnref{number}{{anchor-name:--r{number}}}")
        rules.append(f"#{name}{{anchor-name:--n{number};top:{top}}}")
        before = number
    return ROOM + "\n".join(rules) + "\n}\n}\n"
