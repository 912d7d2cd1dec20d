"""Small whole images for tests."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode


def png(width: int = 4, height: int = 4, *, rows: bytes | None = None) -> bytes:
    """Give a grey PNG; `rows` are its picture's bytes where they are not to fit its size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    picture = zlib.compress((b"\0" + b"\x80" * width) * height if rows is None else rows)
    parts = _part(b"IHDR", head), _part(b"IDAT", picture), _part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////////"
    "//////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAA"
    "AAAAAAD/2gAIAQEAAD8AN//Z"
)
GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")
