"""The count report (计票报告) as one value, of which page and PDF are made alike.

Everything in it is frozen: the figures of the count, and what lies
under its head. So both say the same however often they are made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation.names import local_name
from gongping.polls.selectors import (
    head_code,
    manifest_of,
    paper_batches,
    paper_digests,
    rule_code,
)
from gongping.results.reconciliation import Reconciliation, reason_words
from gongping.results.selectors import reconciliation_of
from gongping.results.sheet import Sheet, UnitLine

if TYPE_CHECKING:
    from gongping.polls.models import Poll
    from gongping.results.models import Result

VOID_CELL = b"\xff\xfe"


@dataclass(frozen=True, slots=True)
class Proof:
    """A hash in full, with its six words where people read it aloud."""

    label: str
    digits: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """One line to sign by hand; whether the head bears this person's signature."""

    office: str
    name: str = ""
    has_cosigned: bool = False


@dataclass(frozen=True, slots=True)
class CountReport:
    """What a count report says."""

    verdict: str
    table: Reconciliation
    reasons: str
    void_sheets: int
    scores: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    signers: tuple[Signer, ...]


def count_report_of(result: "Result", sheet: Sheet) -> CountReport:
    """Return the count report of a result. Two queries."""
    return CountReport(
        verdict=_verdict(sheet),
        table=reconciliation_of(result),
        reasons=_reasons(sheet),
        void_sheets=_void_sheets(result.poll, sheet),
        scores=tuple(_scores(sheet)),
        proofs=tuple(_proofs(result)),
        signers=tuple(_signers(result)),
    )


def _verdict(sheet: Sheet) -> str:
    numbers = {
        "entitled": sheet.total("entitled"),
        "received": sheet.total("received"),
        "needed": sheet.quorum["needed"],
        "percent": sheet.quorum["percent"],
    }
    if sheet.quorum["is_met"]:
        return (
            _(
                "应参 %(entitled)d 人，收回 %(received)d 张，"
                "不少于法定的 %(needed)d 张（%(percent)d%%），本次有效。"
            )
            % numbers
        )
    return (
        _(
            "收回不足，本次不生效。应参 %(entitled)d 人，收回 %(received)d 张，"
            "少于法定的 %(needed)d 张（%(percent)d%%）。"
        )
        % numbers
    )


def _reasons(sheet: Sheet) -> str:
    counts, said = sheet.totals["invalid_reasons"], reason_words()
    sums = {said[reason]: counts.get(reason, 0) for reason in said}
    return _("；").join(f"{reason} {n}" for reason, n in sums.items() if n)


def _void_sheets(poll: "Poll", sheet: Sheet) -> int:
    """Return how many sheets of paper are void as a whole, of the groups shown."""
    shown = {group.number for group in sheet.groups if group.is_shown}
    return sum(
        set(zip(cells[::2], cells[1::2], strict=True)) == {tuple(VOID_CELL)}
        for batch in paper_batches(poll)
        for cells in batch.ballots
        if batch.group in shown
    )


def _scores(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield units with their scores, to as many decimals as every one may have."""
    scored = [unit for unit in sheet.units if unit.score is not None]
    is_fine = all(unit.score_fine is not None for unit in scored)
    for unit in sheet.units:
        yield unit.name, _score(unit, unit.score_fine if is_fine else unit.score)


def _score(unit: UnitLine, score: Decimal | None) -> str:
    if not unit.is_shown:
        return _("人少不公布")
    return _("缺票") if score is None else str(score)


def _proofs(result: "Result") -> list[Proof]:
    poll = result.poll
    rules = Proof(_("规则书指纹"), result.manifest_digest, rule_code(poll))
    head = Proof(_("板首指纹"), result.board_digest, head_code(poll))
    count = Proof(_("结果指纹"), result.digest)
    box = Proof(_("票箱对板首的签名"), poll.head_signature)
    return [rules, head, box, *_paper_proofs(poll), count]


def _paper_proofs(poll: "Poll") -> list[Proof]:
    names = {group.number: local_name(group) for group in manifest_of(poll).groups}
    batches = [
        Proof(_("纸质票批：%(group)s") % {"group": names[number]}, digest.hex())
        for number, digest in paper_digests(poll)
    ]
    if not batches:
        return []
    return [Proof(_("纸质票总指纹"), poll.paper_digest), *batches]


def _signers(result: "Result") -> list[Signer]:
    watching = _("监票人")
    others = [Signer(_("计票人")), Signer(_("主持人"))]
    seats = result.poll.scrutineers.all()
    return [
        *(Signer(watching, s.user.display_name, bool(s.head_signature)) for s in seats),
        *others,
    ]
