"""Python and browser hand the same ballot to and fro, step by step."""

import pytest
from ballotbox.blinding import blind_sign
from ballotbox.cells import encode_cells
from ballotbox.messages import (
    parse_cast_request,
    parse_issue_request,
    IssueReply,
    CastReply,
)
from ballotbox.sealed import (
    take_ballot,
    sign_receipt,
    parse_receipt,
    check_receipt,
    ballot_header,
)
from ballotbox.sealing import open_contents
from ballotbox.tickets import new_ticket
from ballotbox.canonical import canonical_json
from ballotbox.uncast import parse_uncast, verify_uncast
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS

pytestmark = pytest.mark.journey
WEAK = {"allowWeak": True}


def test_walk(voter):
    m = POLL.manifest
    rules = voter.call("readRules", m.text, m.digest.hex(), WEAK)
    state = voter.call("begin", rules, 2, [new_ticket(), new_ticket()])
    reqs = voter.call("tokenRequests", rules, state)
    assert reqs == voter.call("tokenRequests", rules, state)
    replies = []
    for r, keys in zip(reqs, WEAK_KEYS):
        q = parse_issue_request(r["body"])
        replies.append(IssueReply(blind_sign(keys[2], q.blinded)).text)
    state = voter.call("finish", rules, state, replies)
    cells = [0, 1, 2, 3, 0xFFFF, 0]
    state = voter.call("seal", rules, state, cells)
    sent = voter.call("castBytes", state)
    req = parse_cast_request(sent)
    ballot = take_ballot(m, req, allow_weak=True)
    assert ballot.leaf(m.digest).hex() == voter.call("leafOf", state)
    assert open_contents(
        m, ballot.header(m.digest), req.contents, POLL.lock_keys
    ) == encode_cells(cells)
    rec = CastReply(sign_receipt(POLL.box_key, m.digest, ballot))
    receipt = voter.call("takeReceipt", rules, state, rec.text)
    check_receipt(m, parse_receipt(voter.call("receiptText", receipt)))
    verify_uncast(
        m, parse_uncast(voter.call("showUncast", rules, state)), allow_weak=True
    )
