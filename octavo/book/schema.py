"""Writes the declaration of the edition as JSON Schemas, by which text editors complete and check.

`python -m octavo.book.schema` renews the files of `octavo/assets`, which new books take along.
"""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from octavo.book import import_schema, metadata
from octavo.model import colophon, design, edition, groups, printers, trade
from octavo.model.declaration import NEEDED, Schema, key_of

FOLDER = Path(__file__).parents[1] / "assets"
NAMES = {
    "edition.schema.json": "metadata/edition.yaml",
    "design.schema.json": "metadata/design.yaml",
}
"""The files that are made of the declaration, and what each of them describes."""

SCALARS = ["string", "number", "boolean", "null"]
"""How YAML may take a text that stands without quotation marks: 2026 is a number to it."""


def schemas() -> dict[str, bytes]:
    """Return the schemas by the names of their files."""
    whole = metadata.adapter().json_schema()
    groups: dict[str, Schema] = whole.pop("$defs")
    design = groups.pop("Design")
    del whole["properties"]["design"]
    described = {"Edition": whole, "Design": design, **groups}
    for name, texts in _texts().items():
        _describe(described[name], texts)
    for plural, key in edition.PLURALS.items():
        whole["properties"][plural] = whole["properties"][key]
    whole["$defs"] = groups
    made = {}
    for (name, file), schema in zip(NAMES.items(), (whole, design), strict=True):
        head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": file}
        text = orjson.dumps(head | _loosened(schema) | {"title": file}, option=orjson.OPT_INDENT_2)
        made[name] = (
            text.replace(b'"#/$defs/', b'"#/definitions/').replace(b'"$defs"', b'"definitions"')
            + b"\n"
        )
    asked = orjson.dumps(import_schema.schema(), option=orjson.OPT_INDENT_2)
    return {**made, import_schema.NAME: asked + b"\n"}


def write(folder: Path = FOLDER) -> None:
    """Write the schemas into a folder."""
    for name, data in schemas().items():
        (folder / name).write_bytes(data)


def _describe(schema: Schema, texts: dict[str, str]) -> None:
    """Describe each key of a group by the text that stands below it in the declaration."""
    for key, inner in schema["properties"].items():
        inner.pop("title", None)
        inner.pop("default", None)
        if key in texts:
            inner["description"] = texts[key]
    schema.pop("title", None)


def _texts() -> dict[str, dict[str, str]]:
    """Return what stands below each field of the declaration, by group and key."""
    return {
        group.name: _below(group.body)
        for module in (colophon, groups, printers, trade, design, edition)
        for group in ast.parse(inspect.getsource(module)).body
        if isinstance(group, ast.ClassDef) and hasattr(getattr(module, group.name), FILED)
    }


FILED = "__pydantic_config__"


def _below(body: list[ast.stmt]) -> dict[str, str]:
    texts = {}
    for first, second in pairwise(body):
        if not isinstance(first, ast.AnnAssign) or not isinstance(first.target, ast.Name):
            continue
        if isinstance(second, ast.Expr) and isinstance(second.value, ast.Constant):
            texts[key_of(first.target.id)] = " ".join(str(second.value.value).split())
    return texts


def _loosened(schema: Any) -> Any:
    """Return a schema in which texts need no quotation marks, and keys no values."""
    if isinstance(schema, list):
        return [_loosened(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _loosened(part) for key, part in schema.items()}
    if "propertyNames" in loose:  # editors complete properties, not names
        inner = loose.pop("additionalProperties")
        loose |= {"properties": dict.fromkeys(loose.pop("propertyNames")["enum"], inner)}
        loose["additionalProperties"] = False
    kind = loose.get("type")
    if kind == "string" and "enum" not in loose:
        loose["type"] = SCALARS[:-1] if loose.get("pattern") == NEEDED else SCALARS
    elif kind in ("object", "array") and "minItems" not in loose:
        loose["type"] = [kind, "null"]
    return loose


if __name__ == "__main__":
    write()
