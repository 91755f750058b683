"""A session that is over: heard, commented on, closed with the year's requirements."""

from datetime import timedelta

from gongping.comments.services import Point, acknowledge, save_draft
from gongping.foundation import clock
from gongping.meetings import selectors as meetings
from gongping.meetings import services as hall
from gongping.meetings.models import Mark, ReviewRound
from gongping.meetings.states import SessionState
from gongping.procedure.follow_up import sign_comment
from gongping.procedure.sessions import close_session, open_session
from tests.world import World

REQUIREMENTS = ("节点到了再报，不另要材料。", "业务和党建一起谋划。")
RARE = "𬭊𫖮㙟"
POINTS = (
    Point("achievements", "审批提速看得见。", disposition="reference"),
    Point("priorities", f"年底前把制度定型，请{RARE}牵头。", disposition="follow_up"),
    Point("directions", "先定口径，再建系统。", disposition="reference"),
)


def closed_round(
    world: World, half: str = "first", *, is_commented: bool = True
) -> ReviewRound:
    """Return the round of a session that was held and closed.

    One person is excused; one leader commented on the other unit, which received it.
    """
    by = world.actor("secretariat")
    round_ = hall.create_round(
        year=clock.today().year,
        half=half,
        title="上半年",
        held_at=clock.now() - timedelta(hours=3),
        chair_name="办公厅负责人",
        venues=["机关礼堂", "华北分会场"],
        by=by,
    )
    session = meetings.get_session(round_.pk)
    open_session(session, by=by)
    hall.mark_all_present(session, by=by)
    hall.mark_attendance(session, world.cadres[0].pk, Mark.EXCUSED, by=by)
    session = hall.move_session(session, SessionState.REPORTING, by=by)
    while hall.next_unit(session, by=by):
        pass
    if is_commented:
        _comment(world, round_)
    close_session(meetings.get_session(round_.pk), REQUIREMENTS, by=by)
    return meetings.get_round(round_.pk)


def _comment(world: World, round_: ReviewRound) -> None:
    leader = world.actor("leader")
    draft = save_draft(round_, world.other_unit.pk, list(POINTS), by=leader)
    comment = sign_comment(draft.pk, by=leader)
    acknowledge(comment.pk, by=world.actor("other_unit"))
