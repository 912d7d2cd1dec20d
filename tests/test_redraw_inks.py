"""Pictures as a press prints them: greys for colours, paper under what is clear, bounded ink."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from octavo.files.redraw_inks import (
    Opened,
    Sheet,
    colour_of,
    drawn,
    highest_ink,
    is_grey,
    look_of,
    within_ink,
)
from octavo.formats.pdf.printing.pictures import INKS

SWOP = INKS.read_bytes()
BLACK, CMYK = Sheet("black", 300, SWOP), Sheet("cmyk", 240, SWOP)
LARGE = 10_000, 10_000


@pytest.mark.parametrize("grey", [0, 1, 17, 128, 200, 254, 255])
def test_a_grey_stays_the_grey_it_is(grey: int) -> None:
    assert colour_of((grey, grey, grey), BLACK) == (grey,)
    assert colour_of((grey, grey, grey), CMYK) == (grey,)


def test_a_colour_keeps_its_lightness() -> None:
    red, green, blue = (colour_of(one, BLACK)[0] for one in ((255, 0, 0), (0, 255, 0), (0, 0, 255)))
    assert blue < red < green
    assert red == pytest.approx(127, abs=4)  # L* 53.2 of sRGB's red


def test_black_ink_alone_is_grey() -> None:
    picture = Image.new("CMYK", (4, 4), (0, 0, 0, 100))
    assert is_grey(picture)
    made = drawn(Opened(picture), BLACK, LARGE, jpeg=False)
    assert (made.mode, set(made.data)) == ("L", {155})


def test_four_inks_on_black_are_black() -> None:
    made = drawn(Opened(Image.new("CMYK", (2, 2), (255, 255, 255, 255))), BLACK, LARGE, jpeg=False)
    assert max(made.data) < 12


def test_what_is_clear_lies_on_paper() -> None:
    picture, mask = Image.new("RGB", (2, 1), (0, 0, 0)), Image.new("L", (2, 1), 0)
    mask.putpixel((0, 0), 255)
    made = drawn(Opened(picture, mask), BLACK, LARGE, jpeg=False)
    assert made.data == b"\x00\xff"


def test_ink_is_taken_from_the_colours_and_not_from_black() -> None:
    picture = Image.new("CMYK", (3, 3), (255, 255, 200, 150))
    less = within_ink(picture, 240)
    assert highest_ink(picture) == 338
    assert 230 <= highest_ink(less) <= 240
    assert less.getpixel((1, 1))[3] == 150
    assert within_ink(less, 240) is less


def test_a_jpeg_with_too_much_ink_is_kept_without_loss() -> None:
    picture = Image.effect_noise((64, 64), 90)
    inks = Image.merge("CMYK", [picture, picture, picture, picture])
    made = drawn(Opened(inks), CMYK, LARGE, jpeg=True)
    assert not made.is_jpeg
    assert highest_ink(Image.frombytes("CMYK", (64, 64), made.data)) <= 240


def test_a_picture_is_made_coarser_and_never_finer() -> None:
    picture = Image.new("RGB", (400, 200), "red")
    assert drawn(Opened(picture), BLACK, (100, 50), jpeg=False).width == 100
    assert drawn(Opened(picture), BLACK, (800, 400), jpeg=False).width == 400


def test_a_wrong_profile_is_a_fault() -> None:
    with pytest.raises(ValueError, match="profile"):
        drawn(Opened(Image.new("RGB", (2, 2), "red"), None, b"none"), BLACK, LARGE, jpeg=False)


def test_what_is_no_picture_has_no_look() -> None:
    assert look_of(b"no picture") is None
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(written, "PNG")
    ratio, look = look_of(written.getvalue()) or (0, b"")
    assert (ratio, set(look)) == (2.0, {255})
