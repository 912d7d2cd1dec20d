"""The list of attributes and addresses: whatever is typed, what stays is on it, or inert."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book.safety import attributes

UNSEEN = st.text(st.sampled_from("\t\n\r \x00\x01\x1f\xad\u200b\ufeff"), max_size=3)


@given(pieces=st.lists(UNSEEN, min_size=11, max_size=11), upper=st.booleans())
def test_no_writing_of_javascript_is_safe(pieces: list[str], upper: bool) -> None:
    letters = "JavaScript:" if upper else "javascript:"
    address = "".join(piece + letter for piece, letter in zip(pieces, letters, strict=True))
    assert not attributes.is_safe_address(f"{address}alert(1)")
    encoded = "".join(f"%{ord(letter):02x}" for letter in letters)
    assert not attributes.is_safe_address(f"{encoded}alert(1)")


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.org/a:b", "http://x", "mailto:a@b.org", "tel:+44", "#place", "02.md#a"),
        *("doi:10.1000/182", "a/b:c.html", "?q=a:b", "urn:isbn:9780306406157", ""),
    ],
)
def test_a_good_address_stays(address: str) -> None:
    assert attributes.is_safe_address(address)
    assert attributes.has_host(address)


@pytest.mark.parametrize("address", ["http://", "https:///a", "https://_", "HTTP:", "http://[::1"])
def test_an_address_without_a_host_leads_nowhere(address: str) -> None:
    assert not attributes.has_host(address)


def test_a_division_has_no_name_in_html() -> None:
    node = {"t": "Div", "c": [["", ["theorem"], [["name", "Of Ness"]]], []]}
    assert list(attributes.clean(node)) == []
    assert node["c"][0][2] == [["data-name", "Of Ness"]]  # type: ignore[index]


@given(name=st.text(max_size=12), value=st.text(max_size=30))
def test_any_attribute_is_on_the_list_or_inert(name: str, value: str) -> None:
    node = {"t": "Span", "c": [["", [], [[name, value]]], []]}
    removed = list(attributes.clean(node))
    kept = node["c"][0][2]  # type: ignore[index]
    assert len(kept) <= 1
    allowed = {*attributes.ANYWHERE, *attributes.SOMEWHERE["Span"], "style"}
    assert all(key in allowed or attributes.DATA.fullmatch(key) for key, _ in kept)
    assert removed or kept or not value.strip(" ;")


@given(value=st.text(st.sampled_from("ab:;()\\/*'\"@-# 1%url"), max_size=30))
def test_no_style_holds_a_call_or_an_escape(value: str) -> None:
    node = {"t": "Span", "c": [["", [], [["style", f"font-size:{value}"]]], []]}
    list(attributes.clean(node))
    assert not any(re.search(r"[()\\@'\"*/]", said) for _, said in node["c"][0][2])  # type: ignore[index]


@pytest.mark.parametrize("colour", ["color: red", "background-color: #000", "Background: red"])
def test_the_reader_chooses_the_colours(colour: str) -> None:
    node = {"t": "Span", "c": [["", [], [["style", f"font-style: italic; {colour}"]]], []]}
    (removed,) = attributes.clean(node)
    assert removed.value == colour
    assert node["c"][0][2] == [["style", "font-style: italic"]]  # type: ignore[index]
