"""Whether a finished page has kept what no word shows: links, emphasis, languages, heads of tables.

The words are compared elsewhere (`press/agreement`). Here the text's own markup is counted by its
words, in the document and in the pages: what one has and the other has not is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from octavo.formats.html.faults import Fault, Page, line_of
from octavo.formats.html.tree import Element, is_apparatus, local
from octavo.model import reading
from octavo.model.nodes import Document, Node, children

EMPHASIS = {"Emph": "em", "Strong": "strong"}
OWN = frozenset(("doc-noteref", "doc-backlink"))
SPOKEN = {"link": "The link", "em": "The emphasis", "strong": "The strong emphasis"}
Marked = tuple[str, str, str]
"""What it is, its words, and where it leads or which language it is in."""


def faults(pages: Sequence[Page], document: Document) -> Iterator[Fault]:
    """Yield what the pages have lost of the document's markup, and what is wrong in it."""
    starts = {page.name: _start(page.tree) for page in pages}
    kept = Counter(one for page in pages for one in _of_page(page, starts))
    of_text = Counter(_of_document(document))
    for marked in of_text - kept:
        kind, words, value = marked
        yield Fault("markup-differs", _home(pages, words), _message(kind, words, value), words)
    for page in pages:
        yield from _heads(page)


def _message(kind: str, words: str, value: str) -> str:
    shown = words if len(words) < 60 else f"{words[:50]} …"
    if kind == "lang":
        return f"“{shown}” is no longer said to be of the language {value}."
    leads = f", or does not lead to #{value}" if value else ""
    return f"{SPOKEN[kind]} “{shown}” is not there{leads}."


def _home(pages: Sequence[Page], words: str) -> str:
    """Return the page on which some words stand, by which its place is known."""
    folded = _fold(words)
    texts = ((page, _fold("".join(map(str, page.tree.itertext())))) for page in pages)
    return next((page.name for page, text in texts if folded in text), pages[0].name)


def _fold(text: str) -> str:
    return "".join(text.translate(reading.ALIKE).split())


# --- the document ---------------------------------------------------------------------------


def _of_document(document: Document) -> Iterator[Marked]:
    for node in _nodes(document.blocks):
        kind = node["t"]
        if kind in EMPHASIS:
            yield from _marked(EMPHASIS[kind], [{"t": "Plain", "c": node["c"]}])
        elif kind == "Link" and node["c"][2][0].startswith("#"):
            yield from _marked("link", _plain(node), unquote(node["c"][2][0][1:]))
        elif kind == "Span" and (lang := dict(node["c"][0][2]).get("lang")):
            yield from _marked("lang", _plain(node), lang)


def _nodes(nodes: list[Node]) -> Iterator[Node]:
    """Yield every node but what a picture's description is made of: it is plain in the files."""
    for node in nodes:
        yield node
        if node["t"] != "Image":
            for inner in children(node):
                yield from _nodes(inner)


def _plain(node: Node) -> list[Node]:
    return [{"t": "Plain", "c": node["c"][1]}]


def _marked(kind: str, blocks: list[Node], value: str = "") -> Iterator[Marked]:
    words = " ".join(reading.words("".join(reading.pieces(blocks))))
    if words:
        yield kind, words, value


# --- the pages ------------------------------------------------------------------------------


def _of_page(page: Page, starts: Mapping[str, str]) -> Iterator[Marked]:
    for element in page.tree.iter():
        name = local(element)
        if name in ("em", "strong"):
            yield name, _words(element), ""
        elif name == "a" and element.get("role") not in OWN:
            name, _, fragment = unquote(element.get("href") or "").partition("#")
            yield "link", _words(element), fragment or starts.get(name, "")
        elif name in ("span", "em", "strong", "a") and element.get("lang"):
            yield "lang", _words(element), element.get("lang") or ""


def _start(tree: Element) -> str:
    """Return the identifier of the division that a page is: a link to the page leads there."""
    sections = (e for e in tree.iter() if local(e) == "section" and e.get("id"))
    return next((str(section.get("id")) for section in sections), "")


def _words(element: Element) -> str:
    return " ".join(reading.words("".join(_texts(element))))


def _texts(element: Element) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if not is_apparatus(child) and local(child) not in ("annotation", "math", ""):
            yield from _texts(child)
        yield child.tail or ""


def _heads(page: Page) -> Iterator[Fault]:
    """Each heading cell of a table says what it heads (WCAG 2.2, technique H63)."""
    for cell in page.tree.iter():
        if local(cell) == "th" and cell.get("scope") not in ("col", "row"):
            words = " ".join("".join(map(str, cell.itertext())).split())
            message = f"The cell “{words}” does not say what it heads."
            yield Fault("table-head", page.name, message, words, line=line_of(cell))
