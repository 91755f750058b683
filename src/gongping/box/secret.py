"""The one secret that opens the administrator's door of the box."""

import hmac
import os
import secrets
from pathlib import Path


def read_or_make_secret(path: Path) -> str:
    """Return the secret in `path`; make the file, for its owner only, if absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secret := secrets.token_urlsafe(32))
    return secret


def is_bearer(header: bytes, secret: str) -> bool:
    """Tell, in constant time, whether the header carries the secret."""
    return hmac.compare_digest(header, b"Bearer " + secret.encode())
