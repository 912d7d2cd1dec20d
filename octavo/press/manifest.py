"""The manifest of a folder of artefacts: what the last build made, and all that is the press's own.

It comes from a disk that others write to as well: it is checked before it is used.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import orjson

from octavo.files import files, yaml
from octavo.model.artefact import Artefact
from octavo.model.finding import InputError, Place
from octavo.press import records

NAME = "manifest.json"
PAGES = "pages.json"
SOURCES = "sources.json"
REPORTS = ("findings.json", "report.html", SOURCES, PAGES)
"""The files that a build writes beside its artefacts and the manifest; the last with a PDF."""

FRONT = "pdf-cover"
"""The format of the front that shops show, which is made where a printer gets a cover."""

SUFFIXES = {
    "html": ".html",
    "epub": ".epub",
    "docx": ".docx",
    "pdf-screen": ".pdf",
    "pdf-print": ".pdf",
    FRONT: ".jpg",
}
"""The format of each artefact that is a file, and how its name ends."""

PRINTER = re.compile(r"pdf-[a-z0-9]+(?:-[a-z0-9]+)*")
"""The format of a file for a printer, by the printer's name."""

SITE = "site"
"""The format, and the name, of the one artefact that is a folder."""

SHA256 = re.compile(r"[0-9a-f]{64}|")
HINT = "Move it away, or build into another folder with --out."

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An output under one name: a file by its sha256, or a folder with its files'.

    A folder's own sha256 is that of the list of its files.
    """

    sha256: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The artefacts of the last build, and what of all builds stands in the folder, by name.

    A name has several contents while a build puts its artefacts in place: the old, and the new.
    """

    artefacts: tuple[Artefact, ...] = ()
    made: Mapping[str, tuple[Made, ...]] = field(default_factory=dict)

    def is_as_made(self, path: Path) -> bool:
        """Whether something in the folder is what the last build made; others may add to a site."""
        contents = self.made.get(path.name, ())
        if path.is_symlink() or not contents:
            return False
        if not path.is_dir():
            return files.digest(path) == contents[-1].sha256
        there = files.inside(path)
        return contents[-1].files.keys() <= there.keys() and not changed_in(there, contents[-1])


def write(out: Path, title: str, manifest: Manifest) -> None:
    """Write a folder's manifest."""
    records.write(out / NAME, record(title, manifest))


