"""Paths that a book names: each leads to a file inside the book, or is refused with its place.

An image is found by one function, for the check of the text and for every format.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from octavo.files import yaml
from octavo.files.names import decoded, inside, is_file
from octavo.model.edition import Image, Project
from octavo.model.finding import InputError, Place
from octavo.model.near import nearest

EDITION = "metadata/edition.yaml"
DESIGN = "metadata/design.yaml"
SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp")
"""Suffixes of the images that every format can show, or gets as PNG."""

WINDOWS = (".emf", ".wmf")

PICTURES = ("cover", "cover-back", "cover-wrap", "logo")
"""Keys of edition.yaml that name a picture, below the book, metadata or source."""

REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|[/\\]{2}")
"""An address: it begins with a scheme (of two letters or more), or with two slashes."""

DRIVE = re.compile(r"[A-Za-z]:")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
UNSAYABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What a name holds that is not UTF-8 (Python has surrogates for it), or a control character."""

REPLACED = "\N{REPLACEMENT CHARACTER}"


def check_name(path: Path) -> None:
    """Raise InputError for a path whose name, or a folder's above it, is no text.

    No manifest, no report and no edition could name it.
    """
    try:
        real = path.absolute()
    except OSError as fault:
        raise InputError("The folder that this is in is not there any more.") from fault
    for name in reversed(real.parts):
        if UNSAYABLE.search(name):
            visible = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise InputError(
                f"The name {CONTROL.sub(REPLACED, visible)} is not UTF-8, or holds a control "
                "character.",
                hint="Give the file or folder another name.",
            )


def check_names(root: Path) -> None:
    """Raise InputError for a name in a book, or above it, that is no text."""
    check_name(root)
    for folder in ("source", "metadata", "filters"):
        for base, folders, files in os.walk(root / folder):
            for name in (*folders, *files):
                if UNSAYABLE.search(name):
                    check_name(Path(base) / name)


def find_image(project: Project, address: str) -> Path:
    """Return the file of an image by its address in the text, read from the folder source/.

    Pandoc writes addresses percent-encoded: the decoded name is sought first, then the name as it
    is typed. Raises InputError where the address leads out of the project, or to no file.
    """
    names = list(dict.fromkeys((decoded(address), address)))
    for name in names:
        fault = _refusal(name)
        if fault:
            raise InputError(f"The image {shown(address)} {fault}", hint=BELOW)
    for name in names:
        path = project.source / name
        if inside(project.root, path) is None:
            raise InputError(f"The image {shown(address)} lies outside the project.", hint=BELOW)
        if is_file(path) and path.suffix.lower() not in SUFFIXES:
            raise _of_no_kind(address, path)
        if is_file(path):
            return path
    raise InputError(
        f"The image {shown(address)} is not there.",
        hint=_meant_image(project, names[0]),
    )


def _meant_image(project: Project, name: str) -> str:
    """Return the question whether another image below source/ was meant."""
    folder = (project.source / name).parent
    if inside(project.source, folder) is None or not _is_folder(folder):
        folder = project.source / "images"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    known = {
        path.name: path.relative_to(project.source).as_posix()
        for path in files
        if path.suffix.lower() in SUFFIXES
    }
    near = nearest(posixpath.basename(name), known)
    if near:
        return f"Did you mean {known[near]}?"
    return "Images are named from the folder source/: images/map.png."


def _is_folder(path: Path) -> bool:
    """Whether a folder is there; none is where the system takes no such name."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _of_no_kind(address: str, path: Path) -> InputError:
    """Return what to say of an image whose name ends like none that an edition shows."""
    suffix = path.suffix.lower()
    message = f"The image {shown(address)} is of a type that not every edition shows."
    hint = f"Save it as PNG or JPEG; its name ends in {', '.join(SUFFIXES)}."
    if suffix in WINDOWS:
        message = f"The image {shown(address)} is a drawing of Windows ({suffix[1:].upper()})."
        hint = "Open it in the program that made it, in Word or Inkscape; save it as SVG or PNG."
    return InputError(message, hint=hint)


BELOW = "Put the file below source/images."


def _refusal(name: str) -> str:
    if CONTROL.search(name):
        return "has a name with a control character."
    if REMOTE.match(name):
        return "is not in the project: nothing is fetched."
    if DRIVE.match(name) or name.startswith(("/", "\\")):
        return "lies outside the project: its path does not begin at the folder source/."
    if "\\" in name:
        return "is named with backslashes; every system reads images/map.png."
    return ""


def shown(address: str) -> str:
    """Return an address as a message shows it: as people write it, and not longer than a line.

    Control characters are replaced.
    """
    visible = CONTROL.sub(REPLACED, decoded(address))
    return visible if len(visible) < 200 else f"{visible[:80]}\N{HORIZONTAL ELLIPSIS}"


def recorded(project: Project, address: str) -> Image | None:
    """Return what edition.yaml has of an image, by its address in the text."""
    images = project.edition.images
    return images.get(address) or images.get(decoded(address))


def in_metadata(project: Project, name: str, *key: str | int) -> Path:
    """Return the path of a file that the metadata names, read from the folder metadata.

    `key` is where edition.yaml names it. Raises InputError with that line where it leads out of
    the project.
    """
    path = inside(project.root, project.metadata / name)
    if path is None:
        raise _outside(project, EDITION, name, key)
    return path


def called(name: str) -> str:
    """Return what messages call a file that the metadata names: its path below the project."""
    return posixpath.normpath(f"metadata/{name}")


def check_paths(project: Project) -> None:
    """Raise InputError for each path of the metadata that leads out of the project."""
    folders = (project.root, project.metadata, project.source)
    for file, key, name in _named(project):
        bases = folders if key[0] in PICTURES else (project.metadata,)
        outside = [inside(project.root, folder / name) is None for folder in bases]
        leads_out = [out and is_file(base / name) for out, base in zip(outside, bases, strict=True)]
        if all(outside) or any(leads_out):
            raise _outside(project, file, name, key)
    if inside(project.root, project.root / ".octavo") is None:
        raise InputError(
            "This folder leads out of the project.",
            place=Place(".octavo"),
            hint="Delete the link: the folder is made anew.",
        )


def _named(project: Project) -> Iterator[tuple[str, yaml.Loc, str]]:
    """Yield each path that the metadata names, with its file and key."""
    edition = project.edition
    for name in PICTURES:
        if path := getattr(edition, name.replace("-", "_")):
            yield EDITION, (name,), path
    for number, name in enumerate(edition.bibliography):
        yield EDITION, ("bibliography", number), name
    yield EDITION, ("abbreviations",), edition.abbreviations
    style = edition.design.citation_style.strip()
    if style.endswith(".csl") and not re.match(r"https?://", style):
        yield DESIGN, ("citation-style",), style


def place_of(project: Project, *key: str | int) -> Place:
    """Return the place of a key of edition.yaml, or of what is around it where it is not set."""
    path = project.root / EDITION
    return yaml.load(path, EDITION).place(key) if path.is_file() else Place(EDITION)


def _outside(project: Project, file: str, name: str, key: yaml.Loc) -> InputError:
    path = project.root / file
    place = yaml.load(path, file).place(key) if path.is_file() else Place(file)
    return InputError(
        f"The file {shown(name)} lies outside the project.",
        place=place,
        hint="Put it into the folder metadata, and name it from there.",
    )
