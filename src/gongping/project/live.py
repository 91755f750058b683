"""The live hub within the program that serves: where it stands, how it ends."""

import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

import uvicorn

from ballotbox.speech import both, in_language, spoken
from gongping.foundation.live import heard_by
from gongping.foundation.passes import key_from
from gongping.live.app import MOST_WATCHERS, LiveApp
from gongping.live.hub import Hub
from gongping.project.environment import Environment, read
from gongping.project.server import Application, Receive, Scope, Send

PREFIX: Final = "/live"
MOST_FILES: Final = 1 << 15
FILES_BESIDE: Final = 500
"""Of the files that may be open, so many are for others than watchers."""
NOT_ALONE: Final = both(
    "用 SQLite 时，实时推送只在 gongping serve 里运行；要单独运行，请用 PostgreSQL"
    "（GONGPING_DATABASE_URL）。",
    "On SQLite the live hub runs only within gongping serve; to run it on its own, use "
    "PostgreSQL (GONGPING_DATABASE_URL).",
)
SERVING: Final = both(
    "实时推送：{address}/live/　不留访问日志。按 Ctrl+C 停下。",
    "Live hub: {address}/live/   It keeps no access log. Ctrl+C stops it.",
)


@dataclass(frozen=True, slots=True)
class WithHub:
    """An application and the hub in it, which must be told when serving ends."""

    application: Application
    hub: Hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        await self.application(scope, receive, send)


class Server(uvicorn.Server):
    """Serves a hub too: tells it what this process announces, and ends its streams."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped."""
        with ExitStack() as stack:
            if (hub := self._hub()) is not None and not hub.is_listening:
                stack.enter_context(heard_by(hub.announce))
            await super().serve(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: they never end by themselves."""
        if (hub := self._hub()) is not None:
            hub.close()
        await super().shutdown(sockets)

    def _hub(self) -> Hub | None:
        application: Any = self.config.app
        return application.hub if isinstance(application, WithHub) else None


def with_hub(pages: Application) -> WithHub:
    """Return the pages with the hub at `/live/` beside them."""
    live = _live_application(read())

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith(f"{PREFIX}/"):
            await live(_below(scope), receive, send)
        else:
            await pages(scope, receive, send)

    return WithHub(dispatch, live.hub)


def hub_alone() -> WithHub:
    """Return the hub as a program of its own, with `/live` before it or without."""
    live = _live_application(read())

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await live(_below(scope), receive, send)

    return WithHub(dispatch, live.hub)


def refuse_without_postgres(lang: str | None) -> None:
    """Stop here, and say why, where nothing could be heard of other processes."""
    if not read().database_url:
        raise SystemExit(in_language(NOT_ALONE, spoken(lang)))


def say_where(address: str, lang: str | None) -> None:
    """Tell whoever sits at the keyboard where the hub is watched."""
    said = in_language(SERVING, spoken(lang), address=address)
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def _below(scope: Scope) -> Scope:
    # In place: thousands of copies would last as long as their streams.
    scope["path"] = scope["path"].removeprefix(PREFIX)
    return scope


def _live_application(environment: Environment) -> LiveApp:
    hub = Hub()
    if environment.database_url:
        # Other processes announce too; what this one does is heard there as well.
        from gongping.live.listening import listening

        hub = Hub(listening(environment.database_url))
    most = min(MOST_WATCHERS, _open_files() - FILES_BESIDE)
    return LiveApp(hub, key_from(environment.secret_key), most)


def _open_files() -> int:
    """Raise the number of files that may be open, as far as allowed, and return it."""
    if sys.platform == "win32":
        return MOST_FILES
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
