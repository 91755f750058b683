"""The one-process server: Django behind WSGI; box and live hub beside it, bare ASGI."""

import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from gongping.project import loading
from gongping.project.endings import DoorNotOpened
from gongping.project.https import Certificate
from gongping.project.patience import patient

if TYPE_CHECKING:
    import uvicorn

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BOX_PREFIX = "/box"
THREADS = 12
CHUNKS_WAITING = 256
STARTING_SECONDS = 0.05
ENDING_SECONDS = 10
"""How long who is told to stop waits for callers who do not go."""


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that takes callers from now on, or raise `DoorNotOpened`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise DoorNotOpened(host, port, error) from error


def serve(
    door: socket.socket, certificate: Certificate | None, *, with_box: bool = True
) -> int:
    """Serve until stopped; keeps no access log for anything, pages or ballots."""
    return _until_stopped(composite(with_box=with_box), door, certificate)


def serve_live(door: socket.socket, certificate: Certificate | None) -> int:
    """Serve the live hub alone until stopped, without an access log."""
    from gongping.project.live import hub_alone

    return _until_stopped(hub_alone(), door, certificate)


def _until_stopped(
    application: Application, door: socket.socket, certificate: Certificate | None
) -> int:
    server = _server(application, certificate)
    # Whoever stops it at the keyboard wants it stopped: nothing failed.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[door])
    return 0 if server.started else 1


def _server(
    application: Application, certificate: Certificate | None = None
) -> "uvicorn.Server":
    import uvicorn

    from gongping.box.patience import PatientProtocol
    from gongping.project.live import Server

    return Server(
        uvicorn.Config(
            application,
            http=PatientProtocol,
            timeout_graceful_shutdown=ENDING_SECONDS,
            access_log=False,
            log_level="warning",
            server_header=False,
            ssl_certfile=certificate.cert if certificate else None,
            ssl_keyfile=certificate.key if certificate else None,
        )
    )


def composite(*, with_box: bool) -> Application:
    """Return the application that sends `/box`, `/live` there, the rest to Django."""
    from a2wsgi import WSGIMiddleware

    from gongping.project.live import with_hub
    from gongping.project.wsgi import application

    # Whole pages wait in the queue for whoever reads slowly, and no thread with them.
    wsgi: Any = WSGIMiddleware(
        cast("Any", application), workers=THREADS, send_queue_size=CHUNKS_WAITING
    )
    pages = patient(wsgi)
    if not with_box:
        return with_hub(_without_lifespan(pages))
    box = box_application()

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "lifespan" or path.startswith(f"{BOX_PREFIX}/"):
            await box(_below(scope), receive, send)
        else:
            await pages(scope, receive, send)

    return with_hub(dispatch)


def box_while_loading() -> Application:
    """Return the box at its place; all other addresses say that the demo loads."""

    box = box_application()

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"].startswith(f"{BOX_PREFIX}/"):
            await box(_below(scope), receive, send)
        elif scope["type"] == "http":
            await loading.answer(send)

    return dispatch


@contextmanager
def running(
    application: Application,
    door: socket.socket,
    certificate: Certificate | None = None,
) -> Iterator[None]:
    """Serve from a thread of this process for as long as the block lasts.

    The door stays open behind it: who calls then waits for the next to serve.
    """
    server = _server(application, certificate)
    arguments = {"sockets": [door.dup()]}
    thread = threading.Thread(target=server.run, kwargs=arguments, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            message = "The box cannot start; look at what it printed above."
            raise SystemExit(message)
        time.sleep(STARTING_SECONDS)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def box_application() -> Application:
    """Return the box over its own folder, with its administrator's secret."""
    from django.conf import settings

    from gongping.box.app import create_app
    from gongping.box.secret import read_or_make_secret

    folder = settings.DATA_DIR / "box"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = read_or_make_secret(settings.BOX_SECRET_PATH)
    return create_app(folder, secret, allow_weak=settings.ALLOW_WEAK_BALLOTS)


def _below(scope: Scope) -> Scope:
    if scope["type"] == "lifespan":
        return scope
    return {**scope, "path": scope["path"].removeprefix(BOX_PREFIX)}


def _without_lifespan(pages: Application) -> Application:
    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await pages(scope, receive, send)

    return dispatch
