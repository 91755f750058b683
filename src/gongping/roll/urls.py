from django.urls import path

from gongping.roll.views import (
    collect,
    entries,
    export,
    issue,
    late,
    observers,
    slips,
    station,
)

app_name = "roll"
urlpatterns = [
    path("roll/<slug:code>", collect.collect, name="collect"),
    path("roll/<slug:code>/take", collect.take, name="take"),
    path("roll/<slug:code>/late", late.late, name="late"),
    path("roll/<slug:code>/late/<int:late_id>", late.confirm, name="confirm_late"),
    path("roll/<slug:code>/issue", issue.issue, name="issue"),
    path("roll/<slug:code>/undrawn", issue.undrawn, name="undrawn"),
    path("roll/<slug:code>/export", export.export, name="export"),
    path("roll/<slug:code>/slips", slips.slips, name="slips"),
    path("roll/<slug:code>/slips/<int:position>", slips.pile, name="pile"),
    path("roll/<slug:code>/slips/<int:position>/wipe", slips.wipe, name="wipe_pile"),
    path("roll/<slug:code>/slips/left-over", slips.left_over, name="left_over"),
    path("roll/<slug:code>/station", station.station, name="station"),
    path("roll/<slug:code>/observers", observers.observers, name="observers"),
    path("roll/<slug:code>/entries", entries.entries, name="entries"),
    path(
        "roll/<slug:code>/entries/<slug:key>/slip", entries.mark_slip, name="mark_slip"
    ),
    path(
        "roll/<slug:code>/entries/<slug:key>/take-back",
        entries.take_back,
        name="take_back",
    ),
    path(
        "roll/<slug:code>/entries/<slug:key>/paper",
        entries.mark_paper,
        name="mark_paper",
    ),
    path(
        "roll/<slug:code>/entries/<slug:key>/paper-back",
        entries.take_back_paper,
        name="take_back_paper",
    ),
]
