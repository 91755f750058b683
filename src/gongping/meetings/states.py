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
    """Where one unit stands in the running order, and at which step of its turn."""

    WAITING = "waiting", _("未到")
    REPORTING = "reporting", _("正在汇报")
    QUESTIONS = "questions", _("现场提问")
    COMMENTING = "commenting", _("正在点评")
    REPORTED = "reported", _("已汇报")


# The table of every preset at once; which of the steps a unit walks, its preset says.
AGENDA_TRANSITIONS: dict[str, frozenset[str]] = {
    AgendaState.WAITING: frozenset({AgendaState.REPORTING}),
    AgendaState.REPORTING: frozenset(
        {
            AgendaState.QUESTIONS,
            AgendaState.COMMENTING,
            AgendaState.REPORTED,
            AgendaState.WAITING,
        }
    ),
    AgendaState.QUESTIONS: frozenset(
        {AgendaState.COMMENTING, AgendaState.REPORTED, AgendaState.REPORTING}
    ),
    AgendaState.COMMENTING: frozenset(
        {AgendaState.REPORTED, AgendaState.QUESTIONS, AgendaState.REPORTING}
    ),
    AgendaState.REPORTED: frozenset(
        {AgendaState.REPORTING, AgendaState.QUESTIONS, AgendaState.COMMENTING}
    ),
}

AT_DESK = frozenset(
    {AgendaState.REPORTING, AgendaState.QUESTIONS, AgendaState.COMMENTING}
)
"""The states in which a unit has the floor."""


class Preset(models.TextChoices):
    """How a unit is heard: which steps its turn has."""

    LEADER_REVIEW_2012 = "leader_review_2012", _("逐一汇报，领导随时点评")
    PARTY_DUTY_REPORT_2019 = "party_duty_report_2019", _("一述一评：汇报完当场点评")


PRESET_STEPS: dict[str, tuple[AgendaState, ...]] = {
    Preset.LEADER_REVIEW_2012: (AgendaState.REPORTING,),
    Preset.PARTY_DUTY_REPORT_2019: (
        AgendaState.REPORTING,
        AgendaState.QUESTIONS,
        AgendaState.COMMENTING,
    ),
}
"""The steps of each preset in their order; a step without minutes is left out."""


class ReportState(models.TextChoices):
    """Where a unit's written report stands."""

    DRAFT = "draft", _("未交")
    SUBMITTED = "submitted", _("已交")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.DRAFT}),
}
