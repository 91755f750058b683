"""The built client on a page of its own, under a policy as strict as the product's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pytest

from tools.client import BUNDLES, CLIENT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POLICY: Final = "default-src 'none'; script-src 'self'; base-uri 'none'"
EMPTY: Final = b"<!doctype html><title>gp1</title>"
CALLS: Final = """
async ([path, step, rows]) => {
  const module = await import(path);
  const answers = [];
  for (const words of rows) {
    try {
      const value = await module[step](...words);
      const isBytes = value instanceof Uint8Array;
      answers.push({value: isBytes ? new TextDecoder().decode(value) : value});
    } catch (error) {
      answers.push({code: error.code || String(error)});
    }
  }
  return answers;
}
"""


class Refused(Exception):
    """The client refused, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Module:
    """A module of the client, as a page uses it."""

    page: "Page"
    path: str

    def many(self, step: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """Return what one function gives for each row: a value, or `Refused`."""
        given = [self.path, step, [list(row) for row in rows]]
        answers = self.page.evaluate(CALLS, given)
        return [
            Refused(answer["code"]) if "code" in answer else answer.get("value")
            for answer in answers
        ]

    def __call__(self, step: str, *words: Any) -> Any:
        """Return what one function gives; raise `Refused`."""
        (answer,) = self.many(step, [words])
        if isinstance(answer, Refused):
            raise answer
        return answer

    def refusal(self, step: str, *words: Any) -> str:
        """Return the code with which one function refuses."""
        with pytest.raises(Refused) as refused:
            self(step, *words)
        return refused.value.code


class _Handler(SimpleHTTPRequestHandler):
    """Serves the bundles, below `/client/` the sources, and else an empty page."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/client/"):
            return str(CLIENT / path.removeprefix("/client/"))
        return super().translate_path(path)

    def do_GET(self) -> None:
        if self.path.endswith(".js"):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(EMPTY)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def opened(browser: "Browser") -> Iterator["Page"]:
    """A page from which the modules can be imported, in a secure context."""
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
