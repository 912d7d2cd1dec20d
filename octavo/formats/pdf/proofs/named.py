"""What a proof is called: by it the file is known again, and kept from printers and shops."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

PROPERTY = "/OctavoSent"
"""The key of the file's information that holds the identifier of what was sent."""

KEYWORD = "octavo-sent:"
"""Begins the keyword that holds it as well: some programs drop keys that they do not know."""

NAMESPACE = "urn:octavo:sent"
QUERY = "octavo-query-"
"""Begins the names of the notes that are queries of the book."""


FILE = b"octv"
"""Begins the first identifier of the file, which all programs keep, and write into FDF and XFDF."""

FILE_NAME = re.compile(FILE + rb"([0-9a-f]{12})")


def file_id(name: str) -> bytes:
    """Return the identifier of a file, 16 bytes, that holds that of what was sent."""
    return FILE + name.encode("ascii")


def name_in(identifier: bytes) -> str:
    """Return what was sent by the first identifier of a file; "" where that is no proof."""
    match = FILE_NAME.fullmatch(identifier)
    return match[1].decode() if match else ""


def file_name(pdf: pikepdf.Pdf) -> str:
    """Return what was sent by the first identifier of a PDF; "" where that is no proof."""
    ids = pdf.trailer.get("/ID")
    held = isinstance(ids, pikepdf.Array) and len(ids) > 0 and isinstance(ids[0], pikepdf.String)
    return name_in(bytes(ids[0])) if ids is not None and held else ""


def is_proof(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF is a proof, which no printer and no shop gets."""
    if (
        file_name(pdf)
        or PROPERTY in pdf.docinfo
        or KEYWORD in str(pdf.docinfo.get("/Keywords", ""))
    ):
        return True
    metadata = pdf.Root.get("/Metadata")
    return isinstance(metadata, pikepdf.Stream) and NAMESPACE.encode() in metadata.read_bytes()


def is_proof_data(data: bytes) -> bool:
    """Whether a file is a proof; False where it is no PDF."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return is_proof(pdf)
    except pikepdf.PdfError:
        return False
