"""The words by which citations point: *see*, *ibid.*, *op. cit.* and their kin, by language.

The words of headings over lists of works stand here too.

To add a language, add a block to TERMS: its words between bars, with their points where they have
any; a space behind a point may be left out by an author. A case in tests/cases/citations.md shows
that they are read. All languages are read in every text: an English book cites German ones.
"""

from __future__ import annotations

import re

TERMS: dict[str, dict[str, str]] = {
    "Latin": {
        "ibid": "ibidem | ibid. | ibid | ib.",
        "idem": "idem | eadem | id. | ead.",
        "op-cit": "op. cit. | op. cit | op cit | o. c. | art. cit. | art. cit",
        "loc-cit": "loc. cit. | loc. cit | loc cit | l. c.",
        "above": "supra",
        "signal": "cf. | cf | cfr. | e.g.",
    },
    "English": {
        "idem": "same author",
        "above": "above",
        "note": "nn. | nn | n. | n | notes | note | fn. | fn",
        "signal": "see for example | see, for example | for example | see also | see, also | see"
        " | compare | but see | from | in | and esp. | and especially | and particularly",
        "quoted": "as quoted in | as quoted by | quoted in | quoted from | quoted by | as cited in"
        " | cited in | cited by",
        "again": "reprinted | repr. | rpt. | reissued | translated as | translated in",
        "closer": "at | on | see esp. | see especially | see particularly | esp. | especially"
        " | particularly",
        "verb": "is | are | was | were | has | had | does | did | will | would | can | could",
        "defining": "cited hereafter | hereafter | henceforth | cited as",
        "list": "works cited | works consulted | references | cited references | list of references"
        " | bibliography | select bibliography | selected bibliography | annotated bibliography"
        " | bibliographical note | bibliographic note | further reading | suggested reading"
        " | suggested readings | recommended reading | suggestions for further reading"
        " | select further reading | sources | primary sources | secondary sources"
        " | published sources | printed sources | unpublished sources | archival sources"
        " | manuscript sources | literature | literature cited | notes on sources",
    },
    "German": {
        "ibid": "ebenda | ebd.",
        "idem": "derselbe | dieselbe | ders. | dies. | dens. | dems.",
        "op-cit": "a. a. O. | am angegebenen Ort",
        "above": "siehe oben | s. o. | oben",
        "note": "N. | Fn. | Fußn. | Fußnote | Anm.",
        "signal": "vgl. | siehe | s.",
        "closer": "insbesondere | insb. | bes. | hier",
        "defining": "im Folgenden | nachfolgend",
        "list": "Literatur | Literaturverzeichnis | weiterführende Literatur | Literaturhinweise"
        " | Quellen | Quellenverzeichnis | Bibliographie | Bibliografie | Auswahlbibliographie"
        " | Sekundärliteratur | Primärliteratur | Schriftenverzeichnis",
        "again": "wiederabgedruckt | wieder abgedruckt | Nachdruck | Neuausgabe",
        "quoted": "zit. nach | zitiert nach | zit. n. | zitiert in | zit. in",
    },
    "French": {
        "op-cit": "op. cité | ouvr. cité | ouvrage cité | art. cité | article cité",
        "above": "ci-dessus",
        "signal": "voir",
        "closer": "notamment | spéc.",
        "defining": "ci-après",
        "list": "bibliographie | bibliographie sélective | références | références bibliographiques"
        " | ouvrages cités | lectures complémentaires | sources | sources primaires"
        " | pour aller plus loin",
        "again": "rééd. | réédité | réimpr. | trad. fr.",
        "quoted": "cité dans | cité par | cit. in",
    },
    "Italian": {
        "ibid": "ivi",
        "op-cit": "cit.",
        "above": "sopra",
        "note": "nota",
        "signal": "si veda | vedi",
        "list": "bibliografia | bibliografia essenziale | opere citate | riferimenti bibliografici"
        " | fonti | letture consigliate",
        "quoted": "citato in | cit. in | citato da",
    },
    "Spanish": {
        "ibid": "ibídem | ibíd.",
        "idem": "ídem | íd.",
        "op-cit": "ob. cit. | obra citada | art. citado",
        "loc-cit": "lug. cit.",
        "signal": "véase | ver",
        "defining": "en adelante",
        "list": "bibliografía | bibliografía citada | obras citadas | referencias"
        " | referencias bibliográficas | fuentes | fuentes primarias | lecturas recomendadas"
        " | referências | referências bibliográficas | fontes",
        "quoted": "citado en | citado por | citado em",
    },
    "Russian": {
        "ibid": "там же",
        "idem": "он же | она же | его же | её же",
        "op-cit": "указ. соч. | цит. соч. | ук. соч.",
        "above": "выше",
        "note": "прим. | примеч.",
        "signal": "см. также | см. | ср.",
        "defining": "далее",
        "list": "литература | библиография | список литературы | источники | список источников",
        "quoted": "цит. по",
    },
}


def pattern(*kinds: str) -> str:
    """Return the expression that finds any word of some kinds, the longest first, in any case."""
    listed = (words.get(kind, "") for words in TERMS.values() for kind in kinds)
    terms = {term for words in listed for term in words.split(" | ")} - {""}
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return rf"(?i:\b(?:{'|'.join(map(_spaced, ordered))})(?!\w))"


def _spaced(term: str) -> str:
    """Allow any space, and none behind a point; letters alone (`o. c.`) are meant as typed."""
    spaced = re.sub(r"\\?\s+", r"\\s+", re.sub(r"\\\.\\\s", r"\\.\\s?", re.escape(term)))
    alone = all(len(word.strip(".")) == 1 for word in term.split())
    return rf"(?-i:{spaced})" if alone else spaced
