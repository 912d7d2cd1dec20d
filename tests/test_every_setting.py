"""A key that says what is done changes the formats that it concerns, and not a byte of the others.

Keys whose value is a text are in tests/test_every_key.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo.book import metadata
from octavo.manuscripts.folder import folder as project
from octavo.model.design import Design
from octavo.press import build
from tests.pictures import png
from tests.running import build as build_here
from tests.test_build import Silent

EVERY = "html epub docx pdf"
DONE = {
    "isbn": EVERY,
    "binding": EVERY,
    "lines": EVERY,
    "outputs": EVERY,
    "certified-by": "html epub",  # where the content conforms: tests/test_claims.py
    "bibliography": EVERY,
    "abbreviations": EVERY,
    "decorative": "html epub docx",  # in a PDF a picture without a description is an ornament
    "house-style": EVERY,
    "citation-style": EVERY,
    "trim": "docx pdf",
    "chapter-numbers": EVERY,
    "chapters-on-recto": "docx pdf",
    "form": "html docx pdf",  # an EPUB of a pamphlet with contents is a book's
    "half-title": "pdf",
    "contents": EVERY,
    "bibliography-place": EVERY,
    "ibid-across-chapters": EVERY,
    "quotation-limit": "",  # lint and the style sheet say what is above it
}
"""Keys that say what is done, not what is shown, and the formats that do it."""

CHAPTERS = """\
# One

He said "wait" -- so (LCW, p. 3).

Again [@moxon, p. 3].

![](images/a.png)

# Two

And again [@moxon, p. 3].

# Works {.backmatter}

::: {#refs}
:::
"""

CHICAGO = Design().citation_style
CHANGES = {
    "bibliography": ("edition", "bibliography: other.json", "bibliography: references.json"),
    "abbreviations": ("edition", "abbreviations: other.yaml", "abbreviations: abbreviations.yaml"),
    "decorative": ("edition", "decorative: yes", "decorative: no"),
    "binding": ("edition", "binding: hardback", "binding: paperback"),
    "lines": ("edition", "lines: [Zline, isbn]", "lines: [isbn]"),
    "house-style": ("design", "house-style: en-US", "house-style: en-GB"),
    "citation-style": ("design", "citation-style: apa", f"citation-style: {CHICAGO}"),
    "trim": ("design", "trim: demy", "trim: 129x198"),
    "chapter-numbers": ("design", "chapter-numbers: no", "chapter-numbers: yes"),
    "chapters-on-recto": ("design", "chapters-on-recto: no", "chapters-on-recto: yes"),
    "form": ("edition", "form: pamphlet", "form: book"),
    "half-title": ("design", "half-title: no", "half-title: yes"),
    "contents": ("design", "contents: no", "contents: yes"),
    "bibliography-place": ("design", "bibliography-place: chapter", "bibliography-place: end"),
    "ibid-across-chapters": ("design", "ibid-across-chapters: no", "ibid-across-chapters: yes"),
    "quotation-limit": ("design", "quotation-limit: 1", "quotation-limit: 300"),
}
"""Keys that say what is done: the file, another value, and the one that stands there."""

FILES = {
    "edition": "title: A Book\nlang: en-GB\nform: book\nidentifier: urn:x\nbinding: paperback\n"
    "isbn: {print: '978-0-262-03384-8'}\nimprint-page: {lines: [isbn]}\nimages:\n"
    "  images/a.png: {decorative: no}\n"
    "bibliography: references.json\nabbreviations: abbreviations.yaml\n",
    "design": "".join(f"{usual}\n" for file, _, usual in CHANGES.values() if file == "design"),
}


def made(folder: Path, file: str = "", old: str = "", new: str = "") -> dict[str, bytes]:
    """Build the book, with a line of a file changed; return what each format makes of it."""
    (folder / "source/images").mkdir(parents=True)
    (folder / "metadata").mkdir()
    (folder / "source/images/a.png").write_bytes(png())
    (folder / "source/01.md").write_text(CHAPTERS, encoding="utf-8")
    for name, text in FILES.items():
        changed = text.replace(old, new) if name == file else text
        assert name != file or changed != text
        (folder / f"metadata/{name}.yaml").write_text(changed, encoding="utf-8")
    for name, title in (("references", "Exercises"), ("other", "Other Exercises")):
        works = [
            {"id": key, "type": "book", "title": f"{title} {key}", "author": [{"family": key}]}
            for key in ("moxon", "lcw", "hart")
        ]
        (folder / f"metadata/{name}.json").write_text(json.dumps(works), encoding="utf-8")
    (folder / "metadata/abbreviations.yaml").write_text("LCW: lcw\n", encoding="utf-8")
    (folder / "metadata/other.yaml").write_text("LCW: hart\n", encoding="utf-8")
    (folder / "metadata/pandoc.json").write_bytes(project.template("pandoc.json"))
    options = build.Options(("html", "epub", "docx", "pdf"), folder / "out", draft=True)
    build_here(metadata.load(folder), options, Silent())
    suffixes = {"html": ".html", "epub": ".epub", "docx": ".docx", "pdf": "-print.pdf"}
    return {name: (folder / f"out/a-book{end}").read_bytes() for name, end in suffixes.items()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("done") / "book")


@pytest.mark.long
@pytest.mark.parametrize("key", CHANGES)
def test_a_key_changes_the_formats(tmp_path: Path, usual: dict[str, bytes], key: str) -> None:
    """It changes those that the table names, and not a byte of the others."""
    file, new, old = CHANGES[key]
    other = made(tmp_path / "book", file, old, new)
    assert [name for name in usual if other[name] != usual[name]] == DONE[key].split()
