"""Reads typed citations in order: what *ibid.* means depends on what was cited before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from octavo.text.citations.grammar import SIGNAL, Anaphor, Group, Item, is_like_a_source, parse
from octavo.text.citations.locator import Tail, read_tail, roman, split_undivided, volume_number
from octavo.text.citations.match import AUTO, BY_LIST, REVIEW, Match
from octavo.text.citations.past import DATE, Past, with_author
from octavo.text.citations.records import NOTHING, Answer, Cited, Event, Meaning, Mode

CERTAIN = {
    Anaphor.NONE: "cite-typed",
    Anaphor.IBID: "cite-ibid",
    Anaphor.IDEM: "cite-idem",
    Anaphor.OP_CIT: "cite-op-cit",
    Anaphor.LOC_CIT: "cite-loc-cit",
}
"""The rule of a citation by how it points back."""

AMBIGUOUS = {
    Anaphor.NONE: "cite-typed-ambiguous",
    Anaphor.IBID: "cite-ibid-ambiguous",
    Anaphor.IDEM: "cite-idem-ambiguous",
    Anaphor.OP_CIT: "cite-op-cit-ambiguous",
    Anaphor.LOC_CIT: "cite-loc-cit-ambiguous",
}
"""The rule where several works may be meant."""

LATELY = 3
"""Of so many works cited last one is meant by an *op. cit.* that names nobody."""


class History(Past):
    """What has been cited so far. Tell it headings, notes and citations in reading order."""

    def cited(self, citations: Iterable[tuple[str, str]]) -> None:
        """The editor's own citations at one place: key and suffix of each."""
        tails = [(key, read_tail(suffix.strip(" ,{}")) or Tail()) for key, suffix in citations]
        locators = tails[0][1].locators if len(tails) == 1 else ()
        keys = tuple(self.shelf.volume(key, tail.volume) for key, tail in tails)
        self.remember(keys, locators, 1.0)

    def typed(self, group: Group) -> Answer:
        """Return what a typed group means, and remember it."""
        if group.too_long:
            size = f"{group.end - group.start:,} characters in one pair of brackets"
            self.remember((), (), 0.0, cause := f"{group.items[0].head} ({size})")
            return Answer(cause=cause)
        items, meanings = self._undivided(_with_remarks(with_author(group)))
        if not any(m.base or m.cause for m in meanings):
            perhaps = self.remember_source(items)
            self.unread = self.unread or (group.clause and not perhaps)
            return Answer(perhaps=perhaps)
        lost = next((m for m in meanings if not m.base), None)
        if lost is not None:
            cause = lost.cause or "part of what stands in the brackets"
            self.remember((), (), 0.0, cause)
            return Answer(cause=cause, rule=_rule(items))
        answer = self._answer(group, items, meanings)
        keys = tuple(self.shelf.volume(one.key, one.volume) for one in answer.cited)
        self.remember(keys, answer.cited[-1].locators, answer.sure)
        return answer

    def is_mixed(self, group: Group) -> bool:
        """Whether of several sources in a group some are found and others are not."""
        if len(group.items) == 1:
            return False
        _, meanings = self._undivided(_with_remarks(group.items))
        return len({bool(meaning.base) for meaning in meanings}) == 2

    def _undivided(self, items: list[Item]) -> tuple[list[Item], list[Meaning]]:
        """Return items with their meanings; as one where a semicolon stands in a known title."""
        meanings = self._meanings(items)
        if len(items) > 1 and not all(m.base for m in meanings):
            whole = [parse("; ".join(item.text for item in items))]
            if (meaning_of_whole := self._meanings(whole))[0].sure >= AUTO:
                return whole, meaning_of_whole
        return items, meanings

    def _meanings(self, items: list[Item]) -> list[Meaning]:
        """Return what each item means; *ibid.* behind a semicolon means the item before it."""
        meanings = []
        for item in items:
            meanings.append(meaning := self._meaning(item))
            keys = (self.shelf.volume(meaning.base, meaning.volume),) if meaning.base else ()
            cause = meaning.cause or ("" if keys else item.head)
            self.beside = self.event(keys, meaning.locators, meaning.sure, cause)
        self.beside = None
        return meanings

    def _answer(self, group: Group, items: list[Item], meanings: list[Meaning]) -> Answer:
        cited = [self._cite(item, m) for item, m in zip(items, meanings, strict=True)]
        by_year = items[0].head != group.items[0].head and bool(DATE.search(items[0].head))
        if len(cited) == 1 and (meanings[0].by_title or by_year) and not items[0].signal:
            cited[0] = self._narrative(group, cited[0], meanings[0].base)
            if cited[0].mode is not Mode.NORMAL and meanings[0].evidence.startswith("title match"):
                meanings[0] = replace(meanings[0], sure=max(meanings[0].sure, 0.92))
        candidates = tuple(dict.fromkeys(c for m in meanings for c in m.candidates))
        return Answer(
            tuple(cited),
            min(m.sure for m in meanings),
            _rule(items, several=len(candidates) > 1),
            tuple(m.evidence for m in meanings if m.evidence),
            candidates,
            after_heading=any(m.after_heading for m in meanings),
        )

    def _cite(self, item: Item, meaning: Meaning) -> Cited:
        prefix = item.signal
        if SIGNAL.match(f"{prefix} "):
            prefix = prefix[:1].lower() + prefix[1:]
        key = self.shelf.volume(meaning.base, meaning.volume)
        if key in self.shelf.entries:
            return Cited(key, prefix, meaning.locators, item.tail.remark)
        remark = item.tail.remark
        return Cited(meaning.base, prefix, meaning.locators, remark, volume=meaning.volume)

    def _narrative(self, group: Group, cited: Cited, base: str) -> Cited:
        """A title alone, behind its author's name: the name belongs to the citation."""
        if not group.author or base not in self.shelf.by_author(group.author):
            return cited
        return replace(cited, mode=Mode.SUPPRESSED if group.full else Mode.AUTHOR)

    def _meaning(self, item: Item) -> Meaning:
        item = self._parted(item)
        ways = {
            Anaphor.IBID: self._ibid,
            Anaphor.IDEM: self._idem,
            Anaphor.OP_CIT: self._op_cit,
            Anaphor.LOC_CIT: self._loc_cit,
            Anaphor.NONE: self._direct,
        }
        meaning = ways[item.anaphor](item)
        if not meaning.base:
            return meaning if is_like_a_source(item) else NOTHING
        item = self._with_volume(meaning.base, item)
        volume = item.tail.volume or meaning.volume
        if item.tail.volume:
            meaning = replace(meaning, base=self.shelf.whole(meaning.base))
        if not self.shelf.has_volume(meaning.base, volume):
            return Meaning(cause=f"volume {volume} of {meaning.base}")
        cited = self.shelf.cited(meaning.base, item.head, item.tail)
        locators = cited if item.tail.locators else meaning.locators
        return replace(meaning, volume=volume, locators=locators)

    def _parted(self, item: Item) -> Item:
        """Take a page without a comma, `Mill, On Liberty 124`, from a head that is known without.

        Behind a name alone it is a page where a single work of that author is known.
        """
        pages = ", ".join(place.value for place in item.tail.locators)
        if item.anaphor or (
            item.tail and item.tail != Tail(locators=item.tail.locators, bare=True)
        ):
            return item
        head, tail = split_undivided(f"{item.head}, {pages}" if pages else item.head)
        return replace(item, head=head, tail=tail) if tail and self.shelf.match(head) else item

    def _with_volume(self, base: str, item: Item) -> Item:
        """Take a Roman number alone, `Gibbon, Decline and Fall, iii`, for a volume if it is one."""
        value = item.tail.locators[0].value if len(item.tail.locators) == 1 else ""
        if not item.tail.bare or item.tail.volume or not roman(value):
            return item
        volume = volume_number(value)
        if int(volume) > self.shelf.entries[base].volumes:
            return item
        return replace(item, tail=replace(item.tail, volume=volume, locators=()))

    def _direct(self, item: Item) -> Meaning:
        if item.tail.note:
            noted = self._noted(item)
            if noted.base or not item.head:
                return noted
        matches = self.shelf.match(item.head) if item.head else []
        best = matches[0] if matches else None
        if best is None or best.confidence < REVIEW:
            return Meaning(cause=item.head)
        if not _is_evident(best, item):
            return NOTHING
        sure = min(best.confidence, 0.7) if item.tail.note else best.confidence
        if best.evidence.startswith("author and year") and not item.tail.locators:
            sure = min(sure, 0.8)
        close = tuple(
            m.key for m in matches if sure < AUTO and m.confidence > best.confidence - 0.05
        )
        by_title = best.evidence.startswith("title")
        return Meaning(
            best.key,
            best.volume,
            sure=sure,
            evidence=best.evidence,
            candidates=close,
            by_title=by_title,
        )

    def _ibid(self, item: Item) -> Meaning:
        last = self.last
        if last is None:
            return Meaning(cause="what ibid. stands for: nothing is cited before it")
        meaning = self._again(self.together(last), item)
        if item.misread or (self.note and self.unread):
            meaning = replace(meaning, sure=min(meaning.sure, 0.7))
        if item.head:
            meaning = replace(meaning, sure=min(meaning.sure, 0.65))
        return meaning

    def _again(self, event: Event, item: Item) -> Meaning:
        """Cite what an event cited; volume and page are its own unless they are typed anew."""
        if event.cause or not event.keys:
            return Meaning(cause=event.cause)
        key = event.keys[-1]
        if self.shelf.parent(key) not in self.shelf.entries:
            return Meaning(cause=f"@{key}, which no bibliography has")
        volume = self._volume_of(key)
        locators = () if item.tail.volume else event.locators
        several = tuple(dict.fromkeys(event.keys))
        return Meaning(
            self.shelf.parent(key),
            item.tail.volume or volume,
            item.tail.locators or locators,
            min(0.95, event.sure) if len(several) == 1 else 0.65,
            f"the citation before it is {', '.join(several)}",
            several if len(several) > 1 else (),
            after_heading=event.section != self.section,
        )

    def _idem(self, item: Item) -> Meaning:
        last = self.last
        if last is None or last.cause or len(set(last.keys)) != 1:
            return Meaning(cause=last.cause if last else "whom idem stands for")
        if not item.head:
            again = self._again(last, item)
            return replace(again, sure=min(again.sure, 0.7))
        base = self.shelf.parent(last.keys[0])
        entry = self.shelf.entries.get(base)
        name = " ".join(entry.surnames[0]) if entry and entry.surnames else ""
        meaning = self._direct(replace(item, head=f"{name}, {item.head}"))
        return replace(meaning, sure=min(meaning.sure, last.sure)) if meaning.base else meaning

    def _loc_cit(self, item: Item) -> Meaning:
        if not item.head:
            return self._ibid(replace(item, head=""))
        works = set(self.shelf.by_author(item.head))
        for event in reversed(self.events):
            if works.intersection(map(self.shelf.parent, event.keys)) and len(event.keys) == 1:
                return self._again(event, item)
        return Meaning(cause=item.head)

    def _op_cit(self, item: Item) -> Meaning:
        direct = [m for m in self.shelf.match(item.head) if m.confidence >= AUTO]
        if direct:
            return self._opus(direct[0].key, item, 0.95, direct[0].evidence)
        part = re.fullmatch(r".+\bin(?:\s+(?P<author>[^,]+.*))?", item.head)
        if part and not self.shelf.by_author(item.head):
            whole = (self._op_cit if part["author"] else self._ibid)(
                replace(item, head=part["author"] or "")
            )
            evidence = f"a part of {whole.base}, which is not in the bibliography"
            return replace(whole, sure=min(whole.sure, 0.6), evidence=evidence)
        return self._of_author(item)

    def _of_author(self, item: Item) -> Meaning:
        """An author's name and *op. cit.*: the one work of that author that was cited."""
        works = self.shelf.of_author(item.head) if item.head else list(self.shelf.entries)
        noted = self._noted(item)
        if noted.base:
            return noted
        earlier = [self.shelf.parent(k) for e in reversed(self.events) for k in e.keys]
        cited = tuple(dict.fromkeys(key for key in earlier if key in works))
        if len(cited) == 1 and item.head and not item.tail.note:
            return self._opus(cited[0], item, 0.93, f"the only work of {item.head} cited before")
        if cited:
            meaning = self._opus(cited[0], item, 0.65, "it does not say which work is meant")
            return replace(meaning, candidates=cited if item.head else cited[:LATELY])
        if len(works) == 1 and item.head:
            return self._opus(works[0], item, 0.7, "not cited before")
        return Meaning(cause=item.head or "what op. cit. stands for")

    def _opus(self, key: str, item: Item, sure: float, evidence: str) -> Meaning:
        """Cite a work once more; its volume is taken over where only one was cited."""
        keys = [k for event in self.events for k in event.keys if self.shelf.parent(k) == key]
        volumes = {self._volume_of(k) for k in keys} - {""}
        trust = min((e.sure for e in self.events if set(e.keys) & set(keys)), default=1.0)
        volume = item.tail.volume
        if not volume and volumes:
            volume, sure = (volumes.pop(), 0.85) if len(volumes) == 1 else ("", 0.65)
        return Meaning(key, volume, sure=min(sure, trust), evidence=f"{evidence}: {key}")

    def _noted(self, item: Item) -> Meaning:
        """Cite what the note of this number cites, `Mill (n 2)`: of several works the author's."""
        number = item.tail.note
        if not number:
            return NOTHING
        near = set(self.shelf.of_author(item.head))
        near |= {m.key for m in self.shelf.match(item.head) if m.confidence >= REVIEW}
        events = self.in_note(number, near) if near or not item.head else []
        keys = [k for e in events for k in e.keys if not near or self.shelf.parent(k) in near]
        keys = list(dict.fromkeys(keys))
        if not keys:
            return Meaning(cause=item.head or f"note {number}")
        trust = min(event.sure for event in events)
        return Meaning(
            self.shelf.parent(keys[0]),
            self._volume_of(keys[0]),
            sure=min(trust, 0.65 if len(keys) > 1 else 0.95 if item.head else 0.7),
            evidence=f"cited in note {number}: {' or '.join(keys)}",
            candidates=tuple(keys) if len(keys) > 1 else (),
        )

    def _volume_of(self, key: str) -> str:
        parent = self.shelf.parent(key)
        return key[len(parent) + 1 :] if parent != key else ""


def _with_remarks(items: Iterable[Item]) -> list[Item]:
    """Return a remark that stands alone, `; my emphasis`, to the item before it."""
    joined: list[Item] = []
    for item in items:
        alone = item.tail.remark and not (item.head or item.tail.locators or item.tail.volume)
        if alone and joined and not item.anaphor:
            joined[-1] = replace(joined[-1], tail=replace(joined[-1].tail, remark=item.tail.remark))
        else:
            joined.append(item)
    return joined


def _is_evident(match: Match, item: Item) -> bool:
    """Whether a matched head is a citation and not a name or a title in a sentence.

    It has a page or a volume, or author and title, or author and year, are both there; an author
    alone needs a page.
    """
    if match.evidence.startswith("author match"):
        return bool(item.tail.locators)
    if item.tail.locators or item.tail.volume:
        return True
    return match.evidence.startswith(("author and title", "author and year", BY_LIST))


def _rule(items: list[Item], *, several: bool = False) -> str:
    """Return the rule of what points back, or of a citation typed out; `several` may be meant."""
    kind = next((item.anaphor for item in items if item.anaphor), Anaphor.NONE)
    return AMBIGUOUS[kind] if several else CERTAIN[kind]
