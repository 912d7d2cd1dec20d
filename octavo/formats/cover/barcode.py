"""The barcode of a book: EAN-13 of its ISBN, and EAN-5 beside it with a price.

Bars as ISO/IEC 15420 and the GS1 General Specifications have them (5.2): each figure is seven
modules, written by one of three sets; the second set is the third read backwards, the first its
negative. What stands in the add-on is the custom of the American trade (BISAC, ISBN bar coding).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

RIGHT = (
    *("1110010", "1100110", "1101100", "1000010", "1011100"),
    *("1001110", "1010000", "1000100", "1001000", "1110100"),
)
"""The figures 0 to 9 on the right-hand side, a bar for each 1."""

FIRST = (
    *("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB"),
    *("ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"),
)
"""By which sets the left-hand side is written: this says what the first figure is."""

ADD_ON = (
    *("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA"),
    *("AABBA", "AAABB", "ABABA", "ABAAB", "AABAB"),
)
"""By which sets the five figures of an add-on are written, by its checksum."""

EDGE, MIDDLE, BEGINS, BETWEEN = "101", "01010", "1011", "01"

CURRENCIES = {"USD": 5, "CAD": 6, "AUD": 3, "NZD": 4, "GBP": 0}
"""The first figure of an add-on: the currency of the four that follow."""

DEAREST = 9998
"""Above this many hundredths an add-on says no more than that."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its first module, how many it is wide, and whether it is one of the long guards."""

    at: int
    width: int
    is_guard: bool


def bars(number: str) -> list[Bar]:
    """Return the bars of an EAN-13 of thirteen figures, without its quiet zones: 95 modules."""
    digits = [int(figure) for figure in number]
    left = _written(digits[1:7], FIRST[digits[0]])
    right = "".join(RIGHT[digit] for digit in digits[7:])
    guards = {*range(3), *range(45, 50), *range(92, 95)}
    return [
        Bar(at, width, at in guards) for at, width in _runs(f"{EDGE}{left}{MIDDLE}{right}{EDGE}")
    ]


def add_on_bars(number: str) -> list[Bar]:
    """Return the bars of an EAN-5 of five figures, without its quiet zones: 47 modules."""
    digits = [int(figure) for figure in number]
    checksum = (3 * sum(digits[::2]) + 9 * sum(digits[1::2])) % 10
    sets = ADD_ON[checksum]
    parts = (_written([digit], one) for digit, one in zip(digits, sets, strict=True))
    return [Bar(at, width, False) for at, width in _runs(BEGINS + BETWEEN.join(parts))]


def add_on(currency: str, amount: str) -> str:
    """Return the figures of the add-on for a price; "" for a currency that has none."""
    if currency not in CURRENCIES:
        return ""
    hundredths = int(Decimal(amount) * 100)
    return f"{CURRENCIES[currency]}{min(hundredths, DEAREST + 1):04}"


def _written(digits: list[int], sets: str) -> str:
    return "".join(_figure(digit, one) for digit, one in zip(digits, sets, strict=True))


def _figure(digit: int, one: str) -> str:
    if one == "B":
        return RIGHT[digit][::-1]
    return "".join("0" if module == "1" else "1" for module in RIGHT[digit])


def _runs(modules: str) -> list[tuple[int, int]]:
    """Return where each run of ones begins, and how long it is."""
    runs: list[tuple[int, int]] = []
    for at, module in enumerate(modules):
        if module == "1" and runs and sum(runs[-1]) == at:
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        elif module == "1":
            runs.append((at, 1))
    return runs
