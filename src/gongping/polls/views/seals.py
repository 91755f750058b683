"""What a scrutineer's program hands in for a poll, as JSON."""

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.typed import read_json
from gongping.polls import selectors, services


class KeysHandedIn(msgspec.Struct, forbid_unknown_fields=True):
    """A signing key, and the public halves of locks, by number."""

    signing_key: str
    locks: dict[int, str]


class Signed(msgspec.Struct, forbid_unknown_fields=True):
    """A signature under the rules, under the paper ballots or under the head."""

    signature: str


class KeysReleased(msgspec.Struct, forbid_unknown_fields=True):
    """Private halves of locks, by number."""

    keys: dict[int, str]


@require_GET
@audience(Role.SCRUTINEER)
def seat(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a scrutineer's program its number, its locks and what is to be signed."""
    poll = selectors.get_poll(code, request.actor)
    return JsonResponse(selectors.seat_facts(poll, request.actor))


@require_POST
@audience(Role.SCRUTINEER)
def keys(request: HttpRequest, code: str) -> HttpResponse:
    """Take the public keys that the freeze needs."""
    return take(request, code, KeysHandedIn, services.hand_in_keys)


@require_POST
@audience(Role.SCRUTINEER)
def sign_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Take the signature under the frozen rules."""
    return take(request, code, Signed, services.sign_rules)


@require_POST
@audience(Role.SCRUTINEER)
def sign_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Take the signature under the sealed paper ballots."""
    poll = selectors.get_poll(code, request.actor)
    services.sign_paper(poll, read_json(request, Signed).signature, by=request.actor)
    return HttpResponse(status=204)


@require_POST
@audience(Role.SCRUTINEER)
def cosign(request: HttpRequest, code: str) -> HttpResponse:
    """Take the signature under the head."""
    return take(request, code, Signed, services.cosign_head)


@require_POST
@audience(Role.SCRUTINEER)
def release(request: HttpRequest, code: str) -> HttpResponse:
    """Take the keys of locks, for the count."""
    return take(request, code, KeysReleased, services.release_locks)


def take(
    request: HttpRequest,
    code: str,
    kind: type[msgspec.Struct],
    service: Callable[..., object],
) -> HttpResponse:
    """Hand what was sent to the service, whose arguments have the fields' names."""
    poll = selectors.get_poll(code, request.actor)
    sent = msgspec.structs.asdict(read_json(request, kind))
    service(poll, **sent, by=request.actor)
    return HttpResponse(status=204)
