"""Reads a Markdown manuscript: the author's own signs stay as they were typed where they can."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from octavo import pandoc
from octavo.bibliography import references
from octavo.book import comments
from octavo.book.markup.reading import read_markup
from octavo.files.names import inside, is_file
from octavo.manuscripts import absent, cited, converted, people
from octavo.manuscripts.ahead import Ahead
from octavo.manuscripts.folder import divide, whole
from octavo.manuscripts.folder.pictures import Album, renamed, safe_name
from octavo.manuscripts.folder.write import read_apart
from octavo.manuscripts.header import FRONT, TITLE_BLOCK
from octavo.manuscripts.pieces import Chapter, Manuscript
from octavo.manuscripts.plain import encodings
from octavo.manuscripts.plain.decode import Decoded
from octavo.manuscripts.plain.divisions import headings
from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edit import Edit, Edited, edited
from octavo.manuscripts.word.compare import canonical
from octavo.manuscripts.works.passages import passages
from octavo.model import nesting
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.model.nodes import Document, Node, markup, meta_text, stringify
from octavo.prose.prose import Prose
from octavo.prose.trace import raw_markup

FIELDS = ("title", "subtitle", "lang", "date", "publisher", "rights", "description")
LISTED = ("*.bib", "*/*.bib")
BESIDE = ("refs.bib", "references.bib", "bibliography.bib", "refs.json")
"""Names of a bibliography taken along if the text cites and its header names no other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands: its place in the book, the folder of its images, its language."""

    file: str
    beside: Path
    lang: str


def read(decoded: Decoded, at: Standing, edit: Edit | None, ahead: Ahead) -> Manuscript:
    """Read a Markdown file; `ahead` has texts that were read already.

    Raises InputError where it holds no text.
    """
    file, beside = at.file, at.beside
    text, body = _parted(decoded)
    manuscript = Manuscript(file, description=f"Markdown in {decoded.encoding} ({decoded.reason})")
    manuscript.findings += encodings.findings(file, decoded)
    nesting.check_text(text, file)
    header = _header(text, body)
    _front(manuscript, header)
    done = edited(body, str(manuscript.embedded.get("title", "")), edit or Edit(), file, at.lang)
    body, manuscript.marks, manuscript.aside = done.text, done.marks, done.titles
    manuscript.findings += done.findings
    document = ahead.read(body)
    _bibliographies(manuscript, header, document.blocks, _near(beside, edit))
    cited.take(manuscript, meta_text(header.meta, "csl") or "", _near(beside, edit))
    if not document.blocks:
        if edit is not None and (manuscript.aside or edit.depth is not None):
            if not manuscript.aside:  # else its only line says what follows: `# (APPENDIX)`
                manuscript.findings.append(_empty(file))
            return manuscript
        raise InputError("There is no text in it.", place=Place(file))
    _write(manuscript, done, document, beside, edit)
    if edit is None:
        _dead(manuscript)
    return manuscript


def _empty(file: str) -> Finding:
    message = "It is in the list of the book and has no text, so that it makes no chapter."
    return Finding("import-file-missing", message, Severity.WARNING, Tier.FLAG, Place(file))


def text_of(decoded: Decoded, file: str, edit: Edit | None, lang: str) -> str:
    """Return the text of a file as it will be read; "" where the title in its header matters."""
    text, body = _parted(decoded)
    if body != text and edit is not None and edit.depth is not None:
        return ""
    return edited(body, "", edit or Edit(), file, lang).text


def _parted(decoded: Decoded) -> tuple[str, str]:
    """Return a text, and the same without its header."""
    text = re.sub(r"\r\n?", "\n", decoded.text)
    body = FRONT.sub("", text, count=1)
    return text, TITLE_BLOCK.sub("", body, count=1) if body == text else body


def _header(text: str, body: str) -> Document:
    """Return a document with the metadata of a text; `body` is the text without its header.

    Pandoc reads a header that stands further down, too: only then is the whole text read for it,
    without its code, which may show one (fences of other programs are none for pandoc).
    """
    before = text[: len(text) - len(body)]
    rows = body.split("\n")
    plain = [row for row, code in zip(rows, lines.fenced(rows), strict=True) if not code]
    if any(re.fullmatch(r"---[ \t]*", row) for row in plain):
        return Document(pandoc.read((before + "\n".join(plain)).encode()).meta, [])
    return pandoc.read(before.encode()) if before else Document({}, [])


def _dead(manuscript: Manuscript) -> None:
    """Report links of the author's own to places that no chapter has."""
    names = set().union(*(whole.identifiers(chapter.blocks) for chapter in manuscript.chapters))
    links = [link for one in manuscript.chapters for link in whole.dead(one.blocks, names)]
    links = [link for link in links if not link.partition("#")[0].endswith(".md")]
    if links:
        what = "1 link leads" if len(links) == 1 else f"{len(links)} links lead"
        message = f"{what} nowhere in this text: {whole.listed(links)}."
        hint = "Lead them to a heading, #its-words, or give the whole address; else no book builds."
        manuscript.findings.append(_flag(manuscript.name, "import-dead-link", message, hint))


