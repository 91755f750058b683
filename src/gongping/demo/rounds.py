"""Two half-years: one finished with its count and follow-ups, one in its session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from gongping.comments import selectors as comments
from gongping.comments.services import Point, acknowledge, save_draft
from gongping.demo import texts
from gongping.demo.cast import STARS
from gongping.demo.keyring import cosign_and_release, key_up, sign_rules
from gongping.demo.slips import keep_slips, kept_secrets
from gongping.demo.turnout import cast_all, collect
from gongping.demo.year import at_work, live_through
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger import selectors as ledger
from gongping.ledger import services as ledger_services
from gongping.ledger.states import ItemKind
from gongping.meetings import selectors as meetings
from gongping.meetings import services as hall
from gongping.meetings.states import Preset, SessionState
from gongping.organisation.selectors import list_eligible_voters
from gongping.polls import selectors as polls
from gongping.polls import services as poll_services
from gongping.procedure import services as procedure
from gongping.roll import services as roll

if TYPE_CHECKING:
    from gongping.comments.selectors import Pair
    from gongping.demo.cast import Cast
    from gongping.demo.keyring import Keeper
    from gongping.ledger.models import LedgerItem
    from gongping.meetings.models import ReviewRound, ReviewSession
    from gongping.polls.models import Poll

UNITS_REPORTED_TODAY = 31
PACE = 6.1
EARLIER = 24
LEADERS_AND_HEADS = 59
COLLECTS_EARLY = 3
SLIPS_TO_TRY = 3
PLACES = ("机关礼堂", "华北分会场", "东北分会场")
CHAIR = "办公厅负责人"
MONTHS_A_HALF = 6


def finished_half_year(cast: "Cast") -> Iterator[str]:
    """Play the last half-year's session from the round to the follow-ups."""
    day = _last_half_years_day()
    with clock.standing_still_at(at_work(day, 8)):
        round_ = planned_round(cast, at_work(day, 9))
        poll = planned_poll(cast, round_, layout="criteria")
        keepers = _open_hall(cast, round_, poll)
        session = meetings.session_of(round_)
        _everybody_present(session, cast)
        yield "open"
        for number, _unit in enumerate(_reports(session, cast), 1):
            yield f"report {number}"
        for pair in comments.coverage(round_).pairs:
            comment_on(round_, pair, cast)
        yield "comments"
        poll = polls.get_poll(poll.code, cast.secretariat)
        poll = procedure.open_casting(poll, by=cast.secretariat)
        cast_all(poll)
        yield "ballots"
        _count(poll, session, cast, keepers)
    _acknowledge_all(round_, cast, day)
    yield "follow-ups"
    yield from live_through(cast, kind=ItemKind.FOLLOW_UP)


def session_in_progress(cast: "Cast") -> Iterator[str]:
    """Leave today's session in the middle of the running order."""
    minutes = UNITS_REPORTED_TODAY * PACE + EARLIER
    begin = clock.now() - timedelta(minutes=minutes)
    with clock.standing_still_at(begin - timedelta(days=1)):
        round_ = planned_round(cast, begin)
        poll = planned_poll(cast, round_, layout="overall")
    with clock.standing_still_at(begin):
        _open_hall(cast, round_, poll)
        session = meetings.session_of(round_)
        _everybody_present(session, cast)
        _collect_some(polls.get_poll(poll.code, cast.secretariat))
    pairs = comments.coverage(round_).pairs
    for number in range(UNITS_REPORTED_TODAY + 1):
        moment = begin + timedelta(minutes=EARLIER / 2 + number * PACE)
        with clock.standing_still_at(moment):
            called = hall.next_unit(session, by=cast.secretariat)
        if called is None or number == UNITS_REPORTED_TODAY:
            break
        with clock.standing_still_at(moment + timedelta(minutes=PACE - 1)):
            for pair in (p for p in pairs if p.unit.pk == called.unit_id):
                if (number + pair.leader.pk) % 13:
                    comment_on(round_, pair, cast)
        yield f"report {number + 1}"


def _collect_some(poll: "Poll") -> None:
    for place, person in enumerate(list_eligible_voters()):
        # A visitor who becomes somebody finds that ballot still to be collected.
        is_played = person.staff_no in STARS.values()
        if place >= LEADERS_AND_HEADS and not place % COLLECTS_EARLY and not is_played:
            collect(poll, person)


def _last_half_years_day() -> date:
    today = clock.today()
    if today.month > MONTHS_A_HALF:
        return date(today.year, 6, 25)
    return date(today.year - 1, 12, 18)


def planned_round(
    cast: "Cast", held_at: datetime, preset: str = Preset.LEADER_REVIEW_2012
) -> "ReviewRound":
    """Set up the round of that half-year; every unit has handed in its report."""
    day = timezone.localdate(held_at)
    is_first = day.month <= MONTHS_A_HALF
    half, words = ("first", "上半年") if is_first else ("second", "下半年")
    english = "First half" if is_first else "Second half"
    round_ = hall.create_round(
        year=day.year,
        half=half,
        title=f"{day.year}年度·{words}",
        title_en=f"{english} of {day.year}",
        held_at=held_at,
        chair_name=CHAIR,
        venues=PLACES,
        preset=preset,
        is_synthetic=True,
        by=cast.secretariat,
    )
    for head in cast.heads.values():
        for unit_id in head.unit_ids:
            hall.prefill_report(round_, unit_id, by=head)
            hall.submit_report(round_, unit_id, by=head)
    return meetings.get_round(round_.pk)


