"""Decides what each paragraph of a Word file is: by what an editor said, its level, its style."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from octavo.book.imports import Answers, Use
from octavo.manuscripts.word.structure import (
    faked,
    front,
    kinds,
    levels,
    lines,
    names,
    pages,
)
from octavo.manuscripts.word.structure.evidence import Text
from octavo.manuscripts.word.structure.names import Named
from octavo.manuscripts.word.structure.seen import Seen, Usual, has_words
from octavo.model.meanings import BODY, Meaning

LONG_HEADING = 150
"""A style whose paragraphs have so many characters is hardly one of headings."""

FRONT_KINDS = ("title", "subtitle", "author")
BY_NAME = "by its name"
BY_BOTH = "by its name and look"
BY_LEVEL = "by its level in the outline"
BY_LOOK = "by its look and place"


@dataclass(slots=True)
class Roles:
    """What each paragraph of one file is, by its number, and what was taken for what."""

    seen: list[Seen]
    answers: Answers
    styled: frozenset[str] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)
    of: dict[int, Meaning] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    usual: Usual = field(init=False)
    free: set[int] = field(init=False, default_factory=set)
    text: Text | None = field(init=False, default=None)
    aside: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.usual = Usual.of(self.seen)
        self.aside = pages.title_page(self.seen) | pages.contents(self.seen)

    def decide(self) -> None:
        """Decide all, from what is surest to what is least."""
        by_style: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.seen):
            if one.text or one.leaf.runs or self._is_code(one):
                by_style[one.style.name].append(number)
        for name, members in by_style.items():
            self._style(name, members)
        self._by_level()
        self._descriptions()
        for use, number in self._front():
            self._take(use, [number])
            self.free.discard(number)
        self._faked()

    def _is_code(self, one: Seen) -> bool:
        answer = self.answers.of("styles", one.style.name)
        own_meaning = answer.meaning if answer else names.of_paragraph(one.style.name).meaning
        return own_meaning is not None and own_meaning.kind == "code"

    def _style(self, name: str, members: list[int]) -> None:
        """Decide what a style means, and with it the paragraphs in it."""
        named = names.of_paragraph(name)
        mine = [n for n in members if not self._is_level(n)]
        answer = self.answers.of("styles", name)
        leveled = len(members) - len(mine)
        if leveled and self._level_of_style(members):
            level = min(self.seen[members[0]].leaf.level, 6)
            use = Use("styles", name, Meaning("heading", level), certain=True, why=BY_LEVEL)
            self._take(use, members)
        elif named.meaning is not None and named.meaning.kind not in FRONT_KINDS and mine:
            self._named(name, named, mine)
        elif answer is not None and mine:
            self._take(Use("styles", name, answer.meaning, certain=True, why=""), mine)
        else:
            self.free |= set(mine)

    def _named(self, name: str, named: Named, mine: list[int]) -> None:
        """Decide by the name of a style, as far as its look agrees, unless an editor said more."""
        meaning = named.meaning or BODY
        sure, why = (True, BY_NAME)
        if meaning.is_heading and self.answers.of("styles", name) is None:
            mine = [n for n in mine if n not in self.aside]
        if not mine:  # all stand on a title page, or in contents that were typed
            return
        if meaning.kind != "body":
            sure, why = self._agrees(meaning, named, mine)
        use = Use("styles", name, meaning, certain=sure, why=why)
        self._take(use, mine)
        still_text = not use.certain and named.doubtful
        if meaning == use.meaning == BODY or still_text:  # its paragraphs may be headings by look
            self.free |= set(mine)

    def _agrees(self, meaning: Meaning, named: Named, mine: list[int]) -> tuple[bool, str]:
        """Whether the look of a style agrees with what its name says, and why it is believed."""
        texts = [self.seen[n] for n in mine if self.seen[n].text]
        if not texts:
            return named.whole and not named.doubtful, BY_NAME
        length = median(len(one.text) for one in texts)
        if meaning.is_heading:
            if length > LONG_HEADING:
                return False, BY_NAME
            stands_out = all(lines.stands_out(one, self.usual) for one in texts)
            return named.whole or stands_out, BY_NAME if named.whole else BY_BOTH
        if named.whole:
            return not named.doubtful, BY_NAME
        indented = all(one.indents[0] > self.usual.indent for one in texts)
        agrees = meaning.kind in ("quotation", "epigraph", "verse") and indented
        agrees |= meaning.kind == "code" and all(one.monospaced for one in texts)
        return agrees, BY_BOTH if agrees else BY_NAME

    def _is_level(self, number: int) -> bool:
        one = self.seen[number]
        return one.leaf.level > 0 and one.in_body and bool(one.text)

    def _level_of_style(self, members: list[int]) -> bool:
        """Whether the level of a paragraph is that of its style."""
        style = self.seen[members[0]].style
        return style.property("pPr/outlineLvl") is not None and any(map(self._is_level, members))

    def _by_level(self) -> None:
        """Take paragraphs that have a level of their own for headings, by the level."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.seen)):
            if self._is_level(number) and number not in self.of:
                groups[self.seen[number].leaf.level].append(number)
        for level, members in sorted(groups.items()):
            meaning = Meaning("heading", min(level, 6))
            use = Use("headings", f"outline level {level}", meaning, certain=True, why=BY_LEVEL)
            self._take(use, members)
            self.free -= set(members)

    def _front(self) -> list[tuple[Use, int]]:
        """Return what stands on the first page, but for what Word's own styles have given."""
        uses = front.take(self.seen, self.usual, self.of, self.free)
        known = self.styled | ({"author"} if "title" in self.styled else set())
        return [(use, number) for use, number in uses if use.meaning.kind not in known]

    def _descriptions(self) -> None:
        """Put paragraphs that only describe a picture, by their character style, to the picture."""
        for number, one in enumerate(self.seen):
            styles = {run.style.name for run in one.leaf.runs if has_words(run)}
            if number in self.free and styles and all(map(_is_left_out, styles)):
                self.of[number] = Meaning("alternative text")
                self.free.discard(number)

    def _faked(self) -> None:
        """Find headings among what no style says anything of."""
        known = {n for n, meaning in self.of.items() if meaning.is_heading}
        self.text = Text(self.seen, self.usual, known, self.aside, self.labels)
        groups = faked.find(self.text, self.free - known, self.labels)
        levels.give(groups, {number: self.of[number].depth for number in known})
        for name, group in kinds.words_of(kinds.merged(groups)).items():
            meaning = Meaning("heading", group.level)
            if group.look.numbered == "part":
                meaning = Meaning("part")
            section = "styles" if group.look.style else "headings"
            use = Use(section, group.look.style or name, meaning, group.certain, BY_LOOK)
            self._take(use, group.members)

    def _take(self, use: Use, members: list[int]) -> None:
        """Note what a name stands for, and give its meaning to its paragraphs where it is sure."""
        answer = self.answers.of(use.section, use.name)
        if answer is not None:
            changed = (answer.meaning, not answer.asked) != (use.meaning, use.certain)
            use.answered = not answer.asked and (changed or not use.why)
            use.meaning, use.certain = answer.meaning, not answer.asked
        filled = [n for n in members if self.seen[n].text]
        use.members = tuple(members)
        use.count = len(filled) or len(members)
        use.example = self.seen[(filled or members)[0]].text
        use.places = [place(self.seen[n]) for n in filled]
        self.uses.append(use)
        if use.certain:
            self.of |= dict.fromkeys(members, use.meaning)


def _is_left_out(name: str) -> bool:
    meaning = names.of_character(name).meaning
    return meaning is not None and meaning.kind == "left out"


def place(one: Seen) -> str:
    """Name a paragraph so that an editor finds it in Word."""
    words = " ".join(one.text.split()[:8])
    return f"paragraph {one.leaf.number + 1}, “{words}”"
