"""Binds the files of a book: sections join the chapter before them, links find their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from octavo.manuscripts import cited
from octavo.manuscripts.folder import divide
from octavo.manuscripts.folder.names import names_of
from octavo.manuscripts.folder.write import read_apart
from octavo.manuscripts.pieces import Chapter, Manuscript
from octavo.manuscripts.volume import described, ends, lines, links
from octavo.manuscripts.volume.listed import Item
from octavo.manuscripts.volume.volume import Volume
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk

SHOWN = 5


@dataclass(slots=True)
class Bound:
    """The chapters of a book, where the places of its files are, and what there is to say.

    `joined` are the texts of each chapter, one a file; `labels` those of its notes and addresses.
    """

    chapters: list[Chapter] = field(default_factory=list)
    joined: list[list[str]] = field(default_factory=list)
    labels: list[set[str]] = field(default_factory=list)
    places: list[list[_Spot]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A heading of a file: its name there, the number of its chapter, its number in that."""

    name: str
    words: str
    chapter: int
    heading: int


def together(read: Sequence[Manuscript], gathered: Volume) -> None:
    """Give the first of the manuscripts the chapters of all, bound, where they are one text."""
    gathered.take(read[0])
    if not gathered.bound:
        return
    done = bound(read, gathered.paths, gathered.parts)
    works = {key for manuscript in read for key in manuscript.works}
    named = any(one.rule == "import-bibliography" for each in read for one in each.findings)
    tied = ends.tie(done.chapters, works, cites=bool(works) or named)
    read[0].unlisted = list(tied.works)
    done.findings += ends.reports(tied)
    lead(done, names_of(done.chapters))
    for manuscript in read:
        manuscript.chapters = []
    read[0].chapters = done.chapters
    if works and gathered.file is not None and not any(one.style for one in read):
        cited.take(read[0], gathered.style, [gathered.file.parent])
        cited.of_list(read[0], gathered.file)
    described.byline(read[0], done.chapters)
    read[0].findings += done.findings


def bound(read: Sequence[Manuscript], paths: Sequence[Path], parts: dict[int, list[Item]]) -> Bound:
    """Bind manuscripts; `parts` are parts and groups that open before each, by its number."""
    files = links.Files([path.absolute() for path in paths])
    done = Bound()
    counts: list[int] = []
    for number, manuscript in enumerate(read):
        for item in parts.get(number, []):
            _group(done, counts, item)
        spots: list[_Spot] = []
        for chapter in manuscript.chapters:
            text = links.held(chapter.markdown, files.paths[number], files).rstrip() + "\n"
            _add(done, counts, Chapter(chapter.title, text, chapter.blocks))
            at = len(done.chapters) - 1
            for heading in _headings(chapter.blocks):
                name, words = heading["c"][1][0], stringify(heading["c"][2])
                spots.append(_Spot(name, words, at, counts[at]))
                counts[at] += 1
        done.places.append(spots or [_Spot("", "", len(done.chapters) - 1, 0)])
    for chapter, joined in zip(done.chapters, done.joined, strict=True):
        if joined[1:]:
            rows = "\n\n".join([joined[0].rstrip(), *(text.strip("\n") for text in joined[1:])])
            chapter.markdown = lines.closed(f"{rows}\n")
    texts = [chapter.markdown for chapter in done.chapters]
    for chapter, blocks in zip(done.chapters, read_apart(texts) if texts else [], strict=True):
        chapter.blocks = blocks
    if files.dead:
        done.findings.append(_dead(files))
    return done


def _group(done: Bound, counts: list[int], item: Item) -> None:
    """Open a part, or set the heading of a group of files: a chapter, or a section of one."""
    if item.division == "part" or not item.depth or not done.chapters:
        named = f"{item.label} {{.{item.division}}}" if item.division else item.label
        _open(done, Chapter(item.label, f"# {named}\n", []))
        counts.append(1)
        return
    done.joined[-1].append(f"{'#' * (item.depth + 1)} {item.label}\n")
    counts[-1] += 1


