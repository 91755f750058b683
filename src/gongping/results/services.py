"""Counting an opened poll once, and deciding who may read the count."""

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.polls.selectors import manifest_of
from gongping.results.exceptions import AlreadyCounted
from gongping.results.figures import FORMULA_VERSION, RollCount, figures_of
from gongping.results.models import Result
from gongping.results.policies import check_can_publish

if TYPE_CHECKING:
    from gongping.polls.models import Poll
    from gongping.polls.services import Opened

__all__ = ["RollCount", "count", "publish_result"]


@transaction.atomic
def count(
    poll: "Poll", opened: "Opened", roll: dict[int, RollCount], *, by: Actor
) -> Result:
    """Keep the count of an opened poll; the same board again changes nothing.

    `roll` gives 应参 and 领票 by group number. Raises `AlreadyCounted` for another
    board.
    """
    existing = Result.objects.filter(poll=poll).first()
    if existing:
        if existing.board_digest != opened.digest:
            raise AlreadyCounted(
                _("这次测评已经计票，板首与这次的不同。请找监票人核对。")
            )
        return existing
    manifest = manifest_of(poll)
    figures = figures_of(manifest, opened.tally, roll)
    result = Result.objects.create(
        poll=poll,
        formula_version=FORMULA_VERSION,
        manifest_digest=manifest.digest.hex(),
        board_digest=opened.digest,
        figures=figures,
        digest=_digest(figures, opened.digest),
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
