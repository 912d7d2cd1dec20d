"""Finds words that were typed between signs for want of italics: `_so_`, `=so=`.

The habit of a whole text decides: its signs stand in pairs, at the edges of words. One that is
found in a name of a file or in a blank to write on is no such sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Note, Piece, Sign
from octavo.manuscripts.plain.shape.flags import whole
from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity, Tier

BOLD = (marks.STRONG, marks.STRONG_END)
SIGNS = {"_": (marks.EMPH, marks.EMPH_END), "=": BOLD, "*": BOLD, "+": BOLD}
NAMES = {"_": "italics", "=": "bold type", "*": "bold type", "+": "bold type"}
SELDOM = "*+"
"""Signs of much else: notes, breaks, sums. They count only where they are a habit, and whole."""
ESCAPED = {sign: re.escape(sign) for sign in SIGNS}

LEAST = 2
"""So many pairs prove a habit; one pair may be anything."""

HABIT = 12
"""So many pairs prove that a sign alone is one that has lost its other half."""

SHOWN = 5
MOST = 0.8
"""The share of such signs that stand in pairs, where they are a habit."""


def _pairs(e: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w{e}]){e}(?=[^\s{e}])([^{e}]*[^\s{e}]){e}(?![\w{e}])")


PAIRS = {sign: _pairs(e) for sign, e in ESCAPED.items()}
SINGLE = {sign: re.compile(rf"(?<!{e}){e}(?!{e})") for sign, e in ESCAPED.items()}
SINGLE |= {
    sign: re.compile(rf"(?<!{e}){e}(?=\w)|(?<=[\w.,;:!?]){e}(?!{e})")
    for sign, e in ESCAPED.items()
    if sign in SELDOM
}
"""Rows of such signs are rules, or blanks to write on; stars may be breaks."""
LOOSE = {
    sign: re.compile(rf"(?<![\w{e}]){e}(?=[^\s{e}])([^{e}]*[^\s{e}])\s{e}(?=[)\].,;:!?]|\s*\Z)")
    for sign, e in ESCAPED.items()
}
"""One with a space before the sign that closes it, at a point or bracket."""
WIDE = {
    sign: re.compile(rf"(?:(?<=\s)|(?<=\A)){e}\s([^\s{e}][^{e}]*[^\s{e}])\s{e}(?=[\s)\].,;:!?]|\Z)")
    for sign, e in ESCAPED.items()
}
"""One with a space inside both signs: `_ The Times _`."""
SHIFTED = {
    sign: re.compile(
        rf"(?:(?<=[^\W_])|(?<=[^\W_]['’])){e}\s([^\s{e}][^{e}]*[^\s{e}]){e}(?![\w{e}])"
    )
    for sign, e in ESCAPED.items()
}
"""One whose opening sign stands at the word before: `in_ The Times_`."""
INSIDE = {
    sign: re.compile(rf"(?<![\w{e}]){e}([^\W\d{e}]+){e}(?=[^\W\d{e}]+(?![\w{e}]))")
    for sign, e in ESCAPED.items()
}
"""The beginning of a word that is set off: `_dis_like`."""
TAIL = {
    sign: re.compile(rf"(?<![\w{e}])[^\W\d{e}]+({e}[^\W\d{e}]+{e})(?![\w{e}])")
    for sign, e in ESCAPED.items()
}
"""The end of a word that is set off, in a text of that habit: `dis_like_`, no `name_of_file_`."""
MONEY = {sign: re.compile(rf"(?<=\d){e}([lsd]\.?){e}(?!\w)") for sign, e in ESCAPED.items()}
"""Pounds, shillings and pence: `48,000_l._`."""
STOPS = {sign: re.compile(rf"{e}([.,;:!?]){e}(?!\w)") for sign, e in ESCAPED.items()}
"""A stop that is set off by itself, as in `[Goes_._]`: nobody sees its slant."""


def mark(file: str, pieces: list[Piece], least: int = LEAST) -> tuple[list[Piece], list[Finding]]:
    """Mark what was typed between signs, where `least` pairs prove the habit; report each once."""
    findings = []
    for sign, name in NAMES.items():
        matched = {n: _matches(piece, sign) for n, piece in enumerate(pieces) if sign in piece.text}
        around = {
            n: _inverted(pieces[n].text, sign) or _around(pieces[n], sign, matches)
            for n, matches in matched.items()
            if sign not in SELDOM
        }
        pairs = sum(map(len, matched.values())) + sum(map(bool, around.values()))
        alone = pairs == 1 and any(_is_name(pieces[n].text, sign) for n in matched)
        there = sum(len(SINGLE[sign].findall(pieces[n].text)) for n in matched)
        enough = pairs >= (HABIT if sign in SELDOM else least) or (alone and sign not in SELDOM)
        if not enough or pairs * 2 < MOST * there:
            continue
        if pairs >= HABIT and sign not in SELDOM:
            matched = {n: _with_tails(pieces[n], sign, matches) for n, matches in matched.items()}
        for number, matches in matched.items():
            signs = around.get(number) or _signs(matches, sign)
            pieces[number] = with_signs(pieces[number], signs)
        lone = _lone(pieces, sign, pairs) if sign not in SELDOM else []
        if lone:
            findings.append(_lost(file, pieces, lone, sign, name))
        shown = next(match[0] for matches in matched.values() for match in matches)
        message = f"Words between the signs {sign} ({pairs}) became {name}."
        hint = f"Where one is no such sign, write {sign} in its place in source/."
        note = Note("import-emphasis", message, hint, Tier.AUTO)
        findings.append(replace(whole(file, note), before=" ".join(shown.split())))
    return pieces, findings


def _is_name(text: str, sign: str) -> bool:
    """Whether one pair stands around words in capitals that have a line for themselves."""
    line = rf"(?m)^\s*{sign}[^\W\d_]+[.]?(?: [^\W\d_]+[.]?)+{sign}\s*$"
    match = re.search(line, text)
    return match is not None and match[0].isupper()


def _lone(pieces: list[Piece], sign: str, pairs: int) -> list[int]:
    """Set off what one sign alone begins or ends in a paragraph, in place; return which these are.

    It reaches to the end of the paragraph, or from its beginning.
    """
    lone: list[int] = []
    for number, piece in enumerate(pieces) if pairs >= HABIT else ():
        places = [at for at, letter in enumerate(piece.text) if letter == sign]
        inner = [one for one in piece.signs if one.start in places]
        left = [at for at in places if all(one.start != at for one in inner)]
        signs = _one_sided(piece.text, left[0], sign) if len(left) == 1 else []
        if signs and not any(signs[0].end <= one.start < signs[-1].start for one in inner):
            pieces[number] = with_signs(piece, signs)
            lone.append(number)
    return lone


def _one_sided(text: str, place: int, sign: str) -> list[Sign]:
    """Return the signs for what one sign sets off to an end of its paragraph; none in a word."""
    opening, closing = SIGNS[sign]
    before, behind = text[:place], text[place + 1 :]
    end = len(text.rstrip())
    if behind[:1].isalpha() and not before[-1:].isalnum():
        return [Sign(place, place + 1, opening), Sign(end, end, closing)]
    if re.search(r"[^\W\d_][.,;:!?]?\Z", before) and not behind[:1].isalnum():
        start = len(text) - len(text.lstrip())
        return [Sign(start, start, opening), Sign(place, place + 1, closing)]
    return []


def _lost(file: str, pieces: list[Piece], lone: list[int], sign: str, name: str) -> Finding:
    message = (
        f"{counted(len(lone), 'sign')} {sign} had lost the other one of the pair: the words up"
    )
    message += f" to an end of the paragraph became {name}."
    hint = "Look how far they reach in the original, and move the end there in source/."
    note = Note("import-emphasis-open", message, hint, severity=Severity.WARNING)
    lines = ", ".join(str(pieces[number].lines[0].number) for number in lone[:SHOWN])
    note = replace(note, message=f"{message[:-1]} (lines {lines}).")
    return replace(whole(file, note), before=pieces[lone[0]].lines[0].text)


def _matches(piece: Piece, sign: str) -> list[re.Match[str]]:
    if marks.ANY.search(piece.text):
        return []
    if sign in SELDOM:
        return [one for one in PAIRS[sign].finditer(piece.text) if re.search(r"\w", one[1])]
    patterns = (PAIRS[sign], INSIDE[sign], LOOSE[sign], WIDE[sign], MONEY[sign])
    pairs = [match for pattern in patterns for match in pattern.finditer(piece.text)]
    used = {place for match in pairs for place in (match.start(), match.end() - 1)}
    pairs += [m for m in SHIFTED[sign].finditer(piece.text)
              if not used & {m.start(), m.end() - 1}]  # fmt: skip
    matches = [match for match in pairs if any(c.isalnum() for c in match[1])]
    matches += [match for match in STOPS[sign].finditer(piece.text)
                if not used & {match.start(), match.end() - 1}]  # fmt: skip
    return sorted(matches, key=lambda match: match.start())


def _with_tails(piece: Piece, sign: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the matches of a piece, and those of ends of words that are set off."""
    if marks.ANY.search(piece.text):
        return matches
    used = {place for match in matches for place in (match.start(), match.end() - 1)}
    within = re.compile(rf"{sign}([^{sign}]+){sign}")
    tails = [
        one
        for match in TAIL[sign].finditer(piece.text)
        if not used & {match.start(1), match.end(1) - 1}
        and (one := within.match(piece.text, match.start(1)))
    ]
    return sorted([*matches, *tails], key=lambda match: match.start())


