"""How people write lengths, counts and the names of printers, and what is wrong with one."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

LENGTH = re.compile(r"\s*(\d{1,4}(?:[.,]\d{1,6})?)\s*(mm|cm|in|pt)?\s*")
LENGTH_SCHEMA = f"^{LENGTH.pattern}$"
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def millimetres(value: Any) -> Any:
    """Return a length in millimetres; without a unit it is in millimetres already."""
    if isinstance(value, int | float):
        return value
    match = LENGTH.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError("a length is written 3, 3 mm, 0.125 in or 9 pt")
    return round(float(match[1].replace(",", ".")) * MILLIMETRES[match[2] or "mm"], 6)


def length_schema(schema: Schema) -> Schema:
    """Return the schema of a length with or without its unit."""
    return {"anyOf": [schema, {"type": "string", "pattern": LENGTH_SCHEMA}]}


def count(value: Any) -> Any:
    """Return a whole number, 0 or more."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}", value.strip()):
        shown = f", and here is “{value}”" if isinstance(value, str) else ""
        raise ValueError(f"this is a whole number{shown}")
    return int(value)


def count_schema(schema: Schema) -> Schema:
    """Return the schema of a whole number, 0 or more."""
    return {**schema, "minimum": 0}


PRINTER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PRINTER_SCHEMA = {"pattern": f"^{PRINTER.pattern}$"}
TAKEN = ("print", "cover")
"""What follows the book's name in files that are no printer's."""


def printer_fault(name: str) -> str:
    """Return what is wrong with the name of a printer, which becomes part of a file's name."""
    if not PRINTER.fullmatch(name) or len(name) > 40:
        return "a printer's name has small letters, digits and hyphens: our-printer"
    is_taken = name in TAKEN or name.endswith("-cover")
    return f"“{name}” is the name of another file of the book" if is_taken else ""
