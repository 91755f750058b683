from django.urls import path

from gongping.results.views import (
    explain,
    home,
    publish,
    reconciliation,
    report,
    result,
)

app_name = "results"
urlpatterns = [
    path("results", home.home, name="home"),
    path("results/<slug:code>", result.result, name="result"),
    path("results/<slug:code>/table", result.table, name="table"),
    path("results/<slug:code>/units/<int:key>", explain.unit, name="unit"),
    path("results/<slug:code>/count-report", report.count_report, name="count_report"),
    path("results/<slug:code>/count-report.pdf", report.count_report_pdf, name="pdf"),
    path("results/<slug:code>/counts.xlsx", report.export, name="export"),
    path("results/<slug:code>/totals.json", report.totals, name="totals"),
    path(
        "polls/<slug:code>/reconciliation",
        reconciliation.reconciliation,
        name="reconciliation",
    ),
    path("results/<slug:code>/publish", publish.publish, name="publish"),
]
