"""What lets Java start quickly for EPUBCheck: made once, and kept outside all books.

Two files. Saxon's jar is signed, and Java hashes it again at each start: in the copy without its
signature it does not. And Java can keep the classes that a check loads, read and linked, in an
archive (JEP 483 and 514, from Java 25). Measured, until a tiny EPUB is checked: 3.2 s of CPU in
the thread that waits, 2.4 with the copy, 2.0 with both. EPUBCheck and its rules are the same.

The copy is made where Java is first started, in .1 s; the archive by a process of its own, which
the first build of an EPUB starts when it has done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from octavo.cache import key_of
from octavo.formats.epub import staying

FOLDER = "java"
MOST = 3
"""So many are kept, for different versions or places of Java and EPUBCheck: 60 MB each."""

PATIENCE = 24 * 3600
"""Seconds until what was begun, and is not there, is begun again."""

LONGEST = 600
"""Seconds after which the process that makes it gives up."""

CHECKED = "-XX:+VerifySharedSpaces"
"""Java compares the archive with its checksum, and goes on without one that is spoilt."""

OWN = 0o700
MAKING = "making-"
SAXON = "Saxon"
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
YEAR = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kit:
    """The files that one Java starts quickly with for one EPUBCheck; its folder may be empty."""

    folder: Path
    java_home: Path
    jar: Path

    @classmethod
    def of(cls, kept: Path, java_home: Path, jar: Path) -> Kit:
        """Return the kit in the folder of what is kept. Raises OSError where Java is not there."""
        programs = [staying.library(java_home), java_home / "release", jar, *_libraries(jar)]
        facts = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in programs]
        key = key_of(*facts, *staying.OPTIONS, staying.version())
        return cls(kept / FOLDER / key[:16], java_home, jar)

    @property
    def saxon(self) -> Path:
        """Saxon without its signature."""
        return self.folder / "saxon.jar"

    @property
    def archive(self) -> Path:
        """The classes, as Java has them in its memory."""
        return self.folder / "classes.aot"

    @property
    def begun(self) -> Path:
        """A file whose time says when the kit was begun."""
        return self.folder / "begun"

    @property
    def is_made(self) -> bool:
        """Whether all of it is there, and nobody else may write it: Java runs it."""
        return self.archive.is_file() and self.saxon.is_file() and _is_own(self.folder)

    def start(self) -> None:
        """Start Java in this process, with what there is of the kit."""
        with suppress(OSError):
            self.make_saxon()
        jars, options = [self.jar], list[str]()
        if self.saxon.is_file() and _is_own(self.folder):
            jars.insert(0, self.saxon)
        if self.is_made:
            crashed = f"-XX:ErrorFile={self.folder / 'crash.log'}"  # else it would lie in the book
            options += [f"-XX:AOTCache={self.archive}", CHECKED, crashed]
            with suppress(OSError):
                os.utime(self.archive)
        staying.start(self.java_home, jars, options)

    def make_saxon(self) -> None:
        """Make the copy of Saxon, unless it is there. Raises OSError where it cannot be written."""
        if self.saxon.is_file():
            return
        self.folder.mkdir(mode=OWN, parents=True, exist_ok=True)
        signed = next((one for one in _libraries(self.jar) if one.name.startswith(SAXON)), None)
        if signed is None:
            raise FileNotFoundError(SAXON)
        with tempfile.TemporaryDirectory(prefix=MAKING, dir=self.folder) as room:
            copy_unsigned(signed, Path(room, "saxon.jar"))
            Path(room, "saxon.jar").replace(self.saxon)


def begin(kept: Path, java_home: Path, jar: Path, now: float) -> None:
    """Let a process make the kit, if it is not there; it goes on when this one has ended.

    `now` is in seconds since 1970. Where the folder cannot be written, nothing is begun.
    """
    with suppress(OSError):
        kit = Kit.of(kept, java_home, jar)
        if kit.is_made or (kit.begun.is_file() and now - kit.begun.stat().st_mtime < PATIENCE):
            return
        kit.folder.mkdir(mode=OWN, parents=True, exist_ok=True)
        kit.begun.write_bytes(b"")
        places = tuple(map(str, (kept, java_home, jar)))
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import apart; apart"
        making = subprocess.Popen(
            [sys.executable, "-c", f"{code}(*{places!r})"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=kit.folder,
            start_new_session=True,
        )
        making.returncode = 0  # nobody waits for it, and Python is not to warn of that


def apart(kept: str, java_home: str, jar: str) -> None:
    """Make the kit in a process of its own, which gives way to all others."""
    if hasattr(os, "nice"):
        os.nice(10)
    ending = threading.Timer(LONGEST, os._exit, (1,))
    ending.daemon = True
    ending.start()
    make(Kit.of(Path(kept), Path(java_home), Path(jar)))


def make(kit: Kit) -> None:
    """Make the kit, by one check; this ends Java in this process, where it cannot start again.

    Each file is made beside its place and renamed into it. Raises OSError where that fails.
    """
    kit.make_saxon()
    kit.begun.write_bytes(b"")
    with tempfile.TemporaryDirectory(prefix=MAKING, dir=kit.folder) as room:
        made = Path(room, "classes.aot")
        staying.start(kit.java_home, [kit.saxon, kit.jar], (f"-XX:AOTCacheOutput={made}",))
        staying.end()
        if made.is_file():
            made.replace(kit.archive)
    _sweep(kit.folder)


def copy_unsigned(signed: Path, path: Path) -> None:
    """Copy a jar without its signature, and what it holds uncompressed."""
    with zipfile.ZipFile(signed) as jar, zipfile.ZipFile(path, "w") as copy:
        for entry in jar.infolist():
            name = entry.filename
            is_signature = name.startswith("META-INF/") and name.upper().endswith(SIGNATURES)
            if not is_signature and not entry.is_dir():
                copy.writestr(zipfile.ZipInfo(name, YEAR), jar.read(entry))


def _is_own(folder: Path) -> bool:
    """Whether a folder is this user's, and no other may write in it."""
    if not hasattr(os, "getuid"):
        return True
    stat = folder.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


def _sweep(own: Path) -> None:
    """Remove what was being made when its process ended, and the kits used least lately."""
    with suppress(OSError):
        for left in own.glob(f"{MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        others = [path for path in own.parent.iterdir() if path != own and not path.is_symlink()]
        for kit in sorted(others, key=_used)[: -(MOST - 1)]:
            shutil.rmtree(kit, ignore_errors=True)


def _used(folder: Path) -> float:
    files = (folder / "classes.aot", folder)
    return max((path.stat().st_mtime for path in files if path.exists()), default=0.0)


def _libraries(jar: Path) -> list[Path]:
    return sorted((jar.parent / "lib").glob("*.jar"))
