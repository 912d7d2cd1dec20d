"""Writes a Word file's characters as what they show: signs, capitals; leaves hidden words out."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.word.notices import Notices, listed, many, shortened
from octavo.ooxml.leaf import Kind, Leaf, Run, shown
from octavo.ooxml.names import W
from octavo.ooxml.styles import Styles
from octavo.ooxml.symbols import PRIVATE, is_symbols, sign

HOLE = "\N{REPLACEMENT CHARACTER}"
SYMBOL = "Symbol"
BULLET = chr(PRIVATE + 0xB7)
"""The bullet of Symbol, which stands in front of the paragraphs of old lists in any font."""

HELD = "\N{EN DASH}\N{WORD JOINER}"
STAND_IN = "\N{WHITE SQUARE}"
"""Stands for a sign that Unicode has not."""


@dataclass(slots=True)
class Seen:
    """What was met in the runs of a file, as it is reported."""

    hidden: list[str] = field(default_factory=list)
    capitals: list[str] = field(default_factory=list)
    styled: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)
    bright: list[str] = field(default_factory=list)


def write(leaves: list[Leaf], styles: Styles, notices: Notices) -> None:
    """Write the characters of all runs as what they show, in place."""
    seen = Seen()
    for leaf in leaves:
        base = styles.look_of(leaf.style)
        for run in leaf.runs:
            if run.kind is Kind.TEXT and shown(run):
                _release(run)
                _signs(run, leaf, seen, notices)
                _capitals(run, base.caps, seen)
                if run.look.highlight and run.text.strip():
                    seen.bright.append(run.text)
        _hidden(leaf, seen)
    _report(seen, notices)


def _release(run: Run) -> None:
    """Take out what only keeps a line from ending at the rule of a range, as our own files have."""
    if HELD in run.text:
        for part in run.element.iterfind(f"{W}t"):
            part.text = (part.text or "").replace(HELD, HELD[0])


def _hidden(leaf: Leaf, seen: Seen) -> None:
    """Take out what Word does not print; a stretch of it is reported as one."""
    words = ""
    for run in leaf.runs:
        if run.look.hidden and run.kind in (Kind.TEXT, Kind.TAB, Kind.BREAK, Kind.NOTE):
            words += run.text
            parent = run.element.getparent()
            if parent is not None:
                parent.remove(run.element)
        elif words:
            seen.hidden += [words] if words.strip() else []
            words = ""
    seen.hidden += [words] if words.strip() else []


def _capitals(run: Run, in_style: bool, seen: Seen) -> None:
    """Write words that an author had set in capitals as capitals; a style's are its design."""
    if not run.look.caps or run.text == run.text.upper():
        return
    if in_style:
        seen.styled.append(run.text)
        return
    seen.capitals.append(run.text)
    for part in run.element.iterfind(f"{W}t"):
        part.text = (part.text or "").upper()


def _signs(run: Run, leaf: Leaf, seen: Seen, notices: Notices) -> None:
    """Write signs of symbol fonts, and private characters, in Unicode."""
    for part in run.element:
        if part.tag == f"{W}sym":
            shows = _sign(run.reference, run.text, leaf, seen, notices)
            words = etree.Element(f"{W}t")
            words.text = shows
            run.element.replace(part, words)
        elif part.tag == f"{W}t" and _has_signs(part.text or "", run.look.font):
            text = part.text or ""
            part.text = "".join(
                _sign(run.look.font, char, leaf, seen, notices)
                if is_symbols(run.look.font) or _is_private(char)
                else char
                for char in text
            )
        if HOLE in (part.text or ""):
            seen.holes.append(notices.place(leaf.element))


def _has_signs(text: str, font: str) -> bool:
    return is_symbols(font) or any(map(_is_private, text))


def _is_private(char: str) -> bool:
    return PRIVATE + 0x20 <= ord(char) < PRIVATE + 0x100


def _sign(font: str, char: str, leaf: Leaf, seen: Seen, notices: Notices) -> str:
    """Return what a character of a font shows.

    One of the private area in a font of letters is kept, but for the bullet, which Word itself
    leaves so: whether it was of Symbol or Wingdings is gone.
    """
    shows = sign(SYMBOL if char == BULLET else font, char) if char else ""
    if shows and not _is_private(shows):
        if shows != char:
            seen.signs.append(shows)
        return shows
    code = f"{ord(char):04X}" if char else "?"
    named = f"{font} {code}" if font else code
    seen.unknown.append(f"{named} in {notices.place(leaf.element)}")
    return shows or STAND_IN


def _report(seen: Seen, notices: Notices) -> None:
    if seen.hidden:
        words = sum(len(text.split()) for text in seen.hidden)
        message = f"{many(len(seen.hidden), 'stretch', 'stretches')} of hidden text,"
        message += (
            f" {many(words, 'word')}, which Word does not print, {_are(seen.hidden)} left out:"
        )
        message += f" {_quoted(seen.hidden)}."
        hint = "If it belongs to the text, take Hidden off in Word and import the file anew."
        notices.look_at("import-hidden", message, hint, seen.hidden[0])
    if seen.capitals:
        message = f"{many(len(seen.capitals), 'stretch', 'stretches')} in capitals by formatting"
        message += f" {_are(seen.capitals)} written in capitals: {_quoted(seen.capitals)}."
        notices.done("import-capitals", message)
    if seen.styled:
        message = (
            "Styles that set all in capitals are left out; the words stand as they were typed:"
        )
        notices.done("import-capitals", f"{message} {_quoted(seen.styled)}.")
    if seen.signs:
        signs = " ".join(dict.fromkeys(seen.signs))
        message = f"{many(len(seen.signs), 'sign')} of symbol fonts {_are(seen.signs)} written in"
        notices.done("import-symbol", f"{message} Unicode: {signs}")
    if seen.unknown:
        message = (
            f"What {many(len(seen.unknown), 'sign')} of a symbol font {_show(seen.unknown)} is"
        )
        message += f" not known, or not in Unicode: {listed(seen.unknown)}."
        notices.look_at("import-symbol-unknown", message, "Put in what the author meant.")
    if seen.holes:
        message = f"{many(len(seen.holes), 'place')} where a character was lost before (U+FFFD):"
        message += f" {listed(seen.holes)}."
        hint = "Ask the author, or look into an older copy of the file."
        notices.lose_words("import-lost-character", message, hint)
    if seen.bright:
        message = f"The highlighting of {many(len(seen.bright), 'stretch', 'stretches')} was left"
        message += f" out: {_quoted(seen.bright)}."
        notices.done("import-highlight", message)


def _are(items: list[str]) -> str:
    return "was" if len(items) == 1 else "were"


def _show(items: list[str]) -> str:
    return "shows" if len(items) == 1 else "show"


def _quoted(texts: list[str]) -> str:
    marks = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    return listed([f"{marks[0]}{shortened(text)}{marks[1]}" for text in texts])
