"""Zip archives with the same bytes every time, for EPUB and DOCX."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

STORED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff2")
"""What is compressed already."""

DAMAGED = (
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What is raised where an archive is damaged, or lacks a member."""

EARLIEST = 315532800
"""1980-01-01, the first moment that a zip archive can name."""


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive in memory, as `read` does."""
    return read(io.BytesIO(data))


def read(path: Path | io.BytesIO) -> dict[str, bytes]:
    """Return the members of an archive by name, in its order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def write(path: Path, members: Mapping[str, bytes], epoch: int) -> None:
    """Write members in the order given, all dated `epoch`; `mimetype` comes first, uncompressed."""
    date = time.gmtime(max(epoch, EARLIEST))[:6]
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members, key=lambda n: n != "mimetype"):
            info = zipfile.ZipInfo(name, date)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            plain = name == "mimetype" or name.lower().endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=None if plain else 6)
