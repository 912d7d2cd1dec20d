"""Which of an author's attributes reach an edition: one list, the same for every format.

What is not on the list is taken out and reported; what no format knows is kept under a
name without effect (`data-…`). So nothing that an author types can run, or fetch anything from
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from octavo.model.nodes import Attr, Node, attr_of

LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|cm|mm|in|pt|px|pc|em)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
TERMS = re.compile(r"[a-z][a-z-]*(?: [a-z][a-z-]*)*")
NAME = re.compile(r"[a-z][a-z0-9._-]*")
UNNAMED = re.compile(r"^[^\w]+|[^\w.:-]+")
"""Characters not allowed in an identifier: white space, quotation marks, brackets."""

OWN_CLASSES = frozenset(
    ("notes", "footnotes", "footnote-ref", "footnote-back", "division-number", "math")
)
"""Classes by which the press knows its notes, numbers and formulas, when it reads them back."""

DATA = re.compile(r"data-[a-z][a-z0-9._-]*")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ROLES = _listed(
    "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter "
    "doc-colophon doc-conclusion doc-credit doc-credits doc-dedication doc-epigraph doc-epilogue "
    "doc-errata doc-example doc-foreword doc-glossary doc-index doc-introduction doc-notice "
    "doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc"
)
"""Roles of DPUB-ARIA 1.1 that a division may have; those of notes are the press's own."""

DECLARATIONS = _listed(
    "text-align text-indent text-decoration text-transform font-style font-weight font-variant "
    "font-size letter-spacing line-height margin margin-left margin-right margin-top "
    "margin-bottom padding padding-left padding-right padding-top padding-bottom "
    "border border-width border-style border-color width height max-width "
    "vertical-align white-space page-break-before page-break-after page-break-inside "
    "break-before break-after break-inside hyphens direction display list-style-type"
)
"""Properties of CSS that say how words look, and no more."""

VALUE = re.compile(r"[A-Za-z0-9.%# +-]+")
"""The value of a declaration: without bracket, quotation mark, backslash or comment."""

COLOURS = ("color", "background", "background-color")
"""Properties that the reader chooses, at night too: a colour of ours may be lost on theirs."""

HIDING = {"display": frozenset(("block", "inline", "inline-block")), "white-space": None}
"""Properties of which only some values are allowed: those that hide no words."""

ONLY_LOOKS = "a style may only say how words look"

KNOWN = _listed(
    "abbr accept accept-charset accesskey action align alink allow allowfullscreen alt archive "
    "as async attributionsrc autocapitalize autocomplete autofocus autoplay axis background "
    "bgcolor blocking border capture cellpadding cellspacing char charoff charset checked cite "
    "class classid clear code codebase codetype color cols colspan compact content "
    "contenteditable controls coords crossorigin csp data datetime decoding default defer dir "
    "dirname disabled download draggable dynsrc enctype enterkeyhint exportparts face "
    "fetchpriority for form formaction formenctype formmethod formnovalidate formtarget frame "
    "frameborder headers height hidden high href hreflang hspace http-equiv id imagesizes "
    "imagesrcset inert inputmode integrity is ismap itemid itemprop itemref itemscope itemtype "
    "kind label language link list longdesc loop low lowsrc manifest marginheight marginwidth "
    "max maxlength media method min minlength multiple muted name nohref nomodule nonce noresize "
    "noshade novalidate nowrap object open optimum part pattern ping placeholder playsinline "
    "popover popovertarget popovertargetaction poster preload profile prompt readonly "
    "referrerpolicy rel required rev reversed rows rowspan rules sandbox scheme scope scrolling "
    "selected shadowrootmode shape size sizes slot span spellcheck src srcdoc srclang srcset "
    "standby start step style summary tabindex target text title translate type usemap valign "
    "value valuetype version vlink vspace width wrap writingsuggestions xmlns"
)
"""The attributes of HTML, old and new (the index of the HTML standard, and HTML 4.01)."""

SCHEMES = _listed(
    "http https mailto tel ftp ftps doi urn info news nntp geo sms xmpp irc ircs gopher gemini"
)
"""Schemes that a link may have: they run nothing and open no file of the reader."""

HOSTED = _listed("http https ftp ftps")
"""Schemes whose addresses begin with a host."""

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def _any(_: str) -> bool:
    return True


def _one_of(*words: str) -> Callable[[str], bool]:
    return frozenset(words).__contains__


Check = Callable[[str], object]
ANYWHERE: dict[str, Check] = {
    "lang": LANGUAGE.fullmatch,
    "dir": _one_of("ltr", "rtl", "auto"),
    "title": _any,
    "epub:type": TERMS.fullmatch,
}
SOMEWHERE: dict[str, dict[str, Check]] = {
    "Header": {"number": _any, "short": _any},
    "Image": {"alt": _any, "width": LENGTH.fullmatch, "height": LENGTH.fullmatch},
    "Div": {
        "role": ROLES.__contains__,
        "custom-style": _any,
        "width": LENGTH.fullmatch,
        **dict.fromkeys(("keyword", "notkeyword", "type", "nottype"), _any),
        **dict.fromkeys(("name", "entry-spacing", "line-spacing"), _any),
    },
    "Span": {"role": ROLES.__contains__, "custom-style": _any},
}
"""What an attribute must be, by its name, and by the kind of node that may bear it."""


