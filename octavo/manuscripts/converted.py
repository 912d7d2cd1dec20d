"""Reads HTML, DOCX, EPUB, ODT and RTF through pandoc, and writes each chapter as Markdown."""

from __future__ import annotations

import tempfile
from pathlib import Path

from octavo import pandoc
from octavo.book import drawings
from octavo.files import redraw
from octavo.manuscripts import containers, continued, odt, rtf_settle, rtf_unicode
from octavo.manuscripts.folder import chaptered, divide, larger, rewrite, titled, whole
from octavo.manuscripts.folder.pictures import Album
from octavo.manuscripts.folder.tidy import describe_alone, tidy
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.opendocument import prepare as prepare_text
from octavo.manuscripts.opendocument import settle as settle_text
from octavo.manuscripts.pieces import Chapter, Manuscript
from octavo.manuscripts.plain.decode import page
from octavo.manuscripts.plain.divisions import headings
from octavo.manuscripts.typed.structure import structure
from octavo.manuscripts.web import prepare as web
from octavo.manuscripts.web.around import fronted
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes import settle as web_notes
from octavo.manuscripts.web.setting import ruled
from octavo.manuscripts.word import prepare, properties, settle
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.works.passages import passages
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.model.nodes import Document, Node, meta_text, stringify, walk

READERS = {
    Format.HTML: ("html", "manuscript.html"),
    Format.DOCX: (prepare.READER, "manuscript.docx"),
    Format.EPUB: ("epub", "manuscript.epub"),
    Format.ODT: ("odt", "manuscript.odt"),
    Format.RTF: ("rtf", "manuscript.rtf"),
}
ARCHIVES = (Format.DOCX, Format.EPUB, Format.ODT)
"""What is a zip archive; every other kind goes to pandoc as it is."""

PARTS = {
    Format.ODT: ("content.xml", "styles.xml"),
}
"""The parts of an archive that pandoc must understand: their faults are reported here.

Those of a Word file are found by their relationships (see `prepare.parts`).
"""


def read(data: bytes, file: str, kind: Format, album: Album, library: Library) -> Manuscript:
    """Read a manuscript; its images go into the album, which knows where it stands.

    Only a web page has images beside it. The works that it cites by fields go into the library.

    Raises InputError where it is unsafe, damaged or empty.
    """
    manuscript = Manuscript(file, description=f"{kind}, read by pandoc {pandoc.version()}")
    word = _word(manuscript, data, library) if kind is Format.DOCX else None
    data, members = (word.data, {}) if word else _prepared(manuscript, data, kind, library)
    pages = _pages(manuscript, data, members, kind)
    with tempfile.TemporaryDirectory() as folder:
        if pages is not None:
            data, kind = pages.data, Format.HTML
            _give_files(pages.web.files, Path(folder))
        document = _by_pandoc(data, kind, Path(folder), file)
        if pages is not None:
            web_notes.settle(document.blocks)
        if word is not None:
            settle.settle(document, word.marks)
        _settle(manuscript, document, kind, members)
        album.extracted = Path(folder)
        album.beside = album.beside if kind is Format.HTML else None
        if pages is not None:
            manuscript.unlinked += larger.take(document.blocks, album)
            _fronted(manuscript, document.blocks, album, pages.web)
            manuscript.findings += ruled.without(document.blocks, file)
        album.collect(document.blocks)
        if pages is not None and pages.web.cover:
            _cover(manuscript, album, pages.web.cover)
    fill(manuscript, document, library)
    album.give(manuscript)
    if pages is not None:
        _add_counts(manuscript, pages.web)
        _finished(manuscript, pages.web)
    return manuscript


def _settle(
    manuscript: Manuscript, document: Document, kind: Format, members: dict[str, bytes]
) -> None:
    """Mend what pandoc makes of an RTF or ODT file; `members` are the parts of the ODT."""
    if kind is Format.RTF:
        rtf_settle.settle(document)
    if kind is Format.ODT:
        settle_text.settle(document)
        odt.mend(members, document)
        manuscript.findings += odt.uncited(document, manuscript.name)


def _finished(manuscript: Manuscript, page: Web) -> None:
    """Let an e-book or a reissue without a list of works stay so: it is a finished edition."""
    finished = page.package is not None or page.reissued
    if finished and not any(one.listed for one in manuscript.passages):
        manuscript.passages = []


def _add_counts(manuscript: Manuscript, page: Web) -> None:
    """Add what was left out of a web page or an e-book to the counts of its manuscript."""
    manuscript.unshown += page.unshown
    manuscript.unlinked += page.unlinked
    manuscript.unheaded += page.unheaded
    manuscript.unnoted += page.unnoted
    manuscript.unwrapped = page.unframed, page.uncelled


