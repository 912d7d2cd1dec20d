"""Explains a rule: what it does, why, on whose authority, with an example that is worked out now.

The words are those of `octavo.model.rules` and of the filter's docstring. The examples are the
sentences of that docstring, sent through the filter itself.
"""

from __future__ import annotations

import ast
import doctest
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from octavo import pandoc
from octavo.book.book import Book
from octavo.book.filtering import built_in, load, rules_of
from octavo.model import rules
from octavo.model.finding import Finding, InputError, Severity, Tier
from octavo.model.nodes import Document, inlines, meta_value, stringify
from octavo.model.rules import Rule
from octavo.prose.prose import Prose
from octavo.report.invisible import shown
from octavo.text.style.house import STYLES

WIDTH = 92
"""How wide an explanation is set, in characters."""

EN = "en-GB"
WORKS = [
    {
        "id": "carr-1950",
        "type": "book",
        "author": [{"family": "Carr", "given": "E. H."}],
        "title": "The Bolshevik Revolution",
        "issued": "1950",
    },
    {"id": "carr-1961", "type": "book", "title": "What is History?", "issued": "1961"},
]
"""A bibliography for the examples."""

SENTENCES = {
    "mojibake-utf-8": (
        "The cafâ€\N{TRADE MARK SIGN}s own words, donâ€\N{TRADE MARK SIGN}t you see",
        EN,
    ),
    "mojibake-control": (
        "They said they don\N{PRIVATE USE TWO}t know it\N{PRIVATE USE TWO}s late",
        EN,
    ),
    "ligature": ("The o\N{LATIN SMALL LIGATURE FFI}ce was \N{LATIN SMALL LIGATURE FI}ne", EN),
    "soft-hyphen": ("An encyclo\N{SOFT HYPHEN}paedia of the trades", EN),
    "lost-character": ("The caf\N{REPLACEMENT CHARACTER} on the corner", EN),
    "quotation-mark": ("'Go,' she said, 'and call it \"done\".'", EN),
    "apostrophe": ("The dogs' tails, the '90s and rock 'n' roll", EN),
    "prime": ("He was 6' 5\" tall", EN),
    "quotation-unpaired": ('He said: "I will come back, and that was all.', EN),
    "dash-names": ("Marx met Engels and Bebel: the Marx-Engels-Bebel letters", EN),
    "dash-typed": ("He knew -- or thought he knew -- the way", EN),
    "dash-spacing": ("He knew \N{EM DASH} or thought he knew \N{EM DASH} the way", EN),
    "fraction": ("A march of 2 1/2 miles", EN),
    "ordinal": ("Le 2ème jour", "fr"),
    "suffix-ise": ("They realize, organize and criticize, but recognise it", EN),
    "stop-inside": ("They spoke of “Trotskyism”, then of Lenin", "en-US"),
    "compound-hyphen": ("A petty bourgeois reaction, and the rightwing of a rightwing party", EN),
    "compound-noun": ("Of left-overs, red-tape and prison-camps", EN),
    "word-doubled": ("She went into the the garden", EN),
    "capital-quotation": ("They say to us: “it was never going to work in the first place!”", EN),
    "comma-added-clause": ("They all turned against Kamenev who voted with them", EN),
    "comma-leading-word": ("As always Lenin said what he thought", EN),
    "comma-particularly": ("It was met with scepticism particularly among the old", EN),
    "correlative-then": ("In every town where bells ring, then the people listen", EN),
    "agreement": ("The initiative and independence of the ranks was being stifled", EN),
    "word-repeated": ("The role of a person plays an important role", EN),
    "tautology": ("He was not burdened down by principles", EN),
    "idiom-lacks-word": ("Suffice to say that most of them came later", EN),
    "two-spellings": ("A grey day, grey seas, grey hair, grey eyes; and a gray cat", EN),
    "possessive-plural": ("The mens’ room, and the childrens’ hour", EN),
    "idiom": ("The war grew to a close", EN),
    "italic-title": ("His book The Lessons of October dealt with it", EN),
    "italic-foreign": ("Kamenev, Ustryalov and Zinoviev ruled the apparat", EN),
    "quotation-unsourced": (
        "‘It is better to be dissatisfied’ (p. 10). ‘The worth of a state is its people’ (p. 187). "
        "‘The few are always in the right’ (p. 9). ‘The despotism of custom is everywhere’",
        EN,
    ),
    "ordinal-raised": ("On the 2nd of May", EN),
    "ellipsis-spaced": ("Then… nothing", EN),
    "ellipsis-apart": ("A few thousand… Down below", EN),
    "small-caps-abbreviation": ("Signed by NATO in 44 BC", EN),
    "small-caps-century": ("Au XIXe siècle, sous Louis XIV", "fr"),
    "ellipsis-spacing": ("‘\N{HORIZONTAL ELLIPSIS} and so on", EN),
    "space-no-break": ("see p. 430", EN),
    "space-double": ("The end.  The beginning", EN),
    "space-lost-paragraph": ("The end.\N{NO-BREAK SPACE} The beginning", EN),
    "space-punctuation": ("Vraiment? Oui: c’est lui!", "fr"),
    "title-question": ("So he says in What is History of the past", EN),
    "title-asks": ("As Lenin says in *What Is to Be Done*", EN),
    "cite-typed": ("So it was (Carr, The Bolshevik Revolution, p. 47).", EN),
    "cite-ibid": ("So (Carr, The Bolshevik Revolution, p. 47). And so (Ibid., p. 48).", EN),
    "cite-op-cit": (
        "So (Carr, The Bolshevik Revolution, p. 47). And so (Carr, op. cit., p. 9).",
        EN,
    ),
    "cite-unresolved": ("So it was (XYZ, Vol. 3, p. 4).", EN),
}
"""Examples of rules to which no sentence of their filter's docstring applies."""

