"""Brings the pictures of a Word file to where pandoc looks for them: `word/media/`.

A part may stand anywhere (ECMA-376, part 2, 8.3), and programs other than Word use that.
"""

from __future__ import annotations

import posixpath

from octavo.ooxml.names import RELATIONSHIPS
from octavo.ooxml.package import Package

FOLDER = "word/media/"


def gather(package: Package) -> None:
    """Copy each picture that stands elsewhere, and lead its relationship there, in place."""
    for story in package.stories():
        folder, name = posixpath.split(story.part)
        root = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        related = package.related(story.part)
        for link in root.iter(f"{RELATIONSHIPS}Relationship") if root is not None else ():
            one = related.get(link.get("Id", ""))
            if one is None or one.kind != "image" or one.external:
                continue
            data = package.members.get(one.target)
            if data is None or one.target.startswith(FOLDER):
                continue
            place = f"{FOLDER}{one.target.replace('/', '-')}"
            package.members[place] = data
            link.set("Target", posixpath.relpath(place, folder or "."))
