"""Reads a proof that came back: its marks as hunks, as for a Word file, and as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Token
from octavo.desk.merge.marked import pages, strokes, typed
from octavo.desk.merge.marked.fitting import Fit, fitted
from octavo.desk.merge.marked.settling import Wish, gathered, settled
from octavo.desk.merge.marked.signs import Signs
from octavo.desk.merge.marked.strokes import Caret, Stretch
from octavo.desk.merge.marked.typed import Maker
from octavo.desk.merge.marked.units import Unit, units
from octavo.desk.merge.sent import Sent
from octavo.formats.pdf.proofs.annotations import Mark, Marked
from octavo.formats.pdf.proofs.glyphs import Box, visible
from octavo.formats.pdf.proofs.named import QUERY
from octavo.model.finding import InputError, Place
from octavo.text.lexicon import lexicon
from octavo.text.terms import primary

STRIKES = ("StrikeOut",)
CHANGES = (*STRIKES, "Caret")
TALKS = ("Highlight", "Underline", "Squiggly", "Text", "FreeText")
DRAWN = {"Ink": "drawn by hand", "Stamp": "a stamp", "Redact": "marked for redaction"}
"""Marks without words that only a person can read."""

NOTHING = "Nothing is marked in this file that can be read."
BY_HAND = "Marks that are printed, scanned or flattened into the page are entered by hand."
DISPUTED = "reviewers do not agree about it"
ANSWERED = "somebody has answered it: read the comments"
WITH_NOTE = "a note stands with it: “{}”"
ALONE = "the words that it replaces are not struck out"
NO_PAGE = "its page is not one that was sent"
UNREAD = "{}: Octavo does not read that"
RICH = "its plain and its rich text are not the same"
SHORT = 80


@dataclass(frozen=True, slots=True)
class Saying:
    """A mark that says something: the unit, the signs that it is about, and where it stands."""

    unit: Unit
    stretch: Stretch | None
    where: str
    label: str = ""


@dataclass(slots=True)
class Read:
    """What the marks of a proof come to; `refused` counts those that were rejected in the file."""

    hunks: list[Hunk] = field(default_factory=list)
    remarks: list[Saying] = field(default_factory=list)
    refused: int = 0


@dataclass(slots=True)
class _Reader:
    """Reads the marks of one file."""

    signs: Signs
    leaflets: pages.Leaflets
    fits: dict[int, Fit]
    maker: Maker
    made: Read = field(default_factory=Read)
    wishes: list[Wish] = field(default_factory=list)

    def read(self, each: Sequence[Unit]) -> Read:
        """Return what some units come to."""
        for unit in each:
            if unit.mark.name.startswith(QUERY):
                self.made.remarks.append(Saying(unit, None, self._where(unit.mark, None)))
            elif unit.of("Caret") or unit.of("StrikeOut"):
                self._change(unit)
            else:
                self._talk(unit)
        for wish in gathered(self.wishes, self.signs):
            self.made.hunks += self._hunks(wish)
        self.made.hunks = settled(self.made.hunks)
        return self.made

    def _change(self, unit: Unit) -> None:
        if unit.is_refused:
            self.made.refused += 1
            self._say(unit)
            return
        carets, strikes = unit.of("Caret"), unit.of("StrikeOut")
        stretches = self._under(strikes)
        first = stretches[0] if stretches else None
        doubt = self._doubt(unit)
        where = self._where(unit.mark, first.first if first else None)
        if not strikes:
            replaces = any(mark.intent == "Replace" for mark in carets)
            self._insert(unit, carets[0], doubt or (ALONE if replaces else ""))
            return
        text, why = self._replaced(unit, carets, stretches)
        doubt = doubt or why
        if not stretches:
            self._ask(unit, doubt or self._nowhere(unit.mark), where)
        else:
            self.wishes.append(Wish(unit, tuple(stretches), text, doubt, where))
        if doubt:
            self._say(unit, first)

    def _replaced(
        self, unit: Unit, carets: Sequence[Mark], stretches: Sequence[Stretch]
    ) -> tuple[str | None, str]:
        """Return what stands for struck words, None for nothing, and why that is not sure."""
        texts = list(dict.fromkeys(mark.text for mark in unit.all if mark.text.strip()))
        texts = [text for text in texts if not self._is_copied(text, stretches)]
        if carets:
            own = [text for text in texts if any(mark.text == text for mark in carets)] or texts
            if len(set(own)) > 1:
                return own[0], WITH_NOTE.format(_short(own[1]))
            return (own[0], "") if own else (None, typed.NOTHING)
        if not texts or texts[0].strip(" .").casefold() in DELETE:
            return None, ""
        return None, WITH_NOTE.format(_short(texts[0]))

    def _doubt(self, unit: Unit) -> str:
        if unit.is_disputed:
            return DISPUTED
        if any(mark.differs for mark in unit.all):
            return RICH
        return ANSWERED if unit.replies else ""

    def _insert(self, unit: Unit, mark: Mark, doubt: str) -> None:
        fit = self._fit(mark)
        caret = None
        if fit is not None and fit.leaflet is not None:
            page = self.leaflets[fit.leaflet]
            caret = strokes.caret(page, fit.back(mark.rect), self.signs)
        if caret is None:
            self._ask(unit, doubt or self._nowhere(mark), self._where(mark, None), mark.text)
            self._say(unit)
            return
        is_new = mark.symbol == "P" and not mark.text.strip()
        hunk = self.maker.parted(caret) if is_new else self.maker.inserted(caret, mark.text)
        sign = caret.before if caret.before is not None else caret.behind
        where = self._where(mark, sign)
        doubt = doubt or hunk.doubt
        self.made.hunks.append(_by(replace(hunk, doubt=doubt), unit, where))
        if doubt and (mark.text.strip() or unit.replies):
            self._say(unit, _at(caret))

    def _hunks(self, wish: Wish) -> Iterator[Hunk]:
        """Yield the hunks of words that are struck out: of each leaf one."""
        leaves = [self.signs.leaf_of(one.first) for one in wish.stretches]
        several = len(set(leaves)) > 1
        whole = all(
            (one.first, one.end) == self.signs.ends(leaf)
            for one, leaf in zip(wish.stretches, leaves, strict=True)
        )
        doubt = wish.doubt
        if several and (not whole or wish.text is not None):
            doubt = doubt or typed.SEVERAL
        if len(wish.stretches) > 1 and wish.text is not None:
            doubt = doubt or typed.SEVERAL
        for number, one in enumerate(wish.stretches):
            hunk = self.maker.struck(one, None if number else wish.text)
            yield _by(replace(hunk, doubt=doubt or hunk.doubt), wish.unit, wish.where)

    def _talk(self, unit: Unit) -> None:
        """Take a mark for a comment; ask about one that says nothing that can be read."""
        mark = unit.mark
        says = mark.text.strip() or unit.replies or mark.kind in LABELS
        stretch = self._about(mark)
        if says:
            is_own = mark.text.strip() and not self._is_copied(mark.text, [stretch])
            label = "" if is_own else LABELS.get(mark.kind, "")
            where = self._where(mark, stretch.first if stretch else None)
            self.made.remarks.append(Saying(unit, stretch, where, label))
        elif mark.kind not in TALKS:
            what = DRAWN.get(mark.kind, f"a mark of the kind {mark.kind[:40]}")
            where = self._where(mark, stretch.first if stretch else None)
            self._ask(unit, UNREAD.format(what), where, stretch=stretch)

    def _about(self, mark: Mark) -> Stretch | None:
        """Return the signs that a mark is about: those under it, else the word nearest to it."""
        if mark.boxes and (under := self._under([mark])):
            return Stretch(under[0].first, under[-1].end)
        fit = self._fit(mark)
        if fit is None or fit.leaflet is None:
            return None
        box = fit.back(mark.rect)
        if mark.point is not None:
            x, y = fit.place(*mark.point)
            box = Box(x, y, x, y)
        cell = strokes.nearest(self.leaflets[fit.leaflet], box, self.signs)
        return None if cell is None else self._word(cell.sign)

    def _word(self, sign: int) -> Stretch:
        spot = self.signs.spot(sign)
        first = self.signs.first_of(spot.leaf, spot.token)
        return Stretch(first, self.signs.first_of(spot.leaf, spot.token + 1))

    def _under(self, marks: Sequence[Mark]) -> list[Stretch]:
        made: list[Stretch] = []
        for mark in marks:
            fit = self._fit(mark)
            if fit is not None and fit.leaflet is not None:
                boxes = [fit.back(box) for box in mark.boxes or (mark.rect,)]
                made += strokes.covered(self.leaflets[fit.leaflet], boxes, self.signs)
        return strokes.joined(made, self.signs)

    def _fit(self, mark: Mark) -> Fit | None:
        return self.fits.get(mark.page)

    def _nowhere(self, mark: Mark) -> str:
        fit = self._fit(mark)
        return NO_PAGE if fit is None or fit.leaflet is None else typed.NO_WORDS

    def _where(self, mark: Mark, sign: int | None) -> str:
        """Return the page, and the line on it, as the proof has them."""
        fit = self._fit(mark)
        if fit is None or fit.leaflet is None:
            return f"page {mark.page + 1} of the file"
        page = self.leaflets[fit.leaflet]
        lines = [cell.line for cell in page.cells if cell.sign == sign]
        return f"page {page.label}" + (f", line {lines[0]}" if lines else "")

    def _is_copied(self, text: str, stretches: Sequence[Stretch | None]) -> bool:
        """Whether a note only says the words again that it stands on, as some programs write it."""
        own = "".join(self.signs.text[one.first : one.end] for one in stretches if one)
        return bool(own) and visible(text) == own

    def _say(self, unit: Unit, stretch: Stretch | None = None) -> None:
        mark = next((one for one in unit.all if one.text.strip()), unit.mark)
        about = stretch or self._about(mark)
        where = self._where(mark, about.first if about else None)
        label = "" if mark.text.strip() else LABELS.get(mark.kind, "")
        if mark.text.strip() or unit.replies:
            self.made.remarks.append(Saying(unit, about, where, label))

    def _ask(
        self, unit: Unit, doubt: str, where: str, text: str = "", stretch: Stretch | None = None
    ) -> None:
        """Ask about a mark that changes no words that are known."""
        near = stretch or self._about(unit.mark)
        after = (Token(text),) if text.strip() else ()
        leaf = self.signs.leaf_of(near.first) if near else -1
        at = self.signs.spot(near.first).token if near else 0
        self.made.hunks.append(_by(Hunk(What.WORDS, leaf, at, at, after, doubt=doubt), unit, where))


LABELS = {
    "Highlight": "(highlighted)",
    "Underline": "(underlined)",
    "Squiggly": "(underlined with a wave)",
    "StrikeOut": "(struck out)",
    "Caret": "(a caret)",
    "Text": "(a note without words)",
}
"""What a mark without words is called among the comments."""

DELETE = frozenset(("delete", "del", "dele", "remove", "cut", "löschen", "streichen", "supprimer"))
"""Notes that say of a stroke only what it says itself."""


def read(proof: pages.Proof, signs: Signs, marked: Marked, lang: str) -> Read:
    """Read the marks of a file that was sent as a proof, of a text in a language.

    Raises InputError where nothing is marked in the file.
    """
    each = units(marked.marks)
    if not any(_is_marked(unit, proof) for unit in each):
        raise InputError(NOTHING, place=Place(marked.name), hint=BY_HAND)
    seen = [mark.page for unit in each for mark in unit.all]
    fits = fitted(marked, seen, proof.leaflets, signs)
    maker = Maker(signs, lexicon(primary(lang)))
    return _Reader(signs, proof.leaflets, fits, maker).read(each)


def proof_of(known: Sent, count: int) -> pages.Proof:
    """Return what is kept of a proof. Raises InputError where a Word file was sent, or damage."""
    place = Place(f"sent/{known.id}")
    if not known.pages:
        message = "What was sent under this identifier is a Word file, not a proof."
        raise InputError(message, place=place, hint="Merge the Word file that came back.")
    try:
        return pages.loads(known.pages, count)
    except ValueError as fault:
        message = "What was kept of the proof that was sent is damaged."
        hint = f"Take sent/{known.id} back from the book's history, or delete it."
        raise InputError(message, place=place, hint=hint) from fault


def _is_marked(unit: Unit, proof: pages.Proof) -> bool:
    """Whether somebody has made a mark, or answered a query."""
    sent = proof.asked.get(unit.mark.name)
    if not unit.mark.name.startswith(QUERY) or sent is None:
        return True
    own = (one for _, one in unit.replies if one.name not in proof.asked)
    return unit.mark.text.split() != sent.split() or any(own)


def _by(hunk: Hunk, unit: Unit, where: str) -> Hunk:
    mark = next((one for one in unit.all if one.author), unit.mark)
    return replace(hunk, author=mark.author, date=mark.date, where=where)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}\N{HORIZONTAL ELLIPSIS}"


def _at(caret: Caret) -> Stretch | None:
    sign = caret.before if caret.before is not None else caret.behind
    return None if sign is None else Stretch(sign, sign + 1)
