"""The few words that the press itself adds to a book, in the book's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Names of the parts that no author writes. `back` ends with the number of a note."""

    contents: str
    notes: str
    cover: str
    title_page: str
    copyright: str
    start: str
    landmarks: str
    skip: str
    previous: str
    following: str
    back: str
    table: str


ENGLISH = Terms(
    "Contents",
    "Notes",
    "Cover",
    "Title page",
    "Copyright",
    "Start of the text",
    "Landmarks",
    "Skip to the text",
    "Previous",
    "Next",
    "Back to the text at note",
    "Table",
)

TERMS = {
    "en": ENGLISH,
    "fr": Terms(
        "Table des matières",
        "Notes",
        "Couverture",
        "Page de titre",
        "Droits d’auteur",
        "Début du texte",
        "Repères",
        "Aller au texte",
        "Précédent",
        "Suivant",
        "Retour au texte, note",
        "Tableau",
    ),
    "de": Terms(
        "Inhalt",
        "Anmerkungen",
        "Umschlag",
        "Titelseite",
        "Impressum",
        "Textbeginn",
        "Orientierungspunkte",
        "Zum Text springen",
        "Zurück",
        "Weiter",
        "Zurück zum Text, Anmerkung",
        "Tabelle",
    ),
    "es": Terms(
        "Índice",
        "Notas",
        "Cubierta",
        "Portada",
        "Créditos",
        "Comienzo del texto",
        "Puntos de referencia",
        "Ir al texto",
        "Anterior",
        "Siguiente",
        "Volver al texto, nota",
        "Tabla",
    ),
    "it": Terms(
        "Indice",
        "Note",
        "Copertina",
        "Frontespizio",
        "Colophon",
        "Inizio del testo",
        "Punti di riferimento",
        "Vai al testo",
        "Precedente",
        "Successivo",
        "Torna al testo, nota",
        "Tabella",
    ),
    "pt": Terms(
        "Índice",
        "Notas",
        "Capa",
        "Folha de rosto",
        "Ficha técnica",
        "Início do texto",
        "Pontos de referência",
        "Saltar para o texto",
        "Anterior",
        "Seguinte",
        "Voltar ao texto, nota",
        "Tabela",
    ),
    "nl": Terms(
        "Inhoud",
        "Noten",
        "Omslag",
        "Titelpagina",
        "Colofon",
        "Begin van de tekst",
        "Oriëntatiepunten",
        "Naar de tekst",
        "Vorige",
        "Volgende",
        "Terug naar de tekst, noot",
        "Tabel",
    ),
}
"""By primary language subtag; every other language has English words."""

RIGHT_TO_LEFT = frozenset(("ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


def primary(lang: str) -> str:
    """Give the primary subtag of a language tag (BCP 47)."""
    return lang.replace("_", "-").partition("-")[0].lower()


def terms_for(lang: str) -> Terms:
    """Give the press's words in a language (a BCP 47 tag)."""
    return TERMS.get(primary(lang), ENGLISH)


def direction(lang: str) -> str:
    """Give the direction in which a language is written: `ltr` or `rtl`."""
    return "rtl" if primary(lang) in RIGHT_TO_LEFT else "ltr"
