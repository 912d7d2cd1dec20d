"""What a page shows in its own way becomes what pandoc knows: figures, verse, pages, wrappers."""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.folder.larger import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.figures import framed
from octavo.manuscripts.web.figures.framed import A_CAPTION, CAPTION
from octavo.manuscripts.web.setting import headlooks, printed, tongues
from octavo.manuscripts.web.verse import stanzas

FIGURE = re.compile(
    r"fig(?:ure)?(?:-?(?:center|left|right|centre|none))?\d*|illus.*|image.*|wp-caption"
)
TOLD = re.compile(r"\A(?:\[illustration: ?(?P<words>.+)\]|illustration: ?(?P<rest>.+))\Z", re.I)
OPENED = ("main", "article", "header", "hgroup", "footer", "abbr", "time", "font", "center", "wbr",
          "address", "details", "summary", "section", "tt_", "big", "acronym")  # fmt: skip
LANGUAGED = ("i", "em", "b", "strong", "cite", "q", "abbr", "dfn", "small")


def take(web: Web) -> None:
    """Make of each page what pandoc knows, in place."""
    _drawings(web)
    _described(web)
    _of_the_book(web)
    tongues.of_blocks(web)
    framed.take(web)
    _alone(web)
    _figures(web)
    stanzas.take(web)
    tongues.take(web)
    printed.take(web)
    for element in tree.of(web.bodies, *LANGUAGED):
        if element.get("lang"):
            tree.wrap(element, "span", lang=tree.drop(element, "lang"))
    for element in tree.of(web.bodies, *OPENED):
        _open(element)


def _open(element: etree._Element) -> None:
    """Take an element away that only says what kind of place it is."""
    if element.tag in ("abbr", "time", "font", "wbr", "big", "acronym"):
        tree.unwrap(element)
        return
    element.tag = "div"
    tree.drop(element, "class")


def _drawings(web: Web) -> None:
    """Make a picture of a drawing that stands in a page, and of one that only frames a picture."""
    for number, drawing in enumerate(tree.of(web.bodies, "svg"), 1):
        images = [one for one in drawing.iter("image") if one.get("href")]
        says = any(str(text).strip() for text in drawing.itertext())
        title = next(drawing.iter("title"), None)
        alt = drawing.get("aria-label") or ("" if title is None else tree.words(title))
        if len(images) == 1 and not says and not any(drawing.iter("path", "rect", "circle")):
            tree.replace(drawing, tree.made("img", src=images[0].get("href", ""), alt=alt))
            continue
        name = f"drawing-{number}.svg"
        web.files[name] = _as_file(drawing)
        tree.replace(drawing, tree.made("img", src=f"/{name}", alt=alt))


def _of_the_book(web: Web) -> None:
    """Take the language of the book off divisions around its chapters: it is that of all."""
    tongue = str(web.embedded.get("lang") or "").partition("-")[0]
    for division in tree.of(web.bodies, "div", "section", "article"):
        own = division.get("lang", "").partition("-")[0]
        if own and own == tongue and next(division.iter(*tree.HEADINGS), None) is not None:
            tree.drop(division, "lang")


def _described(web: Web) -> None:
    """Put what is said of pictures on one line each; a title that only repeats it goes."""
    for image in tree.of(web.bodies, "img"):
        for name in ("alt", "title"):
            if image.get(name):
                said = TOLD.sub(_told, " ".join(image.get(name, "").split()))
                image.set(name, said)
        if tree.small_letters(image.get("title", "")) in tree.small_letters(image.get("alt", "")):
            tree.drop(image, "title")


def _told(match: re.Match[str]) -> str:
    """Return what is said of a picture, without the word that it is one."""
    return match["words"] or match["rest"] or ""


def _as_file(drawing: etree._Element) -> bytes:
    """Return a drawing as a file of its own."""
    tail, drawing.tail = drawing.tail, None
    text = etree.tostring(drawing, encoding="unicode").replace(" href=", " xlink:href=")
    drawing.tail = tail
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return re.sub(r"^<svg", f"<svg {spaces}", text, count=1).encode()


