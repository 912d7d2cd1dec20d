"""Jupyter notebooks as the Markdown of a book: their words, their code, and what it has printed.

(Jupyter, "The Notebook file format", 4.5.) Pictures that code has drawn stand in the notebook and
come along; of several forms of one result the picture is taken, else its plain text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from octavo.files import json
from octavo.model.finding import InputError, Place

SUFFIX = ".ipynb"
PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
CONTROLS = re.compile(
    rb"(?<!\\)(?P<kept>(?:\\\\)*)\\u00(?:1[bB]\[[0-9;]*[A-Za-z]|0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF])"
)
"""Colours of a terminal and other signs of control, as JSON escapes them."""

HIDDEN = ("remove-input", "remove_input", "hide_input", "remove-cell", "remove_cell")
ATTACHED = re.compile(r"\(attachment:([^()\s]+)\)")


@dataclass(slots=True)
class Notebook:
    """A notebook as Markdown, and its pictures by the paths that stand there."""

    text: str
    pictures: dict[str, bytes] = field(default_factory=dict)


def read(path: Path) -> Notebook:
    """Read a notebook. Raises InputError where the file is not one."""
    value = json.parse(CONTROLS.sub(rb"\g<kept>", path.read_bytes()), str(path))
    cells = value.get("cells") if isinstance(value, dict) else None
    if not isinstance(cells, list):
        hint = "Open it in Jupyter and save it: notebooks of format 4 have cells."
        raise InputError("This notebook cannot be read.", place=Place(str(path)), hint=hint)
    meta = value.get("metadata")
    kernel = meta.get("kernelspec") if isinstance(meta, dict) else None
    language = str(kernel.get("language") or "python") if isinstance(kernel, dict) else "python"
    book = Notebook("")
    parts = [
        part
        for cell in cells
        if isinstance(cell, dict)
        for part in _cell(cell, language, path.stem, book)
    ]
    book.text = "\n\n".join(part for part in parts if part.strip()) + "\n"
    return book


def _words(value: object) -> str:
    """Return the text of a field: a string, or a list of lines."""
    if isinstance(value, list):
        return "".join(str(one) for one in value)
    return value if isinstance(value, str) else ""


def _cell(cell: dict[str, Any], language: str, stem: str, book: Notebook) -> Iterator[str]:
    text = _words(cell.get("source")).strip("\n")
    if cell.get("cell_type") == "markdown":
        kept = cell.get("attachments")
        for name, forms in kept.items() if isinstance(kept, dict) else ():
            if isinstance(forms, dict):
                path = _picture(forms, stem, book)
                text = text.replace(f"(attachment:{name})", f"({path})") if path else text
        yield text
    elif cell.get("cell_type") == "code" and text.strip():
        meta = cell.get("metadata")
        tags = meta.get("tags") if isinstance(meta, dict) else None
        tags = [str(tag) for tag in tags] if isinstance(tags, list) else []
        head = [f":tags: [{', '.join(tags)}]"] if tags else []
        fence = _fence(text)
        yield "\n".join([f"{fence}{{code-cell}} {language}", *head, text, fence])
        if "remove-output" not in tags and "remove-cell" not in tags:
            for output in cell.get("outputs") or ():
                yield from _output(output, stem, book) if isinstance(output, dict) else ()


def _output(output: dict[str, Any], stem: str, book: Notebook) -> Iterator[str]:
    """Yield what a cell has printed or drawn."""
    data = output.get("data")
    text = _words(output.get("text"))
    if isinstance(data, dict):
        path = _picture(data, stem, book)
        if path:
            yield f"![]({path})"
            return
        text = _words(data.get("text/plain"))
        if "text/markdown" in data:
            yield _words(data["text/markdown"])
            return
    text = text.strip("\n")
    if text.strip() and output.get("name") != "stderr":
        fence = _fence(text)
        yield f"{fence}\n{text}\n{fence}"


def _fence(text: str) -> str:
    longest = max(map(len, re.findall(r"`{3,}", text)), default=2)
    return "`" * (longest + 1)


def _picture(forms: dict[str, Any], stem: str, book: Notebook) -> str:
    """Keep the picture that is among the forms of a result; return its path, else ""."""
    for kind, suffix in PICTURES.items():
        words = _words(forms.get(kind))
        if words:
            try:
                data = words.encode() if suffix == ".svg" else base64.b64decode(words)
            except binascii.Error:
                continue
            name = re.sub(r"[^A-Za-z0-9._-]+", "-", stem)
            path = f"images/{name}-{len(book.pictures) + 1}{suffix}"
            book.pictures[path] = data
            return path
    return ""