def _pages(
    manuscript: Manuscript, data: bytes, members: dict[str, bytes], kind: Format
) -> web.Prepared | None:
    """Prepare a web page or an e-book; return None for others, and where it has no pages."""
    if kind is Format.EPUB:
        pages = web.ebook(members, manuscript.name)
    elif kind is Format.HTML:
        pages = web.page(data.decode(), manuscript.name)
    else:
        return None
    if pages is not None:
        manuscript.findings += pages.web.findings
        manuscript.marks, manuscript.aside = pages.web.marks, pages.web.aside
        manuscript.embedded |= pages.web.embedded
    return pages


def _give_files(pictures: dict[str, bytes], folder: Path) -> None:
    """Write the pictures of an e-book, whose names were checked, where the album looks."""
    for name, content in pictures.items():
        path = folder / name
        if path.is_relative_to(folder) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _fronted(manuscript: Manuscript, blocks: list[Node], album: Album, page: Web) -> None:
    """Take the picture of the cover from the head of a text that has no other."""
    if page.cover:
        return
    name, findings = fronted.take(blocks, manuscript.name) if blocks else ("", [])
    if name:
        page.cover = name
        album.unshown += 1
        manuscript.findings += findings


def _cover(manuscript: Manuscript, album: Album, name: str) -> None:
    """Take the image of the cover; a drawing is drawn as JPEG, what else is no PNG as PNG."""
    image: Node = {"t": "Image", "c": [["", [], []], [], [name, ""]]}
    album.collect([image])
    if image["t"] != "Image":
        return
    path = image["c"][2][0]
    if not path.endswith((".png", ".jpg")):
        content = album.images[path]
        stem, _, kind = path.rpartition(".")
        drawn = drawings.jpeg(content) if kind == "svg" else redraw.as_png(content)
        if not drawn:
            return
        path = f"{stem}-drawn.{'jpg' if kind == 'svg' else 'png'}"
        album.images[path] = drawn
    manuscript.embedded["cover"] = path


def fill(
    manuscript: Manuscript,
    document: Document,
    library: Library | None = None,
    *,
    own: bool = False,
    alone: bool = True,
) -> None:
    """Tidy a document, divide it into chapters and write them; collect what was found.

    `library` is what is known of the book's other manuscripts. `own`: whether its markup is the
    author's own Markdown, which stays; `alone`: whether it is the whole book.
    """
    manuscript.findings += tidy(document, own=own, alone=alone).findings(manuscript.name)
    describe_alone(document.blocks)
    if not own:
        manuscript.findings += structure(document.blocks, manuscript.name)
        _mended(manuscript, whole.mend(document.blocks, library.places if library else None))
    describe_alone(document.blocks)  # again: a dead link around a picture may have gone
    if not own:
        manuscript.findings += whole.controls(document.blocks, manuscript.name)
    _own_words(manuscript, document)
    if not any(node["t"] in ("Str", "Code", "CodeBlock") for node in walk(document.blocks)):
        what = "There is no text in it" + (", only pictures." if document.blocks else ".")
        raise InputError(what, place=Place(manuscript.name))
    manuscript.findings += continued.of_blocks(manuscript.name, document.blocks)
    title = str(manuscript.embedded.get("title") or "")
    if not own:
        subtitle = str(manuscript.embedded.get("subtitle") or "")
        repeated = titled.without_title(document.blocks, title, manuscript.name, subtitle)
        manuscript.findings += repeated
        manuscript.unheaded += len(repeated)
        manuscript.unheaded += titled.without_headings(document.blocks, manuscript)
    if library is not None:
        alone = library.alone and not library.structure.names_chapters
    manuscript.title, chapters = chaptered.divided(document.blocks, title, alone=alone)
    written = _written(manuscript, [blocks for _, blocks in chapters], own=own)
    for (name, _), proved in zip(chapters, written, strict=True):
        manuscript.chapters.append(Chapter(name or manuscript.title, proved.text, proved.blocks))
        if proved.difference:
            manuscript.findings.append(_differs(manuscript.name, *proved.difference))
    manuscript.passages = passages(document.blocks, manuscript.name)
    manuscript.numbered = headings.any_number(divide.divisions(document.blocks))


