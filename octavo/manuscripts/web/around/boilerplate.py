"""Project Gutenberg's header and licence in a page of HTML: kept apart from the text.

The lines that begin and end the text: Project Gutenberg, "The Full Project Gutenberg License" and
the notice that every file bears.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.gutenberg import END, FIELD, START, header
from octavo.manuscripts.plain.outer import contributors
from octavo.manuscripts.plain.outer.gutenberg import NOTES
from octavo.manuscripts.plain.outer.matter import PRINTED
from octavo.manuscripts.plain.outer.pictured import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import dedicated, fore, stacked, titleblock
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import listing, unlisted
from octavo.manuscripts.web.figures import heard

WHO = "See whether it names somebody, or a right, that metadata/edition.yaml does not."
NOTE_CLASS = re.compile(r"(?:tn|midi|trans?-?notes?|transcriber.*|tr?note|mynotes?)(?:-?box)?")
OF_THE_BOOK = re.compile(r"foot|end|side|margin|author|editor|anchor")
"""What the name of a class has in it where the note is the book's own."""

ON_FILE = re.compile(
    r"transcriber|typographical errors|utf-8|character set|browser|mouse-?hover|\be-?text",
    re.IGNORECASE,
)
TITLE_CLASS = re.compile(r"(?:half-?)?title-?page|tp|htp|titel(?:blatt|seite)?|page-?de-?titre")
ADVERTS = re.compile(r"(?:book-?)?(?:adverti[sz]\w*|adverts?|ads)")
CONTENTS = re.compile(
    r"(?:table-?of-?)?contents?|toc\d?|lo[ift]|list-?of-?(?:figures|illustrations|plates|tables)"
)
LEAST = 3
"""So many links to the text a list of contents has, or more."""


def take(web: Web) -> bool:
    """Leave out the header and the licence, and take what the header says, in place.

    Return whether there is such a header.
    """
    body = web.pages[0].body
    head = _block(body, START)
    end = _last(body, END)
    if head is not None:
        _metadata(web, _raw(head, body))
        _leave(web, _until(head, body), "header")
    if end is not None:
        _leave(web, _from(end, body), "licence")
    for element in tree.of([body], "ins"):
        if "correction" in tree.classes(element):
            tree.unwrap(element)
    page = titleblock.find(web) if head is not None else []
    if page:
        _leave(web, page, "title page")
    if head is not None:
        stacked.take(web, _leave)
    following = _leave_named(web, body)
    if head is not None:
        fore.take(web, TITLES, _leave, following)
        dedicated.take(web)
    return head is not None


def _leave_named(web: Web, body: etree._Element) -> list[etree._Element]:
    """Leave out lists of contents, title pages and notes of the transcribers, by their names.

    Return the headings right behind the lists.
    """
    behind = []
    for listed in [*listing.entries(body, TITLES), listing.headed(body, TITLES)]:
        if not listed:
            continue
        behind += _next_heading(listed[-1])
        _leave(web, listed, "list of contents")
    for element in tree.of([body], "div", "section", "p", "table", "ul"):
        if body not in element.iterancestors():
            continue  # what it stood in has gone
        if _is_contents(element):
            behind += _next_heading(element)
            listed = [*_contents_title(element), element, *_remarks(element)]
            _leave(web, listed, "list of contents")
        elif _is_title_page(web, element):
            _leave(web, [element], "title page")
        elif _is_sold(web, element):
            _leave(web, [element], "advertisements")
        elif _is_note(element):
            _leave(web, [element], "transcriber\N{RIGHT SINGLE QUOTATION MARK}s note")
    return behind


def _remarks(listed: etree._Element) -> list[etree._Element]:
    """Return the paragraphs right behind a list that are called from it by a star."""
    made = []
    for one in listed.itersiblings():
        if one.tag != "p" or not tree.words(one).startswith("*") or "*" not in tree.words(listed):
            break
        made.append(one)
    return made


def _next_heading(element: etree._Element) -> list[etree._Element]:
    """Return the first heading behind an element."""
    for one in (element, *element.iterancestors()):
        for sibling in one.itersiblings():
            heading = next(sibling.iter(*tree.HEADINGS), None)
            if heading is not None:
                return [heading]
    return []


