"""Kills the command at random moments, runs it again, and looks for what is not as it would be.

    python -m tests.bench.kills                          every verb, 40 kills each
    python -m tests.bench.kills 10                       every verb, 10 kills each
    python -m tests.bench.kills 10 --seed 3 import       one verb, at other moments

For each verb: how many kills, and what was wrong then: other bytes after the second run, debris, a
process that lives on. The status is 1 where something was wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests import release_books
from tests.running import gone_within, killed_after, make_book, octavo, snapshot

DEBRIS = re.compile(
    r"\.making-|\.octavo-|\.new$|\.part$|\.put$|\.old$|\.unfinished$|/moving\.json$"
)
PATIENCE = 5
"""Seconds after which no process of a killed command may be there."""

MANUSCRIPT = "\n\n".join(f"Chapter {n}\n\nIt was so, and it's told. " * 3 for n in range(1, 6))


@dataclass(frozen=True)
class Scene:
    """A verb: how its folder is made ready, and its calls, the last of which is killed."""

    name: str
    ready: Callable[[Path], None]
    call: tuple[str, ...]


@dataclass
class Outcome:
    """What came of kills: how many there were, and what was wrong after which moments."""

    kills: int = 0
    wrong: list[str] = field(default_factory=list)


def _book(outputs: str) -> Callable[[Path], None]:
    def ready(folder: Path) -> None:
        make_book(folder, outputs)

    return ready


def _built(outputs: str) -> Callable[[Path], None]:
    """Make a book whose text has changed since it was built; its site has a file of others."""

    def ready(folder: Path) -> None:
        make_book(folder, outputs)
        octavo(folder, "build")
        if "html" in outputs:
            (folder / "dist" / "site" / "CNAME").write_text("example.org", encoding="utf-8")
        with (folder / "source" / "02-two.md").open("a", encoding="utf-8") as file:
            file.write("\nOne more -- sentence.\n")

    return ready


def _decided(folder: Path) -> None:
    make_book(folder)
    octavo(folder, "decide", "--rule", "dash-names", "--accept")


def _manuscript(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "old.txt").write_text(MANUSCRIPT, encoding="utf-8")


def _beside_notes(folder: Path) -> None:
    _manuscript(folder)
    (folder / "title").mkdir()
    (folder / "title" / "notes.txt").write_text("mine", encoding="utf-8")


def _ready(folder: Path) -> None:
    """Make a book that waits for its release, with the draft of another text in dist/."""
    release_books.make(folder)
    record = folder / "metadata" / "edition.yaml"
    kinds = release_books.RECORD.replace("[html, pdf]", "[html, epub]").replace("screen:", "epub:")
    record.write_text(kinds, encoding="utf-8")
    octavo(folder, "build", "--to", "html")
    with (folder / "source" / "01-one.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more sentence.\n")
    release_books.approve(folder)


def _unapproved(folder: Path) -> None:
    release_books.make(folder)


IMPORT = ("import", "old.txt", "--into", "title")
SCENES = (
    Scene("build, first", _book("html, docx"), ("build",)),
    Scene("build, again", _built("html"), ("build",)),
    Scene("build, all formats", _built("html, epub, docx, pdf"), ("build",)),
    Scene("lint --fix", _decided, ("lint", "--fix")),
    Scene("decide", _book("html"), ("decide", "--rule", "dash-names", "--accept")),
    Scene("release", _ready, ("release", "--printing", "2")),
    Scene("approve", _unapproved, ("approve", "--by", "Ann")),
    Scene("query", _book("html"), ("query", "source/01-one.md:3", "Is it so?", "--by", "Ann")),
    Scene("import", _manuscript, IMPORT),
    Scene("import beside", _beside_notes, IMPORT),
)


def state(folder: Path) -> dict[str, str]:
    """Return what must be the same: all but what tells of time, and what can be made again."""
    return {
        name: sha
        for name, sha in snapshot(folder).items()
        if "/cache" not in name and not name.endswith("state.json")
    }


def debris(folder: Path) -> list[str]:
    """Give what a killed command has left; the cache has a broom of its own."""
    return [name for name in snapshot(folder) if DEBRIS.search(name) and "/cache/" not in name]


def run(scene: Scene, kills: int, generator: random.Random, patience: float = PATIENCE) -> Outcome:
    """Kill a verb at random moments; each time run it again, and compare."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as where:
        top = Path(where)
        scene.ready(top / "ready")
        shutil.copytree(top / "ready", top / "never", symlinks=True)
        started = time.perf_counter()
        octavo(top / "never", *scene.call)
        length = time.perf_counter() - started
        expected = state(top / "never")
        tries = 0
        while outcome.kills < kills and tries < 3 * kills:
            tries += 1
            moment = generator.uniform(0.05, 1) * length
            folder = top / f"killed-{tries}"
            shutil.copytree(top / "ready", folder, symlinks=True)
            outcome.kills += killed_after(moment, folder, *scene.call)
            faults = _faults(scene, folder, expected, patience)
            outcome.wrong += [f"{moment:.3f} s: {fault}" for fault in faults]
            shutil.rmtree(folder)
    return outcome


def _faults(scene: Scene, folder: Path, expected: dict[str, str], patience: float) -> list[str]:
    alive = gone_within(patience, folder) if sys.platform == "linux" else []
    again = octavo(folder, *scene.call)
    there = state(folder)
    faults = [f"lives on: {line[:80]}" for line in alive]
    faults += [f"left: {name}" for name in debris(folder)]
    differ = [n for n in expected.keys() | there.keys() if expected.get(n) != there.get(n)]
    faults += [f"differs: {name}" for name in sorted(differ) if not DEBRIS.search(name)]
    if "Traceback" in again.stderr:
        faults.append(again.stderr[-300:])
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of all verbs, or of those that were asked for."""
    names = [scene.name for scene in SCENES]
    parser = argparse.ArgumentParser("kills", description="See the head of this file.")
    parser.add_argument("kills", nargs="?", type=int, default=40, help="how many of each verb")
    parser.add_argument("verbs", nargs="*", metavar="VERB", help=f"only these: {', '.join(names)}")
    parser.add_argument("--seed", type=int, default=1, help="other moments")
    asked = parser.parse_intermixed_args(arguments)
    if asked.kills < 1:
        parser.error(f"{asked.kills} kills of a verb show nothing: give a number from 1.")
    if unknown := [name for name in asked.verbs if name not in names]:
        parser.error(f"there is no verb “{unknown[0]}” here: {', '.join(names)}")
    print(f"{'verb':<20} {'kills':>5} {'wrong':>5}   ({asked.kills} each, seed {asked.seed})")
    wrong = 0
    for scene in (scene for scene in SCENES if not asked.verbs or scene.name in asked.verbs):
        chance = random.Random(f"{asked.seed} {scene.name}")  # noqa: S311
        outcome = run(scene, asked.kills, chance)
        print(f"{scene.name:<20} {outcome.kills:>5} {len(outcome.wrong):>5}", flush=True)
        for line in outcome.wrong:
            print(f"    {line}", flush=True)
        wrong += len(outcome.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
