"""The board page: the same bytes for everybody, without cookie or account.

What somebody looks for on it never reaches this view: search and verification run in
the browser, over the public part of the board or over a file.
"""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_GET

from ballotbox.checks import SENTENCES
from gongping.foundation.audience import PUBLIC, audience
from gongping.polls import selectors

UNASKED = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
SHEETS: Final = (
    *("foundation/tokens.css", "foundation/base.css", "foundation/components.css"),
    *("foundation/forms.css", "foundation/feedback.css", "foundation/tables.css"),
    *("foundation/print.css", "polls/board/board.css"),
)


def words() -> dict[str, Any]:
    """Return what page and file are written with: both languages at once."""
    checks = {
        language: [
            (str(check), each[language[:2]]) for check, each in SENTENCES.items()
        ]
        for language, _name in settings.LANGUAGES
    }
    return {
        "language": settings.LANGUAGE_CODE,
        "languages": [(code, name, checks[code]) for code, name in settings.LANGUAGES],
        "sheets": SHEETS,
    }


@require_GET
@audience(PUBLIC)
def board(_request: HttpRequest, code: str) -> HttpResponse:
    """Show the page on which anybody checks a poll."""
    poll = selectors.get_public_poll(code)
    times = (("frozen", poll.frozen_at), ("closed", poll.closed_at))
    context = {
        **words(),
        "poll": poll,
        "has_board": selectors.can_see_public_board(poll),
        "times": [(step, time) for step, time in times if time],
    }
    with translation.override(settings.LANGUAGE_CODE):
        # Without the request: nobody is looked up, and no cookie is read or set.
        page = render_to_string("polls/board/page.html", context)
    return HttpResponse(page, headers=UNASKED)
