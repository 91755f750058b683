"""What the port of the demo answers while the demo is being loaded."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

Send = Callable[[dict[str, Any]], Awaitable[None]]

AGAIN_SECONDS: Final = 3
# Django does not run yet, so neither do its templates and catalogues.
_PAGE: Final = f"""<!doctype html>
<html lang="zh-Hans">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="{AGAIN_SECONDS}">
  <title>公评 Gongping</title>
</head>
<body>
  <h1>正在装入演示数据</h1>
  <p>大约一分钟。装好后这一页会自己打开登录页，不用刷新；进度在启动它的终端里。</p>
  <div lang="en">
    <h2>The demonstration data is being loaded</h2>
    <p>It takes about a minute. This page then opens the sign-in page by itself;
    the progress shows in the terminal that started it.</p>
  </div>
</body>
</html>
"""
_HEADERS: Final = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"retry-after", str(AGAIN_SECONDS).encode()),
)


async def answer(send: Send) -> None:
    """Say that the demo is being loaded, and when to ask again: 503."""
    start = {"type": "http.response.start", "status": 503, "headers": _HEADERS}
    await send(start)
    await send({"type": "http.response.body", "body": _PAGE.encode()})
