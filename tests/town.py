"""A small ministry in the middle of its season: one object of every kind.

Everything is walked through the real states by the services; `samples` names what
the table of routes asks for.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import SimpleCookie
from django.test import Client

from gongping.bulletins import services as bulletins
from gongping.bulletins.states import Kind
from gongping.comments.services import Point, save_draft
from gongping.demo.links import token_for
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger import selectors as ledger_selectors
from gongping.ledger import services as ledger
from gongping.meetings import selectors as meetings
from gongping.meetings import services as hall
from gongping.meetings.models import ReviewRound
from gongping.meetings.states import SessionState
from gongping.organisation import services as organisation
from gongping.organisation.models import (
    LeaderUnitLink,
    LinkKind,
    Person,
    Post,
    PostKind,
    Unit,
)
from gongping.polls import services as polls
from gongping.polls.rules import GroupPlan
from gongping.procedure.follow_up import sign_comment
from gongping.procedure.screen_address import make_screen_address
from gongping.procedure.sessions import open_session
from gongping.results.models import Audience
from gongping.results.services import publish_result
from gongping.roll.models import RollEntry
from gongping.workbench.services import keep_feedback
from tests.box.fixtures import BoxServer
from tests.bulletins.seasons import closed_round
from tests.ledger import workbooks
from tests.ledger.factory import Desk
from tests.organisation.conftest import workbook as people_workbook
from tests.polls.sealed import NAMES, SealedSeason, Watch
from tests.results import worlds as counts
from tests.world import SINCE, World, build_world

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
COMMENT = (
    Point("achievements", "审批提速看得见。", disposition="reference"),
    Point("priorities", "年底前把制度定型。", disposition="reference"),
    Point("directions", "先定口径，再建系统。", disposition="reference"),
)

RAISING = [
    COMMENT[0],
    Point("priorities", "把责任边界写清楚。", disposition="follow_up"),
    COMMENT[2],
]


@dataclass
class Town:
    """The ministry, and a name for a sample of everything in it."""

    world: World
    round: ReviewRound
    samples: dict[str, Any]
    browsers: dict[str, tuple[Client, str]]

    def browser(self, who: str) -> Client:
        """Return `who`'s browser as it was after signing in."""
        client, cookies = self.browsers[who]
        client.cookies = SimpleCookie(cookies)
        return client


def build_town(box: BoxServer, more_units: int = 0) -> Town:
    """Build a ministry whose session is on and whose ballot is being collected.

    With more units come more of everything: people, items, reports, comments, rounds.
    """
    cache.clear()
    world = build_world()
    _grow(world, more_units)
    by = world.actor("secretariat")
    round_ = _session(world, by)
    samples = _ledger(world)
    samples |= _meeting(world, round_, by)
    samples |= _comments(world, round_)
    samples |= _polls(world, round_, box)
    samples |= _rest(world, by)
    samples |= _bulletins(world, by)
    _live_on(world, round_, samples, 1 + more_units)
    browsers = {who: _signed_in(world, who) for who in world.users}
    browsers["anonymous"] = (_client(), "")
    return Town(world, round_, samples, browsers)


def _client() -> Client:
    # An error shall come back as the page that people would see.
    return Client(raise_request_exception=False)


def _signed_in(world: World, who: str) -> tuple[Client, str]:
    client = _client()
    client.force_login(world.users[who], "django.contrib.auth.backends.ModelBackend")
    return client, client.cookies.output(header="", sep=";")


def _session(world: World, by: Actor) -> ReviewRound:
    round_ = hall.create_round(
        year=clock.today().year,
        half="second",
        title="下半年",
        held_at=clock.now(),
        chair_name="办公厅负责人",
        venues=["机关礼堂", "华北分会场"],
        by=by,
    )
    head = world.actor("unit")
    hall.prefill_report(round_, world.unit.pk, by=head)
    session = meetings.get_session(round_.pk)
    open_session(session, by=by)
    hall.mark_all_present(session, by=by)
    session = hall.move_session(session, SessionState.REPORTING, by=by)
    hall.next_unit(session, by=by)
    return round_


