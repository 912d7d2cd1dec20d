"""No picture of an e-book has more pixels than all shops take."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from octavo.cache import Cache
from octavo.files import redraw_widths
from octavo.formats.epub.media import shrink
from tests.bench.epub_rules import RULES, look
from tests.making import EDITION, make_job
from tests.test_ebook_wounds import EPUB, give_dot


def png(size: tuple[int, int], frames: int = 1) -> bytes:
    written = io.BytesIO()
    images = [Image.new("RGB", size, (n * 40, 0, 0)) for n in range(frames)]
    images[0].save(written, "PNG", save_all=frames > 1, append_images=images[1:])
    return written.getvalue()


def test_large_pictures_are_drawn_smaller_and_others_stay(tmp_path: Path) -> None:
    room = tmp_path / "pictures"
    room.mkdir()
    known = {"large": png((4000, 1500)), "small": png((400, 150)), "moves": png((4000, 1500), 2)}
    for name, data in known.items():
        (room / f"{name}.png").write_bytes(data)
    shrink(room, Cache(tmp_path / "cache"))
    width, height = redraw_widths.size_of((room / "large.png").read_bytes())
    assert 3_900_000 < width * height <= 4_000_000
    assert abs(width / height - 4000 / 1500) < 0.01
    for name in ("small", "moves"):
        assert (room / f"{name}.png").read_bytes() == known[name], name
    first = (room / "large.png").read_bytes()
    (room / "large.png").write_bytes(known["large"])
    shrink(room, Cache(tmp_path / "cache"))
    assert (room / "large.png").read_bytes() == first


def test_the_rules_that_hold_for_any_e_book_hold(tmp_path: Path) -> None:
    """Those of Standard Ebooks' lint, stated anew; a rule that is not followed has its reason."""
    give_dot(tmp_path)
    text = "# One\n\nText.[^n] *So* it $a^2$ is.\n\n![A dot.](dot.png){alt='One dot.'}\n\n"
    job, _ = make_job(tmp_path, f"{text}|A|B|\n|-|-|\n|1|2|\n\n[^n]: Note.\n", EDITION)
    (epub,) = EPUB.write(job)
    assert [(one.code, one.places) for one in look(epub.path) if not one.reason] == []
    assert len({one.code for one in RULES}) == len(RULES) >= 50
