"""The voter's page: the same bytes for everybody and every poll, and what it asks for.

Ticket, grades and ballot key never reach these views: the ticket stands behind `#` and
goes to the issuers, the sealed ballot goes to the box.
"""

from urllib.parse import urljoin

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongping.documents.qr import svg
from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import Missing
from gongping.polls import selectors

UNASKED = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
OPEN_TO_PAGES = {**UNASKED, "Access-Control-Allow-Origin": "*"}
ADDRESSES = ("box", "who_knows", "board")


@require_GET
# A second office and a box may stand anywhere; the rules say where.
@csp_update({"connect-src": ["https:"]})
@audience(PUBLIC)
def vote(_request: HttpRequest) -> HttpResponse:
    """Show the page that collects, seals and casts; script joins a link's poll."""
    return HttpResponse(selectors.vote_page(), headers=UNASKED)


@require_GET
@audience(PUBLIC)
def files(_request: HttpRequest) -> HttpResponse:
    """Give digest and address of every file of that page: the rules hash this list."""
    kind = "text/plain; charset=utf-8"
    return HttpResponse(selectors.client_listing(), kind, headers=OPEN_TO_PAGES)


@require_GET
@audience(PUBLIC)
def rules(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the rules of a hash, and where issuers and box are reached.

    Pages that wait ask for the state only, every half minute, all of them.
    """
    try:
        if request.GET.get("only") == "state":
            state = {"state": selectors.vote_state(digest)}
            return JsonResponse(state, headers=OPEN_TO_PAGES)
        facts = selectors.vote_facts(digest)
    except Missing as error:
        content = {"message": error.message}
        return JsonResponse(content, status=error.status, headers=OPEN_TO_PAGES)
    for name in ADDRESSES:
        facts[name] = _whole(request, facts[name])
    facts["issuers"] = [
        _whole(request, address) if address else "" for address in facts["issuers"]
    ]
    options = {"ensure_ascii": False}
    return JsonResponse(facts, json_dumps_params=options, headers=OPEN_TO_PAGES)


@require_GET
@audience(Role.SECRETARIAT, Role.SCRUTINEER)
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """Show the hall the code that joins, and the rules it must lead to."""
    poll = selectors.get_public_poll(code)
    address = _whole(request, selectors.join_address(poll))
    context = {
        "poll": poll,
        "address": address,
        "code": svg(address, _("投票页的二维码"), error="m"),
        "rule_code": _in_threes(selectors.rule_code(poll)),
    }
    return render(request, "polls/vote/hall.html", context)


@require_GET
@audience(PUBLIC)
def who_knows(request: HttpRequest, code: str) -> HttpResponse:
    """Say who can know what of this poll, as it is really set up."""
    poll = selectors.get_public_poll(code)
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "poll": poll,
            "language": language,
            "others": [pair for pair in settings.LANGUAGES if pair[0] != language],
            "set_up": selectors.set_up_of(poll),
            "rule_code": selectors.rule_code(poll),
        }
        page = render_to_string("polls/vote/who_knows.html", context)
    return HttpResponse(page, headers=UNASKED)


def _in_threes(code: str) -> list[str]:
    """Return the words of a code in lines of three, as people read them aloud."""
    words = code.split()
    return [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]


def _whole(request: HttpRequest, address: str) -> str:
    """Return a full address: the page may be served from an origin of its own."""
    return urljoin(settings.SITE_PUBLIC_URL or request.build_absolute_uri("/"), address)
