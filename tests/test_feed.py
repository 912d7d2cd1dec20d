"""The feed of a site says which chapters are not as in the release before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from octavo.book import chapters, released
from octavo.formats.html.format import FORMAT
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from octavo.model.released import Released
from octavo.pandoc import run
from tests.making import EDITION, make_job

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BEFORE = "# One\n\nText.[^n]\n\n# Two\n\nMore.\n\n# Gone\n\nAway.\n\n[^n]: A note.\n"
NOW = "# One\n\nText.[^n]\n\n# Two\n\nMore *now*.\n\n# Three\n\nNew.\n\n[^n]: A note.\n"


def hashed(text: str) -> chapters.Hashes:
    document = Document.loads(run(["-t", "json"], text.encode()))
    for block in document.blocks:
        if block["t"] == "Header":
            block["c"][1][1].append("chapter")
    return chapters.hashes(document.blocks)


def entries(folder: Path, known: Released, text: str = NOW) -> list[Any]:
    edition = replace(EDITION, printing="2", url="https://press.example/a/", date="2026-05-01")
    job, _ = make_job(folder, text, edition)
    (job.project.root / "metadata").mkdir(parents=True, exist_ok=True)
    released.add(job.project.root, known)
    _, site = FORMAT.write(job)
    feed = etree.parse(str(site.path / "feed.xml"))
    return list(feed.iterfind("a:entry", ATOM))


def test_a_chapter_is_known_by_its_words_and_notes() -> None:
    one, two = hashed(BEFORE), hashed(NOW)
    assert list(one) == ["one", "two", "gone"]
    assert one["one"] == two["one"]
    assert chapters.changed(chapters.written(one), chapters.written(two)) == ["two", "three"]
    noted = hashed(BEFORE.replace("A note", "Another"))
    assert chapters.changed(chapters.written(one), chapters.written(noted)) == ["one"]
    assert chapters.changed("", chapters.written(two)) == []


def test_a_feed_says_what_changed(tmp_path: Path) -> None:
    line = chapters.written(hashed(BEFORE))
    first = Released("1", "2025-01-01T00:00:00Z", "0" * 64, "2026-01-15", line)
    new, old = entries(tmp_path, first)
    assert new.findtext("a:summary", "", ATOM) == "Changes: Two; Three"
    links = new.xpath("a:link[@rel='related']/@href", namespaces=ATOM)
    assert links == ["two.html", "three.html"]
    assert new.findtext("a:updated", "", ATOM) == "2026-05-01T00:00:00Z"
    assert old.findtext("a:updated", "", ATOM) == "2026-01-15T00:00:00Z"
    assert old.findtext("a:summary", "", ATOM) == "A Test Book · 2026-01-15"


def test_a_release_that_says_nothing_of_its_chapters_is_no_change(tmp_path: Path) -> None:
    new, old = entries(tmp_path, Released("1", "2025-01-01T00:00:00Z", "0" * 64))
    assert new.findtext("a:summary", "", ATOM) == "A Test Book · 2026-05-01"
    assert old.findtext("a:updated", "", ATOM) == "2025-01-01T00:00:00Z"


def test_a_wrong_list_of_chapters_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    entry = f'- printing: "1"\n  modified: "2025-01-01T00:00:00Z"\n  content: "{"0" * 64}"\n'
    path = tmp_path / "metadata" / "released.yaml"
    path.write_text(f'{entry}  chapters: "one"\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        released.last(tmp_path)
    assert str(raised.value.place) == "metadata/released.yaml:4"
