"""Asks again what import asked, on the text as it stands now: findings until it is answered.

A question is about words, or about the manuscript as a whole. What can be judged anew is judged
anew: a line that announces something has its list now, a quotation is displayed, the edition has
its author.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from octavo.book.decisions import WORD, fold
from octavo.book.passages import Passage
from octavo.book.places import ON_WORDS, Places
from octavo.book.questions import Question
from octavo.model.edition import Edition
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import stringify
from octavo.prose.prose import Change, Prose, Run, same_language
from octavo.text.quotations import long
from octavo.text.style.house import House, hard_breaks

SPACES = re.compile(r"\s+")
BREAK, SCENE = "\n\n", "* * *"

TAKES = {
    "import-lost-break": "Accepted, the paragraph ends here; left, the space is closed.",
    "import-loose-end": "Add what it announces; accepted, the line is taken out.",
    "import-page-furniture": "Accepted, it is taken out.",
    "import-heading": "Accepted, it is a heading.",
    "import-break": "Accepted, a break stands here.",
}
"""The rules whose answer is a change, and what it is: octavo.desk.answers makes it."""

MARK = re.compile(r"(?m)^\s*(?:[-*+•]|\(?\w{1,3}[.)])[ \t]+")
"""The mark of an item of a list, at the beginning of a line."""

LIST = "Accepted, these lines are the items of a list."
DISPLAY = (
    "Accepted, it is a paragraph of its own, without its outer marks (New Hart’s Rules, 9.2.1)."
)
JOINED = "Accepted, it is displayed in one piece behind the name of its speaker."
ENDS = re.compile(r"(?:^|[.!?…][”’\"')]*)\s*$")
"""The end of a sentence, or nothing at all: the name of a speaker may open the next."""

BY_HAND = "Display it, with the words that interrupt it before it, or leave it and say why."


def ask(prose: Prose, questions: Sequence[Question], edition: Edition) -> list[Finding]:
    """Return what is still asked of a text, before any filter has changed it.

    `questions` are those that its import has asked.
    """
    text = Places(prose)
    asked = [f for question in text.placed(questions) for f in _again(*question, text, edition)]
    return [*asked, *_long_quotations(text.runs, House.of(prose.document.meta))]


def settled(
    prose: Prose, questions: Sequence[Question], edition: Edition
) -> tuple[list[Question], list[Question]]:
    """Part questions into those that are still asked and those that the text has answered."""
    text = Places(prose)
    asked: list[Question] = []
    answered: list[Question] = []
    for question, passage in text.placed(questions):
        is_open = any(True for _ in _again(question, passage, text, edition))
        (asked if is_open else answered).append(question)
    return asked, answered


def without_repeats(findings: Sequence[Finding], asked: Sequence[Finding]) -> list[Finding]:
    """Leave out of what the filters show what import asks in its own words: a lost break."""
    breaks = [f.anchor for f in asked if f.rule == "import-lost-break" and f.anchor]
    return [
        finding
        for finding in findings
        if finding.rule != "space-lost-paragraph"
        or not any(
            finding.anchor
            and finding.anchor.chapter == known.chapter
            and known.start <= finding.anchor.start <= known.end
            for known in breaks
        )
    ]


def _again(
    question: Question, passage: Passage | None, text: Places, edition: Edition
) -> Iterator[Finding]:
    """Yield the findings of a question that is still to be answered."""
    if question.rule in OF_EDITION:
        yield from OF_EDITION[question.rule](question, edition)
    elif _is_answered(question.rule, text):
        return
    elif question.rule not in ON_WORDS or not question.about_words:
        yield _whole(question)
    elif passage is not None and _stands(question, passage, text):
        yield _on_words(question, text.runs[passage.paragraph], passage)


def _is_answered(rule: str, text: Places) -> bool:
    """Whether a text has what a question about all of it missed."""
    return (rule == "import-no-headings" and text.has_subheadings()) or (
        rule == "import-works" and text.has_bibliography()
    )


def _whole(question: Question) -> Finding:
    """Return a question about the manuscript as a whole."""
    return Finding(
        question.rule,
        question.message,
        Severity(question.severity),
        Tier.FLAG,
        _place(question.source),
        hint=question.hint,
    )


def _place(source: str) -> Place | None:
    match = re.fullmatch(r"(.+?)(?::(\d+))?(?::(\d+))?", source)
    return Place(match[1], int(match[2] or 0), int(match[3] or 0)) if match else None


def _on_words(question: Question, run: Run, passage: Passage) -> Finding:
    start, end = _span(question, run.text, passage)
    takes, after = _change_of(question, run, run.text[start:end])
    finding = run.finding(
        Change(
            start,
            end,
            after,
            question.rule,
            question.message,
            Tier.SUGGEST if takes else Tier.FLAG,
            Severity(question.severity),
            hint=takes or question.hint,
        )
    )
    # an answer holds, however many spaces are typed there
    return replace(finding, before="") if question.rule == "import-lost-break" else finding


def _change_of(question: Question, run: Run, words: str) -> tuple[str, str]:
    """Return what accepting a question does, and what its words become then; "" where nothing."""
    rule = question.rule
    if rule == "import-list" and "\v" in hard_breaks(run):
        return LIST, MARK.sub("\N{BULLET} ", run.text)
    after = {"import-lost-break": BREAK, "import-break": SCENE}.get(rule, "")
    if rule == "import-heading":
        after = question.after or f"# {words}"
    return TAKES.get(rule, ""), after


def _span(question: Question, text: str, passage: Passage) -> tuple[int, int]:
    """Return the characters that a question is about, in the paragraph where its words stand."""
    start, end = passage.start, passage.end
    words = question.words
    if WORD.search(words) or not question.left + question.right.partition("\n")[0]:
        return start, end
    if not words:
        return (0, 0) if not text[:start].strip() else (end, end)
    if words.strip():
        at = text.find(words, start, end)
        return (at, at + len(words)) if at >= 0 else (start, end)
    spaces = list(SPACES.finditer(text, start, end))
    return spaces[-1].span() if spaces else (end, end)


def _stands(question: Question, passage: Passage, text: Places) -> bool:
    """Whether a question is still one, where its words stand now."""
    run = text.runs[passage.paragraph]
    if question.rule == "import-loose-end":
        return _is_loose(question, run, text)
    if question.rule == "import-lost-break":
        return passage.start > 0 and passage.end < len(run.text)
    if question.rule == "import-break":
        if question.words:
            return True
        before, behind = run.text[: passage.start], run.text[passage.end :]
        above, _ = text.beside(run)
        is_within = bool(before.strip() and behind.strip())
        return not is_within and (above is None or above["t"] != "HorizontalRule")
    kinds = OF_KIND.get(question.rule)
    hard = question.rule != "import-lines" or "\v" in hard_breaks(run)
    return hard and (kinds is None or run.kind in kinds)


OF_KIND = dict.fromkeys(
    ("import-heading", "import-lines", "import-list", "import-table"), ("Para",)
)
"""The rules that ask what a paragraph is: of anything else they ask no more."""


def _is_loose(question: Question, run: Run, text: Places) -> bool:
    """Whether nothing stands under a line that announces something.

    What stands there is a heading, what stood there when import asked, or a line of a web page.
    """
    if not run.text.rstrip().endswith(":"):
        return False
    _, after = text.beside(run)
    if after is None or after["t"] == "Header":
        return True
    words = WORD.findall(stringify(after["c"])) if after["t"] == "Para" else []
    then = set(WORD.findall(question.right))
    return bool(then) and 2 * len(then.intersection(words)) >= len(then)


def _long_quotations(runs: Sequence[Run], house: House) -> Iterator[Finding]:
    """Propose to display what a paragraph quotes at length; show what its speaker interrupts."""
    paragraphs = [r for r in runs if r.kind == "Para" and not r.depth and not r.note]
    if long.is_dialogue([run.text for run in paragraphs]):
        return
    limit = long.limit_of(house.style.locale if house.style else "")
    for run in paragraphs:
        for quoted in long.long_ones(run.text, limit):
            yield run.finding(_change(run, quoted, limit))


def _change(run: Run, quoted: long.Long, limit: int) -> Change:
    words = run.text[quoted.start : quoted.end]
    if not quoted.is_whole:
        whole = long.joined(words)
        message = f"A quotation of {quoted.words} words is interrupted by the name of its speaker."
        rule, start, end = "import-interrupted-quotation", quoted.start, quoted.end
        if whole and ENDS.search(run.text[:start]):
            after = f"{whole[0]}\n\n> {whole[1]}"
            return Change(
                start, end, after, rule, message, Tier.SUGGEST, confidence=0.6, hint=JOINED
            )
        return Change(start, end, "", rule, message, Tier.FLAG, hint=BY_HAND)
    message = (
        f"A quotation of {quoted.words} words runs in the paragraph;"
        f" from {limit} on it is displayed."
    )
    return Change(
        quoted.start,
        quoted.end,
        f"> {run.text[quoted.start + 1 : quoted.end - 1]}",
        "import-long-quotation",
        message,
        Tier.SUGGEST,
        confidence=0.8,
        hint=DISPLAY,
    )


def _metadata(question: Question, edition: Edition) -> Iterator[Finding]:
    """Yield a finding for each thing that an edition still does not say."""
    copyright_ = edition.copyright
    known: dict[str, object] = {
        "author": edition.contributors,
        "date": edition.date,
        "rights": copyright_.year + copyright_.holder + edition.licence + edition.rights,
    }
    for name in question.words.split(", "):
        if not known.get(name):
            message = f"The manuscript does not give the {name}, and nothing is invented."
            hint = "Fill it in there, as its comment asks, or leave it and say why."
            yield replace(_whole(question), message=message, before=name, hint=hint)


def _sorted_name(question: Question, edition: Edition) -> Iterator[Finding]:
    """Yield a finding for each person whose place in a list is not given, while so named."""
    unsaid = {person.name for person in edition.contributors if not person.file_as}
    for name in question.words.split("; "):
        if fold(name) in map(fold, unsaid):
            message = f"Under which name a list sorts {name} cannot be known."
            yield replace(_whole(question), message=message, before=name)


def _title(question: Question, edition: Edition) -> Iterator[Finding]:
    if fold(edition.title) == fold(question.words):
        yield _whole(question)


def _language(question: Question, edition: Edition) -> Iterator[Finding]:
    if not same_language(edition.lang, question.words):
        yield _whole(question)


OF_EDITION: dict[str, Callable[[Question, Edition], Iterator[Finding]]] = {
    "import-metadata-missing": _metadata,
    "import-sorted-name": _sorted_name,
    "import-title-missing": _title,
    "import-language": _language,
}
"""The questions that edition.yaml answers."""
