"""Control characters: no edition can hold them, and they have no shape. They are found, with place.

Tabs and the ends of lines are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from octavo.files import yaml
from octavo.model.nodes import Document, Node

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
IN_JSON = re.compile(
    rb"(?<!\\)(?:\\\\)*\\(?:u00(?:0[0-8be-f]|1[0-9a-f])|[bf])|\x7f|\xc2[\x80-\x9f]|\xed[\xa0-\xbf]"
    rb"|\xef\xb7[\x90-\xaf]|\xef\xbf[\xbe\xbf]"
)
"""The same, as they stand in JSON; it may find more, never less."""
BEGINNINGS = (b"\\u00", b"\\b", b"\\f", b"\x7f", b"\xed", b"\xef\xb7", b"\xef\xbf")
"""With one of these it begins, or with the first byte of a C1 control: quick to look for."""
C1 = re.compile(b"\xc2[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Control:
    """A control character: the node that holds it, and its offset where that is a Str."""

    character: str
    node: Node
    at: int | None

    @property
    def name(self) -> str:
        """The character's number, as Unicode writes it."""
        return name_of(self.character)


def name_of(character: str) -> str:
    """Return the number of a character, as Unicode writes it."""
    return f"U+{ord(character):04X}"


def may_have(document: Document) -> bool:
    """Whether a document may hold control characters: one search over its JSON."""
    data = document.dumps()
    if not any(sign in data for sign in BEGINNINGS) and not C1.search(data):
        return False
    return IN_JSON.search(data) is not None


def controls(node: Node) -> Iterator[Control]:
    """Yield the control characters of one node, without those of the nodes in it."""
    if node["t"] == "Str":
        for match in CONTROL.finditer(node["c"]):
            yield Control(match[0], node, match.start())
        return
    for text in _texts(node.get("c")):
        for match in CONTROL.finditer(text):
            yield Control(match[0], node, None)


def _texts(content: Any) -> Iterator[str]:
    """Yield the strings of a node's content, but those of nodes in it: code, addresses, Attr."""
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict) and "citationId" in value:
            yield value["citationId"]


def refuse_in(tree: yaml.Tree) -> None:
    """Refuse each value of a file of metadata that holds a control character, with its line."""
    for loc, text in _values(tree.value):
        match = CONTROL.search(text)
        if match and not tree.is_refused(loc):
            message = f"The control character {name_of(match[0])} stands here."
            tree.refuse(loc, message, "Delete it: no edition can hold it.")


def _values(value: Any) -> Iterator[tuple[yaml.Loc, str]]:
    waiting: list[tuple[yaml.Loc, Any]] = [((), value)]
    while waiting:
        loc, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*loc, key), item) for key, item in reversed(value.items())]
            waiting += [((*loc, key), key) for key in value]
        elif isinstance(value, list):
            waiting += [((*loc, at), item) for at, item in enumerate(value)]
        elif isinstance(value, str):
            yield loc, value
