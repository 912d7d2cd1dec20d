"""The handbook: its reference is what the code says, its examples do what they show."""

from __future__ import annotations

import re
import sys
import warnings
from importlib import import_module
from pathlib import Path

import pytest
import typer
from PIL import Image

from octavo.verbs import command
from tests.handbook import examples, pictures, reference
from tests.running import octavo

SOURCE = examples.HANDBOOK / "source"
PAGES = examples.pages()
QUICK = ("211-literal", "266-pandoc")
"""The pages that `make test` runs, as they cost little; `make test-all` runs all."""

ALIKE = 6.0
"""By how much two pictures may differ, of 255: browsers draw letters a little differently."""

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="examples are typed in a POSIX shell")


@pytest.mark.parametrize("name", reference.chapters())
def test_the_reference_is_as_the_code_makes_it(name: str, request: pytest.FixtureRequest) -> None:
    text = reference.chapters()[name]
    path = SOURCE / name
    if request.config.getoption("--accept"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "python -m tests.handbook.reference"


@POSIX
@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[] if page.stem in QUICK else [pytest.mark.long]) for page in PAGES],
    ids=[page.stem for page in PAGES],
)
def test_a_page_does_what_it_shows(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    renewed, faults = examples.run(page.read_text(encoding="utf-8"), tmp_path / "desk")
    if request.config.getoption("--accept"):
        page.write_text(renewed, encoding="utf-8")
    assert not faults, "\n\n".join(faults)


def test_every_call_that_a_page_shows_is_one() -> None:
    """Verbs and options, on all pages, also of calls that stand in the running text."""
    options = {name: _options(name) for name in command.VERBS}
    for path in sorted(SOURCE.glob("*.md")):
        for call in re.findall(r"(?:^\$ |`)octavo ([^`\n]+)", path.read_text("utf-8"), re.M):
            verb, *words = call.split()
            if not re.fullmatch(r"[a-z]+", verb):
                continue
            assert verb in command.VERBS, f"{path.name}: octavo {call}"
            for word in words:
                if re.fullmatch(r"--[a-z-]+", word) and word != "--help":
                    assert word in options[verb], f"{path.name}: octavo {call}"


def test_every_page_that_answers_a_question_is_found_by_a_word() -> None:
    """What a newcomer looks for stands in `200-where-to-look.md`, with the page that answers."""
    words = SOURCE / "200-where-to-look.md"
    linked = set(re.findall(r"\(#([\w-]+)\)", words.read_text("utf-8")))
    for path in sorted(SOURCE.glob("2*.md")):
        heading = re.match(r"# .*\{[^}]*#([\w-]+)", path.read_text("utf-8"))
        if path != words and heading and "{.part" not in heading[0]:
            assert heading[1] in linked, f"{path.name} has no word in {words.name}"


def _options(verb: str) -> set[str]:
    file = command.file_of(verb)
    app = typer.Typer()
    app.command()(getattr(import_module(f"octavo.verbs.{file}"), file))
    call = typer.main.get_command(app)
    return {name for parameter in call.params for name in parameter.opts}


@pytest.mark.long
def test_the_handbook_is_good(tmp_path: Path) -> None:
    done = octavo(examples.HANDBOOK, "build", "--out", str(tmp_path / "dist"), "--strict")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert "suggestion" not in done.stdout.splitlines()[-1], "all that waits in it is decided"


@pytest.mark.long
@POSIX
def test_no_picture_is_older_than_what_it_shows(tmp_path: Path) -> None:
    made = pictures.make(tmp_path)
    for name, picture in made.items():
        with Image.open(pictures.IMAGES / name) as shown:
            distance = pictures.distance(shown, picture)
        assert distance < ALIKE, f"{name} differs: python -m tests.handbook.pictures"
    for path in sorted(pictures.IMAGES.glob("*.png")):
        if path.name not in made:
            need = f"a browser and the face {pictures.FACE} (fonts-urw-base35) are needed"
            warnings.filterwarnings("default", message="Not tested")
            warnings.warn(f"Not tested: {path.name}, as {need}.", stacklevel=1)


def test_an_example_that_does_something_else_is_a_fault(tmp_path: Path) -> None:
    page = '``` {.console in="empty"}\n$ octavo new a-book\nMade something else.\n```\n'
    renewed, faults = examples.run(page, tmp_path / "desk")
    assert len(faults) == 1
    assert "Made a-book" in faults[0]
    assert "Made a-book" in renewed
    assert examples.run(renewed, tmp_path / "again")[1] == []


def test_an_example_may_fail_only_where_it_says_so(tmp_path: Path) -> None:
    page = '``` {.console in="empty"}\n$ octavo verify nothing\n…\n```\n'
    assert "status 2, not 0" in examples.run(page, tmp_path / "desk")[1][0]
    page = page.replace('in="empty"', 'in="empty" status=2')
    assert examples.run(page, tmp_path / "again")[1] == []
