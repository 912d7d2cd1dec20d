"""Makes e-books of a few pages, for the tests."""

from __future__ import annotations

import html
from collections.abc import Mapping

from tests.import_books import packed

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/b.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
SPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
METADATA = "<dc:title>Kettles</dc:title><dc:language>en-GB</dc:language>"


def page(body: str, attributes: str = "") -> bytes:
    head = "<head><title>x</title></head>"
    return f"<html {SPACES}>{head}<body {attributes}>{body}</body></html>".encode()


def contents(lines: str) -> bytes:
    """A navigation page; each line is an address and its words, indented by depth."""
    made, depth = ["<ol>"], 0
    for line in lines.splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        made += ["<li><ol>" if level > depth else "</ol></li>"] * abs(level - depth)
        depth = level
        address, _, words = line.strip().partition(" ")
        made.append(f'<li><a href="{address}">{html.escape(words)}</a></li>')
    made += ["</ol></li>"] * depth
    return page(f'<nav epub:type="toc">{"".join(made)}</ol></nav>')


def ebook(
    pages: Mapping[str, str],
    listed: str = "",
    metadata: str = METADATA,
    more: Mapping[str, tuple[str, bytes]] | None = None,
) -> bytes:
    """An e-book: bodies of pages by name, contents, metadata; `more` has properties and bytes."""
    more = more or {}
    items = [f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
             for n, name in enumerate(pages)]  # fmt: skip
    items += [f'<item id="m{n}" href="{name}" {about}/>'
              for n, (name, (about, _)) in enumerate(more.items())]  # fmt: skip
    if listed:
        items.append('<item id="nav" href="nav.xhtml" properties="nav" '
                     'media-type="application/xhtml+xml"/>')  # fmt: skip
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{spine}</spine></package>"
    )
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.encode(),
            "OPS/b.opf": package.encode(),
            **({"OPS/nav.xhtml": contents(listed)} if listed else {}),
            **{f"OPS/{name}": page(body) for name, body in pages.items()},
            **{f"OPS/{name}": data for name, (_, data) in more.items()},
        }
    )
