"""Makes Word files of their parts: paragraphs are written short, `<p style="Quote">…</p>`.

`<r i lang=fr-FR>l'eau</r>` is a run with its looks; every other element is Word's own, whose
prefix is its usual one. A paragraph's words outside a run are a run without looks.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
SPACES = " ".join(f'xmlns:{name}="{space}"' for name, space in NAMES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Normal": "Normal", "Heading1": "heading 1", "Heading2": "heading 2", "Title": "Title",
    "Subtitle": "Subtitle", "Author": "Author", "Date": "Date", "Abstract": "Abstract",
    "Caption": "caption",
}  # fmt: skip
WITH_VALUE = {"font": "rFonts", "highlight": "highlight", "style": "rStyle"}


def run(looks: str, text: str) -> str:
    """A run with its looks, as `i lang=fr-FR`."""
    properties = ""
    for look in looks.split():
        name, _, value = look.partition("=")
        if name == "font":
            properties += f'<w:rFonts w:ascii="{value}" w:hAnsi="{value}"/>'
        elif name in ("bidi", "eastAsia"):
            properties += f'<w:lang w:{name}="{value}"/>'
        elif value:
            properties += f'<w:{WITH_VALUE.get(name, name)} w:val="{value}"/>'
        else:
            properties += f"<w:{name}/>"
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, shown: str = "") -> str:
    """A complex field, and its shown words."""
    kinds = "begin", "separate", "end"
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds]
    written = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return marks[0] + written + ((marks[1] + run("", shown)) if shown else "") + marks[2]


def words(text: str) -> str:
    """What was written short, as Word has it."""
    text = re.sub(r"<r( [^>]*)?>([^<]*)</r>", lambda match: run(match[1] or "", match[2]), text)
    text = re.sub(r"<field ([^>]*)>([^<]*)</field>", lambda m: field(m[1], m[2]), text)
    return re.sub(r"<p(?: style=\"(\w+)\")?>(.*?)</p>", _paragraph, text, flags=re.DOTALL)


def _paragraph(match: re.Match[str]) -> str:
    style, inside = match.groups()
    pieces = re.split(r"(<[^>]+>)", inside)
    depth, made = 0, ""
    for piece in pieces:
        if piece.startswith("<"):
            depth += 0 if piece.endswith("/>") else -1 if piece.startswith("</") else 1
            made += piece
        else:
            made += run("", piece) if piece.strip() and not depth else piece
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{made}</w:p>"


def styles() -> str:
    made = (
        f'<w:style w:type="paragraph" w:styleId="{key}"{" w:default=" + chr(34) + "1" + chr(34) if key == "Normal" else ""}>'  # noqa: E501
        f'<w:name w:val="{name}"/>'
        + (f'<w:pPr><w:outlineLvl w:val="{int(key[-1]) - 1}"/></w:pPr>' if "eading" in key else "")
        + "</w:style>"
        for key, name in STYLES.items()
    )
    return f"<w:styles {SPACES}>{''.join(made)}</w:styles>"


def members(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> dict[str, bytes]:
    """The members of a Word file. `parts`: by relationship, the last word of its type and text.

    A part is called after its relationship: `r1.html` is the part `word/r1.html` of `r1.html`,
    and an image stands in `word/media/`.
    """
    more = {"styles.xml": ("styles", styles()), **(parts or {})}
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{folder(kind)}{name}"/>'
        for name, (kind, _) in more.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',  # noqa: E501
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',  # noqa: E501
        "word/document.xml": f"<w:document {SPACES}><w:body>{words(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{links}</Relationships>',  # noqa: E501
        **{f"word/{folder(kind)}{name}": data for name, (kind, data) in more.items()},
    }
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}


def folder(kind: str) -> str:
    return "media/" if kind == "image" else ""


def docx(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> bytes:
    """A Word file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members(body, parts).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