ASKED = {
    "fraction": {"fractions": "yes"},
    "ordinal": {"ordinals": "yes"},
    "ordinal-raised": {"raised-ordinals": "yes"},
    "ellipsis-spaced": {"ellipsis": "spaced"},
    "ellipsis-apart": {"ellipsis": "spaced character"},
    "small-caps-abbreviation": {"small-caps": "abbreviations"},
    "small-caps-century": {"small-caps": "centuries"},
}
"""The settings of a house style that a rule needs to be active."""

SEVERITIES = {
    Severity.ERROR: "error: nothing leaves the house with it",
    Severity.WARNING: "warning: `build --strict` stops on it",
    Severity.INFO: "information",
}
HEADINGS = ("Does", "Because", "Before → After", "Leaves alone", "Settings")
"""The parts of a filter's docstring."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A filter, or another part of the program that raises rules: its name, module and rules."""

    name: str
    module: ModuleType | None
    rules: tuple[Rule, ...]

    @property
    def parts(self) -> dict[str, str]:
        """The parts of the docstring by their heading; what stands above them under "" ."""
        parts: dict[str, list[str]] = {"": []}
        heading = ""
        for line in inspect.cleandoc((self.module and self.module.__doc__) or "").splitlines():
            if line in HEADINGS:
                heading = line
            else:
                parts.setdefault(heading, []).extend(line.split())
        return {key: " ".join(words) for key, words in parts.items()}


def shelves(book: Book | None) -> list[Shelf]:
    """Return the filters of a book in their order, or the built-in ones; then the other parts."""
    shelves = []
    for path in _paths(book):
        module = load(path.resolve())
        shelves.append(Shelf(path.stem, module, rules_of(module, path.stem)))
    others = [part for part in rules.parts() if part not in built_in()]
    return shelves + [Shelf(part, None, rules.raised_by(part)) for part in others]


def _paths(book: Book | None) -> list[Path]:
    if book is None:
        return [pandoc.data_dir() / "filters" / f"{name}.py" for name in built_in()]
    return book.chain.python()


def all_rules(book: Book | None) -> list[str]:
    """Return the lines that list every rule, filter by filter."""
    lines: list[str] = []
    for shelf in shelves(book):
        width = max((len(rule.name) for rule in shelf.rules), default=0)
        lines += ["", shelf.name]
        lines += [f"  {rule.name:<{width}}  {rule.does}" for rule in shelf.rules]
    return lines[1:]


def text(names: list[str], book: Book | None) -> str:
    """Return what the rules do, in words; without a name, the list of all rules.

    Without a book, the rules are those of the built-in filters.
    """
    parts = [explain(name, book) for name in names] or [all_rules(book)]
    return "\n\n".join("\n".join(lines) for lines in parts)