def _around(piece: Piece, sign: str, matches: list[re.Match[str]]) -> list[Sign]:
    """Return the signs of a paragraph that is set off as a whole, with words set off in it.

    Those stand out by being upright: `_He wears a_ béret _and smiles._`. Without such, none.
    """
    text = piece.text
    inner = {place for match in matches for place in (match.start(), match.end() - 1)}
    left = [place for place, letter in enumerate(text) if letter == sign and place not in inner]
    if not matches or len(left) != 2 or not left[0] < min(inner) <= max(inner) < left[1]:
        return []
    start, end = left
    if text[start + 1].isspace() or text[end - 1].isspace() or text[end + 1 :].strip(" ]).,;:!?"):
        return []
    opening, closing = SIGNS[sign]
    signs = [Sign(start, start + 1, opening), Sign(end, end + 1, closing)]
    for match in matches:
        first, last = match.start(), match.end()
        before = len(text[:first].rstrip())
        after = last + len(text[last:]) - len(text[last:].lstrip())
        signs += [Sign(before, before, closing), Sign(first, first + 1)]
        signs += [Sign(last - 1, last), Sign(after, after, opening)]
    return signs


def by_line(piece: Piece) -> Piece:
    """Return a piece whose lines stay, with what is set off closed and opened anew at each line."""
    ends = {closing: opening for opening, closing in SIGNS.values()}
    signs: list[Sign] = []
    begun: Sign | None = None
    for sign in piece.signs:
        if sign.mark in ends and begun is not None and begun.mark == ends[sign.mark]:
            for match in re.finditer(r"\s*\n\s*", piece.text[begun.end : sign.start]):
                first, last = begun.end + match.start(), begun.end + match.end()
                signs += [Sign(first, first, sign.mark), Sign(last, last, begun.mark)]
        begun = sign if sign.mark in ends.values() else None
        signs.append(sign)
    ordered = sorted(signs, key=lambda one: one.start)
    return replace(piece, signs=tuple(ordered))


