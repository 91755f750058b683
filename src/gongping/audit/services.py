"""Writing to the record; there is nothing else to be done with it."""

import hashlib
import json
from typing import Any

from django.db import transaction

from gongping.audit.models import Event
from gongping.foundation import clock
from gongping.foundation.actors import Actor

GENESIS = "0" * 64


@transaction.atomic
def record(  # noqa: PLR0913 - one argument a column, all named by the caller
    tag: str,
    *,
    by: Actor,
    subject: object = "",
    subject_key: str = "",
    detail: dict[str, Any] | None = None,
) -> Event:
    """Append one act, chained to the act before it.

    Never pass anything that could join a ballot to a person.
    """
    last = Event.objects.select_for_update().order_by("-position").first()
    event = Event(
        position=last.position + 1 if last else 1,
        at=clock.now(),
        tag=tag,
        actor_user_id=by.user_id,
        actor_name=by.name,
        subject=str(subject)[:200],
        subject_key=subject_key,
        detail=detail or {},
        previous=last.digest if last else GENESIS,
    )
    event.digest = digest_of(event)
    event.save()
    return event


def digest_of(event: Event) -> str:
    """Return the SHA-256 of everything in the event and of its predecessor."""
    content = [
        event.position, event.at.isoformat(), event.tag, event.actor_user_id,
        event.actor_name, event.subject, event.subject_key, event.detail,
        event.previous,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
