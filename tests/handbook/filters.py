"""The handbook's chapter on the filters, made from what each filter says of itself."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHAIN = ROOT / "octavo" / "assets" / "book" / "pandoc.json"
"""The filters of a new book, in their order."""

HEAD = """# What the filters do {#reference-filters}

These filters run at every build, in the order of `metadata/pandoc.json`, which plain pandoc reads
[too](#with-pandoc). What is certain is changed and reported; what is likely is a suggestion; what
is doubtful is only shown. Code, formulas, addresses and citekeys are never touched.
"""

PART = re.compile(r"^(?P<name>\w[^\n]*)\n(?P<text>(?:(?:    [^\n]*)?\n)+)", re.M)
PARTS = {"Does": "", "Leaves alone": "Leaves alone: ", "Settings": "Settings: "}
"""What is shown of a filter's docstring, and the words before it."""


def lines(plain: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the chapter; `plain` writes words as Markdown leaves them."""
    yield HEAD
    for file in json.loads(CHAIN.read_text("utf-8"))["filters"]:
        if file == "citeproc":
            continue
        name = file.removesuffix(".py")
        docstring = ast.get_docstring(ast.parse((ROOT / "filters" / file).read_text("utf-8")))
        yield f"## {name} {{#filter-{name}}}\n"
        for paragraph in _paragraphs(f"{docstring}\n"):
            yield plain(paragraph) + "\n"


def _paragraphs(docstring: str) -> Iterator[str]:
    parts = {part["name"]: " ".join(part["text"].split()) for part in PART.finditer(docstring)}
    for name, before in PARTS.items():
        text = parts.get(name, "None.")
        if text != "None.":
            yield before + (text[:1].lower() + text[1:] if before and text[:2].istitle() else text)
