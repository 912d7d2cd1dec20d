"""Images of raw HTML that are not there: the name stands in the place of the tag."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from octavo.manuscripts.folder.escape import escape
from octavo.manuscripts.folder.pictures import Album
from octavo.model.nodes import Node, string

TAG = re.compile(r"<img\b(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>", re.IGNORECASE)
VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))"
SOURCE = re.compile(r"\bsrc" + VALUE, re.IGNORECASE)
WORDS = re.compile(r"\balt" + VALUE, re.IGNORECASE)


def without(body: str, raws: Iterable[Node], album: Album) -> str:
    """Return a text in which the name and the words of each image that cannot be had stand.

    `raws` are its nodes of raw markup. Each such image is reported by the album, also one that
    stands on the network: no build is made with it.
    """
    tags = [tag for raw in raws for tag in TAG.findall(raw["c"][1])]
    for tag in dict.fromkeys(tags):
        target = _value(SOURCE, tag)
        words = _value(WORDS, tag)
        image: Node = {"t": "Image", "c": [["", [], []], [string(words)], [target, ""]]}
        if target and album.is_absent(image):
            name = f"[{PurePosixPath(target).name}] {words}".strip()
            body = body.replace(tag, escape([name], inside=True)[0])
    return body


def _value(pattern: re.Pattern[str], tag: str) -> str:
    match = pattern.search(tag)
    return html.unescape(next(filter(None, match.groups()), "")) if match else ""
