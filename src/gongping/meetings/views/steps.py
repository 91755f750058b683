"""Answering a step: what went wrong is said on the page it came from."""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongping.foundation.errors import DomainError, Invalid, Missing, Refused
from gongping.meetings.exceptions import StepTaken

CONSOLE_KEY = "console"


def step(request: HttpRequest, where: str, act: Callable[[], str]) -> HttpResponse:
    """Do `act`, say its sentence (or why not) and go back to `where`.

    A step that is not allowed to this person, or at something that is not
    there, has a page of its own; nothing else leaves the page it began on.
    """
    try:
        said = act()
    except (Refused, Missing):
        raise
    except StepTaken as error:
        # Not a failure: the hall is where the hand wanted it, or somewhere else.
        messages.warning(request, error.message)
    except (Invalid, DomainError) as error:
        messages.error(request, error.message)
    else:
        if said:
            messages.success(request, said)
    return redirect(where)


def console_key(request: HttpRequest) -> str:
    """Return the key by which this device is known to the session."""
    if CONSOLE_KEY not in request.session:
        request.session[CONSOLE_KEY] = secrets.token_hex(8)
    return str(request.session[CONSOLE_KEY])
