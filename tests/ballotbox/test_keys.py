import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from ballotbox.blinding import blind_sign, blind_token, finalize_token
from ballotbox.errors import KeyMalformed, PointMalformed, SignatureInvalid
from ballotbox.keys import (
    IssuerKey,
    check_public_key,
    decode_issuer_key,
    decode_lock_key,
    decode_signing_key,
    new_lock_key,
    new_signing_key,
    verify_signature,
)
from ballotbox.manifest import parse_manifest
from ballotbox.parameters import GP1, WEAK
from tests.ballotbox.sealed_samples import GROUPS, POLL, WEAK_KEYS, make_poll

TEST_KEYS = Path(__file__).parent / "vectors" / "test_issuer_keys_3072.json"


def _strong_keys() -> dict[int, IssuerKey]:
    texts = json.loads(TEST_KEYS.read_text(encoding="utf-8"))["keys"]
    keys = [decode_issuer_key(bytes.fromhex(text)) for text in texts]
    return dict(zip(GROUPS, keys, strict=True))


def test_a_real_poll_has_keys_of_3072_bits() -> None:
    keys = _strong_keys()
    poll = make_poll([keys], suite=GP1.suite)
    manifest = parse_manifest(poll.manifest.text)
    public = new_signing_key().public
    blinding = blind_token(manifest, 1, 2, public)
    signed = blind_sign(keys[2], blinding.blinded)
    token = finalize_token(manifest, 1, 2, public, blinding, signed)
    assert len(token.signature) == GP1.modulus_bytes == 384


def test_a_signing_key_comes_back_and_signs_the_same() -> None:
    key = new_signing_key()
    again = decode_signing_key(key.encode())
    assert again.public == key.public
    verify_signature(key.public, b"x", again.sign(b"x"))
    with pytest.raises(SignatureInvalid):
        verify_signature(key.public, b"y", again.sign(b"x"))


def test_a_public_key_is_checked_before_it_is_taken() -> None:
    check_public_key(new_signing_key().public)
    with pytest.raises(PointMalformed):
        check_public_key(bytes(65))


def test_a_lock_key_comes_back() -> None:
    key = new_lock_key()
    assert decode_lock_key(key.encode()).public == key.public


def test_an_issuer_key_comes_back() -> None:
    key = WEAK_KEYS[0][1]
    again = decode_issuer_key(key.encode(), WEAK)
    assert again.modulus == key.modulus
    assert blind_sign(again, bytes(128)) == blind_sign(key, bytes(128))


def test_a_short_issuer_key_is_refused_unless_asked_for() -> None:
    with pytest.raises(KeyMalformed, match="3072"):
        decode_issuer_key(WEAK_KEYS[0][1].encode())


def _der(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    "der",
    [
        b"",
        b"not a key",
        _der(ec.generate_private_key(ec.SECP256R1())),
        _der(rsa.generate_private_key(3, 2048)),
    ],
)
def test_what_is_no_issuer_key_is_refused(der: bytes) -> None:
    with pytest.raises(KeyMalformed):
        decode_issuer_key(der, WEAK)


def _spoilt(prime: int) -> bytes:
    der, old = WEAK_KEYS[0][1].encode(), WEAK_KEYS[0][1].numbers.p
    return der.replace(old.to_bytes(64, "big"), prime.to_bytes(64, "big"))


def test_a_spoilt_issuer_key_is_refused() -> None:
    with pytest.raises(KeyMalformed, match="primes"):
        decode_issuer_key(_spoilt(WEAK_KEYS[0][1].numbers.p + 2), WEAK)


def test_no_private_key_shows_itself() -> None:
    keys = (POLL.box_key, POLL.lock_keys[0])
    for key in keys:
        assert key.encode().hex() not in repr(key)
        assert "_private" not in repr(key)
    issuer = WEAK_KEYS[0][1]
    assert str(issuer.numbers.p) not in repr(issuer)
