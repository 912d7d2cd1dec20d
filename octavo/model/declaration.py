"""Marks on the types of a declaration: how a value is read from a file, and how it is checked.

The declaration itself (`edition`) stays plain data. pydantic asks each mark by name for its part of
the schema; only then is its core imported, so that a format's process never pays for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Schema: TypeAlias = dict[str, Any]

NEEDED = r"\S"
"""A letter or sign: a text that has none is not there."""


@dataclass(frozen=True, eq=False)
class Check:
    """A condition on a text, unless it is empty: `fault` returns what is wrong with it, or ""."""

    fault: Callable[[str], str]
    schema: Mapping[str, Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of the type, with the condition behind it."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of the type, with what editors can know of the condition."""
        return handler(core) | dict(self.schema or {})

    def _checked(self, value: Any) -> Any:
        if value and (fault := self.fault(value)):
            raise ValueError(fault)
        return value


@dataclass(frozen=True, eq=False)
class Asked:
    """A condition that only the caller can check: it brings a function by this name."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of the type, with the caller's condition behind it."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(self._checked, handler(source))

    def _checked(self, value: Any, info: Any) -> Any:
        if value and (fault := info.context[self.name](value)):
            raise ValueError(fault)
        return value


@dataclass(frozen=True, eq=False)
class Reads:
    """A way in which people write a value: `read` makes of it what the type wants.

    `read` raises ValueError with a sentence. `schema` returns the JSON Schema of what may be
    written from that of the type.
    """

    read: Callable[[Any], Any]
    schema: Callable[[Schema], Schema] = dict

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of the type, with the reading before it."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of what may be written."""
        return self.schema(handler(core))


@dataclass(frozen=True, eq=False)
class Needed:
    """A value that is there: a text with a letter in it, a list with a member."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of the type, without its empty value."""
        schema = handler(source)
        return schema | ({"pattern": NEEDED} if schema["type"] == "str" else {"min_length": 1})


@dataclass(frozen=True)
class Printed:
    """Words that are printed: they are typeset as the text is. Of a name, no space is changed."""

    kind: Literal["prose", "name"] = "prose"


def keys(group: Any) -> list[str]:
    """Return the keys that a group may have in a file; an empty list where it may have any."""
    if is_dataclass(group):
        return [key_of(field.name) for field in fields(group)]
    first = (*get_args(group), None)[0]
    return [str(name) for name in get_args(first)] if get_origin(first) is Literal else []


def key_of(field: str) -> str:
    """Return a field's name as a file has it: `file_as` is `file-as`."""
    return field.replace("_", "-")


def within(group: Any, key: str | int) -> Any:
    """Return the type of what stands at a key of a group, or at a number of a list."""
    if is_dataclass(group):
        hints = get_type_hints(group)
        return _plain(hints.get(str(key).replace("-", "_")))
    inner = get_args(group)
    return _plain(inner[0 if isinstance(key, int) else -1]) if inner else None


def _plain(hint: Any) -> Any:
    """Return a type without its None."""
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint
