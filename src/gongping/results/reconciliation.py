"""The reconciliation of a sealed poll (核对表): people, ballots and slips add up.

Each check is made on its own, so that whoever reads it learns which line is wrong. The
protocol's own `verify_counts` refuses such counts with the first fault it meets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ballotbox.counts import verify_slips
from ballotbox.errors import BallotBoxError, SlipUnknown
from ballotbox.findings import UndrawnSlipRedeemed
from gongping.foundation.names import local_name

if TYPE_CHECKING:
    from ballotbox.counts import Slips, Turnout
    from ballotbox.manifest import Manifest

Cells = tuple[int | None, ...]
Row = tuple[str, Sequence[int | None], bool]
"""What a line is called, its numbers, and whether it is part of the one above."""
Groups = Mapping[int, Mapping[str, Any]]
"""The counted figures of each group, by its number; empty before the count.

Of a group that the result keeps back there are no counts, for nobody.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is held against each other.

    `box` are the ballots that the box named at the close, `marked` the people whom the
    roll marks as having collected a ballot for the box; from the head on no mark
    changes, and there is none to ask. `undone` says what else is to be done before
    the head, such as sealing the paper ballots.
    """

    manifest: "Manifest"
    turnouts: "Sequence[Turnout]"
    slips: "Slips"
    box: Mapping[int, int]
    marked: Mapping[int, int] | None
    counted: Groups
    undone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a number for each group, `None` where it is withheld; and the sum."""

    label: str
    cells: Cells
    total: int | None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The table, the checks that were made, and those that do not come out.

    `undone` are steps that nobody has taken yet: no fault, and nothing to sign yet.
    """

    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    checks: tuple[str, ...]
    faults: tuple[str, ...]
    withheld: tuple[str, ...]
    undone: tuple[str, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Tell whether every line adds up."""
        return not self.faults and not self.undone


def reconcile(facts: Facts, hidden: frozenset[int]) -> Reconciliation:
    """Return the table; of `hidden` groups only the roll is shown.

    Checks are made over all groups: that one fails is never withheld.
    """
    names = {g.number: local_name(g) for g in facts.manifest.groups}
    whole = _when_done(facts)
    checks = dict.fromkeys(label for label, _, _ in _checks(whole))
    faults = [
        _("“%(group)s”：%(check)s") % {"group": names.get(number, ""), "check": label}
        for label, number, holds in _checks(whole)
        if not holds
    ]
    return Reconciliation(
        groups=tuple(names.values()),
        lines=tuple(_lines(facts, hidden)),
        checks=(*checks, _slips_check()),
        faults=(*faults, *_slip_faults(whole)),
        withheld=tuple(name for number, name in names.items() if number in hidden),
        undone=(*_slips_to_open(facts, names), *facts.undone),
    )


def _when_done(facts: Facts) -> Facts:
    """Return the facts as they are once every slip is accounted for.

    What then still does not come out is a fault; the rest is work not done yet.
    """
    if facts.marked is None:
        return facts
    left = {t.group: _left(t) for t in facts.turnouts}
    turnouts = [replace(t, drawn=t.drawn + left[t.group]) for t in facts.turnouts]
    marked = {group: n + left.get(group, 0) for group, n in facts.marked.items()}
    return replace(facts, turnouts=turnouts, marked=marked)


def _left(turnout: "Turnout") -> int:
    """Return how many slips are neither marked as drawn nor opened yet."""
    return max(0, turnout.printed - turnout.drawn - turnout.undrawn)


def _slips_to_open(facts: Facts, names: Mapping[int, str]) -> Iterator[str]:
    if facts.marked is None:
        return
    for turnout in facts.turnouts:
        if left := _left(turnout):
            yield _(
                "“%(group)s”还有 %(n)d 张票条，没有登记抽走，也没有打开："
                "秘书处当着监票人逐张打开；有人抽走没登记的，先补登。"
            ) % {"group": names.get(turnout.group, ""), "n": left}


def reason_words() -> dict[str, str]:
    """Return what each reason for which a ballot is invalid is called."""
    return {
        "unopenable": _("打不开"),
        "length": _("票面不完整"),
        "range": _("出现没有的等次、多选或没选"),
        "all_identical": _("整张票全部相同"),
        "excellent_quota": _("优秀超过名额"),
        "all_best": _("整张票全是最高等次"),
        "unfinished": _("不了解过多"),
        "quota": _("名额不合规则"),
    }


