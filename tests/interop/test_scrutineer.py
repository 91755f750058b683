"""A scrutineer's steps in the browser, the other side of each in Python."""

import json
import secrets
from dataclasses import replace
from typing import Any

import pytest

from ballotbox.approval import rules_message, verify_approvals
from ballotbox.closing import cosign_head, sign_head
from ballotbox.errors import BallotBoxError, LockDiffers, TrialFailed, Unopenable
from ballotbox.findings import NotCosigned, SignerWrong
from ballotbox.head import verify_cosigned
from ballotbox.keys import (
    LockKey,
    SigningKey,
    decode_lock_key,
    decode_signing_key,
    new_lock_key,
    new_signing_key,
    verify_signature,
)
from ballotbox.lines import CountsLine, SlipsLine
from ballotbox.locks import (
    answer_trial,
    check_trial,
    gather_lock_keys,
    holders_of_locks,
    locks_held_by,
    new_trial,
)
from ballotbox.paper import paper_message
from tests.ballotbox.closed_samples import Closing, sample
from tests.ballotbox.sealed_samples import POLL
from tests.interop.pages import Module

pytestmark = pytest.mark.journey
JSON = dict[str, Any]


def as_json(key: LockKey | SigningKey) -> JSON:
    return {"private": key.encode().hex(), "public": key.public.hex()}


def rules_of(client: Module, closing: Closing) -> JSON:
    manifest = closing.poll.manifest
    options = {"allowWeak": True}
    found = client("readRules", manifest.text, manifest.digest.hex(), options)
    return dict(found)


@pytest.fixture(scope="module")
def closing() -> Closing:
    return sample()


@pytest.fixture(scope="module")
def rules(scrutineer: Module, closing: Closing) -> JSON:
    return rules_of(scrutineer, closing)


def test_keys_of_the_browser_are_keys_to_python(scrutineer: Module) -> None:
    for step in ("makeSigningKey", "makeLock", "makeHolderKey"):
        made = [scrutineer(step) for _ in range(20)]
        points = [decode_signing_key(bytes.fromhex(k["private"])).public for k in made]
        assert [point.hex() for point in points] == [key["public"] for key in made]


def test_keys_of_python_are_keys_in_the_browser(scrutineer: Module) -> None:
    for key in (new_lock_key(), decode_lock_key(bytes(31) + b"\7")):
        assert scrutineer("checkKey", as_json(key)) == as_json(key)


def test_halves_of_two_keys_do_not_make_one(scrutineer: Module) -> None:
    mixed = {**as_json(new_lock_key()), "public": new_lock_key().public.hex()}
    assert scrutineer.refusal("checkKey", mixed) == "lock_wrong"
    assert scrutineer.refusal("checkKey", {**mixed, "private": ""}) == "malformed"


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_locks_are_held_by_the_same_people(scrutineer: Module, n: int) -> None:
    for t in range(1, n + 1):
        holders = [list(numbers) for numbers in holders_of_locks(t, n)]
        assert scrutineer("holdersOfLocks", t, n) == holders
        for one in range(1, n + 1):
            held = list(locks_held_by(one, t, n))
            assert scrutineer("locksHeldBy", one, t, n) == held
    for odd in (0, n + 1, 0.5, None):
        assert scrutineer.refusal("holdersOfLocks", odd, n) == "malformed"


def test_a_trial_of_python_opens_in_the_browser(scrutineer: Module) -> None:
    key = new_lock_key()
    trial = new_trial(key.public)
    found = scrutineer("openTrial", as_json(key), trial.sealed.hex())
    check_trial(trial, bytes.fromhex(found))


def test_a_trial_of_the_browser_opens_in_python(scrutineer: Module) -> None:
    key = new_lock_key()
    trial = scrutineer("trial", key.public.hex())
    answer = answer_trial(key, 1, bytes.fromhex(trial["sealed"]))
    scrutineer("checkTrial", trial, answer.hex())
    assert scrutineer.refusal("checkTrial", trial, "00" * 32) == "lock_wrong"


def test_neither_side_opens_what_was_sealed_to_another(scrutineer: Module) -> None:
    key, other = new_lock_key(), new_lock_key()
    trial = scrutineer("trial", key.public.hex())
    with pytest.raises(Unopenable):
        answer_trial(other, 1, bytes.fromhex(trial["sealed"]))
    sealed = new_trial(key.public).sealed
    broken = [sealed[:-1], sealed[:64], b"", sealed[:-1] + bytes([sealed[-1] ^ 1])]
    for text in (part.hex() for part in broken):
        assert scrutineer.refusal("openTrial", as_json(key), text) == "does_not_open"
    found = scrutineer.refusal("openTrial", as_json(other), sealed.hex())
    assert found == "does_not_open"
    with pytest.raises(TrialFailed):
        check_trial(new_trial(key.public), bytes(32))


