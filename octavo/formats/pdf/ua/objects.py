"""Objects of a PDF, whatever a stranger made of them: what is not of the kind is not there."""

from __future__ import annotations

import zlib
from typing import Any

from pikepdf import Array, Dictionary, Stream

from octavo.model.finding import InputError

DEEPEST = 24
"""So many nodes may stand above a page."""

MOST_BYTES = 400_000_000
"""So long may the content of a page be, once unpacked."""


def refers(resources: Any) -> bool:
    """Whether a page may refer to forms, pictures, or properties that stand elsewhere."""
    if not isinstance(resources, Dictionary):
        return False
    return any(items(resources.get(kind)) for kind in ("/XObject", "/Properties"))


def items(table: Any) -> list[tuple[str, Any]]:
    """Return the entries of a dictionary."""
    return list(table.items()) if isinstance(table, Dictionary) else []


def streams(content: Any) -> list[Any]:
    """Return the streams of a page's content."""
    items = list(content) if isinstance(content, Array) else [content]
    return [item for item in items if isinstance(item, Stream)]


def check_size(stream: Any) -> None:
    """Raise InputError where a stream unpacks to more than is read; nothing is kept of it."""
    if stream.get("/Filter") != "/FlateDecode":
        return
    packed = stream.read_raw_bytes()
    if len(packed) * 1032 <= MOST_BYTES:
        return
    unpack, size, rest = zlib.decompressobj(), 0, packed
    try:
        while rest and not unpack.eof:
            size += len(unpack.decompress(rest, 1 << 22))
            rest = unpack.unconsumed_tail
            if size > MOST_BYTES:
                raise InputError("The content of this PDF unpacks to more than is read.")
    except zlib.error:
        return


def entry(resources: Any, kind: str, name: str) -> Any:
    """Return what a name stands for in resources of some kind."""
    table = resources.get(kind) if isinstance(resources, Dictionary) else None
    return table.get(name) if isinstance(table, Dictionary) and name.startswith("/") else None


def inherited(page: Any, key: str) -> Any:
    """Return what a page has from the nodes above it."""
    node = page.get("/Parent")
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
