"""The code pages that texts were kept in, and how common each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from octavo.text.lexicon import listed

WEST = listed("en fr de es pt it nl sv da nb nn fi is fo ca gl eu oc ga gd gv cy br af") | listed(
    "id ms tl sw sq et"
)
CENTRAL = listed("cs sk pl hu hr sl ro sq hsb de en")
CYRILLIC = listed("ru uk be bg mk sr")
BALTIC = listed("et lv lt")
TURKISH = listed("tr ku en de fr")


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code page: what Python calls it, its name, its languages, how rare it is (a cost)."""

    codec: str
    name: str
    languages: frozenset[str]
    rare: float = 0.0
    wide: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether a character may take several bytes."""
        return self.wide


def _listed(rows: str, languages: frozenset[str]) -> list[CodePage]:
    """Read rows of a codec, how rare it is, and its name."""
    pages = []
    for row in rows.strip().splitlines():
        codec, rare, name = row.split(maxsplit=2)
        pages.append(CodePage(codec, name, languages, float(rare)))
    return pages


PAGES = (
    *_listed("latin-1 0 Latin-1\ncp1252 0 Windows-1252", WEST | CENTRAL),
    *_listed("iso8859-15 3 ISO 8859-15\nmac_roman 2 Mac Roman", WEST),
    *_listed("cp850 2 DOS 850\ncp437 3 DOS 437\ncp858 5 DOS 858", WEST),
    *_listed("cp1250 0 Windows-1250\niso8859-2 2 ISO 8859-2\ncp852 2 DOS 852", CENTRAL),
    *_listed("mac_latin2 4 Mac Central European", CENTRAL | BALTIC),
    *_listed("iso8859-16 7 ISO 8859-16", listed("ro hu pl sl hr sq fr de it en")),
    *_listed("mac_romanian 7 Mac Romanian", listed("ro")),
    *_listed("mac_croatian 7 Mac Croatian", listed("hr sl")),
    *_listed("mac_iceland 6 Mac Icelandic", listed("is fo")),
    *_listed("cp861 7 DOS 861", listed("is fo")),
    *_listed("cp860 7 DOS 860", listed("pt")),
    *_listed("cp865 7 DOS 865", listed("da nb nn fo")),
    *_listed("cp863 8 DOS 863", listed("fr")),
    *_listed("iso8859-3 6 ISO 8859-3", listed("eo tr")),
    *_listed("iso8859-10 7 ISO 8859-10", listed("is fo et lv lt fi sv da nb nn")),
    *_listed("iso8859-14 7 ISO 8859-14", listed("cy ga gd gv br en")),
    *_listed("cp1257 1 Windows-1257\niso8859-13 6 ISO 8859-13\niso8859-4 5 ISO 8859-4", BALTIC),
    *_listed("cp775 5 DOS 775", BALTIC),
    *_listed("cp1254 1 Windows-1254\niso8859-9 2 ISO 8859-9\ncp857 3 DOS 857", TURKISH),
    *_listed("mac_turkish 5 Mac Turkish", TURKISH),
    *_listed("cp1251 0 Windows-1251\ncp866 2 DOS 866\niso8859-5 4 ISO 8859-5", CYRILLIC),
    *_listed("cp855 5 DOS 855\nmac_cyrillic 3 Mac Cyrillic", CYRILLIC),
    *_listed("koi8-r 1 KOI8-R", listed("ru bg")),
    *_listed("koi8-u 2 KOI8-U", listed("uk ru be")),
    *_listed("cp1125 6 DOS 1125", listed("uk")),
    *_listed("cp1253 0 Windows-1253\niso8859-7 1 ISO 8859-7\ncp737 3 DOS 737", listed("el")),
    *_listed("cp869 5 DOS 869\nmac_greek 4 Mac Greek", listed("el")),
    *_listed("cp1255 0 Windows-1255\niso8859-8 2 ISO 8859-8\ncp862 4 DOS 862", listed("he")),
    *_listed("cp1256 0 Windows-1256", listed("ar fa ur")),
    *_listed("iso8859-6 2 ISO 8859-6", listed("ar")),
    *_listed("mac_arabic 5 Mac Arabic\nmac_farsi 6 Mac Farsi\ncp864 8 DOS 864", listed("ar fa ur")),
    *_listed("cp1258 1 Windows-1258", listed("vi")),
    *_listed("cp874 1 Windows-874\niso8859-11 2 ISO 8859-11", listed("th")),
)
"""The pages of one byte a character, each before those that are taken to be rarer."""

WIDE = (
    CodePage("cp932", "Shift-JIS", listed("ja"), 0, True),
    CodePage("euc_jp", "EUC-JP", listed("ja"), 1, True),
    CodePage("gb18030", "GB 18030", listed("zh"), 0, True),
    CodePage("big5hkscs", "Big5", listed("zh-Hant"), 0, True),
    CodePage("cp949", "EUC-KR", listed("ko"), 0, True),
)
"""Those of several bytes, for ideographs and Korean."""

ESCAPED = CodePage("iso2022_jp", "ISO-2022-JP", listed("ja"), 0, True)
"""It is kept in bytes below 128, with escapes."""
UNICODE = (
    CodePage("utf-16-le", "UTF-16, little-endian", frozenset(), 0, True),
    CodePage("utf-16-be", "UTF-16, big-endian", frozenset(), 0, True),
    CodePage("utf-32-le", "UTF-32, little-endian", frozenset(), 0, True),
    CodePage("utf-32-be", "UTF-32, big-endian", frozenset(), 0, True),
)

UNDEFINED = 0xF700
"""Where a byte goes for which a page has nothing: to a private character, with its number."""


@cache
def characters(codec: str) -> tuple[str, ...]:
    """Return the characters of a page's 256 bytes; a byte that it leaves open is private.

    Windows-1252 has C1 controls for those that it leaves open, as on the web.
    """
    read = [bytes([number]).decode(codec, "ignore") for number in range(256)]
    lenient = codec == "cp1252"
    return tuple(char or (chr(n) if lenient else chr(UNDEFINED + n)) for n, char in enumerate(read))
