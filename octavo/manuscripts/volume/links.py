"""Links between the files of a book: they lead to the chapters that the files became."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.folder.whole import SCHEME
from octavo.manuscripts.volume import lines

INLINE = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
    r"\((?P<open><?)(?P<to>[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)"
    r"(?P<rest>>?(?:\s+\"[^\"\n]*\")?\s*)\)"
)
DEFINED = re.compile(
    r"^(?P<head> {0,3}\[(?P<label>(?!\^)[^\]\n]+)\]:[ \t]*<?)(?P<to>[^\s<>]+)(?P<rest>.*)$",
    re.MULTILINE,
)
WIKI = re.compile(
    r"(?<!!)\[\[(?P<to>[^\[\]|#\n]+)(?P<place>#[^\[\]|\n]*)?(?:\|(?P<words>[^\[\]\n]*))?\]\]"
)
PAGES = (".html", ".htm")
HELD = "octavo-file-"
LINK = re.compile(rf"{HELD}(\d+)(?:#([^\s()<>\"]*))?")


@dataclass(slots=True)
class Files:
    """The files of a book, and the links to files that are none of them, with how often."""

    paths: list[Path]
    dead: Counter[str] = field(default_factory=Counter)

    def number(self, folder: Path, name: str) -> int | None:
        """Return the number of the file that a link in a folder leads to; None for none."""
        path = Path(posixpath.normpath(posixpath.join(folder.as_posix(), name)))
        for number, one in enumerate(self.paths):
            if one == path or (path.suffix in PAGES and one.with_suffix(path.suffix) == path):
                return number
            if path.suffix == "" and one.with_suffix("") == path:
                return number
        return None


def held(text: str, path: Path, files: Files) -> str:
    """Hold the links of a file to others of the book; one to a file that is none is its words."""
    return lines.outside_code(text, lambda part: _held(part, path.parent, files))


def _held(text: str, folder: Path, files: Files) -> str:
    dead: set[str] = set()

    def lead(to: str) -> str | None:
        if not to or to.startswith("#") or SCHEME.match(to):
            return to
        name, _, place = to.partition("#")
        number = files.number(folder, urllib.parse.unquote(name))
        if number is not None:
            return f"{HELD}{number}" + (f"#{place}" if place else "")
        return None

    def define(match: re.Match[str]) -> str:
        to = lead(match["to"])
        if to is None and not is_file(folder / match["to"]):
            dead.add(match["label"].casefold())
            files.dead[match["to"]] += 1
            return ""
        return f"{match['head']}{to or match['to']}{match['rest']}"

    def inline(match: re.Match[str]) -> str:
        words = INLINE.sub(inline, match["words"])
        if match["image"]:
            return match[0]
        to = lead(match["to"])
        if to is None:
            files.dead[match["to"]] += 1
            return words
        return f"[{words}]({match['open']}{to}{match['rest']})"

    text = INLINE.sub(inline, DEFINED.sub(define, text))
    text = WIKI.sub(lambda match: _wiki(match, lead), text)
    for label in dead:
        text = _undefined(text, label)
    return text


def _wiki(match: re.Match[str], lead: Callable[[str], str | None]) -> str:
    """Make a link of one in double brackets, as Obsidian has; one that leads nowhere stays."""
    to = lead(match["to"].strip())
    words = match["words"] or match["to"].strip()
    return f"[{words}]({to}{match['place'] or ''})" if to and to.startswith(HELD) else match[0]


def _undefined(text: str, label: str) -> str:
    """Make words of the links that a label led."""
    named = re.escape(label)
    text = re.sub(rf"\[((?:[^\[\]\\]|\\.)*)\]\[{named}\]", r"\1", text, flags=re.IGNORECASE)
    alone = rf"(?<!\])\[({named})\](?:\[\])?(?![\[(:])"
    return re.sub(alone, r"\1", text, flags=re.IGNORECASE)
