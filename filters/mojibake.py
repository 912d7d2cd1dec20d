"""Mojibake: characters that a wrong code page made come back, where their place proves it.

Does
    Undoes Mac Roman read as Windows-1252 or Latin-1 (`thousandÉ`, `donÕt`, `cafŽ`), the other
    way round, and the pages of DOS, Central Europe, Russia and Greece likewise; UTF-8 read as any
    of them (`â€™`), C1 and other controls, ligatures and soft hyphens of typesetting, and words
    divided at the end of a line. Shows characters that are lost (U+FFFD) and slips of the hand.

Because
    Damage to a good text is worse than damage left. So the whole text is asked first, whether it
    is likelier in another code page than as it stands; then each character where it stands:
    by the shape of its word (no word has a capital after a small letter at its end), by a lexicon
    of the language, by the marks it pairs with, by what else the text proves. Where there is no
    lexicon, the letters of the language judge the text as a whole. Where UTF-8 was
    misread, the tables of ftfy (Speer 2019) say what it was.

Before → After
    >>> repaired("no more than a few thousandÉ Down below", "en-GB")
    'no more than a few thousand… Down below'
    >>> repaired("a revolutionary élan; the École normale; CAFÉ", "en-GB")
    'a revolutionary élan; the École normale; CAFÉ'

Leaves alone
    Words that the lexicon knows as they stand; single letters that are words (`É uma casa`);
    single marks in a language without a lexicon; specimens that stand alone or between quotation
    marks (`Â£`); code, foreign words, literal text.

Settings
    `lang` in the metadata: the language of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.prose.prose import Change, Prose, Run
from octavo.text.lexicon import Lexicon, has_lexicon, lexicon
from octavo.text.repair.mojibake import Repair
from octavo.text.repair.repair import Evidence, Passage, judge, lost, repaired
from octavo.text.spelling import slips, unknown
from octavo.text.style.house import hard_breaks

__all__ = ["apply", "judged", "repaired"]

WRITES_WORDS = True

CAPITALS = "ÉÑÒÓÔÕ"
DOUBTFUL = re.compile(f"(?<=[a-z]{{2}})[{CAPITALS}](?![^\\W_])")
LAYERS = 4
"""How often a text is asked again, since what comes back may show what else came to harm."""
MESSAGES = {
    "mojibake-mac-roman": "A character of a Macintosh was misread.",
    "mojibake-code-page": "A character was read in another code page than it was written in.",
    "mojibake-utf-8": "A character in UTF-8 was misread.",
    "mojibake-control": "A C1 control stands where a mark was meant.",
    "control-character": "A control character is taken out.",
    "ligature": "A ligature is spelt in letters.",
    "soft-hyphen": "A soft hyphen is taken out.",
    "line-end-hyphen": "A word divided at the end of a line is joined.",
}


@dataclass(slots=True)
class Suspicion:
    """A Run in which something may be damaged, its text, and the repairs that it may need."""

    run: Run
    text: str
    repairs: list[Repair]


def judged(prose: Prose) -> list[Suspicion]:
    """Return the Runs in which something may be damaged, each with its repairs, all weighed."""
    return weighed(prose)[0]


def weighed(prose: Prose) -> tuple[list[Suspicion], dict[str, Evidence]]:
    """Return the Runs that may be damaged, and what the text in each language says as a whole."""
    runs = list(prose.runs())
    passages = [Passage(hard_breaks(run), run.lang, run.is_fixed) for run in runs]
    evidence = judge(passages)
    return [
        Suspicion(run, passage.text, passage.repairs)
        for run, passage in zip(runs, passages, strict=True)
        if passage.repairs or not passage.text.isascii()
    ], evidence


def changes(suspicion: Suspicion) -> Iterator[Change]:
    """Yield the changes for a Run: what is certain, what is likely, what a person must see."""
    for repair in suspicion.repairs:
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
    for span in lost(text):
        yield Change(
            *span,
            "",
            "lost-character",
            "A character is lost here.",
            Tier.FLAG,
            Severity.WARNING,
            hint="Look it up in the manuscript.",
        )
    if not any(capital in text for capital in CAPITALS):
        return
    mended = {repair.start for repair in repairs}
    for match in DOUBTFUL.finditer(text):
        if match.start() not in mended:
            message = "A capital ends this word: it may be a misread mark."
            yield Change(*match.span(), "", "mojibake-doubtful", message, Tier.FLAG)


def apply(prose: Prose) -> list[Finding]:
    """Repair a document, in place; return what was done, what is likely and what is lost."""
    findings: list[Finding] = []
    for _ in range(LAYERS):
        suspicions, evidence = weighed(prose)
        if not any(repair.proven for suspicion in suspicions for repair in suspicion.repairs):
            break
        for suspicion in suspicions:
            certain = [c for c in changes(suspicion) if c.tier is Tier.AUTO]
            findings += suspicion.run.change(certain)
    suspicions, evidence = weighed(prose) if findings else (suspicions, evidence)
    findings += unjudged(prose, evidence)
    for suspicion in suspicions:
        findings += suspicion.run.change(list(changes(suspicion)))
    return findings + list(misspelt(prose, evidence))


def misspelt(prose: Prose, evidence: dict[str, Evidence]) -> Iterator[Finding]:
    """Suggest what slips of the hand may stand for; not in quotations, verse or misjudged texts.

    A slip that an editor accepted is corrected.
    """
    by_language: dict[str, list[Run]] = {}
    for run in prose.runs():
        by_language.setdefault(run.lang, []).append(run)
    for tag, runs in by_language.items():
        own_evidence = evidence.get(tag)
        if has_lexicon(tag) and not (
            own_evidence and (own_evidence.misfit or own_evidence.verdict or own_evidence.layers)
        ):
            words = lexicon(tag)
            doubted = unknown((run.text for run in runs), words)
            for number in sorted(set(doubted.values())):
                run = runs[number]
                if not run.depth and run.kind != "LineBlock":
                    yield from run.change(list(_slips(run, doubted, words)))


def _slips(run: Run, doubted: Collection[str], words: Lexicon) -> Iterator[Change]:
    for slip in slips(run.text, doubted, words):
        yield Change(
            slip.start,
            slip.end,
            slip.after,
            "spelling-slip",
            "This word may be a slip of the hand.",
            Tier.SUGGEST,
            confidence=0.7,
            evidence=("no list has the word", "the text has it once"),
        )


def unjudged(prose: Prose, evidence: dict[str, Evidence]) -> Iterator[Finding]:
    """Report once for each language what is not done, as there is no list of its words."""
    reported: set[str] = set()
    for run in prose.runs():
        if run.lang in reported or not run.text.strip():
            continue
        reported.add(run.lang)
        own_evidence = evidence.get(run.lang)
        if own_evidence and own_evidence.garbled:
            yield _garbled(run)
            continue
        if own_evidence and own_evidence.misfit:
            message = f"This text is in another language than it says ({run.lang})."
        elif run.lang and not has_lexicon(run.lang):
            message = f"There is no list of words for {run.lang}."
        else:
            continue
        hint = "Single misread marks, divided words and spelling are not judged here."
        yield run.finding(Change(0, 0, "", "no-lexicon", message, Tier.FLAG, hint=hint))


def _garbled(run: Run) -> Finding:
    """Report that a text is no text, in whatever page it is read."""
    message = "This text was read in a wrong code page, and none that was tried makes words of it."
    hint = "Import it anew from a file in UTF-8."
    change = Change(0, 0, "", "mojibake-doubtful", message, Tier.FLAG, Severity.WARNING, hint=hint)
    return run.finding(change)


if __name__ == "__main__":
    run_alone(apply)
