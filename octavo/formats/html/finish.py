"""What pandoc's XHTML needs to become a book's: headings, numbers, tables, formulas, pictures.

It holds for the web page, the site and EPUB; each works on a tree and changes it in place.
"""

from __future__ import annotations

from octavo.formats.html.tree import (
    DIVISIONS,
    HEADINGS,
    MATHML,
    Element,
    classes,
    division_of,
    has_class,
    heading_of,
    level_of,
    local,
    make,
    q,
    set_classes,
    take,
    wrap,
)
from octavo.model.reading import is_capitals
from octavo.model.structure import FLUSH

MATH = f"{{{MATHML}}}math"
ANNOTATION = f"{{{MATHML}}}annotation"
LONG_FORMULA = 28
"""From so many characters of TeX on, a formula in a line may be wider than a telephone."""

WAY = "way-to"
"""The class of a link that is the whole text of a list's item."""

TELEPHONE, CELL_ROOM = 34, 3
"""How many characters a line of a table has on a telephone; the room between two columns."""


def finish(root: Element) -> None:
    """Finish a text: everything but its notes, in a few passes."""
    _name_headings(root)
    _set_paragraphs(root)
    for table in list(root.iter(q("table"))):
        _scope_cells(table)
    for block in root.iter(q("pre")):
        block.set("tabindex", "0")
    for image in root.iter(q("img")):
        _describe(image)
    describe_formulas(root)
    for caption in root.iter(q("figcaption")):
        _show_caption(caption)
    for named in root.iter(q("span"), q("a")):
        if has_class(named, "caption-label") or has_class(named, "crossref"):
            take(named, "data-kind")
            take(named, "data-number")
    _set_small_capitals(root)
    _finish_divisions(root)
    for item in root.iter(q("li")):
        _set_way(item)


def _set_way(item: Element) -> None:
    """Class a link that is an item's whole text: a thumb must hit it (WCAG 2.2, 2.5.8)."""
    inside = item
    while len(inside) == 1 and not (inside.text or "").strip() and inside.tag != q("a"):
        inside = inside[0]
        if (inside.tail or "").strip():
            return
    if inside.tag == q("a") and inside is not item:
        set_classes(inside, [*classes(inside), WAY])


def _set_small_capitals(root: Element) -> None:
    """Say of words typed in capitals that these are to be small."""
    for small in root.iter(q("span")):
        if has_class(small, "smallcaps") and is_capitals("".join(map(str, small.itertext()))):
            set_classes(small, [*classes(small), "capitals"])


def _finish_divisions(root: Element) -> None:
    for division in list(root.iter(q("div"))):
        if has_class(division, "epigraph"):
            division.set("role", "doc-epigraph")
        if has_class(division, "line-block"):
            _part_lines(division)


def _part_lines(stanza: Element) -> None:
    """Put each line of verse into an element of its own, with the break that ends it.

    What of a line goes over is indented then, and no line that begins.
    """
    line = make("span", stanza.text or "", {"class": "line"})
    stanza.text = None
    lines = [line]
    for child in list(stanza):
        rest, child.tail = child.tail or "", None
        line.append(child)
        if local(child) == "br":
            line = make("span", rest.removeprefix("\n"), {"class": "line"})
            lines.append(line)
        else:
            child.tail = rest
    stanza.extend(lines)


def _set_paragraphs(root: Element) -> None:
    """Say of each paragraph that stands flush that it does, in place of the Div around it."""
    for box in list(root.iter(q("div"))):
        parent = box.getparent()
        if parent is None or box.get("class") != FLUSH:
            continue
        for paragraph in box.iterchildren(q("p")):
            paragraph.set("class", FLUSH)
        at = parent.index(box)
        inside = list(box)
        parent[at : at + 1] = inside
        if inside:
            inside[-1].tail = box.tail


def _name_headings(root: Element) -> None:
    """Class headings by their depth below their division's heading, whatever its level."""
    base = 0
    for heading in root.iter(*HEADINGS):
        section = heading.getparent()
        if section is not None and division_of(section) and heading_of(section) is heading:
            base = level_of(heading)
            _name_division(section, heading)
        else:
            depth = min(max(level_of(heading) - base, 1), 4)
            set_classes(heading, [f"sub{depth}", *classes(heading)])


