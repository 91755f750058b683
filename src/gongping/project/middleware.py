"""What wraps every request: who acts, and a page for every refusal."""

from collections.abc import Callable
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.organisation.selectors import get_actor
from gongping.project import failures


class ActorMiddleware:
    """Give each request its `actor`, looked up only if somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = cast("Actor", SimpleLazyObject(lambda: _actor_of(request)))
        return self.get_response(request)


NOT_ALLOWED: Final = 405


class RefusalMiddleware:
    """Turn a domain error that no view caught into its page and status.

    So, too, where a browser opens what only a pressed button may do: after a reload, or
    a change of the language, on the page that answered a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == NOT_ALLOWED and request.accepts("text/html"):
            return failures.not_to_be_opened(request)
        return answer

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a `DomainError` with its sentence; leave programming errors alone."""
        if isinstance(exception, DomainError):
            return failures.refusal(request, exception)
        if isinstance(exception, OverflowError):
            # A number in the address that no row can have.
            return failures.not_found(request, exception)
        return None


def _actor_of(request: HttpRequest) -> Actor:
    return get_actor(request.user)
