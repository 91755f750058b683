"""What other processes announce, through PostgreSQL: LISTEN here, NOTIFY there.

While the database does not answer nothing can be heard. Once it does again, every
page is told to look for itself.
"""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec
import psycopg

from gongping.foundation.passes import CHANNEL, check_topic

if TYPE_CHECKING:
    from gongping.live.hub import Hub, Work

PROBE_SECONDS: Final = 20.0
"""So long nothing may be heard before it is asked whether anybody is there."""
AGAIN_SECONDS: Final = 1.0
_decode = msgspec.json.Decoder(tuple[str, dict[str, str | int | None]]).decode


def listening(url: str) -> "Work":
    """Return work that lets a hub hear what is announced on this database."""

    async def work(hub: "Hub") -> None:
        while True:
            with suppress(psycopg.Error, OSError):
                connecting = psycopg.AsyncConnection.connect(url, autocommit=True)
                async with await connecting as connection:
                    await _hear(hub, connection)
            await asyncio.sleep(AGAIN_SECONDS)

    return work


async def _hear(hub: "Hub", connection: psycopg.AsyncConnection) -> None:
    await connection.execute(f"LISTEN {CHANNEL}")
    hub.look_again()
    while True:
        async for notice in connection.notifies(timeout=PROBE_SECONDS):
            # Who may write to the database may say anything there.
            with suppress(msgspec.DecodeError, ValueError):
                topic, values = _decode(notice.payload)
                check_topic(topic)
                hub.take(topic, values)
        await connection.execute("SELECT 1")