def _is_note(element: etree._Element) -> bool:
    """Whether an element is a transcriber's note, by its class, or by its class and its words."""
    names = tree.classes(element)
    if any(NOTE_CLASS.fullmatch(name) for name in names):
        return True
    if element.tag in ("p", "div", "table"):
        words = tree.words(element)
        if len(words) < A_PAGE and NOTES.match(words) and ON_FILE.search(words):
            return True
    named = any("note" in name and not OF_THE_BOOK.search(name) for name in names)
    return named and bool(ON_FILE.search(tree.words(element)))


def _is_title_page(web: Web, element: etree._Element) -> bool:
    """Whether an element is called a title page, and little stands in it.

    One that is only called a title has the title of the book.
    """
    names = tree.classes(element)
    if "title" not in names and not any(TITLE_CLASS.fullmatch(name) for name in names):
        return False
    title = "".join(str(web.embedded.get("title") or "").casefold().split())
    words = tree.words(element)
    titled = "title" in names and element.tag == "div" and bool(title)
    titled = titled and title in words.casefold().replace(" ", "")
    if not titled and not any(TITLE_CLASS.fullmatch(name) for name in names):
        return False
    has_title = bool(title) and title in words.casefold().replace(" ", "")
    if not has_title and _recurs(web, element):
        return False
    return len(words) < A_PAGE and len(words) * 2 < len(tree.words(web.pages[0].body))


def _is_sold(web: Web, element: etree._Element) -> bool:
    """Whether an element is called advertisements, and is the smaller part of the page."""
    named = any(ADVERTS.fullmatch(name) for name in tree.classes(element))
    return named and len(tree.words(element)) * 2 < len(tree.words(web.pages[0].body))


NO_BREAK = "\N{NO-BREAK SPACE}"


def _recurs(web: Web, element: etree._Element) -> bool:
    """Whether a class stands around the titles of all chapters, as DocBook has it."""
    body, name = web.pages[0].body, element.get("class")
    alike = sum(one.get("class") == name for one in body.iter(element.tag))
    return alike > MOST_TITLES


MOST_TITLES = 2
"""A book has a half title and a title page, perhaps."""

A_PAGE = 1200
"""A title page has fewer letters."""


def _is_contents(element: etree._Element) -> bool:
    """Whether an element is a list of contents: it is called so, and leads to the text.

    A list of pictures may lead nowhere: its pages are those of another edition.
    """
    called = [element, *element.iter("p")]
    named = any(CONTENTS.fullmatch(name) for one in called for name in tree.classes(one))
    summary = element.get("summary", "").casefold().strip(" .")
    named = named or (summary in TITLES - {"index", "table"}) or bool(PICTURES.fullmatch(summary))
    title = _contents_title(element) if element.tag in ("table", "ul", "div") else []
    if not named and not title:
        return False
    links = [one for one in element.iter("a") if one.get("href", "").startswith("#")]
    if len(links) >= LEAST or (len(links) > 1 and _is_linked(element, links)):
        return True
    pictures = any(PICTURES.fullmatch(tree.words(one).strip(" .:")) for one in title)
    return pictures and listing.is_paged(element)


def _is_linked(element: etree._Element, links: list[etree._Element]) -> bool:
    """Whether all words of an element are those of links."""
    return "".join(map(tree.words, links)).replace(" ", "") == tree.words(element).replace(" ", "")


def _contents_title(element: etree._Element) -> list[etree._Element]:
    """Return the heading right above an element, where it is that of a list of contents."""
    above = listing.alone(element).getprevious()
    while above is not None and above.tag in ("p", "br") and not _says(above):
        above = above.getprevious()
    titles = (*tree.HEADINGS, "p", "div", "center")
    if above is None or above.tag not in titles or (above.tail or "").strip():
        return []
    words = re.split(r" and | et | und |, ", tree.words(above).casefold().strip(" .:"))
    if words[0] == "index" and listing.is_behind(above):
        return []
    named = words[0] in TITLES or PICTURES.fullmatch(tree.words(above).strip(" .:"))
    return [above] if named else []


def _says(element: etree._Element) -> bool:
    """Whether an element, or what stands behind it, has words or a picture."""
    shows = next(element.iter("img"), None) is not None
    return shows or bool(tree.words(element) or (element.tail or "").strip())


TITLES = frozenset((
    "contents", "table of contents", "the contents", "index", "inhalt", "inhaltsverzeichnis",
    "table des matières", "table", "sommaire", "índice", "indice", "inhoud", "innehåll", "indhold",
    "sisällys", "spis treści", "obsah", "содержание", "оглавление",
))  # fmt: skip


