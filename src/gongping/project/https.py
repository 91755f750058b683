"""Serving over HTTPS: the certificate on the command line, checked before a door opens.

The embedded server ends HTTPS itself, so that a hall needs no gateway of its own.
"""

import os
import ssl
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ballotbox.speech import both, in_language

NOT_A_PAIR: Final = both(
    "{cert} 和 {key} 不能一起用。请看证书（PEM，含中间证书）和私钥是不是一对，"
    "私钥不能带口令。",
    "{cert} and {key} cannot be used together. See that certificate (PEM, with the "
    "ones between) and key belong together, and that the key has no passphrase.",
)
ONLY_ONE: Final = both(
    "证书和私钥要一起给：--cert 和 --key。",
    "Certificate and key come together: --cert and --key.",
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key, both PEM, that a server can use."""

    cert: Path
    key: Path


class CertificateUnusable(Exception):
    """The certificate that was named cannot serve; `text` says why and what to do."""

    def __init__(self, sentence: tuple[str, str], **facts: object) -> None:
        super().__init__(facts)
        self.sentence, self.facts = sentence, facts

    def text(self, language: str) -> str:
        """Return what is wrong and what helps."""
        return in_language(self.sentence, language, **self.facts)


def add_certificate(verb: ArgumentParser) -> None:
    """Let a verb that serves take a certificate."""
    verb.add_argument(
        "--cert", type=Path, metavar="FILE",
        help="serve over HTTPS with this certificate (PEM, with those between)",
    )  # fmt: skip
    verb.add_argument(
        "--key", type=Path, metavar="FILE", help="the certificate's private key (PEM)"
    )


def certificate_of(options: Namespace) -> Certificate | None:
    """Return the certificate to serve with, if one was named and can be used."""
    if options.cert is None and options.key is None:
        return None
    if options.cert is None or options.key is None:
        raise CertificateUnusable(ONLY_ONE)
    return checked(Certificate(options.cert.resolve(), options.key.resolve()))


def checked(named: Certificate) -> Certificate:
    """Return the certificate, or raise `CertificateUnusable` or `OSError`."""
    for file in (named.cert, named.key):
        file.open("rb").close()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # Without a function of ours a key with a passphrase would ask at the keyboard.
        context.load_cert_chain(named.cert, named.key, password=lambda: b"")
    except (ssl.SSLError, ValueError) as error:
        raise CertificateUnusable(NOT_A_PAIR, cert=named.cert, key=named.key) from error
    return named


def tell_the_rooms(named: Certificate | None) -> None:
    """Let cookies travel over HTTPS only, and the pages know their own box again."""
    if named is not None:
        os.environ["GONGPING_HTTPS"] = "1"
        os.environ.setdefault("GONGPING_BOX_CERTIFICATE", str(named.cert))


def scheme_of(named: Certificate | None) -> str:
    """Return how addresses of this server begin."""
    return "https" if named else "http"
