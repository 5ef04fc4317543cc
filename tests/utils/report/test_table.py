"""Cells and markup: exact to sort by, short to read, harmless whatever they hold."""

from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.utils.report.markup import tag, text
from sklearn_hpt.utils.report.table import cell, make_table


class Reader(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.tags, self.data = [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, name, attributes):
        self.tags.append((name, dict(attributes)))

    def handle_data(self, data):
        self.data += data


@given(st.text(st.characters(), max_size=150))
def test_any_text_is_text_again_and_can_be_written(value):
    page = tag("p", text(value), title=value)
    assert page.encode().decode() == page
    read = Reader(page)
    assert [name for name, _ in read.tags] == ["p"]
    assert set(read.tags[0][1]) == {"title"}
    if value.isprintable():
        assert read.data == unescape(text(value)) == value


@given(st.integers() | st.floats(allow_nan=False))
def test_numbers_are_sorted_by_all_their_figures(value):
    [(_, attributes)] = Reader(cell(value)).tags
    assert float(attributes["data-value"].replace("Infinity", "inf")) == float(value)
    assert attributes["class"] == "number"


@pytest.mark.parametrize("value", [None, True, np.bool_(False), float("nan"), "1", (1, 2), [None]])
def test_what_is_no_number_is_no_key(value):
    [(_, attributes)] = Reader(cell(value)).tags
    assert attributes == {}


@pytest.mark.parametrize("value", [10**400, -(10**5), np.int64(3), np.float32(0.5)])
def test_numbers_of_any_kind(value):
    [(_, attributes)] = Reader(cell(value)).tags
    assert attributes["data-value"] == str(value)


def test_only_a_table_that_is_in_order_can_be_sorted():
    rows = [[cell(1), cell("a")], [cell(2), cell("b")]]
    still = Reader(make_table("t", "Two", ["n", "n"], rows))
    moving = Reader(make_table("t", "Two", ["n", "n"], rows, sorted_by=1))
    tables = [dict(each.tags)["table"]["class"] for each in (still, moving)]
    assert tables == ["plain", "sortable"]
    assert not [attributes for _, attributes in still.tags if "aria-sort" in attributes]
    heads = [attributes for name, attributes in moving.tags if name == "th"]
    assert [each.get("aria-sort") for each in heads] == [None, "ascending"]
