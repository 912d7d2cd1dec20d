"""Profiles of colours (ICC): what a file is a profile of, by its head (ICC.1:2010, 7.2)."""

from __future__ import annotations

HEAD = 128
SIGNATURE = slice(36, 40)
CLASS = slice(12, 16)
SPACE = slice(16, 20)


def is_cmyk_output(data: bytes) -> bool:
    """Whether a file is the profile of a device that prints with four inks."""
    return (
        len(data) > HEAD
        and data[SIGNATURE] == b"acsp"
        and data[CLASS] == b"prtr"
        and data[SPACE] == b"CMYK"
    )
