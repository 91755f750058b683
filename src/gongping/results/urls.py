from django.urls import path

from gongping.results.views import (
    explain,
    files,
    home,
    publish,
    reconciliation,
    report,
    result,
    versions,
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
    path("results/<slug:code>/versions", versions.versions, name="versions"),
    path("results/<slug:code>/ranking", versions.ranking, name="ranking"),
    path("results/<slug:code>/correct", versions.correct, name="correct"),
    path("results/<slug:code>/sheet.pdf", files.pdf, name="sheet_pdf"),
    path("results/<slug:code>/sheet.docx", files.docx, name="sheet_docx"),
]
