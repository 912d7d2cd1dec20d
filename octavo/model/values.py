"""How people write the values of an edition's keys, and what is wrong with one.

A function that ends in `_fault` returns a sentence without its full stop, or "". One that reads
raises ValueError with such a sentence. One that ends in `_schema`, and the last three, give a
text editor's view: the JSON Schema of what may be written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from octavo.model.checkdigits import RESOLVER

Schema: TypeAlias = dict[str, Any]

DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
DATE_SCHEMA = {"pattern": f"^({DATE.pattern})$"}
ISBN_SCHEMA = {"type": ["string"]}
"""An ISBN stands in quotation marks, as a list of types says that no other is allowed."""
ORCID_ADDRESS = re.compile(r"(?i)^(https?://(www\.)?orcid\.org/)")

_YEAR = r"\d{4}"
_DASHES = "\N{HYPHEN-MINUS}\N{EN DASH}"
COPYRIGHT = re.compile(
    rf"(?i)(?:copyright\b|\N{{COPYRIGHT SIGN}}|\(c\)|\s)*"
    rf"({_YEAR}(?:\s*[,{_DASHES}]\s*{_YEAR})*)?(?:\s*,|\s+by\b)?\s*(.*)",
    re.S,
)
"""A line of copyright: signs that are printed anyhow, years, holder."""


def date_fault(date: str) -> str:
    """Return what is wrong with a date (ISO 8601: a year, a month or a day)."""
    if not DATE.fullmatch(date):
        return "a date is written 2026, 2026-11 or 2026-11-23 (ISO 8601)"
    year, month, day = (*(int(part) for part in date.split("-")), 1, 1)[:3]
    is_there = year > 0 and day <= monthrange(year, month)[1]
    return "" if is_there else f"there is no day {date} in the calendar"


def doi(value: Any) -> Any:
    """Return a DOI without the address of its resolver."""
    return RESOLVER.sub("", value.strip(), count=1) if isinstance(value, str) else value


def orcid(value: Any) -> Any:
    """Return an ORCID without the address at which it is kept."""
    return ORCID_ADDRESS.sub("", value.strip()) if isinstance(value, str) else value


def named(kind: str, fault_of: Callable[[str], str]) -> Callable[[str], str]:
    """Return a check of numbers of a kind that names the number."""

    def fault(number: str) -> str:
        wrong = fault_of(number)
        return f"the {kind} {number} is not right: {wrong}" if wrong else ""

    return fault


def role_reader(codes: Mapping[str, str]) -> Callable[[Any], Any]:
    """Return what reads a role, a word or a MARC relator code; `codes` are those of the words."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value in ("", *codes.values()):
            return value
        word = value.strip().lower().removesuffix("s")
        if word not in codes:
            known = ", ".join(f"{word} ({code})" for word, code in codes.items())
            raise ValueError(
                f"“{value}” is not a role that a title page names; it names these, by word or by"
                f" MARC relator code: {known}"
            )
        return codes[word]

    return read


def flag(value: Any) -> Any:
    """Return what yes or no means."""
    if value in ("yes", "true", "no", "false"):
        return value in ("yes", "true")
    if isinstance(value, bool):
        return value
    shown = f", and here is “{value}”" if isinstance(value, str) else ""
    raise ValueError(f"this is yes or no{shown}")


def size_reader(read: Callable[[str], tuple[float, float]]) -> Callable[[Any], Any]:
    """Return what reads a size that is one text."""

    def size(value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError("a trim is one size, such as demy or 140x210")
        return read(value)

    return size


def house_style(value: Any) -> Any:
    """Refuse a house style that is neither a name nor keys and texts."""
    plain = isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
    if isinstance(value, str) or plain:
        return value
    raise ValueError("a house style is a name such as en-GB, or keys and values of its own")


def listed(value: Any) -> Any:
    """Return one value as a list of it; an empty list where a key has no value."""
    return [value] if isinstance(value, str | dict) and value else value or []


def groups(value: Any) -> Any:
    """Return one group as a list of it; an empty list where a key has no value."""
    return [value] if isinstance(value, dict) else value or []


def group(value: Any) -> Any:
    """Return an empty group where a key has no value."""
    return {} if value == "" else value


def group_with(key: str) -> Callable[[Any], Any]:
    """Return what reads a text as the one value of a group that matters."""
    return lambda value: {key: value} if isinstance(value, str) else value


def series_group(value: Any) -> Any:
    """Return a series that is only named as a group; None where a key has no value."""
    return None if value == "" else group_with("title")(value)


def copyright_group(value: Any) -> Any:
    """Return a copyright that is one line as year and holder.

    >>> copyright_group("© 2026 Ada Compositor"), copyright_group("2019–2026")
    ({'year': '2026', 'holder': 'Ada Compositor'}, {'year': '2019–2026', 'holder': ''})
    """
    if not isinstance(value, str):
        return value
    line = COPYRIGHT.fullmatch(value.strip())
    return {"year": line[1] or "", "holder": line[2].strip()} if line else {"holder": value}


def role_schema(codes: Mapping[str, str]) -> Callable[[Schema], Schema]:
    """Return what writes the schema of a role."""
    return lambda schema: {**schema, "enum": [*codes, *codes.values()]}


def flag_schema(_: Schema) -> Schema:
    """Return the schema of yes or no; an editor may read these words as YAML 1.1 does."""
    return {"enum": ["yes", "no", "true", "false", True, False]}


def trim_schema(_: Schema) -> Schema:
    """Return the schema of a trim, with names to choose from."""
    from octavo.model.trims import TRIMS

    return {"type": "string", "examples": list(TRIMS)}


def one_or_more(schema: Schema) -> Schema:
    """Return the schema of a list that may be written as its one member."""
    return {"anyOf": [schema["items"], schema]}


def text_or(schema: Schema) -> Schema:
    """Return the schema of a group that may be written as one text."""
    return {"anyOf": [{"type": "string"}, schema]}
