"""会议纪要: time, place, people, the order of reports, and what was decided."""

from typing import TYPE_CHECKING, Final

from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.pieces import Piece, Sheet, figure
from gongping.foundation import format as formats
from gongping.meetings.selectors import Mark, expected_by_venue, session_of
from gongping.organisation.selectors import PostKind, people_holding

if TYPE_CHECKING:
    from gongping.comments.models import CommentPoint
    from gongping.meetings.models import Attendance
    from gongping.meetings.selectors import Place
    from gongping.organisation.models import Person

TO_BE_SAID: Final = "签收时报"


def title_of(facts: Facts) -> str:
    """Return the title; its space is where it may be broken."""
    return f"{facts.organisation}{facts.half} 重点工作汇报会纪要"


def draft(facts: Facts) -> Sheet:
    """Return the minutes as the records give them."""
    sheet = Sheet()
    _people(sheet, facts)
    _overview(sheet, facts)
    _order(sheet, facts)
    _comments(sheet, facts)
    _decisions(sheet, facts)
    _incidents(sheet, facts)
    return sheet


def _people(sheet: Sheet, facts: Facts) -> None:
    session = session_of(facts.round)
    rows = [row for _, found in expected_by_venue(session) for row in found]
    present = [row for row in rows if row.mark == Mark.PRESENT]
    leaders = [row.person.name for row in present if row.person.unit_id is None]
    heads = _heads(facts)
    reporting = sum(row.person_id in heads for row in present)
    others = len(present) - len(leaders) - reporting
    excused = [_named(row) for row in rows if row.mark == Mark.EXCUSED]
    venues = [str(place.venue) for place in facts.attendance.places]
    sheet.say("时间：", figure(facts.hours, "agenda"))
    sheet.say(f"地点：{'、'.join(venues)}")
    sheet.say(f"主持：{session.chair_name}")
    said = f"出席：{'、'.join(leaders)}，" if leaders else "出席："
    sheet.say(said, figure(reporting, "attendance"), "个单位主要负责人")
    sheet.say("列席：处级以上干部", figure(others, "attendance"), "人")
    sheet.say(f"请假：{'、'.join(excused) or '无'}")


def _heads(facts: Facts) -> set[int]:
    units = {item.unit_id for item in facts.agenda}
    holding = people_holding(PostKind.UNIT_HEAD).items()
    return {person.pk for unit_id, person in holding if unit_id in units}


def _named(row: "Attendance") -> str:
    person: Person = row.person
    unit = person.unit.name if person.unit else ""
    return person.name if unit in person.name else f"{person.name}（{unit}）"


def _overview(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("会议概况")
    came = facts.attendance
    said: list[str | Piece] = [
        f"{facts.day}，{facts.organisation}召开{facts.half}汇报会，",
        figure(len(facts.agenda), "agenda"),
        "个单位依次汇报重点工作及落实措施，部领导逐一点评。应到",
        figure(came.expected, "attendance"),
        "人，实到",
        figure(came.present, "attendance"),
        "人，请假",
        figure(came.excused, "attendance"),
        "人",
    ]
    if came.unmarked:
        said += ["，未签到", figure(came.unmarked, "attendance"), "人"]
    has_more = len(seated(facts)) > 1
    sheet.say(*said, "。各会场到会情况如下。" if has_more else "。")
    if has_more:
        attendance_table(sheet, facts)


def seated(facts: Facts) -> "list[Place]":
    """Return the venues at which anybody was expected."""
    return [place for place in facts.attendance.places if place.expected]


def attendance_table(sheet: Sheet, facts: Facts) -> None:
    """Add who was expected and who came, venue by venue."""
    sheet.row("会场", "应到", "实到", "请假", "未签到")
    for place in seated(facts):
        counts = (place.expected, place.present, place.excused, place.unmarked)
        sheet.row(str(place.venue), *(figure(n, "attendance") for n in counts))


def _order(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("汇报顺序")
    sheet.row("序号", "单位", "汇报人", "会场")
    for place, item in enumerate(facts.agenda, 1):
        sheet.row(
            figure(place, "agenda"),
            item.unit.name,
            item.reporter.name if item.reporter else "",
            str(item.venue or ""),
        )


def _comments(sheet: Sheet, facts: Facts) -> None:
    sheet.heading("点评情况")
    pairs = facts.coverage
    said: list[str | Piece] = [
        "部领导对分管和联系的单位应点评",
        figure(pairs.total, "coverage"),
        "对，已签署",
        figure(pairs.signed, "coverage"),
        "对",
    ]
    if pairs.waived:
        said += ["，写明原因不再点评", figure(len(pairs.waived), "coverage"), "对"]
    if pairs.missing:
        said += ["，还没有点评", figure(len(pairs.missing), "coverage"), "对"]
    sheet.say(*said, "。点评原文见点评记录。")


def _decisions(sheet: Sheet, facts: Facts) -> None:
    focuses, points = facts.focuses, facts.followed_up
    if not focuses and not points:
        return
    sheet.heading("议定事项")
    if focuses:
        sheet.say(
            f"（一）{facts.round.year}年度要求。共",
            figure(len(focuses), "focuses"),
            "项，各单位列入年度重点工作，明确路径、时限和责任人。",
        )
        for n, focus in enumerate(focuses, 1):
            sheet.say(f"{n}. {focus.text}")
    if points:
        sheet.say(
            "（二）点评转办事项。" if focuses else "（一）点评转办事项。",
            "共",
            figure(len(points), "follow_ups"),
            "项，由牵头单位在签收时报路径、时限和责任人，秘书处确认后督办。",
        )
        sheet.row("序号", "事项", "牵头单位", "点评领导", "时限")
        for n, (comment, point) in enumerate(points, 1):
            source = f"comment:{comment.pk}"
            due = figure(due_of(point), source)
            unit, leader = comment.unit.name, comment.leader.name
            sheet.row(str(n), point.text, unit, leader, due)


def due_of(point: "CommentPoint") -> str:
    """Return until when the point is to be answered, as far as it is known."""
    item = point.ledger_item
    due = (item.due_on if item else None) or point.due_on
    return formats.day_year(due) or TO_BE_SAID


def _incidents(sheet: Sheet, facts: Facts) -> None:
    if not facts.incidents:
        return
    sheet.heading("会场记事")
    for noted in facts.incidents:
        sheet.say(f"{formats.clock_time(noted.happened_at)}，{noted.text}")
