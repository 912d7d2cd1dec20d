"""Titles of chapters: from a group of headings, from the contents, from paragraphs set large.

A number and its title are one heading, parted as the contents part them, else by a colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Entry, Page, Web
from octavo.manuscripts.web.setting import broken, headlooks
from octavo.manuscripts.web.setting.broken import STOPS, is_number

TITLE_KINDS = frozenset(("title", "subtitle", "ordinal", "label", "fulltitle", "bridgehead"))
LONGEST = 200
"""How many characters a title may have that stands in the text as paragraphs."""

MOST = 4
"""Of so many blocks at the beginning of a page a title may be made up."""


@dataclass(slots=True)
class Done:
    """The headings that were joined, and those that the contents gave."""

    joined: list[tuple[str, str]]
    given: list[str]
    written: list[str]


def take(web: Web) -> None:
    """Make one heading of each title, in place, and give the headings their levels."""
    done = Done([], [], [])
    headlooks.take(web)
    for page in web.pages:
        labels = {tree.small_letters(e.label): e.label for e in web.entries if e.page == page.name}
        for group in tree.of([page.body], "hgroup", "header"):
            _group(group, labels, done)
        _in_a_row(page.body, labels, done)
    for entry in web.entries:
        _from_contents(web, entry, done)
    add_findings(web, done)
    _levels(web)


def add_findings(web: Web, done: Done) -> None:
    """Report the headings that were made."""
    if done.joined:
        number = len(done.joined)
        message = "A number and its title became one heading."
        if number > 1:
            message = f"Numbers and titles of {number} divisions became one heading each."
        web.done("import-title-joined", message, *done.joined[0])
        web.aside += [part for before, _ in done.joined for part in before.split(" / ")]
    for titles, how in (
        (done.given, "stood in the text as paragraphs, and became headings"),
        (done.written, "stood only in the list of contents, and became headings"),
    ):
        if titles:
            many = "1 title" if len(titles) == 1 else f"{len(titles)} titles"
            message = f"By the list of contents, {many} {how}."
            web.done("import-title-contents", message, titles[0], titles[0])


def _group(group: etree._Element, labels: dict[str, str], done: Done) -> None:
    """Make one heading of a group; what is no title stays behind it."""
    parts = [
        one
        for one in tree.elements(group)
        if one.tag in tree.HEADINGS or (one.tag == "p" and _is_title(one, group))
    ]
    if group.get("id") == "title-block-header":
        return
    if group.tag == "header" and not any(one.tag in tree.HEADINGS for one in parts):
        return
    if parts and any(one.tag in tree.HEADINGS for one in parts):
        join(parts, labels, done)
    tree.unwrap(group)


def _is_title(element: etree._Element, group: etree._Element) -> bool:
    return group.tag == "hgroup" or bool(tree.kinds(element) & (TITLE_KINDS - {"bridgehead"}))


def join(parts: list[etree._Element], labels: dict[str, str], done: Done) -> None:
    """Join parts of a title, as many as the contents list; without contents, all."""
    texts = [tree.words(part) for part in parts]
    most = next(
        (n for n in range(len(parts), 0, -1) if tree.small_letters("".join(texts[:n])) in labels),
        len(parts),
    )
    first = parts[0]
    level = min((p.tag for p in parts if p.tag in tree.HEADINGS), default="h2")
    label = labels.get(tree.small_letters("".join(texts[:most])), "")
    before = " / ".join(text for text in texts[:most] if text)
    for part, text in zip(parts[1:most], texts[1:], strict=False):
        _append(first, part, _between(label, tree.words(first), text))
        first.set("id", first.get("id") or part.get("id") or "")
    first.tag = level
    if not first.get("id"):
        tree.drop(first, "id")
    for part in parts[most:]:
        part.tag = "p"
        if "subtitle" in tree.kinds(part):
            _slant(part)
    if most > 1:
        done.joined.append((before, tree.words(first)))


def _slant(part: etree._Element) -> None:
    """Set a subtitle that the contents do not have in italics: it is no sentence of the text."""
    inner = tree.made("em", part.text or "")
    inner.extend(list(part))
    part.text = None
    part.append(inner)


def _between(label: str, before: str, after: str) -> str:
    """Return what parts two parts of a title: what the contents have, else a colon."""
    if label.startswith(before):
        rest = label[len(before) :]
        at, own = re.match(r"\W*", rest), re.match(r"\W*", after)
        signs, opens = at[0] if at else "", own[0] if own else ""
        sign = signs.removesuffix(opens)
        bare = sign.strip()
        if opens and sign.isspace():
            return " "
        if bare and tree.small_letters(rest[len(sign) :]).startswith(tree.small_letters(after)[:1]):
            return sign if sign[-1:].isspace() or not after[:1].isalnum() else f"{bare} "
    return " " if before.endswith(tuple(f"{STOPS},;")) else ": "


def _append(first: etree._Element, part: etree._Element, sign: str) -> None:
    last = first[-1] if len(first) else None
    text = f"{sign}{(part.text or '').lstrip()}"
    if last is None:
        first.text = (first.text or "").rstrip() + text
    else:
        last.tail = (last.tail or "").rstrip() + text
    first.extend(list(part))
    xml.remove(part)


def _in_a_row(body: etree._Element, labels: dict[str, str], done: Done) -> None:
    """Join a heading that is only a number with the heading right behind it."""
    rows = []
    for heading in tree.of([body], *tree.HEADINGS):
        broken.part(heading)
        following = tree.following(heading)
        if following is None or following.tag not in tree.HEADINGS:
            continue
        text, more = tree.words(heading), tree.words(following)
        listed = (
            tree.small_letters(text + more) in labels and tree.small_letters(text) not in labels
        )
        counts = is_number(text) and not is_number(more) and heading.tag <= following.tag
        if listed or (counts and not broken.is_first(following, heading)):
            rows.append((heading, following))
    for heading, following in rows:
        if heading.getparent() is not None and following.getparent() is not None:
            join([heading, following], labels, done)


def _from_contents(web: Web, entry: Entry, done: Done) -> None:
    """Make a heading of what an entry of the contents leads to, where no heading stands."""
    page = next((one for one in web.pages if one.name == entry.page), None)
    if page is None or not entry.label:
        return
    start = _start(page, entry.place)
    if (
        start is None
        or start.tag in tree.HEADINGS
        or next(start.iter(*tree.HEADINGS), None) is not None
    ):
        return
    if not entry.place and next(page.body.iter(*tree.HEADINGS), None) is not None:
        return
    blocks = _first_blocks(start)
    label = tree.small_letters(entry.label)
    for number in range(len(blocks), 0, -1):
        texts = [tree.words(one) for one in blocks[:number]]
        if tree.small_letters("".join(texts)) == label and len("".join(texts)) < LONGEST:
            blocks[0].tag = "h2"
            join(blocks[:number], {label: entry.label}, done)
            done.given.append(entry.label)
            return
    whole = not entry.place and all(one.page != page.name or one is entry for one in web.entries)
    if whole and tree.has_words(page.body) and not _is_apart(web, page):
        heading = tree.made("h2", entry.label)
        page.body.insert(0, heading)
        heading.tail, page.body.text = page.body.text, None
        done.written.append(entry.label)


def _is_apart(web: Web, page: Page) -> bool:
    """Whether a page is one that needs no heading: a title page, a dedication."""
    apart = {"titlepage", "cover", "copyright-page", "copyrightpage", "dedication", "epigraph"}
    apart |= {"halftitlepage", "toc", "text", "title-page"}
    return bool(apart & (kinds_of(web, page) | tree.kinds(page.body)))


def kinds_of(web: Web, page: Page) -> set[str]:
    """Return what a page is: by its body, its only section, the guide and the landmarks."""
    kinds = tree.kinds(page.body) | (web.parts.get(page.name, set()) - {"text", "start"})
    inside = tree.elements(page.body)
    while len(inside) == 1 and inside[0].tag in ("section", "div", "article", "main"):
        kinds |= tree.kinds(inside[0])
        inside = tree.elements(inside[0])
    return kinds


def _start(page: Page, place: str) -> etree._Element | None:
    """Return the block that a place of a page stands in; without a place, the first with words."""
    if not place:
        return next((one for one in _first_blocks(page.body)), None)
    for element in page.body.iter():
        if element.get("id") == place or (element.tag == "a" and element.get("name") == place):
            block = tree.block_of(element)
            if not tree.has_words(block):
                block = next(block.itersiblings(), block)
            return block
    return None


def _first_blocks(start: etree._Element) -> list[etree._Element]:
    """Return the first paragraphs with words, from an element on."""
    leaves = [start, *start.itersiblings()]
    if start.tag != "p":
        leaves = list(start.iter("p", "div", *tree.HEADINGS))
    made: list[etree._Element] = []
    for one in leaves:
        inner = any(child.tag in tree.BLOCKS for child in one)
        if one.tag in ("p", "div") and not inner and tree.has_words(one):
            made.append(one)
        elif one.tag in tree.HEADINGS:
            break
        if len(made) == MOST:
            break
    return made


@dataclass(slots=True)
class _Place:
    heading: etree._Element
    entry: Entry | None


def _levels(web: Web) -> None:
    """Give headings the level that the contents give them, where those have levels of their own.

    A heading that the contents do not list keeps its distance to the one before it.
    """
    named = _named(web)
    depths = [entry.depth for entry in named.values()]
    if not depths or max(depths) == min(depths):
        return
    ranks: list[tuple[int, int]] = []
    for page in web.pages:
        for heading in tree.of([page.body], *tree.HEADINGS):
            rank = int(heading.tag[1])
            entry = named.get(heading)
            if entry is not None:
                level = _depth(web, entry, named)
                ranks = [(rank, level)]
            elif ranks:
                level = max(ranks[-1][1] + rank - ranks[-1][0], ranks[-1][1] + 1)
            else:
                level = rank
            heading.tag = f"h{min(max(level, 1), 6)}"
    _name_parts(web, named)


def _name_parts(web: Web, named: dict[etree._Element, Entry]) -> None:
    """Call a heading a part that stands alone on its page and has divisions below it.

    The contents say what is below it; one with the title of the book is not meant.
    """
    of = {id(entry): heading for heading, entry in named.items()}
    pages = {page.name: tree.words(page.body) for page in web.pages}
    for at, entry in enumerate(web.entries):
        heading, below = of.get(id(entry)), _below(web.entries, at)
        inside = [of[id(one)] for one in below if id(one) in of and one.page != entry.page]
        if heading is None or heading.tag != "h1" or not inside:
            continue
        text = tree.words(heading)
        if text == pages.get(entry.page) and text != web.embedded.get("title"):
            tree.add_class(heading, "octavo-part")
            for one in inside:
                tree.add_class(one, "octavo-chapter")


def _below(entries: list[Entry], at: int) -> list[Entry]:
    """Return the entries right below one."""
    below = []
    for entry in entries[at + 1 :]:
        if entry.depth <= entries[at].depth:
            break
        if entry.depth == entries[at].depth + 1:
            below.append(entry)
    return below


def _named(web: Web) -> dict[etree._Element, Entry]:
    """Return the entry of each heading that the contents list."""
    named: dict[etree._Element, Entry] = {}
    for entry in web.entries:
        for page in web.pages:
            if page.name != entry.page:
                continue
            for heading in page.body.iter(*tree.HEADINGS):
                if heading not in named and tree.small_letters(
                    tree.words(heading)
                ) == tree.small_letters(entry.label):
                    named[heading] = entry
                    break
    return named


def _depth(web: Web, entry: Entry, named: dict[etree._Element, Entry]) -> int:
    """Return the level of an entry: how many of those it stands below have headings in the text."""
    kept = {id(one) for one in named.values()}
    depth, level = entry.depth, 1
    at = web.entries.index(entry)
    for above in reversed(web.entries[:at]):
        if above.depth < depth:
            depth = above.depth
            level += id(above) in kept
    return level
