r"""The code pages of RTF: by a font's character set, by their numbers, by the file's first word.

Rich Text Format Specification 1.9.1, "Character Set", "Font Table" (`\fcharset`, `\cpg`).
"""

from __future__ import annotations

import codecs
import re

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5",
    84: "mac_arabic", 85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic",
    128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
"""The code page of a font's character set."""

WINDOWS = 0
"""The character set of Western Windows, which is what the file has where it is not `\\ansi`."""

NUMBERS = {
    708: "iso8859_6", 936: "gbk", 1361: "johab", 10000: "mac_roman", 10001: "shift_jis",
    10002: "big5", 10003: "euc_kr", 10004: "mac_arabic", 10006: "mac_greek",
    10007: "mac_cyrillic", 10008: "gb2312", 10029: "mac_latin2", 10079: "mac_iceland",
    10081: "mac_turkish", 65001: "utf-8",
}  # fmt: skip
"""Code pages whose name in Python is not `cp` and the number."""

FIRST = {b"ansi": "cp1252", b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
"""What the file says of itself before its fonts."""

HEAD = re.compile(rb"\\(ansicpg\d{1,6}|(?:ansi|mac|pca?)(?![a-z]))")
FONT = re.compile(rb"\\f(\d{1,9})(?!\d)((?:\\\*|\\[a-z]+-?\d* ?|[\r\n])*)([^;{}\\]*)")
SET = re.compile(rb"\\(fcharset|cpg)(\d{1,9})")
WORDS = {
    "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp437": "IBM 437", "cp850": "IBM 850",
    "cp932": "Shift JIS", "shift_jis": "Shift JIS", "gbk": "GBK", "gb2312": "GB 2312",
    "cp950": "Big5", "big5": "Big5", "cp949": "Korean", "euc_kr": "EUC-KR", "johab": "Johab",
    "utf-8": "UTF-8",
}  # fmt: skip
"""What code pages are called, where that is not `Windows-` and their number."""


def known(number: int) -> str | None:
    """Return the name of a code page by its number; None where Python has none.

    >>> known(1251), known(10000), known(42)
    ('cp1251', 'mac_roman', None)
    """
    name = NUMBERS.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def called(page: str) -> str:
    """Return a code page as an editor may know it.

    >>> called("cp1251"), called("mac_cyrillic"), called("cp866")
    ('Windows-1251', 'Mac Cyrillic', 'IBM 866')
    """
    if page in WORDS:
        return WORDS[page]
    if page.startswith("mac_"):
        return f"Mac {page.removeprefix('mac_').title()}"
    number = page.removeprefix("cp")
    return f"Windows-{number}" if number.startswith("125") or number == "874" else f"IBM {number}"


def default(data: bytes) -> str:
    """Return the code page of words whose font names none."""
    page = "cp1252"
    for word in HEAD.findall(data[:2000]):
        number = word.removeprefix(b"ansicpg")
        page = (known(int(number)) or page) if number.isdigit() else FIRST[word]
    return page


def of_font(properties: bytes, usual: str) -> str:
    """Return the code page of a font by its properties; `usual` is that of the file."""
    page = usual
    for name, digits in SET.findall(properties):
        number = int(digits)
        if name == b"cpg":
            return known(number) or page
        if number != WINDOWS or usual.startswith("cp125"):
            page = CHARSETS.get(number, usual)
    return page
