"""Reads the language that a manuscript itself names, where an editor has not named it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

from octavo.files import xml
from octavo.files.names import is_file
from octavo.manuscripts import containers
from octavo.manuscripts.gutenberg import NAME, START, header
from octavo.model.finding import InputError
from octavo.prose.prose import same_language
from octavo.text.style.language import standard

USUAL = "en-GB"
"""The language of a manuscript that names none."""

HEAD = 24_000
"""How many bytes at the beginning of a file are searched for its language."""

TAG = re.compile(r"<[^<>]*>")


def language_of(paths: Sequence[Path]) -> str:
    """Return the language that the first file names, else `USUAL`.

    An e-book's package names it, and Project Gutenberg's header. English of no country is `USUAL`.
    """
    if not paths or not is_file(paths[0]):
        return USUAL  # its faults are reported where it is read
    if paths[0].suffix.lower() == ".epub":
        return _of_package(paths[0])
    with paths[0].open("rb") as file:
        text = file.read(HEAD).decode("latin-1")
    lines = html.unescape(TAG.sub("", text)).splitlines()
    start = next((n for n, line in enumerate(lines) if START.search(line)), 0)
    if not start or not any(NAME.search(line) for line in lines[: start + 1]):
        return USUAL
    named = str(header(lines[:start])[0].get("lang", ""))
    return named if named and not same_language(named, USUAL) else USUAL


def _of_package(path: Path) -> str:
    """Return the language that the package of an e-book names first (EPUB 3.3, 5.5.3.1.2)."""
    try:
        members = containers.opened(path.read_bytes(), path.name)
        container = xml.parse(members.get("META-INF/container.xml", b""), path.name)
        rootfile = next(container.iter("{*}rootfile"), None)
        name = "" if rootfile is None else rootfile.get("full-path", "")
        package = xml.parse(members.get(name, b""), name)
    except InputError:
        return USUAL  # its faults are reported where it is read
    named = next((str(one.text or "").strip() for one in package.iter("{*}language")), "")
    tag = standard(named)
    return tag if tag and tag != "en" else USUAL
