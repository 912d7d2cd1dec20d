"""Explains the faults of values in edition.yaml or design.yaml, in an editor's words.

pydantic finds the faults, by the declaration; its own words never reach a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, TypeAlias, get_args

from octavo.files.yaml import Loc
from octavo.model.declaration import keys, within
from octavo.model.edition import FORMATS, PLURALS, Edition
from octavo.model.near import meant, nearest

ErrorDetails: TypeAlias = Mapping[str, Any]

UNKNOWN = "unexpected_keyword_argument"
MOST = 90
"""The most faults that are explained."""

SAME = {
    "name": "title",
    "language": "lang",
    "license": "licence",
    "summary": "description",
    "blurb": "description",
    "year": "date",
    "published": "date",
    "writer": "author",
    "size": "trim",
    "format": "trim",
    "style": "house-style",
    "font": "fonts",
    "volume": "number",
}
"""Words by which people call a key that has another name here."""

BELOW = {
    "isbn": "Below it, a line for each file or edition that has one",
    "no-isbn": "Below it, a line for each file that has none, with the reason",
    "images": "Below it, a line for each image, by its path",
}
"""The values of keys whose own keys are files."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fault at a place of a file, and what to write instead."""

    loc: Loc
    message: str
    hint: str = ""


def refusals(errors: list[Any]) -> list[Refusal]:
    """Return pydantic's errors in an editor's words, each once; `loc` is that of the edition.

    Of very many, which no person has written, the first are explained and the others counted.
    """
    explained, others = errors[:MOST], errors[MOST:]
    near = _unknown_keys(explained)
    made = []
    if others:
        many = "is 1 more fault" if len(others) == 1 else f"are {len(others)} more faults"
        message = f"There {many} from here on."
        made.append(Refusal(others[0]["loc"], message, "Correct the others first."))
    for error in explained:
        loc, key = error["loc"], error["loc"][-1]
        if error["type"] == "missing" and key in near.get(loc[:-1], ()):
            continue  # it is there, under a name that is mistyped
        if error["type"] == "too_short" and any(one["loc"][:-1] == loc for one in explained):
            continue  # it is empty because what stands in it is refused
        made.append(_refusal(error))
    return list(dict.fromkeys(made))


def label(loc: Loc) -> str:
    """Return the name of a place as a sentence has it: “name” (author 2)."""
    loc = loc[1:] if loc[:1] == ("design",) else loc
    words = [str(part + 1) if isinstance(part, int) else part for part in loc]
    if len(words) > 1 and isinstance(loc[-1], int):
        words[-2:] = [" ".join(words[-2:])]
    around = f" ({' '.join(words[:-1])})" if words[:-1] else ""
    return f"“{words[-1]}”{around}"


def _unknown_keys(errors: list[Any]) -> dict[Loc, set[str]]:
    """Return for each group the keys that its unknown keys are likely to mean."""
    meant_keys: dict[Loc, set[str]] = {}
    for error in errors:
        if error["type"] == UNKNOWN:
            loc = error["loc"]
            known = _like(str(loc[-1]), keys(_type_at(loc[:-1])))
            meant_keys.setdefault(loc[:-1], set()).update([known] if known else [])
    return meant_keys


def _like(word: str, known: list[str]) -> str:
    """Return the known key that an unknown one is likely to mean, by its meaning or its letters."""
    other = SAME.get(word.casefold(), "")
    return other if other in known else nearest(word, known)


def _refusal(error: ErrorDetails) -> Refusal:
    kind, loc = error["type"], error["loc"]
    if loc[-1] == "[key]":
        return _no_such_key(loc[:-1])
    return SENTENCES.get(kind, _other)(loc, error)


def _no_such_key(loc: Loc, _: ErrorDetails | None = None) -> Refusal:
    group = _type_at(loc[:-1])
    known = keys(group)
    if group is Edition:
        known = [key for key in known if key != "design"]
    if not is_dataclass(group):
        return Refusal(loc, f"“{loc[-1]}” is no format.", f"One of {', '.join(known)}.")
    near = _like(str(loc[-1]), [*known, *PLURALS])
    hint = f"Did you mean “{near}”?" if near else f"Known here: {', '.join(known)}."
    return Refusal(loc, f"The key “{loc[-1]}” is not known.", hint)


def _missing(loc: Loc, _: ErrorDetails) -> Refusal:
    return Refusal(loc, f"{label(loc)} is missing.", f"Add a line `{loc[-1]}: …`.")


def _value(loc: Loc, error: ErrorDetails) -> Refusal:
    name = label(loc).replace("“", "", 1).replace("”", "", 1)
    sentence, stop, hint = str(error["ctx"]["error"]).partition(". ")
    return Refusal(loc, f"{name}: {sentence}.", hint if stop else "")


def _choice(loc: Loc, error: ErrorDetails) -> Refusal:
    if loc[0] == "outputs":
        hint = meant(str(error["input"]), FORMATS, f"One of {', '.join(FORMATS)}.")
        return Refusal(loc, f"“{error['input']}” is no format.", hint)
    words = [str(word) for word in get_args(_type_at(loc))]
    message = f"{label(loc)} is {' or '.join(words)}, and here is “{error['input']}”."
    return Refusal(loc, message, meant(str(error["input"]), words))


def _text(loc: Loc, error: ErrorDetails) -> Refusal:
    message = f"{label(loc)} is one text, and here is {_shape(error['input'])}."
    if isinstance(loc[-1], int):
        return Refusal(loc, message, f"Write `{loc[-2]}: […, …]`.")
    return Refusal(loc, message, f"Write it in one line: `{loc[-1]}: …`.")


def _list(loc: Loc, error: ErrorDetails) -> Refusal:
    message = f"{label(loc)} is a list, and here is {_shape(error['input'])}."
    inner = within(_type_at(loc), 0)
    member = f"{{{keys(inner)[0]}: …}}" if is_dataclass(inner) else "…"
    return Refusal(loc, message, f"Write `{loc[-1]}: [{member}]`, or each below it with a hyphen.")


def _empty(loc: Loc, _: ErrorDetails) -> Refusal:
    hint = f"Name one of {', '.join(FORMATS)}, or take the line out: then all are built."
    return Refusal(loc, "No format is named: nothing would be built.", hint)


def _group(loc: Loc, error: ErrorDetails) -> Refusal:
    known = keys(_type_at(loc))
    message = f"{label(loc)} has keys and values of its own, and here is {_shape(error['input'])}."
    around = BELOW.get(str(loc[-1]), "Below it")
    return Refusal(loc, message, f"{around}: {', '.join(known)}." if known else f"{around}.")


def _other(loc: Loc, error: ErrorDetails) -> Refusal:
    message = f"{label(loc)} cannot be read: here is {_shape(error['input'])}."
    return Refusal(loc, message, "Compare a new book's, by `octavo new`.")


SENTENCES: dict[str, Callable[[Loc, ErrorDetails], Refusal]] = {
    UNKNOWN: _no_such_key,
    "missing": _missing,
    "string_pattern_mismatch": _missing,
    "value_error": _value,
    "literal_error": _choice,
    "string_type": _text,
    "tuple_type": _list,
    "too_short": _empty,
    "dict_type": _group,
    "dataclass_type": _group,
}
"""The functions that explain the faults, by pydantic's names for these."""


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return "one text" if value else "nothing"


def _type_at(loc: Loc) -> Any:
    group: Any = Edition
    for part in loc:
        group = within(group, part)
    return group
