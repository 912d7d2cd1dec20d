"""Reads the other files that stand in a Word file as parts of its text (`w:altChunk`).

Word takes them in when it opens the file (ECMA-376, part 1, 17.17.2.1): web pages, RTF, plain text
or other Word files, as programs write that make reports.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.model.finding import InputError
from octavo.model.nodes import Node, walk
from octavo.ooxml.names import R, W

Reading = Callable[[bytes, str], list[Node]]
"""Reads the bytes of a part, by the kind of file that it is, into pandoc's blocks."""

KINDS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".rtf": "rtf",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".txt": "txt",
    ".mht": "mht", ".mhtml": "mht",
}  # fmt: skip


def take(marks: Marks, notices: Notices, read: Reading) -> None:
    """Put what stands in the parts into the place of each `altChunk`, in place."""
    taken: list[str] = []
    for story in marks.package.stories():
        for chunk in list(story.root.iter(f"{W}altChunk")):
            target = marks.package.related(story.part).get(chunk.get(f"{R}id", ""))
            name = target.target if target and not target.external else ""
            try:
                blocks = _blocks(marks.package.members[name], name, read)
            except (InputError, KeyError) as fault:
                _lost(name or "a part that is not there", fault, notices)
                blocks = []
            parent = chunk.getparent()
            if parent is not None:
                stand_in = marks.stand_in(marks.keep(blocks))
                parent.replace(chunk, stand_in)
            taken += [name] if blocks else []
    if taken:
        message = f"{many(len(taken), 'part')} of the text stood in the file as another file"
        message += f" and went into its place: {listed(taken)}."
        notices.look_at("import-part", message, "Compare it with the original: Word may show more.")


def _lost(name: str, fault: Exception, notices: Notices) -> None:
    why = f" ({fault.message.rstrip('.')})" if isinstance(fault, InputError) else ""
    message = (
        f"A part of the text, kept as another file in the manuscript, was not read: {name}{why}."
    )
    hint = "Open the manuscript in Word, which takes the part in, and save it anew."
    notices.lose_words("import-part-lost", message, hint)


def _blocks(data: bytes, name: str, read: Reading) -> list[Node]:
    """Return the blocks of a part. Raises InputError where it is of a kind that is not read."""
    kind = KINDS.get(name[name.rfind(".") :].lower() if "." in name else "", "")
    kind = kind or _by_bytes(data)
    if kind == "mht":
        data, kind = _page(data), "html"
    if kind == "html":
        data = etree.tostring(xml.parse_html(_decoded(data)), encoding="utf-8", method="html")
    if not kind:
        raise InputError("a file of an unknown kind")
    blocks = read(data, kind)
    for node in walk(blocks):
        if node["t"] == "Image":
            node.update(t="Span", c=[["", [], []], node["c"][1]])
    return blocks


def _by_bytes(data: bytes) -> str:
    head = data[:300].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for start, kind in ((b"pk\x03\x04", "docx"), (b"{\\rtf", "rtf"), (b"mime-version", "mht")):
        if head.startswith(start):
            return kind
    return "html" if b"<html" in head or b"<!doctype" in head or b"<body" in head else ""


def _decoded(data: bytes) -> bytes:
    """Return a page in UTF-8."""
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace").encode()


def _page(data: bytes) -> bytes:
    """Return the web page in a file of MIME (RFC 2557). Raises InputError where it has no page."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            charset = part.get_content_charset() or "utf-8"
            try:
                return bytes(content).decode(charset, "replace").encode()
            except LookupError:
                return bytes(content)
    raise InputError("no web page is in it")
