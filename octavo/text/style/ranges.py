"""Ranges typed with a hyphen: which of them are ranges, and what proves it.

A hyphen between two numbers is a range only where something says so: a locator before it
(`pp. 32-3`), two years, a unit after it (`75-80 per cent`), and always a second number greater
than the first. Identifiers (ISBN, telephone numbers, ISO dates, `COVID-19`) never qualify, since
the whole chunk between two spaces must be a range and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from octavo.system.remembered import remembered
from octavo.text.lexicon import listed

MONTHS = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
DAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat "
    "Sun"
)
UNITS = (
    "per percent years? months? weeks? days? hours? minutes? seconds? hrs? mins? miles? yards? "
    "feet ft inch(?:es)? in\\. km cm mm m kg g mg lb lbs tons? tonnes? pounds? ounces? oz litres? "
    "liters? acres? hectares? degrees? people persons? men women members? times? pages? pp "
    "volumes? votes? dollars? pence euros? million billion thousand hundred dozen fold shillings? "
    "guineas? francs? marks? roubles? rubles? cents? grams? kilos? kilograms? metres? meters? "
    "kilomet(?:re|er)s? fathoms? leagues? knots? players? children chapters? lines? words?"
)
LOCATORS = (
    "pp? pages? ff? fos? fols? folios? vols? volumes? nos? chs? chaps? chapters? lines? ll? vv? "
    "verses? cols? columns? figs? figures? tables? sections? sects? arts? articles? cantos? bks? "
    "books? parts? pts? plates? pls? notes? nn? paras? paragraphs? acts? scenes? psalms? §§? ¶¶?"
)
POINTED = (
    "S s с С сс стр т тт гл str st pag pagg pág págs cap capp kap Kap Bd Bde bd rozdz ods Nr Nrn "
    "nr blz sid lk oldal vol"
)
"""Abbreviations of other languages for pages, volumes and chapters: with their point alone."""
SINGULAR = re.compile(r"(?i:p|page|no|vol|volume|fig|figure|table|section|§|note|n|line|l)\.?")
LABELS = listed(
    "listing listings figure figures fig figs example examples ex exs exercise exercises table "
    "tables tab section sect appendix appendices chapter ch chap box boxes plate "
    "plates diagram diagrams program problem problems question equation equations eq eqs formula "
    "theorem lemma definition algorithm chart charts map maps photo illustration illus exhibit "
    "abbildung abbildungen abb tabelle tabellen beispiel beispiele bsp übung übungen aufgabe "
    "aufgaben abschnitt abschnitte kapitel kap anhang anlage formel gleichung satz listing "
    "figuur figuren afbeelding afbeeldingen afb tabel voorbeeld oefening paragraaf hoofdstuk "
    "bijlage figure figures tableau tableaux exemple exemples exercice exercices chapitre "
    "annexe encadré équation planche figura figuras figure tabla tablas cuadro cuadros ejemplo "
    "ejercicio capítulo cap apéndice anexo tabella tabelle esempio esercizio capitolo appendice "
    "tabela tabelas exemplo exercício apêndice rycina ryciny ryc rysunek rysunki rys tablica "
    "przykład ćwiczenie rozdział załącznik figur figurer tabell tabeller exempel övning avsnitt "
    "bilaga bild bilder eksempel øvelse avsnitt afsnit bilag kuva kuvat kuvio taulukko esimerkki "
    "harjoitus luku liite obrázek obrázky obr tabulka tabulky příklad cvičení kapitola příloha "
    "ábra ábrák táblázat példa feladat fejezet melléklet figura tabelul tabelul exemplul anexa "
    "capitolul рисунок рисунки рис таблица таблицы табл пример примеры упражнение глава приложение "
    "листинг σχήμα πίνακας παράδειγμα άσκηση κεφάλαιο παράρτημα εικόνα εικ şekil tablo çizelge "
    "örnek alıştırma bölüm ek"
)
"""What is numbered by chapter in some books (`Listing 5-12`): the hyphen is part of the number."""
YEAR_WORDS = listed(
    "in during of the from season winter summer since by for until till to between c ca circa and "
    "or writings war years papers letters diaries works crisis session"
)
CODES = listed(
    "isbn issn iso iec ieee bs din rfc en oclc lccn doi tel telephone phone fax mobile call ext "
    "serial model part code postcode zip version v"
)


def _any(words: str) -> str:
    """A pattern for any of some words."""
    return "|".join(words.split())


_OPEN = "(\\[“‘\"'«„£$€\N{OBJECT REPLACEMENT CHARACTER}"
_CLOSE = ").,;:!?\\]”’\"'»%°\N{OBJECT REPLACEMENT CHARACTER}"
CHUNK = re.compile(
    rf"(?<![^\s{_OPEN}])(?P<first>\d+|[ivxlc]+|[IVXLC]+)(?P<mark>-)"
    rf"(?P<second>\d+|[ivxlc]+|[IVXLC]+)(?P<ordinal>)(?=[{_CLOSE}]*(?:\s|$|[–—…]))"
)
ORDINALS = re.compile(
    r"(?<![\w-])(?P<first>\d{1,2})(?:st|nd|rd|th)(?P<mark>-)(?P<second>\d{1,2})"
    r"(?:st|nd|rd|th)(?=\s+(?:century|centuries|c\.))"
)
_LOCATOR = rf"(?<![\w-])(?:(?i:{_any(LOCATORS)})\.?|(?:{_any(POINTED)})\.)"
LOCATED = re.compile(
    rf"(?P<word>{_LOCATOR})[ \N{{NO-BREAK SPACE}}\n]?"
    r"(?:[\divxlcIVXLC–-]+(?:, |,? and | & ))*$"
)
UNIT = re.compile(rf"[ \N{{NO-BREAK SPACE}}\n-]?(?:%|°|(?:{_any(UNITS)})(?![\w]))")
WORD_BEFORE = re.compile(r"([^\W\d_]+)[.,:]?[ \N{NO-BREAK SPACE}\n]*[(\[“‘\"']*$")
LABEL_BEFORE = re.compile(r"([^\W\d_]+)\.?[ \N{NO-BREAK SPACE}\n]$")
NAMED = re.compile(
    rf"(?<![\w-])(?P<first>{_any(MONTHS)})(?P<mark>-)(?P<second>{_any(MONTHS)})(?![\w-])"
    rf"|(?<![\w-])(?P<first_day>{_any(DAYS)})(?P<day_mark>-)(?P<second_day>{_any(DAYS)})(?![\w-])"
)
CAPITALS = re.compile(r"(?<=[a-z])-(?=[A-Z])")
"""What stands in every range of days or months."""
AND = r"(?:, | and | or | & | to |, and )"
LOOK = 60
"""How many characters before a range can hold its locator."""


@dataclass(frozen=True, slots=True)
class Range:
    """A hyphen at `at` that stands for an en rule; `certain`: nothing is left open."""

    at: int
    evidence: str
    certain: bool = True


@remembered
def ranges(text: str) -> Iterator[Range]:
    """Yield the hyphens in a text that join the two ends of a range.

    >>> [one.evidence for one in ranges("1935-36, pp. 32-3; 75-80 per cent")]
    ['two years', 'a locator before it', 'a unit after it']
    >>> [one.certain for one in ranges("см. с. 12-14, Bd. 3-4, S. 12-15")]
    [True, True, False]
    >>> list(ranges("2024-05-06, 020-7946-0018, COVID-19, 5-3 = 2, B-52"))
    []
    """
    for match in CHUNK.finditer(text):
        judged = _judge(text, match)
        if judged:
            yield judged
    for match in ORDINALS.finditer(text):
        if int(match["first"]) < int(match["second"]):
            yield Range(match.start("mark"), "two ordinals and a century")
    for match in NAMED.finditer(text) if CAPITALS.search(text) else ():
        yield Range(match.start("mark") if match["mark"] else match.start("day_mark"), "two dates")


def _judge(text: str, match: re.Match[str]) -> Range | None:
    """Weigh what stands before and after two numbers joined by a hyphen."""
    at, before = match.start("mark"), text[max(0, match.start() - LOOK) : match.start()]
    word = WORD_BEFORE.search(before)
    before_word = word[1].lower() if word else ""
    if before_word in CODES and not LOCATED.search(before):
        return None
    if not ascending(match["first"], match["second"]):
        return None
    located = LOCATED.search(before)
    if located:
        sure = _sure_locator(located["word"], match["first"]) and not _is_label(text, match)
        return Range(at, "a locator before it", sure)
    if not match["first"].isdigit():
        return None
    if UNIT.match(text, match.end()):
        return Range(at, "a unit after it", not _labelled(before))
    years = _short_years(match, before, before_word) or _years(text, match, before_word)
    return replace(years, certain=False) if years and _labelled(before) else years


def _labelled(before: str) -> bool:
    """Whether a text ends with the name of what is numbered, and a space."""
    word = LABEL_BEFORE.search(before)
    return word is not None and word[1].lower() in LABELS


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether the first number comes again beside it: `Sections 2-4 and 2-5` are two, not four."""
    same = rf"{match['first']}-\d+"
    before = re.search(rf"(?<!\d){same}{AND}$", text[max(0, match.start() - 16) : match.start()])
    return (
        before is not None or re.match(AND + same, text[match.end() : match.end() + 16]) is not None
    )


