"""A store of made things, each under the hash of all it was made from."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

DIGEST = 64
"""The length of a SHA-256 in hexadecimal digits."""


def key_of(*parts: str | bytes) -> str:
    """Give one name for all the parts together; the same parts always give the same name."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def code_of(*files: Path) -> str:
    """Give the hash of program files: a cache made by other code is not read."""
    return key_of(*(file.read_bytes() for file in files))


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in `folder`, one file each. A damaged entry counts as none at all.

    What cannot be stored (a full disk, a folder that may only be read) is left unstored: the
    cache saves time and nothing else.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Give what is stored under `key`, or None."""
        try:
            entry = (self.folder / key[:2] / key).read_bytes()
        except OSError:
            return None
        digest, data = entry[:DIGEST], entry[DIGEST:]
        return data if digest == hashlib.sha256(data).hexdigest().encode() else None

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`, whole or not at all."""
        path = self.folder / key[:2] / key
        beside = path.with_name(f"{key}.{os.getpid()}-{threading.get_ident()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(hashlib.sha256(data).hexdigest().encode() + data)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
