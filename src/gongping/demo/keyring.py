"""The demo's scrutineers: keys made at loading, kept as backup files for visitors.

A real site never has these keys: they are made in three browsers. Here the loader
makes them, so that a visitor finds a poll that is sealed and can be led to its count.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings

from ballotbox.approval import rules_message
from ballotbox.head import cosign_message
from ballotbox.keys import LockKey, SigningKey, new_lock_key, new_signing_key
from ballotbox.locks import answer_trial
from gongping.demo.backup_file import backup_text
from gongping.foundation.actors import Actor
from gongping.polls import selectors as polls
from gongping.polls import services

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongping.polls.models import Poll

FOLDER = "demo_keys"


@dataclass
class Keeper:
    """One scrutineer of the demo with the keys that a browser would hold."""

    actor: Actor
    signing: SigningKey = field(default_factory=new_signing_key)
    holder: LockKey = field(default_factory=new_lock_key)
    locks: dict[int, LockKey] = field(default_factory=dict)


def key_up(poll: "Poll", scrutineers: "Iterable[Actor]") -> list[Keeper]:
    """Make all keys of a sealed poll, try them, and keep them as backup files."""
    keepers = [Keeper(actor) for actor in scrutineers]
    made: dict[int, LockKey] = {}
    for keeper in keepers:
        numbers = _facts(poll, keeper)["locks"]
        keeper.locks = {n: made.setdefault(n, new_lock_key()) for n in numbers}
        publics = {n: key.public.hex() for n, key in keeper.locks.items()}
        services.name_holder_key(poll, keeper.holder.public.hex(), by=keeper.actor)
        signing = keeper.signing.public.hex()
        services.hand_in_keys(poll, signing, publics, by=keeper.actor)
    for keeper in keepers:
        _try(poll, keeper)
        _keep(poll, keeper)
    return keepers


def sign_rules(poll: "Poll", keepers: "Iterable[Keeper]") -> None:
    """Let each of them sign the frozen rules."""
    message = rules_message(bytes.fromhex(poll.manifest_digest))
    for keeper in keepers:
        signature = keeper.signing.sign(message).hex()
        services.sign_rules(poll, signature, by=keeper.actor)


def cosign_and_release(poll: "Poll", keepers: "Iterable[Keeper]") -> None:
    """Let those who are present co-sign the head, then give up their locks."""
    message = cosign_message(bytes.fromhex(poll.board_digest))
    present = list(keepers)
    for keeper in present:
        signature = keeper.signing.sign(message).hex()
        services.cosign_head(poll, signature, by=keeper.actor)
    for keeper in present:
        keys = {n: key.encode().hex() for n, key in keeper.locks.items()}
        services.release_locks(poll, keys, by=keeper.actor)


def backup_of(poll: "Poll", actor: Actor) -> "Path":
    """Return where the backup file of a demo scrutineer lies, if there is one."""
    folder: Path = settings.DATA_DIR / FOLDER
    return folder / f"{poll.code}-{actor.user_id}.json"


def _try(poll: "Poll", keeper: Keeper) -> None:
    fresh = polls.get_poll(poll.code, keeper.actor)
    offered = polls.offer_trial(fresh, keeper.actor)
    answers = {
        n: answer_trial(keeper.locks[n], n, bytes.fromhex(sealed)).hex()
        for n, sealed in offered["sealed"].items()
    }
    services.pass_trial(fresh, offered["challenge"], answers, by=keeper.actor)


def _keep(poll: "Poll", keeper: Keeper) -> None:
    path = backup_of(poll, keeper.actor)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    secrets = {
        "poll": poll.code,
        "number": _facts(poll, keeper)["number"],
        "signing": _pair(keeper.signing),
        "holder": _pair(keeper.holder),
        "locks": {str(n): _pair(key) for n, key in keeper.locks.items()},
    }
    path.write_text(backup_text(secrets), encoding="utf-8")


def _pair(key: SigningKey | LockKey) -> dict[str, str]:
    return {"private": key.encode().hex(), "public": key.public.hex()}


def _facts(poll: "Poll", keeper: Keeper) -> dict[str, Any]:
    return polls.seat_facts(polls.get_poll(poll.code, keeper.actor), keeper.actor)