def _sure_locator(word: str, first: str) -> bool:
    """`p. 2-14` may be page 14 of chapter 2 of a handbook; `p. 32-3` and `pp. 2-14` are ranges.

    `Figure 5-12` may be the twelfth figure of the fifth chapter, whatever the numbers are. A single
    capital names a code of law rather than a line: `art. L. 642-3` is one article.
    """
    if word.rstrip(".").lower() in LABELS or re.fullmatch(r"[A-OQ-Z]\.?", word):
        return False
    return not SINGULAR.fullmatch(word) or not first.isdigit() or int(first) >= 20


def _short_years(match: re.Match[str], before: str, before_word: str) -> Range | None:
    """`1683-4`: certain after a word that goes with years, a comma or a bracket; else likely."""
    lengths = len(match["first"]), len(match["second"])
    if lengths != (4, 1) or not 1400 <= int(match["first"]) <= 2099:
        return None
    certain = before_word in YEAR_WORDS or before.endswith((", ", "("))
    return Range(match.start("mark"), "two years", certain)


def _years(text: str, match: re.Match[str], before_word: str) -> Range | None:
    """Two years; `2004-05` may also be a month as ISO 8601 writes it, unless its words say no."""
    first, second = match["first"], match["second"]
    if len(first) != 4 or not 1000 <= int(first) <= 2099 or len(second) not in (2, 4):
        return None
    if int(whole(first, second)) > 2199:
        return None
    month = len(second) == 2 and 1 <= int(second) <= 12 and int(first) >= 1980
    noun = re.match(r" [a-z]{3,}", text[match.end() : match.end() + 4]) is not None
    certain = not month or before_word in YEAR_WORDS or noun
    return Range(match.start("mark"), "two years", certain)


