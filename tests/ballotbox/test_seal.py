"""The sealed part of the manifest, and what it refuses."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.errors import (
    ManifestMalformed,
    WeakSuite,
    WrongGroup,
    WrongIssuer,
)
from ballotbox.keys import new_issuer_key, new_lock_key
from ballotbox.manifest import parse_manifest
from ballotbox.parameters import WEAK, parameters_of
from ballotbox.seal import Publication
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, make_poll

Change = Callable[[dict[str, Any]], object]


def _changed(change: Change) -> str:
    value = json.loads(POLL.manifest.text)
    change(value)
    return canonical_json(value)


def _seal(**changes: Any) -> Change:
    return lambda value: value["seal"].update(changes)


def _issuers(change: Callable[[list[dict[str, Any]]], object]) -> Change:
    return lambda value: change(value["seal"]["issuers"])


def _publication(number: int, level: Publication) -> Change:
    return lambda value: value["seal"]["publication"][number].update(level=level)


SEAL = json.loads(POLL.manifest.text)["seal"]
EVEN = (int.from_bytes(WEAK_KEYS[0][1].modulus, "big") - 1).to_bytes(128, "big")
LOW = b"\0" + WEAK_KEYS[0][1].modulus[1:]
OFF_CURVE = "04" + "ff" * 64


def test_a_sealed_manifest_comes_back_from_its_text() -> None:
    assert parse_manifest(POLL.manifest.text, allow_weak=True) == POLL.manifest


def test_the_digest_of_a_sealed_manifest_is_that_of_its_bare_text() -> None:
    wanted = hashlib.sha256(POLL.manifest.text.encode()).digest()
    assert POLL.manifest.digest == wanted


def test_short_keys_are_refused_unless_asked_for() -> None:
    with pytest.raises(WeakSuite):
        parse_manifest(POLL.manifest.text)
    with pytest.raises(WeakSuite):
        parameters_of(WEAK.suite)
    with pytest.raises(ManifestMalformed):
        parameters_of("gp2")


def test_short_keys_do_not_pass_under_the_real_name() -> None:
    text = _changed(lambda value: value.update(suite="gp1"))
    with pytest.raises(ManifestMalformed, match="modulus"):
        parse_manifest(text, allow_weak=True)


@pytest.mark.parametrize(("threshold", "scrutineers"), [(1, 1), (2, 3), (3, 5), (5, 5)])
def test_there_is_a_lock_for_each_set_that_must_not_suffice(
    threshold: int, scrutineers: int
) -> None:
    poll = make_poll(WEAK_KEYS, threshold=threshold, scrutineers=scrutineers)
    parse_manifest(poll.manifest.text, allow_weak=True)


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("suite", lambda value: value.update(suite="gp1/open")),
        ("suite", lambda value: value.update(suite="gp2")),
        ("seal", lambda value: value.pop("seal")),
        ("seal", lambda value: value.update(seal=None)),
        ("disclosure_threshold", lambda value: value.update(disclosure_threshold=4)),
        ("quorum_percent", lambda value: value.update(quorum_percent=101)),
        ("quorum_percent", lambda value: value.update(quorum_percent=-1)),
        ("groups.size", lambda value: value["groups"][0].update(size=4)),
        ("scrutineers", lambda value: value.update(scrutineers=6)),
        ("seal", lambda value: value.update(seal=[])),
        ("seal", lambda value: value["seal"].update(more=1)),
        ("seal", lambda value: value["seal"].pop("box_key")),
        ("hashes", _seal(roll_hash="00")),
        ("hashes", _seal(slips_digest="00" * 33)),
        ("hashes", _seal(client_hash="")),
        ("client_hash", _seal(client_hash="zz")),
        ("client_hash", _seal(client_hash="AB" * 32)),
        ("client_hash", _seal(client_hash=None)),
        ("box_key", _seal(box_key=7)),
        ("malformed", _seal(box_key=OFF_CURVE)),
        ("malformed", _seal(box_key="02" + "11" * 32)),
        ("scrutineer_keys", _seal(scrutineer_keys="")),
        ("scrutineer_keys", _seal(scrutineer_keys=SEAL["scrutineer_keys"][:2])),
        ("locks", _seal(locks=SEAL["locks"][:2])),
        ("locks", _seal(locks=[*SEAL["locks"], new_lock_key().public.hex()])),
        ("distinct", _seal(locks=[SEAL["locks"][0]] * 3)),
        ("distinct", _seal(box_key=SEAL["locks"][1])),
        ("distinct", _seal(box_key=SEAL["scrutineer_keys"][2])),
        ("issuers", _seal(issuers=[])),
        ("issuers", _seal(issuers=SEAL["issuers"] * 128)),
        ("issuers", _seal(issuers=None)),
        ("distinct", _seal(issuers=SEAL["issuers"][:1] * 2)),
        ("keys", _issuers(lambda rows: rows[0]["keys"].pop())),
        ("keys", _issuers(lambda rows: rows[0]["keys"].reverse())),
        ("keys", _issuers(lambda rows: rows[0].update(keys=None))),
        ("modulus", _issuers(lambda rows: rows[0]["keys"][0].update(modulus=""))),
        ("modulus", _issuers(lambda r: r[0]["keys"][0].update(modulus=EVEN.hex()))),
        ("modulus", _issuers(lambda r: r[0]["keys"][0].update(modulus=LOW.hex()))),
        ("publication", lambda value: value["seal"]["publication"].pop()),
        ("publication", lambda value: value["seal"]["publication"].reverse()),
        ("publication.level", _publication(0, Publication.VOTERS)),
        ("publication.level", _publication(0, Publication.PUBLIC)),
        ("publication", lambda v: v["seal"]["publication"][1].update(level="all")),
    ],
)
def test_a_seal_that_does_not_fit_is_refused(place: str, change: Change) -> None:
    with pytest.raises(ManifestMalformed, match=place):
        parse_manifest(_changed(change), allow_weak=True)


@pytest.mark.parametrize("level", list(Publication))
def test_a_large_group_may_have_any_level(level: Publication) -> None:
    manifest = parse_manifest(_changed(_publication(1, level)), allow_weak=True)
    assert [row.level for row in manifest.seal.publication][1] is level


def test_the_order_of_locks_is_part_of_the_rules() -> None:
    turned = parse_manifest(_changed(_seal(locks=SEAL["locks"][::-1])), allow_weak=True)
    assert turned.digest != POLL.manifest.digest


def test_keys_are_found_by_issuer_and_group() -> None:
    assert POLL.seal.modulus_of(2, 1) == WEAK_KEYS[1][1].modulus
    for issuer in (0, 3):
        with pytest.raises(WrongIssuer):
            POLL.seal.modulus_of(issuer, 1)
    with pytest.raises(WrongGroup):
        POLL.seal.modulus_of(1, 3)


def test_a_key_of_another_length_does_not_fit() -> None:
    fresh = new_issuer_key(WEAK).modulus
    change = _issuers(
        lambda rows: rows[0]["keys"][0].update(modulus="00" + fresh.hex())
    )
    with pytest.raises(ManifestMalformed, match="modulus"):
        parse_manifest(_changed(change), allow_weak=True)
