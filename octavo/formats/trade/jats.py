"""An article in JATS 1.1, the form in which libraries and archives keep articles.

Its text is written as that of a book in BITS, and read back as one. It is held by the tag set for
archives: that for publishers has no article without a journal (`journal-meta` is obligatory there).
The levels are those of the text; an appendix is one, other back matter stands behind the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from octavo.formats import imprint
from octavo.formats.trade import bits_meta
from octavo.formats.trade.bits import Section, Writer, finished, placed, sections, writer_of
from octavo.formats.trade.bits_inlines import named
from octavo.formats.trade.elements import Element
from octavo.model.edition import Edition
from octavo.model.nodes import Document, stringify

DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD '
    'with MathML3 v1.1 20151215//EN" "JATS-archivearticle1-mathml3.dtd">'
)


def article(document: Document, edition: Edition, pictures: Mapping[str, str]) -> bytes:
    """Return an article in JATS; `pictures` are the files of its pictures, as for a book."""
    writer = writer_of(document, pictures)
    make, targets = writer.make, writer.work.targets
    writer.work.targets = {
        name: "sec" if kind == "book-part" else kind for name, kind in targets.items()
    }
    parts = dict(placed(sections(document.blocks)))
    text, behind = [*parts["front-matter"], *parts["book-body"]], parts["book-back"]
    for one in (*text, *behind):
        _take_number(one)
    title = _title(writer, text, edition)
    body, works = _body(writer, text)
    back = make("back", works, list(_behind(writer, behind)))
    if writer.work.notes:
        back.append(make("fn-group", writer.work.notes))
    meta = bits_meta.article(make, edition, title)
    root = make("article", make("front", bits_meta.journal(make, edition), meta))
    root.extend(one for one in (body, back) if len(one))
    root.set("dtd-version", "1.1")
    return finished(root, DOCTYPE, edition)


def _take_number(section: Section) -> None:
    """Take the number off a division: an article prints none, but names its appendices."""
    if section.header is not None:
        level, (identifier, classes, pairs), words = section.header["c"]
        attr = [identifier, classes, [pair for pair in pairs if pair[0] != "number"]]
        section.header = {"t": "Header", "c": [level, attr, words]}


def _title(writer: Writer, text: list[Section], edition: Edition) -> Element:
    """Return the title, and let a first heading that is the title stand nowhere else."""
    header = text[0].header if text else None
    if header is None or not imprint.is_titled(edition, [stringify(header["c"][2])]):
        return writer.make("article-title", edition.title)
    heading = writer.make("named-content", id=named(header["c"][1][0]))
    heading.set("content-type", "heading")
    writer.blocks.inlines.put(heading, header["c"][2])
    text[0].header = None
    return writer.make("article-title", heading)


def _body(writer: Writer, text: list[Section]) -> tuple[Element, list[Element]]:
    """Return the body, and the list of works at its end that stands in no section."""
    body = writer.make("body")
    works: list[Element] = []
    for one in text:
        if one.header is None:
            works = writer.fill(body, one, divided=False)
        else:
            if works:
                body.append(writer.make("sec", works))
                works = []
            body.append(writer.section(one))
    return body, works


def _behind(writer: Writer, sections: list[Section]) -> Iterator[Element]:
    """Yield what stands behind the body: appendices, lists of works, sections."""
    for one in sections:
        if "appendix" in one.classes:
            yield writer.make("app-group", writer.section(one, "app"))
            continue
        made = writer.section(one)
        works = made.find("ref-list")
        if works is not None and all(child.tag in ("title", "ref-list") for child in made):
            works[:0] = list(made.iterchildren("title"))
            works.set("id", made.get("id") or works.get("id") or "")
            made = works
        yield made
