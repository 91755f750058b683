"""Tells mypy what the middleware adds to every request: `actor` and `htmx`."""

from collections.abc import Callable, Mapping
from typing import Final

from mypy.plugin import ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import AnyType, TypeOfAny

REQUEST: Final = "django.http.request.HttpRequest"
ADDED: Final[Mapping[str, str]] = {
    "actor": "gongping.foundation.actors.Actor",
    "htmx": "django_htmx.middleware.HtmxDetails",
}


class RequestPlugin(Plugin):
    """Gives `HttpRequest` what our middleware gives it."""

    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Answer mypy when it comes to the class of requests."""
        return _add if fullname == REQUEST else None


def _add(context: ClassDefContext) -> None:
    for name, kind in ADDED.items():
        # A module that is not among those checked has no types to give.
        known = context.api.named_type_or_none(kind)
        add_attribute_to_class(
            context.api, context.cls, name, known or AnyType(TypeOfAny.explicit)
        )


def plugin(_version: str) -> type[Plugin]:
    """Return the plugin; mypy asks for it by this name."""
    return RequestPlugin
