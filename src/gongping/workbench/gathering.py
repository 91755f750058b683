"""Where each role's to-dos come from, room by room in the order data walks."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.bulletins import selectors as bulletins
from gongping.comments import selectors as comments
from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.format import gap
from gongping.foundation.names import local_name
from gongping.ledger import selectors as ledger
from gongping.meetings import selectors as meetings
from gongping.meetings.states import RoundState
from gongping.polls import selectors as polls
from gongping.polls.states import PollState
from gongping.roll import selectors as roll
from gongping.workbench.models import Feedback
from gongping.workbench.todos import Todo

if TYPE_CHECKING:
    from gongping.bulletins.models import Bulletin
    from gongping.ledger.models import LedgerItem
    from gongping.meetings.models import ReviewRound
    from gongping.polls.models import Poll
    from gongping.roll.models import RollEntry

LONGEST_QUOTE = 40
MOST_EACH = 12


def of_unit(actor: Actor, round_: "ReviewRound | None") -> Iterator[Todo]:
    """Yield what waits for those who file for a unit. At most three queries."""
    for comment in comments.awaiting_acknowledgement(actor.unit_ids):
        yield Todo(
            _("签收"),
            _("%(leader)s的点评") % {"leader": local_name(comment.leader)},
            reverse("comments:comment", args=[comment.pk]),
            _("看点评并签收"),
            due_on=comment.signed_at.date() if comment.signed_at else None,
            quote=(comment.first_words or "")[:LONGEST_QUOTE],  # type: ignore[attr-defined]
        )
    waiting = ledger.waiting_for_units(actor)
    yield from _items(
        (waiting["propose"], _("报路径"), _("填写路径"), "propose"),
        (waiting["acknowledge"], _("签收事项"), _("看事项并签收"), "item"),
        (waiting["confirm"], _("核进展"), _("核对进展"), "item"),
        (waiting["sign"], _("签延期申请"), _("看申请"), "item"),
        (waiting["support"], _("确认配合"), _("看事项"), "item"),
        (_signed_for(waiting), _("报进展"), _("填写进展"), "report"),
    )
    if round_ and round_.state == RoundState.PREPARING:
        yield from _reports(actor, round_)


def of_leader(actor: Actor, round_: "ReviewRound | None") -> Iterator[Todo]:
    """Yield the units that the leader has not yet commented on. Six queries."""
    for paper in bulletins.waiting_for_approval():
        yield _document(paper, _("批准"), _("看公文并批准"))
    yield from _items(
        (ledger.items_to_look_back(actor), _("回头看"), _("写回头看结果"), "item")
    )
    if round_ is None or round_.state not in {RoundState.PREPARING, RoundState.OPEN}:
        return
    held_on = meetings.session_of(round_).held_at.date()
    for pair in comments.coverage(round_, actor.person_id).missing:
        yield Todo(
            _("写点评"),
            local_name(pair.unit),
            reverse("comments:pad", args=[round_.pk, pair.unit.pk]),
            _("写点评"),
            due_on=held_on,
            context=_("写了草稿，还没有签署") if pair.comment_id else "",
        )


def of_secretariat(actor: Actor, round_: "ReviewRound | None") -> Iterator[Todo]:
    """Yield what waits for the secretariat's hand. At most six queries."""
    waiting = ledger.waiting_for_secretariat(actor)
    yield from _items(
        (waiting["verify"], _("审核"), _("审核进展"), "item"),
        (waiting["confirm"], _("确认立项"), _("核对路径"), "item"),
        (waiting["extend"], _("批延期"), _("看申请"), "item"),
    )
    for paper in bulletins.returned_to_writer():
        yield _document(paper, _("改公文"), _("看退回的公文"))
    if round_ is None or round_.state != RoundState.OPEN:
        return
    missing = len(comments.coverage(round_).missing)
    if missing:
        yield Todo(
            _("催点评"),
            _("还有 %(n)d 对没有点评，含还没有汇报的") % {"n": missing},
            reverse("comments:coverage", args=[round_.pk]),
            _("看点评覆盖"),
            due_on=meetings.session_of(round_).held_at.date(),
        )


def of_voter(actor: Actor, round_: "ReviewRound | None") -> Iterator[Todo]:
    """Yield the voter's ballot until the poll closes. Two queries.

    Nobody here knows whether a ballot that was collected has been cast.
    """
    poll = polls.current_poll(round_) if round_ else None
    if poll is None or poll.state not in {PollState.COLLECTING, PollState.CASTING}:
        return
    entry = roll.find_entry(poll, actor)
    if entry is not None and entry.channel:
        yield _collected(poll, entry)
    elif entry is not None:
        yield _ballot(poll)


