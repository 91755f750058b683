"""How somebody reads: large text and language, kept in cookies, before sign-in too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongping.foundation.audience import PUBLIC, audience

YEAR = 365 * 24 * 60 * 60
TEXT_COOKIE = "gongping_text"


@audience(PUBLIC)
@require_POST
def toggle_large_text(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large text."""
    was_large = request.COOKIES.get(TEXT_COOKIE) == "large"
    return _remember(request, TEXT_COOKIE, "standard" if was_large else "large")


@audience(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Show the product in the chosen language from now on."""
    chosen = request.POST.get("language", "")
    if not translation.check_for_language(chosen):
        chosen = settings.LANGUAGE_CODE
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, chosen)


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        cookie,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else "/"
