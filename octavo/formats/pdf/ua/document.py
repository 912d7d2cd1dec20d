"""What a file says of itself: metadata, title, language, layers, embedded files, encryption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Stream

from octavo.files import xml
from octavo.formats.pdf.ua.checkpoints import Failure, Failures
from octavo.formats.pdf.ua.elements import TAG
from octavo.formats.pdf.ua.tree import DEEPEST, is_true, listed
from octavo.model.finding import InputError

UA = "http://www.aiim.org/pdfua/ns/id/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DEFAULT = "x-default"
"""What the metadata call the text for readers of any language."""

LONGEST = 10_000_000
"""So many bytes of metadata are read."""

EMBEDDED = b"/EF"
"""The key of a file specification that holds a file, as the library writes it."""

FOR_ACCESS = 1 << 9
"""The bit of the permissions that lets assistive technology read (ISO 32000-1, table 22)."""


def faults(pdf: pikepdf.Pdf, *, has_structure: bool) -> Failures:
    """Yield what is wrong with what a file says of itself."""
    root = pdf.Root
    marked = root.get("/MarkInfo")
    if not isinstance(marked, Dictionary) or not is_true(marked.get("/Marked")):
        yield Failure("6.2")
    elif is_true(marked.get("/Suspects")):
        yield Failure("01-007")
    if not has_structure:
        yield Failure("7.1")
    yield from _metadata(root)
    yield from _title(root.get("/ViewerPreferences"))
    yield from _language(root)
    yield from _layers(root.get("/OCProperties"))
    yield from _files(pdf)
    yield from _form(root.get("/AcroForm"))
    yield from _encryption(pdf)


def _metadata(root: Any) -> Failures:
    stream = root.get("/Metadata")
    if not isinstance(stream, Stream):
        yield Failure("06-001")
        return
    packet = _packet(stream)
    if packet is None:
        yield Failure("06-001", "they cannot be read")
        return
    part = _values(packet, "part")
    if part != ["1"]:
        yield Failure("06-002")
    if any(_prefix(packet, name) not in ("", "pdfuaid") for name in ("part", "amd", "corr")):
        yield Failure("5")
    titles = list(packet.iter(f"{{{DC}}}title"))
    own = [node.get(f"{{{DC}}}title") for node in packet.iter(f"{{{RDF}}}Description")]
    if not titles and not any(own):
        yield Failure("06-003")


def _packet(stream: Any) -> etree._Element | None:
    """Return the metadata; None where they are none, or cannot be read."""
    if not isinstance(stream, Stream):
        return None
    data = stream.read_bytes()
    try:
        return xml.parse(data.strip(), "XMP") if len(data) < LONGEST else None
    except InputError:
        return None


def _values(packet: etree._Element, name: str) -> list[str]:
    """Return the values of a property of PDF/UA, written as an element or as an attribute."""
    elements = [(node.text or "").strip() for node in packet.iter(f"{{{UA}}}{name}")]
    own = [node.get(f"{{{UA}}}{name}") for node in packet.iter(f"{{{RDF}}}Description")]
    return elements + [value.strip() for value in own if value is not None]


def _prefix(packet: etree._Element, name: str) -> str:
    """Return the prefix with which a property of PDF/UA is written; "" where it is not."""
    for node in packet.iter(f"{{{UA}}}{name}"):
        return node.prefix or "none"
    for node in packet.iter(f"{{{RDF}}}Description"):
        if node.get(f"{{{UA}}}{name}") is not None:
            known = {prefix for prefix, space in node.nsmap.items() if space == UA}
            return "pdfuaid" if "pdfuaid" in known else str(next(iter(known), "none"))
    return ""


def _title(preferences: Any) -> Failures:
    shown = preferences.get("/DisplayDocTitle") if isinstance(preferences, Dictionary) else None
    if shown is None:
        yield Failure("07-001")
    elif not is_true(shown):
        yield Failure("07-002")


def _language(root: Any) -> Failures:
    """What has no element around it has the language of the file, or none."""
    value = root.get("/Lang")
    language = str(value) if isinstance(value, pikepdf.String) else ""
    if language and not TAG.fullmatch(language):
        yield Failure("7.2", language[:40])
    if language:
        return
    if _is_unnamed(root.get("/Metadata")):
        yield Failure("11-006")
    outlines = root.get("/Outlines")
    if isinstance(outlines, Dictionary) and "/First" in outlines:
        yield Failure("11-003")


def _is_unnamed(stream: Any) -> bool:
    """Whether a text of the metadata is there in no language that is named."""
    packet = _packet(stream)
    for texts in packet.iter(f"{{{RDF}}}Alt") if packet is not None else ():
        languages = {text.get(LANGUAGE, DEFAULT) for text in texts.iter(f"{{{RDF}}}li")}
        if languages == {DEFAULT}:
            return True
    return False


def _layers(properties: Any) -> Failures:
    if not isinstance(properties, Dictionary):
        return
    default = properties.get("/D")
    configurations = [(one, "20-001") for one in listed(properties.get("/Configs"))]
    for one, checkpoint in [(default, "20-002"), *configurations]:
        if not isinstance(one, Dictionary):
            continue
        if not isinstance(one.get("/Name"), pikepdf.String) or not str(one.Name):
            yield Failure(checkpoint)
        if "/AS" in one:
            yield Failure("20-003")


def _files(pdf: pikepdf.Pdf) -> Failures:
    """A file that is embedded is named in both ways (ISO 14289-1, 7.11)."""
    for item in pdf.objects:
        if EMBEDDED not in item.unparse(resolved=True):
            continue
        for one in _specifications(item):
            if not all(str(one.get(name, "")) for name in ("/F", "/UF")):
                yield Failure("21-001")
                return


def _specifications(item: Any) -> Iterator[Any]:
    """Yield the file specifications that an object is, or that stand directly in it."""
    stack = [(item, 0)]
    while stack:
        value, depth = stack.pop()
        if depth > DEEPEST:
            return
        if isinstance(value, Dictionary):
            if "/EF" in value:
                yield value
            inner = value.values()
        elif isinstance(value, pikepdf.Array):
            inner = value
        else:
            continue
        stack += [(one, depth + 1) for one in inner if _is_direct(one)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, Dictionary | pikepdf.Array) and not value.is_indirect


def _form(form: Any) -> Failures:
    xfa = form.get("/XFA") if isinstance(form, Dictionary) else None
    parts = [part for part in listed(xfa) if isinstance(part, Stream)]
    if any(b"dynamicRender" in part.read_bytes() for part in parts):
        data = b"".join(part.read_bytes() for part in parts)
        if b"required" in data.partition(b"dynamicRender")[2][:40]:
            yield Failure("25-001")


def _encryption(pdf: pikepdf.Pdf) -> Failures:
    encryption = pdf.trailer.get("/Encrypt")
    if not isinstance(encryption, Dictionary):
        return
    permitted = encryption.get("/P")
    if not isinstance(permitted, int):
        yield Failure("26-001")
    elif not permitted & FOR_ACCESS:
        yield Failure("26-002")
