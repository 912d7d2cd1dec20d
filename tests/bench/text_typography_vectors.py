"""Other projects' published vectors that speak of quotation marks: which pass, which do not, why.

Only vectors that change nothing but marks and the spaces inside them are taken. Each is read as
plain paragraphs, in the locale that it names (else American, the style that they assume).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from octavo.book.filtering import load
from octavo.prose.prose import Prose
from tests.bench.text_typography import ROOT, SHARED, document_of

DATA = SHARED / "data"
DOUBLES, SINGLES = "“”„«»″", "‘’‚‹›′"
STRAIGHT = str.maketrans({**dict.fromkeys(DOUBLES, '"'), **dict.fromkeys(SINGLES, "'")})
SPACE = "[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ]"
PADDING = re.compile(f"(?<=«){SPACE}|{SPACE}(?=»)")
TAG = re.compile(r"</?(?:p|em|strong|code|a|q)\b[^>]*>")
MARKUP = re.compile(r"[`*\\<>\[\]&]")
LOCALES = {"en": "en-US", "en_US": "en-US", "en_GB": "en-US", "fr_CA": "fr-CA", "de": "de-DE"}


class Vector(NamedTuple):
    """One vector: where it comes from, the locale, what is typed, what should come out."""

    source: str
    locale: str
    typed: str
    wanted: str


def main() -> None:
    """Print how many vectors of each source pass, and those that do not, with the reason."""
    print("\n## Other projects' vectors of quotation marks\n")
    if not DATA.is_dir():
        print(f"The vectors are not here: {DATA}")
        return
    passed: dict[str, list[int]] = {}
    for vector in vectors():
        counts = passed.setdefault(vector.source, [0, 0])
        got = ours(vector)
        counts[1] += 1
        if got == vector.wanted:
            counts[0] += 1
        else:
            print(f"  {vector.source} {vector.locale}: {vector.typed!r}")
            print(f"      we {got!r}, they {vector.wanted!r}")
            print(f"      {why(vector)}")
    for source, (good, all_) in passed.items():
        print(f"{source:20} {good} of {all_}")


def ours(vector: Vector) -> str:
    """What the filter makes of the typed text."""
    document = document_of(vector.typed.split("\n\n"), vector.locale)
    prose = Prose(document)
    load(ROOT / "filters" / "quotations.py").apply(prose)
    prose.tidy()
    return PADDING.sub("", "\n\n".join(run.text for run in prose.runs()))


def vectors() -> Iterator[Vector]:
    """Give every vector once."""
    seen: set[tuple[str, str]] = set()
    for vector in all_vectors():
        wanted = PADDING.sub("", vector.wanted)
        only_marks = wanted.translate(STRAIGHT) == vector.typed and wanted != vector.typed
        key = (vector.locale, vector.typed)
        if only_marks and key not in seen and not MARKUP.search(vector.typed):
            seen.add(key)
            yield vector._replace(wanted=wanted)


def all_vectors() -> Iterator[Vector]:
    """Give what the files hold, whatever it speaks of."""
    for name in ("flowmark", "smartquotes.js", "smartypants.py", "jolitypo"):
        for item in _json(name):
            locale = str(item.get("locale_or_arg") or item.get("locale") or "en")
            if item.get("in") and item.get("out"):
                locale = LOCALES.get(locale, locale.replace("_", "-"))
                yield Vector(name, locale, item["in"], html.unescape(item["out"]))
    for item in _json("typograf"):
        if "quote" in item["rule"] and item["out"]:
            locale = (item.get("settings") or {}).get("locale", "ru")
            locale = locale[0] if isinstance(locale, list) else locale
            yield Vector("typograf", LOCALES.get(locale, locale), item["in"], item["out"])
    for name, pattern in (
        ("cmark/smart_punct.txt", r"`{10,} example\n(.*?)\n\.\n(.*?)\n`{10,}"),
        ("djot/smart.test", r"```\n(.*?)\n\.\n(.*?)\n```"),
        ("markdown-it/smartquotes.txt", r"\n\.\n(.*?)\n\.\n(.*?)\n\.\n"),
    ):
        text = (DATA / name).read_text(encoding="utf-8")
        for typed, wanted in re.findall(pattern, text, re.DOTALL):
            yield Vector(name.partition("/")[0], "en-US", typed, html.unescape(TAG.sub("", wanted)))


def _json(name: str) -> list[dict[str, Any]]:
    path = Path(DATA / "extracted" / f"{name}.json")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def why(vector: Vector) -> str:
    """Why we disagree with a vector."""
    for pattern, reason in REASONS:
        if re.search(pattern, vector.typed):
            return reason
    return "no reason: an error of ours"


REASONS: tuple[tuple[str, str], ...] = (
    (r"\d\ds", "a decade takes an apostrophe, not an opening mark"),
    (r"6' 10", "feet and inches are primes; they leave them straight"),
    (r"^I'm not a", "they set no apostrophe in this test"),
    (r"Ammercloth", "a cut name or a quotation without its end: left as typed, and flagged"),
    (r"EU-Erweiterung", "they leave the inner quotation straight"),
    (r"Cześć|Bună|Szia", "the closing mark of the locale is ” (CLDR)"),
    (r"Hallo", "single marks outside (Taalunie); both are in use"),
    (r'"""', "marks in a row that no grammar accounts for; they stay visible by their flags"),
    (r'^(?:""|\x27\x27)$', "two marks with nothing between: left as typed, and proposed"),
    (r'^"слово" слово" "слово"', "a mark without its opening: what could be its other half stays"),
    (r'""$', "a mark without its opening; theirs closes it twice"),
    (r"^''hi''$", "two keys for one mark"),
    (r"Quo Te|Oak|He said|Jane's boat", "speech typed in single marks is outer: an American house"),
    (r"foo", "crossed quotations, which have no right answer"),
    (r"Monitor 21", "they keep the inches straight; ours are a prime"),
)
