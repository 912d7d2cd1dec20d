"""Lists of contents that only their links show go, with their headings; other linked lines stay."""

from __future__ import annotations

from pathlib import Path

from tests.import_books import imported, sources
from tests.test_web_fore import LONG, PAGE, PROSE, heads

FIRST = PAGE[: PAGE.index("<p>Transcribed")]
END = "<p>*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***</p></body></html>"
NAMES = ("Quay", "Rope", "Lamp", "Oar", "Bell")
TEXT = "".join(f"<h3 id='{name}'>The {name}</h3>{LONG}{PROSE * 4}" for name in NAMES)
WHOLE = [f"The {name}" for name in NAMES]


def _of(page: str, tmp_path: Path) -> str:
    done = imported(tmp_path, "m.html", f"{FIRST}{page}{TEXT}{END}")
    assert not any(one.rule.startswith("import-lost") for one in done.findings)
    return "\n".join(sources(done).values())


def _links(*names: str, tag: str = "br") -> str:
    return "".join(f"<a href='#{name}'>{name} and more</a><{tag}/>" for name in names)


def test_a_list_above_headings_of_a_lower_level_ends_with_its_links(tmp_path: Path) -> None:
    listed = f"<h2>CONTENTS</h2><h4>{_links(*NAMES)}</h4>"
    assert heads(_of(listed, tmp_path)) == WHOLE


def test_lines_between_the_entries_and_a_heading_of_another_name_go_too(tmp_path: Path) -> None:
    rows = f"<table><tr><td>{_links('Quay', 'Rope')}</td></tr></table>"
    more = f"<ul><li>{_links('Lamp')}</li><li>{_links('Oar')}</li></ul>"
    whole = _of(f"<h3>What Is Told Here</h3>{rows}<h4>SECOND BOOK</h4>{more}", tmp_path)
    assert heads(whole) == WHOLE
    assert "SECOND BOOK" not in whole


def test_errata_and_a_paragraph_that_names_a_chapter_stay(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td><a href='#{name}'>Page 2</a></td><td>for {name} read {name}s</td></tr>"
        for name in NAMES
    )
    told = "<p>What is told of boats and oars is told at <a href='#Oar'>the oar</a> below.</p>"
    whole = _of(f"<h3>ERRATA</h3><table>{rows}</table>{told}", tmp_path)
    assert heads(whole) == ["ERRATA", *WHOLE]
    assert "Ropes" in whole
    assert "told of boats" in whole
