"""Reads a plain text: title, headings, paragraphs, displayed quotations. It mends nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from octavo.manuscripts import continued
from octavo.manuscripts.folder.write import Division, divide, prove
from octavo.manuscripts.pieces import (
    Chapter,
    Kind,
    Manuscript,
    Note,
    Passage,
    Piece,
    finding_at,
    lines_of,
)
from octavo.manuscripts.plain import encodings
from octavo.manuscripts.plain.contents import alphabetical, beneath
from octavo.manuscripts.plain.contents.listed import Entry
from octavo.manuscripts.plain.decode import Decoded, decode
from octavo.manuscripts.plain.divisions import (
    bare_numbers,
    dated,
    headings,
    indexed,
    inside,
    numbered_parts,
    poems,
    scened,
    sung_parts,
    titled,
)
from octavo.manuscripts.plain.footnotes import notes, sidenotes
from octavo.manuscripts.plain.outer import (
    anew,
    contributors,
    front,
    gutenberg,
    inner,
    leaves,
    matter,
    own_title,
    pictured,
    subtitles,
)
from octavo.manuscripts.plain.outer.gutenberg import Frame
from octavo.manuscripts.plain.play import (
    acts,
    alternating,
    directions,
    in_chapter,
    in_verse,
    indented,
    italic_names,
    played,
    small_names,
    speakers,
    stacked,
)
from octavo.manuscripts.plain.shape import columns, flags, page_numbers, pages, quotations
from octavo.manuscripts.plain.shape.paragraphs import Shape, paragraphs
from octavo.manuscripts.plain.signs import accented, emphasis, entities, pictures
from octavo.manuscripts.plain.verse import braces, counted_stanzas, line_numbers, lines
from octavo.manuscripts.works.passages import Lists
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.text.citations.headings import heads_list
from octavo.text.letters.pages import CodePage

Pass = Callable[[str, list[Piece]], tuple[list[Piece], list[Finding]]]
"""Reads one kind of thing in the pieces of a file, and reports it."""

YEAR = re.compile(r"[\s,]+\(?1[5-9]\d\d\)?$")
"""The year of an edition behind a title, which its title page has elsewhere."""


def read(data: bytes, file: str, lang: str, page: CodePage | None = None) -> Manuscript:
    """Read a plain text in any encoding; `file` is its place in the book, for findings.

    `page` is the code page that an editor says it was kept in.

    Raises InputError where it holds no text.
    """
    decoded = decode(data, file, lang, page)
    paged, heads = pages.without(file, lines_of(decoded.text))
    typed, frame = gutenberg.unframed(paged)
    typed, numbers = page_numbers.without(file, typed)
    typed, counted = line_numbers.without(file, typed)
    typed, braced = braces.opened(file, typed)
    pieces, shape = paragraphs(typed, gutenberg.MEASURE if frame else 0)
    pieces = stacked.parted(alternating.parted(pieces, shape.measure), shape.measure)
    if not pieces:
        raise InputError("There is no text in it.", place=Place(file))
    manuscript = Manuscript(file, description=_description(decoded, shape))
    manuscript.findings += [*encodings.findings(file, decoded), *heads, *numbers, *counted, *braced]
    if frame:
        pieces = _from_gutenberg(manuscript, pieces, frame)
    structured = _structure(manuscript, pieces, lang)
    if not structured:
        message = "There is no text in it, only what is printed around one."
        raise InputError(message, place=Place(file))
    if shape.measure:
        structured = [replace(piece, flush=True) for piece in structured]
    divisions = _divisions(manuscript, structured)
    written = prove([division.pieces for division in divisions])
    manuscript.chapters = [
        Chapter(division.title, text, blocks)
        for division, (text, blocks) in zip(divisions, written, strict=True)
    ]
    passages = list(_passages(structured, file))
    if not frame or any(passage.listed for passage in passages):
        manuscript.passages = passages  # a book reissued stays without a list of works, if it was
    return manuscript


def _from_gutenberg(manuscript: Manuscript, pieces: list[Piece], frame: Frame) -> list[Piece]:
    """Take what Project Gutenberg says of a text, and what others wrote into it."""
    pieces = gutenberg.without_notes(pieces, frame)
    pieces, dashes = gutenberg.long_dashes(manuscript.name, pieces)
    manuscript.embedded |= frame.known
    manuscript.front = frozenset(frame.known)
    manuscript.findings += [*gutenberg.findings(manuscript.name, frame), *dashes]
    return pieces


def _passages(pieces: list[Piece], file: str) -> Iterator[Passage]:
    """Yield the text of all pieces, and which stand under the heading of a list of works.

    In plain text such a heading is known by its words, though it looks like a paragraph.
    """
    lists = Lists()
    for piece in pieces:
        is_heading = piece.kind is Kind.HEADING or heads_list(piece.plain)
        if is_heading:
            lists.heading(1, piece.plain)
        yield Passage(piece.text, piece.place(file), listed=bool(lists) and not is_heading)


def _structure(manuscript: Manuscript, pieces: list[Piece], lang: str) -> list[Piece]:
    """Mark title, headings and quotations; collect the findings."""
    file = manuscript.name
    framed = any(one.rule == gutenberg.RULE for one in manuscript.findings)
    pieces, read_ = _as_typed(file, pieces, framed=framed)
    pieces = played.titled(counted_stanzas.fixed(in_chapter.fixed(pieces)))
    pieces, others = _front(manuscript, anew.whole(pieces), framed=framed)
    pieces = inside.demoted(titled.mark(_headed(manuscript, dated.fixed(pieces, lang))))
    pieces = numbered_parts.mark(poems.mark(pieces))
    pieces = beneath.unskipped(dated.mark(anew.parts(anew.opened(anew.whole(pieces))), lang))
    pieces, acted = acts.named_once(file, sung_parts.mark(pieces))
    pieces, entries = indexed.mark(file, pieces)
    pieces, scened_ = scened.mark(file, bare_numbers.mark(pieces))
    pieces, again = inner.without_half_title(pieces, manuscript.title if framed else "", file)
    pieces = beneath.raised(pieces)
    pieces, displayed = quotations.display(file, pieces)
    pieces, typed = lines.structure(file, directions.run_on(indented.parted(pieces)))
    spoken: list[Finding] = []
    for by_names in (speakers.mark, italic_names.mark, small_names.mark, in_chapter.mark):
        if not spoken:
            pieces, spoken = by_names(file, pieces)
    pieces, counted = counted_stanzas.joined(file, in_verse.joined(pieces))
    pieces, directed = directions.mark(file, pieces)
    pieces, apart = leaves.mark(file, pieces)
    others += [
        *read_,
        *acted,
        *entries,
        *again,
        *scened_,
        *typed,
        *spoken,
        *counted,
        *directed,
        *displayed,
        *apart,
        *continued.of_pieces(file, pieces),
        *quotations.long_ones(file, pieces, lang),
        *headings.suggest(file, pieces),
        *flags.flags(file, pieces),
        *flags.tabs(file, pieces),
    ]
    manuscript.findings += sorted(others, key=_position)
    return pieces


def _as_typed(file: str, pieces: list[Piece], *, framed: bool) -> tuple[list[Piece], list[Finding]]:
    """Read what was typed for want of anything better: characters, italics, pictures, notes.

    Project Gutenberg types so by its rules: in a text of it one pair of signs is enough.
    """
    findings: list[Finding] = []
    passes: list[Pass] = [
        braces.at_once,
        columns.read,
        entities.read,
        entities.join,
        *([accented.read] if framed else []),
        partial(emphasis.mark, least=1 if framed else emphasis.LEAST),
        braces.apart,
        pictures.find,
        sidenotes.find,
        notes.find,
    ]
    for read_ in passes:
        pieces, more = read_(file, pieces)
        findings += more
    return pieces, findings


def _front(
    manuscript: Manuscript, pieces: list[Piece], *, framed: bool
) -> tuple[list[Piece], list[Finding]]:
    """Take what stands before the text: contents, an author's line, a title page."""
    known, file = manuscript.embedded, manuscript.name
    pieces, findings = pictured.without(pieces, file)
    pieces, entries, more = front.without_contents(pieces, file)
    findings += more
    if known.get("title"):
        at = own_title.find(pieces, str(known["title"]), entries)
        above, pages = _cleared(manuscript, pieces[:at], entries, framed=framed)
        below, inner_pages = inner.without_title_pages(
            pieces[at:], str(known["title"]), _names(known), file
        )
        above, more = front.without_title_page(above, known, file)
        manuscript.front |= {"subtitle"} & known.keys()
        pieces, half = inner.without_half_titles([*above, *below], file)
        if framed:
            pieces, sales = matter.without_back(pieces, file)
            pages += sales
        findings += [*more, *pages, *inner_pages, *half]
        return alphabetical.mark(pieces, entries), findings
    pieces, more = front.title_block(pieces, known, file)
    if more:
        findings += more
        manuscript.front |= {"subtitle"}
    if headings.title_of(pieces):
        pieces, names, more = front.byline(pieces, file)
        findings += more
        if names:
            known["author"] = names
            manuscript.front |= {"author"}
    return alphabetical.mark(pieces, entries), findings


