"""Measures a voter's waiting in the browser: from the rules to the receipt.

    ./run bench client
    ./run bench client --rounds 3 --slower 4      other phones

47 units under 4 criteria, two of three scrutineers (three locks), RSA-3072; a real
browser, whose processor Chromium's own switch makes six times slower. Every round is a
fresh page, because voters vote once: nothing is warm. Network, issuers and box are not
in the figures, nor the delay that the voter chooses.

The switch does not reach the threads on which browsers do their own cryptography. So
the last column says how long each step would take if everything were that much slower:
six times what it takes at full speed. Such a phone is between the two.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ballotbox.blinding import blind_sign
from ballotbox.keys import new_issuer_key
from ballotbox.messages import (
    CastReply,
    IssueReply,
    parse_cast_request,
    parse_issue_request,
)
from ballotbox.sealed import sign_receipt, take_ballot
from ballotbox.tickets import new_ticket
from bench import _ballots, _machine
from tests import browser as browsers
from tests.ballotbox.sealed_samples import Poll, make_poll
from tests.interop.pages import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GOAL: Final = 2000
IMPORT: Final = "async () => { window.gp1 = await import('/voter.js'); }"
STEP: Final = """
async ([step, words]) => {
  const began = performance.now();
  const found = await window.gp1[step](...words);
  const took = performance.now() - began;
  const isBytes = found instanceof Uint8Array;
  return [isBytes ? new TextDecoder().decode(found) : found, took];
}
"""
LOADED: Final = f"""
async () => {{
  const began = performance.now();
  await ({IMPORT})();
  return performance.now() - began;
}}
"""
Times = dict[str, float]


def main() -> int:
    """Vote a few times, with and without the switch; print what came of it."""
    parser = argparse.ArgumentParser(prog="./run bench client")
    parser.add_argument("--rounds", type=int, default=7, help="the median counts")
    parser.add_argument("--slower", type=int, default=6, help="than this machine")
    options = parser.parse_args()
    print(f"{_machine.load()}\n")
    with browsers.started() as browser:
        for issuers in (1, 2):
            _show(browser, issuers, options.rounds, options.slower)
    print(f"\n{_machine.load()}")
    return 0


def _show(browser: "Browser", issuers: int, rounds: int, slower: int) -> None:
    keys = [{n: new_issuer_key() for n in _ballots.GROUPS} for _ in range(issuers)]
    poll = make_poll(keys, **_ballots.rules(500))
    fast = _medians(_Voting(browser, poll, 1).times() for _ in range(rounds))
    slow = _medians(_Voting(browser, poll, slower).times() for _ in range(rounds))
    print(f"{issuers} issuer(s), ms{'':24}as is  throttled {slower}x  all {slower}x")
    for step, took in slow.items():
        print(f"  {step:36}{fast[step]:6.0f}{took:14.0f}{fast[step] * slower:8.0f}")
    total, most = sum(slow.values()), sum(fast.values()) * slower
    verdict = "reached" if total < GOAL else "MISSED"
    print(f"  {'together':36}{sum(fast.values()):6.0f}{total:14.0f}{most:8.0f}")
    print(f"  goal: under {GOAL} ms throttled: {verdict}\n")


def _medians(found: Iterator[Times]) -> Times:
    rows = list(found)
    return {step: median(row[step] for row in rows) for step in rows[0]}


@dataclass
class _Voting:
    """One voter, on a page that nobody used before."""

    browser: "Browser"
    poll: Poll
    slower: int
    found: Times = field(default_factory=dict)

    def times(self) -> Times:
        with opened(self.browser) as page:
            self.page = page
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
            self.found["load the client"] = float(page.evaluate(LOADED))
            self._vote()
        return self.found

    def _vote(self) -> None:
        manifest = self.poll.manifest
        named = (manifest.text, manifest.digest.hex())
        cells = [n % len(manifest.grades) for n in range(manifest.cell_count)]
        rules = self._step("check the rules", "readRules", *named)
        tickets = [new_ticket() for _ in self.poll.issuer_keys]
        state = self._step("make key and requests", "begin", rules, 1, tickets)
        asked = self._step("write the requests", "tokenRequests", rules, state)
        replies = [self._issue(request["body"]) for request in asked]
        state = self._step("finish collecting", "finish", rules, state, replies)
        state = self._step("seal and sign", "seal", rules, state, cells)
        sent = self._step("write the ballot", "castBytes", state)
        self._step("check the receipt", "takeReceipt", rules, state, self._cast(sent))

    def _step(self, name: str, step: str, *words: Any) -> Any:
        found, took = self.page.evaluate(STEP, [step, list(words)])
        self.found[name] = float(took)
        return found

    def _issue(self, body: str) -> str:
        request = parse_issue_request(body)
        key = self.poll.issuer_keys[request.issuer - 1][request.group]
        return IssueReply(blind_sign(key, request.blinded)).text

    def _cast(self, sent: str) -> str:
        ballot = take_ballot(self.poll.manifest, parse_cast_request(sent))
        m = self.poll.manifest.digest
        return CastReply(sign_receipt(self.poll.box_key, m, ballot)).text


if __name__ == "__main__":
    sys.exit(main())
