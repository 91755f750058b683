"""The hall led into each of its states, as far as a screen can tell them apart."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from gongping.foundation import clock
from gongping.ledger.models import LedgerItem
from gongping.meetings import services
from gongping.meetings.models import AgendaItem, ReviewSession
from gongping.meetings.states import Preset, SessionState
from gongping.organisation.models import Organisation, Person, Unit
from gongping.polls.models import Poll, Scrutineer, VoterGroup
from tests.ledger.factory import Desk
from tests.meetings.conftest import Hall

RULES: Final = "5b" * 32
HEAD: Final = "c41e07d29a6638f5" * 4
TASKS: Final = (
    "资源审批系统全国联网",
    "数据共享目录与口径统一",
    "支部结对帮扶基层信息站",
)


def poll_of(hall: Hall, state: str = "collecting") -> Poll:
    """A poll of the round that was frozen, without anything cryptographic in it."""
    poll = Poll.objects.create(
        code="p1", round=hall.round, title="测评", state=state, threshold=2,
        manifest_digest=RULES, frozen_at=clock.now(),
    )  # fmt: skip
    VoterGroup.objects.create(poll=poll, position=1, name="全体", rule="everybody")
    for who in ("scrutineer", "scrutineer2"):
        Scrutineer.objects.create(poll=poll, user=hall.world.users[who])
    return poll


def tasks_of(hall: Hall, unit: Unit) -> None:
    """Give the unit three published key tasks, one of them due soon, one late."""
    desk, today = Desk(hall.world), clock.today()
    for title, days in zip(TASKS, (60, 3, -2), strict=True):
        desk.published(
            title=title,
            lead_unit=unit.pk,
            responsible_person=_somebody_of(hall, unit).pk,
            milestones=(("方案印发", today + timedelta(days=days)),),
        )


def _somebody_of(hall: Hall, unit: Unit) -> Person:
    return next(one for one in hall.world.cadres if one.unit_id == unit.pk)


def move(hall: Hall, state: SessionState) -> None:
    """Set the phase; how it is really reached is tested with the rooms."""
    now = clock.now()
    ReviewSession.objects.filter(pk=hall.round.pk).update(
        state=state, voting_at=now, sealed_at=now
    )


def planned(hall: Hall) -> None:
    """Nothing has begun."""


def signing_in(hall: Hall) -> None:
    hall.sign_in()
    people = hall.session.attendance.values_list("pk", flat=True)[:20]
    hall.session.attendance.filter(pk__in=list(people)).update(mark="present")


def ready(hall: Hall) -> None:
    poll_of(hall)
    signing_in(hall)
    services.move_session(hall.session, SessionState.REPORTING, by=hall.by)


def reporting(hall: Hall) -> None:
    ready(hall)
    tasks_of(hall, hall.world.units[4])
    for _turn in range(5):
        services.next_unit(hall.session, by=hall.by)


def last_minute(hall: Hall) -> None:
    reporting(hall)
    began = clock.now() - timedelta(minutes=5, seconds=20)
    AgendaItem.objects.filter(state="reporting").update(turn_at=began)


def overtime(hall: Hall) -> None:
    reporting(hall)
    began = clock.now() - timedelta(minutes=66, seconds=4)
    AgendaItem.objects.filter(state="reporting").update(turn_at=began)


def questions(hall: Hall) -> None:
    ReviewSession.objects.filter(pk=hall.round.pk).update(
        preset=Preset.PARTY_DUTY_REPORT_2019, question_minutes=2, comment_minutes=3
    )
    ready(hall)
    services.next_unit(hall.session, by=hall.by)
    tasks_of(hall, hall.world.units[0])
    AgendaItem.objects.filter(state="reporting").update(state="questions")


def commenting(hall: Hall) -> None:
    questions(hall)
    leader = hall.world.leaders[1]
    AgendaItem.objects.filter(state="questions").update(
        state="commenting", speaker=leader
    )


def pause(hall: Hall) -> None:
    reporting(hall)
    services.finish_unit(hall.session, by=hall.by)


def heard(hall: Hall) -> None:
    poll_of(hall)
    hall.hear_everybody().fill()


def voting(hall: Hall) -> None:
    heard(hall)
    Poll.objects.update(state="casting")
    move(hall, SessionState.VOTING)


def sealed(hall: Hall) -> None:
    heard(hall)
    Poll.objects.update(state="closed")
    move(hall, SessionState.SEALED)


def unsealing(hall: Hall) -> None:
    sealed(hall)
    Poll.objects.update(board_digest=HEAD, head="00")
    Scrutineer.objects.filter(user__username="scrutineer").update(is_present=True)


def unsealed(hall: Hall) -> None:
    unsealing(hall)
    Poll.objects.update(state="unsealed")


def invalid(hall: Hall) -> None:
    sealed(hall)
    Poll.objects.update(state="void")


def closed(hall: Hall) -> None:
    unsealed(hall)
    move(hall, SessionState.CLOSED)


SCENES: Final[dict[str, Callable[[Hall], None]]] = {
    each.__name__: each
    for each in (
        planned, signing_in, ready, reporting, last_minute, overtime, questions,
        commenting, pause, heard, voting, sealed, unsealing, unsealed, invalid, closed,
    )
}  # fmt: skip


def with_long_names(hall: Hall, letters: int, english: str) -> None:
    """Give every unit a name of so many characters, every task the longest title."""
    for unit in hall.world.units:
        unit.name, unit.name_en = (
            ("自然资源综合调查监测评价中心技术保障办公室" * 2)[:letters],
            english,
        )
        unit.save()
    Organisation.objects.update(name="示范自然资源和空间规划管理部")
    for number, item in enumerate(LedgerItem.objects.all()):
        item.title = ("把部省联动审批新机制的责任边界写清楚并在三个省先行试点评估" * 3)[
            : 78 + number % 3
        ]
        item.save()
