"""Puts artefacts in their places; what the press has not made, or a person changed, is kept.

A build that is killed while it does so leaves each name with its old or its new content, and a
manifest that knows both; the next build goes on from there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from octavo.files import files
from octavo.formats import FORMATS
from octavo.model.artefact import Artefact
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.press import manifest
from octavo.press.manifest import FRONT, SITE, SUFFIXES, Made, Manifest

ROOM = ".making-"
"""How the name of a build's own folder beside the artefacts begins."""

DOCUMENT = "document.json"
KEPT = set(manifest.REPORTS) - {manifest.PAGES}
"""The reports that every build writes anew; the pages are those of a PDF."""

OLD = ".old"
PUT = ".put"
MOVE = "Move it away, or name another folder with --out."


def names_of(slug: str, formats: Iterable[str], printers: Sequence[str] = ()) -> list[str]:
    """Return the names of the artefacts of some formats, and of those for some printers."""
    asked = set(formats)
    names = [SITE] if "html" in asked else []
    for one, suffix in SUFFIXES.items():
        module, _, part = one.partition("-")
        if module in asked and (one != FRONT or printers):
            names.append(f"{slug}{f'-{part}' if part else ''}{suffix}")
    parts = [part for name in printers for part in (name, f"{name}-cover")]
    return [*names, *(f"{slug}-{part}.pdf" for part in parts)]


def check(root: Path, out: Path, names: Iterable[str]) -> None:
    """Raise InputError where a build must not write into a folder, or not under these names.

    What it would replace must be the press's own, as it left it.
    """
    restore(root, out)
    with files.alone(out):
        known = manifest.read(out) or Manifest()
        for name in (*names, *manifest.REPORTS):
            foreign_in(out / name, known)


def restore(root: Path, out: Path) -> None:
    """Remove the folders of builds that were killed; put back what they had just taken away.

    Raises InputError where a book's own folder of artefacts is a link: the book alone must not
    decide where a build writes.
    """
    if out.is_symlink() and out.resolve() == (root / "dist").resolve():
        raise InputError(
            "This is a link: nothing is written where it leads.",
            place=Place(out.name),
            hint="Name the folder with --out.",
        )
    files.sweep(out, ROOM, (DOCUMENT, *FORMATS), _rescue)


@contextmanager
def room_apart() -> Iterator[Path]:
    """Yield a room outside the book, whose folders may be read-only."""
    folder = Path(tempfile.gettempdir())
    files.sweep(folder, ROOM, (DOCUMENT, *FORMATS))
    with files.room(folder, ROOM) as room:
        yield room


def _rescue(room: Path) -> None:
    """Put the old site back where a build was killed between taking it away and placing its own."""
    old, place = room / "html" / f"{SITE}{OLD}", room.parent / SITE
    if old.is_dir() and not old.parent.is_symlink() and not os.path.lexists(place):
        old.replace(place)


def foreign_in(path: Path, known: Manifest) -> dict[str, Path]:
    """Return what is not the press's own in a folder that it made, by its path in it.

    Nothing for a file, or where there is nothing. Raises InputError where the press has not made
    what stands there, or it was changed since.
    """
    if not path.exists() and not path.is_symlink():
        return {}
    contents = known.made.get(path.name, ())
    if not contents:
        raise _kept(path, "was not made by a build")
    is_kind = path.is_dir() if path.name == SITE else path.is_file()
    if path.is_symlink() or not is_kind:
        raise _kept(path, "is not what a build has made")
    if path.name != SITE:
        if files.digest(path) not in {made.sha256 for made in contents}:
            raise _kept(path, "was changed since it was built")
        return {}
    there = files.inside(path)
    changed = [manifest.changed_in(there, made) for made in contents]
    if all(changed):
        raise _kept(path, "was changed since it was built", changed[-1])
    ours = contents[changed.index("")].files
    return {name: inner for name, inner in there.items() if name not in ours}


def _kept(path: Path, what: str, inside: str = "") -> InputError:
    shown = Path(path.parent.name, path.name, inside).as_posix()
    return InputError(f"This {what}: it is kept.", place=Place(shown), hint=MOVE)


class Standing(Protocol):
    """A build whose artefacts stand in their folder."""

    @property
    def out(self) -> Path:
        """The folder."""

    @property
    def title(self) -> str:
        """The edition's title."""

    @property
    def artefacts(self) -> Sequence[Artefact]:
        """What stands there."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The artefacts in their places, and what there is to say about what else stood there."""

    artefacts: list[Artefact]
    findings: list[Finding]


