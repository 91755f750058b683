"""Measures the verification of a board in a browser, as the board page does it.

    ./run bench board
    ./run bench board --ballots 100000        a whole system's board; takes minutes

47 units under 4 criteria, three locks, RSA-3072. The page is opened from disk without a
network and given first the public part, then the whole board; seconds by the clock, and
the longest time for which the page answered nobody.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from ballotbox.rolls import hash_slips
from bench import _ballots, _machine
from bench.verify import _written
from tests import browser as browsers
from tests.ballotbox.sealed_samples import make_poll
from tests.board.harness import open_verifier
from tests.box.sealed import leaf_of

CHOOSE: Final = """() => {
  const input = document.createElement("input");
  input.type = "file";
  input.id = "files";
  document.body.append(input);
}"""
RUN: Final = """async () => {
  const began = performance.now();
  let last = began, stall = 0;
  const beat = setInterval(() => {
    const now = performance.now();
    stall = Math.max(stall, now - last);
    last = now;
  }, 10);
  const watch = () => new Promise((resolve) => setTimeout(resolve));
  const board = [document.getElementById("files").files[0]];
  const report = await window.board.examine({ board }, { watch });
  clearInterval(beat);
  const used = performance.memory ? performance.memory.usedJSHeapSize : 0;
  return [report.error, (performance.now() - began) / 1000, stall / 1000, used / 1e6];
}"""


def main() -> int:
    """Make a board, verify it in a browser, print the times."""
    parser = argparse.ArgumentParser(prog="./run bench board")
    parser.add_argument("--ballots", type=int, default=600)
    options = parser.parse_args()
    keys = _ballots.new_keys()
    rules = _ballots.rules(options.ballots)
    poll = make_poll(keys, slips_digest=hash_slips({}), **rules)
    sent = _ballots.make_ballots(poll.manifest, keys[0], options.ballots)
    sent.sort(key=leaf_of)
    print(f"{len(sent)} ballots, {_machine.load()}")
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        whole, public = _written(poll, sent, Path(folder))
        with browsers.started() as browser:
            page = open_verifier(browser, Path(folder)).page
            page.evaluate(CHOOSE)
            page.set_default_timeout(0)
            _show("public part", page, public)
            _show("whole board", page, whole)
    print(_machine.load())
    return 0


def _show(name: str, page: Page, path: Path) -> None:
    page.set_input_files("#files", path)
    error, seconds, stall, megabytes = page.evaluate(RUN)
    if error is not None:
        raise SystemExit(f"{name}: {error}")
    size = path.stat().st_size / 1e6
    print(
        f"{name:<14}{seconds:8.1f} s   longest silence {stall:5.2f} s   "
        f"{megabytes:6.0f} MB used   file {size:6.1f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
