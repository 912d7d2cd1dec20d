"""Writes and reads the Markdown of several chapters in one run of pandoc each."""

from __future__ import annotations

import tempfile
from pathlib import Path

from octavo import pandoc
from octavo.model.nodes import Document, Node

WRITER = "markdown-smart-raw_html-raw_attribute"
"""Without raw HTML, which pandoc would use for what a table of Markdown cannot say."""

BETWEEN = "\N{INFORMATION SEPARATOR TWO}"
"""The sign that `custom/apart.lua` writes between two texts: hardly a manuscript has one."""


def write(chapters: list[list[Node]], options: list[str]) -> list[str]:
    """Return each chapter as pandoc writes it alone."""
    if not chapters:
        return []
    divs: list[Node] = [{"t": "Div", "c": [["", [], []], blocks]} for blocks in chapters]
    arguments = ["-f", "json", "-t", _script(), *options]
    texts = pandoc.run(arguments, Document({}, divs).dumps()).decode().split(BETWEEN)
    if len(texts) != len(chapters):  # the sign stands in the text
        return [alone(blocks, options) for blocks in chapters]
    return [f"{text.rstrip(chr(10))}\n" if text else "" for text in texts]


def alone(blocks: list[Node], options: list[str]) -> str:
    """Return blocks as pandoc writes them."""
    arguments = ["-f", "json", "-t", WRITER, *options]
    return pandoc.run(arguments, Document({}, blocks).dumps()).decode()


def read(texts: list[str]) -> list[list[Node]]:
    """Return each text as pandoc reads it alone."""
    if not texts:
        return []
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number:04}.md" for number in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            (Path(folder) / name).write_bytes(text.encode())
        document = pandoc.loads(
            pandoc.run(["-f", _script(), "-t", "json", *names], cwd=Path(folder))
        )
    return [block["c"][1] for block in document.blocks]


def _script() -> str:
    return str(pandoc.data_dir().resolve() / "custom" / "apart.lua")