def whole(first: str, second: str) -> str:
    """Return the second number in full: `32-3` means 33.

    >>> whole("32", "3"), whole("1935", "36"), whole("9", "12")
    ('33', '1936', '12')
    """
    missing = len(first) - len(second)
    return first[:missing] + second if missing > 0 else second


def ascending(first: str, second: str) -> bool:
    """Whether the second number, completed from the first, is the greater one.

    >>> ascending("32", "3"), ascending("5", "3"), ascending("xii", "xv"), ascending("6", "014")
    (True, False, True, False)
    """
    if first.isdigit() and second.isdigit():
        if second.startswith("0") and len(second) >= max(len(first), 2):
            return False
        return int(first) < int(whole(first, second))
    if first.isdigit() or second.isdigit() or first.islower() != second.islower():
        return False
    return 0 < roman(first) < roman(second)


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to the hundreds; 0 if it is not one.

    >>> roman("xiv"), roman("IC"), roman("civil")
    (14, 0, 0)
    """
    pattern = r"(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
    match = re.fullmatch(pattern, numeral.lower())
    if match is None:
        return 0
    values = {"": 0, "ix": 9, "iv": 4, "xc": 90, "xl": 40}
    tens, ones = match[2], match[3]
    return (
        100 * len(match[1])
        + values.get(tens, 50 * tens.count("l") + 10 * tens.count("x"))
        + values.get(ones, 5 * ones.count("v") + ones.count("i"))
    )
