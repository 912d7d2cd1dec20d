"""Signs of markup that stand in a text as words: fences, attributes, tags, stars, backslashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.text.debris.leftover import Leftover, Sureness

QUOTES = "\"'“”„‘’"
VALUE = rf"(?:[{QUOTES}][^{{}}\n{QUOTES}]*[{QUOTES}]|[^\s{{}}{QUOTES}]+)"
PAIR = rf"(?:style|class|id|width|height|lang|dir|align|title|alt|custom-style|data-[\w-]+)={VALUE}"
ATTRIBUTES = (
    rf"\{{:?\s*(?:[.#][A-Za-z_][\w:.-]*|{PAIR})(?:\s+(?:[.#][\w:.-]+|[\w-]+={VALUE}))*\s*\}}"
)

FENCE = re.compile(
    rf"(?<!\S):{{3,}}(?:[ \n]?{ATTRIBUTES}|[ \n][\w-]+(?=[ \n]:{{3}}))?(?:[ \n]+:{{3,}})*(?!\S)"
)
SPAN = re.compile(rf"\[(?P<words>[^\[\]\n]*)\](?P<attributes>{ATTRIBUTES})")
BARE = re.compile(ATTRIBUTES)
SET = {"smallcaps": "SmallCaps", "small-caps": "SmallCaps", "underline": "", "mark": ""}
"""How the words of a span are set, by its class."""

TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|cite|div|em|font|h[1-6]|head|hr|html|i|img|li|"
    r"meta|ol|o:p|p|s|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)"
    rf"(?:\s+[\w:-]+(?:\s*=\s*{VALUE})?)*\s*/?>",
    re.IGNORECASE,
)
PAIRED = re.compile(
    r"(?P<open><|\[)(?P<name>i|em|b|strong|sup|sub|u|s)(?P<shut>>|\])"
    r"(?P<words>[^<>\[\]\n]*[^<>\[\]\s])(?:<|\[)/(?P=name)(?P=shut)",
    re.IGNORECASE,
)
TAGS = {"i": "Emph", "em": "Emph", "b": "Strong", "strong": "Strong"} | {
    "sup": "Superscript",
    "sub": "Subscript",
    "u": "",
    "s": "",
}
TEMPLATE = re.compile(
    r"\{%-? \w.*? -?%\}|\{\{[<%] .*? [>%]\}\}|\\(?:pard?|plain|[bi]0)(?![a-zA-Z])"
)
"""Commands of a site's templates, and of RTF."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

STARS = re.compile(
    r"(?<![\w*])\*\*(?P<gap> ?)(?P<words>[^*\s](?:[^*]*[^*\s])?)(?P=gap)\*\*(?![\w*])"
)
STAR = re.compile(r"(?<![^\s(“‘«\"'])\*(?P<words>[^\W\d_][^*\n]{0,80}[^*\s])\*(?![\w*])")
LINES = re.compile(r"(?<![\w/_])__(?P<words>[^_\s](?:[^_]*[^_\s])?)__(?![\w/_])")
LINE = re.compile(r"(?<![^\s(“‘«\"'])_(?P<words>[^\W\d_][^_\n]{0,80}[^_\s])_(?![\w/_])")
APOSTROPHES = re.compile(r"(?<![\w'])'''(?P<words>[^'\s](?:[^']*[^'\s])?)'''(?![\w'])")
PAIRS = (
    ("'''", APOSTROPHES, "Strong"),
    ("**", STARS, "Strong"),
    ("__", LINES, "Strong"),
    ("*", STAR, "Emph"),
    ("_", LINE, "Emph"),
)
"""Signs that stand on both sides of words, and what they mean."""
LONE = re.compile(r"(?<![\w*])\*\*(?=[^\W\d])|(?<=[^\W\d])\*\*(?=[^\W\d])")
HASHES = re.compile(r"\A#{1,6} (?=\S)")
NAME = re.compile(r"[a-z]\w*")
"""A name of a programming language, such as `__init__`."""
BACKSLASH = re.compile(
    r"(?<![\w\\:¯])\\(?P<sign>[][_*#~`<>|^{}!.+@-])(?!\()|(?<=\w)\\(?P<mid>[_*])"
)
END = re.compile(r"(?:(?<=\s)|(?<=[.,;:!?]))\\\\(?=\s|\Z)|\\\Z")
RETURN = re.compile(r"(?<=[.,;:!?”’\"'])(?:\\r)?(?:\\[nrt])+(?=[A-Z“‘\"'\s]|\Z)")


