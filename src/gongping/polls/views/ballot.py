"""The ballot page: the same bytes for everybody, without cookie, account or database.

Ticket and grades never reach this view: the ticket stands in the fragment of the
address, and the grades go from the voter's browser straight to the box.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.templatetags.ui import LIGHT_WORDS


@audience(PUBLIC)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show the ballot of a poll; script fetches its rules and fills it."""
    context = {
        "code": code,
        "is_open": True,
        "language": get_language(),
        "languages": [language for language, _name in settings.LANGUAGES],
        "lights": list(LIGHT_WORDS),
    }
    # Without the request no context processor runs: nobody is looked up, and no
    # cookie is read or set.
    page = render_to_string("polls/ballot/page.html", context)
    return HttpResponse(
        page, headers={"Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
    )
