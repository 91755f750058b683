"""The board page's own verifier, in a browser, without a page around it."""

import base64
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tools.joined_script import join

MODULES = Path("src/gongping/polls/static/polls/board")
# What tests ask for by name; every module that is named here is in the script.
HOOK = """
import { wordsOf } from "./codes.js";
import { readManifest } from "./manifest.js";
import { draw, drawOf } from "./observers.js";
import { fromAddress, search } from "./search.js";
import { readReceipt, verifyReceipt } from "./shown.js";
import { Counting } from "./tally.js";
import { readTotals } from "./totals.js";
import { examine } from "./verify.js";
import { drawGrades } from "./view-grades.js";

window.board = {
  ...{ examine, readManifest, readReceipt, readTotals, verifyReceipt },
  ...{ draw, drawOf, wordsOf, search, fromAddress, Counting, drawGrades },
};
"""
RUN = """async ({ board, others, rules, head, receipts, totals, weak }) => {
  const blob = (text) => new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]);
  try {
    const given = {
      board: board.map(blob),
      others: others.map((parts) => parts.map(blob)),
      rules,
      head,
      receipts: receipts.map(window.board.readReceipt),
      totals: totals === null ? null : window.board.readTotals(totals),
    };
    const report = await window.board.examine(given, { allowWeak: weak });
    return {
      error: report.error,
      detail: report.fault && report.fault.detail,
      outcomes: report.outcomes.map(({ check, state, note }) => [check, state, note]),
      tally: report.tally,
      head: report.head && report.head.digest,
    };
  } catch (fault) {
    return { error: fault.code || String(fault), outcomes: null, tally: null };
  }
}"""


@dataclass
class Verifier:
    """A page from disk with the verifier's script, and no network."""

    page: Page

    def run(
        self,
        board: Iterable[bytes],
        *,
        others: Iterable[Iterable[bytes]] = (),
        rules: bytes | None = None,
        head: bytes | None = None,
        receipts: Iterable[str] = (),
        totals: str | None = None,
        weak: bool = True,
    ) -> Any:
        """Return what the verifier in script says of a board."""
        given = {
            "board": [_text(board)],
            "others": [[_text(other)] for other in others],
            "rules": rules and rules.hex(),
            "head": head and head.hex(),
            "receipts": list(receipts),
            "totals": totals,
            "weak": weak,
        }
        return self.page.evaluate(RUN, given)


def open_verifier(browser: Browser, folder: Path) -> Verifier:
    """Return a page with the verifier, opened from disk with the network off."""
    modules = folder / "modules"
    shutil.copytree(MODULES, modules)
    (modules / "hook.js").write_text(HOOK.lstrip(), encoding="utf-8")
    (folder / "verify.js").write_text(join(modules / "hook.js"), encoding="utf-8")
    page_file = folder / "verify.html"
    page_file.write_text(
        '<!doctype html><meta charset="utf-8"><script src="verify.js"></script>',
        "utf-8",
    )
    page = browser.new_context(offline=True).new_page()
    page.on("pageerror", _stop)
    page.goto(page_file.as_uri())
    return Verifier(page)


def _text(board: Iterable[bytes]) -> str:
    return base64.b64encode(b"".join(board)).decode()


def _stop(error: object) -> None:
    raise AssertionError(error)