def test_what_is_handed_over_opens_for_its_holder_and_purpose_only(
    scrutineer: Module,
) -> None:
    key, secret = as_json(new_lock_key()), secrets.token_hex(32)
    sealed = scrutineer("sealTo", key["public"], secret, "poll 锁 1")
    assert scrutineer("openFrom", key, sealed, "poll 锁 1") == secret
    for holder, info in ((key, "poll 锁 2"), (as_json(new_lock_key()), "poll 锁 1")):
        found = scrutineer.refusal("openFrom", holder, sealed, info)
        assert found == "does_not_open"
    off = "04" + "11" * 64
    assert scrutineer.refusal("sealTo", off, secret, "") == "malformed"


def test_signatures_of_the_browser_hold_in_python(
    scrutineer: Module, closing: Closing
) -> None:
    manifest = closing.poll.manifest
    keys = [as_json(key) for key in closing.poll.scrutineer_keys]
    digest = manifest.digest.hex()
    given = {
        number: bytes.fromhex(scrutineer("signRules", key, digest))
        for number, key in enumerate(keys, 1)
    }
    verify_approvals(manifest, given)
    paper = secrets.token_bytes(32)
    signed = bytes.fromhex(scrutineer("signPaper", keys[0], paper.hex()))
    first = closing.poll.scrutineer_keys[0].public
    verify_signature(first, paper_message(paper), signed)
    head = closing.head.digest
    cosigned = [
        (number, bytes.fromhex(scrutineer("signHead", key, head.hex())))
        for number, key in enumerate(keys, 1)
    ]
    verify_cosigned(manifest, head, tuple(cosigned))


