"""Counts how the letters of some sixty languages follow one another, for `octavo/text/letters`.

    python -m tests.bench.letters_training FOLDER

Forty languages are counted in wordfreq's lists, each word as often as it is met; the others in the
spelling dictionaries of Debian's packages, unpacked into FOLDER (`make letters` does it), each word
once. Nothing of a list is kept but the shares. Texts to measure on are from other sources.
"""

from __future__ import annotations

import gzip
import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgpack

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from octavo.text.letters.statistics import ALIASES, ASSET, BACK, SCALE, decomposed, is_letter  # noqa: E402
from octavo.text.lexicon import lexicon, listed  # noqa: E402

IDEOGRAPHIC = listed("zh zh-Hant ja ko")
"""Languages whose single signs are counted, not how they follow one another."""
OWN = listed("ar bg ca cs da de el en es fa fi fr he hu id is it ja ko lt lv mk ms nb nl pl pt")
OWN |= listed("ro ru sk sl sv tr uk ur vi zh")
LISTED = {**{code: code for code in sorted(OWN)}, "tl": "fil", "hr": "sh"}
"""The languages counted in wordfreq, and what it calls them."""
SPELLED = {
    "af": "af_ZA", "be": "be_BY", "br": "br_FR", "cy": "cy", "eo": "eo", "et": "et_EE",
    "eu": "eu", "fo": "fo", "ga": "ga_IE", "gd": "gd_GB", "gl": "gl_ES", "gv": "gv_GB",
    "hsb": "hsb", "ku": "kmr_Latn", "nn": "nn_NO", "oc": "oc_FR", "sq": "sq_AL", "sr": "sr_RS",
    "sw": "sw_TZ", "th": "th_TH",
}  # fmt: skip
"""The languages counted in dictionaries, and the names of these."""
ASPELL = {"cy": "iso8859-14", "hsb": "iso8859-2"}
"""Dictionaries of Aspell, packed in its own way, and the pages they are in."""
RARE, MANY, TRIPLES, SIGNS = 3e-6, 90, 2600, 5000
"""A letter below this share is none of the language; most letters, triples, ideographs kept."""


