"""Feeds spoilt inputs of every kind to every verb: `python -m tests.bench.mutations N [seed]`.

Prints a table of what came of them, and each fault with what led to it.
"""

from __future__ import annotations

import gc
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.careless import FILES, WEIGHTS, Outcome, Shop

COLUMNS = ("0", "1", "2", "escaped", "faults")


def main(count: int, seed: int, kinds: list[str], kept: Path | None) -> int:
    """Try `count` inputs; give 1 where one of them did harm."""
    table: dict[tuple[str, str], Counter[str]] = {}
    faults: Counter[str] = Counter()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        weights = [WEIGHTS.get(kind, 1.0) for kind in kinds]
        for number in _until_interrupted(count):
            rng = Random(f"{seed}-{number}")  # noqa: S311 - chance, not secrecy
            kind = rng.choices(kinds, weights)[0]
            outcome, tried, data = shop.try_one(kind, rng)
            row = table.setdefault((kind, outcome.verb), Counter())
            row["escaped" if outcome.status == -1 else str(outcome.status)] += 1
            row["faults"] += bool(outcome.faults)
            if outcome.faults:
                traces = _tell(outcome, tried, number, faults)
                _keep(kept, f"{number}-{kind}", data, traces)
            if number % 50 == 0:
                gc.collect()
        shop.close()
    _print(table, seed, time.perf_counter() - started)
    return int(any(row["faults"] for row in table.values()))


def _until_interrupted(count: int) -> Iterator[int]:
    """Count; on Ctrl-C, end after the input that is being tried."""
    stopping: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: stopping.append(number))
    for number in range(count):
        if stopping:
            return
        yield number


def _tell(outcome: Outcome, tried: str, number: int, faults: Counter[str]) -> list[str]:
    """Print the first of each kind of fault; give the traces to keep."""
    traces = []
    for fault in outcome.faults:
        frames = [line.strip() for line in fault.trace.splitlines() if line.startswith("  File")]
        last = next(
            (line for line in reversed(frames) if "/octavo/" in line or "/filters/" in line), ""
        )
        key = f"{outcome.kind} {fault.words[:60]} {last}"
        faults[key] += 1
        if faults[key] <= 3:
            print(f"[{number}] {outcome.kind} {outcome.verb}: {fault.words}", flush=True)
            print(f"    {tried[:200]} {last}", flush=True)
            traces.append(fault.trace)
    return traces


def _keep(kept: Path | None, name: str, data: bytes, traces: list[str]) -> None:
    """Keep an input that did harm, and what led to it."""
    if kept and traces:
        kept.mkdir(exist_ok=True)
        (kept / name).write_bytes(data)
        (kept / f"{name}.trace").write_text("\n".join(traces), encoding="utf-8")


def _print(table: dict[tuple[str, str], Counter[str]], seed: int, seconds: float) -> None:
    total: Counter[str] = Counter()
    print(f"\n{'kind':<14}{'verb':<12}" + "".join(f"{name:>9}" for name in COLUMNS))
    for (kind, verb), row in sorted(table.items()):
        total.update(row)
        print(f"{kind:<14}{verb:<12}" + "".join(f"{row[name]:>9}" for name in COLUMNS))
    print(f"{'all':<26}" + "".join(f"{total[name]:>9}" for name in COLUMNS))
    count = sum(total[name] for name in COLUMNS[:-1])
    print(f"{count} inputs, seed {seed}, {seconds:.0f} s")


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(
        main(
            int(words[0]),
            int(words[1]) if len(words) > 1 else 1,
            words[2].split(",") if len(words) > 2 and words[2] else list(FILES),
            Path(words[3]) if len(words) > 3 else None,
        )
    )
