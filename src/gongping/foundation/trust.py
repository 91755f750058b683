"""Which certificates this program believes when it asks another one."""

import ssl
from functools import cache

import httpx


@cache
def usual_trust() -> ssl.SSLContext:
    """Return the usual authorities, read once: reading them takes 20 ms a time."""
    return httpx.create_ssl_context(trust_env=False)