def _open_hall(cast: "Cast", round_: "ReviewRound", poll: "Poll") -> "list[Keeper]":
    by = cast.secretariat
    keepers = key_up(poll, cast.scrutineers)
    procedure.freeze_poll(poll, by=by)
    keep_slips(polls.get_poll(poll.code, by), by=by)
    sign_rules(polls.get_poll(poll.code, by), keepers)
    procedure.open_session(meetings.session_of(round_), by=by)
    procedure.open_collecting(polls.get_poll(poll.code, by), by=by)
    return keepers


def planned_poll(
    cast: "Cast", round_: "ReviewRound", *, layout: str, slips: int = SLIPS_TO_TRY
) -> "Poll":
    """Plan the poll of a round: three groups, three scrutineers, a few slips."""
    by = cast.secretariat
    poll = poll_services.create_poll(
        round_, preset="three_groups", layout=layout, is_synthetic=True, by=by
    )
    usual = polls.plan_of(poll)
    *others, cadres = usual.groups
    plan = replace(
        usual,
        groups=(*others, replace(cadres, slip_count=slips)),
        scrutineer_ids=frozenset(
            who.user_id for who in cast.scrutineers if who.user_id
        ),
    )
    return poll_services.save_plan(poll, plan, by=by)


def _everybody_present(session: "ReviewSession", cast: "Cast") -> None:
    hall.mark_all_present(session, by=cast.secretariat)
    hall.move_session(session, SessionState.REPORTING, by=cast.secretariat)


def _reports(
    session: "ReviewSession", cast: "Cast", most: int | None = None
) -> Iterator[int]:
    called = hall.next_unit(session, by=cast.secretariat)
    done = 0
    while called is not None and (most is None or done < most):
        yield called.unit_id
        called = hall.next_unit(session, by=cast.secretariat)
        done += 1


def comment_on(round_: "ReviewRound", pair: "Pair", cast: "Cast") -> None:
    """Let the leader of a pair write and sign a comment."""
    leader = cast.leaders[pair.leader.pk]
    points = invented_points(
        _task_of(pair.unit.pk, round_),
        pair.leader.pk * 7 + pair.unit.pk * 3 + round_.pk * 5,
    )
    comment = save_draft(round_, pair.unit.pk, points, by=leader)
    procedure.sign_comment(comment.pk, by=leader)


def invented_points(task: str, n: int) -> list[Point]:
    """Return a comment of three or four points, one of them to be followed up."""
    said = [
        Point(
            "achievements", _text(texts.ACHIEVEMENTS, task, n), disposition="reference"
        ),
        Point(
            "priorities",
            _text(texts.PRIORITIES, task, n),
            disposition="follow_up",
            due_on=clock.days_from_today(90 + n % 40),
        ),
        Point(
            "directions",
            _text(texts.DIRECTIONS, task, n),
            track="integrated" if n % 3 == 0 else "business",
            disposition="reference",
        ),
    ]
    if n % 4 == 0:
        problem = _text(texts.PROBLEMS, task, n)
        said.append(Point("problems", problem, disposition="reference"))
    return said


def _text(bank: tuple[str, ...], task: str, n: int) -> str:
    return bank[n % len(bank)].format(task=task)


def _task_of(unit_id: int, round_: "ReviewRound") -> str:
    tasks = ledger.key_tasks_for_ballot(round_.year).get(unit_id)
    return tasks[0][0] if tasks else "重点工作"


def _count(
    poll: "Poll", session: "ReviewSession", cast: "Cast", keepers: "list[Keeper]"
) -> None:
    by = cast.secretariat
    poll = polls.get_poll(poll.code, by)
    procedure.close_poll(poll, by=by)
    for scrutineer in cast.scrutineers[:2]:
        poll_services.mark_present(poll, by=scrutineer)
    roll.open_undrawn_slips(polls.get_poll(poll.code, by), kept_secrets(), by=by)
    poll = procedure.sign_head(polls.get_poll(poll.code, by), by=by)
    cosign_and_release(polls.get_poll(poll.code, by), keepers[:2])
    poll = polls.get_poll(poll.code, by)
    procedure.unseal_poll(poll, by=cast.scrutineers[0])
    procedure.close_session(session, texts.REQUIREMENTS, by=by)


def _acknowledge_all(round_: "ReviewRound", cast: "Cast", day: date) -> None:
    with clock.standing_still_at(at_work(day + timedelta(days=3))):
        for unit_id, head in cast.heads.items():
            for comment in comments.awaiting_acknowledgement(frozenset({unit_id})):
                if comment.round_id == round_.pk:
                    acknowledge(comment.pk, by=head)
            for item in ledger.items_to_propose(head):
                _propose(item, head, cast.secretariat)


def _propose(item: "LedgerItem", head: Actor, secretariat: Actor) -> None:
    first = clock.today() + timedelta(days=25)
    due = item.due_on or first + timedelta(days=90)
    steps = (first, first + (due - first) / 2, due)
    proposed = ledger_services.propose_path(
        item,
        milestones=list(zip(texts.MILESTONE_TITLES, steps, strict=True)),
        responsible_person=head.person_id or 0,
        due_on=due,
        by=head,
    )
    ledger_services.confirm_item(proposed, by=secretariat)
