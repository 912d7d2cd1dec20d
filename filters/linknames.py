"""Link names: a link without words takes the name of what it leads to.

Does
    Gives `[](#two)` the words of the heading that it leads to, or the first sentence of a figure's
    or a table's caption; a mark beside a heading is called as the heading. Stands behind the
    filters that mend words, so that the name reads as the heading does. Counts the references to
    pages, `[](#two){.pageref}`, which are numbers in the PDF alone.

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
from octavo.model.counted import counted
from octavo.model.finding import Finding
from octavo.model.rules import severity
from octavo.prose.naming import name_links, page_references
from octavo.prose.prose import Prose


def apply(prose: Prose) -> list[Finding]:
    """Name the links of a document, in place."""
    name_links(prose.document.blocks)
    count = page_references(prose.document.blocks)
    return [_finding(count)] if count else []


def _finding(count: int) -> Finding:
    references = counted(count, "reference to a page", "references to pages")
    message = f"{references}: a number in the PDF, the name of the place everywhere else."
    hint = "Write the sentence so that it reads well with a name: see ‘[](#two){.pageref}’."
    return Finding("page-reference", message, severity("page-reference"), hint=hint)


if __name__ == "__main__":
    run_alone(apply)
