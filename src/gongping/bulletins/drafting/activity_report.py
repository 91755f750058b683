"""活动情况报告: the session in facts and numbers, for the level above.

No score and no order of units ever stands here, whatever was published to whom.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.minutes import attendance_table, seated
from gongping.bulletins.drafting.pieces import Cell, Piece, Sheet, figure
from gongping.comments.selectors import Section
from gongping.foundation import clock
from gongping.foundation.format import percent1
from gongping.ledger.selectors import Light, light_of
from gongping.ledger.states import ItemState
from gongping.meetings.selectors import reports_submitted, session_of
from gongping.polls.selectors import current_poll
from gongping.polls.states import PollState
from gongping.results.selectors import get_result

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem
    from gongping.polls.models import Poll

WITHHELD: Final = "人少不公布"
STATES: Final = (
    (ItemState.DRAFT, "待单位报路径"),
    (ItemState.PROPOSED, "待秘书处确认"),
    (ItemState.PUBLISHED, "在办"),
    (ItemState.AWAITING, "待审核"),
    (ItemState.CLOSED, "已销号"),
)


def title_of(facts: Facts) -> str:
    """Return the title."""
    return f"关于{facts.half} 重点工作点评测评活动情况的报告"


def draft(facts: Facts) -> Sheet:
    """Return the report as the records give it; what only people know is left open."""
    sheet = Sheet()
    sheet.say("（请填主送机关）：")
    sheet.say(
        f"{facts.day}，{facts.organisation}召开{facts.half}汇报会。"
        f"现将活动情况报告如下。数据截至{facts.today}。"
    )
    _organised(sheet, facts)
    _commented(sheet, facts)
    _voted(sheet, facts)
    _followed(sheet, facts)
    sheet.heading("下一步打算")
    sheet.say("（请填下一步打算）")
    return sheet


def _organised(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("组织情况")
    kinds = Counter(item.unit.category.name for item in facts.agenda)
    parts = "、".join(f"{name}{count}个" for name, count in kinds.items())
    came, minutes = facts.attendance, session_of(facts.round).minutes_per_unit
    sheet.say(
        figure(len(facts.agenda), "agenda"),
        f"个单位主要负责人逐一汇报（{parts}），每个单位{minutes}分钟；会前提交汇报材料",
        figure(reports_submitted(facts.round), "reports"),
        "份。应到",
        figure(came.expected, "attendance"),
        "人，实到",
        figure(came.present, "attendance"),
        "人，请假",
        figure(came.excused, "attendance"),
        f"人，{'达到' if came.is_quorate else '没有达到'}法定到会人数。",
    )
    if len(seated(facts)) > 1:
        attendance_table(sheet, facts)


def _commented(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("点评情况")
    pairs, points = facts.coverage, facts.points
    leaders = {comment.leader_id for comment in facts.comments}
    sheet.say(
        figure(len(leaders), "coverage"),
        "位部领导对分管和联系的单位点评，应点评",
        figure(pairs.total, "coverage"),
        "对，已签署",
        figure(pairs.signed, "coverage"),
        "对，写明原因不再点评",
        figure(len(pairs.waived), "coverage"),
        "对，还缺",
        figure(len(pairs.missing), "coverage"),
        "对。",
    )
    counted = Counter(point.section for _, point in points)
    said: list[str | Piece] = ["点评共", figure(len(points), "coverage"), "条，其中"]
    for n, section in enumerate(Section):
        said += ["、" if n else "", str(section.label)]
        said += [figure(counted[section], "coverage"), "条"]
    received = sum(comment.acknowledged_at is not None for comment in facts.comments)
    sheet.say(*said, "；单位已签收", figure(received, "coverage"), "份。")


def _voted(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("测评情况")
    poll = current_poll(facts.round)
    if poll is None:
        sheet.say("这次汇报会没有安排测评。")
    elif poll.state != PollState.UNSEALED:
        sheet.say("测评还没有启封，收回和有效张数待启封后补报。")
    else:
        _turnout(sheet, facts, poll)


def _turnout(sheet: Sheet, facts: Facts, poll: "Poll") -> None:
    figures = get_result(poll.code, facts.by).figures
    source, quorum = f"poll:{poll.code}", figures["quorum"]
    said: list[str | Piece] = [
        "处级以上干部无记名测评，应参",
        figure(quorum["entitled"], source),
        "人",
    ]
    # With a small group withheld, the sum would tell what that group did.
    if all(group["is_shown"] for group in figures["groups"]):
        said += ["，收回", figure(quorum["received"], source), "张"]
    sheet.say(
        *said,
        f"，{'达到' if quorum['is_met'] else '没有达到'}法定收回张数。"
        "分票种情况如下；本报告不列得分，不排名次。",
    )
    sheet.row("票种", "应参", "领票", "收回", "有效", "参评率")
    for group in figures["groups"]:
        sheet.row(group["name"], *_of_group(group, source))


def _of_group(group: dict[str, Any], source: str) -> list[Cell]:
    entitled = figure(group["entitled"], source)
    if not group["is_shown"]:
        return [entitled, *[WITHHELD] * 4]
    share = group["received"] / group["entitled"] if group["entitled"] else None
    counts = (group["issued"], group["received"], group["valid"], percent1(share))
    return [entitled, *(figure(count, source) for count in counts)]


def _followed(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("转办事项办理情况")
    items = [point.ledger_item for _, point in facts.followed_up if point.ledger_item]
    late = sum(light_of(item, clock.today()) == Light.LATE for item in items)
    sheet.say(
        "点评转办",
        figure(len(items), "follow_ups"),
        f"项。截至{facts.today}办理情况如下，其中逾期",
        figure(late, "follow_ups"),
        "项。",
    )
    _states(sheet, items)


def _states(sheet: Sheet, items: "list[LedgerItem]") -> None:
    counted = Counter(item.state for item in items)
    sheet.row(*(name for _, name in STATES))
    sheet.row(*(figure(counted[state], "follow_ups") for state, _ in STATES))
