"""Counting an opened poll, correcting a count, and deciding who may read it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.polls import services as polls
from gongping.polls.selectors import manifest_of
from gongping.results.exceptions import AlreadyCounted, NothingToCorrect
from gongping.results.figures import RollCount, figures_of
from gongping.results.models import Result, ResultVersion
from gongping.results.policies import (
    check_can_correct,
    check_can_publish,
    check_can_set_ranking,
)
from gongping.results.rule import FORMULA_VERSION

if TYPE_CHECKING:
    from datetime import date

    from gongping.polls.models import Poll
    from gongping.polls.services import Opened
    from gongping.results.figures import Figures

REASON_LENGTH = 200

__all__ = [
    "Ranking",
    "RollCount",
    "correct",
    "count",
    "publish_result",
    "set_ranking",
]


@transaction.atomic
def count(
    poll: "Poll", opened: "Opened", roll: dict[int, RollCount], *, by: Actor
) -> Result:
    """Keep the count of an opened poll; the same board again changes nothing.

    `roll` gives 应参 and 领票 by group number. Raises `AlreadyCounted` for another
    board.
    """
    existing = Result.objects.filter(poll=poll).select_related("current").first()
    if existing:
        _check_same_board(existing, opened)
        return existing
    manifest = manifest_of(poll)
    result = Result.objects.create(
        poll=poll,
        manifest_digest=manifest.digest.hex(),
        board_digest=opened.digest,
        counted_at=clock.now(),
    )
    _add_version(result, figures_of(manifest, opened, roll), "", by)
    record("results:result:counted", by=by, subject=poll.title, subject_key=poll.code)
    return result


@transaction.atomic
def correct(result_id: int, reason: str, *, by: Actor) -> ResultVersion:
    """Compute a result again from the kept board, as a version beside the old ones.

    Who reads a published result goes on reading the version that was published. Raises
    `NothingToCorrect` if every figure stays as it is.
    """
    result = _held(result_id)
    check_can_correct(by)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise Invalid(_("请写明更正的原因，这句话会同结果一起留着。"), "reason")
    opened = polls.opened_again(result.poll)
    _check_same_board(result, opened)
    roll = {
        group["number"]: RollCount(group["entitled"], group["collected"])
        for group in result.figures["groups"]
    }
    figures = figures_of(manifest_of(result.poll), opened, roll)
    if _digest(figures, result) == result.digest:
        raise NothingToCorrect(_("重新计算的每个数字都同现在的一样，没有新版本。"))
    version = _add_version(result, figures, reason, by)
    _note("results:result:corrected", result, by, version=version.number, reason=reason)
    return version


@transaction.atomic
def publish_result(result_id: int, audience: str, *, by: Actor) -> Result:
    """Record the decision who may read which version: the wider circle, from now on."""
    result = _held(result_id)
    check_can_publish(result, audience, by)
    result.audience = audience
    result.published_at, result.published_by_name = clock.now(), by.name
    result.published_version = result.current
    result.save()
    version = result.shown.number
    _note("results:result:published", result, by, audience=audience, version=version)
    return result


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the leaders decided: places or none, across categories or within."""

    is_ranked: bool
    is_across: bool
    decided_by: str
    decided_on: "date"
    number: str


@transaction.atomic
def set_ranking(result_id: int, decision: Ranking, *, by: Actor) -> Result:
    """Record what was decided of places and comparing; the sheet names the decision.

    The same decision again changes nothing. Raises `Invalid` for one without number.
    """
    result = _held(result_id)
    check_can_set_ranking(result, by)
    _check_decided(decision)
    said = asdict(decision)
    if result.ranking and all(getattr(result.ranking, n) == v for n, v in said.items()):
        return result
    result.is_ranked, result.is_across = decision.is_ranked, decision.is_across
    result.ranking = result.rankings.create(
        **said, recorded_at=clock.now(), recorded_by_name=by.name
    )
    result.save()
    _note("results:ranking:set", result, by, **said)
    return result


def _check_decided(decision: Ranking) -> None:
    if not decision.decided_by:
        raise Invalid(_("请写明谁决定的，例如部长办公会。"), "decided_by")
    if not decision.number:
        raise Invalid(_("请写决定的文号或会议纪要号。"), "number")
    if decision.decided_on > clock.today():
        raise Invalid(_("决定日期还没有到。请填作出决定的那一天。"), "decided_on")


def _held(result_id: int) -> Result:
    found = Result.objects.select_for_update(of=("self",))
    return found.select_related("current", "poll", "ranking").get(pk=result_id)


def _check_same_board(result: Result, opened: "Opened") -> None:
    if result.board_digest != opened.digest:
        raise AlreadyCounted(_("这次测评已经计票，板首与这次的不同。请找监票人核对。"))


def _add_version(
    result: Result, figures: "Figures", reason: str, by: Actor
) -> ResultVersion:
    number = result.versions.count() + 1
    result.current = result.versions.create(
        number=number,
        formula_version=FORMULA_VERSION,
        figures=figures,
        digest=_digest(figures, result),
        made_at=clock.now(),
        made_by_name=by.name,
        reason=reason,
    )
    result.save()
    return result.current


def _note(tag: str, result: Result, by: Actor, **detail: object) -> None:
    poll = result.poll
    record(tag, by=by, subject=poll.title, subject_key=poll.code, detail=detail)


def _digest(figures: "Figures", result: Result) -> str:
    parts = [FORMULA_VERSION, result.manifest_digest, result.board_digest, figures]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