def _figures(web: Web) -> None:
    """Make figures of divisions that hold a picture and its caption."""
    for division in tree.of(web.bodies, "div", "p", "span"):
        if division.getparent() is None or any(True for _ in division.iterancestors("figure")):
            continue
        images = list(division.iter("img"))
        if len(images) != 1 or division.tag == "span":
            continue
        captions = [
            one
            for one in division.iter("p", "div", "span", "figcaption")
            if one is not division and any(CAPTION.fullmatch(name) for name in tree.classes(one))
        ]
        captions = [one for one in captions if not any(a in captions for a in one.iterancestors())]
        rest = tree.words(division)
        below = _below(division) if not rest else None
        if below is not None:
            division.append(below)
            captions, rest = [below], tree.words(below)
        for caption in captions:
            rest = rest.replace(tree.words(caption), "", 1)
        if captions and not rest.strip():
            _figure(division, images[0], captions)
        elif any(FIGURE.fullmatch(name) for name in tree.classes(division)):
            if (
                not captions
                and rest.strip()
                and len(rest) <= A_CAPTION
                and _leads(images[0], division)
            ):
                _figure(division, images[0], [_behind(division)])
            else:
                tree.drop(division, "class")


def _alone(web: Web) -> None:
    """Make a paragraph of a figure that has one picture and no words: so it comes back."""
    for figure in tree.of(web.bodies, "figure"):
        images = list(figure.iter("img"))
        if len(images) == 1 and not tree.words(figure):
            figure.tag = "p"
            if figure.get("id") and not images[0].get("id"):
                images[0].set("id", tree.drop(figure, "id"))
            for inner in tree.of([figure], "p", "div", "figcaption", "span"):
                if inner is not figure:
                    tree.unwrap(inner)


def _below(division: etree._Element) -> etree._Element | None:
    """Return the paragraph right below a picture that is its caption.

    It is called a caption, or has the class of the figure above.
    """
    one = division.getnext()
    if one is None or one.tag not in ("p", "div") or (division.tail or "").strip():
        return None
    figure = {name for name in tree.classes(division) if FIGURE.fullmatch(name)}
    named = figure & set(tree.classes(one))
    named |= {name for name in tree.classes(one) if figure and CAPTION.fullmatch(name)}
    if not named or next(one.iter("img", "br", *tree.HEADINGS), None) is not None:
        return None
    return one if 0 < len(tree.words(one)) <= A_CAPTION else None


def _leads(image: etree._Element, division: etree._Element) -> bool:
    """Whether a picture, alone or in a link, is the first thing in a division, with words below."""
    first = next(iter(tree.elements(division)), None)
    inside = first is image or (first is not None and first.tag == "a" and image in list(first))
    blocks = any(one.tag in tree.BLOCKS for one in division.iter() if one is not division)
    return inside and not (division.text or "").strip() and not blocks


def _behind(division: etree._Element) -> etree._Element:
    """Return what stands behind a picture as a paragraph, without the break between them."""
    first = tree.elements(division)[0]
    caption = etree.Element("p")
    caption.text, first.tail = first.tail, None
    caption.extend(tree.elements(division)[1:])
    leading = next(iter(caption), None)
    if leading is not None and leading.tag == "br" and not (caption.text or "").strip():
        xml.remove(leading)
    division.append(caption)
    return caption


def _figure(
    division: etree._Element, image: etree._Element, captions: list[etree._Element]
) -> None:
    figure = tree.made("figure")
    shown = _with_larger(image)
    places = [tree.drop(one, "id") for one in (division, shown, image)]
    if any(places):
        figure.set("id", next(place for place in places if place))
    below = etree.SubElement(figure, "figcaption")
    for caption in captions:
        xml.remove(caption)
        caption.tag = "p" if caption.tag == "span" else caption.tag
        for kind in (headlooks.ITALIC, headlooks.BOLD):
            looks = list(caption.iter(*kind))
            if "".join(map(tree.small_letters, map(tree.words, looks))) == tree.small_letters(
                tree.words(caption)
            ):
                for look in looks:
                    tree.unwrap(look)
        below.append(caption)
    tree.replace(division, figure)
    shown.tail = None
    figure.insert(0, shown)


def _with_larger(image: etree._Element) -> etree._Element:
    """Return a picture, in the link around it where that leads to a larger one."""
    link = image.getparent()
    if link is None or link.tag != "a" or len(link) != 1 or tree.has_words(link):
        return image
    return link if link.get("href", "").lower().endswith(PICTURES) else image
