"""What each locale does with marks, dashes and spaces: data, one record each.

Authorities: New Hart's Rules, 2nd ed. (en-GB); The Chicago Manual of Style, 17th ed. (en-US);
Lexique des règles typographiques en usage à l'Imprimerie nationale (fr-FR); Guide du typographe
(fr-CH); Office québécois de la langue française (fr-CA); Duden (de-DE, de-CH); Ortografía de la
lengua española; Taalunie (nl); Svenska skrivregler; Справочник издателя и автора (ru); for all
others the marks of the Unicode CLDR 48.
"""

from __future__ import annotations

from dataclasses import dataclass

EN = "\N{EN DASH}"
EM = "\N{EM DASH}"
NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a language reads together, so that no line may break there.

    `before_number`: abbreviations with a point, before a number; `signs` without one. `titles`
    before a name (with or without a point). `units` after a number. `parts`: abbreviations of
    several parts, written with their points.
    """

    before_number: str = ""
    signs: str = "§ №"
    titles: str = ""
    units: str = "% km cm mm m kg g mg °C kW MW kHz MHz €"
    parts: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What one house does. `outer` and `inner` are the quotation marks, opening and closing.

    `dash` is the dash between clauses ("" where nothing is known of it), `dash_spacing` says how
    it stands: `spaced`, `closed` or `typed` (the spaces stay as they are). `padding` stands inside
    the outer marks; `before_high` before `; ! ?` and `before_colon` before a colon. `keep_single`
    says that single marks typed outside a quotation stay single (American houses use them for a
    letter, a gloss, a term), where British ones set them as any outer quotation. `hold_dash`
    forbids a line to begin with a spaced dash. `fractions` and `ordinals` ask for one form of them;
    `raised` sets the letters of an ordinal above the line; `small_caps` names what is set in small
    capitals, `centuries` or `abbreviations`. `ellipsis` says whether three points become the
    `character`, the `spaced character`, stand `spaced`, or stay `as typed`;
    `suffix` asks for `ise` or `ize` ("": as found); `stops` says on which side of a closing mark
    points and commas stand.
    """

    locale: str
    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = EN
    dash_spacing: str = "spaced"
    padding: str = ""
    before_high: str = ""
    before_colon: str = ""
    keep_single: bool = False
    hold_dash: bool = False
    fractions: bool = False
    ordinals: bool = False
    raised: bool = False
    small_caps: tuple[str, ...] = ()
    ellipsis: str = "character"
    suffix: str = ""
    stops: str = "outside"
    holding: Holding = Holding()

    @property
    def lang(self) -> str:
        """The language without its region."""
        return self.locale.split("-")[0]


ENGLISH = Holding(
    before_number="p pp n nn v vv l ll c ca no nos vol vols ch chs chap chaps fig figs art arts "
    "pt pts bk bks sect sects fol fols col cols para paras pl pls",
    titles="Mr Mrs Ms Dr Prof St Messrs Mme Mlle Rev Hon Capt Col Gen Lt Sgt",
    units="per_cent percent % km cm mm kg mg lb oz °C °F kHz MHz kW MW BC AD BCE CE "
    "a\\.m\\. p\\.m\\.",
)
FRENCH = Holding(
    before_number="p pp vol chap ch fig art t n col",
    signs="§ № n° nᵒ",
    titles="M MM Mme Mmes Mlle Dr Pr Mgr St Ste",
    units="% km cm mm m kg g mg °C kW MW € francs? euros? h millions? milliards? siècle",
)
GERMAN = Holding(
    before_number="S Nr Bd Bde Kap Abb Tab Art Abs Anm Sp Z Jg H Aufl",
    titles="Dr Prof Hr Fr St Dipl",
    units="% km cm mm m kg g mg °C kW MW € Uhr Prozent Euro Mark Mio\\. Mrd\\.",
    parts="z. B.|d. h.|u. a.|i. d. R.|z. T.|o. ä.|u. U.|v. a.|s. o.|s. u.|i. e.|n. Chr.|v. Chr.",
)
SPANISH = Holding(
    before_number="p pp pág págs vol vols cap caps núm núms fig figs art arts t",
    titles="Sr Sra Srta Sres Dr Dra D Dña Ud Uds",
)
ITALIAN = Holding(
    before_number="p pp vol voll cap capp n nn fig figg art artt col sez",
    titles="Sig Dott Prof Ing Avv Dr",
)
PORTUGUESE = Holding(
    before_number="p pp pág págs vol vols cap caps fig figs art arts t",
    titles="Sr Sra Dr Dra Prof D",
)
DUTCH = Holding(
    before_number="p pp blz nr nrs hfst art fig dl jg afb", titles="Dhr Mevr Dr Prof Ir Drs St"
)
POLISH = Holding(before_number="s ss str nr t rozdz rys art ust tab poz", titles="Św")
RUSSIAN = Holding(
    before_number="с стр т гл рис ст табл п",
    units="% км см мм м кг г г\\. гг\\. в\\. вв\\. руб\\. коп\\.",
)
GREEK = Holding(before_number="σ σσ σελ αρ κεφ τ τόμ εικ", titles="κ Δρ")
SWEDISH = Holding(
    before_number="s nr kap fig art bd del tab",
    titles="Dr Prof",
    units="% km cm mm m kg g mg °C kr kronor",
)

