"""Gives pictures names apart where manuscripts in several folders bring different ones of one name.

A book of many files may have a folder `images` beside each chapter; an edition has one for all. (A
system that takes capitals for small letters takes `Fig.png` and `fig.png` for one: these, too.)
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from octavo.manuscripts.folder.pictures import renamed, safe_name
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.volume import lines
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import walk
from octavo.prose.trace import raw_markup

SHOWN = 5


def pictures_apart(read: Sequence[Manuscript], paths: Sequence[Path]) -> None:
    """Name pictures by the folder of their manuscript where another manuscript has taken the name.

    `paths` are those of the manuscripts. The text names them so, and a finding does. Of one folder
    it is the name of the manuscript that tells them apart.
    """
    taken = {name.casefold(): data for one in read for name, data in one.images.items()}
    first: dict[str, int] = {}
    for number, manuscript in enumerate(read):
        ways: dict[str, str] = {}
        for name, data in manuscript.images.items():
            other = first.setdefault(name.casefold(), number)
            before = read[other].images
            if other != number and before.get(name) != data:
                apart = _apart(paths[number], paths[other])
                ways[name] = _free(PurePosixPath(name), apart, data, taken)
        if ways:
            _rename(manuscript, ways)


def _apart(path: Path, other: Path) -> str:
    """Return what tells a manuscript from another: its folder below the one that holds both."""
    own, its = path.absolute().parent, other.absolute().parent
    below = own.relative_to(os.path.commonpath([own, its])).parts
    return "-".join(below) if below else path.stem


def _free(path: PurePosixPath, apart: str, data: bytes, taken: dict[str, bytes]) -> str:
    """Return a new name for a picture that no other picture has, and take it."""
    stems = (f"{apart}-{path.stem}{f'-{number}' if number > 1 else ''}" for number in count(1))
    names = (str(path.with_name(safe_name(f"{stem}{path.suffix}", "image"))) for stem in stems)
    return next(name for name in names if taken.setdefault(name.casefold(), data) == data)


def _rename(manuscript: Manuscript, ways: dict[str, str]) -> None:
    """Name pictures of a manuscript anew, in its text and what was read of it, and report it."""
    images = manuscript.images.items()
    manuscript.images = {ways.get(name, name): data for name, data in images}
    for chapter in manuscript.chapters:
        chapter.markdown = lines.outside_code(chapter.markdown, lambda part: renamed(part, ways))
        for node in walk(chapter.blocks):
            if node["t"] == "Image":
                node["c"][2][0] = ways.get(node["c"][2][0], node["c"][2][0])
        for raw in raw_markup(chapter.blocks):
            raw["c"][1] = renamed(raw["c"][1], ways)
    listed = [f"{old} is {new}" for old, new in ways.items()]
    more = f" and {len(listed) - SHOWN} more" if listed[SHOWN:] else ""
    message = f"{counted(len(ways), 'picture')} of another manuscript had the same name:"
    message += f" {', '.join(listed[:SHOWN])}{more}."
    place = Place(manuscript.name)
    before, after = next(iter(ways.items()))
    done = Finding("import-image-name", message, Severity.INFO, Tier.AUTO, place,
                   before=before, after=after)  # fmt: skip
    manuscript.findings.append(done)