def _meeting(world: World, round_: ReviewRound, by: Actor) -> dict[str, Any]:
    planned = hall.create_round(
        year=clock.today().year + 1,
        half="first",
        title="明年上半年",
        held_at=clock.now() + timedelta(days=180),
        chair_name="办公厅负责人",
        venues=["机关礼堂"],
        by=by,
    )
    session = meetings.get_session(round_.pk)
    return {
        "round": round_.pk,
        "planned_round": planned.pk,
        "screen_key": make_screen_address(session, by=by),
        "agenda_item": session.agenda.order_by("-position")[0].pk,
        "venue": session.venues.order_by("-position")[0].pk,
        "unit": world.unit.pk,
        "other_unit": world.other_unit.pk,
        "leader": world.leaders[1].pk,
        "unspoken": world.units[0].pk,
        "category": world.unit.category_id,
    }


def _ledger(world: World) -> dict[str, Any]:
    desk = Desk(world)
    reported = desk.published(title="已报、等负责人核的一项")
    update = desk.report(reported, by=desk.liaison)
    extension = _asked(desk, reported, desk.liaison)
    confirmed = desk.published(title="等秘书处审核的一项")
    confirmed_update = desk.report(
        confirmed, files=[SimpleUploadedFile("方案.pdf", PDF)]
    )
    signed = _asked(desk, confirmed, desk.head)
    kept = ledger.save_filter("我的", "unit=1", by=desk.head)
    plan = ledger.stage_import(workbooks.workbook(workbooks.WHOLE), by=desk.secretariat)
    numbers = {
        "published": desk.published(supporting_units=(world.other_unit.pk,)),
        "draft": desk.draft(),
        "follow_up": desk.follow_up(),
        "proposed": _proposed(desk),
        "reported": reported,
        "confirmed": confirmed,
        "closed": desk.closed(title="已销号的一项"),
    }
    return {name: item.number for name, item in numbers.items()} | {
        "update": update.pk,
        "extension": extension.pk,
        "confirmed_update": confirmed_update.pk,
        "signed_extension": signed.pk,
        "attachment": confirmed_update.attachments.get().pk,
        "filter": kept.pk,
        "plan_import": plan.pk,
    }


def _asked(desk: Desk, item: Any, by: Actor) -> Any:
    item = desk.fresh(item)
    node = list(item.milestones.all())[1]
    return ledger.request_extension(
        item, milestone=node, new_due_on=desk.day(40), reason="数据晚到", by=by
    )


def _proposed(desk: Desk) -> Any:
    item = desk.follow_up("comment-point:2")
    return ledger.propose_path(
        item,
        milestones=[("拿出评估", desk.day(20)), ("写进办法", desk.day(60))],
        responsible_person=desk.world.cadres[6].pk,
        due_on=desk.day(90),
        by=desk.head,
    )


def _comments(world: World, round_: ReviewRound) -> dict[str, Any]:
    author = world.actor("other_leader")
    draft = save_draft(round_, world.unit.pk, list(COMMENT), by=author)
    return {"comment": sign_comment(draft.pk, by=author).pk}


def _polls(world: World, round_: ReviewRound, box: BoxServer) -> dict[str, Any]:
    closed = _season(world, round_, box, is_rehearsal=True).closed()
    everybody = GroupPlan("everybody", "处级以上干部", slip_count=3)
    opened = _season(world, round_, box, groups=(everybody,)).collecting()
    planned = _season(world, round_, box)
    cells = len(world.units) * len(counts.CRITERIA)
    groups = [
        counts.Group("部领导", 40, counts.cycled(12, cells)),
        counts.Group("其他干部", 60, counts.cycled(30, cells, 1)),
    ]
    result = counts.counted(world, groups)
    publish_result(result.pk, Audience.LEADERSHIP, by=world.actor("secretariat"))
    return {
        "planned_poll": planned.code,
        "open_poll": opened.code,
        "closed_poll": closed.code,
        "counted_poll": counts.CODE,
        "entry": RollEntry.objects.filter(poll__code=opened.code)[0].pk,
        "one": 1,
        "next_step": "open-casting",
    }


