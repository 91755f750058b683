"""The box as a program of its own."""

import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn

from ballotbox.speech import both, in_language, reason, spoken
from gongping.box.app import create_app
from gongping.box.asgi import Application
from gongping.box.disk import StoreInUse
from gongping.box.patience import PatientProtocol
from gongping.box.secret import read_or_make_secret

ENDING_SECONDS: Final = 10
"""How long who is told to stop waits for callers who do not go."""
SERVING: Final = both(
    "票箱在 {host}:{port} 收票，不留访问日志。口令文件：{secret}。停下请按 Ctrl+C。",
    "The box takes ballots at {host}:{port}, without an access log. "
    "Its secret: {secret}. Ctrl+C stops it.",
)
NOT_STARTED: Final = both("票箱没有启动：", "The box cannot start: ")
IN_USE: Final = both(
    "已经有一个票箱在用 {folder}。请先停下那一个，或换一个目录。",
    "another box uses {folder}. Stop that one first, or name another folder.",
)
NO_FILE: Final = both(
    "{file} 不能用，{why}。请看路径、权限和磁盘。",
    "{file} cannot be used, {why}. Look at path, rights and disk.",
)
NO_DOOR: Final = both(
    "端口 {port} 不能用，{why}。请停下占用它的程序，或换一个。",
    "port {port} cannot be used, {why}. Stop what uses it, or name another.",
)
NO_PORT: Final = both("端口是 1 到 65535 的数", "a port is a number from 1 to 65535")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the box listens; over HTTPS with certificate and key, both PEM files."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


def run(
    address: Address,
    store_path: Path,
    secret_path: Path,
    *,
    lang: str | None = None,
    quiet: bool = False,
) -> int:
    """Serve the box until stopped, without any log and without telling the time."""
    language = spoken(lang)
    application = _application(store_path, secret_path, language)
    door = _listening(address.host, address.port, language)
    if not quiet:
        facts = {"host": address.host, "port": address.port, "secret": secret_path}
        said = in_language(SERVING, language, **facts)
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(
            uvicorn.Config(
                application,
                http=PatientProtocol,
                timeout_graceful_shutdown=ENDING_SECONDS,
                access_log=False,
                log_level="critical",
                server_header=False,
                date_header=False,
                proxy_headers=False,
                ssl_certfile=address.certificate,
                ssl_keyfile=address.key,
            )
        ).run(sockets=[door])
    return 0


def _application(store: Path, secret: Path, language: str) -> Application:
    allow_weak = os.environ.get("GONGPING_MODE") == "test"
    try:
        return create_app(store, read_or_make_secret(secret), allow_weak=allow_weak)
    except StoreInUse as error:
        why = in_language(IN_USE, language, folder=error.folder)
        raise _not_started(why, language) from error
    except OSError as error:
        facts = {"file": error.filename, "why": reason(error, language)}
        why = in_language(NO_FILE, language, **facts)
        raise _not_started(why, language) from error


def _listening(host: str, port: int, language: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = (
            reason(error, language)
            if isinstance(error, OSError)
            else in_language(NO_PORT, language)
        )
        sentence = in_language(NO_DOOR, language, port=port, why=why)
        raise _not_started(sentence, language) from error


def _not_started(why: str, language: str) -> SystemExit:
    return SystemExit(in_language(NOT_STARTED, language) + why)
