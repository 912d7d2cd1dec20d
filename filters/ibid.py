"""Ibid. stays in its chapter: where the design says so, a chapter's first citation is set in full.

Does
    Sets, between two chapters, a citation of no work, which parts them for citeproc: the next
    citation has no neighbour that it could call *ibid.* The filter `bibliographies` takes it out
    again after the citations are set.

Because
    A reader who opens a book at a chapter finds *Ibid.* at its first note, and no work before it.
    Short forms and cross-references (OSCOLA's `n 2`) lead back by themselves, and stay.

Before → After
    >>> from octavo.ast import Document
    >>> work = {"citationId": "doe", "citationPrefix": [], "citationSuffix": []}
    >>> cite = {"t": "Cite", "c": [[{**work, "citationNoteNum": 1}], []]}
    >>> chapter = {"t": "Header", "c": [1, ["two", [], []], []]}
    >>> document = Document({}, [{"t": "Para", "c": [cite]}, chapter])
    >>> part(document)
    >>> [block["t"] for block in document.blocks]
    ['Para', 'Div', 'Header']

Leaves alone
    Books that do not ask for it, and styles that cite in the text: what stands between two
    chapters would take a number there.

Settings
    `ibid-across-chapters`: `yes` or `no`; `csl`, as the filter `citations` leaves it.
"""

from __future__ import annotations

from octavo.ast import meta_text
from octavo.bibliography import csl
from octavo.bibliography.parting import part
from octavo.filtering import Rule, run_alone
from octavo.finding import Finding
from octavo.prose import Prose

RULES: tuple[Rule, ...] = ()


def apply(prose: Prose) -> list[Finding]:
    """Part the chapters, where *ibid.* is not to cross from one into the next."""
    meta = prose.document.meta
    stays = meta_text(meta, "ibid-across-chapters") in ("no", "false")
    if stays and csl.makes_notes(meta_text(meta, "csl") or ""):
        part(prose.document)
    return []


if __name__ == "__main__":
    run_alone(apply)
