"""The box as a program of its own."""

import os
from pathlib import Path

import uvicorn

from gongping.box.app import create_app
from gongping.box.disk import StoreInUse
from gongping.box.secret import read_or_make_secret


def run(host: str, port: int, store_path: Path, secret_path: Path) -> None:
    """Serve the box until stopped, without any log and without telling the time."""
    allow_weak = os.environ.get("GONGPING_MODE") == "test"
    try:
        secret = read_or_make_secret(secret_path)
        application = create_app(store_path, secret, allow_weak=allow_weak)
    except (StoreInUse, OSError) as error:
        raise SystemExit(f"The box cannot start: {error}.") from error
    uvicorn.run(
        application,
        host=host,
        port=port,
        access_log=False,
        log_level="critical",
        server_header=False,
        date_header=False,
        proxy_headers=False,
    )
