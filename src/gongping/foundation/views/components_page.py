"""The living page of all components, drawn with the templates that rooms use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.audience import PUBLIC, audience


@audience(PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    return render(request, "foundation/ui_components.html", {})
