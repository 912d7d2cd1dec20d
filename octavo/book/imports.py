"""What an import took for what, in metadata/import.yaml: an editor changes a line and asks again.

Each section maps a name to a meaning: `styles` and `characters` those of the Word file, `headings`
kinds of paragraphs that look like headings, `front` the words of the first page. A meaning with a
question mark behind it is proposed, and not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml as writer

from octavo.files import yaml
from octavo.files.names import is_file
from octavo.model import meanings
from octavo.model.finding import InputError
from octavo.model.meanings import Meaning
from octavo.text.style.language import fault_of

FILE = "metadata/import.yaml"
ASKED = "?"
"""What stands behind a meaning that is proposed."""

HEAD = """\
# What import took for what. Change a meaning and run `octavo import --again` in this folder: it
# makes source/ anew, as long as nobody has edited it. A meaning with a question mark is proposed
# and not done: take the mark away to accept it, or write another meaning.
"""
FRONT = {"title": "", "subtitle": "", "author": "", "body": "", "left out": ""}

SECTIONS = {
    "front": "Words of the first page that went into edition.yaml, or may:",
    "styles": "Paragraph styles, and what they mean:",
    "characters": "Character styles, and what they mean:",
    "headings": "Paragraphs that are headings by their look or level alone, by kind:",
    "languages": "Languages that words are tagged with, and are marked as (or: no):",
}
"""The sections, in the order of the file, and the comment above each."""

OWN = {
    "lang": "The language that the manuscript was imported with.",
    "files": "The manuscripts, in source/original/, in their order.",
    "made": "The files that import wrote, each with its digest: it knows by it what was edited.",
}
"""What else stands in the file, which import writes for itself."""

OF_FILE = ("styles", "characters")
"""Sections whose names stand in the file itself: they do not change with the answers."""

NO_LANGUAGE = "no"
"""What stands for a language whose words are not to be marked."""

LONGEST = 60
"""So many characters of an example are shown."""


@dataclass(slots=True)
class Use:
    """What one name stands for: its meaning, whether that is certain, why, how often, where."""

    section: str
    name: str
    meaning: Meaning
    certain: bool
    why: str
    count: int = 0
    example: str = ""
    places: list[str] = field(default_factory=list)
    answered: bool = False
    members: tuple[int, ...] = ()

    @property
    def value(self) -> str:
        """The meaning as it is written."""
        words = written(self.section, self.meaning)
        return words if self.certain else words + ASKED


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor wrote for a name: a meaning; `asked`: it is still a proposal."""

    meaning: Meaning
    asked: bool = False


@dataclass(slots=True)
class Answers:
    """What a book's import.yaml says; empty before the first import.

    `made` are the digests of the files that import wrote, by their path.
    """

    names: dict[tuple[str, str], Answer] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    lang: str = ""
    made: dict[str, str] = field(default_factory=dict)
    tree: yaml.Tree = field(default_factory=lambda: yaml.Tree(FILE))
    faults: list[InputError] = field(default_factory=list)

    def of(self, section: str, name: str) -> Answer | None:
        """Return what was answered about a name; None where nothing was."""
        return self.names.get((section, name))

    def unknown(self, uses: Iterable[Use]) -> list[InputError]:
        """Return the faults of styles that are not in the manuscript."""
        known = _names(uses)
        faults = []
        for section, name in self.names:
            if section in OF_FILE and name not in known[section]:
                near = get_close_matches(name, known[section], n=1, cutoff=0.5)
                hint = f"Did you mean “{near[0]}”?" if near else "Take the line out."
                message = f"The manuscript has nothing called “{name}” under {section}."
                place = self.tree.place((section, name)) if self.tree.lines else None
                faults.append(InputError(message, place=place, hint=hint))
        return faults

    def unused(self, uses: Iterable[Use]) -> list[tuple[str, str]]:
        """Return the kinds and lines, section and name, that other answers have done away with."""
        known = _names(uses)
        return [(s, name) for s, name in self.names if s not in OF_FILE and name not in known[s]]


