"""Tests of which `make test` runs a few cases, and `make test-all` all of them."""

from __future__ import annotations

from collections import Counter

import pytest

CASES = {
    "test_aligning.py::test_real_books_word_by_word": 0,
    "test_answers.py::test_every_open_finding_can_be_left": 0,
    "test_bad_input.py::test_an_interruption_leaves_no_debris": 0,
    "test_book.py::test_the_list_of_filters_and_the_metadata_are_read_once": 1,
    "test_citation_placement.py::test_the_text_around_the_seven_citations": 1,
    "test_citations.py::test_citing_blocks_alone_give_what_the_whole_book_gives": 2,
    "test_decisions.py::test_whatever_is_rejected_is_gone_and_whatever_is_accepted_is_done": 0,
    "test_epub.py::test_epubcheck_finds_nothing": 0,
    "test_import.py::test_each_sign_of_markup_is_a_sign_at_a_line_start_and_inside": 16,
    "test_kept_answers.py::test_a_text_is_prepared_alike_with_what_is_kept_and_without": 1,
    "test_kills.py::test_a_fix_may_be_killed_at_every_step": 0,
    "test_linear.py::test_time_is_linear": 12,
    "test_merge_moved_on.py::test_the_text_has_moved_on": 40,
    "test_markup.py::test_time_grows_with_the_markup": 2,
    "test_questions.py::test_the_text_answers": 2,
    "test_quotations.py::test_the_cost_of_a_reading_is_linear": 5,
    "test_system.py::test_a_book_that_may_only_be_read_is_told_in_one_line": 1,
    "test_system.py::test_a_full_output_is_told_in_one_line": 1,
    "test_system.py::test_one_can_be_looked_at": 1,
    "test_system.py::test_outputs_that_were_never_open": 1,
    "test_word_citations.py::test_citations_come_back_by_key": 2,
}
"""How many cases of a test run every time; of those with none, another of the kind does."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the other cases as long."""
    seen: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0].removeprefix("tests/")
        if name in CASES and item.get_closest_marker("long") is None:
            seen[name] += 1
            if seen[name] > CASES[name]:
                item.add_marker("long")
