"""Under which name a list sorts an author is asked, where the name can be sorted in two ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.sorted_names import is_sorted_surely
from tests.running import call


@pytest.mark.parametrize(
    ("name", "lang", "is_sure"),
    [
        ("Jane Austen", "en-GB", True),
        ("Colette", "fr", True),
        ("Arthur W. Pinero", "en-GB", True),
        ("J.R.R. Tolkien", "en-GB", True),
        ("Austen, Jane", "en-GB", True),
        ("Ralph Vaughan Williams", "en-GB", False),
        ("Ludwig van Beethoven", "de-DE", False),
        ("Leonardo da Vinci", "it", False),
        ("Martin Luther King Jr.", "en-US", False),
        ("Móricz Zsigmond", "hu", False),
        ("夏目漱石", "ja", False),
        ("夏目漱石", "en-GB", False),
    ],
)
def test_a_name_that_can_be_sorted_in_one_way_is_known(name: str, lang: str, is_sure: bool) -> None:
    assert is_sorted_surely(name, lang) == is_sure


def test_it_is_asked_until_the_edition_says_it(tmp_path: Path) -> None:
    text = "---\ntitle: A Book\nauthor: Daphne du Moulin\n---\n\n# One\n\nSome words of a text.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = call(tmp_path, "import", "a.md", "--into", "book", "--lang", "en-GB")
    assert "sorts Daphne du Moulin cannot be known" in done.stdout + done.stderr
    book = tmp_path / "book"
    (asked,) = [line for line in call(book, "lint").stdout.splitlines() if "import-sorted" in line]
    assert "file-as: Family, Given" in asked
    edition = book / "metadata" / "edition.yaml"
    text = edition.read_text("utf-8").replace(
        "- name: Daphne du Moulin", "- name: Daphne du Moulin\n  file-as: Moulin, Daphne du"
    )
    edition.write_text(text, encoding="utf-8")
    assert "file-as" in text
    assert "cannot be known" not in call(book, "lint").stdout
