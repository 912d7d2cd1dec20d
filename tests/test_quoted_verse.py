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

MOTTOES = """# Mottoes {.epigraph}

> | The lamp is low,
> | the wick is dry.
>
> --- Ida Holm

> The oil is gone.

# Lamps

::: epigraph
> What burns is gone.

--- Ida Holm
:::

A text.
"""


def test_quoted_verse_is_built_as_it_is_written(tmp_path: Path) -> None:
    _built(tmp_path, TEXT)


def test_each_quotation_of_an_epigraph_is_one(tmp_path: Path) -> None:
    _built(tmp_path, MOTTOES)


def _built(folder: Path, text: str) -> None:
    book = folder / "book"
    assert call(folder, "new", "book").returncode == 0
    for file in (book / "source").glob("*.md"):
        file.unlink()
    (book / "source" / "01-lamps.md").write_text(text, encoding="utf-8")
    done = call(book, "build", "--to", "docx")
    assert "structure-differs" not in done.stdout
    assert done.returncode == 0