def _name_division(section: Element, heading: Element) -> None:
    own = [c for c in classes(heading) if c not in (*DIVISIONS, "unnumbered")]
    set_classes(heading, ["division", *own])
    take(heading, "data-number")
    take(heading, "data-label")
    number, name = take(section, "data-number"), take(section, "data-label")
    if number:
        mark = make("span", name or number, {"class": "division-number"})
        mark.tail, heading.text = " " + (heading.text or ""), None
        heading.insert(0, mark)


def set_level(root: Element, shift: int) -> None:
    """Raise (or, below 0, lower) the level of each heading; h1 and h6 are the ends."""
    if shift:
        for heading in list(root.iter(*HEADINGS)):
            heading.tag = q(f"h{min(max(level_of(heading) + shift, 1), 6)}")


def _scope_cells(table: Element) -> None:
    """Mark which cells a heading cell heads (WCAG 2.2, technique H63); an empty one heads none."""
    for cell in list(table.iter(q("th"))):
        row = cell.getparent()
        group = row.getparent() if row is not None else None
        if len(cell) == 0 and not (cell.text or "").strip():
            cell.tag = q("td")
        else:
            in_head = group is not None and local(group) == "thead"
            cell.set("scope", "col" if in_head else "row")


def describe_formulas(root: Element) -> None:
    """Give each formula its source as an alternative, for those who have no MathML (3.0, 2.2.1)."""
    for formula in root.iter(MATH):
        source = next(formula.iter(ANNOTATION), None)
        if source is not None and source.text and not formula.get("alttext"):
            formula.set("alttext", " ".join(source.text.split()))


def _describe(image: Element) -> None:
    """A decorative image has an empty description and says so.

    An image that nobody has described has none: an empty one would call it an ornament (HTML,
    4.8.4.4.3, 4.8.4.4.9).
    """
    if has_class(image, "decorative"):
        image.set("alt", "")
        image.set("role", "presentation")
        set_classes(image, [c for c in classes(image) if c != "decorative"])
    elif not image.get("alt"):
        take(image, "alt")


def _show_caption(caption: Element) -> None:
    """Pandoc hides a caption that repeats the description; not where it holds a link or a note."""
    if caption.get("aria-hidden") and next(caption.iter(q("a")), None) is not None:
        del caption.attrib["aria-hidden"]


def scroll_wide(root: Element, table_words: str, *, every: bool = True) -> None:
    """Put tables and long formulas in boxes that scroll sideways by themselves.

    `table_words` names a table without a caption to those who hear it. `every` table has a box,
    else one that may be wider than a telephone: a box is not parted where a page of an e-book ends.
    """
    for number, table in enumerate(list(root.iter(q("table"))), 1):
        if not every and not _is_wide(table):
            continue
        box = {"class": "table", "tabindex": "0", "role": "group"}
        caption = table.find(q("caption"))
        if caption is None:
            box["aria-label"] = f"{table_words} {number}"
        else:
            caption.set("id", caption.get("id") or f"table-caption-{number}")
            box["aria-labelledby"] = str(caption.get("id"))
        wrap(table, make("div", "", box))
    for formula in list(root.iter(MATH)):
        _scroll_formula(formula)


def _is_wide(table: Element) -> bool:
    """Whether a table, with the longest word of each column in one line, is wider than a phone."""
    widths: dict[int, int] = {}
    for row in table.iter(q("tr")):
        for column, cell in enumerate(row.iterchildren(q("td"), q("th"))):
            if next(cell.iter(q("img"), MATH), None) is not None:
                return True
            words = "".join(map(str, cell.itertext())).split()
            widths[column] = max(widths.get(column, 0), max(map(len, words), default=0))
    return sum(width + CELL_ROOM for width in widths.values()) > TELEPHONE


def _scroll_formula(formula: Element) -> None:
    source = next(formula.iter(ANNOTATION), None)
    length = len(source.text or "") if source is not None else LONG_FORMULA
    displayed = formula.get("display") == "block"
    if displayed or length >= LONG_FORMULA:
        box = {"class": "formula display" if displayed else "formula"}
        if length >= LONG_FORMULA:
            box["tabindex"] = "0"
        wrap(formula, make("span", "", box))
