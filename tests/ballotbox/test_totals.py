"""Published totals: anybody can add them up, recipients count them again."""

from dataclasses import replace

import pytest

from ballotbox import findings
from ballotbox.board_file import public_part
from ballotbox.checks import Check, State
from ballotbox.tally import GroupTally, Histogram, Tally
from ballotbox.totals import parse_totals, totals_text
from tests.ballotbox.closed_samples import check, report, sample


def published() -> Tally:
    tally = report(sample().raw).tally
    assert tally is not None
    return tally


def changed(**changes: object) -> Tally:
    first, *rest = published().groups
    return Tally((replace(first, **changes), *rest))  # type: ignore[arg-type]


def moved_cell(group: GroupTally) -> GroupTally:
    cell = group.histogram[0][0]
    other = (cell[0] - 1, cell[1] + 1, *cell[2:])
    return replace(group, histogram=with_cell(group, other))


def with_cell(group: GroupTally, cell: tuple[int, ...]) -> Histogram:
    """Return the histogram with another first cell."""
    (unit, *units) = group.histogram
    return ((cell, *unit[1:]), *units)


def test_totals_are_read_as_they_were_written() -> None:
    assert parse_totals(totals_text(published())) == published()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"totals":[{}]}', '{"totals":1}', '{"more":1,"totals":[]}'],
)
def test_another_text_is_not_one_of_totals(text: str) -> None:
    with pytest.raises(findings.TotalsMalformed):
        parse_totals(text)


def test_the_count_comes_out_as_published() -> None:
    check(sample().raw, totals=published())


def test_everybody_sees_whether_totals_add_up() -> None:
    public = list(public_part(sample().raw))
    found = report(public, totals=published())
    assert found.of(Check.TOTALS_FIT).state is State.PASSED
    assert found.of(Check.TOTALS).state is State.NOT_GIVEN
    first = published().groups[0]
    cell = first.histogram[0][0]
    for wrong in (
        changed(received=4, valid=4),
        changed(valid=2),
        changed(issued=first.issued + 1),
        changed(abstained=4),
        changed(group=9),
        changed(group=2),
        changed(histogram=first.histogram[1:]),
        changed(histogram=with_cell(first, (3, 0, 0, 0, 1))),
        changed(histogram=with_cell(first, (*cell, 0))),
        changed(histogram=(first.histogram[0][:1], *first.histogram[1:])),
    ):
        with pytest.raises(findings.TotalsDiffer):
            check(public, totals=wrong)
    assert first.received == 3


def test_recipients_see_whether_totals_were_changed() -> None:
    first, *rest = published().groups
    wrong = Tally((moved_cell(first), *rest))
    check(public_part(sample().raw), totals=wrong)
    with pytest.raises(findings.TotalsDiffer):
        check(sample().raw, totals=wrong)
    wrong = changed(abstained=first.abstained + 1)
    with pytest.raises(findings.TotalsDiffer):
        check(sample().raw, totals=wrong)


def test_what_is_withheld_is_left_out_and_the_rest_is_compared() -> None:
    first = published().groups[0]
    less = Tally((replace(first, histogram=((), *first.histogram[1:])),))
    found = report(sample().raw, totals=parse_totals(totals_text(less)))
    outcome = found.of(Check.TOTALS)
    assert (outcome.state, outcome.note) == (State.PASSED, "1: 2/3")
    other = ((), first.histogram[2], first.histogram[1])
    with pytest.raises(findings.TotalsDiffer):
        check(sample().raw, totals=Tally((replace(first, histogram=other),)))


def test_totals_of_no_group_that_was_counted_are_not_compared() -> None:
    found = report(sample().raw, totals=Tally(()))
    assert found.error is None
    assert found.of(Check.TOTALS).state is State.NOT_GIVEN
