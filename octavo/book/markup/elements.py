"""What the elements of HTML mean in a book, by their names.

The names are those of the HTML Standard (WHATWG), 4 and 15, and of HTML 4.01 for the old ones.
"""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _listed("area base br col embed frame hr img input link meta param source track wbr")
"""Elements that hold nothing and have no closing tag."""

LOOKS = {
    **dict.fromkeys(("i", "em", "var", "cite", "dfn"), "Emph"),
    **dict.fromkeys(("b", "strong"), "Strong"),
    **dict.fromkeys(("s", "strike", "del"), "Strikeout"),
    **dict.fromkeys(("u", "ins"), "Underline"),
    "sup": "Superscript",
    "sub": "Subscript",
}
"""Elements of running text, and the inline that each becomes."""

CODE = _listed("code kbd samp tt")
"""Elements of running text that are typed text."""

LITERAL = _listed("pre xmp plaintext")
"""Blocks whose lines stand as they are typed."""

FORMATTING = _listed("a b big code em font i nobr s small strike strong tt u mark")
"""Elements that a browser opens again where another one was closed around them (13.2.4.3)."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

BLOCKS = (
    _listed(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer form frameset header hgroup hr html legend li main "
        "menu nav noframes noscript ol optgroup option p search section summary table tbody td "
        "tfoot th thead tr ul colgroup"
    )
    | LITERAL
    | HEADINGS.keys()
)
"""Elements that end a paragraph."""

IN_TABLE = _listed("table thead tbody tfoot tr colgroup")
LISTS = _listed("ul ol menu dir")
HOLDS_NO_WORDS = IN_TABLE | LISTS | {"dl"}
"""Elements in which words may stand only inside others."""

NEEDS: dict[str, tuple[frozenset[str], str]] = {
    "li": (LISTS, "ul"),
    "dt": (_listed("dl"), "dl"),
    "dd": (_listed("dl"), "dl"),
    "tr": (_listed("table thead tbody tfoot"), ""),
    "td": (_listed("tr"), "tr"),
    "th": (_listed("tr"), "tr"),
    "thead": (_listed("table"), ""),
    "tbody": (_listed("table"), ""),
    "tfoot": (_listed("table"), ""),
    "caption": (_listed("table"), ""),
    "colgroup": (_listed("table"), ""),
}
"""What an element must stand in, and which one a browser opens for it where that is missing."""

CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_listed("li"), LISTS),
    **dict.fromkeys(("dt", "dd"), (_listed("dt dd"), _listed("dl"))),
    "tr": (_listed("tr td th caption colgroup"), _listed("table")),
    **dict.fromkeys(("td", "th"), (_listed("td th caption colgroup"), _listed("tr table"))),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        (_listed("thead tbody tfoot tr td th caption colgroup"), _listed("table")),
    ),
    "option": (_listed("option"), _listed("select")),
}
"""What the opening tag of an element closes, and the element beyond which it closes nothing."""

OPTIONAL = _listed("li dt dd p rt rp td th tr thead tbody tfoot caption colgroup option html body")
"""Elements whose closing tag may be left out (13.1.2.4)."""

PLAIN = _listed(
    "a abbr acronym address article aside bdi bdo body caption center col colgroup data dd details "
    "dialog dir div dl dt figcaption figure footer header hgroup html label legend li main menu "
    "nav nobr ol p picture q search section source span summary table tbody td tfoot th thead "
    "time tr ul wbr blockquote hr br img output fieldset optgroup option"
)
"""Elements that are read, or that say nothing which a page could show."""

UNSEEN = _listed("style link meta base title head template")
"""Elements of a web page that show no words themselves."""

LOST = _listed(
    "script iframe frame frameset noframes noscript object embed applet param video audio track "
    "canvas svg math map area form input button select textarea meter progress slot portal"
)
"""Elements that show what no book can hold."""

UNSEEN_OR_LOST = UNSEEN | LOST

UNSHOWN = _listed("mark small big font ruby")
"""Elements that say how words look, in a way that no edition has."""

SILENT = _listed("script style title head template textarea noframes iframe")
"""Elements whose text is code, or is not seen where the element itself is."""

KNOWN = (
    VOID | LOOKS.keys() | CODE | LITERAL | HEADINGS.keys() | PLAIN | UNSEEN | LOST | FORMATTING
) | _listed("ruby rb rt rp rtc")
"""All elements that are read or reported by what they are."""

KEPT = {
    "a": _listed("href title name rel target"),
    "img": _listed("src alt title width height loading decoding"),
    "ol": _listed("start type"),
    **dict.fromkeys(("td", "th"), _listed("colspan rowspan align scope headers abbr")),
    "abbr": _listed("title"),
    "acronym": _listed("title"),
    "source": _listed("srcset src media type sizes"),
    "details": _listed("open"),
    "time": _listed("datetime"),
    "data": _listed("value"),
    "blockquote": _listed("cite"),
    "q": _listed("cite"),
    "del": _listed("cite datetime"),
    "ins": _listed("cite datetime"),
    "label": _listed("for"),
}
"""The attributes that an element may have beside those of `EVERYWHERE`."""

EVERYWHERE = _listed("id class lang xml:lang dir title")
