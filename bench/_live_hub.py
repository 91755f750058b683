"""`python -m bench._live_hub PORT`: the product's hub at its place beside pages.

The pages are only a door through which the measuring program announces.
"""

import socket
import sys
from typing import Any

from bench._live_state import state
from gongping.project.live import with_hub
from gongping.project.server import _server


async def pages(scope: Any, receive: Any, send: Any) -> None:
    """Announce the state of the number that the body says."""
    if scope["type"] != "http":
        return
    said = (await receive())["body"]
    if said:
        application.hub.announce("hall.1", state(int(said)))
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    application = with_hub(pages)
    door = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=2048)
    _server(application).run(sockets=[door])
