"""Three texts become one, and nothing that was typed is ever replaced."""

from hypothesis import given
from hypothesis import strategies as st

from gongping.bulletins.merging import Change, merge

LINES = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8)


def test_a_changed_record_is_taken_where_nobody_corrected() -> None:
    merged = merge(["甲", "1", "乙"], ["甲", "1", "乙，改过"], ["甲", "2", "乙"])
    assert merged.lines == ["甲", "2", "乙，改过"]
    assert merged.taken == [Change(("1",), ("2",))]
    assert merged.kept == []


def test_a_correction_stands_against_a_changed_record() -> None:
    merged = merge(["甲", "1"], ["甲", "我的"], ["甲", "2"])
    assert merged.lines == ["甲", "我的"]
    assert merged.kept == [Change(("我的",), ("2",))]


def test_a_correction_that_the_records_now_say_too_is_no_difference() -> None:
    assert merge(["甲"], ["乙"], ["乙"]).is_same


def test_rows_that_are_added_and_dropped_shift_what_follows() -> None:
    merged = merge(["一", "二", "三"], ["零", "一", "二", "三，改"], ["一", "三"])
    assert merged.lines == ["零", "一", "三，改"]


@given(LINES, LINES)
def test_without_corrections_the_new_draft_is_taken_whole(
    base: list[str], new: list[str]
) -> None:
    assert merge(base, base, new).lines == new


@given(LINES, LINES)
def test_without_new_records_nothing_changes(base: list[str], mine: list[str]) -> None:
    assert merge(base, mine, base).lines == mine


@given(LINES, LINES)
def test_lines_that_people_added_are_all_there_still(
    base: list[str], new: list[str]
) -> None:
    mine = [text for line in base for text in (line, f"{line}的补充")]
    kept = merge(base, mine, new).lines
    assert [line for line in mine if line.endswith("补充")] == [
        line for line in kept if line.endswith("补充")
    ]