def put(made: Sequence[Artefact], out: Path, title: str, *, is_whole: bool) -> Placed:
    """Copy artefacts beside their places, rename them there, and write the manifest.

    The first copies stay in their work folders until they have been read back. After a whole
    build, what an earlier one made and this one did not is removed: an old title's. Raises
    InputError, before anything is replaced, where a place is taken.
    """
    contents = {artefact.path.name: manifest.content(artefact.path) for artefact in made}
    beside = [_beside(artefact.path) for artefact in made]
    with files.alone(out):
        known = manifest.read(out) or Manifest()
        findings = []
        for copy, artefact in zip(beside, made, strict=True):
            findings += _carry(copy, out / artefact.path.name, known)
        both = _standing(out, known) | {
            name: (*known.made.get(name, ()), one) for name, one in contents.items()
        }
        manifest.write(out, title, Manifest(known.artefacts, both))
        artefacts = [_place(c, a, out, contents) for c, a in zip(beside, made, strict=True)]
        if is_whole:
            findings += _drop_old(out, known, contents)
        one = {name: (content,) for name, content in contents.items()}
        manifest.write(out, title, Manifest(tuple(artefacts), _standing(out, known) | one))
    return Placed(artefacts, findings)


def _beside(path: Path) -> Path:
    copy = path.with_name(f"{path.name}{PUT}")
    if path.is_dir():
        shutil.copytree(path, copy, copy_function=_double)
    else:
        _double(path, copy)
    return copy


def _double(path: str | Path, copy: str | Path) -> None:
    """Give a file that nobody writes into any more a second name; copy it where that cannot be.

    The folder for work is removed as soon as its files have been read back.
    """
    try:
        os.link(path, copy)
    except OSError:
        shutil.copyfile(path, copy)


def _carry(copy: Path, place: Path, known: Manifest) -> list[Finding]:
    """Carry what others put into the old folder over to the new one, and say so."""
    foreign = foreign_in(place, known)
    for name, path in foreign.items():
        target = copy / name
        if target.exists() or target.is_symlink() or _is_under_file(target, copy):
            raise _kept(place, "was not made by a build, and the new one has its own", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            target.symlink_to(path.readlink())
        else:
            shutil.copy2(path, target)
    if not foreign:
        return []
    shown = list(dict.fromkeys(name.split("/")[0] for name in sorted(foreign)))
    message = f"Not the press’s own, and kept in the new {place.name}/: {', '.join(shown)}."
    return [Finding("output-kept", message, tier=Tier.FLAG, place=Place(place.name))]


def _is_under_file(target: Path, top: Path) -> bool:
    above = [path for path in target.parents if path != top and path.is_relative_to(top)]
    return any(path.exists() and not path.is_dir() for path in above)


def _place(copy: Path, artefact: Artefact, out: Path, contents: Mapping[str, Made]) -> Artefact:
    """Rename a copy into its place, and say what it is."""
    place = out / artefact.path.name
    content = contents[place.name]
    size = sum((artefact.path / name).stat().st_size for name in content.files)
    size = size if artefact.path.is_dir() else artefact.path.stat().st_size
    if place.is_dir():
        place.replace(artefact.path.with_name(f"{place.name}{OLD}"))
    copy.replace(place)
    return replace(artefact, path=place, sha256=content.sha256, bytes=size)


def _standing(out: Path, known: Manifest) -> dict[str, tuple[Made, ...]]:
    """Return what the press made in a folder and that still stands there."""
    return {name: made for name, made in known.made.items() if os.path.lexists(out / name)}


def _drop_old(out: Path, known: Manifest, new: Mapping[str, Made]) -> list[Finding]:
    """Remove what earlier builds made and this one did not; keep what a person changed in it."""
    findings = []
    for name in sorted(known.made.keys() - new.keys() - KEPT):
        path = out / name
        if not os.path.lexists(path):
            continue
        try:
            foreign = foreign_in(path, known)
        except InputError as fault:
            findings.append(_left(name, fault.message))
            continue
        if foreign:
            findings.append(_left(name, "It holds what is not the press’s own: it is kept."))
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return findings


def _left(name: str, message: str) -> Finding:
    words = f"This build does not make it any more. {message}"
    hint = "Move it away, or delete it."
    return Finding("output-kept", words, tier=Tier.FLAG, place=Place(name), hint=hint)


def put_reports(built: Standing, reports: Mapping[str, bytes]) -> None:
    """Write the records of a build beside its artefacts, then the manifest."""
    out, artefacts = built.out, tuple(built.artefacts)
    contents = {name: Made(files.digest_of(data)) for name, data in reports.items()}
    with files.alone(out):
        known = manifest.read(out) or Manifest()
        for name in reports:
            foreign_in(out / name, known)
        both = dict(known.made) | {n: (*known.made.get(n, ()), c) for n, c in contents.items()}
        manifest.write(out, built.title, Manifest(artefacts, both))
        for name, data in reports.items():
            files.write(out / name, data)
        one = {name: (content,) for name, content in contents.items()}
        final = Manifest(artefacts, _standing(out, known) | one)
        manifest.write(out, built.title, final)
