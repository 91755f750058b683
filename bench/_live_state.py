"""What both servers of `bench live` announce: one state of a hall, and when."""

import time
from typing import Final

BESIDE: Final = {
    "phase": "reporting",
    "item": 23,
    "step": "commenting",
    "started_at": "2026-02-06T09:41:07+08:00",
    "limit_seconds": 360,
    "present": 611,
    "turnout": 430,
}


def state(number: int) -> dict[str, str | int | None]:
    """Return the state of this number; the clock is the same in all processes."""
    return {"n": number, "at": time.monotonic_ns(), **BESIDE}
