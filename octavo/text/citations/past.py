"""What has been cited so far, in reading order: headings, notes, and the works at each place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from octavo.text.citations.grammar import Group, Item, is_dated_source
from octavo.text.citations.locator import Locator
from octavo.text.citations.match import Shelf
from octavo.text.citations.records import Event

DATE = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?")
"""A year alone, perhaps with the letter that tells two works apart."""


@dataclass(slots=True)
class Past:
    """The citations up to here.

    `unread` says that a note since then was not understood; `beside` is what the same brackets
    cite before; `events_before` counts the events when the note began; `votes`, which way of
    counting notes led to a work.
    """

    shelf: Shelf
    events: list[Event] = field(default_factory=list)
    section: int = 0
    chapter_note: int = 0
    book_note: int = 0
    note: int = 0
    unread: bool = False
    votes: Counter[str] = field(default_factory=Counter)
    beside: Event | None = None
    events_before: int = 0

    def heading(self, level: int) -> None:
        """A heading: *ibid.* should not reach over it; notes may count anew from a chapter on."""
        self.section += 1
        if level == 1:
            self.chapter_note = 0

    def enter_note(self) -> None:
        """A note begins."""
        self.chapter_note += 1
        self.book_note += 1
        self.note = self.chapter_note
        self.events_before = len(self.events)

    def leave_note(self) -> None:
        """The note ends; where it cites nothing that was understood, *ibid.* is less sure."""
        self.note = 0
        self.unread = self.unread or len(self.events) == self.events_before

    @property
    def last(self) -> Event | None:
        """What was cited last: in the same brackets, or before them."""
        return self.beside or (self.events[-1] if self.events else None)

    def together(self, last: Event) -> Event:
        """Return the last event, with what else the note before cites: *ibid.* may mean either."""
        here = self.book_note if self.note else 0
        if not last.note or last.note_in_book == here or last.cause:
            return last
        beside = (e for e in reversed(self.events) if e.note_in_book == last.note_in_book)
        keys = tuple(key for event in beside if event is not last for key in event.keys)
        return replace(last, keys=(*keys, *last.keys)) if set(keys) - set(last.keys) else last

    def in_note(self, number: int, near: Collection[str]) -> list[Event]:
        """Return what the note of this number cites of some works; of all where `near` is empty.

        Notes are counted by the chapter or through the book: where both lead somewhere, the way
        that this text counts decides, if it has shown one.
        """
        ways = {
            way: [e for e in self.events if getattr(e, way) == number and self._cites(e, near)]
            for way in ("note", "note_in_book")
        }
        leading = [way for way, events in ways.items() if events]
        if len(leading) == 1:
            self.votes[leading[0]] += 1
        shown = [way for way in leading if self.votes[way] == self.votes.total() >= 2]
        return [event for way in shown or leading for event in ways[way]]

    def _cites(self, event: Event, near: Collection[str]) -> bool:
        return not near or any(self.shelf.parent(key) in near for key in event.keys)

    def remember_source(self, items: list[Item]) -> str:
        """Record the name of a newspaper with its date, which the next *ibid.* may mean."""
        dated = next((item.head for item in items if is_dated_source(item)), "")
        if dated:
            self.remember((), (), 0.0, dated)
        return dated

    def remember(
        self, keys: tuple[str, ...], locators: tuple[Locator, ...], sure: float, cause: str = ""
    ) -> None:
        """Take in works cited together, or (`cause`) a source that was not found."""
        self.unread = False
        self.events.append(self.event(keys, locators, sure, cause))

    def event(
        self, keys: tuple[str, ...], locators: tuple[Locator, ...], sure: float, cause: str
    ) -> Event:
        """Return an event at this place."""
        in_book = self.book_note if self.note else 0
        return Event(keys, locators, sure, self.section, self.note, in_book, cause)


def with_author(group: Group) -> tuple[Item, ...]:
    """Return a group's items; a year with its page belongs to the name before: `Mill (1859, p. 3)`.

    A year alone is no citation: `Mill (1859) wrote`.
    """
    item = group.items[0]
    if len(group.items) > 1 or not group.author or not item.tail.locators or item.signal:
        return group.items
    if not DATE.fullmatch(item.head):
        return group.items
    return (replace(item, head=f"{group.author} {item.head}"),)
