"""Imports manuscripts: makes a book's folder of them, and the list of what to decide."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import orjson

from octavo.book import imports, questions
from octavo.book.paths import check_name
from octavo.files import files
from octavo.manuscripts import cited, forms, kept, repeated, unknown
from octavo.manuscripts.ahead import Ahead
from octavo.manuscripts.folder import folder as project
from octavo.manuscripts.folder.apart import pictures_apart
from octavo.manuscripts.folder.names import names_of
from octavo.manuscripts.folder.pictures import Album, safe_name
from octavo.manuscripts.folder.review import review
from octavo.manuscripts.given import Given, bytes_of, figures_of, read_as
from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain import read as plain
from octavo.manuscripts.plain.decode import decode
from octavo.manuscripts.volume import bind
from octavo.manuscripts.volume.volume import Volume, gather
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.structure.structure import Structure
from octavo.manuscripts.works import draft as works_draft
from octavo.manuscripts.works import places, twice
from octavo.model.finding import Finding, InputError, Place, Severity, Tier, refuse_all
from octavo.text.letters.named import page_named
from octavo.text.style.language import check_language

ORIGINALS = "source/original"
WORD = (".docx", ".docm", ".dotx", ".dotm")
SCHEMA = f"metadata/{project.IMPORT_SCHEMA}"
UNKEPT = ("metadata/review.md", questions.FILE, imports.FILE, SCHEMA, "metadata/pandoc.json")
"""Files that import writes anew each time, or that are no part of the text."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import: the book's folder, its files, findings, the files' descriptions."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    descriptions: tuple[str, ...]


