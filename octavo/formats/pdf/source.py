"""The text of a book as Typst, with what its title pages must know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from octavo.book.leaves import groups, is_passage
from octavo.formats.imprint import is_titled
from octavo.formats.lists import Listing, lists_of
from octavo.formats.pdf.faces import Faces
from octavo.formats.pdf.glyphs import OWN, upright_only
from octavo.formats.pdf.inlines import Inlines
from octavo.formats.pdf.markup import DIVISIONS, Writer
from octavo.formats.pdf.math import formulas, quoted
from octavo.formats.pdf.nodes import split_heading
from octavo.formats.pdf.page import Page, page_of
from octavo.formats.pdf.survey import Survey
from octavo.model.edition import Edition
from octavo.model.nodes import Document, Node, stringify, walk, without_citations


@dataclass(frozen=True, slots=True)
class Text:
    """The Typst of a text, and what its title pages must know of it."""

    markup: str
    notes: int
    numbered: bool
    parts: bool
    awkward: bool
    titled: bool = False
    letters: Mapping[str, str] = field(default_factory=dict)
    lists: Sequence[Listing] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a text is set in: its faces, and the page, if that is not the edition's own."""

    faces: Faces = OWN
    page: Page | None = None


def write_text(
    document: Document,
    survey: Survey,
    images: Mapping[str, str],
    edition: Edition,
    look: Look | None = None,
) -> Text:
    """Return a document as Typst. `images` says which file stands for each image's source."""
    look = look or Look()
    upright = upright_only(survey.characters(), look.faces)
    formulae = formulas(survey.of("Math"))
    inlines = Inlines(formulae, images, survey.targets(), upright, lambda _: "")
    listed = _division_headers(document)
    titled = is_titled(edition, [stringify(header["c"][2]) for header in listed[:1]])
    lists = lists_of(document, edition)
    contents = (len(listed) > 1 or bool(lists)) and edition.has_contents
    page = look.page or page_of(edition.design.trim)
    writer = Writer(inlines, page, contents=contents, form=edition.form, titled=titled)
    writer.listed = {thing.identifier: thing for one in lists for thing in one.things}
    inlines.blocks = writer.note
    early, rest = _split_at_first_heading(document.blocks)
    early_leaves = [_early(writer, together) for together in groups(early)]
    markup = "\n\n".join([*early_leaves, writer.blocks(rest), writer.waiting])
    if not writer.main_begun:
        opening = writer.before("chapter", "", [], quoted(""))
        title = "#article-title();\n#article-names();\n" if edition.form == "article" else ""
        markup = f"{opening}#opened({writer.mark});\n{title}\n{markup}"
    markup = f"{markup}\n]\n"
    awkward = bool(upright)
    return Text(
        markup,
        inlines.notes,
        writer.numbered,
        writer.parts,
        awkward,
        titled,
        writer.letters,
        lists,
    )


def _early(writer: Writer, together: list[Node]) -> str:
    """Return what stands together before the first heading: a leaf, or a text without a title."""
    if not is_passage(together):
        return f"#leaf[{writer.inner(together)}];"
    return writer.untitled(together)


def _split_at_first_heading(blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part what stands before the first heading from the rest; without any, all is the rest."""
    for number, block in enumerate(blocks):
        if block["t"] == "Header":
            return blocks[:number], blocks[number:]
    return [], blocks


def division_titles(document: Document) -> list[str]:
    """Return the titles of parts, chapters and the like, in order, as their bookmarks show them.

    A title with a formula or a picture is left out: a bookmark shows it otherwise.
    """
    titles = []
    for header in _division_headers(document):
        content = header["c"][2]
        if all(node["t"] not in ("Math", "Image") for node in walk(content)):
            titles.append(" ".join(stringify(without_citations(split_heading(content)[0])).split()))
    return titles


def _division_headers(document: Document) -> list[Node]:
    headers = [block for block in document.blocks if block["t"] == "Header"]
    return [header for header in headers if not set(DIVISIONS).isdisjoint(header["c"][1][1])]
