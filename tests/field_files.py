"""Word files with the fields of programs that cite, made of their XML."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from functools import cache
from html import escape
from typing import Any

from octavo import pandoc
from tests.import_books import packed

NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("w15", "http://schemas.microsoft.com/office/word/2012/wordml"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    )
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def _empty() -> dict[str, bytes]:
    data = pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], b"Text.[^1]\n\n[^1]: Note.\n")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def members(body: str, **parts: str) -> dict[str, bytes]:
    """The members of a Word file: `parts` are its notes, comments … by the kind of the part."""
    made = {**_empty()}
    made["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
    links = ""
    for kind, inner in parts.items():
        root = {"commentsExtended": "w15:commentsEx"}.get(kind, f"w:{kind}")
        made[f"word/{kind}.xml"] = f"<{root} {NAMES}>{inner}</{root}>".encode()
        links += f'<Relationship Id="x{kind}" Type="{RELATED}/{kind}" Target="{kind}.xml"/>'
    rels = "word/_rels/document.xml.rels"
    made[rels] = made[rels].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    return made


def word(body: str, more: dict[str, str] | None = None, **parts: str) -> bytes:
    """A Word file; `more` are members by their names."""
    added = {name: text.encode() for name, text in (more or {}).items()}
    return packed({**members(body, **parts), **added})


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*parts: str, properties: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    made = (part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p>{inner}{''.join(made)}</w:p>"


def char(kind: str, data: str = "") -> str:
    inner = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'


def field(typed: str, shown: str = "(shown)", inner: str = "", data: str = "") -> str:
    """A field; `inner` stands in its code."""
    result = shown if shown.startswith("<") else run(shown)
    return (
        f"{char('begin', data)}{code(f' {typed} ')}{inner}{char('separate')}{result}{char('end')}"
    )


def base64_of(data: str) -> str:
    return base64.b64encode(data.encode()).decode()


def endnote(*cites: str) -> str:
    return f"ADDIN EN.CITE <EndNote>{''.join(cites)}</EndNote>"


def beside(*cites: str) -> str:
    """EndNote's field of a long citation: its records stand in base64 beside the code, twice."""
    data = base64_of(f"<EndNote>{''.join(cites)}</EndNote>")
    inner = f"{char('begin', data)}{code(' ADDIN EN.CITE.DATA ')}{char('end')}"
    return field("ADDIN EN.CITE", inner=inner, data=data)


def citavi(*entries: dict[str, Any]) -> str:
    payload = {"$type": "SwissAcademic.Citavi.Citations.WordPlaceholder", "Entries": [*entries]}
    return f"ADDIN CitaviPlaceholder{{{base64_of(json.dumps(payload))}}}"


def control(tag: str, inner: str) -> str:
    properties = f'<w:sdtPr><w:tag w:val="{escape(tag)}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
