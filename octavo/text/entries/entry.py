"""Reads an entry of a list of works, as authors type them: a string in, its parts out.

A model says of each word which part it belongs to (`citation_entry_model`); the forms of each part
then part its numbers and names from labels and marks (`citation_entry_forms`). The parts are the
words of the entry; `item` makes a CSL item of them. Nothing is made up, and nothing is lost: what
belongs to no part is in `rest`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo.text.citations.names import names_end, people
from octavo.text.entries import forms
from octavo.text.entries.features import features
from octavo.text.entries.model import MODEL, labels
from octavo.text.entries.words import Span, cut

TITLES = frozenset(("title", "journal", "book", "series"))
"""The labels of what stands in italics."""

TAG = re.compile(r"</?\w+>")


@dataclass(slots=True)
class Parts:
    """The parts of an entry, each in its own words; "" for what it has not.

    `kind` says what the container is: `journal`, `book`, or "" without a container; `rest` is what
    belongs to no part, in the order of the entry.
    """

    author: str = ""
    title: str = ""
    container: str = ""
    kind: str = ""
    editor: str = ""
    translator: str = ""
    volume: str = ""
    volumes: str = ""
    issue: str = ""
    page: str = ""
    year: str = ""
    edition: str = ""
    series: str = ""
    genre: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    rest: str = ""


def parts(text: str, emphasised: Sequence[str] = (), model: Path = MODEL) -> Parts:
    """Read an entry of a list of works; `emphasised` are its stretches in italics.

    Raises InputError where the model is missing.
    """
    plain = " ".join(TAG.sub("", text).split())
    entry = Parts()
    spans = list(cut(plain))
    labelled = labels(features(plain, spans, names_end(plain)), model) if spans else []
    for field, span in _addresses(plain, entry):
        labelled = _marked(labelled, spans, span, field)
    labelled = _by_marks(plain, spans, labelled)
    for words in emphasised:
        labelled = _emphasised(plain, spans, labelled, " ".join(words.split()).strip(" .,:;"))
    stretches = list(_stretches(plain, spans, labelled))
    if stretches and stretches[0][0] == "number" and forms.NUMBERED.fullmatch(stretches[0][1]):
        del stretches[0]
    rest = [stretch for label, stretch in stretches if _left(entry, label, stretch)]
    _imprint(entry)
    if entry.issue and entry.kind == "book" and not entry.publisher:
        entry.kind = "journal"  # no other thing has issues
    entry.rest = " ".join(rest).strip(" ,;")
    return entry


def _addresses(text: str, entry: Parts) -> Iterator[tuple[str, Span]]:
    """Take the DOI and the address, and yield where they stand; skip an address of the DOI."""
    doi = forms.DOI.search(text)
    if doi:
        entry.doi = doi["value"].rstrip(forms.BEHIND_ADDRESS)
        yield "doi", doi.span()
    for url in forms.URL.finditer(text):
        if not doi or url.end() <= doi.start() or url.start() >= doi.end():
            entry.url = url["value"].rstrip(forms.BEHIND_ADDRESS)
            yield "url", url.span()
            return


def _marked(labelled: list[str], spans: list[Span], place: Span, label: str) -> list[str]:
    """Return the labels, with one for the words in a place."""
    start, end = place
    return [
        label if span[0] < end and span[1] > start else one
        for one, span in zip(labelled, spans, strict=True)
    ]


def _by_marks(text: str, spans: list[Span], labelled: list[str]) -> list[str]:
    """Return the labels as Chinese and Japanese marks of titles have them.

    They mean nothing else in an entry of these languages; in others such a title is a quotation.
    """
    titles = list(forms.MARKED.finditer(text))[:2]
    if titles and forms.LATIN.search(text[: titles[0].start()]):
        return labelled
    if titles:
        labelled = ["note" if label in TITLES else label for label in labelled]
        labelled = _marked(labelled, spans, (0, titles[0].start()), "author")
    for title, label in zip(titles, ("title", "book"), strict=False):
        labelled = _marked(labelled, spans, title.span(), label)
    return labelled


def _emphasised(text: str, spans: list[Span], labelled: list[str], words: str) -> list[str]:
    """Return the labels so that words in italics belong to one title: to the part most are in.

    Numbers beside a title may be in italics too, as APA has a volume: they stay what they are, as
    do *et al.* and an entry that is in italics as a whole.
    """
    start = text.find(words)
    if start < 0 or not forms.words(words):
        return labelled
    inside = {
        at for at, span in enumerate(spans)
        if span[0] < start + len(words) and span[1] > start
        and any(character.isalpha() for character in text[slice(*span)])
    }  # fmt: skip
    if len(inside) > 0.8 * len(spans):
        return labelled
    seen = Counter(labelled[at] for at in sorted(inside) if labelled[at] in TITLES)
    title = "book" if "title" in labelled else "title"
    label = seen.most_common(1)[0][0] if seen else title
    whole = forms.INSIDE.search(text[:start])
    if whole:
        label = "book" if label == "title" else label
        inside |= {at for at, span in enumerate(spans) if whole.start() <= span[0] < start}
    return [label if at in inside else one for at, one in enumerate(labelled)]


def _stretches(text: str, spans: list[Span], labelled: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each stretch of words that bear one label."""
    start = 0
    for at, label in enumerate(labelled):
        if at + 1 == len(labelled) or labelled[at + 1] != label:
            yield label, text[spans[start][0] : spans[at][1]]
            start = at + 1


