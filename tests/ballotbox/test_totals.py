"""Published totals: anybody can add them up, recipients count them again."""

from dataclasses import replace

import pytest

from ballotbox import findings
from ballotbox.board_file import public_part
from ballotbox.checks import Check, State
from ballotbox.tally import GroupTally, Tally
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
    (unit, *units) = group.histogram
    (cell, *cells) = unit
    other = (cell[0] - 1, cell[1] + 1, *cell[2:])
    return replace(group, histogram=((other, *cells), *units))


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
    for wrong in (
        changed(received=4, valid=4),
        changed(valid=2),
        changed(histogram=(((3, 0, 0, 0, 1),),)),
        changed(group=9),
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
    with pytest.raises(findings.TotalsDiffer):
        check(sample().raw, totals=Tally((first,)))
