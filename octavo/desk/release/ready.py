"""The files of a release, left in dist/ too: what an editor sends is what was released.

Else dist/ would hold the last draft, which looks the same. The next build makes a draft there
again.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from octavo import fresh
from octavo.model.finding import InputError
from octavo.press import build as pipeline
from octavo.press import place

DIST = "dist"


def leave(root: Path, built: pipeline.Built, reports: Mapping[str, bytes], record: str) -> str:
    """Put copies of released files into a book's dist/; return which files to send.

    What stands there that no build has made is kept, as in a build: then the version of record,
    whose folder is `record`, is named instead, and why.
    """
    out = root / DIST
    try:
        place.check(root, out, [artefact.path.name for artefact in built.artefacts])
        with pipeline.workroom(out) as room:
            made = [replace(one, path=_copied(one.path, room)) for one in built.artefacts]
            fresh.forget(root)
            placed = place.put(made, out, built.title, is_whole=True)
            place.put_reports(replace(built, out=out, artefacts=placed.artefacts), reports)
    except InputError as fault:
        return f"Send the files in {record}/data/{DIST}/. {DIST}/ holds others: {fault}"
    return f"Send the files in {DIST}/: until the next build they are those that were released."


def _copied(path: Path, room: Path) -> Path:
    there = room / path.name
    if path.is_dir():
        shutil.copytree(path, there)
    else:
        shutil.copyfile(path, there)
    return there