def import_manuscripts(
    paths: Sequence[Path],
    into: Path,
    lang: str,
    styles: Sequence[str] = (),
    encoding: str = "",
) -> Imported:
    """Make a book of manuscripts, given in the order of chapters, in the folder `into`.

    `styles` say what styles of a Word file mean: `Name of the style=heading 1`; `encoding` is the
    code page that plain texts and Markdown were kept in, where an editor knows it. Raises
    InputError where a file or the call is wrong; then nothing is written.
    """
    check_language(lang)
    answers = imports.given(styles)
    page = page_named(encoding) if encoding else None
    gathered = gather(paths)
    given = [replace(one, page=page) for one in _given(gathered)]
    project.check_free({**project.shared_files(), "source/": b""}, into)
    made = make(given, lang, answers, into, gathered)
    written = project.settle(made.files, into)
    return Imported(into, tuple(written), tuple(made.findings), tuple(made.descriptions))


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a book by their path in it, the findings, a line about each manuscript."""

    files: dict[str, bytes]
    findings: list[Finding]
    descriptions: list[str]


def make(
    given: Sequence[Given],
    lang: str,
    answers: imports.Answers,
    into: Path,
    gathered: Volume | None = None,
) -> Made:
    """Make the files of a book. Raises InputError where a manuscript, or an answer, is wrong."""
    library = Library(lang, Structure(answers), alone=len(given) == 1)
    ahead = _ahead(given, lang) if len(given) > 1 else Ahead()
    read = [_read(one, library, ahead) for one in given]
    uses = library.structure.uses.values()
    refuse_all([*answers.faults, *answers.unknown(uses)])
    pictures_apart(read, [one.path for one in given])
    repeated.take(read, gathered.embedded if gathered is not None else {})
    if gathered is not None:
        bind.together(read, gathered)
    made = _book(list(given), read, library, into)
    for file in gathered.beside if gathered is not None else ():
        made.files.setdefault(f"{ORIGINALS}/{file.name}", bytes_of(file))
    if uses or any(one.path.suffix.casefold() in WORD for one in given):
        names = [one.name for one in given]
        digests = {n: files.digest_of(d) for n, d in made.files.items() if is_written(n)}
        counts = library.structure.counts()
        described = imports.dump(uses, names, lang, digests, counts)
        made.files.update(project.import_files(described))
    return made


def is_written(name: str) -> bool:
    """Whether import makes a file of the manuscript: it is made anew where nobody changed it."""
    kept = (ORIGINALS, "Makefile", ".gitignore", "filters/", *UNKEPT)
    return not name.startswith(kept) and not name.endswith(".schema.json")


def _given(gathered: Volume) -> list[Given]:
    if not gathered.paths:
        raise InputError("No manuscript is named.", hint="Name one file or more.")
    given, names = list[Given](), dict[str, Path]()
    for number, path in enumerate(gathered.paths):
        check_name(path)
        name = safe_name(gathered.names[number], f"manuscript-{number + 1}")
        if name.casefold() in names:
            raise InputError(
                f"Two files are called {name}: {names[name.casefold()]} and {path}.",
                hint="Give one of them another name.",
            )
        names[name.casefold()] = path
        figures = figures_of(PurePath(name), len(gathered.paths))
        given.append(Given(path, bytes_of(path), name, figures, gathered.edits[number]))
    return given


def _ahead(given: Sequence[Given], lang: str) -> Ahead:
    """Read the Markdown files together; what cannot be read is reported later, each by itself."""
    texts: list[str] = []
    for one in given:
        with suppress(InputError):
            read, kind = read_as(one)
            if kind is Format.MARKDOWN:
                from octavo.manuscripts import markdown

                decoded = decode(read.data, read.name, lang, read.page)
                texts.append(markdown.text_of(decoded, read.name, read.edit, lang))
    return Ahead.of(texts)


def _read(one: Given, library: Library, ahead: Ahead) -> Manuscript:
    """Read one manuscript by its kind; errors name the file as it was given."""
    file = f"{ORIGINALS}/{one.name}"
    try:
        one, kind = read_as(one)
        manuscript = _of_kind(one, kind, file, library, ahead)
        manuscript.findings += guard.check(one.data, kind, manuscript, library.lang, one.page)
        return manuscript
    except InputError as fault:
        line = fault.place.line if fault.place else 0
        place = Place(str(one.path), line)
        raise InputError(fault.message, place=place, hint=fault.hint) from fault


def _of_kind(one: Given, kind: Format, file: str, library: Library, ahead: Ahead) -> Manuscript:
    if kind is Format.PLAIN:
        return plain.read(one.data, file, library.lang, one.page)
    from octavo.manuscripts import converted, markdown  # a plain text needs no reader of Word

    if kind is Format.MARKDOWN:
        decoded = decode(one.data, file, library.lang, one.page)
        at = markdown.Standing(file, one.path.parent, library.lang)
        return markdown.read(decoded, at, one.edit, ahead)
    if one.page is not None:
        hint = "Leave --encoding out: such a file says itself how its letters are kept."
        raise InputError(
            "--encoding is for plain texts and Markdown.", place=Place(file), hint=hint
        )
    album = Album(file, None, one.path.parent, stem=one.figures)
    return converted.read(one.data, file, kind, album, library)


def _book(given: list[Given], read: list[Manuscript], library: Library, into: Path) -> Made:
    """Return the files of the book, the findings and a line about each manuscript."""
    passages = [passage for manuscript in read for passage in manuscript.passages]
    draft, lang = works_draft.of_book(passages, library.items.values()), library.lang
    references = _references(read, draft, library)
    title, title_findings = _title(read, given, into)
    cites = bool(references or any(manuscript.works for manuscript in read))
    form, words = forms.form_of(read)
    findings = [
        *(finding for manuscript in read for finding in manuscript.findings),
        *library.structure.findings(),
        *places.of_their_own(read),
        *draft.findings,
        *title_findings,
        *unknown.findings(read, lang),
        *forms.findings(form, words),
        *(forms.headless(read, form, words) if cites else ()),
    ]
    descriptions, numbers = _descriptions(given, read), _has_numbers(read)
    chapters = _chapters(read)
    if cites and not places.take_place(chapters) and not any(one.listed for one in passages):
        chapters["source/99-bibliography.md"] = project.bibliography_md(lang).encode()
    taken, repeats = twice.without(twice.apart(read))
    findings += repeats
    known = {**_known(read), "title": title, "lang": lang, "identifier": _identifier(given)}
    known["form"] = "" if form == "book" else form
    known["bibliography"] = places.named(taken, references)
    made: dict[str, bytes] = {
        **chapters,
        **_brought(given, read, taken),
        "metadata/edition.yaml": project.edition_yaml(known).encode(),
        "metadata/design.yaml": project.design_yaml(
            lang, cited.of_design(read), chapter_numbers=numbers
        ).encode(),
        "metadata/references.json": orjson.dumps(references, option=orjson.OPT_INDENT_2) + b"\n",
        "metadata/abbreviations.yaml": project.abbreviations_yaml(draft.abbreviations).encode(),
        "metadata/review.md": review(title, descriptions, findings).encode(),
        **kept.files(read),
        questions.FILE: questions.dump(questions.of_findings(findings)),
        **project.shared_files(),
    }
    return Made(made, findings, descriptions)


def _brought(
    given: list[Given], read: list[Manuscript], taken: dict[str, bytes]
) -> dict[str, bytes]:
    """Return the files that manuscripts bring: their images, themselves, their bibliographies."""
    return {
        **{f"source/{name}": data for name, data in _joined([m.images for m in read]).items()},
        **{f"{ORIGINALS}/{one.name}": one.data for one in given},
        **{f"metadata/{name}": data for name, data in taken.items()},
        **{f"metadata/{n}": data for n, data in _joined([m.styles for m in read]).items()},
    }


def _descriptions(given: list[Given], read: list[Manuscript]) -> list[str]:
    """Return a line about each manuscript: how it was read."""
    pairs = zip(given, read, strict=True)
    return [f"{one.path.name}: {manuscript.description}" for one, manuscript in pairs]


def _has_numbers(read: list[Manuscript]) -> bool:
    """Whether the design numbers the chapters: of one alone, or with numbers of its own, never."""
    alone = sum(len(manuscript.chapters) for manuscript in read) == 1
    return not (alone or any(manuscript.numbered for manuscript in read))


def _joined(given: list[dict[str, bytes]]) -> dict[str, bytes]:
    """Join files of several manuscripts. Raises InputError where two of one name differ."""
    joined: dict[str, bytes] = {}
    for brought in given:
        for name, data in brought.items():
            if joined.setdefault(name, data) != data:
                raise InputError(
                    f"Two manuscripts bring different files called {name}.",
                    hint="Give one of them another name, in the manuscript too.",
                )
    return joined


def _chapters(read: list[Manuscript]) -> dict[str, bytes]:
    names = names_of(chapters := [chapter for one in read for chapter in one.chapters])
    return {f"source/{n}": c.markdown.encode() for n, c in zip(names, chapters, strict=True)}


def _references(
    read: list[Manuscript], draft: works_draft.Draft, library: Library
) -> list[dict[str, object]]:
    """Return the works that fields cite, and drafts of those that came with no bibliography."""
    taken = {key for manuscript in read for key in manuscript.works} | library.items.keys()
    drafts = [*draft.items, *works_draft.unlisted(read)]
    return [*library.items.values(), *(item for item in drafts if item["id"] not in taken)]


def _title(read: list[Manuscript], given: list[Given], into: Path) -> tuple[str, list[Finding]]:
    """Return the title, or a working title from the file's name, which is flagged."""
    if read[0].embedded.get("title"):
        return str(read[0].embedded["title"]), []
    if len(read) == 1 and read[0].title:
        return read[0].title, []
    name = given[0].path.stem if len(given) == 1 else into.resolve().name
    words = " ".join(re.split(r"[\s_-]+", name)).strip() or "Untitled"
    finding = Finding(
        "import-title-missing",
        f"No title was found: \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK},"
        " the name of the file or folder, stands in its place.",
        Severity.WARNING,
        Tier.FLAG,
        Place("metadata/edition.yaml"),
        before=words,
        hint="Write the title into metadata/edition.yaml.",
    )
    return words, [finding]


def _known(read: list[Manuscript]) -> dict[str, object]:
    """Return the first manuscript's own metadata, in the form of edition.yaml."""
    known = dict(read[0].embedded)
    authors = known.get("author")
    if isinstance(authors, list):
        known["author"] = [name if isinstance(name, dict) else {"name": name} for name in authors]
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(known.get("date", ""))):
        known.pop("date", None)
    return known


def _identifier(given: list[Given]) -> str:
    """Make the identifier from the manuscripts' bytes: the same manuscripts, the same book."""
    digests = " ".join(hashlib.sha256(one.data).hexdigest() for one in given)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digests)}"
