"""Apparatus: what citeproc must know of chapters and of bibliographies in several places.

Does
    Lets the style write a volume with its page (`27:273`, `XXVII, p. 273`), and en rules in ranges
    of pages typed by hand. Where *ibid.* is to stay in its chapter, sets a citation of no work
    between two chapters: the next citation has no neighbour that it could call *ibid.* Where
    bibliographies are printed in several places, lets the style write every author's name, and no
    dash for the one before. The filter `bibliographies` takes out again, after the citations are
    set, what is set here.

Because
    Citeproc knows one locator: to it a volume with its page is a volume, and words behind it. A
    reader who opens a book at a chapter finds *Ibid.* at its first note, and no work before it;
    and a dash in a list that was divided may stand for an author who is in another list. Short
    forms and references to earlier notes (OSCOLA's `n 2`) lead back by themselves, and stay.

Before → After
    >>> from octavo.model.nodes import Document
    >>> work = {"citationId": "doe", "citationPrefix": [], "citationSuffix": []}
    >>> cite = {"t": "Cite", "c": [[{**work, "citationNoteNum": 1}], []]}
    >>> chapter = {"t": "Header", "c": [1, ["two", [], []], []]}
    >>> document = Document({}, [{"t": "Para", "c": [cite]}, chapter])
    >>> part(document)
    >>> [block["t"] for block in document.blocks]
    ['Para', 'Div', 'Header']

    Beside a list of works that the text brings itself, no bibliography is printed until the text
    asks for one with `::: {#refs}`.

Leaves alone
    Books that do not ask for it. *Ibid.* in styles that cite in the text: what stands between two
    chapters would take a number there.

Settings
    `ibid-across-chapters`: `yes` or `no`; `bibliography-place`: `end` or `chapter`; `csl`, as the
    filter `citations` leaves it.
"""

from __future__ import annotations

from octavo.bibliography import csl, volumes
from octavo.bibliography.own_lists import is_printed, own_list
from octavo.bibliography.parting import part
from octavo.bibliography.places import places
from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import meta_text, meta_value, stringify
from octavo.prose.prose import Prose

NAMED = Finding(
    "cite-volumes-named",
    "The style prints how many volumes a work has as a number alone; 'vols' is added to it.",
    Severity.INFO,
    Tier.FLAG,
    hint="Look whether the bibliography reads as the house wants it.",
)


OWN = "If both are the same list, take out the lines `::: {#refs}` and `:::`, or the typed one."


def apply(prose: Prose) -> list[Finding]:
    """Ready a document for citeproc, in place."""
    document = prose.document
    meta = document.meta
    named = volumes.settle(document)
    style = meta_text(meta, "csl") or ""
    if meta_text(meta, "ibid-across-chapters") in ("no", "false") and csl.makes_notes(style):
        part(document)
    by_chapter = meta_text(meta, "bibliography-place") == "chapter"
    if style and (by_chapter or next(places(document.blocks), None)):
        meta["csl"] = meta_value(csl.with_names(style))
    return [*([NAMED] if named else []), *_beside_own_list(prose)]


def _beside_own_list(prose: Prose) -> list[Finding]:
    """Print no bibliography that nobody asked for beside the text's own list of works.

    Where one is asked for as well, say so.
    """
    document = prose.document
    heading = own_list(document.blocks)
    if heading is None:
        return []
    if not is_printed(document.blocks):
        document.meta["suppress-bibliography"] = meta_value(True)
        return []
    words = stringify(heading["c"][2])
    message = f"Under “{words}” the text lists works itself, and the bibliography is printed too."
    anchor = prose.trace.anchor(heading["c"][2])
    return [Finding("bibliography-own", message, Severity.INFO, Tier.FLAG, None, anchor, hint=OWN)]


if __name__ == "__main__":
    run_alone(apply)
