"""Sides in the style sheets follow the direction of the line, not the left of the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from octavo.formats.epub.front import style_sheet
from octavo.formats.html.frame import asset
from tests.making import EDITION

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
PHYSICAL = re.compile(
    r"(margin|padding|border)-(left|right)$|(text-align|float|clear)$|left$|right$"
)
CODE = "pre"
"""Code runs from left to right in every language."""


def declarations(style: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each rule of a style sheet: its selector, and its properties with their values."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    rules = []
    for selector, body in RULE.findall(style):
        pairs = (line.partition(":") for line in body.split(";") if ":" in line)
        rules.append((selector.strip(), [(k.strip(), v.strip()) for k, _, v in pairs]))
    return rules


def sides(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The side that each property names; of one that stands twice, the last."""
    named = {}
    for name, value in pairs:
        match = PHYSICAL.search(name)
        if match and match[2]:
            named[f"{match[1]}-{match[2]}"] = match[2]
        elif match and value in ("left", "right", "start", "end"):
            named[name] = value
    return named


@pytest.mark.parametrize(("lang", "start"), [("en", "left"), ("he", "right"), ("ar-EG", "right")])
def test_the_ebook_binds_to_the_side_where_lines_begin(lang: str, start: str) -> None:
    style = style_sheet(replace(EDITION, lang=lang))
    rules = declarations(style)
    assert len(rules) > 50
    for selector, pairs in rules:
        named = dict(pairs)
        for name, side in sides(pairs).items():
            if selector == CODE:
                continue
            if name == "text-align":
                assert side in ("start", "end"), selector
                first = next(value for key, value in pairs if key == "text-align")
                assert (first == start) == (side == "start"), selector
            else:
                assert side == start, selector
                assert named[f"{name.removesuffix(f'-{side}')}-inline-start"] == named[name]


def test_neither_style_sheet_has_four_sides_of_which_left_and_right_differ() -> None:
    for style in (style_sheet(EDITION), asset("style.css")):
        for selector, pairs in declarations(style):
            for name, value in pairs:
                parts = re.sub(r"\([^()]*\)", "()", value).split()
                if name in ("margin", "padding") and len(parts) == 4:
                    assert parts[1] == parts[3], selector


def test_the_web_edition_names_no_left_and_no_right() -> None:
    for selector, pairs in declarations(asset("style.css")):
        assert not set(sides(pairs).values()) & {"left", "right"}, selector
