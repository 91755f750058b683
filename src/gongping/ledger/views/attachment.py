"""A file that came with a report."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from gongping.foundation.audience import audience
from gongping.ledger import selectors
from gongping.ledger.views.readers import READERS


@audience(READERS)  # type: ignore[arg-type]  # a file is streamed
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the file to whoever may see its item; never shown in the page."""
    attachment = selectors.get_attachment(pk, request.actor)
    return FileResponse(
        attachment.file.open("rb"), as_attachment=True, filename=attachment.name
    )
