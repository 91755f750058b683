"""Which certificates this program believes when it asks another one."""

import ssl
from functools import cache
from pathlib import Path

import httpx

END = "-----END CERTIFICATE-----\n"


@cache
def usual_trust() -> ssl.SSLContext:
    """Return the usual authorities, read once: reading them takes 20 ms a time."""
    return httpx.create_ssl_context(trust_env=False)


@cache
def trust_in(certificate: str) -> ssl.SSLContext:
    """Return trust in this one certificate, whatever name it is for, and in no other.

    For a program of our own at an address that stands in no certificate.
    """
    own, *_others = Path(certificate).read_text().partition(END)
    context = ssl.create_default_context(cadata=own + END)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.check_hostname = False
    return context
