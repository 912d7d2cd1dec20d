"""Decides what each character style of a Word file means, and marks the words in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from octavo.book.imports import Answers, Use
from octavo.manuscripts.word.marks import Mark, Marks
from octavo.manuscripts.word.structure import names
from octavo.manuscripts.word.structure.roles import BY_NAME, Roles, place
from octavo.manuscripts.word.structure.seen import MONOSPACED, Seen, has_words, own_style
from octavo.model.meanings import Meaning
from octavo.ooxml.leaf import Run, shown
from octavo.ooxml.names import W
from octavo.ooxml.styles import Styles

TOGGLES = {"emphasis": "i", "strong": "b", "small caps": "smallCaps"}
LOOK = Meaning("look")


@dataclass(frozen=True, slots=True)
class _Word:
    """A run in a character style, and the paragraph it stands in."""

    run: Run
    paragraph: Seen
    number: int


def take(roles: Roles, answers: Answers, marks: Marks) -> list[Use]:
    """Mark the words of each character style by what it means; return what was taken for what."""
    by_style: dict[str, list[_Word]] = defaultdict(list)
    styles = Styles.of(marks.package)
    for number, one in enumerate(roles.seen):
        for run in one.leaf.runs:
            if run.style.name and shown(run) and has_words(run):
                style = own_style(run.style, styles)
                if style.name:
                    by_style[style.name].append(_Word(run, one, number))
    uses = []
    for name, words in by_style.items():
        use = _use(name, words, answers)
        uses.append(use)
        if use.certain:
            for word in words:
                _mark(word, use.meaning, roles, marks)
    return uses


def _use(name: str, words: list[_Word], answers: Answers) -> Use:
    """Return what a character style means: by the answer, by its name, else as it looks."""
    answer = answers.of("characters", name)
    meaning = names.of_character(name).meaning
    why = BY_NAME
    if meaning is None:
        mono = all(MONOSPACED.search(w.run.look.font) and not w.paragraph.monospaced for w in words)
        meaning, why = (Meaning("code"), "by its typeface") if mono else (LOOK, "as it looks")
    use = Use("characters", name, meaning, certain=True, why=why, count=len(words))
    if answer is not None:
        use.meaning, use.certain = answer.meaning, not answer.asked
    use.example = words[0].run.text
    use.places = [place(word.paragraph) for word in words[:3]]
    return use


def _mark(word: _Word, meaning: Meaning, roles: Roles, marks: Marks) -> None:
    role = roles.of.get(word.number)
    if role is not None and role.kind in ("code", "graphic", "alternative text", "left out"):
        return
    element = word.run.element
    if element.tag != f"{W}r":
        return
    if meaning.kind == "code":
        marks.run(element, Mark("code"))
    elif meaning.kind == "plain":
        _drop_style(element)
    elif meaning.kind == "left out":
        _leave_out(element)
    elif meaning.kind in TOGGLES:
        _toggle(element, TOGGLES[meaning.kind], word)


def _toggle(run: etree._Element, tag: str, word: _Word) -> None:
    """Give a run the look that its style means, unless it has it."""
    name = {"i": "italic", "b": "bold", "smallCaps": "small_caps"}[tag]
    if getattr(word.run.look, name):
        return
    properties = run.find(f"{W}rPr")
    if properties is not None:
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
        etree.SubElement(properties, f"{W}{tag}")


def _drop_style(run: etree._Element) -> None:
    properties = run.find(f"{W}rPr")
    named = properties.find(f"{W}rStyle") if properties is not None else None
    if properties is not None and named is not None:
        properties.remove(named)


def _leave_out(run: etree._Element) -> None:
    for part in [part for part in run if part.tag in (f"{W}t", f"{W}tab", f"{W}br")]:
        run.remove(part)