def _lines(facts: Facts, hidden: frozenset[int]) -> Iterator[Line]:
    people = (_("应参"), "roll", False), (_("其中补充名册"), "late", True)
    for label, name, is_part in people:
        numbers = tuple(getattr(t, name) for t in facts.turnouts)
        yield Line(label, numbers, sum(numbers), is_part)
    for label, counts, is_part in (*_handed_out(facts), *_came_in(facts)):
        pairs = zip(facts.turnouts, counts, strict=True)
        cells = tuple(None if t.group in hidden else n for t, n in pairs)
        known = [cell for cell in cells if cell is not None]
        total = sum(known) if len(known) == len(cells) else None
        yield Line(label, cells, total, is_part)


def _handed_out(facts: Facts) -> Iterator[Row]:
    turnouts = facts.turnouts
    for n, issuer in enumerate(facts.manifest.seal.issuers):
        label = _("领票：%(issuer)s") % {"issuer": local_name(issuer)}
        yield label, [t.collected[n] for t in turnouts], False
    yield _("用纸质票的人"), [t.paper for t in turnouts], False
    yield _("领票合计，连纸质票"), [t.issued for t in turnouts], False
    yield _("票条印出"), [t.printed for t in turnouts], False
    yield _("票条抽走"), [t.drawn for t in turnouts], True
    yield _("票条没有抽走、已打开"), [t.undrawn for t in turnouts], True


def _came_in(facts: Facts) -> Iterator[Row]:
    turnouts = facts.turnouts
    yield _("收回"), [t.all_received for t in turnouts], False
    yield _("其中票箱"), [t.received for t in turnouts], True
    yield _("其中纸质"), [t.paper_received for t in turnouts], True
    yield from _counted_rows(facts)


def _counted_rows(facts: Facts) -> Iterator[Row]:
    if not facts.counted:
        return
    rows = [facts.counted[turnout.group] for turnout in facts.turnouts]
    yield _("有效"), [row["valid"] for row in rows], False
    yield _("其中弃权"), [row["abstained"] for row in rows], True
    yield _("无效"), [row["invalid"] for row in rows], False
    for reason, label in reason_words().items():
        numbers = [_reason(row, reason) for row in rows]
        if any(numbers):
            yield label, numbers, True


def _reason(row: Mapping[str, Any], reason: str) -> int | None:
    reasons = row["invalid_reasons"]
    return None if reasons is None else reasons.get(reason, 0)


def _checks(facts: Facts) -> Iterator[tuple[str, int, bool]]:
    """Yield each check of each group: what should hold, the group, whether it does."""
    sizes = {group.number: group.size for group in facts.manifest.groups}
    for t in facts.turnouts:
        for label, holds in (*_of_people(t, sizes), *_of_ballots(t, facts)):
            yield label, t.group, holds


def _of_people(t: "Turnout", sizes: Mapping[int, int]) -> list[tuple[str, bool]]:
    return [
        (_("应参等于规则书定下的人数加补充名册"), t.roll == sizes[t.group] + t.late),
        (_("各发票处的领票加纸质票不多于应参"), max(t.collected) + t.paper <= t.roll),
        (_("票条印出等于抽走加没有抽走"), t.printed == t.drawn + t.undrawn),
    ]


def _of_ballots(t: "Turnout", facts: Facts) -> Iterator[tuple[str, bool]]:
    yield _("票箱收回等于截止时票箱报的数"), t.received == facts.box.get(t.group, 0)
    yield _("票箱收回不多于各发票处的领票"), t.received <= min(t.collected)
    if facts.marked is not None:
        enough = t.received <= facts.marked.get(t.group, 0)
        yield _("票箱收回不多于名册上登记领票的人"), enough
    yield _("纸质票收回不多于用纸质票的人"), t.paper_received <= t.paper
    if facts.counted:
        row = facts.counted[t.group]
        holds = row["adds_up"] if row["valid"] is None else _all_counted(t, row)
        yield _("收回等于有效加无效"), holds


def _all_counted(t: "Turnout", row: Mapping[str, Any]) -> bool:
    return bool(t.all_received == row["valid"] + row["invalid"])


def _slips_check() -> str:
    return _("票条都在印出的名单里，打开的没有人用过")


def _slip_faults(facts: Facts) -> list[str]:
    try:
        verify_slips(facts.manifest, tuple(facts.turnouts), facts.slips)
    except BallotBoxError as error:
        why = _what_slips_show(error)
        return [_("%(check)s（%(why)s）") % {"check": _slips_check(), "why": why}]
    return []


def _what_slips_show(error: BallotBoxError) -> str:
    match error:
        case UndrawnSlipRedeemed():
            return _("有一张没有抽走的票条，被人领过票")
        case SlipUnknown():
            return _("有一张票条不在印出的名单里")
        case _:
            return _("名单上的票条，和印出、打开、领票的张数对不上")
