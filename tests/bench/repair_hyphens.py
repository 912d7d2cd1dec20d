"""Measures how words that were divided at the ends of lines are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from octavo.text.lexicon import Lexicon, lexicon
from octavo.text.repair import typesetting
from tests.bench.repair_texts import Text
from tests.bench.tables import Row

PARAGRAPHS = 1600
"""How many paragraphs of a text are set in lines."""
HYPHENS = ">= 99.95 %, <= 3 %"
"""What is aimed at: precision, and what is left undecided."""


def hyphens(found: list[Text]) -> Iterator[Row]:
    """Print how words divided at the ends of lines are joined, line by line of 62 characters."""
    for language in ("en", "fr", "de", "es", "pt", "it", "nl", "sv"):
        right = wrong = asked = 0
        misses: Counter[tuple[str, str]] = Counter()
        for text in found:
            if text.lang != language:
                continue
            lines, truths = wrapped(text)
            judged = divided(lines, lexicon(language))
            for key, truth in truths.items():
                got = judged.get(key, "?")
                right, wrong, asked = (
                    right + (got == truth),
                    wrong + (got not in ("?", truth)),
                    asked + (got == "?"),
                )
                if got not in ("?", truth):
                    misses[key, truth] += 1
        if right:
            count = right + wrong + asked
            print(
                f"line-end hyphens, {language} {count:8,}: precision "
                f"{100 * right / (right + wrong):.3f} %, abstained {100 * asked / count:.2f} %",
                misses.most_common(8),
                flush=True,
            )
            shares = (100 * right / (right + wrong), 100 * asked / count)
            yield Row(
                f"line-end hyphens, {language}", HYPHENS, "{:.2f} %, {:.2f} %".format(*shares)
            )


VOWELS = "aeiouyàâäáãåéèêëíìîïóòôöõøúùûüæœ"
SYLLABLE = re.compile(
    f"(?<=[{VOWELS}])(?=[^\\W\\d_{VOWELS}][{VOWELS}])|(?<=[{VOWELS}][^\\W\\d_{VOWELS}])(?=[^\\W\\d_{VOWELS}][{VOWELS}])"
)


NO_LETTER = re.compile(r"[\W\d_]")


def wrapped(text: Text, width: int = 62) -> tuple[list[str], dict[str, str]]:
    """Set paragraphs in lines, with words divided; and say for each division what was there."""
    truths: dict[str, str] = {}
    lines = []
    for paragraph in text.paragraphs[:PARAGRAPHS]:
        rows, row = [], ""
        for word in paragraph.split(" "):
            rest = word
            while len(row) + len(rest) >= width and (cut := _cut(rest, width - 1 - len(row))):
                first, second, truth = cut
                truths[_key(first, second)] = truth
                rows.append(f"{row}{first}-")
                row, rest = "", second
            if len(row) + len(rest) > width:
                rows.append(row.rstrip())
                row = ""
            row += rest + " "
        lines.append("\n".join([*rows, row.rstrip()]))
    return lines, truths


def _key(before: str, after: str) -> str:
    """The divided word that stands between two stretches of text."""
    return f"{NO_LETTER.split(before)[-1]}-\n{NO_LETTER.split(after)[0]}"


def _cut(word: str, room: int) -> tuple[str, str, str] | None:
    """Divide a word at its hyphen, else after a syllable."""
    for match in re.finditer(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})", word):
        if match.start() < room:
            return word[: match.start()], word[match.end() :], "-"
    places = [
        m.start()
        for m in SYLLABLE.finditer(word)
        if re.match(r"[^\W\d_]{2}$", word[m.start() - 2 : m.start()])
        and re.match(r"[^\W\d_]{3}", word[m.start() :])
        and m.start() < room
        and "-" not in word
    ]
    return (word[: places[-1]], word[places[-1] :], "") if places else None


def divided(lines: list[str], words: Lexicon) -> dict[str, str]:
    """Give what the filter makes of each division."""
    used = typesetting.used_in(lines, words)
    found: dict[str, str] = {}
    for line in lines:
        for repair in typesetting.repairs(line, words, used):
            if repair.rule == "line-end-hyphen":
                key = _key(line[: repair.start], line[repair.end :])
                found[key] = repair.after if repair.proven else "?"
    return found
