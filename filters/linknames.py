"""Link names: a link without words takes the name of what it leads to.

Does
    Gives `[](#two)` the words of the heading that it leads to, or the first sentence of a figure's
    or a table's caption; a mark beside a heading is called as the heading. Stands behind the
    filters that mend words, so that the name reads as the heading does.

Because
    A link without words cannot be seen, heard or followed (WCAG 2.2, 2.4.4); other tools for books
    fill it in the same way.

Before → After
    >>> from octavo.model.nodes import Document
    >>> heading = {"t": "Header", "c": [1, ["two", [], []], [{"t": "Str", "c": "Ink"}]]}
    >>> link = {"t": "Link", "c": [["", [], []], [], ["#two", ""]]}
    >>> apply(Prose(Document({}, [heading, {"t": "Para", "c": [link]}])))
    []
    >>> link["c"][1]
    [{'t': 'Str', 'c': 'Ink'}]

Leaves alone
    Links that have words, or an image with a description. A link that leads to a place without a
    name stays as it is, and the check of every build reports it: `link-without-words`.

Settings
    None.
"""

from __future__ import annotations

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding
from octavo.prose.naming import name_links
from octavo.prose.prose import Prose


def apply(prose: Prose) -> list[Finding]:
    """Name the links of a document, in place."""
    name_links(prose.document.blocks)
    return []


if __name__ == "__main__":
    run_alone(apply)
