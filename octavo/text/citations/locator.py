"""Volumes and pages as authors type them: a string in, locators out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from octavo.text.citations.terms import pattern

LABELS = {
    "p.": r"(?i:pp?|pages?|pgs?|Seiten?|p[áa]gs?|стр|с)|SS?",
    "chap.": r"(?i:chs?|chaps?|chapters?|Kap|Kapitel|caps?|chapitres?|гл)",
    "sec.": r"(?i:secs?|sections?|Abschn|§§?)",
    "para.": r"(?i:paras?|paragraphs?|¶¶?)",
    "n.": r"nn?|[Nn]otes?|fnn?|Anm|Fn",
    "l.": r"lines?|ll?",
    "bk.": r"(?i:bks?|books?)",
    "pt.": r"(?i:pts?|parts?)",
    "no.": r"nos?|Nr",
    "fol.": r"(?i:fols?)",
    "col.": r"(?i:cols?|columns?|Sp)",
    "fig.": r"(?i:figs?|figures?)",
}
"""Pandoc's term for a locator, and how it is typed."""

PLURALS = {"p.": "pp.", "chap.": "chaps.", "sec.": "secs.", "para.": "paras.", "n.": "nn."}
PLURALS |= {"l.": "ll.", "fol.": "fols.", "fig.": "figs.", "col.": "cols."}

BRITISH = {"chap.": "chapter", "sec.": "section", "bk.": "book", "pt.": "part"}
"""Where citeproc's British English shortens a term otherwise, the word itself is safe."""

ROMAN = r"[ivxlcdm]+"
CANONICAL = re.compile(
    r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE
)
NUMBER = rf"(?:\d{{1,5}}[a-d]?|{ROMAN})"
ET_SEQ = r"\s?et seqq?\.?"
FOLLOWING = (
    rf"(?:\s?nn?\.?\s?\d{{1,3}}|\s?nn?\.?|\s?ff?\.?(?:{ET_SEQ})?|\s?sqq?\.?|{ET_SEQ}|\s+passim)"
)
ONE = rf"{NUMBER}(?!\w)(?:\s?-{{1,3}}\s?{NUMBER}(?!\w))?(?:{FOLLOWING}(?!\w))?"
ATTACHED = rf"{NUMBER}(?:nn?|ff?)\d{{0,3}}\.?(?:{ET_SEQ})?(?!\w)"
VALUE = rf"(?:{ATTACHED}|{ONE})"
JOIN = r"(?:,?\s*(?:and|&|und|et|y|e|и)\s+|,\s*)"
VALUES = rf"{VALUE}(?:{JOIN}{VALUE})*"
LABEL = "|".join(LABELS.values())
NAMED = "|".join(f"(?P<l{i}>{pattern})" for i, pattern in enumerate(LABELS.values()))
LOCATOR = re.compile(
    rf"(?:{pattern('closer')}\s+)?(?:{NAMED})(?:\.\s*|\s+|(?<=[§¶]))(?P<value>{VALUES})"
)
VOLUME = re.compile(
    r"(?:(?:vols?|volumes?|tomes?|Bd|Band|tomo|том)\.?\s*|[tvт](?:\.\s*|\s+))(?P<number>\d{1,3}|[ivxlc]+)\b(?!\s?-)",
    re.IGNORECASE,
)
COMPACT = re.compile(rf"(?P<number>\d{{1,3}}|{ROMAN})\s?:\s?(?P<value>{VALUES})", re.IGNORECASE)
PASSIM = re.compile(r"passim\b\.?")
ABOVE = rf"{pattern('above')},?\s*"
NOTES = rf"{pattern('note')}\s?"
NOTE = re.compile(
    rf"\((?:{ABOVE})?{NOTES}(?P<inside>\d{{1,3}})(?:\s+above)?\)"
    rf"|{ABOVE}{NOTES}(?P<above>\d{{1,3}})\b"
    r"|(?:nn?|note|fn)\.\s?(?P<number>\d{1,3})\b(?:\s+above)?"
)
"""The note in which a work was cited: `(n 2)`, `above n. 2`, `oben N. 2`, `n. 2`."""

PAGES = rf"\d{{1,4}}(?:\s?-{{1,3}}\s?\d{{1,4}})?(?:{FOLLOWING})?"
BARE = re.compile(rf"(?:at\s+)?(?P<value>{PAGES}(?:{JOIN}{PAGES})*|[ivxlc]+(?:-[ivxlc]+)?)\.?")
BARE_VOLUME = re.compile(rf"(?P<number>[ivxlc]+|[IVXLC]+|\d{{1,3}})(?=,\s*(?:{LABEL})\b)")
"""A volume without its label, where a page follows with its own: `(London, 1776), iii, p. 480`."""

