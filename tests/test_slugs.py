"""One slug for files, pages and citekeys, in any script; and names that are not taken."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo import pandoc
from octavo.files.slugs import FreeNames, ascii_of, slug
from octavo.formats.html import site
from octavo.formats.html.format import FORMAT
from octavo.formats.html.frame import Entry
from octavo.formats.html.tree import make
from octavo.manuscripts.folder.pictures import safe_name
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.works import stubs
from octavo.model.nodes import stringify
from octavo.press import tasks
from octavo.prose.links import identifier_of
from tests.making import EDITION, make_job

TITLES = {
    "Søren og Łódź": "soren-og-lodz",
    "Œuvre": "oeuvre",
    "Straße": "strasse",
    "Война и мир": "voina-i-mir",
    "Þingvellir — Đà Nẵng": "thingvellir-da-nang",
    "İzmir’in ışığı": "izmirin-isigi",
    "Ἰλιάς": "ilias",
    "हिन्दी": "hindi",
    "한국": "hangug",
    "War—Peace": "war-peace",
}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_slug_drops_no_letter_of_any_script(title: str, form: str) -> None:
    assert slug(unicodedata.normalize(form, title)) == TITLES[title]  # type: ignore[arg-type]


@pytest.mark.parametrize("title", TITLES)
def test_files_pages_and_citekeys_take_the_same_slug(title: str) -> None:
    entry = Entry("", "", "chapter", title, 0, make("section"))
    assert tasks.slug_of(title) == TITLES[title]
    assert site.page_names([entry]) == [f"{TITLES[title]}.html"]
    assert stubs.key(title) == TITLES[title]
    assert safe_name(f"{title}.png", "image").lower() == f"{TITLES[title]}.png"


@given(st.text(), st.integers(1, 70))
@settings(deadline=None)
def test_a_slug_is_a_good_name_on_every_system(text: str, longest: int) -> None:
    made = slug(text, longest=longest)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= longest
    assert slug(made, longest=longest) == made


@given(
    st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x45F, exclude_characters="ЬЪьъ"))
)
@settings(deadline=None)
def test_a_letter_of_an_alphabet_leaves_something(text: str) -> None:
    assert all(ascii_of(letter) for letter in text)


@given(st.lists(st.sampled_from(["a", "A", "a-2", "b", "a-1"])), st.integers(1, 2))
def test_free_names_are_given_once(wanted: list[str], first: int) -> None:
    taken: set[str] = set()
    names = FreeNames(taken, first, fold=str.lower)
    for name in wanted:
        given_name = names.free(name, ".x")
        assert given_name.lower() not in taken
        taken.add(given_name.lower())
    assert len(taken) == len(wanted)


WORDS = st.text(
    st.one_of(
        st.sampled_from("aÉß1⅓²٣ⅧªҖйहिन्दीเด็ก战-_.,:— "),
        st.characters(categories=("L", "M", "N", "P"), max_codepoint=0x2FFF),
    ),
    min_size=1,
)


@given(st.lists(WORDS, min_size=1, max_size=20))
@settings(deadline=None, max_examples=40)
def test_an_identifier_is_the_one_that_pandoc_makes(titles: list[str]) -> None:
    """Links lead to the identifiers of headings: what counts as one made by pandoc is one."""
    native = [
        {"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": title}]]} for title in titles
    ]
    version = json.loads(pandoc.run(["-f", "markdown", "-t", "json"], b"x"))
    version["blocks"] = native
    text = pandoc.run(
        ["-f", "json", "-t", "markdown-smart-header_attributes"], json.dumps(version).encode()
    )
    read = json.loads(pandoc.run(["-f", "markdown-smart", "-t", "json"], text))
    for block in (block for block in read["blocks"] if block["t"] == "Header"):
        made, own = block["c"][1][0], identifier_of(stringify(block["c"][2]))
        assert made == own or re.fullmatch(re.escape(own) + r"-\d+", made)


def test_links_to_headings_of_another_script_lead_to_their_pages(tmp_path: Path) -> None:
    text = "# Война и мир\n\nОна ушла, [см.](#глава-1).\n\n## Глава 1\n\n# Мир\n\n"
    text += "См. [там](#война-и-мир), [Глава 1](#глава-1).\n"
    job, _ = make_job(tmp_path, text, replace(EDITION, lang="ru"))
    _, folder = FORMAT.write(job)
    assert (folder.path / "voina-i-mir.html").is_file()
    last = (folder.path / "mir.html").read_text("utf-8")
    assert 'href="voina-i-mir.html"' in last
    assert 'href="voina-i-mir.html#' in last
    assert FORMAT.check(folder, job) == []


RUSSIAN = """СОЛЯНАЯ ДОРОГА

Никто не спешил (см. с. 12-14). {}
"""


@pytest.mark.parametrize(
    ("more", "files"),
    [
        ("", ["01-solyanaya-doroga.md"]),
        ("Так и было (LCW, Vol. 33, p. 430.).", ["01-solyanaya-doroga.md", "99-bibliography.md"]),
    ],
)
def test_a_russian_manuscript_has_names_and_headings_of_its_own(
    tmp_path: Path, more: str, files: list[str]
) -> None:
    (tmp_path / "kniga.txt").write_text(RUSSIAN.format(more), "utf-8")
    book = tmp_path / "book"
    import_manuscripts([tmp_path / "kniga.txt"], book, "ru")
    assert sorted(path.name for path in book.glob("source/*.md")) == files
    for path in book.glob("source/99*"):
        assert path.read_text("utf-8").startswith("# Литература {.backmatter}")