def fences(text: str) -> Iterator[Leftover]:
    """Yield fences and attributes that pandoc wrote, and nobody read.

    >>> text = "::: {.x} ::: Rain"
    >>> text[next(fences(text)).end :]
    'Rain'
    """
    for match in FENCE.finditer(text) if ":::" in text else ():
        yield _removed(text, match, "debris-fence", "The fence of an old conversion is left over.")
    if "{" not in text:
        return
    for match in SPAN.finditer(text):
        yield _span(text, match)
    for match in BARE.finditer(text):
        message = "Attributes of an old conversion are left over."
        yield _removed(text, match, "debris-attributes", message)


def _span(text: str, match: re.Match[str]) -> Leftover:
    message = "A span of an old conversion is left over."
    if not match["words"].strip():
        return _removed(text, match, "debris-attributes", message)
    classes = re.findall(r"\.([\w-]+)", match["attributes"])
    kind = next((SET[name] for name in classes if name in SET), "")
    rule, words = "debris-attributes", match["words"]
    return Leftover(*match.span(), rule, message, words, inner=match.span("words"), kind=kind)


def tags(text: str) -> Iterator[Leftover]:
    """Yield tags and comments of HTML, and tags of old web forums around words.

    >>> [one.kind or one.after for one in tags("the [i]Beagle[/i], one<br>two</span>")]
    ['Emph', ' ', '']
    """
    for match in PAIRED.finditer(text):
        if (match["open"], match["shut"]) in (("<", ">"), ("[", "]")):
            yield Leftover(
                *match.span(),
                "debris-tag",
                "A tag says how its words are set.",
                match["words"],
                Sureness.CERTAIN if match["open"] == "<" else Sureness.LIKELY,
                match.span("words"),
                TAGS[match["name"].lower()],
            )
    for match in TEMPLATE.finditer(text):
        message = "A command of a program stands in the text as words."
        hint = "Take it out, or write what it stands for."
        yield Leftover(*match.span(), "debris-tag", message, sureness=Sureness.SHOWN, hint=hint)
    if "<" not in text:
        return
    for match in COMMENT.finditer(text):
        yield _removed(text, match, "debris-tag", "A comment of HTML is left over.")
    for match in TAG.finditer(text):
        yield _removed(text, match, "debris-tag", "A tag of HTML is left over.")


def signs(text: str, is_running: bool) -> Iterator[Leftover]:
    r"""Yield stars, underscores and backslashes of Markdown; `is_running` outside headings.

    >>> [one.kind or one.after for one in signs(r"an *old* word, a\_b, __init__", True)]
    ['Emph', '_']
    """
    yield from _set(text)
    message = "A sign of Markdown stands alone: its other half is lost."
    for lone in LONE.finditer(text):
        yield Leftover(*lone.span(), "debris-emphasis", message, sureness=Sureness.SHOWN)
    if is_running and (match := HASHES.match(text)):
        message = "This line may have been a heading: it begins with the sign for one."
        yield Leftover(*match.span(), "debris-emphasis", message, sureness=Sureness.SHOWN)
    if "\\" in text:
        yield from _backslashes(text)


def _set(text: str) -> Iterator[Leftover]:
    message = "Signs of Markdown stand around words that they should set apart."
    for sign, pattern, kind in PAIRS:
        for match in pattern.finditer(text) if sign in text else ():
            if pattern is not LINES or not NAME.fullmatch(match["words"]):
                inner = match.span("words")
                rule, words = "debris-emphasis", match["words"]
                yield Leftover(*match.span(), rule, message, words, inner=inner, kind=kind)


def _backslashes(text: str) -> Iterator[Leftover]:
    message = "A backslash of Markdown or of a program is left over."
    for match in BACKSLASH.finditer(text):
        yield Leftover(*match.span(), "debris-escape", message, match["sign"] or match["mid"])
    for match in END.finditer(text):
        yield Leftover(*match.span(), "debris-escape", message)
    for match in RETURN.finditer(text):
        follows = text[match.end() : match.end() + 1].strip()
        yield Leftover(*match.span(), "debris-escape", message, " " if follows else "")


def _removed(text: str, match: re.Match[str], rule: str, message: str) -> Leftover:
    """Take something out with one of the spaces beside it, or put one where words would touch."""
    start, end = match.span()
    before, after = text[:start][-1:], text[end : end + 1]
    if after.isspace() and (not before or before.isspace()):
        return Leftover(start, end + 1, rule, message)
    if before.isspace() and not after:
        return Leftover(start - 1, end, rule, message)
    parts = re.match(r"</?(?:br|p|div|li|td|tr|h\d)\b", match[0], re.IGNORECASE)
    gap = " " if parts and before.strip() and after.strip() else ""
    return Leftover(start, end, rule, message, gap)
