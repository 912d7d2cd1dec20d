"""Books that are many Markdown files: order, levels, links, callouts (tests/cases/volumes.yaml)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo import pandoc
from octavo.bibliography.csl import style as style_file
from octavo.files import yaml
from octavo.manuscripts.ahead import Ahead
from octavo.manuscripts.folder import divide
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.volume import engines
from octavo.model.finding import InputError
from tests.import_books import png, sources
from tests.test_import_web import ON_METADATA

FILE = Path(__file__).parent / "cases" / "volumes.yaml"


@cache
def cases() -> list[dict[str, Any]]:
    return list(yaml.load(FILE, FILE.name).value)


def gathered(folder: Path, files: dict[str, str], give: str | list[str]) -> Imported:
    texts = folder / "texts"
    for name, text in files.items():
        (texts / name).parent.mkdir(parents=True, exist_ok=True)
        if text == "png":
            (texts / name).write_bytes(png())
        else:
            (texts / name).write_text(text, encoding="utf-8")
    paths = [texts] if give in (".", ["."]) else [texts / name for name in give]
    return import_manuscripts(paths, folder / "book", "en-GB")


@pytest.mark.parametrize("case", cases(), ids=[case["name"] for case in cases()])
def test_files_become_one_book(tmp_path: Path, case: dict[str, Any]) -> None:
    done = gathered(tmp_path, case["files"], case["give"])
    assert "====\n".join(sources(done).values()) == case["out"]
    assert [f.rule for f in done.findings if f.rule not in ON_METADATA] == case["findings"]


def test_the_list_and_every_file_are_kept_byte_for_byte(tmp_path: Path) -> None:
    case = next(one for one in cases() if "SUMMARY.md" in one["files"])
    done = gathered(tmp_path, case["files"], case["give"])
    original = done.folder / "source" / "original"
    assert (original / "SUMMARY.md").read_text("utf-8") == case["files"]["SUMMARY.md"]
    assert (original / "mines.md").read_text("utf-8") == case["files"]["cu/mines.md"]


def test_what_a_list_says_of_the_book_is_taken(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\ntitle = "Metals"\nauthors = ["Ann Example"]\nlanguage = "en"\n',
        "src/SUMMARY.md": "# Summary\n\n- [One](one.md)\n",
        "src/one.md": "# One\n\nWords.\n",
    }
    done = gathered(tmp_path, files, ".")
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert (edition["title"], edition["author"]) == ("Metals", [{"name": "Ann Example"}])


def test_a_metadata_file_beside_the_texts_describes_the_book(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "front.png").write_bytes(png())
    files = {
        "meta.yaml": "---\ntitle: Metals\nsubtitle: A Walk\nauthor:\n- Ann Example\n"
        "- {name: Bea Example}\ncreator:\n- {role: author, text: Cy Example}\ndate: 2026-01-15\n"
        "identifier:\n- {scheme: ISBN-13, text: 9780306406157}\ncover-image: front.png\n---\n",
        "a.md": "---\ntitle: A chapter's\n---\n\n# One\n\nWords.\n",
        "b.md": "# Two\n\nWords.\n",
    }
    done = gathered(tmp_path, files, ["a.md", "b.md"])
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    people = [{"name": name} for name in ("Ann Example", "Bea Example", "Cy Example")]
    assert [edition[key] for key in ("title", "subtitle", "author", "date", "cover")] == [
        "Metals", "A Walk", people, "2026-01-15", "images/front.png",
    ]  # fmt: skip
    assert (done.folder / "source" / "images" / "front.png").exists()
    assert (done.folder / "source" / "original" / "meta.yaml").exists()
    rules = {finding.rule for finding in done.findings}
    assert {"import-metadata-file", "import-isbn"} <= rules


def test_a_damaged_metadata_file_is_one_error(tmp_path: Path) -> None:
    files = {"meta.yaml": "title: [\n", "a.md": "# One\n\nWords.\n", "b.md": "# Two\n\nMore.\n"}
    with pytest.raises(InputError) as raised:
        gathered(tmp_path, files, ["a.md", "b.md"])
    assert "meta.yaml" in str(raised.value)
    assert not (tmp_path / "book").exists()


def test_the_byline_of_a_title_page_names_the_authors(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "# Tides\n\n[Tides](title.md)\n\n- [One](one.md)\n",
        "title.md": "# Tides\n\n_by Ann Example, Bea Example, and Cy Example, with help from\n"
        "friends_\n\nThis text is of today.\n",
        "one.md": "# One\n\nBy Dee Example.\n",
    }
    done = gathered(tmp_path, files, ["SUMMARY.md"])
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    names = [one["name"] for one in edition["author"]]
    assert names == ["Ann Example", "Bea Example", "Cy Example"]


def test_a_list_whose_files_are_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="None of the files") as raised:
        gathered(tmp_path, {"SUMMARY.md": "- [One](one.md)\n- [Two](two.md)\n"}, ".")
    assert "one.md" in raised.value.hint
    assert not (tmp_path / "book").exists()


def test_a_folder_without_a_list_is_no_manuscript(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a file"):
        gathered(tmp_path, {"a.md": "# One\n"}, ".")


def test_of_several_books_in_a_folder_an_editor_names_one(tmp_path: Path) -> None:
    chapters = {f"text/{lang}/0{n}.md": f"# {n}\n\nA.\n" for lang in ("en", "de") for n in (1, 2)}
    with pytest.raises(InputError, match="text/de, text/en") as raised:
        gathered(tmp_path, chapters, ".")
    assert "Name one of these" in raised.value.hint
    assert not (tmp_path / "book").exists()


def test_a_list_leads_to_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n")
    files = {
        "SUMMARY.md": "- [One](one.md)\n- [Two](../secret.md)\n",
        "one.md": "# One\n\nWords.\n",
    }
    done = gathered(tmp_path, files, ".")
    assert "import-file-missing" in {finding.rule for finding in done.findings}
    assert "Secret" not in "".join(sources(done).values())


def test_pictures_stand_anywhere_in_the_books_folder_and_no_level_is_skipped(
    tmp_path: Path,
) -> None:
    (tmp_path / "texts" / "pics").mkdir(parents=True)
    (tmp_path / "texts" / "pics" / "lamp.png").write_bytes(png())
    files = {
        "SUMMARY.md": "# Lamps\n\n- [Oil](oil/index.md)\n  - [Wick](oil/wick.md)\n",
        "oil/index.md": "# Oil\n\n<p><img src='../pics/lamp.png' alt='A lamp'></p>\n\n## Whales\n\n"
        "They swim.\n\n## Seals\n\nThey dive.\n",
        "oil/wick.md": "# Wick\n\n### Cotton\n\nIt burns.\n\n![Out](../../away.png)\n",
    }
    done = gathered(tmp_path, files, ["SUMMARY.md"])
    text = "\n".join(sources(done).values())
    levels = [line.partition(" ")[0] for line in text.splitlines() if line.startswith("#")]
    assert levels == ["#", "##", "##", "##", "###"]
    assert "images/lamp.png" in text
    assert "[away.png] Out" in text


def test_a_text_alone_skips_no_level_either(tmp_path: Path) -> None:
    done = gathered(tmp_path, {"a.md": "# Oil\n\nIt burns.\n\n### Seals\n\nThey dive.\n"}, ["a.md"])
    assert "\n## Seals\n" in "\n".join(sources(done).values())
    assert "import-heading-level" in {finding.rule for finding in done.findings}


def test_files_read_together_read_as_each_does_alone() -> None:
    texts = [
        "# One\n\nA [link](b.md#x), `code`.[^1]\n\n[^1]: A note.\n",
        "## Two\n\n- a\n- b\n[^1]\n",
    ]
    ahead = Ahead.of([*texts, "A {>>query<<}.\n", "A\n\n---\n\nb: c\n", ""])
    assert list(ahead.known) == texts
    for text in texts:
        assert ahead.read(text).blocks == pandoc.read(text.encode()).blocks
    assert Ahead.of(texts[:1]) == Ahead()


def edition_of(folder: Path, files: dict[str, str], give: str | list[str] = ".") -> Any:
    done = gathered(folder, files, give)
    return yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value


def test_the_readme_above_a_manuscript_of_leanpub_has_title_and_author(tmp_path: Path) -> None:
    files = {
        "README.md": "# Pots (first draft) by Ann Example\n\nWords.\n",
        "manuscript/Book.txt": "one.md\n",
        "manuscript/one.md": "# One\n\nWords.\n",
    }
    edition = edition_of(tmp_path / "a", files, ["manuscript/Book.txt"])
    assert edition["title"] == "Pots (first draft)"
    assert edition["author"] == [{"name": "Ann Example"}]
    below = files | {"README.md": "# Pots\n\nby Ann Example and Bea Example\n"}
    edition = edition_of(tmp_path / "b", below, ["manuscript/Book.txt"])
    assert edition["author"] == [{"name": "Ann Example"}, {"name": "Bea Example"}]


def test_quarto_has_authors_for_the_head_of_a_page(tmp_path: Path) -> None:
    settings = (
        "book:\n  title: Pots\n  chapters:\n  - index.qmd\n"
        "format:\n  html:\n    author-meta: Ann Example and Bea Example\n"
    )
    edition = edition_of(tmp_path, {"_quarto.yml": settings, "index.qmd": "# One\n\nWords.\n"})
    assert edition["author"] == [{"name": "Ann Example"}, {"name": "Bea Example"}]


def test_settings_of_other_programs_may_repeat_a_key(tmp_path: Path) -> None:
    files = {
        "_toc.yml": "root: one\n",
        "_config.yml": 'title: Pots\nauthor: <a href="#">Ann Example</a>\nlogo: a\nlogo: b\n',
        "one.md": "# One\n\nWords.\n",
    }
    edition = edition_of(tmp_path, files)
    assert (edition["title"], edition["author"]) == ("Pots", [{"name": "Ann Example"}])


BOOK = "book:\n  chapters: [index.md]\n"
WORKS = "@book{roe, author={Roe, Ann}, title={Pots}, publisher={P}, address={L}, date={2001}}\n"


@pytest.mark.parametrize(
    ("file", "settings", "style"),
    [
        ("_quarto.yml", BOOK, "chicago-author-date"),
        ("_quarto.yml", f"csl: https://styles.example/apa.csl\n{BOOK}", "apa"),
        ("_quarto.yml", f"csl: own.csl\n{BOOK}", "own.csl"),
        ("_toc.yml", "root: index\n", "chicago-author-date"),
        ("SUMMARY.md", "- [One](index.md)\n", "chicago-notes-bibliography-subsequent-ibid"),
    ],
)
def test_citations_keep_the_style_of_their_program(
    tmp_path: Path, file: str, settings: str, style: str
) -> None:
    own = style_file("apa").read_text("utf-8")
    files = {
        file: settings,
        "index.md": "# One\n\nWords [@roe, p. 3].\n",
        "references.bib": WORKS,
        "own.csl": own,
    }
    done = gathered(tmp_path, files, ".")
    design = yaml.load(done.folder / "metadata" / "design.yaml", "design.yaml").value
    assert design["citation-style"] == style
    assert (done.folder / "metadata" / "own.csl").is_file() == (style == "own.csl")


def test_a_header_names_a_citation_style(tmp_path: Path) -> None:
    header = "---\nbibliography: a.bib\ncsl: {}\n---\n\n# One\n\nWords [@roe].\n"
    for name, style, rule_of in (
        ("ieee.csl", "ieee", "import-citation-style"),
        ("no-such-style", "chicago-notes", "import-style-missing"),
    ):
        files = {"a.md": header.format(name), "a.bib": WORKS}
        done = gathered(tmp_path / style, files, ["a.md"])
        design = (done.folder / "metadata" / "design.yaml").read_text("utf-8")
        assert f"citation-style: {style}" in design
        assert any(finding.rule == rule_of for finding in done.findings)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("author: |\n  Ann Example <br>\n  [ann.example](https://ann.example/)\n", ["Ann Example"]),
        ("author:\n- name: Ann Example\n  affiliation: The Kiln\n- Bea Example\n",
         ["Ann Example", "Bea Example"]),
        ("author:\n- name: {given: Ann, family: Example}\n", ["Ann Example"]),
    ],
)  # fmt: skip
def test_a_header_names_people_in_many_ways(tmp_path: Path, author: str, names: list[str]) -> None:
    files = {"_bookdown.yml": "a: b\n", "index.Rmd": f"---\n{author}---\n\n# One\n\nWords.\n"}
    edition = edition_of(tmp_path, files)
    assert edition["author"] == [{"name": name} for name in names]


def test_of_entries_with_one_key_the_first_stays(tmp_path: Path) -> None:
    other = WORKS.replace("Pots", "Kilns")
    files = {
        "_bookdown.yml": "a: b\n",
        "index.Rmd": "---\nbibliography: [a.bib, b.bib]\n---\n\n# One\n\nWords [@roe].\n",
        "a.bib": f"{WORKS}\n{WORKS}",
        "b.bib": f"@comment{{none}}\n{other}@book{{lee, title={{The {{K}}iln}}}}\n",
    }
    done = gathered(tmp_path, files, ".")
    assert (done.folder / "metadata" / "a.bib").read_text("utf-8").count("{roe,") == 1
    kept = (done.folder / "metadata" / "b.bib").read_text("utf-8")
    assert "{roe," not in kept
    assert "@book{lee, title={The {K}iln}}" in kept
    rules = [finding.rule for finding in done.findings]
    assert "import-entry-twice" in rules
    assert "import-entry-differs" in rules


def test_pictures_of_one_name_in_several_folders_get_names_apart(tmp_path: Path) -> None:
    other = png() + b"\n"
    text = "# {0}\n\n![{0}](images/plan.png)\n\n`![](images/plan.png)`\n"
    html = '<p><img src="images/plan.png" alt="A plan"></p>\n'
    files = {
        "_quarto.yml": "book: {title: Farms, chapters: [a/one.qmd, b/two.qmd, b/three.qmd]}\n",
        "a/one.qmd": text.format("One"),
        "b/two.qmd": text.format("Two") + "\n## Barns\n\n![](../a/images/plan.png)\n",
        "b/three.qmd": text.format("Three") + f"\n{html}",
        "a/images/plan.png": "png",
    }
    (tmp_path / "texts" / "b" / "images").mkdir(parents=True)
    (tmp_path / "texts" / "b" / "images" / "plan.png").write_bytes(other)
    done = gathered(tmp_path, files, ".")
    one, two, three = sources(done).values()
    images = done.folder / "source" / "images"
    assert "![One](images/plan.png)" in one
    assert "![Two](images/b-plan.png)" in two
    assert "![Three](images/b-plan.png)" in three
    assert 'src="images/b-plan.png"' in three
    assert "`![](images/plan.png)`" in two
    assert (images / "plan.png").read_bytes() == png()
    assert (images / "b-plan.png").read_bytes() == other
    renamed = [finding for finding in done.findings if finding.rule == "import-image-name"]
    assert [(one.before, one.after) for one in renamed] == [
        ("images/plan.png", "images/b-plan.png")
    ] * 2


def test_each_row_of_a_book_of_many_files_is_looked_at_a_fixed_number_of_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = 0

    def watched(
        lines: list[str], fenced: Callable[[list[str]], list[bool]] = divide.fenced
    ) -> list[bool]:
        nonlocal rows
        rows += len(lines)
        return fenced(lines)

    monkeypatch.setattr(divide, "fenced", watched)
    looked: list[int] = []
    for many in (10, 40):
        rows = 0
        parts = {f"{n}.qmd": "# Part\n\n" + "Words.\n\n" * 20 for n in range(many)}
        below = "".join(f"  - file: {name}\n" for name in parts)
        listed = f"root: index\nchapters:\n- file: top\n  sections:\n{below}"
        files = {"_toc.yml": listed, "index.md": "# A\n\nB.\n", "top.md": "# Top\n\nWords.\n"}
        gathered(tmp_path / str(many), {**files, **parts}, ".")
        looked.append(rows)
    assert looked[1] < 5 * looked[0]


@pytest.mark.parametrize("row", ["Words.\n", "```{block}\n", "```{block}\n\nWords.\n\n```\n"])
def test_boxes_between_backquotes_are_sought_in_time_with_the_rows(row: str) -> None:
    def cost(many: int) -> float:
        start = time.process_time()
        engines.read(row * many)
        return time.process_time() - start

    short, long = (min(cost(many) for _ in range(3)) for many in (2_000, 8_000))
    assert long < 9 * short


def test_two_bibliographies_of_one_name_stand_side_by_side(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book:\n  chapters: [one/a.qmd, two/b.qmd]\n",
        "one/a.qmd": "---\nbibliography: refs.bib\n---\n\n# One\n\nSee [@ann].\n",
        "one/refs.bib": "@book{ann, author={Ann Example}, title={Metals}, year=2001}\n",
        "two/b.qmd": "---\nbibliography: refs.bib\n---\n\n# Two\n\nSee [@bea].\n",
        "two/refs.bib": "@book{bea, author={Bea Example}, title={Ores}, year=2002}\n",
    }
    done = gathered(tmp_path, files, ".")
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert {"refs.bib", "refs-2.bib"} <= set(edition["bibliography"])


def test_the_settings_of_gitbook_may_stand_above_its_root(tmp_path: Path) -> None:
    files = {
        "book.json": '{"root": "./book", "title": "Of Metals", "author": "Ann Example"}',
        "book/SUMMARY.md": "# Summary\n\n* [One](one.md)\n",
        "book/one.md": "# One\n\nWords.\n",
    }
    done = gathered(tmp_path, files, ".")
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert (edition["title"], edition["author"]) == ("Of Metals", [{"name": "Ann Example"}])