def of_scrutineer(actor: Actor, round_: "ReviewRound | None") -> Iterator[Todo]:
    """Yield what waits for the scrutineer: keys, a signature, presence.

    At most five queries.
    """
    poll = polls.current_poll(round_) if round_ else None
    if poll is not None and polls.waits_for(poll, actor):
        yield Todo(
            _("监票"),
            local_name(poll),
            reverse("polls:desk", args=[poll.code]),
            _("打开监票台"),
        )


def _document(paper: "Bulletin", verb: str, action: str) -> Todo:
    address = reverse("bulletins:bulletin", args=[paper.pk])
    return Todo(verb, "".join(paper.title.split()), address, action)


def _ballot(poll: "Poll") -> Todo:
    return Todo(
        _("领票"),
        local_name(poll),
        reverse("roll:collect", args=[poll.code]),
        _("领票评分"),
        context=_("约 4 分钟，无记名"),
    )


def _collected(poll: "Poll", entry: "RollEntry") -> Todo:
    is_casting = poll.state == PollState.CASTING
    return Todo(
        _("投出") if is_casting else _("评分"),
        local_name(poll),
        reverse("roll:collect", args=[poll.code]),
        _("打开测评票"),
        context=_whereabouts(entry, is_casting=is_casting),
    )


def _whereabouts(entry: "RollEntry", *, is_casting: bool) -> str:
    if entry.channel == roll.Channel.SLIP:
        where = _("您抽了票条，用票条打开。")
    else:
        where = _("您已领票，票在领票的那台设备上。")
    if not is_casting:
        return where + gap() + _("可以先评，开始投票后再投出。")
    return where + gap() + _("这里不知道您投了没有；投过了，不用再管。")


def _items(
    *kinds: tuple[Iterable["LedgerItem"], str, str, str],
) -> Iterator[Todo]:
    for items, verb, action, route in kinds:
        found = list(items)
        for item in found[:MOST_EACH]:
            yield _item(item, verb, action, route)
        if len(found) > MOST_EACH:
            yield _the_rest(len(found) - MOST_EACH, verb)


def _signed_for(waiting: dict[str, list["LedgerItem"]]) -> list["LedgerItem"]:
    # First receipt, then progress: the same item is asked for once.
    unsigned = {item.pk for item in waiting["acknowledge"]}
    return [item for item in waiting["report"] if item.pk not in unsigned]


def _item(item: "LedgerItem", verb: str, action: str, route: str) -> Todo:
    return Todo(
        verb,
        item.title,
        reverse(f"ledger:{route}", args=[item.number]),
        action,
        due_on=item.next_due_on,
        context=_about(item),
        light=ledger.light_of(item, clock.today()).value,
    )


def _about(item: "LedgerItem") -> str:
    about = f"{item.number}　{local_name(item.lead_unit)}"
    if item.review_note:
        about += "　" + _("秘书处退回：%(note)s") % {"note": item.review_note}
    return about


def _the_rest(count: int, verb: str) -> Todo:
    return Todo(
        verb, _("还有 %(n)d 项") % {"n": count}, reverse("ledger:table"), _("看台账")
    )


def _reports(actor: Actor, round_: "ReviewRound") -> Iterator[Todo]:
    session = meetings.session_of(round_)
    for unit in meetings.owed_report_units(round_, actor.unit_ids):
        yield Todo(
            _("交汇报材料"),
            local_name(round_),
            reverse("meetings:report", args=[round_.pk, unit.pk]),
            _("核对汇报材料"),
            due_on=session.held_at.date(),
            context=_("已按台账预填，请核对后交"),
        )


def of_reader_of_remarks(_actor: Actor, _round: "ReviewRound | None") -> Iterator[Todo]:
    """Yield the remarks on pages that nobody has handled. One query."""
    if n := Feedback.objects.filter(is_handled=False).count():
        said = ngettext("%(n)d 条对页面的意见", "%(n)d 条对页面的意见", n)
        yield Todo(
            _("看意见"), said % {"n": n}, reverse("workbench:feedbacks"), _("看意见")
        )


SOURCES = (
    (Role.UNIT, of_unit),
    (Role.LEADER, of_leader),
    (Role.SECRETARIAT, of_secretariat),
    (Role.VOTER, of_voter),
    (Role.SCRUTINEER, of_scrutineer),
    # Nobody holds both roles.
    (Role.SECRETARIAT, of_reader_of_remarks),
    (Role.SYSTEM_ADMIN, of_reader_of_remarks),
)