def _front(manuscript: Manuscript, document: Document) -> None:
    """Take the metadata in the file's header."""
    meta = document.meta
    for key in FIELDS:
        value = meta_text(meta, key)
        if value:
            manuscript.embedded[key] = value
    authors = people.of_meta(meta.get("author"))
    if authors:
        manuscript.embedded["author"] = people.parted(authors)
    isbn = meta_text(meta, "isbn")
    if isbn:
        message = f"The header gives the ISBN {isbn}, and does not say of which format."
        hint = "Write it into metadata/edition.yaml below isbn, at its format: epub or print."
        manuscript.findings.append(_flag(manuscript.name, "import-isbn", message, hint))


def _near(beside: Path, edit: Edit | None) -> list[Path]:
    """Return the folders of a text: its own, and that of the book."""
    return [beside, *([edit.root] if edit is not None and edit.root else [])]


def _bibliographies(
    manuscript: Manuscript, document: Document, blocks: list[Node], folders: list[Path]
) -> None:
    """Take along the bibliographies that the header names; else one near the text, if it is cited.

    Of a book of many files it stands in the book's folder, or in a folder of that.
    """
    named = converted.meta_texts(document.meta, "bibliography")
    beside = next(
        (one for one in folders if any(is_file(one / name) for name in named)), folders[0]
    )
    cited_keys = _cited(blocks) if not named else set()
    if cited_keys:
        own = (one / name for one in folders for name in BESIDE)
        near = chain(own, *(sorted(one.glob(way)) for one in folders[1:] for way in LISTED))
        path = next((path for path in near if is_file(path)), None)
        if path is not None and not cited_keys.isdisjoint(_keys(path)):
            beside, named = path.parent, [path.name]
    for name in named:
        path = beside / name
        if inside(beside, path) and is_file(path):
            manuscript.works += _keys(path)
            taken = safe_name(path.name, "references.bib")
            manuscript.bibliographies[taken] = path.read_bytes()
        else:
            message = f"The bibliography {name} does not stand beside the manuscript."
            hint = "Put it into metadata/, and name it in metadata/edition.yaml (bibliography)."
            manuscript.findings.append(_flag(manuscript.name, "import-bibliography", message, hint))


def _cited(blocks: list[Node]) -> set[str]:
    """Return the keys that a text cites, those of its own figures among them."""
    cites = (node for node in markup(blocks) if node["t"] == "Cite")
    return {str(one["citationId"]) for cite in cites for one in cite["c"][0]}


def _keys(path: Path) -> list[str]:
    return _keys_of(path, path.read_bytes())


@lru_cache(maxsize=8)
def _keys_of(path: Path, _: bytes) -> list[str]:
    """Return the keys of a bibliography, which every file of a book may name: it is read once."""
    return [str(work.item["id"]) for work in references.read(path)]


def _flag(file: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint)