def _leave(web: Web, elements: list[etree._Element], what: str) -> None:
    texts = [tree.words(one) for one in elements]
    if what == "list of contents":
        web.listed |= {name for one in elements for name in unlisted.names(one)}
        web.led |= {place for one in elements for place in unlisted.targets(one)}
    for one in elements:
        inner = one.iter(*tree.BLOCKS, *tree.HEADINGS, "a")
        web.aside += [*tree.lines(one), *map(tree.words, inner)]
        web.unlinked += sum(1 for _ in one.iter("a"))
        web.unheaded += sum(1 for _ in one.iter(*tree.HEADINGS))
        web.unshown += sum(1 for _ in one.iter("img"))
        web.unframed += sum(1 for table in one.iter("table") if tree.has_words(table))
        web.uncelled += sum(1 for cell in one.iter("td", "th") if tree.has_words(cell))
        xml.remove(one)
    text = " ".join(text for text in texts if text)
    if text:
        message = f"Project Gutenberg\N{RIGHT SINGLE QUOTATION MARK}s {what} was left out."
        if what == "list of contents":
            message = "The list of contents was left out: every edition makes its own."
        elif what == "title page":
            message = "The title page was left out: every edition makes its own."
            web.look_at("import-matter-left-out", message, WHO, text)
            _people(web, [tree.words(one) for whole in elements for one in heard.inner(whole)])
            return
        elif what in BEHIND:
            web.look_at("import-matter-left-out", BEHIND[what], WHO, text)
            return
        elif what not in ("header", "licence"):
            message = f"The {what} was left out: it is about a file, not the book."
        web.done("import-boilerplate", message, text)


BEHIND = {
    "advertisements": "Advertisements around the text are left out.",
    "line of the printer": PRINTED,
}


def _people(web: Web, lines: list[str]) -> None:
    """Take who translated, edited or illustrated the book from the lines of its title page."""
    for role, names in contributors.named("\n".join(lines)).items():
        web.embedded.setdefault(role, names)


def _leaves(body: etree._Element) -> list[etree._Element]:
    return [
        one for one in body.iter(*tree.BLOCKS) if not any(inner.tag in tree.BLOCKS for inner in one)
    ]


def _block(body: etree._Element, pattern: re.Pattern[str]) -> etree._Element | None:
    return next((one for one in _leaves(body) if pattern.search(tree.words(one))), None)


def _last(body: etree._Element, pattern: re.Pattern[str]) -> etree._Element | None:
    """Return the first block of the end: both notices may stand there."""
    return _block(body, pattern)


def _raw(head: etree._Element, body: etree._Element) -> str:
    """Return the header with its lines."""
    parts: list[str] = []
    for one in _leaves(body):
        raw = "".join(map(str, one.itertext()))
        broken = one.tag != "pre" and next(one.iter("br"), None) is not None
        shown = map(_keyed, tree.lines(one)) if broken else [_indented(raw)]
        parts += [raw] if one.tag == "pre" else shown
        if one is head:
            break
    return "\n".join(parts)


def _indented(raw: str) -> str:
    """Return words on one line behind their indent: an indented line goes on with the one above."""
    words = " ".join(raw.split())
    return f" {words}" if words and raw[:1] in (" ", NO_BREAK) else words


def _keyed(line: str) -> str:
    """Return a line that breaks part from others; without a key it goes on with the one above."""
    return line if FIELD.fullmatch(line) else f" {line}"


def _metadata(web: Web, text: str) -> None:
    """Take what the header says; a page's own title stands, its language gives way."""
    known, _ = header(text.replace("\r", "").split("\n"))
    for key, value in known.items():
        if key == "lang":
            web.embedded[key] = value
        else:
            web.embedded.setdefault(key, value)


def _until(head: etree._Element, body: etree._Element) -> list[etree._Element]:
    """Return the elements from the beginning up to a block, itself included."""
    made = []
    for one in (head, *head.iterancestors()):
        if one is body:
            break
        made += list(one.itersiblings(preceding=True))
    return [*reversed(made), head]


def _from(end: etree._Element, body: etree._Element) -> list[etree._Element]:
    made = [end]
    for one in (end, *end.iterancestors()):
        if one is body:
            break
        made += list(one.itersiblings())
    return made
