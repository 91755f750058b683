"""Writing to the record; there is nothing else to be done with it."""

from typing import Any

from django.db import transaction

from gongping.audit.chain import ChainReport, digest_of, plain
from gongping.audit.exceptions import UnknownTag
from gongping.audit.models import Event, Head
from gongping.audit.policies import check_can_read_log
from gongping.audit.selectors import verify_chain
from gongping.audit.tags import KNOWN, Tag
from gongping.foundation import clock
from gongping.foundation.actors import Actor

HEAD_ROW = 1


@transaction.atomic
def record(
    tag: str,
    *,
    by: Actor,
    subject: object = "",
    subject_key: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    """Append one act, chained to the act before it.

    `tag` is a `Tag` or its text; one that has no sentence is refused. Never pass
    anything that could join a ballot to a person.
    """
    if tag not in KNOWN:
        raise UnknownTag(tag)
    head = _head_for_update()
    event = Event(
        position=head.position + 1,
        at=clock.now(),
        tag=str(tag),
        actor_user_id=by.user_id,
        actor_name=by.name[:80],
        subject=str(subject)[:200],
        subject_key=str(subject_key)[:80],
        detail=plain(detail),
        previous=head.digest,
    )
    event.digest = digest_of(event)
    event.save()
    head.position, head.digest = event.position, event.digest
    head.save()
    return event


@transaction.atomic
def check_chain(*, by: Actor) -> ChainReport:
    """Read the whole chain and put on record that, and what, was found."""
    check_can_read_log(by)
    report = verify_chain()
    record(
        Tag.AUDIT_CHAIN_CHECKED,
        by=by,
        subject=report.count,
        detail={"broken_at": report.broken_at, "head": report.head},
    )
    return report


def _head_for_update() -> Head:
    head = Head.objects.select_for_update().filter(pk=HEAD_ROW).first()
    if head is None:
        Head.objects.get_or_create(pk=HEAD_ROW)
        head = Head.objects.select_for_update().get(pk=HEAD_ROW)
    return head
