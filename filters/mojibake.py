"""Mojibake: characters that a wrong code page made come back, where their place proves it.

Does
    Undoes Mac Roman read as Windows-1252 or Latin-1 (`thousandÉ`, `donÕt`, `cafŽ`), UTF-8 read as
    either (`â€™`), C1 controls, ligatures and soft hyphens of typesetting, and words divided at
    the end of a line. Shows characters that are lost (U+FFFD).

Because
    Damage to a good text is worse than damage left. So each character is judged where it stands:
    by the shape of its word (no word has a capital after a small letter at its end), by a lexicon
    of the language, by the marks it pairs with, by what else the text proves. Where UTF-8 was
    misread, the tables of ftfy (Speer 2019) say what it was.

Before → After
    >>> repaired("no more than a few thousandÉ Down below", "en-GB")
    'no more than a few thousand… Down below'
    >>> repaired("a revolutionary élan; the École normale; CAFÉ", "en-GB")
    'a revolutionary élan; the École normale; CAFÉ'

Leaves alone
    Words that the lexicon knows as they stand; single letters that are words (`É uma casa`);
    texts in a language without a lexicon; specimens that stand alone or between quotation marks
    (`Â£`); code, foreign words, literal text.

Settings
    `lang` in the metadata: the language of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Severity, Tier
from octavo.prose import Change, Prose, Run
from octavo.text import macroman, mojibake, typesetting
from octavo.text.lexicon import Lexicon, lexicon
from octavo.text.mojibake import Repair
from octavo.text.style import hard_breaks

WRITES_WORDS = True

RULES = (
    Rule(
        "mojibake-mac-roman",
        "Marks and letters of a Macintosh come back.",
        "The bytes were written in Mac Roman and read in Windows-1252 or Latin-1.",
        "Unicode Consortium, Mapping tables: APPLE/ROMAN.TXT, MICSFT/WINDOWS/CP1252.TXT",
    ),
    Rule(
        "mojibake-utf-8",
        "Characters of UTF-8 come back.",
        "The bytes were written in UTF-8 and read one by one.",
        "ftfy, fix_encoding",
    ),
    Rule(
        "mojibake-control",
        "C1 controls become what Windows-1252 has in their place.",
        "No text has C1 controls; the bytes were read in Latin-1.",
        "WHATWG Encoding Standard, 4.2 (latin1 is windows-1252)",
    ),
    Rule(
        "ligature",
        "A ligature becomes its letters.",
        "A ligature is the font's to set; as a character no search finds the word.",
        "The Unicode Standard, 23.8 (Alphabetic Presentation Forms)",
    ),
    Rule(
        "soft-hyphen",
        "A soft hyphen inside a word goes.",
        "Where a word divides is for each edition to settle.",
        "The Unicode Standard, 6.2",
    ),
    Rule(
        "line-end-hyphen",
        "A word divided at the end of a line is joined.",
        "The line ends elsewhere in each edition.",
        "New Hart's Rules 2.5",
    ),
    Rule(
        "lost-character",
        "A character that is lost is shown.",
        "U+FFFD stands for what a program could not read; nothing tells what it was.",
        "The Unicode Standard, 5.22",
    ),
    Rule(
        "mojibake-doubtful",
        "A word of impossible shape that nothing explains is shown.",
        "A capital inside a word may be a mark of a Macintosh, or meant.",
        "Editorial practice",
    ),
)

LOST = re.compile("\N{REPLACEMENT CHARACTER}+")
DOUBTFUL = re.compile(r"(?<=[a-z]{2})[ÉÑÒÓÔÕ](?![^\W_])")
WORD = re.compile(r"[^\W\d_]{2,}")
SAMPLE, ENOUGH, COVERED = 4000, 12, 0.75
"""How many words are asked whether the text is in its language, from how many, and how many of
them a lexicon must know."""
MANY = 3
"""How many proven repairs of a kind make a likely one certain."""
MESSAGES = {
    "mojibake-mac-roman": "A character of a Macintosh was misread.",
    "mojibake-utf-8": "A character in UTF-8 was misread.",
    "mojibake-control": "A C1 control stands where a mark was meant.",
    "ligature": "A ligature is spelt in letters.",
    "soft-hyphen": "A soft hyphen is taken out.",
    "line-end-hyphen": "A word divided at the end of a line is joined.",
}


@dataclass(slots=True)
class Suspicion:
    """A Run in which something may be damaged, and the repairs it may need."""

    run: Run
    text: str
    repairs: list[Repair] = field(default_factory=list)

    def proven(self, rule: str) -> int:
        """How many repairs of a rule the Run itself proves."""
        return sum(repair.proven and repair.rule == rule for repair in self.repairs)


def suspicions(prose: Prose) -> list[Suspicion]:
    """Give the Runs that a glance cannot clear; a clean text gives none, at next to no cost."""
    return [
        Suspicion(run, hard_breaks(run))
        for run in prose.runs()
        if is_suspicious(run.text, run.lang.partition("-")[0])
    ]


def is_suspicious(text: str, language: str) -> bool:
    """Whether anything stands here that damage may have made."""
    if text.isascii():
        return typesetting.LEFTOVER.search(text) is not None
    return (
        macroman.looks_mac(text, language)
        or mojibake.looks_encoded(text)
        or typesetting.LEFTOVER.search(text) is not None
        or LOST.search(text) is not None
    )


def lexicons(prose: Prose, found: list[Suspicion]) -> dict[str, Lexicon]:
    """Give the lexicon of each language met; an empty one where the text is in no such language."""
    wanted = sorted({suspicion.run.lang for suspicion in found})
    return {tag: _trusted(lexicon(tag), prose, tag) for tag in wanted}


def _trusted(words: Lexicon, prose: Prose, tag: str) -> Lexicon:
    """A lexicon that knows most words of the text; else an empty one."""
    met = (w for run in prose.runs() if run.lang == tag for w in WORD.findall(run.text))
    sample = [word for word in islice(met, SAMPLE) if word.isascii()]
    if len(sample) < ENOUGH or words.coverage(sample) >= COVERED:
        return words
    return Lexicon(words.language, {})


def allowed(suspicion: Suspicion, words: Lexicon) -> list[Repair]:
    """Give the repairs of a Run outside what is fixed; a specimen's are no longer proven."""
    text, run = suspicion.text, suspicion.run
    found = [r for r in examine(text, words) if not run.is_fixed(r.start, r.end)]
    return [
        replace(r, proven=False)
        if r.rule.startswith("mojibake") and mojibake.is_specimen(text, r)
        else r
        for r in found
    ]