def _marked_up(manuscript: Manuscript, document: Document) -> Document:
    """Return a copy of a document with its raw markup read, and report what cannot be read.

    The text keeps its markup as it is typed: every build reads it.
    """
    copy = Document.loads(document.dumps())
    findings = [one for one in read_markup(Prose(copy)) if one.severity is not Severity.INFO]
    if findings:
        lost = any(one.severity is Severity.ERROR for one in findings)
        what = "which no edition can show" if lost else "which is not as it should be"
        manuscript.findings.append(
            Finding(
                "import-raw-markup",
                f"The text holds raw markup in {_places(len(findings))}, {what}.",
                Severity.WARNING,
                Tier.FLAG,
                Place(manuscript.name),
                before=findings[0].before,
                hint="Write it in Markdown; `octavo lint` names each place.",
            )
        )
    return copy


def _places(number: int) -> str:
    return "one place" if number == 1 else f"{number} places"


def _write(
    manuscript: Manuscript, done: Edited, document: Document, beside: Path, edit: Edit | None
) -> None:
    """Keep the text as typed, with new paths of images; where that fails, write it anew.

    `edit` says where it stands in a book of several files, and whether its levels stay.
    """
    body = done.text
    keeps = edit is not None and edit.keeps
    album = Album(manuscript.name, None, beside, keeps_paths=True, root=edit.root if edit else None)
    album.made = done.pictures
    shown = absent.without(body, raw_markup(document.blocks), album)
    if shown != body:
        body, document = shown, pandoc.read(shown.encode())
    untouched = Untouched(body, document.dumps())
    album.collect(document.blocks)
    marked_up = _marked_up(manuscript, document)
    album.moved |= {new: new for new in album.moved.values()}
    album.collect(marked_up.blocks)
    album.give(manuscript)
    body = renamed(body, album.moved)
    for raw in raw_markup(document.blocks):
        raw["c"][1] = renamed(raw["c"][1], album.moved)
    chapters = _as_typed(body, document, untouched, keeps=keeps)
    if chapters is None:
        converted.fill(manuscript, marked_up, own=True, alone=edit is None)
        manuscript.description += "; written anew by pandoc"
        return
    manuscript.chapters = chapters
    title = manuscript.embedded.get("title")
    manuscript.title = str(title or (chapters[0].title if len(chapters) == 1 else ""))
    manuscript.passages = passages(document.blocks, manuscript.name)
    manuscript.numbered = headings.any_number(divide.divisions(document.blocks))


@dataclass(frozen=True, slots=True)
class Untouched:
    """A text, and what pandoc has read it as: it is not read twice to prove it."""

    text: str
    read: bytes

    def parts(self, parts: list[str]) -> list[list[Node]]:
        """Return what the parts of a text read as."""
        if parts == [self.text]:
            return [Document.loads(self.read).blocks]
        return read_apart(parts)


def _as_typed(
    body: str, document: Document, untouched: Untouched, *, keeps: bool
) -> list[Chapter] | None:
    """Split the text at its divisions; None where the parts do not read as the whole does."""
    tops = divide.divisions(document.blocks)
    if not tops and any(b["t"] == "Header" for b in document.blocks):
        return _proved([body], document, untouched) if keeps else None
    starts = divide.starts(body, parts=any(top["c"][0] == 2 for top in tops))
    if len(starts) != len(tops):
        parted = any("part" in top["c"][1][1] for top in tops)
        return None if parted else _proved([body], document, untouched)
    before = body[: starts[0]] if starts else body
    cuts = [*([0] if before.strip() else []), *starts]
    parts = [body[a:b] for a, b in zip(cuts, [*cuts[1:], len(body)], strict=True)]
    return _proved(parts, document, untouched) or _proved(
        divide.lead_home(parts), document, untouched
    )


def _proved(parts: list[str], document: Document, untouched: Untouched) -> list[Chapter] | None:
    """Return the parts as chapters, where together they read as the whole does.

    With queries in it, the whole is read as a build does, which leaves these out.
    """
    whole = "".join(parts)
    if comments.may_hold(whole):
        *read, _, blocks = read_apart([*parts, "", whole])
    else:
        read, blocks = untouched.parts(parts), document.blocks
    if canonical([block for part in read for block in part]) != canonical(blocks):
        return None
    return [
        Chapter(_name(blocks), f"{part.strip(chr(10))}\n", blocks)
        for part, blocks in zip(parts, read, strict=True)
    ]


def _name(blocks: list[Node]) -> str:
    return stringify(blocks[0]["c"][2]) if blocks and blocks[0]["t"] == "Header" else ""
