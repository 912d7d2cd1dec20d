"""Reads an entry of a list of works, as authors type them: a string in, its parts out.

The parts are the words of the entry; `item` makes a CSL item of them. What no rule explains stays
out, so that a part may lack and is never made up. The orders of the parts are those of the common
styles: author (year) title; author, title, imprint, year; author, ‘title’, journal volume (year).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from octavo.text import citation_entry_forms as forms
from octavo.text.citation_names import LETTER, NAMES, ROLE, UPPER, people


@dataclass(slots=True)
class Parts:
    """The parts of an entry, each in its own words; "" for what it has not."""

    author: str = ""
    title: str = ""
    container: str = ""
    editor: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    year: str = ""
    publisher: str = ""
    place: str = ""
    quoted: bool = False
    doi: str = ""
    url: str = ""


def parts(text: str) -> Parts:
    """Read an entry of a list of works."""
    found = Parts()
    rest = forms.NUMBER.sub("", " ".join(re.sub(r"</?\w+>", "", text).split()), count=1)
    rest = _take(rest, forms.DOI, found, doi="doi")
    rest = _take(rest, forms.URL, found, url="url")
    rest, by_commas = _author(rest, found)
    divider, rest = _year(rest, found)
    rest = _title(rest, found, by_commas=divider == "," if divider else by_commas)
    _beyond(rest, found)
    return found


def _take(text: str, pattern: re.Pattern[str], found: Parts, **groups: str) -> str:
    """Take the first match out of a text, its groups into the parts."""
    match = pattern.search(text)
    if match is None:
        return text
    for field, group in groups.items():
        setattr(found, field, (match[group] or "").rstrip(".,;)>"))
    return text[: match.start()] + text[match.end() :]


def _author(text: str, found: Parts) -> tuple[str, bool]:
    """Take the names at the start: the longest list of one form that ends like a part.

    Says too whether a comma follows: then commas divide the other parts as well.
    Where there is none, what stands before an early year or a comma is a body, or a surname.
    """
    ends = [match.end() for pattern in NAMES if (match := pattern.match(text))]
    body = None if ends else forms.BODY.match(text)
    end = max(ends, default=body.end("body") if body else 0)
    role = re.match(ROLE, text[end:]) if end else None
    setattr(found, "editor" if role else "author", text[:end].strip(" ,"))
    rest = text[end + (role.end() if role else 0) :]
    return rest.lstrip(" .,:;"), rest.startswith(",") or text[:end].endswith(",")


def _year(text: str, found: Parts) -> tuple[str, str]:
    """Take the year; say what follows it where it stands right behind the author."""
    undated = forms.UNDATED.match(text)
    if undated:
        return undated[0][-1:], text[undated.end() :].lstrip(" .,:;")
    dates = list(forms.DATE.finditer(text))
    if not dates:
        return "", text
    early = dates[0].start() <= 1
    inner = [date for date in dates if date["inner"]]
    date = dates[0] if early else (inner or dates)[-1]
    found.year = (date["inner"] or date["bare"])[:4]
    if early:
        rest = text[date.end() :]
        return rest[:1] or " ", rest.lstrip(" .,:;")
    return "", text[: date.start()] + " \N{BROKEN BAR} " + text[date.end() :]


def _title(text: str, found: Parts, *, by_commas: bool) -> str:
    """Take the title: between quotation marks, or up to where it ends; a journal is none."""
    quoted = forms.QUOTED.match(text)
    if quoted:
        found.quoted = True
        found.title = next(title for title in quoted.groups() if title).strip(" ,.")
        return text[quoted.end() :].lstrip(" .,")
    if forms.JOURNAL.match(text):
        return text
    end = _end_of_title(text, by_commas=by_commas)
    found.title = text[:end].strip(" .,")
    tail = forms.EDITION.search(found.title)
    if tail:
        found.title, end = found.title[: tail.start()].strip(" .,"), tail.start()
    return text[end:].lstrip(" .,")


def _end_of_title(text: str, *, by_commas: bool) -> int:
    stops = (
        m.start()
        for m in re.finditer(r"[.?!](?=\s)", text)
        if not re.search(
            rf"(?:^|\s|\(){UPPER}$|\b(?:vs?|St|[Vv]ol|no|ed|rev|Dr|Ph|Jr|Int|Proc)$",
            text[: m.start()],
        )
    )
    stop = next(stops, len(text))
    comma = forms.STYLED.search(text)
    imprinted = forms.IMPRINTED.match(text) if by_commas else None
    before = min(stop, comma.start() if comma else stop)
    if imprinted and imprinted.end("title") < before and not re.search(r"\d", imprinted[0]):
        return imprinted.end("title")
    if (
        comma
        and (comma.start() < stop)
        and (by_commas or stop == len(text) or text[comma.start() :].startswith(" \N{BROKEN BAR}"))
    ):
        return comma.start()
    return stop + (text[stop : stop + 1] in ("?", "!"))


def _beyond(text: str, found: Parts) -> None:
    """Read what stands behind the title: the whole it is a part of, volume, pages, imprint."""
    part_of = re.search(r"(?:^|[.?!]\s|^[^.]{0,80},\s)[Ii]n\b:?\s+(?!\d)", text)
    pages = forms.PAGES.search(text)
    if pages:
        found.page = pages["page"] or pages["one"]
    if part_of:
        _whole(text[part_of.end() :], found)
    elif pages or re.search(rf"{LETTER}\.?,?\s\d+\b", text):
        _journal(text, found)
    if not found.container and found.quoted:
        found.container = re.split(r"[,.;:(\N{BROKEN BAR}]", text, maxsplit=1)[0].strip()
    edited = forms.EDITED.search(text)
    if edited and not found.editor:
        found.editor = edited["names"].strip(" ,")
    _imprint(text, found)


def _whole(text: str, found: Parts) -> None:
    """Read the book that a chapter stands in, with its editors before or behind its title."""
    for pattern in NAMES:
        before = re.compile(rf"(?P<names>{pattern.pattern}){ROLE},?\s").match(text)
        if before:
            found.editor = before["names"].strip(" ,")
            text = text[before.end() :]
            break
    end = forms.WHOLE_ENDS.search(text)
    found.container = text[: end.start() if end else len(text)].strip(" .,")


def _journal(text: str, found: Parts) -> None:
    """Read a journal with its volume and issue: `Mind 59, no. 236`, `Mind, 59(236): 433`."""
    match = forms.PERIODICAL.match(text) or forms.LATER.search(text)
    if match is None:
        return
    name = re.sub(
        rf"(?:[,.]\s*|\s+)(?:[Vv]ol(?:ume)?|[Nn]o|pages?|pp?|v|{forms.MONTHS})\.?$",
        "",
        match["name"].strip(" ,."),
    )
    found.container = name.strip(" ,.")
    if found.page.startswith(match["volume"]):
        return
    found.volume = match["volume"]
    found.issue = match["issue"] or match["no"] or match["dot"] or match["colon"] or ""
    first = forms.PAGE_BEHIND.match(text, match.end())
    if first and not found.page:
        found.page = first["page"]


def _imprint(text: str, found: Parts) -> None:
    """Read place and publisher, with a colon or without, the last that stand together."""
    if found.volume and found.page and not found.editor and "In " not in text:
        return
    told = list(forms.IMPRINT.finditer(text))[-1:] or list(forms.TURNED_IMPRINT.finditer(text))[-1:]
    if told and (":" in told[0][0] or not found.volume):
        found.place = told[0]["place"]
        found.publisher = told[0]["publisher"].strip(" ,\N{BROKEN BAR}")
        if found.publisher in forms.CITIES:
            found.place, found.publisher = found.publisher, found.place
    elif lone := forms.LONE.search(text):
        house = lone["house"].strip(" ,")
        town = house in forms.CITIES or (" " not in house and "\N{BROKEN BAR}" in lone[0])
        if forms.FIRM.search(house) or (not town and not found.container):
            found.publisher = house
        elif town and not found.container:
            found.place = house
    if not found.volume and (volume := forms.VOLUME.search(text)):
        found.volume = volume["volume"]


def item(text: str) -> dict[str, Any] | None:
    """Make a CSL item, without its key, of an entry; None where it has no author or no title."""
    read = parts(text)
    names = list(people(read.author or read.editor))
    if not names or not read.title:
        return None
    inside = "chapter" if read.editor and read.author else "article-journal"
    made = {
        "type": inside if read.container else "book",
        "author" if read.author else "editor": names,
        "title": read.title,
        "container-title": read.container,
        "volume": read.volume,
        "issue": read.issue,
        "page": re.sub(r"\s?[-‑–—]+\s?", "-", read.page),
        "publisher": read.publisher,
        "publisher-place": read.place,
        "issued": {"date-parts": [[int(read.year)]]} if read.year else None,
        "DOI": read.doi,
        "URL": read.url,
    }
    if read.author and read.editor:
        made["editor"] = list(people(read.editor))
    return {field: value for field, value in made.items() if value}
