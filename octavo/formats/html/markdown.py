"""The Markdown of each page, beside it: for programs that read no HTML, and for readers who edit.

Pandoc writes the whole book once; a heading that is no author's stands between the pages, and the
text is cut there. So the notes of a page stand at its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from octavo import pandoc
from octavo.formats.html.beside import markdown_name
from octavo.formats.html.frame import Entry
from octavo.formats.html.tree import DIVISIONS
from octavo.model.nodes import Document, Node, each_list, markup
from octavo.model.structure import FLUSH, OPENING_WORDS

CUT = "octavocutshere"
"""The words of the heading between two pages."""

WRITER = (
    *("-f", "json", "-t", "markdown-smart-citations"),
    *("--wrap=none", "--reference-location=section", "--markdown-headings=atx"),
)


def write(
    folder: Path,
    blocks: Sequence[Node],
    pages: Sequence[tuple[Entry, str]],
    addresses: Mapping[str, str],
    homes: Mapping[str, str],
) -> list[str]:
    """Write the Markdown of each page into a site; return the files' names.

    `addresses` are those of the pictures, by their names in the blocks; `homes` the page of each
    identifier. Nothing is written where the blocks do not fall into these pages.
    """
    parts = _parted(blocks, [entry.identifier for entry, _ in pages])
    if len(parts) != len(pages):
        return []
    _lead(blocks, addresses, homes)
    for part in parts:
        each_list(part, _unwrap)
        _raise(part)
    document = Document({}, [block for part in parts for block in (_heading(), *part)])
    text = pandoc.run([*WRITER], document.dumps()).decode()
    texts = [_trimmed(part) for part in text.split(f"# {CUT}")[1:]]
    names = []
    for (_, page), words in zip(pages, texts, strict=True):
        names.append(markdown_name(page))
        (folder / names[-1]).write_bytes(words.encode())
    return names


def _heading() -> Node:
    return {"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": CUT}]]}


def _trimmed(text: str) -> str:
    return text.strip("\n") + "\n"


def _parted(blocks: Sequence[Node], starts: Sequence[str]) -> list[list[Node]]:
    """Cut blocks before each heading that begins a page; what stands before the first is one."""
    parts: list[list[Node]] = []
    known = set(starts)
    for block in blocks:
        if (block["t"] == "Header" and block["c"][1][0] in known and _divides(block)) or not parts:
            parts.append([])
        parts[-1].append(block)
    return parts


def _divides(heading: Node) -> bool:
    return any(name in DIVISIONS for name in heading["c"][1][1])


def _raise(part: list[Node]) -> None:
    """Let a page's heading be of level 1; how the press numbers and names it is left out."""
    headings = [block for block in part if block["t"] == "Header"]
    shift = headings[0]["c"][0] - 1 if headings and _divides(headings[0]) else 0
    for heading in headings:
        level, (identifier, classes, _), words = heading["c"]
        kept = [name for name in classes if name not in (*DIVISIONS, "unnumbered")]
        heading["c"] = [max(level - shift, 1), [identifier, kept, []], words]


def _unwrap(nodes: list[Node]) -> None:
    """Take away the boxes by which the press knows how a paragraph begins, and what is cited."""
    for at in range(len(nodes) - 1, -1, -1):
        node = nodes[at]
        kind = node["t"]
        if kind == "Cite" or (
            kind in ("Div", "Span") and node["c"][0][1] in ([FLUSH], [OPENING_WORDS])
        ):
            nodes[at : at + 1] = node["c"][1]


def _lead(blocks: Sequence[Node], addresses: Mapping[str, str], homes: Mapping[str, str]) -> None:
    """Lead links and pictures to the files of the site, in place."""
    for node in markup(list(blocks)):
        if node["t"] == "Image":
            target = node["c"][2]
            target[0] = addresses.get(target[0], target[0])
        elif node["t"] == "Link":
            target = node["c"][2]
            home = homes.get(unquote(target[0])[1:]) if target[0].startswith("#") else None
            if home:
                target[0] = markdown_name(home) + target[0]