def _cleared(
    manuscript: Manuscript, pieces: list[Piece], entries: list[Entry], *, framed: bool
) -> tuple[list[Piece], list[Finding]]:
    """Take title pages and what a press printed from a text, and who they say made the book."""
    known, file = manuscript.embedded, manuscript.name
    pieces, pages = inner.without_title_pages(pieces, str(known["title"]), _names(known), file)
    if framed:
        pieces, press = matter.without_front(pieces, _titles(known), file, entries)
        pages += press
    for page in pages:
        people = contributors.named(page.before)
        below = subtitles.subtitle_in(page.before, str(known["title"]), _names(known))
        known |= {"subtitle": below} if below and not known.get("subtitle") else {}
        known |= {role: who for role, who in people.items() if role not in known}
        manuscript.aside += page.before.split("\n") if people else []
    return pieces, pages


def _titles(known: dict[str, object]) -> list[str]:
    title = str(known.get("title", ""))
    titles = [title, YEAR.sub("", title), str(known.get("subtitle", ""))]
    signed = [one.replace(" and ", " & ") for one in titles if " and " in one]
    return [*titles, *signed, *_names(known)]


def _names(known: dict[str, object]) -> list[str]:
    authors = known.get("author")
    return [str(name) for name in authors] if isinstance(authors, list) else []


