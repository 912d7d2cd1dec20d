"""Lines of a web page that lead to music: what sounds is in no book, what is drawn is a picture.

Project Gutenberg's pages give the music of a song as files to be played (MIDI, MP3) and set
(LilyPond, MusicXML), and often as pictures of the sheets, each by a link of its own.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.folder.larger import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import SCHEME, Web
from octavo.model.counted import counted

FILES = (".mid", ".midi", ".mp3", ".ogg", ".ly", ".mxl", ".musicxml", ".mscz", ".sib")
"""How the names of files end that sound, or that a program sets as music."""

BESIDE = (*FILES, *PICTURES, ".pdf", ".xml", ".zip")
"""What stands beside them: the same music for the eye."""

LONGEST = 300
"""A block with more letters is text that names a file."""

HEARD = re.compile(
    r"(?:to (?:hear|listen to|view|see|play|download)\b[^.]{0,60}"
    r"\b(?:midi|mp3|lilypond|musicxml|pdf)\b[^.]{0,30}\bclick (?:here|on \w+)\.?\s*)+"
    r"|\[?(?:listen|midi|mp3)\]?",
    re.IGNORECASE,
)
"""What leads from a page to music that sounds, whatever the address is."""


def take(web: Web) -> None:
    """Leave out lines that lead to files of music, and show the sheets they lead to, in place."""
    lines = [one for one in inner(web.pages[0].body) if _leads(one)]
    shown = [picture for one in lines for picture in _pictures(one)]
    for one in lines:
        _leave(web, one)
    if lines:
        many = counted(len(lines), "line")
        message = f"{many} that led to files of music {'was' if len(lines) == 1 else 'were'}"
        web.done("import-boilerplate", f"{message} left out.", web.aside[-1])
    if shown:
        message = f"{counted(len(shown), 'picture')} of music that only links led to"
        message += f" {'is' if len(shown) == 1 else 'are'} shown."
        web.done("import-music-shown", message, shown[0])


def inner(body: etree._Element) -> list[etree._Element]:
    """Return the blocks that hold no other, cells of tables too."""
    return [
        one
        for one in body.iter(*tree.BLOCKS)
        if not any(child.tag in tree.BLOCKS for child in one.iter() if child is not one)
    ]


def _leads(block: etree._Element) -> bool:
    """Whether a block leads to music that sounds, and says nothing else."""
    links = [one.get("href", "") for one in block.iter("a") if one.get("href")]
    if not links:
        return False
    words = tree.words(block)
    if HEARD.fullmatch(words):
        return True
    files = [one.lower() for one in links]
    sounds = any(one.endswith(FILES) for one in files)
    every = all(one.endswith(BESIDE) and not SCHEME.match(one) for one in files)
    return sounds and every and len(words) <= LONGEST


def _pictures(line: etree._Element) -> list[str]:
    """Put the pictures that a line leads to before it, one a paragraph; return what they are."""
    if _has_picture(line.getnext()) or _has_picture(line.getprevious()):
        return []
    made = []
    for link in line.iter("a"):
        if link.get("href", "").lower().endswith(PICTURES):
            paragraph = tree.made("p")
            alt = tree.words(link)
            paragraph.append(tree.made("img", src=link.get("href", ""), alt=alt))
            line.addprevious(paragraph)
            made.append(alt)
    return made


def _has_picture(block: etree._Element | None) -> bool:
    """Whether a block beside a line shows the music already."""
    return block is not None and next(block.iter("img"), None) is not None


def _leave(web: Web, line: etree._Element) -> None:
    """Take a line away, with what it says."""
    web.aside += tree.lines(line)
    web.unlinked += sum(1 for _ in line.iter("a"))
    web.uncelled += line.tag in ("td", "th")
    web.unheaded += line.tag in tree.HEADINGS
    xml.remove(line)
