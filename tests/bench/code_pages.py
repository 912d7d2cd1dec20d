"""Measures whether the code page of bytes is known, and whether misread texts come back.

    OCTAVO_TEXTS=… python -m tests.bench.code_pages [--held-out] [--only pages,repair] [--detail]

Texts are those of `repair_texts.py` (GNOME's help, Debian's handbook, fortunes, the Universal
Declaration of Human Rights, novels); the statistics were counted in other sources, word lists and
dictionaries. A third of the texts is put aside by the checksum of its name; `--held-out` measures
on that third alone. Each text is typed as far as its page can hold it, and kept in that page.
"""

from __future__ import annotations

import argparse
import sys
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from octavo.book.filtering import load  # noqa: E402
from octavo.manuscripts.plain.decode import Decoded, decode  # noqa: E402
from octavo.text.letters.statistics import decomposed, languages  # noqa: E402
from octavo.text.lexicon import listed  # noqa: E402
from tests.bench.repair_damage import PLAIN  # noqa: E402
from tests.bench.repair_texts import Text, texts  # noqa: E402
from tests.bench.text_repair import Score, compared, mended  # noqa: E402

WEST = "en fr de es pt it nl sv da nb fi is ca gl"
CENTRAL = "cs pl hu sk sl hr ro hsb"
SLAVIC = "ru uk bg be sr mk"
UNICODE = "ru el ja zh ko cs en ar"
KEPT_IN = {
    "cp437": "fr de es sv fi it", "cp850": WEST, "cp852": CENTRAL, "cp855": "sr bg mk ru",
    "cp857": "tr", "cp866": "ru be bg", "cp1250": CENTRAL, "cp1251": SLAVIC, "cp1252": WEST,
    "cp1253": "el", "cp1254": "tr", "cp1255": "he", "cp1256": "ar fa ur", "cp1257": "lt lv et",
    "cp1258": "vi", "koi8-r": "ru bg", "koi8-u": "uk", "latin-1": WEST, "iso8859-2": CENTRAL,
    "iso8859-3": "eo", "iso8859-4": "lt lv et", "iso8859-5": SLAVIC, "iso8859-6": "ar",
    "iso8859-7": "el", "iso8859-8": "he", "iso8859-9": "tr", "iso8859-10": "is fo nb",
    "iso8859-11": "th", "iso8859-13": "lt lv et", "iso8859-14": "cy ga gd",
    "iso8859-15": "fr fi et", "iso8859-16": "ro", "mac_roman": WEST, "mac_latin2": "cs pl hu sk",
    "mac_cyrillic": "ru uk bg sr", "mac_greek": "el", "mac_turkish": "tr", "mac_iceland": "is fo",
    "mac_croatian": "hr sl", "mac_romanian": "ro", "cp932": "ja", "euc_jp": "ja",
    "iso2022_jp": "ja", "gb18030": "zh", "big5": "zh-Hant", "cp949": "ko",
    "utf-16-le": UNICODE, "utf-16-be": UNICODE, "utf-32-le": "ru ja en",
}  # fmt: skip
"""The pages, as Python calls them, and languages that were kept in them."""
TAGS = {"zh-CN": "zh", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "no": "nb", "sr-Cyrl": "sr"}
EAST = listed("zh zh-Hant ja ko th")
"""Languages that put no spaces, or few: two signs of theirs count as a word."""
FEW = listed("en nl id ms sw tl ga")
"""Languages that seldom have letters beyond ASCII."""
LONG, SHORT, EACH, TEXTS = 2000, 200, 3, 3
"""The words of a whole text, of a short one, how many short ones of each, and texts of a page."""


def is_aside(name: str) -> bool:
    """Whether a text belongs to the third that is put aside."""
    return zlib.crc32(name.encode()) % 3 == 0


def language(text: Text) -> str:
    """Return the language of a text as the statistics call it."""
    tag = text.lang
    return TAGS.get(tag, tag if tag in languages() else tag.partition("-")[0])


def kept(text: str, codec: str) -> bytes:
    """Return the bytes of a text on a machine with that page."""
    if codec.startswith(("utf", "iso2022")):
        return text.encode(codec, "ignore")
    if codec == "cp1258":
        text = decomposed(unicodedata.normalize("NFC", text))
    return b"".join(_byte(char, codec) for char in text)


@cache
def _byte(char: str, codec: str) -> bytes:
    for one in (char, char.translate(PLAIN), {"ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ", "ی": "ي",
                "ک": "ك"}.get(char, char), unicodedata.normalize("NFD", char)[0]):  # fmt: skip
        data = one.encode(codec, "ignore")
        if data:
            return data
    return b""


def pieces(text: Text, words: int) -> Iterator[str]:
    """Yield stretches of so many words of a text, in whole paragraphs."""
    got: list[str] = []
    size, east = 0, language(text) in EAST
    for paragraph in text.paragraphs:
        got.append(paragraph)
        size += len(paragraph) // 2 if east else paragraph.count(" ") + 1
        if size >= words:
            stretch = "\n".join(got)
            if is_fit(stretch, size, language(text)):
                yield stretch
            got, size = [], 0


