"""The door to the live hub: say that something changed, let somebody watch.

What is announced goes to everybody who watches the topic, so it may only be what all
of them may know: numbers, ids, moments; never content, never anything of a ballot but
a count in tens. The page then asks for its fragment through the ordinary view.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse

from gongping.foundation import passes

Value = str | int | None
Listener = Callable[[str, Mapping[str, Value]], None]
HEADER: Final = "X-Live-Pass"
MOST_BYTES: Final = 4000
_listeners: list[Listener] = []
_encode = msgspec.json.Encoder().encode


def announce(topic: str, **state: Value) -> None:
    """Let all who watch the topic know, once this is committed, what is so now.

    Each value replaces the one of its name; those not named stay. Announced again
    within a moment, only the last is sent. With no hub nothing happens.
    """
    passes.check_topic(topic)
    if len(_encode([topic, state])) > MOST_BYTES:
        message = f"too much for one announcement: {topic}"
        raise ValueError(message)
    transaction.on_commit(lambda: _send(topic, state), robust=True)


def pass_for(*topics: str) -> str:
    """Return a pass for these topics, to be put into the page of whoever may see them.

    The caller has authorised the reader: the hub asks nothing further.
    """
    issued = int(passes.moment())
    one = passes.Pass(topics, issued, issued + passes.LIFE_SECONDS)
    return passes.sign(_key(settings.SECRET_KEY), one)


def with_pass(response: HttpResponse, *topics: str) -> HttpResponse:
    """Return the response (of a fragment) with a fresh pass for the page around it."""
    response[HEADER] = pass_for(*topics)
    return response


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let the hub of this process, or a test, hear what it announces meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def _send(topic: str, state: Mapping[str, Value]) -> None:
    if connection.vendor == "postgresql":
        # Every process that holds watchers listens there, and to nothing else.
        said = _encode([topic, state]).decode()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [passes.CHANNEL, said])
    for listener in [*_listeners]:
        listener(topic, state)


@cache
def _key(secret: str) -> bytes:
    return passes.key_from(secret)