def _add(done: Bound, counts: list[int], chapter: Chapter) -> None:
    """Add a chapter; what begins with no heading of the first level joins the one before it."""
    first = chapter.blocks[0] if chapter.blocks else None
    opens = first is not None and first["t"] == "Header" and first["c"][0] == 1
    if opens or not done.chapters or "{.part}" in done.chapters[-1].markdown.split("\n", 1)[0]:
        _open(done, chapter)
        counts.append(0)
        return
    done.joined[-1].append(_relabelled(chapter.markdown, done.labels[-1]))


def _open(done: Bound, chapter: Chapter) -> None:
    done.chapters.append(chapter)
    done.joined.append([chapter.markdown])
    done.labels.append(_labels(chapter.markdown))


def _relabelled(text: str, there: set[str]) -> str:
    """Give notes and addresses other labels where the text before has the same ones.

    `there` are the labels before, and then those of the text, too.
    """
    own = _labels(text)
    for label in sorted(own & there):
        number = 2
        while f"{label}-{number}" in there | own:
            number += 1
        own.add(f"{label}-{number}")
        text = lines.outside_code(text, lambda part, a=label, n=number: _renamed(part, a, n))  # type: ignore[misc]
    there |= own
    return text


def _labels(text: str) -> set[str]:
    rows = text.split("\n")
    matches = (
        None if code else divide.DEFINITION.match(row)
        for row, code in zip(rows, lines.fenced(rows), strict=True)
    )
    return {match["label"].casefold() for match in matches if match}


def _renamed(text: str, label: str, number: int) -> str:
    named = re.escape(label)
    if label.startswith("^"):
        return re.sub(rf"\[{named}\]", f"[{label}-{number}]", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"^( {{0,3}})\[{named}\]:",
        rf"\1[{label}-{number}]:",
        text,
        flags=re.MULTILINE | re.IGNORECASE,
    )
    text = re.sub(rf"\]\[{named}\]", f"][{label}-{number}]", text, flags=re.IGNORECASE)
    alone = rf"(?<!\])\[({named})\](?:\[\])?(?![\[(:])"
    return re.sub(alone, rf"[\1][{label}-{number}]", text, flags=re.IGNORECASE)


def _headings(blocks: list[Node]) -> list[Node]:
    return [node for node in walk(blocks) if node["t"] == "Header"]


def lead(done: Bound, names: Sequence[str]) -> None:
    """Lead the links that are held to the files that the chapters are written into, by name."""
    headings = [_headings(chapter.blocks) for chapter in done.chapters]
    for number, chapter in enumerate(done.chapters):

        def address(match: re.Match[str], number: int = number) -> str:
            spots = done.places[int(match[1])]
            anchor = match[2] or ""
            spot = next((one for one in spots if anchor and _is(one, anchor)), spots[0])
            inside = headings[spot.chapter]
            name = inside[spot.heading]["c"][1][0] if spot.heading < len(inside) else ""
            file = "" if spot.chapter == number else names[spot.chapter]
            return f"{file}#{name}" if name else file or "#"

        chapter.markdown = links.LINK.sub(address, chapter.markdown)


def _is(spot: _Spot, place: str) -> bool:
    """Whether a link names a heading: by its identifier, or by its words, as other programs do."""
    if spot.name == place:
        return True
    return _letters(spot.words) == _letters(re.sub(r"%[0-9A-Fa-f]{2}", "", place))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _dead(files: links.Files) -> Finding:
    number = sum(files.dead.values())
    what = "1 link leads" if number == 1 else f"{number} links lead"
    listed = [f"{to} ({many})" if many > 1 else to for to, many in sorted(files.dead.items())]
    more = f" and {len(listed) - SHOWN} more" if listed[SHOWN:] else ""
    message = f"{what} to files that are not among those of the book: their words stay, without a"
    message += f" link ({', '.join(listed[:SHOWN])}{more})."
    return Finding("import-dead-link", message, Severity.INFO, Tier.AUTO, Place("source"))
