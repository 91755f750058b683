"""A certificate authority for one local network: made once, good for its names only.

For tablets that the organisation owns, where nobody else's certificate can be had. The
authority is confined to the names that it was made for (RFC 5280 §4.2.1.10), so whoever
trusts it trusts it for this system and for nothing else.
"""

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gongping.foundation import clock

AUTHORITY_DAYS: Final = 5 * 365
# The longest that browsers accept of a certificate that serves.
SERVER_DAYS: Final = 397
# Clocks of tablets may be behind.
A_DAY: Final = timedelta(days=1)
OWN_NAMES: Final = ("localhost", "127.0.0.1")
Key = ec.EllipticCurvePrivateKey


class NamesDiffer(Exception):
    """The authority of this folder was made for other names."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where authority and server certificate lie."""

    path: Path

    @property
    def authority_key(self) -> Path:
        """The authority's private key: never leaves this folder."""
        return self.path / "authority.key"

    @property
    def authority(self) -> Path:
        """What tablets install, as text."""
        return self.path / "authority.crt"

    @property
    def authority_bytes(self) -> Path:
        """The same as bytes, which some tablets want."""
        return self.path / "authority.cer"

    @property
    def server(self) -> Path:
        """The server's certificate, for `--cert`."""
        return self.path / "server.crt"

    @property
    def server_key(self) -> Path:
        """The server's private key, for `--key`."""
        return self.path / "server.key"


def certify(folder: Folder, names: Sequence[str]) -> str:
    """Make or renew the server's certificate for these names.

    The authority is made if the folder has none. Returns its SHA-256 fingerprint.
    Raises `NamesDiffer` if the folder's authority is confined to other names, and
    `ValueError` for a name that is neither a host's name nor an address.
    """
    wanted = _general([*dict.fromkeys([*names, *OWN_NAMES])])
    folder.path.mkdir(parents=True, exist_ok=True)
    if not folder.authority.exists():
        _make_authority(folder, wanted)
    authority = x509.load_pem_x509_certificate(folder.authority.read_bytes())
    if not _covers(authority, wanted):
        raise NamesDiffer
    _make_server(folder, authority, wanted)
    return authority.fingerprint(hashes.SHA256()).hex(":", 1).upper()


def _general(names: Sequence[str]) -> list[x509.GeneralName]:
    return [_general_name(name) for name in names]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        if not name or not all(part and part.isascii() for part in name.split(".")):
            raise
        return x509.DNSName(name.lower())


def _confined(name: x509.GeneralName) -> x509.GeneralName:
    if isinstance(name, x509.IPAddress):
        return x509.IPAddress(ipaddress.ip_network(str(name.value)))
    return name


def _covers(authority: x509.Certificate, wanted: Sequence[x509.GeneralName]) -> bool:
    found = authority.extensions.get_extension_for_class(x509.NameConstraints)
    permitted = found.value.permitted_subtrees or []
    return all(_confined(name) in permitted for name in wanted)


def _make_authority(folder: Folder, wanted: Sequence[x509.GeneralName]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _called(f"Gongping {wanted[0].value} authority")
    confined = x509.NameConstraints([_confined(each) for each in wanted], None)
    made = (
        _begun(name, name, key.public_key(), AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(confined, critical=True)
        .add_extension(_identifier(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder.authority_key, key)
    folder.authority_bytes.write_bytes(made.public_bytes(serialization.Encoding.DER))
    folder.authority.write_bytes(_pem(made))


def _make_server(
    folder: Folder, authority: x509.Certificate, wanted: Sequence[x509.GeneralName]
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _called(f"Gongping {wanted[0].value}")
    serves = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        _begun(name, authority.subject, key.public_key(), SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(serves, critical=False)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(_identifier(key.public_key()), critical=False)
        .add_extension(_issued_by(authority), critical=False)
        .sign(_read_key(folder.authority_key), hashes.SHA256())
    )
    _write_key(folder.server_key, key)
    folder.server.write_bytes(_pem(made) + _pem(authority))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    begins = clock.now() - A_DAY
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _identifier(key: ec.EllipticCurvePublicKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key)


def _issued_by(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    found = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    identifier = x509.AuthorityKeyIdentifier
    return identifier.from_issuer_subject_key_identifier(found.value)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(file: Path, key: Key) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(text)


def _read_key(file: Path) -> Key:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Key):
        raise TypeError(file)
    return key
