"""Books that became Word files, and the fields in them."""

from __future__ import annotations

import json
from typing import Any

from octavo import pandoc
from octavo.formats.docx.zotero import locator_of
from octavo.manuscripts.importing import Imported
from octavo.model.nodes import Node, stringify, walk


def cites(done: Imported) -> list[Node]:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((done.folder / "source").glob("*.md"))
    ]
    blocks = [block for text in texts for block in pandoc.read(text.encode()).blocks]
    return [node for node in walk(blocks) if node["t"] == "Cite"]


def told(cited: list[Node]) -> list[tuple[str, str, str]]:
    return [
        (c["citationId"], stringify(c["citationPrefix"]), place(stringify(c["citationSuffix"])))
        for cite in cited
        for c in cite["c"][0]
    ]


def place(suffix: str) -> str:
    """A suffix with the kind of its locator in full, however it is shortened in a language."""
    locator, rest = locator_of(suffix)
    return " ".join([locator["label"], locator["locator"]]) + rest if locator else rest


def references(done: Imported) -> dict[str, dict[str, Any]]:
    path = done.folder / "metadata" / "references.json"
    return {item["id"]: item for item in json.loads(path.read_text(encoding="utf-8"))}


def item(data: dict[str, Any], uri: str, **more: Any) -> dict[str, Any]:
    return {"id": data["id"], "uris": [uri], "itemData": data, **more}
