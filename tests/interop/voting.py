"""A voter in the browser and all other parties in Python."""

from dataclasses import dataclass
from typing import Any

from ballotbox.blinding import blind_sign
from ballotbox.messages import (
    CastReply,
    CastRequest,
    IssueReply,
    parse_cast_request,
    parse_issue_request,
)
from ballotbox.sealed import SealedBallot, sign_receipt, take_ballot
from ballotbox.sealing import open_contents
from ballotbox.tickets import new_ticket
from tests.ballotbox.sealed_samples import Poll
from tests.interop.pages import Module

JSON = dict[str, Any]


@dataclass
class Voter:
    """One device in one poll, and the issuers and the box that it speaks to."""

    client: Module
    poll: Poll
    group: int = 1

    @property
    def rules(self) -> JSON:
        manifest = self.poll.manifest
        options = {"allowWeak": True}
        found = self.client("readRules", manifest.text, manifest.digest.hex(), options)
        return dict(found)

    def begin(self) -> JSON:
        tickets = [new_ticket() for _ in self.poll.issuer_keys]
        return dict(self.client("begin", self.rules, self.group, tickets))

    def replies(self, state: JSON) -> list[str]:
        """Return what the issuers answer to the requests of a state."""
        asked = self.client("tokenRequests", self.rules, state)
        return [
            self.issue(int(request["issuer"]), str(request["body"]))
            for request in asked
        ]

    def issue(self, issuer: int, body: str) -> str:
        request = parse_issue_request(body)
        assert request.issuer == issuer
        key = self.poll.issuer_keys[issuer - 1][request.group]
        return IssueReply(blind_sign(key, request.blinded)).text

    def collected(self) -> JSON:
        state = self.begin()
        return dict(self.client("finish", self.rules, state, self.replies(state)))

    def sealed(self, cells: list[int]) -> JSON:
        return dict(self.client("seal", self.rules, self.collected(), cells))

    def sent(self, state: JSON) -> CastRequest:
        return parse_cast_request(self.client("castBytes", state))

    def take(self, state: JSON) -> SealedBallot:
        """Let the box look at what is sent; it raises if anything is wrong."""
        return take_ballot(self.poll.manifest, self.sent(state), allow_weak=True)

    def opened(self, state: JSON) -> bytes:
        """Return the cells, as the count finds them."""
        manifest = self.poll.manifest
        header = self.take(state).header(manifest.digest)
        contents = self.sent(state).contents
        return open_contents(manifest, header, contents, self.poll.lock_keys)

    def receipt_reply(self, state: JSON) -> str:
        m = self.poll.manifest.digest
        return CastReply(sign_receipt(self.poll.box_key, m, self.take(state))).text
