"""A receipt and a board: the ballot is there, or its absence is proved."""

from dataclasses import replace

import pytest

from ballotbox import errors, findings
from ballotbox.sealed import Receipt, sign_receipt
from tests.ballotbox.closed_samples import Closing, check, rewritten, sample


def receipt_of(closing: Closing, place: int) -> Receipt:
    m = closing.poll.manifest.digest
    ballot = closing.ballot(closing.casts[place])
    signature = sign_receipt(closing.poll.box_key, m, ballot)
    return Receipt(m, ballot.key, ballot.leaf(m), signature)


def test_a_missing_ballot_is_proved_by_its_receipt() -> None:
    receipt = receipt_of(sample(), 0)
    check(sample().raw, receipts=(receipt,))
    with pytest.raises(findings.BallotMissing):
        check(rewritten().raw, receipts=(receipt,))


def test_a_receipt_that_is_none_proves_nothing() -> None:
    receipt = receipt_of(sample(), 0)
    for changed in (
        replace(receipt, manifest_digest=b"\0" * 32),
        replace(receipt, leaf=b"\0" * 32),
    ):
        with pytest.raises(errors.ReceiptInvalid):
            check(sample().raw, receipts=(changed,))
