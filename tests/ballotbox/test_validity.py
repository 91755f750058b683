import pytest

from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.manifest import Rule, RuleName
from ballotbox.validity import Reason, first_failure
from tests.ballotbox.samples import MANIFEST, manifest_with

IDENTICAL = manifest_with(rules=(Rule(RuleName.ALL_IDENTICAL, 0),))
QUOTA = manifest_with(rules=(Rule(RuleName.EXCELLENT_QUOTA, 1),))
BOTH = manifest_with(rules=(*QUOTA.rules, *IDENTICAL.rules))


def test_an_ordinary_ballot_is_valid() -> None:
    assert first_failure(MANIFEST, encode_cells([0, 1, 2, 3, NO_OPINION, 0])) is None


@pytest.mark.parametrize("cells", [b"", bytes(11), bytes(14)])
def test_length_comes_first(cells: bytes) -> None:
    assert first_failure(BOTH, cells) is Reason.LENGTH


@pytest.mark.parametrize("grade", [4, 0xFFFE])
def test_range_comes_second(grade: int) -> None:
    assert first_failure(BOTH, encode_cells([grade] * 6)) is Reason.RANGE


def test_all_identical_is_invalid_only_where_the_rules_say_so() -> None:
    cells = encode_cells([1] * 6)
    assert first_failure(MANIFEST, cells) is None
    assert first_failure(IDENTICAL, cells) is Reason.ALL_IDENTICAL


def test_no_opinion_at_all_is_an_abstention_not_a_pattern() -> None:
    assert first_failure(IDENTICAL, encode_cells([NO_OPINION] * 6)) is None


def test_one_cell_alone_is_no_pattern() -> None:
    single = manifest_with(
        units=MANIFEST.units[:1],
        criteria=MANIFEST.criteria[:1],
        rules=IDENTICAL.rules,
    )
    assert first_failure(single, encode_cells([1])) is None


def test_the_quota_holds_for_each_criterion() -> None:
    assert first_failure(QUOTA, encode_cells([0, 1, 1, 0, 2, 2])) is None
    assert (
        first_failure(QUOTA, encode_cells([1, 0, 1, 0, 2, 2])) is Reason.EXCELLENT_QUOTA
    )


def test_rules_apply_in_the_order_of_the_manifest() -> None:
    assert first_failure(BOTH, encode_cells([0] * 6)) is Reason.EXCELLENT_QUOTA


def test_every_rule_is_a_reason() -> None:
    assert {rule.value for rule in RuleName} <= {reason.value for reason in Reason}
