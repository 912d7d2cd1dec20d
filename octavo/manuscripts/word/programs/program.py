"""A program that keeps citations as fields: how its fields begin, and how they are read."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.word.programs.csl import Item
from octavo.model.finding import InputError
from octavo.ooxml.fields import Field

NOTHING = re.compile(r"(?!)")
LARGEST = 4_000_000
"""No field holds more, in bytes."""


class UnreadError(ValueError):
    """A field holds no works that can be read."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program: its name, how its citations and bibliographies begin, what reads a citation.

    `read` returns what is cited as Zotero's fields have it: `itemData` in CSL, `uris` that tell
    works apart, `prefix`, `locator` with its `label`, `volume`, `suffix`, `suppress-author` …;
    besides, `without`: the year or title is left out, `hidden`: it is listed, and not cited, and,
    in the first, `set`: the words that the program made of all.
    It raises UnreadError. `hint` says what an author does where that cannot be.
    """

    name: str
    citation: re.Pattern[str]
    read: Callable[[Field], list[Item]]
    hint: str
    bibliography: re.Pattern[str] = NOTHING


def unread(_: Field) -> list[Item]:
    """Refuse a field that names works and does not hold them."""
    raise UnreadError


def decoded(text: str) -> bytes:
    """Decode base64, of both alphabets, padded or not. Raises UnreadError."""
    typed = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(typed) > LARGEST:
        raise UnreadError
    try:
        return base64.b64decode(typed + "=" * (-len(typed) % 4), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise UnreadError from fault


def tree(data: bytes) -> etree._Element:
    """Parse the XML that a field holds. Raises UnreadError."""
    try:
        return xml.parse(data.strip(b"\0 \r\n\t"), "")
    except InputError as fault:
        raise UnreadError from fault


def inside(text: str, name: str) -> bytes:
    """Return the XML element of a name that a code holds. Raises UnreadError."""
    start, end = text.find(f"<{name}"), text.rfind(f"</{name}>")
    if start < 0 or end < start:
        raise UnreadError
    return text[start : end + len(name) + 3].encode()
