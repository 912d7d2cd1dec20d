"""“Nothing has changed” is true: of the call, and of all that goes in or makes the artefacts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from octavo import cli, fresh
from octavo.fresh import Call
from octavo.manuscripts.folder import new
from octavo.system import programs
from octavo.verbs import command as verbs
from octavo.verbs import options, order
from octavo.verbs.command import app_of
from tests import running

ROOT = Path(__file__).parents[1]
FIGURE = ROOT / "source" / "images" / "octavo.png"


def state(root: Path, call: Call) -> fresh.State:
    return fresh.State(
        call,
        (),
        programs.digest(()),
        fresh.hashes(root, fresh.INPUTS),
        fresh.digests(root, ["works.json"]),
        fresh.digests(root, ["dist/a.html"]),
        0,
        {"text": "as it was"},
    )


def call(root: Path, to: str = "") -> Call:
    return Call.of(root, None, to, strict=False)


def book(root: Path) -> Path:
    for name, text in (
        ("source/1.md", "# A\n"),
        ("metadata/e.yaml", "a: b\n"),
        ("works.json", "[]"),
        ("dist/a.html", "x"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    fresh.record(root, state(root, call(root)))
    return root


def test_an_unchanged_book_is_fresh(tmp_path: Path) -> None:
    found = fresh.check(call(book(tmp_path)))
    assert found is not None
    assert found.summary == {"text": "as it was"}


def test_another_call_is_not(tmp_path: Path) -> None:
    assert fresh.check(call(book(tmp_path), "html")) is None
    assert fresh.check(Call.of(tmp_path, tmp_path / "o", "", strict=False)) is None
    assert fresh.check(Call.of(tmp_path, None, "", strict=True)) is None


@pytest.mark.parametrize(
    "name", ["source/1.md", "source/2.md", "metadata/new.yaml", "works.json", "dist/a.html"]
)
def test_a_file_that_changed_or_is_new_is_seen(tmp_path: Path, name: str) -> None:
    (book(tmp_path) / name).write_text("other", encoding="utf-8")
    assert fresh.check(call(tmp_path)) is None


@pytest.mark.parametrize("name", ["source/1.md", "works.json", "dist/a.html"])
def test_a_file_that_is_gone_is_seen(tmp_path: Path, name: str) -> None:
    (book(tmp_path) / name).unlink()
    assert fresh.check(call(tmp_path)) is None


def test_another_library_is_seen(tmp_path: Path) -> None:
    library = tmp_path / "site-packages" / "typst"
    library.mkdir(parents=True)
    (library / "typst.so").write_bytes(b"0.14")
    root = book(tmp_path / "book")
    built = {**_fields(root), "libraries": (str(library),), "programs": programs.digest([library])}
    fresh.record(root, fresh.State(**built))
    assert fresh.check(call(root)) is not None
    (library / "typst.so").write_bytes(b"0.15.2")
    assert fresh.check(call(root)) is None


def _fields(root: Path) -> dict[str, object]:
    made = state(root, call(root))
    return {name: getattr(made, name) for name in made.__slots__}


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", '{"call": 5}', "[" * 100_000, '{"call": {"formats": null}}', "\0", "NaN"],
)
def test_a_damaged_state_counts_as_none(tmp_path: Path, text: str) -> None:
    (book(tmp_path) / fresh.STATE).write_text(text, encoding="utf-8")
    assert fresh.check(call(tmp_path)) is None


def test_every_part_of_the_state_may_be_wrong(tmp_path: Path) -> None:
    path = book(tmp_path) / fresh.STATE
    good = json.loads(path.read_text("utf-8"))
    for key in good:
        odd = (["\0"], {"\0": "x"}, ["n" * 5000], {"n" * 5000: "x"})
        for value in (None, 5, "x", [None], {"a": 5}, [["x"]], *odd):
            path.write_text(json.dumps({**good, key: value}), encoding="utf-8")
            found = fresh.check(call(tmp_path))
            assert found is None or key in ("status", "summary"), (key, value)


def test_a_file_where_the_folder_should_be_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".octavo").write_text("mine", encoding="utf-8")
    fresh.forget(tmp_path)
    fresh.record(tmp_path, state(tmp_path, call(tmp_path)))
    assert fresh.check(call(tmp_path)) is None
    assert (tmp_path / ".octavo").read_text("utf-8") == "mine"


# --- the call -----------------------------------------------------------------------------------


def test_a_call_means_the_same_wherever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").mkdir()
    monkeypatch.chdir(tmp_path / "b")
    inside = fresh.parsed(["build", "--strict"])
    monkeypatch.chdir(tmp_path)
    outside = fresh.parsed(["--project", "b", "--strict"])
    assert inside is not None
    assert outside is not None
    assert (
        inside.call == outside.call == Call(str(tmp_path / "b"), str(tmp_path / "b/dist"), (), True)
    )
    assert (inside.out, outside.out) == (Path("dist"), Path("b/dist"))


WORDS = st.sampled_from(
    [
        *("build", "--to", "--project", "--out", "--strict", "--format", "--to=html,epub", "html"),
        *("--project=build", "--out=build", "--out=", "json", "text", "--format=json", "--", "-x"),
        *("--str", "--strict=yes", "a b", "", "--help", "-h", "--to=", "watch", "pdf, html", "-"),
    ]
)


@given(st.lists(WORDS, max_size=7))
def test_a_call_is_parsed_as_the_command_parses_it(arguments: list[str]) -> None:
    """Where the quick parser gives a call at all, the command's own gives the same."""
    quick = fresh.parsed(arguments)
    if quick is None:
        return
    seen: list[tuple[Call, bool]] = []

    def build(  # noqa: PLR0913, PLR0917 - its options are parameters
        folder: order.FolderArgument = None,
        to: order.ToOption = "",
        project: options.ProjectOption = Path(),
        out: order.OutOption = None,
        strict: order.StrictOption = False,
        style: options.StyleOption = options.Style.TEXT,
    ) -> None:
        asked = Call.of(order.folder_of(folder, project), out, to, strict=strict)
        seen.append((asked, style is options.Style.JSON))

    app = typer.Typer(add_completion=False)
    app.callback()(lambda: None)
    app.command(name="build")(build)
    rest = arguments[1:] if arguments[:1] == ["build"] else arguments
    app(["build", *rest], standalone_mode=False)
    assert seen == [(quick.call, quick.as_json)]


