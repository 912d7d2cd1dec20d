"""What the headers of images say: a whole one is good, a broken one is found out, none harms."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.files.images import fault_of
from octavo.formats.pdf.images import refuse_broken
from octavo.model.finding import InputError
from tests.examples import examples
from tests.pictures import GIF, JPEG, png

WHOLE = {"PNG": png(), "JPEG": JPEG, "GIF": GIF}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_image_is_good(kind: str) -> None:
    assert fault_of(WHOLE[kind]) == ""
    assert fault_of(WHOLE[kind] + b"\0" * 9) == ""


@pytest.mark.parametrize("kind", WHOLE)
def test_an_image_that_is_cut_is_found_out(kind: str) -> None:
    whole = WHOLE[kind]
    assert all(fault_of(whole[:end]) for end in range(len(whole)))


def test_a_flipped_bit_of_a_png_is_found_out() -> None:
    whole = png()
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 4
        assert fault_of(bytes(flipped)), at


@pytest.mark.parametrize(
    "data",
    [
        png(60_000, 60_000, rows=b""),
        JPEG.replace(struct.pack(">HH", 1, 1), struct.pack(">HH", 60_000, 60_000), 1),
        GIF[:6] + struct.pack("<HH", 60_000, 60_000) + GIF[10:],
    ],
    ids=WHOLE,
)
def test_an_image_of_far_too_many_pixels(data: bytes) -> None:
    assert "60000 × 60000 pixels" in fault_of(data)


def test_an_image_without_pixels() -> None:
    assert "damaged" in fault_of(png(0, 4))


@settings(deadline=None, max_examples=examples(300))
@given(
    st.sampled_from(list(WHOLE)),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 255)), min_size=1, max_size=6),
    st.binary(max_size=40),
)
def test_no_header_harms(kind: str, changes: list[tuple[int, int]], tail: bytes) -> None:
    data = bytearray(WHOLE[kind])
    for at, byte in changes:
        data[at % len(data)] = byte
    assert isinstance(fault_of(bytes(data) + tail), str)
    assert isinstance(fault_of(bytes(data[:20]) + tail), str)


def test_the_pdf_names_the_image_that_cannot_be_set(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    good, bad = png(), JPEG[:100]
    (tmp_path / "images" / "0001.png").write_bytes(good)
    (tmp_path / "images" / "0002.jpg").write_bytes(bad)
    nodes = [{"t": "Image", "c": [["", [], []], [], [name, ""]]} for name in ("a.png", "b.jpg")]
    with pytest.raises(InputError, match=r"The image b\.jpg cannot be set in the PDF"):
        refuse_broken(nodes, tmp_path)