def _written(
    manuscript: Manuscript, chapters: list[list[Node]], *, own: bool
) -> list[rewrite.Proved]:
    """Write the chapters; links to what Markdown could not name become their words."""
    written = rewrite.prove(chapters)
    if own:
        return written
    names = set().union(*(whole.identifiers(proved.blocks) for proved in written))
    done = whole.Mended()
    cut = [number for number, proved in enumerate(written) if whole.dead(proved.blocks, names)]
    for number in cut:
        whole.unlink(chapters[number], names, done)
    for number, proved in zip(cut, rewrite.prove([chapters[n] for n in cut]), strict=True):
        written[number] = proved
    _mended(manuscript, done)
    return written


def _mended(manuscript: Manuscript, done: whole.Mended) -> None:
    manuscript.findings += done.findings(manuscript.name)
    manuscript.unlinked += len(done.places) + len(done.files)


def _own_words(manuscript: Manuscript, document: Document) -> None:
    """Take title, author and language from the document; drop the lines that repeat them."""
    known = manuscript.embedded
    for key in ("title", "lang"):
        if not known.get(key) and meta_text(document.meta, key):
            known[key] = meta_text(document.meta, key)
    authors = meta_texts(document.meta, "author")
    if authors and not known.get("author"):
        known["author"] = authors
    listed = known.get("author")
    people = listed if isinstance(listed, list) else []
    names = (one["name"] if isinstance(one, dict) else one for one in people)
    repeated = {str(known.get("title", "")), *names} - {""}
    while document.blocks[:1] and document.blocks[0]["t"] == "Para":
        words = stringify(document.blocks[0]["c"])
        if words not in repeated:
            break
        repeated.remove(words)
        message = f"The line \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
        message += " went from the text into metadata/edition.yaml."
        place = Place(manuscript.name)
        manuscript.findings.append(
            Finding("import-title", message, Severity.INFO, Tier.AUTO, place, before=words)
        )
        del document.blocks[0]


def meta_texts(meta: dict[str, Node], key: str) -> list[str]:
    """Return the texts of a metadata list, or the one text."""
    value = meta.get(key)
    if value is None:
        return []
    items = value["c"] if value["t"] == "MetaList" else [value]
    texts = (meta_text({key: item}, key) for item in items)
    return [text for text in texts if text]


def _prepared(
    manuscript: Manuscript, data: bytes, kind: Format, library: Library
) -> tuple[bytes, dict[str, bytes]]:
    """Make the bytes safe for pandoc; take from them what they say of themselves.

    Gives the bytes, and the members of an archive by name.
    """
    if kind is Format.HTML:
        return page(data, manuscript.name).encode(), {}
    if kind is Format.RTF:
        data, findings = rtf_unicode.as_unicode(data, manuscript.name)
        manuscript.findings += findings
    if kind not in ARCHIVES:
        return data, {}
    members = containers.opened(data, manuscript.name)
    containers.check_xml(members, manuscript.name, PARTS.get(kind, ()))
    manuscript.embedded = properties.fields(members)
    if kind is Format.ODT:
        text = prepare_text.prepare(members, manuscript.name, library)
        manuscript.embedded |= text.embedded
        manuscript.findings += text.findings
        manuscript.changes, manuscript.comments = text.record.changes, text.record.comments
    return containers.packed(members), members


def _word(manuscript: Manuscript, data: bytes, library: Library) -> prepare.Prepared:
    """Prepare a Word file; take from it what it says of itself."""
    word = prepare.prepare(containers.opened(data, manuscript.name), manuscript.name, library)
    manuscript.embedded, manuscript.front = word.embedded, word.front
    manuscript.unwrapped = word.unwrapped.tables, word.unwrapped.cells
    manuscript.findings += word.findings
    manuscript.changes, manuscript.comments = word.record.changes, word.record.comments
    return word


def _by_pandoc(data: bytes, kind: Format, folder: Path, file: str) -> Document:
    reader, name = READERS[kind]
    (folder / name).write_bytes(data)
    more = ["--track-changes=accept"] if kind is Format.DOCX else []
    arguments = ["-f", reader, "-t", "json", "--extract-media=media", *more, *pandoc.CAGE, name]
    try:
        return pandoc.loads(pandoc.run(arguments, cwd=folder))
    except InputError as fault:
        raise InputError(
            fault.message,
            place=Place(file),
            hint="Open it in the program it was made with, and save it anew.",
        ) from fault


def _differs(file: str, before: str, after: str) -> Finding:
    same = before == after
    what = "Its structure" if same else "Its text"
    return Finding(
        "import-differs",
        f"{what} does not come back from the Markdown quite as it was read.",
        Severity.INFO if same else Severity.WARNING,
        Tier.FLAG,
        Place(file),
        before=before,
        after=after,
        hint="Compare this place with the original.",
    )
