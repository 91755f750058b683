import pytest

from ballotbox.approval import approve_manifest, verify_approvals
from ballotbox.errors import NotApproved
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, make_poll

APPROVALS = {
    number: approve_manifest(key, POLL.manifest)
    for number, key in enumerate(POLL.scrutineer_keys, 1)
}


def test_every_scrutineer_has_signed() -> None:
    verify_approvals(POLL.manifest, APPROVALS)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_whoever_has_not_signed_is_named(number: int) -> None:
    rest = {key: value for key, value in APPROVALS.items() if key != number}
    with pytest.raises(NotApproved, match=f"scrutineer {number}"):
        verify_approvals(POLL.manifest, rest)


def test_nobody_signs_for_another() -> None:
    with pytest.raises(NotApproved, match="scrutineer 2"):
        verify_approvals(POLL.manifest, APPROVALS | {2: APPROVALS[1]})


def test_an_approval_is_for_one_manifest() -> None:
    with pytest.raises(NotApproved):
        verify_approvals(make_poll(WEAK_KEYS).manifest, APPROVALS)
