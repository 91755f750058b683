"""The few things that the surroundings decide, read once, named in one place.

Each variable is listed in `docs/reference/settings.md`; a test holds the list.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ballotbox.speech import both, in_language, spoken

MODES = ("site", "demo", "test")
NOT_SO = both(
    "{variable} 写的是“{value}”。请改成其中之一：{allowed}。",
    "{variable} is “{value}”; set it to one of {allowed}.",
)


@dataclass(frozen=True, slots=True)
class Environment:
    """What `GONGPING_*` variables say, with safe answers where they are silent."""

    mode: str
    data_dir: Path
    secret_key: str
    hosts: tuple[str, ...]
    database_url: str
    box_url: str
    box_public_url: str
    box_certificate: str
    vote_public_url: str
    site_public_url: str
    fonts_dir: str
    is_https: bool


def read() -> Environment:
    """Return the surroundings; make the data folder and its secret if absent."""
    mode = os.environ.get("GONGPING_MODE", "site")
    if mode not in MODES:
        raise _not_so("GONGPING_MODE", mode, MODES)
    data_dir = Path(os.environ.get("GONGPING_DATA_DIR", f"var/{mode}")).resolve()
    # Whoever else works on this machine is not to watch people collect and cast.
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data_dir / "static").mkdir(exist_ok=True)
    return Environment(
        mode=mode,
        data_dir=data_dir,
        secret_key=_secret(data_dir / "secret_key"),
        hosts=tuple(os.environ.get("GONGPING_HOSTS", "127.0.0.1,localhost").split(",")),
        database_url=os.environ.get("GONGPING_DATABASE_URL", ""),
        box_url=os.environ.get("GONGPING_BOX_URL", "http://127.0.0.1:8000/box"),
        box_public_url=os.environ.get("GONGPING_BOX_PUBLIC_URL", "/box"),
        box_certificate=os.environ.get("GONGPING_BOX_CERTIFICATE", ""),
        site_public_url=os.environ.get("GONGPING_SITE_URL", ""),
        vote_public_url=os.environ.get("GONGPING_VOTE_URL", "/vote/"),
        fonts_dir=os.environ.get("GONGPING_FONTS_DIR", ""),
        is_https=os.environ.get("GONGPING_HTTPS", "") == "1",
    )


def _not_so(variable: str, value: str, allowed: Sequence[str]) -> SystemExit:
    facts = {"variable": variable, "value": value, "allowed": ", ".join(allowed)}
    return SystemExit(in_language(NOT_SO, spoken(), **facts))


def _secret(path: Path) -> str:
    if from_variable := os.environ.get("GONGPING_SECRET_KEY"):
        return from_variable
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
