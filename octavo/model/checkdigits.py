"""Check digits: ISBN and ORCID."""

from __future__ import annotations


def isbn_fault(isbn: str) -> str:
    """Say what is wrong with an ISBN, or give "" (ISO 2108; hyphens and spaces do not count)."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if not digits.isascii():  # ² is a digit to Unicode, and none to a bookseller
        return "an ISBN has thirteen digits (or ten)"
    if len(digits) == 10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        total = sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits))
        wanted = (11 - (total - (10 if digits[9] == "X" else int(digits[9])))) % 11
        right = "X" if wanted == 10 else str(wanted)
        return "" if total % 11 == 0 else f"its check digit should be {right}"
    if len(digits) == 13 and digits.isdigit():
        wanted = -sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits[:12])) % 10
        return "" if wanted == int(digits[12]) else f"its check digit should be {wanted}"
    return "an ISBN has thirteen digits (or ten)"


def orcid_fault(orcid: str) -> str:
    """Say what is wrong with an ORCID, or give "" (ISO 7064, MOD 11-2)."""
    digits = orcid.rsplit("/", 1)[-1].replace("-", "").upper()
    if len(digits) != 16 or not digits.isascii() or not digits[:15].isdigit():
        return "an ORCID has four groups of four digits"
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    wanted = (12 - total % 11) % 11
    right = "X" if wanted == 10 else str(wanted)
    return "" if digits[15] == right else f"its check digit should be {right}"
