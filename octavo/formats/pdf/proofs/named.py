"""What a proof is called: by it the file is known again, and kept from printers and shops."""

from __future__ import annotations

from io import BytesIO

import pikepdf

PROPERTY = "/OctavoSent"
"""The key of the file's information that holds the identifier of what was sent."""

KEYWORD = "octavo-sent:"
"""Begins the keyword that holds it as well: some programs drop keys that they do not know."""

NAMESPACE = "urn:octavo:sent"
QUERY = "octavo-query-"
"""Begins the names of the notes that are queries of the book."""


def is_proof(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF is a proof, which no printer and no shop gets."""
    if PROPERTY in pdf.docinfo or KEYWORD in str(pdf.docinfo.get("/Keywords", "")):
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
