"""Word files made by hand: paragraphs with styles, levels and looks, as small as can be."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{0}</Relationships>"
)
LINK = (
    '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{1}" Target="{2}"/>'
)
PROSE = (
    "The harbour was quiet that spring, and the pilots sat on the wall and mended what there was"
    " to mend, talking of the ice and of the long boats that had not come back."
)


@dataclass(frozen=True)
class P:
    """A paragraph: its words, its style's name, properties of it and of its run as XML.

    `before` is what stands before its words, as XML.
    """

    text: str
    style: str = ""
    ppr: str = ""
    rpr: str = ""
    char: str = ""
    before: str = ""


def bold(text: str, size: int = 0, ppr: str = "") -> P:
    return P(text, ppr=ppr, rpr="<w:b/>" + (f'<w:sz w:val="{size}"/>' if size else ""))


CENTRED = '<w:jc w:val="center"/>'


def docx(
    path: Path, paragraphs: list[P], styles: dict[str, str] | None = None, numbering: str = ""
) -> Path:
    """Write a Word file; `styles` are the properties of styles by name, as XML; so `numbering`."""
    names = dict.fromkeys(p.style for p in paragraphs if p.style)
    made = "".join(style(name, "paragraph", (styles or {}).get(name, "")) for name in names)
    chars = dict.fromkeys(p.char for p in paragraphs if p.char)
    made += "".join(style(name, "character", (styles or {}).get(name, "")) for name in chars)
    body = "".join(map(paragraph, paragraphs))
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATED.format(LINK.format("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": RELATED.format(LINK.format("r1", "styles", "styles.xml")),
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACE}>{normal}{made}</w:styles>",
    }
    if numbering:
        parts["word/numbering.xml"] = numbering.format(SPACE)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    path.write_bytes(data.getvalue())
    return path


def style(name: str, kind: str, properties: str) -> str:
    identifier = "".join(sign for sign in name if sign.isalnum())
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{identifier}">'
        f'<w:name w:val="{escape(name)}"/>{properties}</w:style>'
    )


def paragraph(p: P) -> str:
    identifier = "".join(sign for sign in p.style if sign.isalnum())
    named = f'<w:pStyle w:val="{identifier}"/>' if p.style else ""
    char = "".join(sign for sign in p.char if sign.isalnum())
    called = f'<w:rStyle w:val="{char}"/>' if p.char else ""
    run = (
        f'<w:r><w:rPr>{called}{p.rpr}</w:rPr><w:t xml:space="preserve">{escape(p.text)}</w:t></w:r>'
        if p.text
        else ""
    )
    return f"<w:p><w:pPr>{named}{p.ppr}</w:pPr>{p.before}{run}</w:p>"
