"""Somebody's browser on the board page: the file on a disk, or the page of the site."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.journeys.looking import AXE, AXE_SCRIPT, DESKTOP, SMALL, WIDE

FILE = Path("src/gongping/polls/static/polls/board/gongping-board.html")
BOARD = Path("tests/ballotbox/vectors/board-gp1.jsonl")
CHINESE, ENGLISH = "zh-CN", "en-US"
WITHOUT_CRYPTO = """Object.defineProperty(
  Crypto.prototype, "subtle", { get: () => undefined });"""
CAMERA = """
  window.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return [{ rawValue: "CODE" }]; }
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    return canvas.captureStream(20);
  };"""
OPENED: list[BrowserContext] = []


def public_lines() -> list[bytes]:
    """The public part of the board with full keys."""
    lines = BOARD.read_bytes().splitlines(keepends=True)
    end = next(n for n, line in enumerate(lines) if line.startswith(b'{"head":'))
    return lines[:end]


def leaves(lines: Iterable[bytes]) -> list[str]:
    """The leaf of every ballot, in the order of the file."""
    rows = [json.loads(line) for line in lines]
    bodies = [bytes.fromhex(r["body"]) for r in rows if r["kind"] == "ballot"]
    return [hashlib.sha256(b"\0" + body).hexdigest() for body in bodies]


@dataclass
class Reader:
    """Somebody who looks at a board."""

    page: Page
    asked: list[str]
    said: list[str]

    def choose(self, folder: Path, **files: bytes) -> "Reader":
        """Choose files by their names, dots for underscores."""
        paths = []
        for name, content in files.items():
            path = folder / name.replace("_", ".")
            path.write_bytes(content)
            paths.append(path)
        self.page.set_input_files("#files", paths)
        return self

    def verified(self) -> "Reader":
        """Wait until the verification has ended."""
        self.page.wait_for_selector("#outcomes li", state="attached")
        return self

    def look_for(self, typed: str) -> str:
        """Type into the search and return the answer."""
        self.page.fill("#typed", typed)
        self.page.press("#typed", "Enter")
        self.page.wait_for_selector("#found > *")
        return self.text("#found")

    def text(self, selector: str) -> str:
        """What stands there."""
        return self.page.inner_text(selector)

    def faults(self) -> list[str]:
        """What axe, the width and the size of type find wrong."""
        self.page.evaluate(AXE_SCRIPT)
        found = [*self.page.evaluate(AXE, True), *self.page.evaluate(WIDE)]
        return [*found, *self.page.evaluate(SMALL)]


def reader(
    browser: Browser,
    address: str = "",
    *,
    locale: str = CHINESE,
    size: Any = DESKTOP,
    board: bytes | None = None,
    script: str = "",
    is_strict: bool = False,
) -> Reader:
    """Open the file from disk without a network, or an address of the site.

    `board` stands in for the board that the site gives: one with full keys. Where it is
    strict the page's own policy rules, and axe cannot be brought in.
    """
    context = browser.new_context(
        offline=not address, locale=locale, viewport=size, bypass_csp=not is_strict
    )
    OPENED.append(context)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    if script:
        page.add_init_script(script)
    if board is not None:

        def give(route: Route) -> None:
            route.fulfill(body=board, content_type="application/jsonl")

        page.route("**/board-public.jsonl", give)
    page.goto(address or FILE.resolve().as_uri())
    return Reader(page, asked, said)


def close_all() -> None:
    """Close whatever a test has opened: the server keeps a line to each."""
    while OPENED:
        OPENED.pop().close()