def explain(name: str, book: Book | None) -> list[str]:
    """Return the lines that explain a rule. Raises InputError where there is no such rule."""
    known = [*shelves(book), *(shelves(None) if book else ())]
    own = [rule for shelf in known for rule in shelf.rules]
    asked = rules.get(name, own)
    for shelf in known:
        if asked and asked in shelf.rules:
            return _explained(replace(asked, name=name), shelf)
    names = [rule.name for rule in own]
    near = get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else "`octavo lint --explain` lists them."
    raise InputError(f"There is no rule {name}.", hint=hint)


def _explained(rule: Rule, shelf: Shelf) -> list[str]:
    parts = shelf.parts
    if any(one.leaves or one.settings for one in shelf.rules):  # each rule has its own, or none
        parts |= {"Leaves alone": rule.leaves, "Settings": rule.settings}
    rows = [
        ("Does", rule.does),
        ("Because", rule.because or parts.get("Because", "")),
        ("Authority", rule.authority),
        ("Severity", SEVERITIES[rule.severity]),
        ("Leaves alone", parts.get("Leaves alone", "")),
        ("Settings", parts.get("Settings", "")),
        ("Filter" if shelf.module else "Part", shelf.name),
    ]
    worked = list(examples(rule.name, shelf)) or list(_of_filter(shelf))
    rows += [("Example", text) for text in worked[:3]]
    return [rule.name, *(line for head, text in rows if text for line in _wrapped(head, text))]


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"  {head:<14}",
        subsequent_indent=" " * 16,
        break_long_words=False,
        break_on_hyphens=False,
    )


def examples(rule: str, shelf: Shelf) -> Iterator[str]:
    """Yield the sentences of a filter's docstring that a rule changes or shows, worked out."""
    if shelf.module is None:
        return
    own = (SENTENCES[rule],) if rule in SENTENCES else _sentences(shelf.module)
    for text, lang in dict.fromkeys(own):
        after, findings = _sent_through(shelf.module, text, (lang, rule))
        if findings and findings[0].is_markup:
            yield shown(", ".join(f"{one.before} → {one.after}" for one in findings))
        elif after != text:
            yield shown(f"{text} → {after}")
        elif findings and findings[0].after:
            yield shown(f"{findings[0].before} → {findings[0].after}")
        elif findings:
            yield shown(f"{text} (shown: {findings[0].before or findings[0].message})")


def _of_filter(shelf: Shelf) -> Iterator[str]:
    """Yield what the docstring shows of the filter as a whole, as it stands there."""
    for example in _doctests(shelf.module) if shelf.module else ():
        if example.want:
            yield f"{example.source.strip()} gives {example.want.strip()} (of the filter)"


def _sentences(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield the texts in a docstring's examples, each with the language named beside it."""
    for example in _doctests(module):
        strings = [
            node.value
            for node in ast.walk(ast.parse(example.source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        lang = next((text for text in strings if text in STYLES), "en-GB")
        for text in strings:
            if " " in text.strip() and text not in STYLES:
                yield text, lang


def _doctests(module: ModuleType) -> list[doctest.Example]:
    """Return the examples of a docstring; empty where it is not in doctest's form."""
    try:
        return doctest.DocTestParser().get_examples(module.__doc__ or "")
    except ValueError:
        return []


def _sent_through(
    module: ModuleType, text: str, only: tuple[str, str]
) -> tuple[str, list[Finding]]:
    """Send a paragraph through a filter with one rule (`only`: language, rule) obeyed.

    Return the paragraph as it comes out, and the findings of the rule.
    """
    lang, rule = only

    def settle(finding: Finding) -> Finding | None:
        if finding.rule != rule or finding.tier is Tier.FLAG:
            return finding if finding.rule == rule else None
        return replace(finding, tier=Tier.AUTO)

    meta = {"lang": meta_value(lang), "references": meta_value(WORKS)}
    if rule in ASKED:
        meta["house-style"] = meta_value({"base": lang, **ASKED[rule]})
    document = Document(meta, [{"t": "Para", "c": inlines(text)}])
    findings: list[Finding] = module.apply(Prose(document, settle=settle))
    return stringify(document.blocks[0]["c"]), [f for f in findings if f.rule == rule]
