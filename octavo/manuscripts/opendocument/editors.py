"""Tracked changes and comments of an OpenDocument text, recorded as those of a Word file are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.book import decisions
from octavo.files.xml import remove
from octavo.manuscripts.opendocument.tree import (
    APART,
    DC,
    OFFICE,
    PARAGRAPHS,
    SPACES,
    TEXT,
    stands_in,
    words,
)
from octavo.manuscripts.word.record import Record, recorded
from octavo.ooxml.comments import Comment
from octavo.ooxml.revisions import Tracked

ANNOTATION, ANNOTATION_END = f"{OFFICE}annotation", f"{OFFICE}annotation-end"
NAME, CHANGE = f"{OFFICE}name", f"{TEXT}change-id"
KINDS = {"insertion": "insert", "deletion": "delete", "format-change": "format"}
STORY = "main"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the text or in a note: its paragraph from 1, the characters that precede it."""

    paragraph: int
    flow: _Flow
    at: int

    def to(self, end: _Place | None) -> str:
        """Return the words up to another place; "" where that is in another flow."""
        same = end is not None and end.flow is self.flow
        return self.flow.whole[self.at : end.at].strip("\n") if same and end else ""


@dataclass(slots=True, eq=False)
class _Flow:
    """The words of the text, or of one note."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    paragraph: int = 0
    _whole: str = ""

    @property
    def whole(self) -> str:
        """All its words, when it is read to its end."""
        if len(self._whole) != self.length:
            self._whole = "".join(self.parts)
        return self._whole


@dataclass(slots=True)
class _Text:
    """The running text of a file, and where changes and comments begin and end in it."""

    flow: _Flow = field(default_factory=_Flow)
    paragraphs: int = 0
    begins: dict[str, _Place] = field(default_factory=dict)
    ends: dict[str, _Place] = field(default_factory=dict)
    notes: list[tuple[etree._Element, _Place]] = field(default_factory=list)

    def say(self, text: str | None) -> None:
        if text:
            self.flow.parts.append(text)
            self.flow.length += len(text)

    def here(self) -> _Place:
        return _Place(self.flow.paragraph, self.flow, self.flow.length)


def record(body: etree._Element, file: str) -> Record:
    """Record the changes and comments of a text, and take both out of it, in place.

    Changes are taken as accepted: what was deleted stands outside the text already.
    """
    text = _Text()
    _walk(body, text)
    tracked, commented = list(_changes(body, text)), list(_comments(text))
    made = recorded([one for one, _ in tracked], [one for one, _ in commented], file)
    for entry, (_, place) in zip(made.changes, tracked, strict=False):
        entry.update(place)
    for entry, (_, place) in zip(made.comments, commented, strict=False):
        entry.update(place)
    for element in list(body.iter(f"{TEXT}tracked-changes", ANNOTATION, ANNOTATION_END)):
        remove(element)
    return made


def _walk(element: etree._Element, text: _Text) -> None:
    tag = element.tag
    if _is_edge(element, text):
        return
    if tag in PARAGRAPHS:
        text.paragraphs += 1
        text.flow.paragraph = text.paragraphs
    if tag == f"{TEXT}note":
        outer, text.flow = text.flow, _Flow()
        for child in element.iterfind(f"{TEXT}note-body"):
            _walk(child, text)
        text.flow = outer
    elif tag not in APART:
        inside = stands_in(element, *PARAGRAPHS) or tag in PARAGRAPHS
        text.say(element.text if inside else None)
        text.say(SPACES.get(tag))
        for child in element:
            if isinstance(child.tag, str):
                _walk(child, text)
            text.say(child.tail if inside else None)
        text.say("\n" if tag in PARAGRAPHS else None)


def _is_edge(element: etree._Element, text: _Text) -> bool:
    """Whether a change or comment begins or ends at an element; its place is kept."""
    tag, here = element.tag, text.here()
    named, changed = f"comment {element.get(NAME, '')}", element.get(CHANGE, "")
    if tag == ANNOTATION:
        text.notes.append((element, here))
        text.begins.setdefault(named, here)
    elif tag == ANNOTATION_END:
        text.ends.setdefault(named, here)
    elif tag in (f"{TEXT}change-start", f"{TEXT}change"):
        text.begins.setdefault(changed, here)
    elif tag == f"{TEXT}change-end":
        text.ends.setdefault(changed, here)
    else:
        return False
    return True


def _changes(body: etree._Element, text: _Text) -> Iterator[tuple[Tracked, dict[str, str]]]:
    for region in body.iter(f"{TEXT}changed-region"):
        name = region.get(f"{TEXT}id", "")
        for change in region:
            if not isinstance(change.tag, str):
                continue
            kind = KINDS.get(change.tag.removeprefix(TEXT), "")
            info = change.find(f"{OFFICE}change-info")
            if not kind or info is None:
                continue
            start = text.begins.get(name)
            end = text.ends.get(name, start)
            inside = start.to(end) if start else ""
            gone = "\n".join(words(one) for one in change.iterchildren(*PARAGRAPHS))
            yield (
                Tracked(
                    kind,
                    info.findtext(f"{DC}creator", ""),
                    _moment(info),
                    STORY,
                    None,
                    None,
                    before=gone if kind == "delete" else "",
                    after=inside if kind == "insert" else "",
                    about=inside if kind == "format" else "",
                ),
                _around(start, end),
            )


def _comments(text: _Text) -> Iterator[tuple[Comment, dict[str, str]]]:
    numbers: dict[str, int] = {
        one.get(NAME, ""): number for number, (one, _) in enumerate(text.notes)
    }
    for note, start in text.notes:
        name = note.get(NAME, "")
        end = text.ends.get(f"comment {name}", start) if name else start
        body = "\n".join(words(one) for one in note.iter(*PARAGRAPHS))
        given = {str(key).rpartition("}")[2]: str(value) for key, value in note.attrib.items()}
        answered = given.get("parent-name", "")
        initials = next((e.text for e in note if str(e.tag).endswith("initials")), None) or ""
        yield (
            Comment(
                note.findtext(f"{DC}creator", ""),
                initials,
                _moment(note),
                body,
                STORY,
                about=start.to(end),
                parent=numbers.get(answered, -1) if answered else -1,
                done=given.get("resolved") == "true",
            ),
            _around(start, end),
        )


def _moment(element: etree._Element) -> str:
    """Return when something was written, without more of the second than six digits."""
    whole, dot, part = element.findtext(f"{DC}date", "").partition(".")
    return f"{whole}{dot}{part[:6]}"


def _around(start: _Place | None, end: _Place | None) -> dict[str, str]:
    """Return the place of something as files of metadata have it."""
    if start is None or end is None:
        return {}
    left = start.flow.whole[max(0, start.at - 200) : start.at].rpartition("\n")[2]
    right = end.flow.whole[end.at : end.at + 200].partition("\n")[0]
    return {
        "paragraph": str(start.paragraph),
        "left": decisions.words_before(left),
        "right": decisions.words_after(right),
    }
