"""A unit's report: begun from the ledger, edited, handed in, taken back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.format import day, day_year
from gongping.foundation.transitions import transition
from gongping.ledger.selectors import Light
from gongping.meetings.exceptions import ReportChanged, ReportIncomplete
from gongping.meetings.models import ReviewRound, UnitReport
from gongping.meetings.policies import (
    check_can_edit_report,
    check_can_withdraw,
    check_may_manage,
    check_may_write_report,
    may_manage,
)
from gongping.meetings.selectors.reports import (
    ReportSources,
    Source,
    report_for,
    report_sources,
)
from gongping.meetings.services.locks import locked_session
from gongping.meetings.states import REPORT_TRANSITIONS, ReportState


@dataclass(frozen=True, slots=True)
class ReportText:
    """The four parts of a report as typed."""

    rectification: str = ""
    achievements: str = ""
    business: str = ""
    party_building: str = ""


def prefilled_text(sources: ReportSources) -> ReportText:
    """Return what a new report begins with: the unit edits, nobody retypes."""
    return ReportText(
        rectification=_numbered(
            _answered(source) for source in sources.follow_ups.sources
        ),
        achievements=_numbered(_closed(source) for source in sources.closed.sources),
        business=_numbered(_planned(source) for source in sources.business.sources),
        party_building=_numbered(_planned(s) for s in sources.party_building.sources),
    )


@transaction.atomic
def prefill_report(round_: ReviewRound, unit_id: int, *, by: Actor) -> UnitReport:
    """Begin the report of a unit from the ledger; one that exists stays as it is."""
    found = UnitReport.objects.filter(round=round_, unit_id=unit_id).first()
    if found:
        return found
    text = prefilled_text(report_sources(round_, unit_id))
    return save_report(round_, unit_id, text, by=by, version=0)


@transaction.atomic
def save_report(
    round_: ReviewRound,
    unit_id: int,
    text: ReportText,
    *,
    by: Actor,
    version: int | None = None,
) -> UnitReport:
    """Keep the draft of a unit's report.

    `version` is the one that the writer started from; if somebody has saved
    since, nothing is overwritten. Version 0 means that there was none.
    """
    _check_may_write(unit_id, by)
    session = locked_session(round_.pk)
    report = report_for(round_, unit_id, by)
    check_can_edit_report(report, session)
    if version is not None and version != report.version:
        raise ReportChanged(
            _("别人刚改过这份材料。您写的还在下面，请对照新内容后再保存。")
        )
    for name, value in asdict(text).items():
        setattr(report, name, value.strip())
    report.version += 1
    report.save()
    _note("meetings:report:saved", report, by)
    return report


@transaction.atomic
def submit_report(
    round_: ReviewRound,
    unit_id: int,
    *,
    by: Actor,
    text: ReportText | None = None,
    version: int | None = None,
) -> UnitReport:
    """Hand the report in; both halves must say something.

    With `text`, that is kept first; if it cannot be handed in, nothing is kept.
    """
    _check_may_write(unit_id, by)
    session = locked_session(round_.pk)
    if text is not None:
        save_report(round_, unit_id, text, by=by, version=version)
    report = report_for(round_, unit_id, by)
    check_can_edit_report(report, session)
    _check_complete(report)
    transition(report, ReportState.SUBMITTED, REPORT_TRANSITIONS)
    report.submitted_at, report.submitted_by_name = clock.now(), by.name
    report.version += 1
    report.save()
    _note("meetings:report:submitted", report, by)
    return report


@transaction.atomic
def withdraw_report(round_: ReviewRound, unit_id: int, *, by: Actor) -> UnitReport:
    """Take the report back to change it, before the hall hears the first unit."""
    _check_may_write(unit_id, by)
    session = locked_session(round_.pk)
    report = report_for(round_, unit_id, by)
    check_can_withdraw(report, session)
    transition(report, ReportState.DRAFT, REPORT_TRANSITIONS)
    report.submitted_at, report.submitted_by_name = None, ""
    report.version += 1
    report.save()
    _note("meetings:report:withdrawn", report, by)
    return report


def _check_may_write(unit_id: int, by: Actor) -> None:
    """Let the unit write, and the program itself when it sets up a season."""
    if may_manage(by) and not by.is_signed_in:
        check_may_manage(by)
    else:
        check_may_write_report(unit_id, by)


def _check_complete(report: UnitReport) -> None:
    for field, sentence in (
        ("business", _("业务这一半还是空的。请写重点工作和落实措施。")),
        ("party_building", _("党建这一半还是空的。请写重点工作和落实措施。")),
    ):
        if not getattr(report, field).strip():
            raise ReportIncomplete(sentence, field)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))


def _answered(source: Source) -> str:
    item = source.item
    said = _("%(author)s（%(occasion)s）：“%(quote)s”") % {
        "author": item.source_author or _("部领导"),
        "occasion": item.source_occasion or _("上次汇报会"),
        "quote": item.source_quote or item.title,
    }
    return f"{said}\n   {_outcome(source)}"


def _outcome(source: Source) -> str:
    item = source.item
    if item.closed_on:
        return _("落实：%(title)s，%(day)s销号。") % {
            "title": item.title,
            "day": day_year(item.closed_on),
        }
    return _("落实：%(title)s，时限 %(day)s，%(light)s。") % {
        "title": item.title,
        "day": day_year(item.due_on) or _("未定"),
        "light": Light(source.light).label,
    }


def _closed(source: Source) -> str:
    return _("%(title)s（%(day)s销号）") % {
        "title": source.item.title,
        "day": day_year(source.item.closed_on),
    }


def _planned(source: Source) -> str:
    item = source.item
    path = _("、").join(
        f"{day(stone.due_on)}{stone.title}" for stone in item.milestones.all()
    )
    said = _("%(title)s。责任人：%(person)s；时限：%(day)s。") % {
        "title": item.title,
        "person": item.responsible_person or _("未定"),
        "day": day_year(item.due_on) or _("未定"),
    }
    measures = _("措施：%(text)s") % {"text": item.measures} if item.measures else ""
    path = _("路径：%(path)s。") % {"path": path} if path else ""
    return "\n   ".join(filter(None, [said, measures, path]))


def _note(tag: str, report: UnitReport, by: Actor) -> None:
    record(
        tag, by=by, subject=report.unit.name,
        subject_key=f"{report.round_id}/{report.unit_id}",
        detail={"version": report.version},
    )  # fmt: skip
