"""Every address of the product, room by room."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongping.project import failures

ROOMS_WITH_PAGES = (
    "foundation", "audit", "accounts", "organisation", "ledger", "meetings",
    "comments", "polls", "paper", "roll", "results", "bulletins", "procedure",
    "workbench",
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"gongping.{room}.urls")) for room in ROOMS_WITH_PAGES
]
if settings.IS_DEMO:
    urlpatterns.append(path("", include("gongping.demo.urls")))

handler400 = failures.bad_request
handler403 = failures.refused
handler404 = failures.not_found
handler500 = failures.broken