def _signs(matches: Iterable[re.Match[str]], sign: str) -> list[Sign]:
    opening, closing = SIGNS[sign]
    signs: list[Sign] = []
    for match in matches:
        first = match.start()
        if len(match[1]) == 1 and not match[1].isalnum():
            signs += [Sign(first, first + 1), Sign(match.end(1), match.end())]
            continue
        before = match.string[first - 1 : first] if first else ""
        if match.start(1) == first + 1 or not before.strip():
            signs.append(Sign(first, match.start(1), opening))
        else:  # a space stands behind the sign
            signs += [Sign(first, first + 1), Sign(match.start(1), match.start(1), opening)]
        signs.append(Sign(match.end(1), match.end(), closing))
    return signs


def with_signs(piece: Piece, signs: Iterable[Sign]) -> Piece:
    """Return a piece with more signs, in the order of its text; one inside another is left out."""
    kept: list[Sign] = []
    for sign in sorted([*piece.signs, *signs], key=lambda one: one.start):
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return replace(piece, signs=tuple(kept))


def _inverted(text: str, sign: str) -> list[Sign]:
    """Return the signs of a paragraph set in italics whose upright words stand between signs.

    `He has read_ Walton _and_ Cotton _too`: the signs around the whole were left out, so the first
    closes and the last opens. What stands out is set off.
    """
    places = [at for at, letter in enumerate(text) if letter == sign]
    if len(places) < 2 or len(places) % 2 or not all(_turns(text, at, n) for n, at in
                                                     enumerate(places)):  # fmt: skip
        return []
    opening, closing = SIGNS[sign]
    signs: list[Sign] = []
    for first, last in zip(places[::2], places[1::2], strict=True):
        inner = text[first + 1 : last]
        start = first + 1 + len(inner) - len(inner.lstrip())
        end = first + 1 + len(inner.rstrip())
        signs += [Sign(first, first + 1), Sign(start, start, opening), Sign(end, end, closing)]
        signs.append(Sign(last, last + 1))
    return signs


def _turns(text: str, at: int, number: int) -> bool:
    """Whether a sign closes, at an even place in the order of them, or opens."""
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    closes = not before.isspace() and after.isspace()
    opens = before.isspace() and not after.isspace()
    return opens if number % 2 else closes
