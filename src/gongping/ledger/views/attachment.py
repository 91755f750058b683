"""A file that came with a report."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.ledger import selectors

MAY_OPEN = (Role.SECRETARIAT, Role.UNIT, Role.LEADER, Role.VOTER)


@audience(*MAY_OPEN)  # a file is streamed
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the file to whoever answers for its item; never shown in the page."""
    attachment = selectors.get_attachment(pk, request.actor)
    return FileResponse(
        attachment.file.open("rb"), as_attachment=True, filename=attachment.name
    )