def words_of(code: str, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the words of a language, each with its weight."""
    if code == "zh-Hant":
        yield from _traditional()
    elif code in LISTED:
        yield from lexicon(LISTED[code]).shares.items()
    elif code in ASPELL:
        yield from ((word, 1.0) for word in _aspell(folder, code))
    else:
        yield from ((word, 1.0) for word in _hunspell(folder, SPELLED[code]))


def _traditional() -> Iterator[tuple[str, float]]:
    """Spell wordfreq's Chinese words, which it keeps simplified, in traditional characters."""
    spec = find_spec("wordfreq")
    folders = (spec.submodule_search_locations if spec else None) or []
    path = next(Path(folder, "data", "_chinese_mapping.msgpack.gz") for folder in folders)
    packed = gzip.decompress(path.read_bytes())
    spelt: dict[str, list[str]] = defaultdict(list)
    for old, new in msgpack.unpackb(packed, raw=False, strict_map_key=False).items():
        if chr(old).encode("big5", "ignore"):
            spelt[new].append(chr(old))
    for word, share in lexicon("zh").shares.items():
        for char in word:
            variants = [*spelt[char], *([char] if char.encode("big5", "ignore") else [])]
            for variant in variants:
                yield variant, share / len(variants)


def _hunspell(folder: Path, name: str) -> Iterator[str]:
    path = next(folder.rglob(f"{name}.dic"))
    rules = path.with_suffix(".aff").read_bytes()
    page = re.search(rb"^SET\s+(\S+)", rules, re.MULTILINE)
    text = path.read_bytes().decode(page[1].decode() if page else "latin-1", "replace")
    for line in text.splitlines()[1:]:
        yield re.split(r"[/\s]", line.strip(), maxsplit=1)[0]


def _aspell(folder: Path, code: str) -> Iterator[str]:
    """Unpack a list of Aspell: each word begins with how much of the one before it keeps."""
    data = gzip.decompress(next(folder.rglob(f"{code}.cwl.gz")).read_bytes())
    word = b""
    for match in re.finditer(rb"([\x01-\x1f])([^\x00-\x1f]*)", data):
        word = word[: match[1][0] - 1] + match[2]
        yield word.decode(ASPELL[code]).partition("/")[0]


def counted(code: str, folder: Path) -> dict[str, Counter[str]]:
    """Count letters, pairs and triples in the words of a language; a space bounds a word."""
    counts: dict[str, Counter[str]] = {"one": Counter(), "two": Counter(), "three": Counter()}
    aliases = str.maketrans(ALIASES.get(code, {}))
    for word, weight in words_of(code, folder):
        plain = unicodedata.normalize("NFC", word).lower().translate(aliases)
        plain = decomposed(plain) if code == "vi" else plain
        for part in "".join(c if is_letter(c) else " " for c in plain).split():
            padded = f"  {part} "
            for at in range(2, len(padded)):
                counts["one"][padded[at]] += weight
                counts["two"][padded[at - 1 : at + 1]] += weight
                counts["three"][padded[at - 2 : at + 1]] += weight
    return counts


def table(code: str, folder: Path) -> dict[str, object]:
    """Return what is kept of a language: its letters, pairs as a square, the telling triples."""
    counts = counted(code, folder)
    ones = counts["one"]
    total = sum(n for c, n in ones.items() if c != " ")
    if code in IDEOGRAPHIC:
        kept = [c for c, _ in ones.most_common(SIGNS + 1) if c != " " and not c.isascii()]
        costs = bytes(_cost(ones[c] / total) for c in kept)
        return {"letters": "".join(kept), "ones": costs}
    letters = [c for c, n in ones.most_common(MANY) if n > RARE * total]
    letters = [" ", *sorted(c for c in letters if c != " ")]
    pairs = _pairs(counts, letters)
    costs = bytes(_cost(ones[c] / total) for c in letters)
    square = bytes(_cost(pairs[a + b]) for a in letters for b in letters)
    return {
        "letters": "".join(letters),
        "ones": costs,
        "pairs": square,
        "triples": _triples(counts, pairs, letters),
    }


def _cost(share: float) -> int:
    return min(255, round(-SCALE * math.log(max(share, 1e-9))))


def _pairs(counts: dict[str, Counter[str]], letters: list[str]) -> dict[str, float]:
    """Return the share of each second letter after each first, smoothed by how varied they are."""
    ones = {c: counts["one"][c] + 1e-12 for c in letters}
    total = sum(ones.values())
    shares: dict[str, float] = {}
    for a in letters:
        row = {b: counts["two"][a + b] for b in letters}
        size = sum(row.values()) or 1e-12
        kinds = sum(n > 0 for n in row.values())
        known = 1 - min(0.02, 0.0008 * kinds + 0.001)
        for b in letters:
            shares[a + b] = known * row[b] / size + (1 - known) * ones[b] / total
    return shares


def _triples(
    counts: dict[str, Counter[str]], pairs: dict[str, float], letters: list[str]
) -> list[bytes | str]:
    """Return the triples that tell most, as one string, and their costs."""
    known = set(letters)
    ahead: Counter[str] = Counter()
    for triple, n in counts["three"].items():
        ahead[triple[:2]] += n
    whole = sum(counts["three"].values())
    rows = []
    for triple, n in counts["three"].items():
        if triple.isascii() or not known.issuperset(triple):
            continue
        share = 0.97 * n / ahead[triple[:2]] + 0.03 * pairs[triple[1:]]
        gain = abs(math.log(share) - math.log(pairs[triple[1:]]) + BACK)
        rows.append((n / whole * gain, triple, share))
    kept = sorted((t, s) for _, t, s in sorted(rows, reverse=True)[:TRIPLES])
    return ["".join(t for t, _ in kept), bytes(_cost(s) for _, s in kept)]


def main() -> None:
    """Count all languages and write the file."""
    folder = Path(sys.argv[1])
    codes = sorted([*LISTED, *SPELLED, "zh-Hant"])
    tables = {code: table(code, folder) for code in codes}
    packed = lzma.compress(msgpack.packb(tables), preset=9 | lzma.PRESET_EXTREME)
    ASSET.write_bytes(packed)
    print(f"{len(tables)} languages, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
