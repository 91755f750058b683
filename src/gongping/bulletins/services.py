"""Drafting, correcting, submitting and approving official documents."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.bulletins.drafting import draft_of
from gongping.bulletins.exceptions import (
    AlreadyThere,
    Changed,
    NoSuchBulletin,
    Unfinished,
)
from gongping.bulletins.models import Bulletin, Step
from gongping.bulletins.policies import (
    check_can_approve,
    check_can_draft,
    check_can_edit,
    check_can_send_back,
)
from gongping.bulletins.selectors import drafted_again, kinds_to_draft
from gongping.bulletins.states import (
    BULLETIN_TRANSITIONS,
    BulletinState,
    Kind,
    Verb,
)
from gongping.bulletins.tracing import plain_line
from gongping.documents.official.text import lines_of
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.plain import one_line
from gongping.foundation.transitions import transition
from gongping.meetings.selectors import session_of

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound

LONGEST_REASON: Final = 300
TO_FILL_IN: Final = re.compile(r"（请填[^）]*）")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that people type of a document."""

    title: str
    text: str
    dated_on: date
    number: str = ""
    copies: str = ""
    printed_by: str = ""


@transaction.atomic
def draft(round_: "ReviewRound", kind: str, *, by: Actor) -> Bulletin:
    """Draft the document from the records as they are, figures with their sources.

    One of the kind that is approved stays as it is; this is its next edition.
    """
    check_can_draft(session_of(round_), by)
    there = list(Bulletin.objects.filter(round=round_).defer("text", "drafted"))
    if kind not in Kind.values:
        raise Invalid(_("没有这种公文。请从列表里选。"), "kind")
    if kind not in kinds_to_draft(there):
        raise AlreadyThere(_("这种公文已经有一份没有批准的。请接着改那一份。"))
    made = draft_of(kind, round_, by)
    bulletin = Bulletin(
        round=round_,
        kind=kind,
        edition=1 + sum(other.kind == kind for other in there),
        title=made.title,
        printed_by=made.printed_by,
        dated_on=clock.today(),
        text="\n".join(plain_line(line) for line in made.lines),
        drafted=made.lines,
        drafted_at=clock.now(),
    )
    try:
        with transaction.atomic():
            bulletin.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere(_("别人刚起草了这份公文。请刷新页面。")) from error
    _note(bulletin, Verb.DRAFTED, by)
    return bulletin


@transaction.atomic
def correct(bulletin_id: int, words: Words, *, version: int, by: Actor) -> Bulletin:
    """Keep what people wrote, unless somebody has saved since `version`."""
    bulletin = _held(bulletin_id)
    check_can_edit(bulletin, by)
    _check_version(bulletin, version)
    text = "\n".join(lines_of(words.text))
    if not text:
        raise Invalid(_("正文是空的。请写正文，或者按记录重拟。"), "text")
    bulletin.title, bulletin.text = words.title, text
    bulletin.dated_on, bulletin.number = words.dated_on, words.number
    bulletin.copies, bulletin.printed_by = words.copies, words.printed_by
    bulletin.version += 1
    bulletin.save()
    _note(bulletin, Verb.CORRECTED, by)
    return bulletin


@transaction.atomic
def draft_again(bulletin_id: int, *, version: int, by: Actor) -> Bulletin:
    """Lay the records of now into the text; every correction stays as it was typed."""
    bulletin = _held(bulletin_id)
    _check_version(bulletin, version)
    again = drafted_again(bulletin, by)
    bulletin.text = "\n".join(again.merged.lines)
    bulletin.drafted, bulletin.drafted_at = again.draft.lines, clock.now()
    bulletin.version += 1
    bulletin.save()
    _note(bulletin, Verb.REDRAFTED, by)
    return bulletin


@transaction.atomic
def submit(bulletin_id: int, *, version: int, by: Actor) -> Bulletin:
    """Lay the document before the leaders, once nothing in it waits to be filled in."""
    bulletin = _held(bulletin_id)
    check_can_edit(bulletin, by)
    _check_version(bulletin, version)
    if left := TO_FILL_IN.findall(bulletin.text):
        raise Unfinished(
            _("还有要填的地方：%(what)s。填好或删去，再送批。")
            % {"what": "".join(left)}
        )
    _move(bulletin, BulletinState.SUBMITTED)
    _note(bulletin, Verb.SUBMITTED, by)
    return bulletin


@transaction.atomic
def send_back(bulletin_id: int, reason: str, *, by: Actor) -> Bulletin:
    """Give the document back to be corrected, with the reason."""
    bulletin = _held(bulletin_id)
    check_can_send_back(bulletin, by)
    said = one_line(reason, LONGEST_REASON)
    if not said:
        raise Invalid(_("请写明为什么退回，秘书处照着改。"), "reason")
    _move(bulletin, BulletinState.DRAFT)
    _note(bulletin, Verb.RETURNED, by, said)
    return bulletin


@transaction.atomic
def approve(bulletin_id: int, *, version: int, by: Actor) -> Bulletin:
    """Freeze the document under its fingerprint; nothing in it changes ever after."""
    bulletin = _held(bulletin_id)
    check_can_approve(bulletin, by)
    _check_version(bulletin, version)
    bulletin.approved_at, bulletin.approved_by_name = clock.now(), by.name
    bulletin.digest = fingerprint(bulletin)
    _move(bulletin, BulletinState.APPROVED)
    _note(bulletin, Verb.APPROVED, by)
    return bulletin


def fingerprint(bulletin: Bulletin) -> str:
    """Return the SHA-256 of everything that is printed, in one agreed order."""
    content = {
        "kind": bulletin.kind,
        "edition": bulletin.edition,
        "round": [bulletin.round.year, bulletin.round.half],
        "title": bulletin.title,
        "number": bulletin.number,
        "dated_on": bulletin.dated_on.isoformat(),
        "text": bulletin.text,
        "copies": bulletin.copies,
        "printed_by": bulletin.printed_by,
        "approved_by": bulletin.approved_by_name,
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _held(bulletin_id: int) -> Bulletin:
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("round")
    found = rows.filter(pk=bulletin_id).first()
    if found is None:
        raise NoSuchBulletin(_("没有这份公文，或者还没有印发给您。"))
    return found


def _check_version(bulletin: Bulletin, version: int) -> None:
    if version != bulletin.version:
        raise Changed(_("别人刚改过这份公文。请对照现在的文字，再办一次。"))


def _move(bulletin: Bulletin, state: str) -> None:
    transition(bulletin, state, BULLETIN_TRANSITIONS)
    bulletin.save()


def _note(bulletin: Bulletin, verb: Verb, by: Actor, note: str = "") -> None:
    Step.objects.create(
        bulletin=bulletin,
        verb=verb,
        at=clock.now(),
        by_id=by.user_id,
        by_name=by.name[:80],
        note=note,
    )
    record(
        f"bulletins:bulletin:{verb}",
        by=by,
        subject=bulletin.title,
        subject_key=str(bulletin.pk),
        detail={"note": note} if note else None,
    )