WITHIN = re.compile(rf"\((?:at\s+)?(?P<cited>(?:{LABEL})\.?\s*{VALUES})\)")
"""The page cited of a part whose first and last pages stand before: `pp. 379-423 (p. 381)`."""

UNDIVIDED = re.compile(rf"(?<=[^\s,])\s+(?P<value>{PAGES}(?:{JOIN}{PAGES})*)\Z")
"""A page right behind a name or title, as MLA style has it: `On Liberty 124`."""

TRAILER = re.compile(
    r"(?:my|our|original|author['’]s)\s+(?:emphasis|italics|translation)"
    r"|(?:emphasis|italics)\s+(?:added|mine|ours|in (?:the )?original|in the text)"
    r"|translation (?:mine|modified|amended)|translated by the author",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:1[4-9]|20)\d\d(?:\s?-{1,3}\s?\d{2,4})?")
SEPARATOR = re.compile(r"[\s,]*(?:(?:and|&|und|et|y|e|и)\s+)?")
START = re.compile(r"(?<![^\s,.(])[\w§¶(]")
"""Where a tail may begin."""

LIMIT = 300
"""No tail is longer, in characters: what is sought at each place is found in linear time."""

PLAIN = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\n": " ",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: pandoc's term (`p.`, `chap.`; none for `passim`) and the value."""

    term: str
    value: str

    def write(self, lang: str) -> str:
        """Return it as a citation's suffix has it, so that pandoc's citeproc reads it.

        Citeproc knows the terms of the text's own language only, and takes a bare number for a
        page.
        """
        if not self.term:
            return self.value
        if lang.partition("-")[0] not in ("", "en"):
            return self.value if self.term == "p." else f"{self.term} {self.value}"
        term = self.term if lang != "en-GB" else BRITISH.get(self.term, self.term)
        many = re.search(r"\d\s?-|[ivxlc]-|,|\bff\.|&|and", self.value) is not None
        plural = f"{term}s" if term in BRITISH.values() else PLURALS.get(term, term)
        return f"{plural if many else term} {self.value}"


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a title: volume, locators, the note referred to, and a remark.

    `bare` says that the page has no label, as in `27:273`: a verse of the Bible looks the same.
    """

    volume: str = ""
    locators: tuple[Locator, ...] = ()
    note: int = 0
    remark: str = ""
    bare: bool = False

    def __bool__(self) -> bool:
        return bool(self.volume or self.locators or self.note or self.remark)


def plain(text: str) -> str:
    """Return a text with plain spaces, hyphens and apostrophes, character by character."""
    return text.translate(PLAIN)


def roman(number: str) -> int:
    """Return the value of a Roman number, or 0 if it is not one, as with `mill`."""
    if not CANONICAL.fullmatch(number):
        return 0
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values.get(letter, 0) for letter in number.lower()]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


def volume_number(text: str) -> str:
    """Return a volume's number in figures: `XXVII` → `27`."""
    return str(int(text)) if text.isdigit() else str(roman(text))


def expand(value: str) -> str:
    """Write ranges in full, which a style may then shorten: `32–3` → `32-33`.

    Only where the second number is the shorter and comes to be the larger one.
    """

    def full(match: re.Match[str]) -> str:
        first, last = match[1], match[2]
        longer = first[: max(0, len(first) - len(last))] + last
        return f"{first}-{longer if int(longer) > int(first) else last}"

    value = re.sub(r"\s?-{1,3}\s?", "-", plain(value))
    value = re.sub(r"(?<![\d-])(\d+)-(\d+)(?![\d-])", full, value)
    value = re.sub(r"(\d|\b)\s?(nn?)\.$", r"\1\2", value)
    value = re.sub(r"\bet (seqq?)\b\.?", r"et \1.", value)
    return re.sub(r"\s?\b(ff?)\b\.?|(?<=\d)(ff?)\b\.?", r" \1\2.", value).strip()


def read_tail(text: str, *, bare: bool = True) -> Tail | None:
    """Read all of `text` as volume, locators, reference to a note and remark, or give None.

    `bare` allows a last number without a label to be a page. A year never is one.
    """
    tail = Tail()
    at = _skip(text, 0)
    while at < len(text):
        step = _step(text, at, tail) or _unlabelled(text, at, tail, bare=bare or tail.note > 0)
        if step is None:
            return None
        tail, end = step
        if end < len(text) and text[end] not in " ,.":
            return None
        at = _skip(text, end + (text[end : end + 1] == "."))
    return tail


def split_tail(text: str, *, bare: bool = True) -> tuple[str, Tail]:
    """Part a citation into its head (author, title) and its tail, the longest that can be read."""
    for match in START.finditer(text, max(0, len(text) - LIMIT)):
        start = match.start()
        tail = read_tail(text[start:], bare=bare and _is_divided(text[:start]))
        if tail:
            return _volume_inside(text[:start].rstrip(" ,:"), tail)
    return _volume_inside(text.rstrip(" ,."), Tail())


