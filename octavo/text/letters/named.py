"""Code pages by the names that people give them: `latin2`, `Windows-1250`, `koi8-r`."""

from __future__ import annotations

import codecs
import re
from difflib import get_close_matches
from functools import cache

from octavo.model.finding import InputError
from octavo.text.letters.pages import ESCAPED, PAGES, UNICODE, WIDE, CodePage

UTF8 = CodePage("utf-8", "UTF-8", frozenset(), wide=True)
OTHERS = {"ansi": "cp1252"}
OTHERS |= {"macintosh": "mac_roman", "mac": "mac_roman", "windows31j": "cp932", "gbk": "gb18030"}
OTHERS |= {"gb2312": "gb18030", "sjis": "cp932", "euckr": "cp949", "big5": "big5hkscs"}
OTHERS |= {"maccentraleuropean": "mac_latin2", "macce": "mac_latin2", "utf16": "utf-16-le"}
OTHERS |= {"shiftjis": "cp932", "ascii": "utf-8", "iso88591": "latin-1", "utf32": "utf-32-le"}
OTHERS |= {"tis620": "iso8859-11", "latin9": "iso8859-15"}
"""What else some pages are called, without signs."""


@cache
def _by_name() -> dict[str, CodePage]:
    """Return the pages by their names and codecs, without signs and in small letters."""
    pages = (*PAGES, *WIDE, ESCAPED, *UNICODE, UTF8)
    by_codec = {page.codec: page for page in pages}
    named = {_plain(name): page for page in pages for name in (page.name, page.codec)}
    return named | {name: by_codec[codec] for name, codec in OTHERS.items()}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def page_named(name: str) -> CodePage:
    """Return the code page that a name means. Raises InputError, with a list, where it means none.

    >>> page_named("latin2").name, page_named("windows-1251").codec
    ('ISO 8859-2', 'cp1251')
    """
    known = _by_name()
    page = known.get(_plain(name)) or known.get(_plain(_lookup(name)))
    if page is not None:
        return page
    names = list(dict.fromkeys(one.name for one in known.values()))
    near = get_close_matches(name, names, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(sorted(names))
    raise InputError(f"There is no code page “{name}”.", hint=f"{meant}Known here: {listed}.")


def _lookup(name: str) -> str:
    """Return what Python calls an encoding; nothing for one that it does not know."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
