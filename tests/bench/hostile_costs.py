"""Measures what inputs of strangers cost as they grow: `python -m tests.bench.hostile_costs`.

Each is read at one, two and four times its size; a doubling may cost 2.3 times as much.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from octavo.bibliography import references
from octavo.files import json as door
from octavo.files import yaml
from octavo.files.images import fault_of
from octavo.files.xml import parse
from octavo.model.finding import InputError
from tests.pictures import png

MOST = 2.3
"""How much a doubling may cost."""


def bibtex(size: int) -> bytes:
    entry = "@book{k%d, author={Moxon, J. and Hart, H.}, title={Title %d}, date={1683}}\n"
    return "".join(entry % (n, n) for n in range(size)).encode()


def unclosed(size: int) -> bytes:
    return bibtex(size)[:-2] + b"{" * size


def csl_json(size: int) -> bytes:
    entries = [
        {"id": f"k{n}", "type": "book", "title": f"T {n}", "author": [{"family": "Moxon"}]}
        for n in range(size)
    ]
    return json.dumps(entries, indent=1).encode()


def keys(size: int) -> bytes:
    return "".join(f"k{n}: v{n}\n" for n in range(size)).encode()


def line(size: int) -> bytes:
    return b"k: " + b"x" * size


def brackets(size: int) -> bytes:
    return b"[" * size


def chunks(size: int) -> bytes:
    whole = png()
    empty = b"\0\0\0\0tEXt" + zlib.crc32(b"tEXt").to_bytes(4)
    return whole[:33] + empty * size + whole[33:]


def style(size: int) -> bytes:
    return b"<style>" + b"<text value='x'/>" * size + b"</style>"


def by_yaml(path: Path) -> object:
    return yaml.load(path, path.name)


def by_abbreviations(path: Path) -> object:
    works = {f"v{n}": None for n in range(200_000)}
    return references.read_abbreviations(path, works)  # type: ignore[arg-type]


INPUTS: tuple[tuple[str, str, Callable[[int], bytes], int, Callable[[Path], object]], ...] = (
    ("BibTeX, entries", "a.bib", bibtex, 2_500, references.read),
    ("BibTeX, unclosed braces", "a.bib", unclosed, 2_500, references.read),
    ("CSL JSON, entries", "a.json", csl_json, 25_000, references.read),
    ("CSL JSON, open brackets", "a.json", brackets, 400_000, references.read),
    ("YAML, keys", "a.yaml", keys, 25_000, by_yaml),
    ("YAML, open brackets", "a.yaml", brackets, 400_000, by_yaml),
    ("YAML, one line", "a.yaml", line, 1_000_000, by_yaml),
    ("abbreviations", "a.yaml", keys, 10_000, by_abbreviations),
    ("JSON, one list", "a.json", lambda n: b"[" + b"0," * n + b"0]", 1_000_000, None),
    ("XML, elements", "a.xml", style, 400_000, lambda p: parse(p.read_bytes(), p.name)),
    ("PNG, parts", "a.png", chunks, 200_000, lambda p: fault_of(p.read_bytes())),
)  # type: ignore[assignment]


def seconds(path: Path, read: Callable[[Path], object]) -> float:
    """Give the least time of three, of this process and of those that it starts."""
    return min(_once(path, read) for _ in range(3))


def _once(path: Path, read: Callable[[Path], object]) -> float:
    started = _used()
    with suppress(InputError):
        read(path)
    return _used() - started


def _used() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def rows() -> Iterator[tuple[str, list[float]]]:
    """Give each input's name, and what it costs at one, two and four times its size."""
    with tempfile.TemporaryDirectory() as folder:
        for name, file, make, size, read in INPUTS:
            path = Path(folder) / file
            costs = []
            for times in (1, 2, 4):
                path.write_bytes(make(size * times))
                costs.append(seconds(path, read or (lambda p: door.load(p, p.name))))
            yield name, costs


def main() -> int:
    """Print the table; give 1 where a doubling costs too much."""
    gc.disable()  # as the command does
    worst = 0.0
    print(f"{'input':<28}{'1x':>8}{'2x':>8}{'4x':>8}{'a doubling':>14}")
    for name, costs in rows():
        ratio = max(costs[1] / max(costs[0], 0.02), costs[2] / max(costs[1], 0.02))
        worst = max(worst, ratio)
        print(f"{name:<28}" + "".join(f"{cost:>8.2f}" for cost in costs) + f"{ratio:>14.2f}")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
