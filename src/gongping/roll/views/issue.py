"""The issuer's door: a ticket and a blinded request in, a blind signature out.

No cookie, no session, no name: whoever holds a ticket has its right.
"""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ballotbox.errors import BallotBoxError
from ballotbox.messages import IssueReply, parse_issue_request
from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import DomainError, Invalid, Missing
from gongping.foundation.typed import read_json
from gongping.polls.selectors import get_poll, get_public_poll
from gongping.roll import services
from gongping.roll.exceptions import (
    AlreadyCollected,
    NotCollectingNow,
    NotYetCollecting,
    UnknownTicket,
)

WORDS: dict[type[DomainError], str] = {
    NotYetCollecting: "not_opened",
    NotCollectingNow: "ended",
    UnknownTicket: "unknown_ticket",
    AlreadyCollected: "already_collected",
    Missing: "wrong_poll",
    Invalid: "malformed",
}
LONGEST_REQUEST = 1 << 14
OPEN_TO_PAGES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Allow-Methods": "POST",
    "Cache-Control": "no-store",
}


class Opened(msgspec.Struct, forbid_unknown_fields=True):
    """The secrets of slips that nobody drew."""

    slips: list[str]


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
@audience(PUBLIC)
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """Sign one blinded request for one ticket."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=OPEN_TO_PAGES)
    try:
        signature = _signed(code, _body_of(request))
    except DomainError as error:
        # Not the usual page: it would set a cookie, and here nobody has one.
        content = {"code": _word_for(error), "message": error.message}
        return JsonResponse(content, status=error.status, headers=OPEN_TO_PAGES)
    return _answer(IssueReply(signature).text)


@require_POST
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def undrawn(request: HttpRequest, code: str) -> HttpResponse:
    """Open the slips that nobody drew, after the close and before the head."""
    poll = get_poll(code, request.actor)
    sent = read_json(request, Opened)
    services.open_undrawn_slips(poll, sent.slips, by=request.actor)
    return HttpResponse(status=204)


def _body_of(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > LONGEST_REQUEST:
        raise Invalid(_("领票的请求读不懂。请刷新页面，再领一次。"))
    return request.body


def _signed(code: str, body: bytes) -> bytes:
    try:
        asked = parse_issue_request(body.decode())
    except (BallotBoxError, UnicodeDecodeError) as error:
        raise Invalid(_("领票的请求读不懂。请刷新页面，再领一次。")) from error
    poll = get_public_poll(code)
    if asked.manifest.hex() != poll.manifest_digest or asked.issuer != 1:
        raise Invalid(_("这是另一次测评的请求。请核对网址，或找工作人员。"))
    signature = services.issue(poll, asked.group, asked.ticket, asked.blinded)
    services.forget_redeemed(poll, asked.ticket)
    return signature


def _word_for(error: DomainError) -> str:
    """Return what a program goes by; a second office uses the same words."""
    return next((word for kind, word in WORDS.items() if isinstance(error, kind)), "")


def _answer(text: str) -> HttpResponse:
    headers: dict[str, Any] = OPEN_TO_PAGES
    return HttpResponse(text, content_type="application/json", headers=headers)
