"""The least an HTTP request costs: read a body, answer as long a text, do nothing."""

import sys
from typing import Any

import uvicorn

from ballotbox.messages import CastReply
from gongping.box.asgi import HEADERS, OPEN_TO_PAGES

ANSWER = CastReply(bytes(64)).text.encode()
LENGTH = (b"content-length", str(len(ANSWER)).encode())


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Read the body to its end, then answer."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body", False):
        pass
    headers = [*HEADERS, *OPEN_TO_PAGES, LENGTH]
    start = {"type": "http.response.start", "status": 201, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": ANSWER})


if __name__ == "__main__":
    uvicorn.run(
        application,
        port=int(sys.argv[1]),
        access_log=False,
        log_level="critical",
        server_header=False,
        date_header=False,
        lifespan="off",
    )
