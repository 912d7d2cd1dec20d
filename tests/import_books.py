"""Makes and reads what the tests of the importers share."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from octavo import pandoc
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.model.finding import Finding


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(folder: Path, name: str, content: str | bytes) -> Imported:
    return import_manuscripts([write(folder, name, content)], folder / "book", "en-GB")


def sources(done: Imported) -> dict[str, str]:
    paths = sorted((done.folder / "source").glob("*.md"))
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def only(done: Imported) -> str:
    texts = [text for name, text in sources(done).items() if not name.startswith("99")]
    assert len(texts) == 1
    return texts[0]


def rules(done: Imported) -> set[str]:
    return {finding.rule for finding in done.findings}


def of_rule(done: Imported, rule: str) -> list[Finding]:
    return [finding for finding in done.findings if finding.rule == rule]


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


MARKUP = """Ilych [Lenin]|1917.|*|#|@|@key|--|\\|<tag>|</div>|<div>|&amp;|$x$|$|^|~|~~|::: {.x}
(@ex)|[^1]|[^1]: note|- |+ |> |a) |(i) |#. |A.  |: def|~ def|`|```|~~~|{.class}|!|[a](b)|![a](b)
[a]: http://x.y|% title|<!-- c|-->|<http://x.y>|\\begin{a}|\\end{a}|x^2^|H~2~O|^[n]|Table: x|-@key
&#65;|&nbsp;|<?php|{=html}|**a**|__a__|word|Word.|it says:|"Quoted words"|(LCW, p. 3.)"""
FRAGMENTS = [fragment for line in MARKUP.split("\n") for fragment in line.split("|")]
FRAGMENTS += [
    "|",
    "\n===\n",
    "\n---\n",
    ":::",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "  ",
    "\N{NO-BREAK SPACE}",
    "| a | b |\n|---|---|\n| c | d |",
    "--- ---\na b",
    "+---+\n| a |\n+---+",
    "\r\n",
    "\r",
    "\N{LINE SEPARATOR}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\f",
]


def docx_members(folder: Path) -> dict[str, bytes]:
    data = pandoc.run(["-f", "markdown", "-t", "docx", "-o", "-"], b"# T\n\nText.\n", folder)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], links: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return buffer.getvalue()
