"""The files that an edition is made of, beside the folders that are read as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from octavo.bibliography import csl
from octavo.book import fonts, images, paths
from octavo.files.names import is_file
from octavo.press.prepare import Prepared


def used(prepared: Prepared) -> list[Path]:
    """Return the files that a document was made from or names, each once, in order.

    They are the pictures, the cover, the bibliographies, the citation style and the filters,
    wherever they stand: a build is up to date only as long as none of them changes.
    """
    return list(dict.fromkeys(path for path in _files(prepared) if is_file(path)))


def _files(prepared: Prepared) -> Iterator[Path]:
    project = prepared.book.project
    edition = project.edition
    yield from (project.metadata / name for name in (*edition.bibliography, edition.abbreviations))
    for name in (edition.cover, edition.cover_back, edition.cover_wrap, edition.logo):
        if name:
            yield from (place / name for place in (project.root, project.metadata, project.source))
    yield from (one.path for one in fonts.own(project))
    for image, _ in images.images(prepared.document.blocks, []):
        yield paths.find_image(project, image["c"][2][0])
    yield csl.style(edition.design.citation_style, project.metadata)
    chain = prepared.book.chain
    yield from (chain.path(name) for name in chain.names)
