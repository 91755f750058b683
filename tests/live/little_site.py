"""`python -m tests.live.little_site PORT FOLDER`: one live page, as a program to kill.

The page and its fragment are made of two files that the test writes; they are served
under the product's own policy and with its own scripts. `POST /announce` announces,
`/watchers` says how many watch.
"""

import json
import socket
import sys
from pathlib import Path
from typing import Any

from gongping.live.app import LiveApp
from gongping.live.hub import Hub
from gongping.project.live import WithHub
from gongping.project.server import _until_stopped
from tests.live.streams import KEY, pass_for

STATIC = Path("src/gongping/foundation/static")
POLICY = b"default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"
PAGE = """<!doctype html><title>live</title>
<script type="module" src="/static/foundation/live.js"></script>
<p id="lost" data-live-lost hidden>断线</p>
<main data-live="{given}" data-live-fragment="/fragment">{inside}</main>
<aside data-live="{other}">第 <b data-live-value="item">0</b> 项</aside>
"""
KINDS = {".js": b"text/javascript", "": b"text/html; charset=utf-8"}


class LittleSite:
    """Answers a page, its fragment, scripts; the hub stands beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hub = Hub()
        self.live = LiveApp(self.hub, KEY)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path.startswith("/live/"):
            scope["path"] = path.removeprefix("/live")
            await self.live(scope, receive, send)
        elif path == "/watchers":
            await _answer(send, str(len(self.hub.watchers)).encode())
        elif path == "/announce":
            said = json.loads((await receive())["body"])
            self.hub.announce(said["topic"], said["state"])
            await _answer(send, b"")
        else:
            await _answer(send, self._content(path), Path(path).suffix)

    def _content(self, path: str) -> bytes:
        if path.startswith("/static/"):
            return (STATIC / path.removeprefix("/static/")).read_bytes()
        with (self.folder / "asked").open("a") as asked:
            asked.write(f"{path}\n")
        inside = (self.folder / "inside.html").read_text()
        if path == "/fragment":
            return inside.encode()
        life = float((self.folder / "life").read_text())
        given = pass_for("hall.1", "console.1", age=0, life=life)
        other = pass_for("hall.1", age=0, life=life)
        return PAGE.format(given=given, other=other, inside=inside).encode()


async def _answer(send: Any, content: bytes, suffix: str = "") -> None:
    headers = [
        (b"content-type", KINDS.get(suffix, KINDS[""])),
        (b"content-security-policy", POLICY),
        (b"content-length", str(len(content)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


if __name__ == "__main__":
    site = LittleSite(Path(sys.argv[2]))
    door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    sys.exit(_until_stopped(WithHub(site, site.hub), door, None))