def test_the_command_has_no_option_that_the_quick_parser_lacks() -> None:
    app = typer.main.get_command(app_of(["build"]))
    options = {name for p in app.commands["build"].params for name in p.opts}  # type: ignore[attr-defined]
    for option in options - {"--help", "-h", "--trust"}:  # what is trusted must be written down
        assert any(
            fresh.parsed([option, *value]) is not None for value in ([], ["html"], ["json"])
        ), option


# --- whole builds -------------------------------------------------------------------------------


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A book in a folder called `build`, with pictures and works outside the usual folders."""
    root = tmp_path / "build"
    new.make(root, "A Book")
    (root / "pictures").mkdir()
    shutil.copyfile(FIGURE, root / "pictures" / "a.png")
    shutil.copyfile(FIGURE, root / "cover.png")
    shutil.move(root / "metadata" / "references.json", root / "works.json")
    edition = root / "metadata" / "edition.yaml"
    more = "bibliography: ../works.json\ncover: cover.png\n"
    edition.write_text(_without_bibliography(edition) + more, "utf-8")
    chapter = sorted((root / "source").glob("*.md"))[0]
    chapter.write_text('# One\n\nWords.\n\n![](../pictures/a.png){alt="A page."}\n', "utf-8")
    assert said(root).startswith("Format")
    return root


def _without_bibliography(edition: Path) -> str:
    lines = edition.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("bibliography", "cover")))


def said(root: Path, *more: str) -> str:
    done = running.call(root.parent, "build", "--to", "html", "--project", "build", *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def is_fresh(root: Path) -> bool:
    asked = fresh.parsed(["--to", "html", "--project", str(root)])
    assert asked is not None
    return fresh.check(asked.call) is not None


def test_a_book_in_a_folder_called_build(built: Path) -> None:
    assert said(built).startswith("Nothing has changed")
    assert not (built.parent / ".octavo").exists()
    chapter = sorted((built / "source").glob("*.md"))[0]
    chapter.write_text(chapter.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert not said(built).startswith("Nothing has changed")
    assert "More." in next((built / "dist").glob("*.html")).read_text("utf-8")


def test_every_input_counts_wherever_it_stands(built: Path) -> None:
    for name in ("pictures/a.png", "works.json", "cover.png", "metadata/pandoc.json"):
        path = built / name
        before = path.read_bytes()
        assert is_fresh(built), name
        path.write_bytes(before + b"\n")
        assert not is_fresh(built), name
        path.write_bytes(before)
    style = next(name for name in _stored(built)["used"] if name.endswith(".csl"))
    assert Path(style).is_absolute()


def _stored(root: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((root / fresh.STATE).read_text("utf-8"))
    return found


def test_another_folder_of_artefacts_is_another_call(built: Path) -> None:
    assert not said(built, "--out", "build").startswith("Nothing has changed")
    assert not said(built, "--out", ".").startswith("Nothing has changed")
    assert (built.parent / "manifest.json").is_file()


def test_the_report_is_named_as_the_call_names_it(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built)
    assert cli.unchanged(["--to", "html"]) == 0
    assert "The report: dist/report.html" in capsys.readouterr().out
    monkeypatch.chdir(built.parent)
    assert cli.unchanged(["--to", "html", "--project", "build", "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["text"].endswith("The report: build/dist/report.html")
    assert summary["artefacts"]


def test_a_text_that_changes_during_the_build_is_built_again(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = sorted((built / "source").glob("*.md"))[0]
    text = chapter.read_text("utf-8")
    chapter.write_text(text + "\nOne.\n", "utf-8")
    finish = order._finish

    def meanwhile(*arguments: object) -> object:
        chapter.write_text(text + "\nTwo.\n", "utf-8")
        return finish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(order, "_finish", meanwhile)
    assert verbs.run(["build", "--to", "html", "--project", str(built)]) == 0
    assert not is_fresh(built)
