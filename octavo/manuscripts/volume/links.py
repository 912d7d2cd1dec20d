"""Links between the files of a book: they lead to the chapters that the files became."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.folder.whole import SCHEME
from octavo.manuscripts.volume import lines

INLINE = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
    r"\((?P<open><?)(?P<to>(?:[^\s<>()]|[ ](?![\s\"'()]))*(?:\([^\s()]*\)[^\s<>()]*)*)"
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
    """Hold the links of a file to others of the book; those to other files become their words."""
    way = _Way(path.parent, files)
    text = lines.outside_code(text, lambda part: DEFINED.sub(way.define, part))
    text = lines.outside_code(text, lambda part: INLINE.sub(way.inline, part))
    text = lines.outside_code(text, lambda part: WIKI.sub(way.wiki, part))
    for label in sorted(way.dead):
        text = lines.outside_code(text, partial(_undefined, label=label))
    return text


@dataclass(slots=True)
class _Way:
    """The ways from the files in a folder; `dead` are labels of links that lead nowhere."""

    folder: Path
    files: Files
    dead: set[str] = field(default_factory=set)

    def lead(self, to: str) -> str | None:
        """Return where a link leads: as it is typed, or to a file of the book; None for neither."""
        if not to or to.startswith("#") or SCHEME.match(to):
            return to
        name, _, place = to.partition("#")
        number = self.files.number(self.folder, urllib.parse.unquote(name))
        if number is None:
            return None
        return f"{HELD}{number}" + (f"#{place}" if place else "")

    def define(self, match: re.Match[str]) -> str:
        """Lead a label; of one that leads nowhere nothing stays."""
        to = self.lead(match["to"])
        if to is None and not is_file(self.folder / match["to"]):
            self.dead.add(match["label"].casefold())
            self.files.dead[match["to"]] += 1
            return ""
        return f"{match['head']}{to or match['to']}{match['rest']}"

    def inline(self, match: re.Match[str]) -> str:
        """Lead a link; of one that leads nowhere the words stay."""
        words = INLINE.sub(self.inline, match["words"])
        if match["image"]:
            return match[0]
        to = self.lead(match["to"])
        if to is None:
            self.files.dead[match["to"]] += 1
            return words
        return f"[{words}]({match['open']}{to}{match['rest']})"

    def wiki(self, match: re.Match[str]) -> str:
        """Make a link of one in double brackets, as Obsidian has; of a dead one nothing."""
        to = self.lead(match["to"].strip())
        words = match["words"] or match["to"].strip()
        held = to is not None and to.startswith(HELD)
        return f"[{words}]({to}{match['place'] or ''})" if held else match[0]


def _undefined(text: str, label: str) -> str:
    """Make words of the links that a label led."""
    named = re.escape(label)
    text = re.sub(rf"\[((?:[^\[\]\\]|\\.)*)\]\[{named}\]", r"\1", text, flags=re.IGNORECASE)
    alone = rf"(?<!\])\[({named})\](?:\[\])?(?![\[(:])"
    return re.sub(alone, r"\1", text, flags=re.IGNORECASE)
