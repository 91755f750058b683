"""Counting an opened poll once, and deciding who may read the count."""

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox import parse_manifest, tally_board
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.results.exceptions import AlreadyCounted
from gongping.results.figures import FORMULA_VERSION, RollCount, figures_of
from gongping.results.models import Result
from gongping.results.policies import check_can_publish

if TYPE_CHECKING:
    from ballotbox import Board
    from gongping.polls.models import Poll

__all__ = ["RollCount", "count", "publish_result"]


@transaction.atomic
def count(
    poll: "Poll", board: "Board", roll: dict[int, RollCount], *, by: Actor
) -> Result:
    """Keep the count of the poll's board; the same board again changes nothing.

    `roll` gives 应参 and 领票 by group number. Raises what `ballotbox` raises if
    the board does not fit the frozen rules, and `AlreadyCounted` for another board.
    """
    existing = Result.objects.filter(poll=poll).first()
    if existing:
        if existing.board_digest != board.digest.hex():
            raise AlreadyCounted(
                _("这次测评已经计票，板首与这次的不同。请找监票人核对。")
            )
        return existing
    manifest = parse_manifest(poll.manifest)
    figures = figures_of(manifest, tally_board(manifest, board), roll)
    result = Result.objects.create(
        poll=poll,
        formula_version=FORMULA_VERSION,
        manifest_digest=manifest.digest.hex(),
        board_digest=board.digest.hex(),
        figures=figures,
        digest=_digest(figures, board.digest.hex()),
        counted_at=clock.now(),
    )
    record("results:result:counted", by=by, subject=poll.title, subject_key=poll.code)
    return result


@transaction.atomic
def publish_result(result_id: int, audience: str, *, by: Actor) -> Result:
    """Record the decision who may read the result: the wider circle, from now on."""
    result = Result.objects.select_for_update().get(pk=result_id)
    check_can_publish(result, audience, by)
    result.audience = audience
    result.published_at, result.published_by_name = clock.now(), by.name
    result.save()
    record(
        "results:result:published",
        by=by,
        subject=result.poll.title,
        subject_key=result.poll.code,
        detail={"audience": audience},
    )
    return result


def _digest(figures: dict[str, object], board_digest: str) -> str:
    text = json.dumps([FORMULA_VERSION, board_digest, figures], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
