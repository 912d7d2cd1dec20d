"""A store of made things, each under the hash of all it was made from."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

DIGEST = 64
"""The length of a SHA-256 in hexadecimal digits."""

MOST = 256_000_000
"""Bytes that a book's cache may hold: about three hundred versions of a long chapter."""

OLDEST = 60 * 24 * 3600
"""Seconds without use after which an entry is removed."""

NAME = re.compile(r"[0-9a-f]{64}")
UNFINISHED = re.compile(r"[0-9a-f]{64}\.(\d{1,10})-\d+\.new")


def key_of(*parts: str | bytes) -> str:
    """Return one name for all the parts together; the same parts always give the same name."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a cache: its kind, its size in bytes, and when it was last used (seconds)."""

    path: Path
    kind: str
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in `folder`, one file each, in a folder for each kind of thing.

    An entry begins with the digest of its kind, its key and its content: one that is cut, changed,
    or of another key counts as missing, and is made anew. What cannot be stored (a full disk, a
    folder that may only be read) is left unstored: the cache saves time and nothing else.
    """

    folder: Path

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is stored under `key`, or None."""
        path = self._path(kind, key)
        try:
            entry = path.read_bytes() if self._is_ours() else b""
        except OSError:
            return None
        digest, data = entry[:DIGEST], entry[DIGEST:]
        if digest != _digest(kind, key, data):
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Store `data` under `key`, whole or not at all."""
        if not self._is_ours():
            return
        path = self._path(kind, key)
        beside = path.with_name(f"{key}.{os.getpid()}-{threading.get_ident()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_digest(kind, key, data) + data)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key

    def _is_ours(self) -> bool:
        """Whether the folder stands where it seems to: a book's link may lead anywhere."""
        return not any(folder.is_symlink() for folder in (self.folder, self.folder.parent))

    def entries(self) -> list[Entry]:
        """Return the entries, the one used last at the end."""
        entries = [_entry(path) for path in self._files() if NAME.fullmatch(path.name)]
        return sorted(filter(None, entries), key=lambda entry: (entry.used, entry.path.name))

    def _files(self) -> Iterator[Path]:
        """Yield the files that stand where entries do; nothing that a link leads to."""
        if not self._is_ours():
            return
        for base, folders, files in os.walk(self.folder):
            if len(Path(base).relative_to(self.folder).parts) < 2:
                continue
            folders.clear()
            yield from (Path(base, name) for name in files)

    def trim(self, now: float, *, most: int = MOST, oldest: float = OLDEST) -> int:
        """Remove entries not used in `oldest` seconds, then the least used above `most` bytes.

        What a process that died was writing goes too. Returns the bytes that were freed.
        """
        self._sweep()
        entries = self.entries()
        total, freed = sum(entry.size for entry in entries), 0
        for entry in entries:
            if now - entry.used <= oldest and total - freed <= most:
                continue
            with suppress(OSError):
                entry.path.unlink()
                freed += entry.size
        return freed

    def _sweep(self) -> None:
        for path in self._files():
            match = UNFINISHED.fullmatch(path.name)
            if match and not is_running(int(match[1])):
                with suppress(OSError):
                    path.unlink()

    def clear(self) -> int:
        """Remove every entry; return the bytes that were freed."""
        return self.trim(float("inf"))


def _digest(kind: str, key: str, data: bytes) -> bytes:
    return key_of(kind, key, data).encode()


def _entry(path: Path) -> Entry | None:
    try:
        stat = path.lstat()
    except OSError:  # another process removed it
        return None
    return Entry(path, path.parts[-3], stat.st_size, stat.st_mtime)


def is_running(process: int) -> bool:
    """Whether a process of this number runs on this machine."""
    if os.name == "nt":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
