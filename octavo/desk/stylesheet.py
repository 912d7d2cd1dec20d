"""A book's own style sheet, in Markdown: what the text does, what was decided, what to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.book import paths
from octavo.book.book import Book
from octavo.book.decisions import FILE, Decision
from octavo.files import yaml
from octavo.model.counted import counted
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, Place
from octavo.model.nodes import Document, meta_text, meta_value, walk
from octavo.press import prepare
from octavo.prose.prose import Change, Run, same_language
from octavo.text.lexicon import lexicon
from octavo.text.style.house import House, Style
from octavo.usage.abbreviations import abbreviations
from octavo.usage.capitals import capitals
from octavo.usage.commas import serial
from octavo.usage.compounds import compounds
from octavo.usage.ledger import Account, ledger
from octavo.usage.spelling import spellings
from octavo.usage.words import Entry, Seen, Text

HEADINGS = ("Spelling", "Capitals", "Hyphens", "Commas", "Abbreviations")
PLACES = 4
"""How many places of a form are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The usage of a book: its entries, the place of each form that is named, its decisions."""

    edition: Edition
    entries: list[Entry]
    places: dict[Seen, Place]
    decisions: Sequence[Decision]
    words: int
    quoted: list[Account]


def page(book: Book) -> str:
    """Return the style sheet of a book.

    The text is read as the filters leave it, so that no mark and no dash is listed twice. Raises
    InputError where a file is wrong.
    """
    usage = usage_of(book)
    parts = [
        _head(usage),
        _list("To settle", (e for e in usage.entries if e.unsettled), usage),
        _decided(usage.decisions),
        *(_list(heading, _settled(usage, heading), usage) for heading in HEADINGS),
        _quoted(usage),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _settled(usage: Usage, heading: str) -> list[Entry]:
    return [e for e in usage.entries if e.heading == heading and not e.unsettled]


def usage_of(book: Book) -> Usage:
    """Read a book and find what it does."""
    prepare.check(book)
    text = book.text()
    text.filtered()
    runs = list(text.prose.runs())
    texts = _texts(runs, text.document)
    entries = _entries(texts, book.project)
    quoted = ledger(text.prose)
    named = [seen for entry in entries for seen in _named(entry)]
    named += [seen for account in quoted for seen in _passages(account)[:PLACES]]
    placed = text.joined.placed([_finding(runs[seen.text], seen) for seen in named])
    places = {s: f.place for s, f in zip(named, placed, strict=True) if f.place}
    return Usage(
        book.edition, entries, places, book.decisions, sum(len(t.tokens) for t in texts), quoted
    )


def _texts(runs: Sequence[Run], document: Document) -> list[Text]:
    """Return the texts in the book's language, numbered as their Runs."""
    lang = meta_text(document.meta, "lang") or ""
    italics = {id(node["c"]) for node in walk(document.blocks) if node["t"] == "Emph"}
    return [
        Text(number, run.text, run.depth > 0, run.kind == "Header", _apart(run, italics))
        for number, run in enumerate(runs)
        if same_language(run.lang or lang, lang)
    ]


def _apart(run: Run, italics: set[int]) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in run.pieces if p.fixed or id(p.holder) in italics]


def _entries(texts: list[Text], project: Project) -> list[Entry]:
    """Return what was found: in languages other than English, only what needs no grammar."""
    words = lexicon(project.edition.lang)
    return [
        *spellings(texts, words),
        *capitals(texts, words.language),
        *compounds(texts, words),
        *(serial(texts) if words.language == "en" else ()),
        *abbreviations(texts, _glossed(project)),
    ]


def _glossed(project: Project) -> list[str]:
    """Return the abbreviations that the metadata explains."""
    path = project.metadata / project.edition.abbreviations
    if not path.is_file():
        return []
    value = yaml.load(path, paths.called(project.edition.abbreviations)).value
    return list(value) if isinstance(value, dict) else []


