"""ONIX held against EDItEUR's own schemas, which the package onixcheck brings."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from onixcheck import validation

KINDS = ("xsd", "rng")
"""Both of EDItEUR's schemas: each knows something that the other does not."""

TOP = re.compile(r"\s+")


def faults(message: bytes) -> list[str]:
    """Return what is wrong with an ONIX message, each fault once; an empty list: it is valid."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onix.xml"
        path.write_bytes(message)
        listed = validation.validate(str(path), KINDS)
    return list(dict.fromkeys(TOP.sub(" ", str(one.message)) for one in listed))
