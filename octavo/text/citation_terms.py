"""The words by which citations point: *see*, *ibid.*, *op. cit.* and their kin, by language.

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
        " | compare | but see | as quoted in | quoted in | quoted from | quoted by | as cited in"
        " | cited in | cited by | from | in",
        "closer": "at | on | esp. | especially | particularly",
        "defining": "cited hereafter | hereafter | henceforth | cited as",
    },
    "German": {
        "ibid": "ebenda | ebd.",
        "idem": "derselbe | dieselbe | ders. | dies. | dens. | dems.",
        "op-cit": "a. a. O. | am angegebenen Ort",
        "above": "siehe oben | s. o. | oben",
        "note": "N. | Fn. | Fußn. | Fußnote | Anm.",
        "signal": "vgl. | siehe | s. | zit. nach | zitiert nach | zit. n.",
        "closer": "insbesondere | insb. | bes. | hier",
        "defining": "im Folgenden | nachfolgend",
    },
    "French": {
        "op-cit": "op. cité | ouvr. cité | ouvrage cité | art. cité | article cité",
        "above": "ci-dessus",
        "signal": "voir | cité dans | cité par",
        "closer": "notamment | spéc.",
        "defining": "ci-après",
    },
    "Italian": {
        "ibid": "ivi",
        "op-cit": "cit.",
        "above": "sopra",
        "note": "nota",
        "signal": "si veda | vedi | citato in | cit. in",
    },
    "Spanish": {
        "ibid": "ibídem | ibíd.",
        "idem": "ídem | íd.",
        "op-cit": "ob. cit. | obra citada | art. citado",
        "loc-cit": "lug. cit.",
        "signal": "véase | ver | citado en | citado em",
        "defining": "en adelante",
    },
    "Russian": {
        "ibid": "там же",
        "idem": "он же | она же | его же | её же",
        "op-cit": "указ. соч. | цит. соч. | ук. соч.",
        "above": "выше",
        "note": "прим. | примеч.",
        "signal": "см. также | см. | ср. | цит. по",
        "defining": "далее",
    },
}


def pattern(kind: str) -> str:
    """Give the expression that finds any word of a kind, the longest first, in any case."""
    terms = {term for words in TERMS.values() for term in words.get(kind, "").split(" | ")} - {""}
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return rf"(?i:\b(?:{'|'.join(map(_spaced, ordered))})(?!\w))"


def _spaced(term: str) -> str:
    """Allow any space, and none behind a point; a letter alone is meant as it is typed."""
    if len(term.strip(".")) == 1:
        return rf"(?-i:{re.escape(term)})"
    return re.sub(r"\\?\s+", r"\\s+", re.sub(r"\\\.\\\s", r"\\.\\s?", re.escape(term)))
