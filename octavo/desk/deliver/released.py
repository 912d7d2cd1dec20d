"""The version of record that a delivery is made of: whole, and opened where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from octavo.book import metadata
from octavo.desk.release import again, bag
from octavo.desk.release.record import DIST, FOLDER
from octavo.files import files
from octavo.files.names import is_file, shortened
from octavo.model.artefact import Artefact
from octavo.model.edition import Project
from octavo.model.finding import InputError, Place, refuse_all
from octavo.press import manifest

HINT = "Release the book first: `octavo release` says what is open."


@dataclass(frozen=True, slots=True)
class Released:
    """A version of record: its folder, the book in it, its files by their formats.

    The edition is the released one; only `trade` and `url` are those of the book as it is: prices,
    dates and addresses change while the text does not.
    """

    folder: Path
    project: Project
    artefacts: Mapping[str, Artefact]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name


def find(root: Path, name: str = "") -> Path:
    """Return the folder of a version of record: the one that is named, else the newest.

    Raises InputError where no edition is released, or the name is that of a path.
    """
    top = root / FOLDER
    if name:
        if not files.plain_name(name):
            message = f"“{shortened(name)}” is not the name of a version of record."
            raise InputError(message, hint=f"Give the name of its folder in {FOLDER}/.")
        folder = top / name
        if not again.is_record(folder):
            raise InputError(f"{FOLDER}/{folder.name} is no version of record.", hint=HINT)
        return folder
    folders = [one for one in sorted(top.glob("*")) if again.is_record(one)] if top.is_dir() else []
    if not folders:
        raise InputError(
            "Only a released edition is delivered. This book has no release yet.", hint=HINT
        )
    return max(folders, key=_age)


def _age(folder: Path) -> tuple[str, int, str]:
    """Return by what the newest of some records is known: the date, then the printing."""
    known = again.read(folder)
    printing = str(known.get("printing", ""))
    return str(known.get("date", "")), int(printing) if printing.isdecimal() else 0, folder.name


def load(root: Path, folder: Path) -> Released:
    """Open a version of record. Raises InputError where it is not as it was released."""
    faults = bag.faults(folder)
    hint = "Fetch the version of record anew."
    top = f"{FOLDER}/{folder.name}"
    refuse_all(
        [InputError(words, place=Place(f"{top}/{name}"), hint=hint) for name, words in faults]
    )
    book = folder / again.DATA
    released = metadata.load(book)
    today = metadata.load(root).edition if is_file(root / metadata.EDITION) else released.edition
    edition = replace(released.edition, trade=today.trade, url=today.url)
    known = manifest.read(book / DIST) or manifest.Manifest()
    artefacts = {one.format: one for one in known.artefacts}
    return Released(folder, replace(released, edition=edition), artefacts)


def _changed(folder: Path, name: str, words: str) -> InputError:
    place = Place(f"{FOLDER}/{folder.name}/{name}")
    return InputError(words, place=place, hint="Fetch the version of record anew.")
