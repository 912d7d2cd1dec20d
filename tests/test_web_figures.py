"""Pictures of a web page whose files lie beside it: those that only links lead to, and captions."""

from __future__ import annotations

from pathlib import Path

from octavo.manuscripts.importing import Imported
from tests.import_books import imported, of_rule, png, sources


def page(folder: Path, body: str, *pictures: str) -> tuple[str, Imported]:
    """Import a page with pictures beside it; return its text, and what was imported."""
    for name in pictures:
        (folder / name).write_bytes(png())
    done = imported(folder, "b.html", f"<html><body>{body}</body></html>")
    return "\n".join(sources(done).values()), done


LINKED = """<h2>Oil</h2><p>Whales (<a href="lamp.png">Fig. 1</a>) give it.</p>
<div class="image"><p><a href="lamp.png">Fig. 1.</a>--A lamp.</p><p>After Bell.</p>
<p><a href="wick.png">Fig. 2.</a>--A wick.</p></div><p>See <a href="plan.png">the plan</a>.</p>"""


def test_a_picture_that_only_its_caption_leads_to_stands_above_it(tmp_path: Path) -> None:
    text, done = page(tmp_path, LINKED, "lamp.png", "wick.png")
    assert "Whales ([Fig. 1](#shown-1)) give it." in text
    assert "![Fig. 1.--A lamp.\\\nAfter Bell.](images/lamp.png){#shown-1}" in text
    assert "![Fig. 2.--A wick.](images/wick.png)" in text
    assert "See the plan." in text
    assert len(of_rule(done, "import-picture-shown")) == 1