def split_undivided(head: str) -> tuple[str, Tail]:
    """Part a head that ends in a page without a comma: `On Liberty 124`. A year is no page."""
    match = UNDIVIDED.search(head)
    if match is None or re.search(YEARS, match["value"]):
        return head, Tail()
    name = head[: match.start()]
    if not re.search(r"[^\W\d_]", name):
        return head, Tail()
    return name, Tail(locators=(Locator("p.", expand(match["value"])),), bare=True)


def _is_divided(head: str) -> bool:
    """Whether a head ends so that a number behind it may be a page: `Mill, `, `(1948): `."""
    return not head or re.search(r"[,)]\s*$|[\d)]:\s*$", head) is not None


def _volume_inside(head: str, tail: Tail) -> tuple[str, Tail]:
    """Take a volume out of a head that goes on: `Works, vol. 27 (Moscow, 1965)`."""
    match = re.fullmatch(rf"(.+?),?\s+({VOLUME.pattern})(\s*\([^()]*\))", head, re.IGNORECASE)
    if match is None or tail.volume:
        return head, tail
    volume = volume_number(match["number"])
    return match[1] + match[4], Tail(volume, tail.locators, tail.note, tail.remark, tail.bare)


def _skip(text: str, at: int) -> int:
    match = SEPARATOR.match(text, at)
    return match.end() if match else at


def _step(text: str, at: int, tail: Tail) -> tuple[Tail, int] | None:
    """Read the next part of a tail; return the tail with it, and where it ends."""
    step = _volume(text, at, tail) or _pointed(text, at, tail)
    if step:
        return step
    if match := LOCATOR.match(text, at):
        term = next(t for i, t in enumerate(LABELS) if match[f"l{i}"])
        return _with(tail, locator=Locator(term, expand(match["value"]))), match.end()
    if match := PASSIM.match(text, at):
        return _with(tail, locator=Locator("", "passim")), match.end()
    if match := TRAILER.match(text, at):
        return _with(tail, remark=match[0]), match.end()
    return None


def _pointed(text: str, at: int, tail: Tail) -> tuple[Tail, int] | None:
    """Read the note that is referred to, or the page cited of a part whose extent is given."""
    if not tail.locators:
        note = NOTE.match(text, at) if not tail.note else None
        number = note and (note["inside"] or note["above"] or note["number"])
        return (_with(tail, note=int(number)), note.end()) if note and number else None
    match = WITHIN.match(text, at)
    cited = read_tail(match["cited"], bare=False) if match else None
    return (replace(tail, locators=cited.locators), match.end()) if match and cited else None


def _volume(text: str, at: int, tail: Tail) -> tuple[Tail, int] | None:
    if tail.volume or tail.locators:
        return None
    match = COMPACT.match(text, at)
    if match and volume_number(match["number"]) != "0":
        page = Locator("p.", expand(match["value"]))
        volume = volume_number(match["number"])
        return Tail(volume, (page,), tail.note, tail.remark, bare=True), match.end()
    match = VOLUME.match(text, at)
    if match and volume_number(match["number"]) != "0":
        end = match.end()
        compact = re.compile(rf"\s?:\s?({VALUES})").match(text, end)
        locators = (Locator("p.", expand(compact[1])),) if compact else ()
        volume = volume_number(match["number"])
        return Tail(volume, locators, tail.note, tail.remark), compact.end() if compact else end
    return None


def _unlabelled(text: str, at: int, tail: Tail, *, bare: bool) -> tuple[Tail, int] | None:
    """Read a page or a volume without its label: the last number, or one before a page."""
    if not bare or tail.locators:
        return None
    match = BARE.fullmatch(text, at)
    if match is not None:
        value = match["value"]
        if re.search(rf"(?<!\d){YEARS.pattern}(?!\d)", value) or not _is_number(value):
            return None
        page = Locator("p.", expand(match["value"]))
        return replace(tail, locators=(page,), bare=True), match.end()
    match = BARE_VOLUME.match(text, at)
    if match is None or tail.volume or volume_number(match["number"]) == "0":
        return None
    volume = volume_number(match["number"])
    return replace(tail, volume=volume), match.end()


def _is_number(value: str) -> bool:
    """Whether what may be a Roman number or two is one."""
    return value[0].isdigit() or all(map(roman, value.split("-")))


def _with(tail: Tail, *, note: int = 0, locator: Locator | None = None, remark: str = "") -> Tail:
    locators = (*tail.locators, locator) if locator else tail.locators
    return replace(tail, locators=locators, note=note or tail.note, remark=remark or tail.remark)
