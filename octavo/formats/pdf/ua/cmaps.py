"""CMaps: those that every reader has (ISO 32000-1, table 118), and tables of Unicode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from octavo.formats.pdf.text import CHARACTERS, RANGES, SECTION

_BY_ORDERING = {
    "GB1": "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    "CNS1": "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    "Japan1": "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2"
    " UniJIS-UCS2-HW UniJIS-UTF16",
    "Korea1": "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
ORDERINGS = {
    f"{name}-{way}": ordering
    for ordering, names in _BY_ORDERING.items()
    for name in names.split()
    for way in "HV"
} | {"H": "Japan1", "V": "Japan1"}

PREDEFINED = frozenset(("Identity-H", "Identity-V", *ORDERINGS))
UNICODE_COLLECTIONS = frozenset(_BY_ORDERING)
"""The collections of characters whose values in Unicode are known."""

ENTRY = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
VALUE = re.compile(rb"<([0-9A-Fa-f\s]*)>")
MOST = 70_000
"""So many codes a range is read for: a font has two bytes for one."""


def collection_of(name: str) -> tuple[str, str, int]:
    """Return registry and ordering of a predefined CMap; its supplement is not asked."""
    return ("Adobe", ORDERINGS[name], 0) if name in ORDERINGS else ("", "", 0)


@dataclass(slots=True)
class ToUnicode:
    """The values in Unicode of a font's codes."""

    table: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> ToUnicode:
        """Read a table of Unicode."""
        table: dict[int, str] = {}
        for section in SECTION.findall(data):
            for code, text in CHARACTERS.findall(section):
                table[int(code, 16)] = _decoded(text)
        for section in RANGES.findall(data):
            for first, last, target in ENTRY.findall(section):
                start, end = int(first, 16), min(int(last, 16), int(first, 16) + MOST)
                table.update(_range(start, end, target))
        return cls(table)

    def get(self, code: int) -> str | None:
        """Return the text of a code; None where the table has none."""
        return self.table.get(code)


def _range(start: int, end: int, target: bytes) -> dict[int, str]:
    values = [_decoded(value) for value in VALUE.findall(target)]
    if target.startswith(b"["):
        return dict(zip(range(start, end + 1), values, strict=False))
    text = values[0]
    last = ord(text[-1]) if text else 0
    return {
        code: text[:-1] + chr(min(last + code - start, 0x10FFFF)) if text else ""
        for code in range(start, end + 1)
    }


def _decoded(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    data = bytes.fromhex(plain + "0" * (len(plain) % 2))
    if len(data) == 1:
        return chr(data[0])
    return data.decode("utf-16-be", "surrogatepass")
