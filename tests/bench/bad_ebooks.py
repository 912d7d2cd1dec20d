"""Measures our readers on e-books that are wrong: `python -m tests.bench.bad_ebooks FOLDER`.

FOLDER holds e-books, packed or as folders, as EPUBCheck's own tests have them in its repository
(`src/test/resources`); whether a name holds `error`, `fatal` or `warning` says what each is. Each
is brought in by `octavo import`, and read by what checks a finished EPUB, under the names that ours
has: no traceback, and a fault is an error or a reason in one line.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from octavo.formats import archive
from octavo.formats.epub import check, reading
from octavo.model.artefact import Job
from octavo.model.finding import InputError, Severity
from tests.bench.tables import Row, show
from tests.making import make_job
from tests.running import call

OTHER = "EPUB/package.opf"
BAD = ("error", "fatal", "warning")


def packed(root: Path, room: Path) -> Iterator[tuple[str, Path]]:
    """Give each e-book below a folder, those that are folders as archives."""
    for path in sorted(root.rglob("*.epub")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path
    for inner in sorted(root.rglob("META-INF")):
        folder = inner.parent
        target = room / "packed.epub"
        with zipfile.ZipFile(target, "w") as made:
            if (folder / "mimetype").is_file():
                made.write(folder / "mimetype", "mimetype")
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.name != "mimetype":
                    made.write(path, path.relative_to(folder).as_posix())
        yield folder.relative_to(root).as_posix(), target


def imported(path: Path, room: Path) -> str:
    """Bring an e-book in; say what became of it."""
    into = room / "book"
    try:
        done = call(room, "import", str(path), "--into", str(into))
    except Exception:  # noqa: BLE001 - this is what is looked for
        return "CRASH " + traceback.format_exc().strip().splitlines()[-1]
    if done.returncode == 0:
        for one in sorted(into.rglob("*"), reverse=True):
            one.rmdir() if one.is_dir() and not one.is_symlink() else one.unlink()
        into.rmdir()
        return "brought in"
    words = done.stderr.strip().splitlines()
    if into.exists():
        return f"HALF WRITTEN {words[-1:]}"
    return "refused: " + words[-1] if words else "SILENT"


def renamed(path: Path, room: Path) -> Path:
    """Give an e-book the name of the package that ours has, where its own is beside that."""
    try:
        members = archive.read(path)
    except archive.DAMAGED:
        return path
    if OTHER not in members:
        return path
    members[check.PACKAGE] = members.pop(OTHER)
    members = {name: data.replace(b"package.opf", b"content.opf") for name, data in members.items()}
    archive.write(room / "renamed.epub", members, 0)
    return room / "renamed.epub"


def checked(path: Path, job: Job, room: Path) -> str:
    """Read an e-book as a finished one is read; say what is found."""
    path = renamed(path, room)
    try:
        errors = [one for one in check.check(path, job) if one.severity is Severity.ERROR]
        check.front(path)
        words = len(reading.read(path).body)
    except InputError as fault:
        return f"refused: {fault}"
    except Exception:  # noqa: BLE001 - this is what is looked for
        return "CRASH " + " | ".join(traceback.format_exc().strip().splitlines()[-3:])
    return "errors" if errors else f"nothing wrong, {words} words"


def main() -> None:
    """Print what became of all."""
    root = Path(sys.argv[1])
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        job, _ = make_job(room / "own", "# One\n\nWords.\n")
        for name, path in packed(root, room):
            is_bad = any(word in name for word in BAD)
            for reader, text in (
                ("import", imported(path, room)),
                ("verify", checked(path, job, room)),
            ):
                kind = text.partition(":")[0].partition(",")[0]
                counts[f"{reader}, {'bad' if is_bad else 'good'}: {kind.split(' ')[0]}"] += 1
                if text.isupper() or text.split(" ")[0].isupper() or text.startswith("refused"):
                    print(f"{name}: {reader}: {text[:300]}", flush=True)
    show("e-books of others", [Row(k, "", str(v)) for k, v in sorted(counts.items())])


if __name__ == "__main__":
    main()
