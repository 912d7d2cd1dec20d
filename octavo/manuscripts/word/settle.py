"""Citations as pandoc read them from a Word file become those of the project's Markdown.

What `fields` prepared is read back here: a citation stands where its field stood, a note that was
only a citation is one, and the place of a bibliography is a division of the text.
"""

from __future__ import annotations

import re

from octavo import pandoc
from octavo.files.json import parse as parse_json
from octavo.manuscripts.word.fields import HELD
from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.marks import settle as settle_marks
from octavo.manuscripts.word.programs.csl import Item
from octavo.model.finding import InputError
from octavo.model.nodes import Document, Node, each_list, inlines, stringify, walk

TAG = re.compile(r"<(/?)(?:i|b|sup|sub|span)\b[^<>]*>")


def settle(document: Document, marks: Marks) -> None:
    """Make the citations that pandoc read those of the project's Markdown, in place.

    A note that is a citation and nothing else becomes the citation itself: the style makes notes,
    as Zotero turns such notes into citations in the text when an author chooses another style. A
    full stop that only the field showed stands in the text.
    """
    document.blocks = settle_marks(document.blocks, marks)
    each_list(document.blocks, _unfold)
    each_list(document.blocks, _stop)
    for node in walk(document.blocks):
        if node["t"] == "Cite":
            node["c"][1] = []
            for citation in node["c"][0]:
                _read_tags(citation)
    each_list(document.blocks, _make_places)


def _read_tags(citation: Node) -> None:
    """Read the tags by which Zotero marks italics and the like in what stands around a work."""
    for name in ("citationPrefix", "citationSuffix"):
        typed = stringify(citation[name])
        if TAG.search(typed):
            read = pandoc.run(["-f", "html", "-t", "json"], f"<p>{typed}</p>".encode())
            space = [{"t": "Space"}] if typed[:1].isspace() else []
            citation[name] = [*space, *Document.loads(read).blocks[0]["c"]]


def _settings(held: str) -> Item:
    """Return the settings at the place of a bibliography; empty where they cannot be read."""
    try:
        settings = parse_json(held.encode(), "")
    except InputError:
        return {}
    return settings if isinstance(settings, dict) else {}


def _make_places(nodes: list[Node]) -> None:
    """Make the place of a bibliography of each paragraph that holds one."""
    for number, node in enumerate(nodes):
        held = stringify(node["c"]) if node["t"] in ("Para", "Plain") else ""
        if held.startswith(HELD):
            settings = _settings(held.removeprefix(HELD))
            name = settings.pop("id", "")
            classes = [] if name else ["references"]
            pairs = [[str(key), str(value)] for key, value in settings.items()]
            nodes[number] = {"t": "Div", "c": [[name, classes, pairs], []]}


def _unfold(nodes: list[Node]) -> None:
    made: list[Node] = []
    for node in nodes:
        cite = _only_citation(node)
        if cite is None:
            made.append(node)
            continue
        if made and made[-1]["t"] not in ("Space", "SoftBreak", "LineBreak"):
            made.append({"t": "Space"})
        made.append({"t": "Cite", "c": [cite["c"][0], []]})
    nodes[:] = made


def _only_citation(node: Node) -> Node | None:
    """Return the citation that a note is, if it is nothing else; the style sets the stop."""
    if node["t"] != "Note" or len(node["c"]) != 1 or node["c"][0]["t"] not in ("Para", "Plain"):
        return None
    words = [one for one in node["c"][0]["c"] if one["t"] not in ("Space", "SoftBreak")]
    if words[1:] == [{"t": "Str", "c": "."}]:
        words.pop()
    return words[0] if len(words) == 1 and words[0]["t"] == "Cite" else None


def _stop(nodes: list[Node]) -> None:
    """Write the stop behind a citation that ends its sentence."""
    for number in range(len(nodes) - 1, -1, -1):
        node = nodes[number]
        if node["t"] == "Cite" and stringify(node["c"][1]).endswith("."):
            rest = stringify(nodes[number + 1 :])
            if not rest.strip() or (rest[:1].isspace() and not rest.lstrip()[:1].islower()):
                nodes.insert(number + 1, inlines(".")[0])
