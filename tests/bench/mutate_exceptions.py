# ruff: noqa: E501 - statements as they are
"""Mutants that mean the same as the code: tests.bench.mutate leaves them out, with a reason."""

from __future__ import annotations

REASONS: dict[str, dict[str, list[tuple[str, str]]]] = {
    "agreement": {
        "behind the last word stands where all end, and no stretch goes on from there": [
            (
                "while number < len(self.words) and self.starts[number] < end:",
                "while number <= len(self.words) and self.starts[number] < end:",
            ),
        ],
        "the first lines of the loop return when both texts are at their ends": [
            ("while i < len(one) or j < len(two):", "while i <= len(one) or j < len(two):"),
            ("while i < len(one) or j < len(two):", "while i < len(one) or j <= len(two):"),
        ],
        "how many items are compared at once costs a little time, and changes no result": [
            ("chunk = 4096", "chunk = 4097"),
            (
                "if one[i:i + chunk] == two[j:j + chunk] and chunk > 1:",
                "if one[i:i + chunk] == two[j:j + chunk] and chunk >= 1:",
            ),
            (
                "if one[i:i + chunk] == two[j:j + chunk] and chunk > 1:",
                "if one[i:i + chunk] == two[j:j + chunk] and chunk > 2:",
            ),
            ("if chunk > 1:", "if chunk > 2:"),
            ("chunk //= 8", "chunk //= 9"),
        ],
        "equal stretches that reach beyond an end are at both ends; further on is at the end too": [
            (
                "size = min(chunk, len(one) - i, len(two) - j)",
                "size = min(chunk, len(one) + i, len(two) - j)",
            ),
            (
                "size = min(chunk, len(one) - i, len(two) - j)",
                "size = min(chunk, len(one) - i, len(two) + j)",
            ),
        ],
        "how far is looked in the first round: further on is the same place, or none": [
            ("window = 64", "window = 65"),
            (
                "for p in range(i, min(i + window, len(one) - step) + 1):",
                "for p in range(i, min(i + window, len(one) - step) + 2):",
            ),
            ("window *= 4", "window *= 5"),
        ],
        "a stretch that is cut short at an end equals none of full length": [
            (
                "for q in range(min(j + window, len(two) - step), j - 1, -1):",
                "for q in range(min(j + window, len(two) + step), j - 1, -1):",
            ),
            (
                "for p in range(i, min(i + window, len(one) - step) + 1):",
                "for p in range(i, min(i + window, len(one) + step) + 1):",
            ),
        ],
        "any number below zero says that there is no such place": [
            (
                "q = places.get('\\x00'.join(one[p:p + step]), -1)",
                "q = places.get('\\x00'.join(one[p:p + step]), -2)",
            ),
        ],
        "where both windows end with the texts, one round more finds nothing either": [
            (
                "if i + window >= len(one) and j + window >= len(two):",
                "if i + window > len(one) and j + window >= len(two):",
            ),
            (
                "if i + window >= len(one) and j + window >= len(two):",
                "if i + window >= len(one) and j + window > len(two):",
            ),
        ],
    },
    "locate": {
        "the search ends early where a second place is known; a third place changes nothing": [
            (
                "places = list(islice(_places(texts, chosen, len(near)), max(of_several, 2)))",
                "places = list(islice(_places(texts, chosen, len(near)), max(of_several, 3)))",
            ),
            (
                "places = list(islice(_places(texts, words, passed), 2)) if words else []",
                "places = list(islice(_places(texts, words, passed), 3)) if words else []",
            ),
        ],
    },
    "replay": {
        "a quick no: the question that is looked up holds the same three parts": [
            ("if (finding.rule, finding.before, finding.after) not in self._changes:", "if False:"),
        ],
        "any number below zero is the left side": [
            (
                "if _same(decision.left, left, -1) and _same(decision.right, right, 1):",
                "if _same(decision.left, left, -2) and _same(decision.right, right, 1):",
            ),
        ],
        "any other number is the right side": [
            (
                "if _same(decision.left, left, -1) and _same(decision.right, right, 1):",
                "if _same(decision.left, left, -1) and _same(decision.right, right, 2):",
            ),
        ],
        "what is kept is made again, and is the same": [
            ("if chapter not in self._bare:", "if True:"),
        ],
        "the side is minus one or one": [
            (
                "return one.endswith(other) or other.endswith(one) if side < 0 else _opens(one, other)",
                "return one.endswith(other) or other.endswith(one) if side <= 0 else _opens(one, other)",
            ),
            (
                "return one.endswith(other) or other.endswith(one) if side < 0 else _opens(one, other)",
                "return one.endswith(other) or other.endswith(one) if side < 1 else _opens(one, other)",
            ),
        ],
        "the question has fewer words: more decisions are compared, and the same one is taken": [
            (
                "return (rule, before, after, ' '.join(near[1 - FEWEST:]), ' '.join(far[:FEWEST - 1]))",
                "return (rule, before, after, ' '.join(near[2 - FEWEST:]), ' '.join(far[:FEWEST - 1]))",
            ),
            (
                "return (rule, before, after, ' '.join(near[1 - FEWEST:]), ' '.join(far[:FEWEST - 1]))",
                "return (rule, before, after, ' '.join(near[1 - FEWEST:]), ' '.join(far[:FEWEST - 2]))",
            ),
        ],
    },
    "same": {
        "a word has nothing behind it as far as itself: nothing is taken out": [
            ("if one is two:", "if False:"),
        ],
        "any number below zero says that the second word is not there": [
            (
                "end = next((n for n, node in enumerate(nodes) if node is two), -1)",
                "end = next((n for n, node in enumerate(nodes) if node is two), -2)",
            ),
        ],
        "the same word twice has been answered above": [
            (
                "if end < start or any((n['t'] not in ('Str', *SPACES) for n in nodes[start + 1:end])):",
                "if end <= start or any((n['t'] not in ('Str', *SPACES) for n in nodes[start + 1:end])):",
            ),
        ],
    },
}
"""For each module: why nobody could see a change, and statements before and after such ones."""

EXCEPTIONS: dict[str, dict[tuple[str, str], str]] = {
    name: {change: reason for reason, changes in reasons.items() for change in changes}
    for name, reasons in REASONS.items()
}