def test_a_head_of_the_box_is_read(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    head = closing.head
    line = sign_head(closing.poll.box_key, head)
    found = scrutineer("readHead", rules, head.encoded.hex(), line.signature.hex())
    assert found == {
        "digest": head.digest.hex(),
        "size": head.size,
        "root": head.root.hex(),
        "counts": head.counts.hex(),
        "paper": head.paper.hex(),
    }


def test_a_head_of_another_box_poll_or_length_is_wrong(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    head, box_key = closing.head, closing.poll.box_key
    elsewhere = replace(head, manifest_digest=bytes(32))
    for one, key in ((head, new_signing_key()), (elsewhere, box_key)):
        words = (one.encoded.hex(), key.sign(one.encoded).hex())
        assert scrutineer.refusal("readHead", rules, *words) == "head_wrong"
    longer = head.encoded + b"\0"
    words = (longer.hex(), box_key.sign(longer).hex())
    assert scrutineer.refusal("readHead", rules, *words) == "head_wrong"


def counted(closing: Closing) -> list[Any]:
    slips = closing.slips
    listed = SlipsLine(slips.printed, slips.redeemed, slips.undrawn)
    write = SlipsLine.form
    return [
        CountsLine.form["groups"].write(closing.turnouts),
        {name: write[name].write(getattr(listed, name)) for name in write},
    ]


def head_of(scrutineer: Module, closing: Closing, rules: JSON) -> JSON:
    line = sign_head(closing.poll.box_key, closing.head)
    words = (closing.head.encoded.hex(), line.signature.hex())
    return dict(scrutineer("readHead", rules, *words))


def test_the_counts_under_the_head_say_whether_enough_took_part(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    head = head_of(scrutineer, closing, rules)
    found = scrutineer("checkCounts", rules, head, *counted(closing))
    assert found["received"] == sum(one.all_received for one in closing.turnouts)
    assert found["roll"] == sum(one.roll for one in closing.turnouts)


def test_too_few_ballots_are_no_quorum(scrutineer: Module, closing: Closing) -> None:
    manifest = replace(closing.poll.manifest, quorum_percent=100)
    few = replace(closing, poll=replace(closing.poll, manifest=manifest))
    rules = rules_of(scrutineer, few)
    head = {"counts": closing.head.counts.hex(), "size": closing.head.size}
    found = scrutineer.refusal("checkCounts", rules, head, *counted(closing))
    assert found == "no_quorum"


def test_counts_that_are_not_under_the_head_are_wrong(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    head = head_of(scrutineer, closing, rules)
    groups, slips = counted(closing)
    others = [[groups[0], [*groups[1][:1], 99, *groups[1][2:]]], groups[::-1]]
    for other in others:
        found = scrutineer.refusal("checkCounts", rules, head, other, slips)
        assert found == "head_wrong"
    lacking = {**slips, "printed": slips["printed"][1:]}
    assert scrutineer.refusal("checkCounts", rules, head, groups, lacking) == (
        "head_wrong"
    )


def signatures(closing: Closing, *numbers: int) -> list[list[Any]]:
    keys, digest = closing.poll.scrutineer_keys, closing.head.digest
    return [[n, cosign_head(keys[n - 1], digest).hex()] for n in numbers]


@pytest.mark.parametrize(
    "numbers", [(1, 2), (2, 3), (1, 2, 3), (1,), (), (2, 1), (1, 1), (1, 1, 2)]
)
def test_cosignatures_meet_the_same_verdict(
    scrutineer: Module, closing: Closing, rules: JSON, numbers: tuple[int, ...]
) -> None:
    given = signatures(closing, *numbers)
    digest = closing.head.digest
    words = (rules, digest.hex(), given)
    read = tuple((n, bytes.fromhex(text)) for n, text in given)
    try:
        verify_cosigned(closing.poll.manifest, digest, read)
    except (NotCosigned, SignerWrong):
        assert scrutineer.refusal("checkCosigned", *words) == "not_cosigned"
    else:
        assert scrutineer("checkCosigned", *words) == list(numbers)


def test_a_cosignature_under_anothers_number_is_wrong(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    one, two = signatures(closing, 1, 2)
    for given in ([[1, two[1]], [2, one[1]]], [one, [4, two[1]]], [one, [0, two[1]]]):
        words = (rules, closing.head.digest.hex(), given)
        assert scrutineer.refusal("checkCosigned", *words) == "not_cosigned"


def test_only_keys_that_the_rules_name_are_signed_for_and_released(
    scrutineer: Module, closing: Closing, rules: JSON
) -> None:
    poll = closing.poll
    locks = {n: as_json(key) for n, key in enumerate(poll.lock_keys, 1)}
    mine = {
        "signing": poll.scrutineer_keys[0].public.hex(),
        "locks": {n: locks[n]["public"] for n in (2, 3)},
    }
    scrutineer("checkMine", rules, 1, mine)
    assert scrutineer.refusal("checkMine", rules, 2, mine) == "not_mine"
    lacking = {**mine, "locks": {2: locks[2]["public"]}}
    assert scrutineer.refusal("checkMine", rules, 1, lacking) == "not_mine"
    released = scrutineer("releaseKeys", rules, locks)
    keys = {int(n): decode_lock_key(bytes.fromhex(k)) for n, k in released.items()}
    assert gather_lock_keys(poll.manifest, keys)
    swapped = {1: locks[2]}
    assert scrutineer.refusal("releaseKeys", rules, swapped) == "lock_wrong"
    with pytest.raises(LockDiffers):
        gather_lock_keys(poll.manifest, {1: poll.lock_keys[1]})


def test_a_backup_opens_with_its_words_in_either_language(scrutineer: Module) -> None:
    kept = {"locks": {"1": as_json(new_lock_key())}, "poll": "期中测评"}
    passphrase = scrutineer("newPassphrase", "zh")
    file = scrutineer("backup", passphrase, kept)
    assert scrutineer("restore", file, passphrase) == kept
    assert scrutineer("restore", file + "\n", "".join(passphrase)) == kept
    lists = Module(scrutineer.page, "/client/gp1/words.js")
    bits = lists("wordsToBits", passphrase[:6])
    english = Module(scrutineer.page, "/words.js")("words", bits.ljust(64, "0"), "en")
    assert scrutineer("restore", file, [*english, *passphrase[6:]]) == kept


def test_other_words_or_another_file_do_not_open_a_backup(scrutineer: Module) -> None:
    passphrase = scrutineer("newPassphrase", "en")
    file = scrutineer("backup", passphrase, {"a": 1})
    others = scrutineer("newPassphrase", "en")
    assert scrutineer.refusal("restore", file, others) == "passphrase_wrong"
    assert scrutineer.refusal("restore", file, passphrase[1:]) == "malformed"
    typed = ["mispelt", *passphrase[1:]]
    assert scrutineer.refusal("restore", file, typed) == "word_unknown"
    value = json.loads(file)
    for change in ({"salt": "00" * 16}, {"nonce": "00" * 12}, {"sealed": ""}):
        changed = json.dumps({**value, **change}, separators=(",", ":"), sort_keys=True)
        found = scrutineer.refusal("restore", changed, passphrase)
        assert found == "passphrase_wrong"
    for odd in ({"version": 2}, {"rounds": 0}, {"kind": "x"}, {"more": 1}):
        changed = json.dumps({**value, **odd}, separators=(",", ":"), sort_keys=True)
        assert scrutineer.refusal("restore", changed, passphrase) == "malformed"
    assert scrutineer.refusal("restore", "{", passphrase) == "malformed"


def test_a_key_code_is_that_of_one_key(scrutineer: Module) -> None:
    point = POLL.box_key.public.hex()
    assert len(scrutineer("keyCode", point, "zh")) == 6
    codes = [scrutineer("keyCode", new_lock_key().public.hex(), "zh") for _ in range(3)]
    assert len({*map(tuple, codes), tuple(scrutineer("keyCode", point, "zh"))}) == 4


def test_a_signature_under_a_head_is_none_under_rules(
    scrutineer: Module,
) -> None:
    key = new_signing_key()
    m = secrets.token_bytes(32)
    signed = bytes.fromhex(scrutineer("signHead", as_json(key), m.hex()))
    with pytest.raises(BallotBoxError):
        verify_signature(key.public, rules_message(m), signed)