def _passages(account: Account) -> list[Seen]:
    return [Seen(one.number, one.start, one.end) for one in account.passages]


def _quoted(usage: Usage) -> str:
    """Return the words quoted of each work, with the first places, and what the house allows."""
    limit = int(usage.edition.design.quotation_limit or 0)
    lines = []
    for account in usage.quoted:
        form = _form(account.key, _passages(account), usage, PLACES)
        over = (
            f" *above the {counted(limit, 'word')} of the house: permission*"
            if 0 < limit < account.words
            else ""
        )
        lines.append(f"- {counted(account.words, 'word')}: {form}{over}")
    return "## Quotations\n\n" + "\n".join(lines) if lines else ""


def _named(entry: Entry) -> Iterator[Seen]:
    for places in entry.forms.values():
        yield from places[:PLACES]


def _finding(run: Run, seen: Seen) -> Finding:
    return run.finding(Change(seen.start, seen.end, "", "", ""))


def _head(usage: Usage) -> str:
    edition = usage.edition
    style = House.of({"house-style": meta_value(edition.design.house_style)}).style
    lines = [
        f"# Style sheet: {edition.title}",
        "",
        f"{counted(usage.words, 'word')} in {edition.lang}. ",
    ]
    lines[-1] += _house(style) if style else "The program knows no house style for it."
    return "\n".join(lines)


def _house(style: Style) -> str:
    marks = f"quotations in {style.outer[0]} {style.outer[1]}, inside them {' '.join(style.inner)}"
    dash = f"dashes {style.dash}, {style.dash_spacing}"
    return f"House style {style.locale}: {marks}; {dash}."


def _list(heading: str, entries: Iterable[Entry], usage: Usage) -> str:
    lines = [_line(entry, usage) for entry in entries]
    return f"## {heading}\n\n" + "\n".join(lines) if lines else ""


def _line(entry: Entry, usage: Usage) -> str:
    """Return an entry as one line: its forms, each with its count and its first places."""
    most = PLACES if len(entry.forms) <= PLACES else 1
    forms = "; ".join(_form(form, seen, usage, most) for form, seen in entry.forms.items())
    note = f" *{entry.note}*" if entry.note else ""
    return f"- {forms}{note}"


def _form(form: str, seen: list[Seen], usage: Usage, most: int) -> str:
    """Return a form with its count, and file and lines of its first places."""
    lines: dict[str, list[str]] = {}
    for one in seen[:most]:
        place = usage.places.get(one)
        if place and str(place.line) not in lines.setdefault(place.file, []):
            lines[place.file].append(str(place.line))
    where = "; ".join(f"{file}:{', '.join(numbers)}" for file, numbers in lines.items())
    more = f" and {len(seen) - most} more" if len(seen) > most else ""
    return f"**{form}** {len(seen)} ({where}{more})"


def _decided(decisions: Sequence[Decision]) -> str:
    """Return the decisions, those that say the same together, with the first of their places."""
    if not decisions:
        return ""
    alike: dict[tuple[str, str, str, str, str], list[Decision]] = {}
    for one in decisions:
        key = (one.answer, one.rule, one.before, one.after, one.reason)
        alike.setdefault(key, []).append(one)
    lines = [_decision(group[0], len(group)) for group in alike.values()]
    return f"## Decided\n\nIn {FILE}.\n\n" + "\n".join(lines)


def _decision(decision: Decision, count: int) -> str:
    word = "accepted" if decision.accept else "rejected"
    left, right = (" ".join(side.split()) for side in (decision.left, decision.right))
    change = f"{left} [{decision.before} → {decision.after}] {right}"
    more = f" and {count - 1} more" if count > 1 else ""
    where = f"({decision.rule}, {decision.file}{more})"
    if decision.is_left:
        place = change if decision.after else f"{left} [{decision.before}] {right}"
        return f"- left, because {decision.reason}: {place.strip()} {where}"
    reason = f" *{decision.reason}*" if decision.reason else ""
    return f"- {word}: {change} {where}{reason}"
