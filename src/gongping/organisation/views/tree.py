"""组织: the units by category."""

from django.http import HttpRequest, HttpResponse

from gongping.foundation.audience import audience
from gongping.organisation import selectors
from gongping.organisation.views.answers import READERS, page


@audience(READERS)
def show(request: HttpRequest) -> HttpResponse:
    """Show the units of one level, or those that have ended."""
    wanted = request.GET.get("level", "")
    found = selectors.tree(wanted, ended=wanted == "ended")
    return page(request, "organisation/tree.html", {"tree": found}, "tree")
