"""Makes zip archives from others safe before pandoc unpacks them: DOCX, EPUB and ODT."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

from octavo.files import xml
from octavo.model.finding import InputError, Place

MEMBERS = 10_000
TOTAL = 512_000_000
"""How many members an archive may hold, and how many bytes they may come to."""

RATIO = 200
RATIO_FROM = 4_000_000
"""Above so many bytes, no member may be more than `RATIO` times what it was packed to.

Measured on text: deflate reaches 10; 1,000 is what only a bomb has.
"""

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""The library's exceptions for an archive cut, damaged, locked or packed in an unknown way."""

XML = (".xml", ".rels", ".opf", ".xhtml", ".ncx")


def opened(data: bytes, name: str) -> dict[str, bytes]:
    """Return the members of an archive by name; every one is read and its checksum compared.

    Raises InputError for a bomb, a link, a password, a path that leaves the archive, or damage.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check(infos, name)
            members = {info.filename: _read(archive, info) for info in infos}
    except DAMAGES as fault:
        raise damaged(name) from fault
    for member, content in members.items():
        if member.lower().endswith(XML) and xml.declares_entities(content):
            raise _refused(name, f"{member} declares entities, which no manuscript needs")
    return members


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    content = archive.read(info)
    return xml.in_utf8(content) if info.filename.lower().endswith(XML) else content


def check_xml(members: dict[str, bytes], name: str, parts: Iterable[str]) -> None:
    """Raise InputError, with the part and its line, where one of some parts is not XML."""
    for member in parts:
        if member in members:
            try:
                xml.parse(members[member], member)
            except InputError as fault:
                message = f"It is damaged in its part {fault.place}: {fault.message}"
                hint = "Open it in the program it was made with, and save it anew."
                raise InputError(message, place=Place(name), hint=hint) from fault


def damaged(name: str) -> InputError:
    """Return the error of an archive that cannot be opened."""
    message = "It is damaged, or cut short: it cannot be opened."
    return InputError(message, place=Place(name), hint="Ask for the file again.")


def _check(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MEMBERS:
        raise _refused(name, f"it holds {len(infos)} files")
    total = sum(info.file_size for info in infos)
    if total > TOTAL:
        raise _refused(name, f"unpacked, it would have {total // 1_000_000} megabytes")
    for info in infos:
        fault = _fault(info)
        if fault:
            raise _refused(name, f"{info.filename} {fault}")


def _fault(info: zipfile.ZipInfo) -> str:
    parts = info.filename.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0]:
        return "leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    if info.flag_bits & 1:
        return "is locked with a password"
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size):
        return f"is packed {info.file_size // max(1, info.compress_size)} times"
    return ""


def _refused(name: str, why: str) -> InputError:
    return InputError(
        f"This archive is not safe to open: {why}.",
        place=Place(name),
        hint="Open it in the program it was made with, and save it anew.",
    )


def packed(members: dict[str, bytes]) -> bytes:
    """Pack members anew, plainly: what pandoc then unpacks is what was checked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
