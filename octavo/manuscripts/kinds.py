"""Knows what kind of file a manuscript is, by its first bytes and then by its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from octavo.manuscripts import containers
from octavo.model.finding import InputError, Place


class Format(StrEnum):
    """What an import reads."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    DOCX = "DOCX"
    EPUB = "EPUB"
    ODT = "ODT"
    RTF = "RTF"


BY_SUFFIX = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    "": Format.PLAIN,
    ".asc": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".qmd": Format.MARKDOWN,
    ".rmd": Format.MARKDOWN,
    ".ipynb": Format.MARKDOWN,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".epub": Format.EPUB,
    ".odt": Format.ODT,
    ".rtf": Format.RTF,
}

WORD = "Open it in Word or LibreOffice and save it as DOCX."
PAGEMAKER = "Open it in PageMaker (or, up to CS6, InDesign) and export the text as RTF."
QUARK = "Open it in QuarkXPress and export each story as RTF or XPress Tags saved as text."
INDESIGN = "Open it in InDesign and export it as EPUB (reflowable), or each story as RTF."
PDF = "Ask for the file that it was made from; else export it as DOCX from a PDF editor."
PAGES = "Open it in Pages and export it as DOCX or EPUB."
WORDPERFECT = "Open it in LibreOffice and save it as DOCX."

EXPORTS = {
    ".doc": ("a Word 97 document", WORD),
    ".dot": ("a Word 97 template", WORD),
    ".pmd": ("a PageMaker document", PAGEMAKER),
    ".p65": ("a PageMaker document", PAGEMAKER),
    ".pm6": ("a PageMaker document", PAGEMAKER),
    ".pm5": ("a PageMaker document", PAGEMAKER),
    ".qxp": ("a QuarkXPress project", QUARK),
    ".qxd": ("a QuarkXPress document", QUARK),
    ".indd": ("an InDesign document", INDESIGN),
    ".idml": ("an InDesign document", INDESIGN),
    ".pdf": ("a PDF", PDF),
    ".pages": ("a Pages document", PAGES),
    ".locked": ("a document locked with a password", "Open it, take the password off, save it."),
    ".wpd": ("a WordPerfect document", WORDPERFECT),
}
"""Files that cannot be read, what they are, and the export to make of them."""

MAGIC = (
    (b"%PDF-", ".pdf"),
    (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"), ".indd"),
    (b"\xffWPC", ".wpd"),
    (b"\xdb\xa5\x2d\x00", ".doc"),
)
QUARK_MAGIC = (b"MMXPR", b"IIXPR")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Of old Word files and of PageMaker's from version 6 on: the streams' names tell which."""


TYPES, LABEL = "[Content_Types].xml", 100_000
WORD_LABELS = (
    b"wordprocessingml.document.main",
    b"ms-word.document.macroEnabled.main",
    b"wordprocessingml.template.main",
    b"ms-word.template.macroEnabledTemplate.main",
)
"""What says of an archive that it is a Word file, whatever its main part is called."""


def kind_of(data: bytes, name: str) -> Format:
    """Return what a file is; `name` is its name.

    Raises InputError that names the export to make, where it is of a kind that cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    foreign = _foreign(data) or (suffix if suffix in EXPORTS else "")
    if foreign:
        called, export = EXPORTS[foreign]
        raise InputError(f"This is {called}, which cannot be read.", place=Place(name), hint=export)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    kind = BY_SUFFIX.get(suffix)
    if kind is None:
        raise _unknown(name, suffix)
    if kind in (Format.DOCX, Format.EPUB, Format.ODT, Format.RTF):
        raise InputError(
            f"It is called {suffix}, but it is not {kind}: it may be damaged.",
            place=Place(name),
            hint="Open it in the program it was made with, and save it anew.",
        )
    return kind


def _foreign(data: bytes) -> str:
    """Return the suffix that a file of another program would have, by its bytes."""
    for magic, suffix in MAGIC:
        if data.startswith(magic):
            return suffix
    if data[2:7] in QUARK_MAGIC:
        return ".qxd"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return ".locked"
        return ".pmd" if "PageMaker".encode("utf-16-le") in data else ".doc"
    return ""


def _zipped(data: bytes, name: str) -> Format:
    """Recognise the formats that are zip archives by what they hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            label = archive.read("mimetype")[:100] if "mimetype" in names else b""
            types = archive.read(TYPES)[:LABEL] if TYPES in names else b""
    except containers.DAMAGES as fault:
        raise containers.damaged(name) from fault
    if b"indesign" in label or "designmap.xml" in names:
        raise InputError(
            "This is an InDesign document, which cannot be read.", place=Place(name), hint=INDESIGN
        )
    if "word/document.xml" in names or any(label in types for label in WORD_LABELS):
        return Format.DOCX
    if b"epub" in label or "META-INF/container.xml" in names:
        return Format.EPUB
    if b"opendocument.text" in label:
        return Format.ODT
    raise InputError(
        "It is an archive, and no DOCX, EPUB or ODT.",
        place=Place(name),
        hint="Unpack it, and import the manuscripts in it.",
    )


def _unknown(name: str, suffix: str) -> InputError:
    return InputError(
        f"A {suffix} file cannot be imported.",
        place=Place(name),
        hint=f"One of {', '.join(name for name in BY_SUFFIX if name)} can.",
    )