def _names(uses: Iterable[Use]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for use in uses:
        known[use.section].append(use.name)
    return known


def _language(words: str) -> Meaning | None:
    """Read the language that words are marked with, or `no`."""
    return Meaning(words) if words == NO_LANGUAGE or not fault_of(words)[0] else None


READ: dict[str, tuple[Callable[[str], Meaning | None], tuple[str, ...]]] = {
    "front": (lambda words: meanings.paragraph(words) if words in FRONT else None, tuple(FRONT)),
    "styles": (meanings.paragraph, meanings.all_paragraphs()),
    "characters": (meanings.character, tuple(meanings.CHARACTERS)),
    "headings": (meanings.heading, meanings.all_headings()),
    "languages": (_language, (NO_LANGUAGE, "a language, such as fr, de or sr-Latn")),
}
"""What reads the meanings of a section, and all that may stand there."""


def meaning_in(section: str, words: str) -> Meaning | str:
    """Read a meaning of a section; where it is not known, return what to write instead."""
    reader, known = READ[section]
    meaning = reader(words.strip())
    if meaning is not None:
        return meaning
    close = meanings.near(words, known)
    return f"Did you mean “{close}”?" if close else f"Known here: {', '.join(known)}."


def load(root: Path) -> Answers:
    """Read a book's import.yaml; its faults stay in `faults`.

    Raises InputError where the file is missing, or cannot be read at all.
    """
    path = root / FILE
    if not is_file(path):
        raise InputError(
            f"There is no {FILE} here: this folder was not made by `octavo import`.",
            hint="Go to the book's folder, or import the manuscript: octavo import FILE.",
        )
    tree = yaml.load(path, FILE)
    answers = Answers(tree=tree)
    if not isinstance(tree.value, dict):
        raise tree.wrong((), "This file holds keys and values.", "Import the manuscript anew.")
    for key, value in tree.value.items():
        _take(answers, key, value)
    return answers


def _take(answers: Answers, key: str, value: object) -> None:
    """Take in one key of the file, and keep what is wrong with it."""
    known = (*SECTIONS, *OWN)
    if key in SECTIONS and isinstance(value, dict):
        for name, words in value.items():
            _answer(answers, key, name, words)
    elif key in SECTIONS and value in (None, ""):
        return
    elif key == "files" and isinstance(value, list):
        answers.files = [str(name) for name in value]
    elif key == "lang" and isinstance(value, str):
        answers.lang = value
    elif key == "made" and isinstance(value, dict):
        answers.made = {name: str(digest) for name, digest in value.items()}
    elif key in known:
        message, hint = f"“{key}” has another form.", "Write it as `octavo import` does."
        answers.faults.append(answers.tree.wrong((key,), message, hint))
    else:
        near = get_close_matches(key, known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(known)}."
        message = f"The key “{key}” is not known."
        answers.faults.append(answers.tree.wrong((key,), message, hint))


def _answer(answers: Answers, section: str, name: str, words: object) -> None:
    text = words.strip() if isinstance(words, str) else ""
    meaning = meaning_in(section, text.removesuffix(ASKED))
    if isinstance(meaning, Meaning):
        answers.names[section, name] = Answer(meaning, asked=text.endswith(ASKED))
        return
    message = f"“{text}” is not a meaning of “{name}”." if text else f"“{name}” has no meaning."
    answers.faults.append(answers.tree.wrong((section, name), message, meaning))


def given(lines: Iterable[str]) -> Answers:
    """Read answers of the command line: `Name of a style=meaning`.

    Raises InputError, with all that is wrong.
    """
    answers = Answers()
    for line in lines:
        name, sign, words = line.rpartition("=")
        meaning = meaning_in("styles", words)
        if not sign or not name.strip():
            message = f"“{line}” does not say what a style means."
            answers.faults.append(InputError(message, hint="Write 'Name of the style=heading 1'."))
        elif isinstance(meaning, Meaning):
            answers.names["styles", name.strip()] = Answer(meaning)
        else:
            message = f"“{words.strip()}” is not a meaning of “{name.strip()}”."
            answers.faults.append(InputError(message, hint=meaning))
    return answers


def dump(
    uses: Iterable[Use], files: list[str], lang: str, made: Mapping[str, str], counts: list[str]
) -> bytes:
    """Write import.yaml: each name with its meaning, and behind it how often, an example, why."""
    by_section: dict[str, list[Use]] = {section: [] for section in SECTIONS}
    for use in uses:
        by_section[use.section].append(use)
    lines = [HEAD.rstrip("\n")]
    for section, comment in SECTIONS.items():
        if by_section[section]:
            lines += ["", f"# {comment}", f"{section}:"]
            lines += [_line(use) for use in by_section[section]]
    lines += ["", *(f"# {line}" for line in counts)] if counts else [""]
    lines += ["# What follows is import's own: it knows by it whether source/ was edited."]
    lines += [f"lang: {_scalar(lang)}", "files:", *(f"  - {_scalar(name)}" for name in files)]
    lines += ["made:", *(f"  {_scalar(name)}: {digest}" for name, digest in made.items())]
    return ("\n".join(lines) + "\n").encode()


def _line(use: Use) -> str:
    sure = "certain" if use.certain else "likely"
    often = "once" if use.count == 1 else f"{use.count} times"
    example = short(use.example)
    shown = f", “{example}”" if example and use.section != "front" else ""
    other = [] if use.certain else _others(use)
    others = f"; or {', '.join(other)}" if other else ""
    why = "as you said" if use.answered else f"{sure}, {use.why}"
    return f"  {_scalar(use.name)}: {use.value}  # {often}{shown} ({why}{others})"


ALIKE = ("quotation", "epigraph", "verse")
"""Meanings that are taken for one another: all are set apart by indents."""


def _others(use: Use) -> list[str]:
    """Return what else a name may be that is only likely, as an editor writes it."""
    meaning = use.meaning
    if use.section == "headings":
        near = (meaning.depth - 1, meaning.depth + 1) if meaning.is_heading else ()
        levels = [f"heading {n}" for n in near if 1 <= n <= meanings.LEVELS["heading"]]
        return [*levels, meanings.NO_HEADING]
    if use.section == "languages":
        return [NO_LANGUAGE]
    if use.section != "styles":
        return []
    if meaning.is_heading:
        return ["caption", "body"]
    alike = [kind for kind in ALIKE if meaning.kind in ALIKE and kind != meaning.kind]
    return [*alike, "body"]


def short(words: str) -> str:
    """Return words on one line, cut where they are long."""
    text = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _scalar(value: str) -> str:
    """Write a text so that YAML reads the same."""
    dumped = writer.safe_dump(value, allow_unicode=True, width=10_000)
    return str(dumped).removesuffix("\n").removesuffix("\n...")


def written(section: str, meaning: Meaning) -> str:
    """Return a meaning as it is written in a section."""
    if section == "headings" and meaning.kind == "body":
        return meanings.NO_HEADING
    return str(meaning)
