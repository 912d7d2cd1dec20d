r"""Counts the backslashes of imported sources that pandoc does not need.

    python -m tests.bench.escapes FOLDER…

A backslash before a sign of ASCII is needless where pandoc reads its block the same without it.
Of a pair, `\*so\*`, one is enough for pandoc; both are kept for the reader, and only one that could
be taken away together with all others that could is counted. Paragraphs of more than one line are
counted too: those whose line ends nowhere for a reason.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from octavo import pandoc
from octavo.model.nodes import Document, Node

ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
FENCE = re.compile(r"^(?:```|~~~)")
SEPARATOR = "\N{INFORMATION SEPARATOR TWO}"
NOTE = re.compile(r"^\[\^\w+\]: ")
LARGEST = 20_000
"""A longer block, which is a large table, is left out: each backslash costs a reading of it."""
MOST = 400_000
"""How many characters are read at once."""
READER = Path(__file__).parents[1] / "cases.lua"


def chunks(text: str) -> Iterator[str]:
    """Yield the blocks of a source that blank lines part; code is left out."""
    is_code = False
    for chunk in re.split(r"\n{2,}", text):
        fences = sum(1 for line in chunk.split("\n") if FENCE.match(line.lstrip()))
        if not is_code and not fences and not chunk.startswith("    "):
            yield from [NOTE.sub("", chunk.strip("\n"))] if len(chunk) < LARGEST else ()
        is_code = is_code ^ (fences % 2 == 1)


def read_all(texts: list[str]) -> list[bytes]:
    """Return what each text is read as."""
    made: list[bytes] = []
    while len(made) < len(texts):
        size, some = 0, []
        for text in texts[len(made) :]:
            size += len(text)
            if some and size > MOST:
                break
            some.append(text)
        data = SEPARATOR.join(some).encode()
        blocks = Document.loads(pandoc.run(["-f", str(READER), "-t", "json"], data)).blocks
        made += [orjson.dumps(div["c"][1]) for div in blocks]
    return made


def needless(text: str) -> list[tuple[str, str]]:
    """Return the needless backslashes of a source: the sign behind each, and what is around it."""
    parts = [chunk for chunk in chunks(text) if ESCAPE.search(chunk)]
    spots = [(chunk, match.start()) for chunk in parts for match in ESCAPE.finditer(chunk)]
    if not spots:
        return []
    before = "A word\n\n"  # what a colon would define
    spots = [(before + chunk, len(before) + at) for chunk, at in spots]
    parts = [before + chunk for chunk in parts]
    tried = [chunk[:at] + chunk[at + 1 :] for chunk, at in spots]
    read = read_all([*parts, *tried])
    whole = dict(zip(parts, read, strict=False))
    single = [
        spot for spot, one in zip(spots, read[len(parts) :], strict=True) if one == whole[spot[0]]
    ]
    return [(chunk[at + 1], chunk[max(0, at - 25) : at + 25]) for chunk, at in together(single)]


def together(spots: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Keep those that can be taken away with all the others of their block, or else after them."""
    by_chunk: dict[str, list[int]] = {}
    for chunk, at in spots:
        by_chunk.setdefault(chunk, []).append(at)
    several = [chunk for chunk, places in by_chunk.items() if len(places) > 1]
    read = read_all([one for chunk in several for one in (chunk, without(chunk, by_chunk[chunk]))])
    pairs = {
        chunk for number, chunk in enumerate(several) if read[2 * number] != read[2 * number + 1]
    }
    return [(c, at) for c, places in by_chunk.items() if c not in pairs for at in places]


def without(chunk: str, places: list[int]) -> str:
    """Return a text without the characters at some places."""
    return "".join(sign for at, sign in enumerate(chunk) if at not in places)


def broken(text: str) -> list[str]:
    """Return the paragraphs that stand on several lines, though no line of them is one."""
    found: list[Node] = []
    for chunk in chunks(text):
        lines = chunk.split("\n")
        is_plain = re.match(r"[^\W_]", chunk) and not re.match(r"\w+[.)] |.*\n *[-=:|+]", chunk)
        if len(lines) > 1 and is_plain:
            found += [chunk] if any(line[-1:] not in ("\\", "-") for line in lines[:-1]) else []
    return found


def main(folders: list[str]) -> None:
    """Print what is counted, by sign, and some examples of each."""
    signs: Counter[str] = Counter()
    lines = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("source/*.md")):
            text = path.read_text(encoding="utf-8")
            rows, wrapped = needless(text), broken(text)
            lines += len(wrapped)
            signs.update(sign for sign, _ in rows)
            if rows or wrapped:
                print(path.relative_to(folder), len(ESCAPE.findall(text)), len(rows), len(wrapped))
            for sign, around in rows[:4]:
                print("    ", sign, repr(around))
            for chunk in wrapped[:2]:
                print("     lines:", repr(chunk[:100]))
    print(f"{signs.total()} backslashes that pandoc does not need: {dict(signs)}")
    print(f"{lines} paragraphs on several lines")


if __name__ == "__main__":
    main(sys.argv[1:])
