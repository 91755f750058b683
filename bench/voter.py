"""Measures what a voter waits for in the real page: from the slip to the receipt.

    ./run bench voter
    ./run bench voter --rounds 3 --slower 4      other phones

The page, its scripts and styles as they are shipped, 390 pixels wide, a touch screen,
47 units in one list, two of three scrutineers, one or two issuers, RSA-3072; a browser
whose processor Chromium's own switch makes six times slower. Issuers and box answer in
this process, so their work (some 20 ms each) is in the figures; network and the random
wait before sending are not. Every round is a fresh device: voters vote once.

The voter reads the first page for three seconds; key and blinded requests are made
meanwhile. Then every unit is tapped, and the page timed until it has drawn the choice.
"""

import argparse
import json
import mimetypes
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ballotbox.blinding import blind_sign
from ballotbox.keys import new_issuer_key
from ballotbox.manifest import CriterionColumn
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

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

GOAL: Final = 2000
FOUR_MINUTES: Final = 240
SITE: Final = "https://vote.example"
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
}
READING: Final = 3.0
READS_FIRST: Final = 3000
# Presses, and waits in the page until the next thing to press is drawn.
PRESS: Final = """
([pressed, awaited]) => new Promise((found) => {
  const began = performance.now();
  const look = () => {
    const next = document.querySelector(awaited);
    if (next && next.getClientRects().length) found(performance.now() - began);
    else requestAnimationFrame(look);
  };
  document.querySelector(pressed).click();
  requestAnimationFrame(look);
})
"""
# How long after a tap the page has drawn what it changed.
TAPPED: Final = """
(unit) => new Promise((found) => {
  const began = performance.now();
  document.querySelectorAll(`input[name=u${unit}c0]`)[unit % 4].click();
  requestAnimationFrame(() => setTimeout(() => found(performance.now() - began)));
})
"""
STEPS: Final = (
    ("collect", ".btn-row .btn-primary", ".ballot-grades"),
    ("go to the review", "#foot [data-part=right]", ".ballot-review"),
    ("seal", "#foot .btn-seal", "#foot [data-part=now]"),
    ("cast and check the receipt", "#foot [data-part=now]", ".ballot-full"),
)
WAITED: Final = ("collect", "seal", "cast and check the receipt")
Times = dict[str, float]


def main() -> int:
    """Vote a few times, with and without the switch; print what came of it."""
    parser = argparse.ArgumentParser(prog="./run bench voter")
    parser.add_argument("--rounds", type=int, default=5, help="the median counts")
    parser.add_argument("--slower", type=int, default=6, help="than this machine")
    options = parser.parse_args()
    files = _files()
    print(f"{_machine.load()}\n")
    with browsers.started() as browser:
        for issuers in (1, 2):
            _show(browser, files, issuers, options.rounds, options.slower)
    print(f"\n{_machine.load()}")
    return 0


def _files() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        os.environ |= {
            "GONGPING_MODE": "test",
            "GONGPING_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "gongping.project.settings",
        }
        import django  # noqa: PLC0415  (after the settings are named)

        django.setup()
        from gongping.polls.selectors.client import client_files  # noqa: PLC0415

        return client_files()


def _show(
    browser: "Browser",
    files: Mapping[str, bytes],
    issuers: int,
    rounds: int,
    slower: int,
) -> None:
    keys = [{n: new_issuer_key() for n in _ballots.GROUPS} for _ in range(issuers)]
    one = {
        "criteria": (CriterionColumn("总体评价", "Overall", Decimal(1)),),
        "rules": (),
    }
    poll = make_poll(keys, **{**_ballots.rules(500), **one, "layout": "overall"})
    fast = _medians(_Voting(browser, files, poll, 1).times() for _ in range(rounds))
    slow = _medians(
        _Voting(browser, files, poll, slower).times() for _ in range(rounds)
    )
    print(f"{issuers} issuer(s), ms{'':24}as is  throttled {slower}x")
    for step, took in slow.items():
        print(f"  {step:36}{fast[step]:6.0f}{took:14.0f}")
    waited = sum(slow[step] for step in WAITED)
    print(f"  {'waiting: ' + ', '.join(WAITED)}: {waited:.0f}")
    print(f"  goal: under {GOAL} ms throttled: {_verdict(waited, GOAL)}")
    whole = slow["all taps together"] / 1000 + READING * _ballots.UNITS
    print(
        f"  47 units with {READING:.0f} s to read each: {whole:.0f} s; "
        f"goal: under {FOUR_MINUTES} s: {_verdict(whole, FOUR_MINUTES)}\n"
    )


def _verdict(found: float, goal: int) -> str:
    return "reached" if found < goal else "MISSED"


def _medians(found: Iterator[Times]) -> Times:
    rows = list(found)
    return {step: median(row[step] for row in rows) for step in rows[0]}


@dataclass
class _Voting:
    """One voter with a device that knows nothing, before a site of one poll."""

    browser: "Browser"
    files: Mapping[str, bytes]
    poll: Poll
    slower: int
    found: Times = field(default_factory=dict)

    def times(self) -> Times:
        context = self.browser.new_context(locale="zh-CN", **PHONE)
        context.route(f"{SITE}/**", self._answer)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})
        self._vote(page)
        context.close()
        return self.found

    def _vote(self, page: "Page") -> None:
        m = self.poll.manifest.digest.hex()
        letters = [
            f"{SITE}/vote/#{m}&t={new_ticket()}&g=1&i={number}"
            for number in range(len(self.poll.issuer_keys), 0, -1)
        ]
        for letter in letters:
            page.goto("about:blank")
            page.goto(letter)
            page.wait_for_selector(".ballot-notice [data-part=rules]")
        self.found["open the page and join"] = float(page.evaluate("performance.now()"))
        for step, pressed, awaited in STEPS:
            if step == "go to the review":
                self._fill(page)
            took = page.evaluate(PRESS, [pressed, awaited])
            self.found[step] = float(took)

    def _fill(self, page: "Page") -> None:
        taps = [float(page.evaluate(TAPPED, unit)) for unit in range(_ballots.UNITS)]
        self.found["slowest tap of 47"] = max(taps)
        self.found["all taps together"] = sum(taps)

    def _answer(self, route: "Route") -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(("/issue", "/ballots")):
            is_ballot = path.endswith("/ballots")
            sent = (route.request.post_data_buffer or b"").decode()
            body = self._cast(sent) if is_ballot else self._issue(sent)
            route.fulfill(status=201 if is_ballot else 200, body=body)
        elif path.startswith("/vote/rules/"):
            route.fulfill(body=json.dumps(self._facts()), content_type="text/json")
        elif path.endswith("/box"):
            route.fulfill(body=json.dumps(self._phase()), content_type="text/json")
        else:
            self._file(route, path)

    def _file(self, route: "Route", path: str) -> None:
        name = "/vote/index.html" if path == "/vote/" else path
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        route.fulfill(body=self.files[name.lstrip("/")], content_type=kind)

    def _facts(self) -> dict[str, Any]:
        numbers = range(1, len(self.poll.issuer_keys) + 1)
        return {
            "state": "casting",
            "text": self.poll.manifest.text,
            "box": f"{SITE}/box",
            "issuers": [f"{SITE}/{number}/issue" for number in numbers],
            "who_knows": f"{SITE}/who-knows",
            "board": f"{SITE}/board/bench",
        }

    def _phase(self) -> dict[str, str]:
        m = self.poll.manifest.digest.hex()
        return {"state": "casting", "manifest_digest": m}

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