def examine(text: str, words: Lexicon) -> list[Repair]:
    """Give the repairs that a text may need; none overlaps another."""
    found: list[Repair] = []
    if macroman.looks_mac(text, words.language):
        found += macroman.repairs(text, words)
    if mojibake.looks_encoded(text):
        found = _preferred(found, list(mojibake.encoded(text, words)))
    found += typesetting.repairs(text, words)
    unique = {(repair.start, repair.end): repair for repair in reversed(found)}
    return sorted(unique.values(), key=lambda repair: repair.start)


def _preferred(mac: list[Repair], encoded: list[Repair]) -> list[Repair]:
    """Proven letters of a Macintosh come before C1 controls; UTF-8 before all of the Macintosh."""
    proven = [r for r in mac if r.proven]
    kept = [
        r for r in encoded if r.rule == "mojibake-utf-8" or not any(_meet(r, m) for m in proven)
    ]
    return [m for m in mac if not any(_meet(m, r) for r in kept)] + kept


def _meet(one: Repair, other: Repair) -> bool:
    return one.start < other.end and other.start < one.end


def settle(found: list[Suspicion]) -> None:
    """Let what is proven in a Run, and in the whole text, decide what is only likely."""
    totals: dict[str, int] = {}
    for suspicion in found:
        for rule in MESSAGES:
            totals[rule] = totals.get(rule, 0) + suspicion.proven(rule)
    for suspicion in found:
        here = {rule: suspicion.proven(rule) for rule in MESSAGES}
        suspicion.repairs = [
            repair if repair.proven else _decided(repair, suspicion.repairs, here, totals)
            for repair in suspicion.repairs
        ]


def _decided(
    repair: Repair, beside: list[Repair], here: dict[str, int], totals: dict[str, int]
) -> Repair:
    """A likely repair, proven by its partner or by what else is proven."""
    rule = repair.rule
    if rule == "line-end-hyphen":
        return repair
    partner = repair.pair and any(
        other.proven and (other.pair == repair.pair or other.after == "’") for other in beside
    )
    if partner or here[rule] or totals[rule] >= MANY:
        return replace(repair, proven=True, evidence=f"{repair.evidence}, as elsewhere here")
    return repair


def changes(suspicion: Suspicion, totals: bool) -> Iterator[Change]:
    """Give the changes for a Run; `totals` says whether anything in the text is proven damage."""
    for repair in suspicion.repairs:
        if not repair.proven and not totals and repair.rule != "line-end-hyphen":
            continue
        certain = repair.proven
        yield Change(
            repair.start,
            repair.end,
            repair.after,
            repair.rule,
            MESSAGES[repair.rule],
            Tier.AUTO if certain else Tier.SUGGEST,
            confidence=0.99 if certain else 0.5,
            evidence=(repair.evidence,),
        )
    yield from _shown(suspicion.text, suspicion.repairs)


def _shown(text: str, repairs: Iterable[Repair]) -> Iterator[Change]:
    """What a person must look at: lost characters, and words of impossible shape."""
    for match in LOST.finditer(text):
        yield Change(
            *match.span(),
            "",
            "lost-character",
            "A character is lost here.",
            Tier.FLAG,
            Severity.WARNING,
            hint="Look it up in the manuscript.",
        )
    mended = {repair.start for repair in repairs}
    for match in DOUBTFUL.finditer(text):
        if match.start() not in mended:
            message = "A capital ends this word: it may be a misread mark."
            yield Change(*match.span(), "", "mojibake-doubtful", message, Tier.FLAG)


def repaired(text: str, tag: str) -> str:
    """Give a text, in a language, with what is proven repaired."""
    repairs = [repair for repair in examine(text, lexicon(tag)) if repair.proven]
    for repair in reversed(repairs):
        text = text[: repair.start] + repair.after + text[repair.end :]
    return text


def judged(prose: Prose) -> list[Suspicion]:
    """Give the Runs in which something may be damaged, each with its repairs, all weighed."""
    found = suspicions(prose)
    words = lexicons(prose, found) if found else {}
    for suspicion in found:
        suspicion.repairs = allowed(suspicion, words[suspicion.run.lang])
    settle(found)
    return found


def apply(prose: Prose) -> list[Finding]:
    """Repair a document, in place; give what was done, what is likely and what is lost."""
    found = judged(prose)
    damaged = any(r.proven and r.rule.startswith("mojibake") for s in found for r in s.repairs)
    findings: list[Finding] = []
    for suspicion in found:
        findings += suspicion.run.change(list(changes(suspicion, damaged)))
    return findings


if __name__ == "__main__":
    run_alone(apply)
