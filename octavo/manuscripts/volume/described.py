"""Takes what is said of a book beside its texts: pandoc's metadata file, a byline on a title page.

A metadata file is YAML that stands in the folder of the texts (Pandoc User's Guide,
"--metadata-file"; "EPUB metadata").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from octavo import pandoc
from octavo.files import images, yaml
from octavo.files.names import inside, is_file
from octavo.manuscripts import people
from octavo.manuscripts.folder.pictures import safe_name
from octavo.manuscripts.pieces import Chapter, Manuscript
from octavo.manuscripts.plain.outer.front import AND, BYLINE
from octavo.model.checkdigits import isbn_fault
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.model.nodes import Node, meta_text, stringify

NAMES = ("metadata.yaml", "metadata.yml", "meta.yaml", "meta.yml")
FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "date": "date",
    "publisher": "publisher",
    "rights": "rights",
    "description": "description",
    "abstract": "description",
}
"""Keys of such a file, and what edition.yaml calls the same."""

AFTER = re.compile(r"\s*[,;.]?\s*(?:(?:with|mit|avec|con|com|met|med)\b.*)?", re.DOTALL)
"""What may stand behind the names of a byline: those who helped."""

FIRST = 12
"""Among so many blocks at the beginning stands a byline."""


def file_of(paths: Sequence[Path]) -> Path | None:
    """Return the metadata file that stands beside texts of one folder; None where there is none."""
    folders = {path.parent for path in paths}
    if len(folders) != 1:
        return None
    return file_in(folders.pop())


def file_in(folder: Path) -> Path | None:
    """Return the metadata file of a folder, or None if it has no such file."""
    return next((folder / name for name in NAMES if is_file(folder / name)), None)


def take(file: Path, manuscript: Manuscript) -> None:
    """Give a manuscript what a metadata file says of the book.

    Raises InputError where the file is no text, or no YAML.
    """
    text = yaml.text_of(file.read_bytes(), str(file)).strip()
    text = re.sub(r"\n(?:---|\.\.\.)[ \t]*$", "", re.sub(r"\A---[ \t]*\n", "", text))
    meta = _meta(text, file)
    known: dict[str, object] = {}
    for name, key in FIELDS.items():
        value = _words(meta.get(name))
        if value:
            known.setdefault(key, value)
    authors = [name for key in ("author", "creator") for name in people.of_meta(meta.get(key))]
    if authors:
        known["author"] = authors
    numbers = [number for one in _each(meta.get("identifier")) if (number := _words(one))]
    _isbns(manuscript, numbers, file.name)
    _cover(manuscript, meta_text(meta, "cover-image") or "", file.parent)
    taken = [key for key in (*known, "cover") if key in known or "cover" in manuscript.embedded]
    manuscript.embedded |= known
    if taken:
        message = f"Taken from {file.name}, which stands beside the texts: {', '.join(taken)}."
        manuscript.findings.append(_done("import-metadata-file", message, file.name))


def _meta(text: str, file: Path) -> dict[str, Node]:
    try:
        return pandoc.read(f"---\n{text}\n---\n".encode()).meta
    except pandoc.PandocError as fault:
        line = re.search(r"at line (\d+)", fault.message)
        raise InputError(
            "This is not YAML.",
            place=Place(str(file), int(line[1]) if line else 0),
            hint="A value that holds a colon, a hash or a bracket needs quotation marks around it.",
        ) from fault


def _each(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return list(node["c"]) if node["t"] == "MetaList" else [node]


def _words(node: Node | None) -> str:
    """Return the words of a value: text, or a map that has them as its name or text."""
    if node is None:
        return ""
    if node["t"] == "MetaList":
        return next((words for one in node["c"] if (words := _words(one))), "")
    if node["t"] == "MetaMap":
        return next((_words(node["c"][key]) for key in ("name", "text") if key in node["c"]), "")
    return meta_text({"": node}, "") or ""


def _isbns(manuscript: Manuscript, numbers: list[str], file: str) -> None:
    """Report an ISBN: the file does not say of which edition it is."""
    for number in numbers:
        if not isbn_fault(number):
            message = f"{file} gives the ISBN {number}, and does not say of which format."
            hint = "Write it into metadata/edition.yaml below isbn, at its format: epub or print."
            flag = Finding(
                "import-isbn", message, Severity.WARNING, Tier.FLAG, Place(file), hint=hint
            )
            manuscript.findings.append(flag)


def _cover(manuscript: Manuscript, name: str, folder: Path) -> None:
    """Take the image of the cover along, where it is one that an edition can have as its cover."""
    path = folder / name
    if not name or not inside(folder, path) or not is_file(path):
        return
    data = path.read_bytes()
    if images.kind_of(data) in (".png", ".jpg"):
        taken = f"images/{safe_name(path.name, 'cover')}"
        if taken not in manuscript.images:
            manuscript.images[taken] = data
            manuscript.embedded["cover"] = taken


def byline(manuscript: Manuscript, chapters: Sequence[Chapter]) -> None:
    """Take the authors from the line *by …* of a title page, where nothing else names them.

    The line stays: the page says more than that.
    """
    if manuscript.embedded.get("author") or not chapters:
        return
    for block in chapters[0].blocks[:FIRST]:
        if block["t"] not in ("Para", "Plain"):
            continue
        words = " ".join(stringify(block["c"]).split())
        match = BYLINE.match(words)
        if match and AFTER.fullmatch(words[match.end() :]):
            names = [name for name in AND.split(match["names"]) if name]
            manuscript.embedded["author"] = names
            message = f"The author is taken from this line: {', '.join(names)}."
            manuscript.findings.append(_done("import-byline", message, manuscript.name))
            return


def _done(rule: str, message: str, file: str) -> Finding:
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(file))