@dataclass(frozen=True, slots=True)
class Removed:
    """An attribute, or a part of a style, that was taken out: its name, its value, and why."""

    name: str
    value: str
    reason: str


def clean(node: Node) -> Iterator[Removed]:
    """Take out of a node, in place, the attributes that no edition may have; return them."""
    for kind, attr in _attributes(node):
        kept: dict[str, str] = {}
        for name, value in attr[2]:
            key, held, removed = _judged(kind, name, value)
            if key == "name" and "source" not in attr[1]:
                key = "data-name"  # HTML knows none of a division; only the joined chapters have it
            if "references" in attr[1] and key == f"data-{name}":
                key = name  # the filter of bibliographies reports a selector that it does not know
            yield from removed
            if key in kept:
                yield Removed(name, value, "it is given twice, and the first one stays")
            elif key:
                kept[key] = held
        attr[2][:] = [[key, held] for key, held in kept.items()]
        for name in sorted(OWN_CLASSES.intersection(attr[1])):
            yield Removed("class", name, "the press gives that class to things of its own")
        attr[1][:] = [name for name in attr[1] if name not in OWN_CLASSES]
        plain = UNNAMED.sub("-", attr[0])
        if plain != attr[0]:
            yield Removed("id", attr[0], f"a name has letters and figures; it becomes {plain}")
            attr[0] = plain


def _attributes(node: Node) -> Iterator[tuple[str, Attr]]:
    """Yield each Attr of a node: a table has one for each of its rows and cells too."""
    attr = attr_of(node)
    if attr is not None:
        yield node["t"], attr
    if node["t"] != "Table":
        return
    _, _, _, head, bodies, foot = node["c"]
    groups = [head, foot, *bodies]
    rows = [*head[1], *foot[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    for owner in [*groups, *rows, *(cell for row in rows for cell in row[1])]:
        yield "Cell", owner[0]


def _judged(kind: str, name: str, value: str) -> tuple[str, str, list[Removed]]:
    """Return the name and value that an attribute has in an edition ("": none), and what goes."""
    key = name.lower()
    key = "lang" if key == "xml:lang" else key
    check = ANYWHERE.get(key) or SOMEWHERE.get(kind, {}).get(key)
    if check is not None:
        if check(value):
            return key, value, []
        return "", "", [Removed(name, value, "no format takes it with this value")]
    if key == "style":
        held, removed = _styled(value)
        return "style" if held else "", held, removed
    if DATA.fullmatch(key):
        return key, value, []
    if key in KNOWN or key.startswith(("on", "aria-")) or not NAME.fullmatch(key):
        return "", "", [Removed(name, value, _reason(key))]
    return f"data-{key}", value, []


def _reason(key: str) -> str:
    if key.startswith("on"):
        return "it would run in the reader\N{RIGHT SINGLE QUOTATION MARK}s browser"
    if key in ("src", "srcset", "href", "ping", "poster", "background", "action", "formaction"):
        return "it would fetch something, or send it, while the book is read"
    return "not every format can have it there"


def _styled(value: str) -> tuple[str, list[Removed]]:
    """Return the declarations of a style that only say how words look, and those that go."""
    kept, removed = [], []
    for declaration in filter(None, (part.strip() for part in value.split(";"))):
        name, _, setting = (part.strip() for part in declaration.partition(":"))
        values = HIDING.get(name.lower())
        if (
            name.lower() in DECLARATIONS
            and VALUE.fullmatch(setting)
            and (values is None or setting.lower() in values)
        ):
            kept.append(f"{name.lower()}: {setting}")
        else:
            is_colour = name.lower() in COLOURS
            reason = "the reader chooses the colours" if is_colour else ONLY_LOOKS
            removed.append(Removed("style", declaration, reason))
    return "; ".join(kept), removed


def has_host(address: str) -> bool:
    """Whether an address of the web names the host that it leads to, as `http://` does not.

    Any other address has none, and needs none.
    """
    scheme = SCHEME.match(address)
    if not scheme or scheme[1].lower() not in HOSTED:
        return True
    try:
        host = urlsplit(address).hostname
    except ValueError:  # an IPv6 address that is not closed
        return False
    return any(sign.isalnum() for sign in host or "")


def is_safe_address(address: str) -> bool:
    """Whether a link may lead to an address, in whatever way it is written.

    Browsers pass over control characters and white space in it, and some programs decode it.
    """
    bare = address
    for _ in range(3):
        bare = UNSEEN.sub("", bare)
        scheme = SCHEME.match(bare)
        if scheme and scheme[1].lower() not in SCHEMES:
            return False
        if re.match(r"[/\\]{2}", bare):
            return False
        bare = unquote(bare)
    return True
