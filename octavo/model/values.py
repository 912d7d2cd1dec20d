"""How people write the values of an edition's keys, and what is wrong with one.

A function that ends in `_fault` returns a sentence without its full stop, or "". One that reads
raises ValueError with such a sentence. One that ends in `_schema`, and the last three, give a
text editor's view: the JSON Schema of what may be written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from octavo.model import relators
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


WORDS_SCHEMA = {"pattern": "^[1-9][0-9]{0,5}$"}


def words_fault(number: str) -> str:
    """Return what is wrong with a number of words."""
    if re.fullmatch(WORDS_SCHEMA["pattern"], number):
        return ""
    return f"“{number}” is not a number of words; write 300, or leave the line out"


AMOUNT = re.compile(r"[0-9]{1,6}([.][0-9]{2})?")
AMOUNT_SCHEMA = {"pattern": f"^({AMOUNT.pattern})$"}


def amount_fault(amount: str) -> str:
    """Return what is wrong with a price, or ""."""
    return "" if AMOUNT.fullmatch(amount) else "a price is a number with two decimals: 18.99"


LENGTH_SCHEMA = {"pattern": "^[0-9]{1,3}([.][0-9]{1,3})?$"}


def length_fault(length: str) -> str:
    """Return what is wrong with a length in millimetres, or ""."""
    is_one = re.fullmatch(r"[0-9]{1,3}([.][0-9]{1,3})?", length)
    return "" if is_one else "this is a number of millimetres: 21.5"


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
    """Return what reads a role, a word or a MARC relator code; `codes` are those of the keys."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return value
        code = relators.code_of(value, codes)
        if not code:
            near = " or ".join(relators.near(value, codes))
            known = (
                f"Did you mean {near}?" if near else "The list is id.loc.gov/vocabulary/relators"
            )
            raise ValueError(
                f"“{value}” is no role of the MARC relators, by word or by code. {known}"
            )
        return code

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


def for_each(names: Sequence[str]) -> Callable[[Any], Any]:
    """Return what reads one text as the value of each name of a group."""

    def read(value: Any) -> Any:
        if value == "":
            return {}
        return dict.fromkeys(names, value) if isinstance(value, str) else value

    return read


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
    words = [name.lower() for name in relators.relators().values()]
    return lambda schema: {
        **schema,
        "enum": list(dict.fromkeys([*codes, *words, *relators.relators()])),
    }


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


# --- texts for the imprint page -------------------------------------------------------------

EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
WEBSITE = re.compile(r"https?://[^\s/<>.]+(\.[^\s/<>.]+)+(/[^\s<>]*)?", re.I)

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\)"
)
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[^\s<>]+[@.][^\s<>]+)>")
_MARKS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)")
_PRIVATE = 0xE000
"""Where escaped signs wait, in Unicode's private use, while marks are looked for."""


def plain(value: Any) -> Any:
    r"""Return a text without Markdown's marks; of a link, its words and its address.

    No format renders such a text, so that all of them print the same.

    >>> plain("*Free* under [CC0](https://example.org/0), [https://a.example](https://a.example)")
    'Free under CC0 (https://example.org/0), https://a.example'
    >>> plain("5 * 3 * 2, snake_case_name and 4\\*")
    '5 * 3 * 2, snake_case_name and 4*'
    """
    if not isinstance(value, str):
        return value
    text = _ESCAPE.sub(lambda sign: chr(_PRIVATE + ord(sign[1])), value)
    text = _LINK.sub(_link, text)
    text = _ADDRESS.sub(lambda link: link[1].removeprefix("mailto:"), text)
    text = _SPAN.sub(r"\1", text)
    for marks in (_MARKS, _UNDERSCORES):
        text = marks.sub(r"\2", text)
    return re.sub("[\ue000-\ue07f]", lambda sign: chr(ord(sign[0]) - _PRIVATE), text)


def _link(link: re.Match[str]) -> str:
    words, address = link[1].strip(), link[2].removeprefix("mailto:")
    bare = re.sub(r"^https?://", "", address).rstrip("/")
    if words in (address, "") or not address:
        return address or words
    is_shown = bare == words.rstrip("/").removeprefix("https://").removeprefix("http://")
    return words if is_shown else f"{words} ({address})"


def statement(value: Any) -> Any:
    """Return a sentence, or "yes" where the press words it; "" for no."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return (
        {"true": "yes", "false": "", "no": ""}.get(value, value)
        if isinstance(value, str)
        else value
    )


def printed_fault(text: str) -> str:
    """Return what is wrong with words that are printed as they stand, or ""."""
    answers = ("yes", "no", "true", "false", "on", "off")
    return "it is printed as it stands: write the words" if text.casefold() in answers else ""


def email_fault(address: str) -> str:
    """Return what is wrong with an electronic address, or ""."""
    return "" if EMAIL.fullmatch(address) else "an e-mail address has the form rights@press.example"


def website_fault(address: str) -> str:
    """Return what is wrong with a web address, or ""."""
    return "" if WEBSITE.fullmatch(address) else "a web address is written https://press.example"


def folder_address(address: Any) -> Any:
    """Return the address of a folder with the stroke at its end.

    >>> folder_address("https://press.example/my-book")
    'https://press.example/my-book/'
    """
    is_bare = isinstance(address, str) and bool(address) and not address.endswith("/")
    return f"{address}/" if is_bare else address


def folder_address_fault(address: str) -> str:
    """Return what is wrong with a web address to which names of pages are added, or ""."""
    if set("?#") & set(address):
        return "names of pages are added to this address: write it without ? and #"
    return website_fault(address)


def page_group(value: Any) -> Any:
    """Return an imprint page that is one word, its country, or a list, its lines, as a group."""
    if isinstance(value, list):
        return {"lines": value}
    if isinstance(value, str):
        return {"country": value} if value else {}
    return value


def page_schema(schema: Schema) -> Schema:
    """Return the schema of an imprint page: its country, its lines, or its keys."""
    lines = {"type": "array", "items": {"type": "string"}}
    return {"anyOf": [{"type": "string"}, lines, schema]}


def group_or_none(value: Any) -> Any:
    """Return None where a key has no value."""
    return None if value == "" else value


def once(value: Any) -> Any:
    """Return a list in which each word stands once; capitals do not matter."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return value
    first: dict[str, str] = {}
    for word in value:
        first.setdefault(word.casefold(), word)
    return list(first.values())