def _season(
    world: World, round_: ReviewRound, box: BoxServer, **plan: Any
) -> SealedSeason:
    poll = polls.create_poll(round_, by=world.actor("secretariat"))
    watches = [Watch(name, world.client(name)) for name in NAMES[:2]]
    season = SealedSeason(world, round_, poll, box, watches)
    watching = {world.users[watch.name].pk for watch in watches}
    season.plan(scrutineer_ids=frozenset(watching), **plan)
    return season


def _rest(world: World, by: Actor) -> dict[str, Any]:
    book = people_workbook()
    batch = organisation.stage_import(book, by=by, effective_on=date(2026, 1, 5))
    return {
        "people_import": batch.pk,
        "account": world.users["voter"].pk,
        "guide": "cadre",
        "feedback": keep_feedback("/ledger", "字再大一点。", by=by).pk,
        "demo_token": token_for("voter"),
    }


def _bulletins(world: World, by: Actor) -> dict[str, Any]:
    over = closed_round(world, "annual", is_commented=False)
    waiting = bulletins.draft(over, Kind.MINUTES, by=by)
    bulletins.submit(waiting.pk, version=waiting.version, by=by)
    draft = bulletins.draft(over, Kind.COMMENT_RECORDS, by=by)
    return {"draft_bulletin": draft.pk, "waiting_bulletin": waiting.pk}


def _grow(world: World, more_units: int) -> None:
    for n in range(len(world.units) + 1, len(world.units) + 1 + more_units):
        unit = Unit.objects.create(
            name=f"第{n}局", position=n, category=world.units[n % 6].category
        )
        world.units.append(unit)
        for kind, rank in ((PostKind.UNIT_HEAD, 2), (PostKind.LIAISON, 3)):
            person = Person.objects.create(
                staff_no=f"{kind}{n}", name=f"第{n}局{kind.label}", unit=unit, rank=rank
            )
            Post.objects.create(person=person, unit=unit, kind=kind, started_on=SINCE)
        LeaderUnitLink.objects.create(
            leader=world.leaders[1],
            unit=unit,
            kind=LinkKind.SUPERVISES,
            started_on=SINCE,
        )


def _live_on(
    world: World, round_: ReviewRound, samples: dict[str, Any], times: int
) -> None:
    """Let more happen to the same units and items, `times` over."""
    desk, leader = Desk(world), world.actor("leader")
    item = ledger_selectors.get_item(samples["reported"], desk.secretariat)
    elsewhere: dict[str, Any] = {
        "lead_unit": world.other_unit.pk,
        "responsible_person": world.cadres[12].pk,
    }
    for n in range(times):
        desk.report(desk.published(title=f"又一项{n}"), by=desk.liaison)
        desk.published(title=f"别家的第{n}项", **elsewhere)
        update = desk.report(item, 2)
        ledger.return_update(update, "请写清楚。", by=desk.secretariat)
        keep_feedback("/ledger", f"第{n}句。", by=leader)
        earlier = hall.create_round(
            year=clock.today().year - 1 - n,
            half="first",
            title=f"往年{n}",
            held_at=clock.now() - timedelta(days=365 * (n + 1)),
            chair_name="办公厅负责人",
            venues=["机关礼堂"],
            by=desk.secretariat,
        )
        hall.open_round(earlier.pk, by=desk.secretariat)
        said = save_draft(earlier, world.other_unit.pk, RAISING, by=leader)
        sign_comment(said.pk, by=leader)
        hall.close_round(earlier.pk, by=desk.secretariat)
        if n:
            unit = world.units[-n].pk
            said = save_draft(round_, unit, list(COMMENT), by=leader)
            sign_comment(said.pk, by=leader)
    save_draft(round_, world.other_unit.pk, list(COMMENT[:1]), by=leader)