def record(title: str, manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as plain values: nothing in it differs between two builds of one text."""
    return {
        "made-by": "octavo",
        "title": title,
        "artefacts": [records.artefact_record(artefact) for artefact in manifest.artefacts],
        "made": {
            name: [_made_record(made) for made in contents]
            for name, contents in sorted(manifest.made.items())
        },
    }


def _made_record(made: Made) -> dict[str, Any]:
    listed = {"files": dict(sorted(made.files.items()))} if made.files else {}
    return {"sha256": made.sha256, **listed}


def read(out: Path) -> Manifest | None:
    """Return a folder's manifest, or None where it does not have one.

    Raises InputError, with the line, where the file is no manifest, or names anything that does
    not lie in the folder.
    """
    path = out / NAME
    if not path.is_symlink() and not path.exists():
        return None
    if path.is_symlink() or not path.is_file():
        raise InputError("This is not a file that a build made.", place=_place(path), hint=HINT)
    try:
        data = path.read_bytes()
        value = orjson.loads(data)
    except OSError as fault:
        raise InputError(f"It cannot be read: {fault.strerror}.", place=_place(path)) from fault
    except orjson.JSONDecodeError as fault:
        place = _place(path, fault.lineno, fault.colno)
        raise InputError(f"This is not JSON: {fault.msg}.", place=place, hint=HINT) from fault
    return _Reader(path).manifest(value)


class _Reader:
    """Checks the values of a manifest."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def manifest(self, value: object) -> Manifest:
        """Return a manifest from plain values. Raises InputError where they are not a manifest."""
        if not isinstance(value, dict) or not isinstance(value.get("artefacts"), list):
            self.refuse((), "This is not the manifest of a build.")
        artefacts = tuple(
            self.artefact(("artefacts", number), item)
            for number, item in enumerate(value["artefacts"])
        )
        names = [artefact.path.name for artefact in artefacts]
        for number, name in enumerate(names):
            if name in names[:number]:
                self.refuse(("artefacts", number, "path"), f"{_quoted(name)} is listed twice.")
        if "made" not in value:
            return Manifest(artefacts, _made_by_old(self.path.parent, artefacts))
        return Manifest(artefacts, dict(self.all_made(value["made"])))

    def artefact(self, loc: Loc, item: object) -> Artefact:
        """Read an entry of the list of artefacts."""
        if not isinstance(item, dict):
            self.refuse(loc, "The entry of a file has keys and values.")
        keys = ("format", "path", "media-type", "sha256")
        made_as, name, media_type, sha = (self.text(loc, item, key) for key in keys)
        size = item.get("bytes", 0)
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            self.refuse((*loc, "bytes"), "A number of bytes is 0 or more.")
        if made_as not in (SITE, *SUFFIXES) and not PRINTER.fullmatch(made_as):
            self.refuse((*loc, "format"), f"{_quoted(made_as)} is not a format that a build makes.")
        self.check_name((*loc, "path"), name)
        if not (name == SITE if made_as == SITE else name.endswith(SUFFIXES.get(made_as, ".pdf"))):
            self.refuse(
                (*loc, "path"),
                f"{_quoted(name)} is not the name of a file of this format ({made_as}).",
            )
        self.check_sha((*loc, "sha256"), sha)
        return Artefact(made_as, self.path.with_name(name), media_type, sha, size)

    def text(self, loc: Loc, item: dict[str, object], key: str) -> str:
        """Read a part that is a text."""
        value = item.get(key)
        if not isinstance(value, str):
            at = (*loc, key) if key in item else loc
            self.refuse(at, f"The entry of this file has no “{key}”, or it is not text.")
        return value

    def all_made(self, value: object) -> Iterator[tuple[str, tuple[Made, ...]]]:
        """Read the list of all that the press made in the folder."""
        if not isinstance(value, dict):
            self.refuse(("made",), "What was made is listed by its names.")
        for name, contents in value.items():
            loc: Loc = ("made", name)
            self.check_name(loc, name)
            if name not in (SITE, *REPORTS) and not name.endswith(tuple(SUFFIXES.values())):
                self.refuse(loc, f"{_quoted(name)} is not the name of anything that a build makes.")
            if not isinstance(contents, list) or not contents:
                self.refuse(loc, "What was made is listed with its sha256.")
            yield name, tuple(self.made((*loc, n), item) for n, item in enumerate(contents))

    def made(self, loc: Loc, item: object) -> Made:
        """Read one content that something made had."""
        if not isinstance(item, dict) or not isinstance(item.get("files", {}), dict):
            self.refuse(loc, "What was made is listed with its sha256.")
        self.check_sha((*loc, "sha256"), item.get("sha256"))
        listed = item.get("files", {})
        for name, sha in listed.items():
            if not files.inner_name(name):
                self.refuse((*loc, "files", name), f"{_quoted(name)} is not in this folder.")
            self.check_sha((*loc, "files", name), sha)
        return Made(item["sha256"], listed)

    def check_name(self, loc: Loc, name: object) -> None:
        """Refuse a name that is not that of something directly in its folder."""
        if not files.plain_name(name):
            self.refuse(loc, f"{_quoted(name)} is not the name of something in this folder.")

    def check_sha(self, loc: Loc, sha: object) -> None:
        """Refuse what is no digest."""
        if not isinstance(sha, str) or not SHA256.fullmatch(sha):
            self.refuse(loc, "A sha256 has 64 hexadecimal digits.")

    def refuse(self, loc: Loc, message: str) -> NoReturn:
        """Raise the InputError about a part, with its line."""
        raise InputError(message, place=self.place(loc), hint=HINT)

    def place(self, loc: Loc) -> Place:
        """Find the line of a part: what is JSON is YAML too, whose reader knows the lines."""
        try:
            return yaml.load(self.path, _place(self.path).file).place(loc)
        except InputError as fault:
            return fault.place or _place(self.path)
        except RecursionError:
            return _place(self.path)


def _quoted(name: object) -> str:
    """Return an untrusted text for display, without characters that control a terminal."""
    return json.dumps(name)[:80]


def _place(path: Path, line: int = 0, column: int = 0) -> Place:
    """Return a place in the manifest, with the folder that it stands in."""
    return Place((Path(path.parent.name) / path.name).as_posix(), line, column)


def content(path: Path) -> Made:
    """Return what a file or a folder holds now; no link is followed."""
    if path.is_symlink() or not path.is_dir():
        return Made(files.digest(path) if path.is_file() and not path.is_symlink() else "")
    there = {
        name: files.digest(inner)
        for name, inner in files.inside(path).items()
        if inner.is_file() and not inner.is_symlink()
    }
    return Made(folder_digest(there), there)


def changed_in(there: Mapping[str, Path], made: Made) -> str:
    """Return the first of a folder's files that is no longer as it was made, else "".

    It is the folder itself where its files are not known: with an old manifest.
    """
    if not made.files and there:
        return "."
    for name, sha in made.files.items():
        path = there.get(name)
        if path and (path.is_symlink() or not path.is_file() or files.digest(path) != sha):
            return name
    return ""


def folder_digest(listed: Mapping[str, str]) -> str:
    """Return the one sha256 of a folder with these files."""
    return hashlib.sha256(json.dumps(dict(listed), sort_keys=True).encode()).hexdigest()


def _made_by_old(out: Path, artefacts: tuple[Artefact, ...]) -> dict[str, tuple[Made, ...]]:
    """Return what was made where a manifest does not list it: it is older than that list.

    Its reports are known by their names alone, its site by the digest of the whole.
    """
    made = {artefact.path.name: Made(artefact.sha256) for artefact in artefacts}
    for name in (SITE, *REPORTS):
        path = out / name
        if path.exists() and not path.is_symlink():
            there = content(path)
            if name in REPORTS or (name in made and made[name].sha256 == there.sha256):
                made[name] = there
    return {name: (one,) for name, one in made.items()}
