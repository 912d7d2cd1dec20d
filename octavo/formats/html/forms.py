"""How a pamphlet and an article begin on a web page and in an e-book: title, names, text."""

from __future__ import annotations

from octavo.formats import imprint
from octavo.formats.html.finish import set_level
from octavo.formats.html.tree import Element, divisions, heading_of, level_of, make, title_text
from octavo.model.edition import Edition


def is_one_page(root: Element, edition: Edition) -> bool:
    """Whether a site is one page: a short form of one division, back matter aside."""
    kinds = [section.get("class") or "" for section in divisions(root)]
    return not edition.is_book and sum("backmatter" not in kind for kind in kinds) <= 1


def take_title(root: Element, edition: Edition) -> bool:
    """Let the text's first heading be the title, with the names below it, where it says the title.

    Return whether it is. The heading is then of level 1, and those below it follow.
    """
    first = next(divisions(root), None)
    heading = None if first is None else heading_of(first)
    if first is None or heading is None or edition.is_book:
        return False
    if not imprint.is_titled(edition, [title_text(heading)]):
        return False
    set_level(first, 1 - level_of(heading))
    head = names_head(edition)
    if len(head):
        head.tail, heading.tail = heading.tail, None
        heading.addnext(head)
    return True


def names_head(edition: Edition, *, titled: bool = True) -> Element:
    """Make the head of a text: its title, if the text has none, its subtitle and its people."""
    head = make("header", "", {"class": "title-head"})
    lines = [] if titled else [("title", edition.title)]
    lines += [("subtitle", edition.subtitle), *imprint.people_lines(edition)]
    for kind, line in lines:
        if line and kind != "publisher":
            head.append(make("p", line, {"class": kind}))
    return head


def put_head(section: Element, edition: Edition) -> None:
    """Put the head of an article into its first section: above the heading, or below its title."""
    heading = heading_of(section)
    titled = heading is not None and imprint.is_titled(edition, [title_text(heading)])
    head = names_head(edition, titled=titled)
    if len(head):
        section.insert(section.index(heading) + 1 if titled and heading is not None else 0, head)
