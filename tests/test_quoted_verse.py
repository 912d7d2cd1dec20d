"""Verse in a quotation, and a quotation in a definition, in the Word file as in the text."""

from __future__ import annotations

from pathlib import Path

from tests.running import call

TEXT = """# Lamps

> A quotation in the text.
>
> | The lamp is low,
> | the wick is dry.
>
> — Ida Holm

Oil

:   It burns.

    > What burns is gone.
    >
    > | The lamp is low,
    > | the wick is dry.
"""


def test_quoted_verse_is_built_as_it_is_written(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert call(tmp_path, "new", "book").returncode == 0
    for file in (book / "source").glob("*.md"):
        file.unlink()
    (book / "source" / "01-lamps.md").write_text(TEXT, encoding="utf-8")
    done = call(book, "build", "--to", "docx")
    assert "structure-differs" not in done.stdout
    assert done.returncode == 0