def is_fit(stretch: str, words: int, code: str) -> bool:
    """Whether a stretch is in its language: parts of some handbooks were never translated."""
    beyond = sum(char.isalpha() and not char.isascii() for char in stretch)
    return code in FEW or beyond * 50 >= words


def told(data: bytes, lang: str) -> Decoded:
    """Decode as import does, with the language of the command that nobody has given."""
    return decode(data, "x.txt", lang)


def pages(found: list[Text], detail: bool) -> None:
    """Print for each page how many texts are read right, doubted, and wrong without a doubt."""
    totals: Counter[str] = Counter()
    by_language: dict[str, list[Text]] = {}
    for text in found:
        by_language.setdefault(language(text), []).append(text)
    head = (f" {size:>9} {'doubt':>6} {'wrong':>6}" for size in (LONG, SHORT))
    print(f"{'page':14}" + "".join(head))
    for codec, codes in KEPT_IN.items():
        row: Counter[str] = Counter()
        rows = zip_longest(*(by_language.get(code, [])[:TEXTS] for code in codes.split()))
        mine = [text for row in rows for text in row if text]
        for size in (LONG, SHORT):
            for text in mine[: TEXTS * 3]:
                stretches = list(pieces(text, size))
                chosen = stretches[len(stretches) // 2 :][: 1 if size == LONG else EACH]
                for stretch in chosen if stretches else []:
                    row.update(_judged(text, stretch, codec, size, detail))
        totals.update(row)
        print(_row(codec, row), flush=True)
    print(_row("all", totals))


def _judged(text: Text, stretch: str, codec: str, size: int, detail: bool) -> Iterator[str]:
    data = kept(stretch, codec)
    whole = unicodedata.normalize("NFC", data.decode(codec))
    got = told(data, "en")
    right = _same(got.text) == _same(whole)
    yield f"{size} all"
    if right:
        yield f"{size} right"
    if got.doubtful:
        yield f"{size} doubt"
    elif not right:
        yield f"{size} wrong"
    if detail and (not right or got.doubtful):
        verdict = "" if right else "WRONG"
        print(f"    {codec} {text.name} {size} as {got.encoding}: {got.reason} {verdict}")


def _same(text: str) -> str:
    """Return a text in which the two forms of Romanian letters are one."""
    return unicodedata.normalize("NFC", text).translate(str.maketrans("ŞŢşţ", "ȘȚșț"))


def _row(name: str, row: Counter[str]) -> str:
    cells = [f"{name:14}"]
    for size in (LONG, SHORT):
        cells.append(f"{row[f'{size} right']:4}/{row[f'{size} all']:4}")
        cells.append(f"{row[f'{size} doubt']:6} {row[f'{size} wrong']:6}")
    return " ".join(cells)


def repair(found: list[Text], detail: bool) -> None:
    """Print for each language what comes back of its texts, each read in a wrong page."""
    module = load(ROOT / "filters" / "mojibake.py")
    total, harm, fewest = Score(), 0, 0
    by_language: dict[str, list[Text]] = {}
    for text in found:
        if language(text) in languages() and language(text) not in EAST:
            by_language.setdefault(language(text), []).append(text)
    for code, mine in sorted(by_language.items()):
        pages = [page for page, codes in KEPT_IN.items() if code in codes.split()]
        pages = [page for page in pages if not page.startswith(("utf", "latin"))] or ["mac_roman"]
        score = Score()
        for text in mine[:TEXTS]:
            clean = next(pieces(text, LONG // 2), "").split("\n")
            harm += _changed(module, clean, code)
            for page in [*pages, "utf-8"]:
                one = _restored(module, clean, code, page)
                score.add(one)
                if detail and one.auto < one.units * 0.99:
                    print(f"    {text.name} {page} {one}")
        if score.units:
            total.add(score)
            fewest += score.auto < 0.98 * score.units
            print(f"{code:8} {len(mine):2} texts {score}", flush=True)
    print(f"all {total}; languages below 98 %: {fewest}; changes of clean texts: {harm}")


def _changed(module: ModuleType, clean: list[str], code: str) -> int:
    auto, _ = mended(module, clean, code)
    return sum(a != b for a, b in zip(auto, clean, strict=True))


def _restored(module: ModuleType, clean: list[str], code: str, page: str) -> Score:
    """Keep a text in a page, read it as Windows-1252 or on a Macintosh, and repair it."""
    typed = [unicodedata.normalize("NFC", kept(p, page).decode(page)) for p in clean]
    wrong = "mac_roman" if page == "cp1252" else "sloppy-windows-1252"
    hurt = [kept(p, page).decode(wrong) for p in clean]
    score = Score()
    for row in zip(typed, hurt, *mended(module, hurt, code), strict=True):
        one, two, three, four = map(_same, row)
        score.add(compared(one, two, three, four))
    return score


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--only", default="pages,repair")
    parser.add_argument("--languages", default="")
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    found = [text for text in texts() if is_aside(text.name) == options.held_out]
    only = options.languages.split()
    found = [text for text in found if not only or language(text) in only]
    start = time.process_time()
    if "pages" in options.only:
        pages(found, options.detail)
    if "repair" in options.only:
        repair(found, options.detail)
    print(f"{time.process_time() - start:.0f} s CPU")


if __name__ == "__main__":
    main()
