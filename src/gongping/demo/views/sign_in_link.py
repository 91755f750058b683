"""Signing in by a demo link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongping.accounts.services import sign_in_as
from gongping.demo.links import username_of
from gongping.foundation.audience import PUBLIC, audience


@audience(PUBLIC)
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the visitor in as the demo person of the link."""
    sign_in_as(request, username_of(token))
    return redirect("workbench:home")
