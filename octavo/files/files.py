"""Files written whole or not at all, folders for work that nobody forgets, and plain names."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from octavo.files.names import inside as inside_folder
from octavo.model.finding import InputError, Place

if sys.platform != "win32":
    import fcntl

BINARY = getattr(os, "O_BINARY", 0)
DAY = 24 * 60 * 60


def plain_name(name: object) -> bool:
    """Whether a name is that of something directly in a folder, on every system.

    >>> [plain_name(name) for name in ("a.html", "", "..", "/a", "a/b", "C:", "nul ")]
    [True, False, False, False, False, False, False]
    """
    if not isinstance(name, str) or not name or name[-1] in ". ":
        return False
    return all(sign.isprintable() and sign not in '/\\:*?"<>|' for sign in name)


def inner_name(name: object) -> bool:
    """Whether a path, with forward slashes, is that of something in a folder, at any depth.

    Its parts are what files on this system are called; they may be names that others refuse.
    """
    parts = name.split("/") if isinstance(name, str) else [""]
    return all(part not in ("", ".", "..") and not set(part) & {"\0", "\\"} for part in parts)


def within(root: Path, name: str) -> Path:
    """Return the path of a file below a book's folder.

    Raises InputError where it would lie outside, by its name or by a link on the way.
    """
    if inside_folder(root, root / name) is None:
        raise InputError("This lies outside the book.", place=Place(name.replace("\0", " ")))
    return root / name


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; it keeps the rights of the file whose place it takes.

    It is written beside and renamed. What a process that was killed left beside is removed. A
    device or a pipe is written into, never replaced.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    beside, descriptor = _beside(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if path.exists():
                shutil.copymode(path, beside)
            if sys.platform == "win32":  # an open file cannot be renamed there
                file.close()
            beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sweep_beside(path)


def _beside(path: Path) -> tuple[Path, int]:
    """Open a new file beside a path, and hold it."""
    while True:
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o666)
        if _hold(descriptor) and os.fstat(descriptor).st_nlink:
            return beside, descriptor
        os.close(descriptor)  # in this very moment another process swept it away


def _sweep_beside(path: Path) -> None:
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.new")
    with suppress(OSError):
        for left in path.parent.iterdir():
            if ours.fullmatch(left.name) and left.is_file() and not left.is_symlink():
                _take(left, Path.unlink)


@contextmanager
def room(folder: Path, prefix: str) -> Iterator[Path]:
    """Make a folder for work in another one; it is gone afterwards.

    Where the process is killed, the next `sweep` with this prefix removes it.
    """
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    descriptor = _open(made)
    try:
        if descriptor is not None:
            _hold(descriptor)
        yield made
    finally:
        try:
            shutil.rmtree(made, ignore_errors=True)
        finally:
            if descriptor is not None:
                os.close(descriptor)


def sweep(
    folder: Path,
    prefix: str,
    holds: Collection[str],
    rescue: Callable[[Path], None] = lambda _: None,
) -> None:
    """Remove the rooms of processes that are gone; never one that is still worked in.

    A folder that holds anything but the names in `holds` is no room. `rescue` takes what it
    wants out of a room before.
    """

    def remove(left: Path) -> None:
        rescue(left)
        shutil.rmtree(left, ignore_errors=True)

    ours = re.compile(re.escape(prefix) + "[a-z0-9_]{8}")
    with suppress(OSError):
        for left in folder.iterdir():
            if not ours.fullmatch(left.name) or left.is_symlink() or not left.is_dir():
                continue
            with suppress(OSError):
                if {path.name for path in left.iterdir()} <= set(holds):
                    _take(left, remove)


def _take(left: Path, remove: Callable[[Path], None]) -> None:
    """Remove what no living process holds."""
    if sys.platform == "win32":  # nothing tells there who holds a folder
        if _time_in(left.parent) - left.stat().st_mtime > DAY:
            remove(left)
        return
    descriptor = _open(left)
    if descriptor is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        remove(left)
    except OSError:
        pass  # it is held, or a file system knows no locks
    finally:
        os.close(descriptor)


def _time_in(folder: Path) -> float:
    """Return what time it is where a folder is: on another machine it may be another."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime


def _open(path: Path) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None


def _hold(descriptor: int) -> bool:
    """Hold an open file or folder, so that no other process takes it for left behind.

    False where another process holds it already. Where a file system knows no locks, none is
    needed: nothing is swept there.
    """
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder, after whoever holds it now: two processes do not change it at once."""
    descriptor = _open(folder.resolve())
    if descriptor is None:
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def digest(path: Path) -> str:
    """Return a file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(data: bytes) -> str:
    """Return the sha256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def inside(folder: Path) -> dict[str, Path]:
    """Return what is in a folder and those below it, by its path in it; no link is followed."""
    paths: dict[str, Path] = {}
    for base, folders, names in os.walk(folder):
        links = [name for name in folders if Path(base, name).is_symlink()]
        for path in (Path(base, name) for name in [*links, *names]):
            paths[path.relative_to(folder).as_posix()] = path
    return paths
