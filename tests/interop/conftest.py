"""The built client in a real browser, under the policy that the product serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pytest

from tools.client import BUNDLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POLICY: Final = "default-src 'none'; script-src 'self'; base-uri 'none'"
CALL: Final = """
async ([name, steps, given]) => {
  const gp1 = await import(`/${name}.js`);
  try {
    let value = given;
    const found = [];
    for (const [step, words] of steps) {
      value = await gp1[step](...words.map((word) => {
        const isPlace = word !== null && typeof word === "object" && "found" in word;
        return isPlace ? found[word.found] : word;
      }));
      if (value instanceof Uint8Array) value = new TextDecoder().decode(value);
      found.push(value);
    }
    return {found};
  } catch (error) {
    return {code: error.code || String(error), detail: error.detail};
  }
}
"""


class Refused(Exception):
    """The client refused, with this code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class Place(dict[str, int]):
    """Stands for what an earlier step of the same call found."""

    def __init__(self, number: int) -> None:
        super().__init__(found=number)


@dataclass
class Bundle:
    """One of the built files, as a page uses it."""

    page: "Page"
    name: str

    def call(self, step: str, *words: Any) -> Any:
        """Return what one function of the client gives; raise `Refused`."""
        return self.calls((step, *words))[-1]

    def calls(self, *steps: tuple[Any, ...]) -> list[Any]:
        """Return what each of the steps gives."""
        listed = [[name, list(words)] for name, *words in steps]
        answer = self.page.evaluate(CALL, [self.name, listed, None])
        if "code" in answer:
            raise Refused(answer["code"], answer["detail"])
        return list(answer["found"])


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>gp1</title>")

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def opened(browser: "Browser") -> Iterator["Page"]:
    """A page from which the bundles can be imported, in a secure context."""
    handler = partial(_Handler, directory=str(BUNDLES))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
    finally:
        page.close()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def page(browser: "Browser") -> Iterator["Page"]:
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="module")
def voter(page: "Page") -> Bundle:
    return Bundle(page, "voter")


@pytest.fixture(scope="module")
def scrutineer(page: "Page") -> Bundle:
    return Bundle(page, "scrutineer")