def _left(entry: Parts, label: str, stretch: str) -> bool:
    """Put a stretch into the parts, of each the first; return whether it has words beyond them."""
    read = READ.get(label, _nothing)(stretch)
    taken = {} if any(getattr(entry, field) for field in read) else read
    for field, value in taken.items():
        setattr(entry, field, value)
    known = (entry.doi, entry.url) if label in ("doi", "url") else taken.values()
    return bool(forms.words(stretch) - forms.words(" ".join(known)))


# --- the parts, each by its form ------------------------------------------------------------------

Reading = Callable[[str], dict[str, str]]


def _nothing(_stretch: str) -> dict[str, str]:
    return {}


def _as(field: str, form: Callable[[str], str]) -> Reading:
    """Make the reading of a part that is one field."""
    return lambda stretch: {field: form(stretch)}


def _year(stretch: str) -> dict[str, str]:
    match = forms.YEAR.search(stretch)
    return {"year": match[0]} if match else {}


def _page(stretch: str) -> dict[str, str]:
    return {"page": forms.pages(stretch)} if forms.PAGED.search(stretch) else {}


def _volume(stretch: str) -> dict[str, str]:
    """Read volume and issue, and the pages where no space divides them: `59(236):433–460`."""
    volumes = forms.VOLUMES.fullmatch(forms.cleaned(stretch))
    if volumes:
        return {"volumes": volumes["volumes"]}
    match = forms.VOLUME.search(stretch)
    if match is None:
        return {}
    pages = forms.PAGES_BEHIND.search(stretch)
    issue = match["bracket"] or match["no"] or match["behind"]
    numbers = {"volume": match["volume"], "issue": issue, "page": pages and pages["pages"]}
    return {field: value for field, value in numbers.items() if value}


READ: dict[str, Reading] = {
    "author": _as("author", forms.names),
    "title": _as("title", lambda stretch: forms.unquoted(forms.cleaned(stretch))),
    "journal": lambda stretch: {"container": forms.whole(stretch), "kind": "journal"},
    "book": lambda stretch: {"container": forms.whole(stretch), "kind": "book"},
    "editor": _as("editor", forms.names),
    "translator": _as("translator", forms.names),
    "volume": _volume,
    "page": _page,
    "year": _year,
    "publisher": _as("publisher", forms.cleaned),
    "place": _as("place", forms.cleaned),
    "edition": _as("edition", forms.cleaned),
    "series": _as("series", forms.cleaned),
    "genre": _as("genre", forms.cleaned),
}
"""How the stretch of each label is read: its fields."""


def _imprint(entry: Parts) -> None:
    """Part place and publisher, where no colon does: `Milano, Bompiani`, `Suhrkamp, Frankfurt`."""
    both = entry.place or entry.publisher
    one, _, two = both.partition(", ")
    if bool(entry.place) == bool(entry.publisher) or not two:
        return
    if forms.is_city(one) and not forms.STATE.fullmatch(two):
        entry.place, entry.publisher = one, two
    elif entry.publisher and forms.is_city(two):
        entry.place, entry.publisher = two, one


# --- the CSL item ---------------------------------------------------------------------------------

LONGEST = 600
"""No entry is longer, in characters."""

YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
THESIS = re.compile(r"thesis|dissertation|diss\b", re.I)
MEETING = re.compile(r"\b(?:proceedings|proc|conference|symposium|workshop)\b", re.I)


def item(text: str, emphasised: Sequence[str] = ()) -> dict[str, Any] | None:
    """Make a CSL item, without its key, of an entry; None where it has no title.

    A work without an author has the year and more of where it appeared: else it may be a sentence.
    """
    read = parts(text, emphasised)
    names = list(people(read.author or read.editor))
    appeared = read.year and (read.container or read.publisher or read.place or read.url)
    if not read.title or not (names or appeared):
        return None
    made = {
        "type": _type(read),
        "author" if read.author else "editor": names,
        "title": read.title,
        "container-title": read.container,
        "collection-title": read.series,
        "translator": list(people(read.translator)),
        "edition": forms.edition(read.edition),
        "genre": read.genre,
        "volume": read.volume,
        "number-of-volumes": read.volumes,
        "issue": read.issue,
        **_paged(read),
        "publisher": read.publisher,
        "publisher-place": read.place,
        "issued": {"date-parts": [[int(read.year)]]} if read.year else None,
        "DOI": read.doi,
        "URL": read.url,
        "note": read.rest,
    }
    if read.author and read.editor:
        made["editor"] = list(people(read.editor))
    return {field: value for field, value in made.items() if value}


def is_entry(text: str) -> bool:
    """Whether a line alone looks like an entry: people, a title, a year, and no more than that."""
    if len(text) > LONGEST or not YEAR.search(text) or text[:1].islower():
        return False
    read = item(text)
    return read is not None and bool(read.get("author") or read.get("editor"))


def _type(read: Parts) -> str:
    if read.container and MEETING.search(read.container):
        return "paper-conference"
    if read.container:
        return "chapter" if read.kind == "book" or read.editor else "article-journal"
    return "thesis" if THESIS.search(read.genre) else "book"


def _paged(read: Parts) -> dict[str, str]:
    """Return the pages that a work stands on, or how many a book has."""
    extent = forms.EXTENT.fullmatch(read.page)
    if extent:
        return {"number-of-pages": extent["pages"]}
    return {"page": re.sub(r"\s?[-‑–—]+\s?", "-", read.page)}
