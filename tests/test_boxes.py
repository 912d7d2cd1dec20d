"""Boxes and notes in the text: set apart in all formats, and read back from each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docx_books import paragraphs, written
from tests.running import call, make_book
from tests.styled_files import PROSE

TEXT = f"""# One

{PROSE}

::: box
**The Stack**

{PROSE}

Two.
:::

{PROSE}

::: note
Note that it is late.
:::

::: listing
    go();

Listing 1 It goes.
:::

{PROSE}
"""


def test_word_has_styles_for_what_stands_in_a_box(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, TEXT)
    styles = {text: style for style, text in paragraphs(artefact)}
    assert styles["Two."] == "BoxText"
    assert styles["Note that it is late."] in ("BoxFirst", "BoxText")


@pytest.mark.long
def test_a_book_with_boxes_is_the_same_in_all_formats(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book", "html, epub, docx, pdf")
    for path in (root / "source").glob("*.md"):
        path.unlink()
    opens = "# Two\n\n::: note\nNobody had told them, and nobody would.\n:::\n\nSo they went on.\n"
    opens += "\n## Three\n\n::: note\nIt was late, and it grew later.\n:::\n"
    (root / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (root / "source" / "02-two.md").write_text(opens, encoding="utf-8")
    done = call(root, "build")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "structure-differs" not in done.stdout
