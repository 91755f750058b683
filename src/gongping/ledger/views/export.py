"""The ledger as a workbook: what is filtered is what one gets."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongping.documents.excel import XLSX
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.audience import audience
from gongping.ledger import services
from gongping.ledger.selectors import ItemFilter
from gongping.ledger.views import table_filters
from gongping.ledger.views.readers import READERS


@audience(READERS)
def download(request: HttpRequest) -> HttpResponse:
    """Hand out the rows that the same address shows as a table."""
    chosen = table_filters.asked(request.GET)
    return as_download(request.actor, table_filters.wanted(chosen))


def as_download(actor: Actor, wanted: ItemFilter) -> HttpResponse:
    """Return the items as a file named after the day."""
    name = _("台账%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return as_file(services.export_workbook(wanted, by=actor), name)


def as_file(content: bytes, name: str) -> HttpResponse:
    """Return a workbook as a file to keep."""
    answer = HttpResponse(content, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
