"""Reads the language that a manuscript itself names, where an editor has not named it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

from octavo.files.names import is_file
from octavo.manuscripts.gutenberg import NAME, START, header
from octavo.prose.prose import same_language

USUAL = "en-GB"
"""The language of a manuscript that names none."""

HEAD = 24_000
"""How many bytes at the beginning of a file are searched for its language."""

TAG = re.compile(r"<[^<>]*>")


def language_of(paths: Sequence[Path]) -> str:
    """Return the language that Project Gutenberg's header names in the first file, else `USUAL`.

    English is `USUAL`: a header does not say of which country.
    """
    if not paths or not is_file(paths[0]):
        return USUAL  # its faults are reported where it is read
    with paths[0].open("rb") as file:
        text = file.read(HEAD).decode("latin-1")
    lines = html.unescape(TAG.sub("", text)).splitlines()
    start = next((n for n, line in enumerate(lines) if START.search(line)), 0)
    if not start or not any(NAME.search(line) for line in lines[: start + 1]):
        return USUAL
    named = str(header(lines[:start])[0].get("lang", ""))
    return named if named and not same_language(named, USUAL) else USUAL