SINGLE = ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")
DOUBLE = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
GUILLEMETS = ("«", "»")
SMALL_GUILLEMETS = ("‹", "›")
LOW_DOUBLE = ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{LEFT DOUBLE QUOTATION MARK}")
LOW_SINGLE = ("\N{SINGLE LOW-9 QUOTATION MARK}", "\N{LEFT SINGLE QUOTATION MARK}")
POLISH_DOUBLE = ("\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
SAME_DOUBLE = (DOUBLE[1], DOUBLE[1])
SAME_SINGLE = (SINGLE[1], SINGLE[1])

LOCALES = (
    Style("en-GB", SINGLE, DOUBLE, hold_dash=True, holding=ENGLISH),
    Style("en-US", DOUBLE, SINGLE, EM, "closed", keep_single=True, stops="inside", holding=ENGLISH),
    Style(
        "fr-FR",
        GUILLEMETS,
        DOUBLE,
        padding=NO_BREAK,
        before_high=THIN,
        before_colon=NO_BREAK,
        hold_dash=True,
        holding=FRENCH,
    ),
    Style("fr-CA", GUILLEMETS, DOUBLE, padding=NO_BREAK, before_colon=NO_BREAK, holding=FRENCH),
    Style("fr-CH", GUILLEMETS, SMALL_GUILLEMETS, holding=FRENCH),
    Style("de-DE", LOW_DOUBLE, LOW_SINGLE, holding=GERMAN),
    Style("de-CH", GUILLEMETS, SMALL_GUILLEMETS, holding=GERMAN),
    Style("es", GUILLEMETS, DOUBLE, EM, "typed", holding=SPANISH),
    Style("it", GUILLEMETS, DOUBLE, EN, "spaced", holding=ITALIAN),
    Style("pt-PT", GUILLEMETS, DOUBLE, EM, "spaced", holding=PORTUGUESE),
    Style("pt-BR", DOUBLE, SINGLE, EM, "spaced", holding=PORTUGUESE),
    Style("nl", SINGLE, DOUBLE, holding=DUTCH),
    Style("pl", POLISH_DOUBLE, GUILLEMETS, holding=POLISH),
    Style("ru", GUILLEMETS, LOW_DOUBLE, EM, hold_dash=True, holding=RUSSIAN),
    Style("el", GUILLEMETS, DOUBLE, EM, "typed", holding=GREEK),
    Style("sv", SAME_DOUBLE, SAME_SINGLE, holding=SWEDISH),
)

CLDR = {
    "af": "“”‘’",
    "bg": "„“„“",
    "ca": "«»“”",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "es-419": "“”‘’",
    "et": "„“‚‘",
    "eu": "“”‘’",
    "fi": "””’’",
    "ga": "“”‘’",
    "gl": "“”‘’",
    "hr": "„“‚‘",
    "hu": "„”»«",
    "is": "„“‚‘",
    "it-CH": "«»“”",
    "lt": "„“„“",
    "lv": "“”‘’",
    "nb": "«»‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "ro": "„”«»",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "tr": "“”‘’",
    "uk": "«»„“",
}
"""The marks of the Unicode CLDR 48 (main/*/delimiters.json) for locales with no record of ours."""


def from_cldr(tag: str) -> Style | None:
    """Return a style of which only the quotation marks are known, or None."""
    marks = CLDR.get(tag)
    if marks is None:
        return None
    outer, inner = (marks[0], marks[1]), (marks[2], marks[3])
    return Style(tag, outer, inner, "", "typed", holding=Holding(units=""))
