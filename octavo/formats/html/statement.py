"""A statement of accessibility: what an edition has for its readers, and whom they may ask.

It stands in the e-book and on the site of an edition that names a contact (Directive (EU) 2019/882,
Article 13(2) and Annex V). Its sentences are those that the claims bear out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from octavo.formats.html import frame as html_frame
from octavo.formats.html.claims import RAW, Claims
from octavo.formats.html.cutter import INDEX, SCRIPT, STYLE
from octavo.formats.html.frame import BLOCKS
from octavo.formats.html.head import About, head
from octavo.formats.html.templates import Markup, block
from octavo.model.edition import Edition
from octavo.text.statements import sentences_for

NAME = "accessibility"
ADDRESS = f"{NAME}.html"
LINK = '<nav class="stated" aria-label="{1}"><a href="{0}">{1}</a></nav>\n'
FOOT, END = '<footer class="copyright">', "</main>"


def statement(edition: Edition, claims: Claims, level: int = 1) -> Markup:
    """Return the statement, with a heading of a level; "" where the edition names no contact."""
    if edition.accessibility is None:
        return Markup()
    lang, words = sentences_for(edition.lang)
    return block(
        BLOCKS,
        "statement",
        identifier=NAME,
        level=level,
        title=words["title"],
        lang="" if lang == edition.lang else lang,
        lines=list(_lines(edition, claims, words)),
    )


def title_of(edition: Edition) -> str:
    """Return what the statement is called."""
    return sentences_for(edition.lang)[1]["title"]


def _lines(edition: Edition, claims: Claims, words: dict[str, str]) -> Iterator[str]:
    yield words["reflows"]
    if "visual" in claims.modes:
        yield words["described" if "alternativeText" in claims.features else "undescribed"]
    if "MathML" in claims.features or RAW in claims.summary:
        yield words["math" if "MathML" in claims.features else "raw"]
    yield words["still" if claims.hazards == ("none",) else "moving"]
    asked = edition.accessibility
    if claims.conforms:
        yield words["conforms"]
        if asked and asked.certified_by:
            yield words["certified"].format(asked.certified_by)
    if asked:
        yield words["contact"].format(asked.contact)
    if edition.date:
        yield words["date"].format(edition.date)


def write(folder: Path, edition: Edition, claims: Claims) -> None:
    """Write the statement's page into a site, and lead to it from the first page."""
    stated = statement(edition, claims)
    if not stated:
        return
    title = title_of(edition)
    bar = block(
        BLOCKS, "bar", address=INDEX, title=edition.title, contents=Markup(), tools=Markup()
    )
    style = block(
        BLOCKS, "style_link", addresses=[STYLE], script=SCRIPT, relations=[], alternates=[]
    )
    page = html_frame.Page(
        title=f"{title} · {edition.title}",
        kind="page",
        head=head(edition, About(ADDRESS), style),
        before=bar,
        main=stated,
        after=Markup(),
    )
    (folder / ADDRESS).write_bytes(html_frame.fill(page, edition).encode())
    index = (folder / INDEX).read_text(encoding="utf-8")
    end = FOOT if FOOT in index else END
    link = Markup(LINK).format(ADDRESS, title)
    (folder / INDEX).write_bytes(index.replace(end, f"{link}{end}", 1).encode())
