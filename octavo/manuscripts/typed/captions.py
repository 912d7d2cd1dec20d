"""Captions typed as paragraphs, below a picture or beside a table, with the word and a number."""

from __future__ import annotations

import copy
import re

from octavo.manuscripts.typed.reports import became_what_it_is, many, texts
from octavo.model.finding import Finding
from octavo.model.nodes import Node, stringify
from octavo.text.any_of import any_of

NUMBER = r"\s*(?:\d{1,3}(?:[.\N{EN DASH}-]\d{1,3})*|[IVXLC]{1,7}|[A-Z](?:[.-]?\d{1,3})?)\b"
FIGURES = (
    "fig figs figure figura figur figuur abb abbildung bild illustration ill map plate photo"
    " рис рисунок илл мал obr obrázek rys rycina ábra kuva kuvio slika joonis att attēls pav"
    " εικόνα σχήμα şekil איור شكل 図 图 圖"
)
TABLES = (
    "table tab tabelle tabla tabela tabella tableau tabel tabell taulukko táblázat tabulka tabuľka"
    " таблица табл таблиця tabelul lentelė tabula πίνακας tablo çizelge טבלה جدول 表"
)
LONGEST = 500
"""A caption of more characters is a paragraph that begins with the name of a figure."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"{any_of(words.split())}\.?(?:\s*(?:no|nr|№)\.?)?{NUMBER}", re.IGNORECASE)


FIGURE, TABLE = _pattern(FIGURES), _pattern(TABLES)
SENTENCE = re.compile(r"\s+(?:shows?|gives?|is|are|zeigt|montre|muestra|mostra|показывает)\b")
"""What goes on so is a sentence about a figure, not its caption."""


def find(blocks: list[Node], file: str) -> list[Finding]:
    """Make captions of the paragraphs that surely are, in place."""
    made: list[Node] = []
    for nodes in list(texts(blocks)):
        _figures(nodes, made)
        _tables(nodes, made)
    if not made:
        return []
    message = f"{many(len(made), 'paragraph', 'paragraphs')} beside a picture or table became"
    message += " its caption." if len(made) == 1 else " their captions."
    return [became_what_it_is("import-caption", file, message, made)]


def is_caption(words: str, pattern: re.Pattern[str] = FIGURE) -> bool:
    """Whether words begin with the word and number of a figure, and do not go on as a sentence."""
    match = pattern.match(words)
    return match is not None and len(words) <= LONGEST and not SENTENCE.match(words, match.end())


def _captions(node: Node, pattern: re.Pattern[str]) -> bool:
    return node["t"] == "Para" and is_caption(stringify(node["c"]).strip(), pattern)


def _figures(nodes: list[Node], made: list[Node]) -> None:
    """Make a figure of a picture alone and the caption below it."""
    for at in range(len(nodes) - 2, -1, -1):
        picture, caption = nodes[at], nodes[at + 1]
        if _is_picture(picture) and _captions(caption, FIGURE):
            made.append(caption)
            short = {"t": "Plain", "c": caption["c"]}
            picture["c"][0]["c"][1] = copy.deepcopy(caption["c"])
            inside = {"t": "Plain", "c": picture["c"]}
            nodes[at : at + 2] = [{"t": "Figure", "c": [["", [], []], [None, [short]], [inside]]}]
    made.reverse()


def _is_picture(node: Node) -> bool:
    return node["t"] == "Para" and [one["t"] for one in node["c"]] == ["Image"]


def _tables(nodes: list[Node], made: list[Node]) -> None:
    """Give a table that has none the caption above it, or the one below."""
    at = 0
    while at < len(nodes):
        if nodes[at]["t"] == "Table" and not nodes[at]["c"][1][1]:
            for beside in (at - 1, at + 1):
                if 0 <= beside < len(nodes) and _captions(nodes[beside], TABLE):
                    made.append(nodes[beside])
                    nodes[at]["c"][1] = [None, [{**nodes[beside], "t": "Plain"}]]
                    del nodes[beside]
                    at -= beside < at
                    break
        at += 1
