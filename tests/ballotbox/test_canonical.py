from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import NotCanonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_comes_back_from_its_text(value: Any) -> None:
    assert parse_canonical(canonical_json(value)) == value


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_writing_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_json(turned) == canonical_json(value)


@pytest.mark.parametrize("value", [1.5, {1: 2}, b"x", [float("nan")]])
def test_what_has_no_one_text_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a": 1}', '{"b":1,"a":2}', "1.0", '{"a":1,"a":1}', "[" * 100_000],
)
def test_another_text_of_the_value_is_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(text)
