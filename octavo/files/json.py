"""Reads JSON that others wrote: strict, bounded in depth, each fault with its line."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from octavo.model.finding import InputError, Place

DEEPEST = 64
"""So many lists and objects may stand inside each other: a bibliography needs five."""

UNSEEN = re.compile(rb"(?<!\\)(?:\\\\)*\\(u00(?:0[0-8be-f]|1[0-9a-f]|7f)|uff(?:fe|ff)|[bf])", re.I)
"""The escapes of control characters, which no format can hold."""


def load(path: Path, name: str) -> Any:
    """Read a JSON file; `name` is how errors call it. Raises InputError as `parse` does."""
    return parse(read(path, name), name)


def read(path: Path, name: str) -> bytes:
    """Return the bytes of a JSON file. Raises InputError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = f"It cannot be read: {fault.strerror}."
        raise InputError(reason, place=Place(name)) from fault


def parse(data: bytes, name: str) -> Any:
    """Read JSON.

    Raises InputError where it is not JSON, holds a control character or is nested too deeply.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as fault:
        raise InputError(
            f"This is not JSON: {fault.msg}.",
            place=Place(name, fault.lineno, fault.colno),
            hint="Look for a comma, brace or quotation mark missing before this place.",
        ) from fault
    if unseen := UNSEEN.search(data):
        line = data.count(b"\n", 0, unseen.start()) + 1
        message = f"A text holds a control character (\\{unseen[1].decode()}), which none can."
        raise InputError(message, place=Place(name, line), hint="Delete it.")
    if not _is_shallow(value):
        message = "Lists or objects stand too deep inside each other."
        raise InputError(message, place=Place(name), hint="Export the file anew.")
    return value


def _is_shallow(value: Any) -> bool:
    """Whether no part of a value lies deeper than DEEPEST."""
    level = [value]
    for _ in range(DEEPEST):
        level = list(
            chain.from_iterable(
                part.values() if isinstance(part, dict) else part
                for part in level
                if isinstance(part, dict | list)
            )
        )
        if not level:
            return True
    return False
