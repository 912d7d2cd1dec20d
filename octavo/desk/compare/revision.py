"""A revision of a book that is kept with git: its files, written into a folder.

The files are read as git keeps them: no filter, hook or attribute of the repository is run.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

from octavo.book import metadata
from octavo.files import files
from octavo.files.names import shortened
from octavo.model.finding import InputError, Place
from octavo.system import children

QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
PLAIN = (b"100644", b"100755")
"""The modes of files; links and other repositories are left out (git-ls-tree)."""


def commit(root: Path, name: str) -> str:
    """Return the commit that a name stands for in the repository around a book, or ""."""
    if not name or name.startswith("-") or "\0" in name or ":" in name:
        return ""
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return done.stdout.decode("ascii", "replace").strip() if not done.returncode else ""


def write(root: Path, name: str, copy: Path, others: Collection[str]) -> None:
    """Write the files of a book at a revision into a folder, but for some folders of it.

    Raises InputError where the revision does not hold the book.
    """
    named = commit(root, name)
    prefix = _git(root, "rev-parse", "--show-prefix").stdout.rstrip(b"\n")
    listed = [
        (path, blob)
        for path, blob in _listed(root, named, prefix)
        if path.partition("/")[0] not in others and files.inner_name(path)
    ]
    if all(path != metadata.EDITION for path, _ in listed):
        message = f"The revision {shortened(name)} does not hold this book."
        hint = f"It has no {(prefix + metadata.EDITION.encode()).decode('utf-8', 'replace')}."
        raise InputError(message, hint=hint)
    blobs = _blobs(root, [blob for _, blob in listed])
    for (path, _), data in zip(listed, blobs, strict=True):
        place = files.within(copy, path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        except OSError as fault:
            message = f"It cannot be written here: {fault.strerror}."
            raise InputError(message, place=Place(path)) from fault


def _listed(root: Path, named: str, prefix: bytes) -> Iterator[tuple[str, str]]:
    """Yield the files of a book at a commit: their paths in the book, and their contents' names."""
    call = ["ls-tree", "-r", "-z", "--full-tree", named]
    for line in _git(root, *call).stdout.split(b"\0"):
        about, _, path = line.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        if mode in PLAIN and path.startswith(prefix):
            inner = path.removeprefix(prefix).decode("utf-8", "surrogateescape")
            yield inner, rest.rpartition(b" ")[2].decode("ascii")


def _blobs(root: Path, names: list[str]) -> Iterator[bytes]:
    """Yield the contents of objects (git-cat-file, --batch)."""
    asked = "".join(f"{name}\n" for name in names).encode()
    data = _git(root, "cat-file", "--batch", stdin=asked).stdout
    at = 0
    for _ in names:
        end = data.find(b"\n", at)
        size = data[at:end].rpartition(b" ")[2]
        if not size.isdigit():
            message = "The repository is damaged, or holds only a part of its history."
            raise InputError(message, hint="git fsck says more.")
        at = end + 1 + int(size)
        yield data[end + 1 : at]
        at += 1


def _git(root: Path, *call: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a book's folder. Without git, return a process that failed."""
    program = shutil.which("git")
    if program is None:
        return subprocess.CompletedProcess(call, 1, b"", b"")
    return children.run([program, *QUIET, *call], stdin, cwd=root)
