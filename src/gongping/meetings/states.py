"""The life of a review round and the phases of its session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where a round stands."""

    PREPARING = "preparing", _("筹备")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")
    ARCHIVED = "archived", _("已归档")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundState.PREPARING: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.ARCHIVED}),
    RoundState.ARCHIVED: frozenset(),
}


class SessionState(models.TextChoices):
    """The phases of a session, in the order in which the hall lives them."""

    PLANNED = "planned", _("筹备")
    SIGNING_IN = "signing_in", _("签到")
    REPORTING = "reporting", _("汇报与点评")
    VOTING = "voting", _("投票")
    SEALED = "sealed", _("截止封存")
    CLOSED = "closed", _("散会")


SESSION_TRANSITIONS: dict[str, frozenset[str]] = {
    SessionState.PLANNED: frozenset({SessionState.SIGNING_IN}),
    SessionState.SIGNING_IN: frozenset({SessionState.PLANNED, SessionState.REPORTING}),
    SessionState.REPORTING: frozenset({SessionState.VOTING, SessionState.CLOSED}),
    SessionState.VOTING: frozenset({SessionState.SEALED}),
    SessionState.SEALED: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset(),
}


class AgendaState(models.TextChoices):
    """Where one unit stands in the running order."""

    WAITING = "waiting", _("未到")
    REPORTING = "reporting", _("正在汇报")
    REPORTED = "reported", _("已汇报")


AGENDA_TRANSITIONS: dict[str, frozenset[str]] = {
    AgendaState.WAITING: frozenset({AgendaState.REPORTING}),
    AgendaState.REPORTING: frozenset({AgendaState.REPORTED, AgendaState.WAITING}),
    AgendaState.REPORTED: frozenset({AgendaState.REPORTING}),
}


class ReportState(models.TextChoices):
    """Where a unit's written report stands."""

    DRAFT = "draft", _("未交")
    SUBMITTED = "submitted", _("已交")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.DRAFT}),
}
