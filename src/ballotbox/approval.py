"""Approval: the scrutineers sign M before the first ticket goes out."""

from typing import TYPE_CHECKING

from ballotbox.errors import NotApproved, SignatureInvalid
from ballotbox.hazard import ecdsa
from ballotbox.labels import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ballotbox.keys import SigningKey
    from ballotbox.manifest import Manifest


def rules_message(m: bytes) -> bytes:
    """Return what a scrutineer signs before collecting begins."""
    return MANIFEST + m


def approve_manifest(key: "SigningKey", manifest: "Manifest") -> bytes:
    """Return a scrutineer's signature under the manifest."""
    return key.sign(rules_message(manifest.digest))


def verify_approvals(manifest: "Manifest", approvals: "Mapping[int, bytes]") -> None:
    """Raise `NotApproved` unless every scrutineer, by number from 1, has signed."""
    for number, public in enumerate(manifest.seal.scrutineer_keys, 1):
        try:
            signature = approvals.get(number, b"")
            ecdsa.verify(public, rules_message(manifest.digest), signature)
        except SignatureInvalid as error:
            raise NotApproved(f"scrutineer {number}: has not signed") from error