def _headed(manuscript: Manuscript, pieces: list[Piece]) -> list[Piece]:
    """Mark the title, where the file has not said it, and the headings."""
    manuscript.title = str(manuscript.embedded.get("title") or "")
    if manuscript.title:
        cleared = any(one.rule == gutenberg.RULE for one in manuscript.findings)
        marked = headings.mark(pieces, cleared=cleared)
        return beneath.below(marked, beneath.starts(pieces))
    manuscript.title = headings.title_of(pieces)
    if not manuscript.title:
        return beneath.below(headings.mark(pieces), beneath.starts(pieces))
    manuscript.findings.append(_title_finding(manuscript.name, pieces[0]))
    rest = beneath.below(headings.mark(pieces[1:]), beneath.starts(pieces[1:]))
    return [replace(pieces[0], kind=Kind.HEADING), *rest]


def _position(finding: Finding) -> int:
    return (finding.place.start or 0) if finding.place else 0


def _divisions(manuscript: Manuscript, pieces: list[Piece]) -> list[Division]:
    """Split at the headings; a title with chapters right under it needs no page in the text."""
    divisions = divide(pieces, manuscript.title or "text")
    own = manuscript.title and not manuscript.embedded.get("title")
    if own and len(divisions) > 1 and len(divisions[0].pieces) == 1:
        divisions = divisions[1:]
    manuscript.numbered = any(
        headings.bears_number(piece) for division in divisions for piece in division.pieces[:1]
    )
    return divisions


def _title_finding(file: str, piece: Piece) -> Finding:
    note = Note(
        "import-title",
        "The first line, short and alone, is taken for the title.",
        "If it is not, change `title` in metadata/edition.yaml.",
        Tier.AUTO,
        f"# {piece.plain}",
    )
    return finding_at(file, piece, note)


def _description(decoded: Decoded, shape: Shape) -> str:
    if shape.measure:
        lines = f"hard-wrapped at about {shape.measure} columns"
    elif shape.blank_lines:
        lines = "paragraphs at empty lines"
    else:
        lines = "a paragraph a line"
    return f"plain text in {decoded.encoding} ({decoded.reason}); {lines}"
