"""Whether a build would change anything is told without importing anything heavy."""

from __future__ import annotations

from pathlib import Path

from octavo import fresh


def state(root: Path, call: list[str]) -> fresh.State:
    outputs = {"dist/a.html": fresh.digest(root / "dist" / "a.html")}
    inputs = fresh.hashes(root, fresh.INPUTS)
    return fresh.State(call, fresh.code(), inputs, outputs, 0, {"text": "as it was"})


def book(root: Path) -> Path:
    for name, text in (
        ("source/1.md", "# A\n"),
        ("metadata/e.yaml", "a: b\n"),
        ("dist/a.html", "x"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    fresh.record(root, state(root, ["--strict"]))
    return root


def test_an_unchanged_book_is_fresh(tmp_path: Path) -> None:
    found = fresh.check(book(tmp_path), ["--strict"])
    assert found is not None
    assert found.summary == {"text": "as it was"}


def test_another_call_is_not(tmp_path: Path) -> None:
    assert fresh.check(book(tmp_path), []) is None


def test_a_changed_a_new_and_a_lost_file_are_seen(tmp_path: Path) -> None:
    for name, text in (("source/1.md", "# B\n"), ("source/2.md", "# C\n"), ("dist/a.html", "y")):
        book(tmp_path)
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert fresh.check(tmp_path, ["--strict"]) is None, name
        (tmp_path / "source" / "2.md").unlink(missing_ok=True)
    book(tmp_path)
    (tmp_path / "dist" / "a.html").unlink()
    assert fresh.check(tmp_path, ["--strict"]) is None


def test_a_damaged_state_counts_as_none(tmp_path: Path) -> None:
    (book(tmp_path) / fresh.STATE).write_text("{", encoding="utf-8")
    assert fresh.check(tmp_path, ["--strict"]) is None


def test_a_call_means_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    inside = fresh.call_of(["build", "--strict"], tmp_path / "b")
    outside = fresh.call_of(["--project", "b", "--strict"], tmp_path)
    assert inside == (tmp_path / "b", ["--strict"])
    assert outside == inside
    assert fresh.call_of(["--out=x"], tmp_path) == (tmp_path, ["--out", str(tmp_path / "x")])


def test_a_folder_has_a_digest_of_its_own(tmp_path: Path) -> None:
    one = fresh.digest(book(tmp_path) / "source")
    (tmp_path / "source" / "1.md").rename(tmp_path / "source" / "0.md")
    assert one
    assert fresh.digest(tmp_path / "source") != one
    assert fresh.digest(tmp_path / "nothing") == ""
