"""Running asynchronous code where a browser test may have left a loop."""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Awaitable[Any]) -> Any:
    """Run to the end in a thread of its own."""

    async def whole() -> Any:
        return await work

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, whole()).result()
